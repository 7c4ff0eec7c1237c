// One file holds all that a visitor made, to be taken to another browser or handed in.
//
// It has a mark of eight bytes, the version of what follows, the language and the two records of
// saved_records.h with their zeros packed, and a SHA-256 of all that. The weights are always in it:
// the file is the same years later, on a site that comes with another network. Four of five
// weights of the shipped network are zeros, so that it takes less than 1 MB.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "app/core/saved_records.h"
#include "base/result.h"

namespace inkling {

inline constexpr const char* kWorkFileName = "my-work.inkling";

struct Work {
  Language language = Language::kEnglish;
  SavedVisitor visitor;
  SavedNetwork network;
};

// Returns whether the bytes, or else the name, say that this is such a file, damaged or not.
bool is_work_file(std::string_view name, std::span<const std::uint8_t> bytes);

std::vector<std::uint8_t> to_work_file(const Work& work);

// Fails with kBadState where the file is damaged, cut off or something else, and with kNewerState
// where a later version has written it. Records of earlier versions are read as ever. What a place
// has saved is the place's to check.
Result<Work> read_work_file(std::span<const std::uint8_t> file);

// Returns a file with this content, which should be what read_work_file() can use.
std::vector<std::uint8_t> sealed(std::span<const std::uint8_t> content);

}  // namespace inkling
