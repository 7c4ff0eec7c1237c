#include "data/sheet/read_sheet.h"

#include <algorithm>

#include "data/sheet/sheet_grey.h"
#include "data/sheet/sheet_ink.h"
#include "data/sheet/sheet_parts.h"
#include "data/sheet/sheet_strokes.h"

namespace inkling {

std::string SheetLine::text() const {
  std::string text;
  for (const SheetDigit& digit : digits) {
    if (digit.standing != Standing::kNone) text += static_cast<char>('0' + digit.digit);
  }
  return text;
}

Result<SheetReading> read_sheet(const SheetPixels& pixels, const SheetNetwork& network) {
  if (pixels.width < 1 || pixels.height < 1 || pixels.bytes.empty()) {
    return Error{ErrorCode::kInvalidParams, "The picture has no pixels."};
  }
  if (static_cast<std::int64_t>(pixels.width) * pixels.height > kMostSheetPixels) {
    return Error{ErrorCode::kTooLarge, "The picture has more than 50 million pixels."};
  }
  SheetReading reading;
  reading.width = pixels.width;
  reading.height = pixels.height;
  SheetGrey grey = grey_of(pixels);
  const float scale = grey.scale;
  reading.steps = {scale, std::move(grey.plane), {}, {}, {}};
  reading.steps.flat = flattened(reading.steps.grey);
  reading.steps.ink = ink_mask(reading.steps.flat);
  reading.steps.traces = reading.steps.ink;

  constexpr int kLeastArea = 20;
  std::vector<InkPart> parts = parts_of(reading.steps.traces, kLeastArea);
  std::sort(parts.begin(), parts.end(),
            [](const InkPart& a, const InkPart& b) { return a.left < b.left; });
  if (parts.size() > kMostSheetDigits) parts.resize(kMostSheetDigits);
  if (parts.empty()) return reading;
  SheetLine line;
  for (const InkPart& part : parts) {
    SheetDigit digit;
    digit.box = {static_cast<float>(part.left) * scale, static_cast<float>(part.top) * scale,
                 static_cast<float>(part.width()) * scale,
                 static_cast<float>(part.height()) * scale};
    digit.drawing = strokes_of(reading.steps.flat, part);
    for (Stroke& stroke : digit.drawing) {
      for (InkPoint& p : stroke) p = {p.x * scale, p.y * scale};
    }
    digit.picture = picture_of(digit.drawing);
    if (network) {
      digit.probabilities = network(digit.picture);
      const auto& all = digit.probabilities;
      digit.digit = static_cast<int>(std::max_element(all.begin(), all.end()) - all.begin());
    }
    line.digits.push_back(std::move(digit));
  }
  reading.lines.push_back(std::move(line));
  return reading;
}

}  // namespace inkling
