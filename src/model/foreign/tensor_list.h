// A TensorList gathers the tensors of a file, whatever the file's format.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/foreign/elements.h"

namespace inkling {

struct NamedTensor {
  std::string name;
  std::vector<int> shape;
  std::vector<float> values;  // There are as many as the shape says, or none where it is not read.
  bool whole = false;         // Its numbers are whole: a count, an index, or rounded weights.
  std::string unread = {};    // Its numbers are of this type, which is not read.
  bool too_large = false;     // It has more numbers than any network here, and they are not read.

  bool is_read() const { return unread.empty() && !too_large; }
};

// Says how a file writes the numbers of a tensor.
struct TypeInFile {
  ElementType type = ElementType::kOther;
  std::string words;  // It is what the format calls the type.
  ByteOrder order = ByteOrder::kLittle;
};

// Returns how many numbers a shape has, or nothing where it has more than 2^40 or an extent is
// negative.
std::optional<std::uint64_t> number_count(std::span<const std::int64_t> shape);

class TensorList {
 public:
  // Returns whether so many more numbers are read: a network here has fewer.
  bool has_room(std::uint64_t count) const;

  // Adds a tensor; its numbers are left out where they are too many or of a type that is not read.
  // Returns an error that names it where the bytes are not as many as the shape says.
  Status add(const std::string& name, std::span<const std::int64_t> shape, const TypeInFile& type,
             std::span<const std::uint8_t> bytes);

  std::vector<NamedTensor> take() { return std::move(tensors_); }

 private:
  std::vector<NamedTensor> tensors_;
  std::uint64_t numbers_ = 0;  // All tensors together have so many that were read.
};

}  // namespace inkling
