// A Member is what one person brings to learn together: a network, and the drawings that came with
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

struct Member {
  std::string name;
  Network<float> network{NetworkShape{}};  // It goes from the pixels to the ten digits.
  std::optional<std::uint32_t> seed;  // The file says so: the weights may have begun elsewhere.
  std::vector<std::uint8_t> pixels;   // [drawings, 784]
  std::vector<std::uint8_t> labels;   // [drawings], digits
  std::string file_hash;              // It is empty where there was no file.

  Examples drawings() const { return {pixels, labels}; }
};

// A Refusal says why a file is not taken.
enum class Refusal {
  kEmpty,           // It has no bytes.
  kDamaged,         // It is a file of saved work, and damaged or cut off.
  kNewer,           // A later version has saved it.
  kNothingLearned,  // The network in it has learned nothing yet, so that there are no weights in
                    // it.
  kNotDigits,       // Its network does not go from 28 x 28 pixels to ten digits.
  kBadNetwork,      // It is of safetensors, and damaged or not of our layout.
  kOtherFormat,     // It is neither of the two.
  kSameFile,        // The file is here already.
  kTooLarge,
  kNotUnpacked,  // It is packed, and what unpacks it could not be had.
};
inline constexpr const char* kRefusalNames[] = {
    "empty",       "damaged",      "newer",     "untrained", "not-digits",
    "bad-network", "other-format", "same-file", "too-large", "not-unpacked"};

// Reads a file of saved work (src/app/core/work_file.h) or of safetensors. Symbols of the visitor's
// own are left out of both the network and the drawings.
std::variant<Member, Refusal> read_member(const std::string& path,
                                          std::span<const std::uint8_t> file);

// Returns what to call the one whose file has this path: the file's name without its end, or that
// of the folder it came in where all files are called alike ("class.zip/Ann/my-work.inkling").
std::string member_name(std::string_view path);

}  // namespace inkling
