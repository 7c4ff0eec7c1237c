// Whatever is in the JSON of a host page, it is refused or becomes a picture.
#include <string_view>

#include "base/json.h"
#include "data/ink.h"
#include "data/strokes_json.h"
#include "fuzz/fuzz.h"

void fuzz(std::span<const std::uint8_t> bytes) {
  using namespace inkling;
  const auto document = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!document) return;
  const auto drawing = drawing_from_json(*document);
  if (drawing) picture_of(*drawing);
}
