// The steps that are done in each lesson, as they are saved.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "places/learn/learn_state.h"

namespace inkling {

using StepsDone = std::array<int, kLessons>;

std::vector<std::uint8_t> to_bytes(const StepsDone& steps);

// Returns nothing where the bytes hold no steps. Where nothing was saved, no step is done. Whether
// a lesson has so many, the caller checks.
std::optional<StepsDone> steps_from_bytes(std::span<const std::uint8_t> bytes);

}  // namespace inkling
