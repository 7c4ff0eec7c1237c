#include "data/strokes_json.h"

namespace inkling {

Result<Drawing> drawing_from_json(const rapidjson::Value& strokes) {
  const Error bad_shape = {ErrorCode::kInvalidParams,
                           "strokes must be a list of strokes, each a list of points [x, y]."};
  if (!strokes.IsArray()) return bad_shape;
  Drawing drawing;
  std::size_t points = 0;
  for (const rapidjson::Value& stroke : strokes.GetArray()) {
    if (!stroke.IsArray()) return bad_shape;
    points += stroke.Size();
    if (points > kMaxInkPoints) {
      return Error{ErrorCode::kInvalidParams, "strokes must have at most 20000 points."};
    }
    drawing.emplace_back();
    for (const rapidjson::Value& point : stroke.GetArray()) {
      // A third number, a pressure or a time, does no harm.
      if (!point.IsArray() || point.Size() < 2 || !point[0].IsNumber() || !point[1].IsNumber()) {
        return bad_shape;
      }
      drawing.back().push_back({point[0].GetFloat(), point[1].GetFloat()});
    }
  }
  return drawing;
}

}  // namespace inkling
