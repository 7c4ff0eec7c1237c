// Makes pictures hard to read, for people and networks alike.
#pragma once

#include "data/ink.h"
#include "math/random.h"

namespace inkling {

enum class Degradation { kBlur, kNoise, kCover, kFaint };
inline constexpr int kDegradations = 4;

// Returns the picture degraded; `strength` goes from 1 to 8.
Picture degrade(const Picture& picture, Degradation kind, int strength, Random& random);

// Returns random squares, which are shown after a picture so that it does not linger in the eye.
Picture mask_picture(Random& random);

}  // namespace inkling
