#include "model/foreign/tensor_list.h"

#include <algorithm>
#include <limits>

#include "model/foreign/formats.h"
#include "model/foreign/layer_list.h"
#include "model/foreign/shown_name.h"

namespace inkling {

std::optional<std::uint64_t> number_count(std::span<const std::int64_t> shape) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40;
  std::uint64_t count = 1;
  for (const std::int64_t extent : shape) {
    if (extent < 0) return std::nullopt;
    if (extent == 0) return 0;
    if (static_cast<std::uint64_t>(extent) > kMost / count) return std::nullopt;
    count *= static_cast<std::uint64_t>(extent);
  }
  return count;
}

bool TensorList::has_room(std::uint64_t count) const {
  return count <= kMostWeights - std::min(numbers_, kMostWeights);
}

Status TensorList::add(const std::string& name, std::span<const std::int64_t> shape,
                       const TypeInFile& type, std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kMostTensors = 2000;
  constexpr std::int64_t kMostExtent = std::numeric_limits<int>::max();
  if (tensors_.size() == kMostTensors) return refused_format("large");
  NamedTensor tensor{.name = name, .shape = {}, .values = {}, .whole = is_whole(type.type)};
  for (const std::int64_t extent : shape) {
    if (extent < 0) {
      return refused_part(shown_name(name), "The tensor " + shown_name(name) +
                                                " in this file has an impossible shape.");
    }
    tensor.shape.push_back(static_cast<int>(std::min(extent, kMostExtent)));
  }
  const std::optional<std::uint64_t> count = number_count(shape);
  if (!count || !has_room(*count) || *count > kMaxParameters) {
    tensor.too_large = true;
  } else if (type.type == ElementType::kOther || (element_size(type.type) == 1 && *count > 1)) {
    // Weights that were rounded to 8 bits mean nothing without their scales.
    tensor.unread = shown_name(type.words);
  } else {
    auto values = read_elements(type.type, bytes, *count, type.order);
    if (!values) {
      return refused_part(shown_name(name),
                          "The tensor " + shown_name(name) + " in this file has " +
                              std::to_string(bytes.size() / element_size(type.type)) +
                              " numbers, and its shape says " + std::to_string(*count) + ".");
    }
    numbers_ += *count;
    tensor.values = std::move(*values);
  }
  tensors_.push_back(std::move(tensor));
  return Nothing{};
}

}  // namespace inkling
