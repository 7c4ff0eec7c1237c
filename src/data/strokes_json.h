// In JSON, a drawing is a list of strokes, each a list of points: [[[x, y], ...], ...].
#pragma once

#include "base/json.h"
#include "data/ink.h"

namespace inkling {

// A drawing has at most this many points: more than any hand makes, and few enough to read at once.
inline constexpr std::size_t kMaxInkPoints = 20'000;

Result<Drawing> drawing_from_json(const rapidjson::Value& strokes);

}  // namespace inkling
