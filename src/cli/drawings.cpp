#include "cli/drawings.h"

#include <cmath>
#include <numbers>

#include "base/json.h"
#include "cli/files.h"
#include "data/strokes_json.h"

namespace inkling {
namespace {

Result<LabelledDrawing> labelled_drawing(const rapidjson::Value& value) {
  const rapidjson::Value* strokes = find_member(value, "strokes");
  const rapidjson::Value* label = find_member(value, "label");
  Result<Drawing> drawing = drawing_from_json(strokes == nullptr ? value : *strokes);
  if (!drawing) return drawing.error();
  LabelledDrawing result{.drawing = std::move(*drawing), .label = std::nullopt};
  if (label != nullptr && label->IsInt()) result.label = label->GetInt();
  return result;
}

}  // namespace

Result<std::vector<LabelledDrawing>> load_drawings(const std::filesystem::path& path) {
  const Result<Bytes> text = read_file(path);
  if (!text) return text.error();
  const auto document = parse_json({reinterpret_cast<const char*>(text->data()), text->size()});
  const auto failed = [&](const Error& error) {
    return Error{error.code, path.string() + ": " + error.message};
  };
  if (!document) return failed(document.error());
  std::vector<LabelledDrawing> drawings;
  const bool many = document->IsArray() && !document->Empty() && (*document)[0].IsObject();
  for (rapidjson::SizeType i = 0; i < (many ? document->Size() : 1); ++i) {
    Result<LabelledDrawing> drawing =
        labelled_drawing(many ? (*document)[i] : static_cast<const rapidjson::Value&>(*document));
    if (!drawing) return failed(drawing.error());
    drawings.push_back(std::move(*drawing));
  }
  return drawings;
}

Drawing turned(Drawing drawing, double degrees) {
  const auto angle = static_cast<float>(degrees * std::numbers::pi / 180);
  const float c = std::cos(angle), s = std::sin(angle);
  for (Stroke& stroke : drawing) {
    // y grows downwards.
    for (InkPoint& p : stroke) p = {c * p.x + s * p.y, c * p.y - s * p.x};
  }
  return drawing;
}

}  // namespace inkling
