// Drawings as JSON: [[[x, y], ...], ...], a list of strokes, each a list of points.
#pragma once

#include "base/json.h"
#include "data/ink.h"

namespace inkling {

// At most this many points in a drawing: more than any hand makes, and few enough to read at once.
inline constexpr std::size_t kMaxInkPoints = 20'000;

Result<Drawing> drawing_from_json(const rapidjson::Value& strokes);

}  // namespace inkling
