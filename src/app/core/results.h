// The results of games and lessons are kept as codes, for the visitor to hand in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "app/core/class_result.h"
#include "app/core/core.h"

namespace inkling {

// What is saved has the codes under this name, beside what the places save: versions without them
// leave them as they are.
inline constexpr const char* kSavedResults = "results";
inline constexpr std::size_t kMostResults = 100;  // The oldest ones go.

// Keeps a result, and returns its code. The caller saves the visitor's part.
std::string keep_result(State& state, const ClassResult& result);
// Returns the newest code of a lesson, or an empty text.
std::string code_of_lesson(const State& state, int lesson);

std::vector<std::uint8_t> results_to_bytes(const std::vector<std::string>& codes);
// Leaves out what is no code. Damaged bytes have none.
std::vector<std::string> results_from_bytes(std::span<const std::uint8_t> bytes);
// Merges what two tabs have made of `base`: see saved_records.h.
std::vector<std::uint8_t> merged_results(std::span<const std::uint8_t> theirs,
                                         std::span<const std::uint8_t> base,
                                         std::span<const std::uint8_t> mine);

// Tells whether AppHost::copy_code() could copy this code.
void code_copied(Core& core, bool copied, const std::string& code);

}  // namespace inkling
