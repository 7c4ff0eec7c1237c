#include "data/sheet/read_sheet.h"

#include <algorithm>
#include <cmath>

#include "data/sheet/sheet_grey.h"
#include "data/sheet/sheet_ink.h"
#include "data/sheet/sheet_lines.h"
#include "data/sheet/sheet_parts.h"
#include "data/sheet/sheet_pieces.h"
#include "data/sheet/sheet_ruling.h"
#include "data/sheet/sheet_standing.h"
#include "data/sheet/sheet_strokes.h"

namespace inkling {
namespace {

// A speck has fewer pixels of ink.
constexpr int kLeastArea = 12;
// A sheet of more pieces is no writing, and would take long.
constexpr std::size_t kMostParts = 4000;
constexpr std::size_t kFewParts = 150;

int likeliest(const Probabilities& probabilities) {
  return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                          probabilities.begin());
}

float length_of(const Drawing& drawing) {
  float length = 0;
  for (const Stroke& stroke : drawing) {
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    }
  }
  return length;
}

bool is_texture(const GreyPlane& mask) {
  constexpr double kMuchInk = 0.33;
  const auto ink = std::count_if(mask.values.begin(), mask.values.end(),
                                 [](std::uint8_t value) { return value != 0; });
  return static_cast<double>(ink) > kMuchInk * static_cast<double>(mask.values.size());
}

SheetSteps steps_of(const SheetPixels& pixels) {
  SheetGrey grey = grey_of(pixels);
  SheetSteps steps;
  steps.scale = grey.scale;
  steps.grey = std::move(grey.plane);
  GreyPlane dark_ink = steps.grey;
  if (has_light_ink(steps.grey)) {
    for (std::uint8_t& value : dark_ink.values) value = 255 - value;
  }
  steps.flat = flattened(dark_ink);
  steps.ink = ink_mask(steps.flat);
  // A few pixels have no room for printed lines.
  steps.traces = steps.scale < 1 ? steps.ink : without_printed_lines(steps.ink, steps.flat);
  return steps;
}

// Draws a digit a little smaller than others are, with the same pen.
Picture smaller_picture(const Drawing& drawing) {
  constexpr float kSize = 0.9f;
  constexpr float kMiddle = kPictureSide / 2.0f;
  const InkSteps steps = ink_steps(drawing);
  const auto place = [&](const InkPoint& point) {
    const InkPoint p = steps.transform(point);
    return InkPoint{(p.x - kMiddle) * kSize + kMiddle, (p.y - kMiddle) * kSize + kMiddle};
  };
  Coverage coverage{};
  for (const Stroke& stroke : steps.smooth) {
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      draw_line(coverage, place(stroke[i == 0 ? 0 : i - 1]), place(stroke[i]), kPenWidth);
    }
  }
  Picture picture;
  std::transform(coverage.begin(), coverage.end(), picture.begin(),
                 [](float ink) { return static_cast<std::uint8_t>(std::lround(ink * 255)); });
  return picture;
}

// On paper nobody is told how large to write: a long flag makes a one small in its box. The mean of
// what the network says of two sizes counts (as of several widths in Ciresan, Meier and Schmidhuber
// 2012, arXiv:1202.2745).
Probabilities seen_twice(const SheetDigit& digit, const SheetNetwork& network) {
  Probabilities mean = network(digit.picture);
  const Probabilities smaller = network(smaller_picture(digit.drawing));
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = 0.5f * (mean[i] + smaller[i]);
  return mean;
}

SheetDigit digit_of(const InkPart& part, const SheetSteps& steps, const SheetNetwork& network) {
  const auto scaled = [&](int pixels) { return static_cast<float>(pixels) * steps.scale; };
  SheetDigit digit;
  digit.box = {scaled(part.left), scaled(part.top), scaled(part.width()), scaled(part.height())};
  digit.drawing = strokes_of(steps.flat, part);
  for (Stroke& stroke : digit.drawing) {
    for (InkPoint& p : stroke) p = {p.x * steps.scale, p.y * steps.scale};
  }
  digit.pen_width = static_cast<float>(part.area) * steps.scale * steps.scale /
                    std::max(length_of(digit.drawing), steps.scale);
  digit.picture = picture_of(digit.drawing);
  if (network) {
    digit.probabilities = seen_twice(digit, network);
    digit.digit = likeliest(digit.probabilities);
  }
  return digit;
}

}  // namespace

std::string SheetLine::text() const {
  std::string text;
  for (const SheetDigit& digit : digits) {
    if (digit.standing != Standing::kNone) text += static_cast<char>('0' + digit.digit);
  }
  return text;
}

Result<SheetReading> read_sheet(const SheetPixels& pixels, const SheetNetwork& network) {
  if (pixels.width < 1 || pixels.height < 1) {
    return Error{ErrorCode::kInvalidParams, "The picture has no pixels."};
  }
  if (pixels.channels != 1 && pixels.channels != 3 && pixels.channels != 4) {
    return Error{ErrorCode::kInvalidParams, "A pixel has 1, 3 or 4 bytes."};
  }
  if (static_cast<std::int64_t>(pixels.width) * pixels.height > kMostSheetPixels) {
    return Error{ErrorCode::kTooLarge, "The picture has more than 50 million pixels."};
  }
  if (pixels.bytes.size() != static_cast<std::size_t>(pixels.width) *
                                 static_cast<std::size_t>(pixels.height) *
                                 static_cast<std::size_t>(pixels.channels)) {
    return Error{ErrorCode::kInvalidParams, "The picture has not as many bytes as its size says."};
  }
  SheetReading reading;
  reading.width = pixels.width;
  reading.height = pixels.height;
  reading.steps = steps_of(pixels);
  const SheetSteps& steps = reading.steps;
  std::vector<InkPart> parts = writing_of(parts_of(steps.traces, kLeastArea), steps.flat);
  if (parts.size() > kMostParts || (steps.scale >= 1 && is_texture(steps.ink))) return reading;
  const float height = writing_height(parts);
  parts = joined_strokes(std::move(parts), height);
  if (parts.size() > kMostSheetDigits) return reading;
  // Where there are many pieces, no two ways to see one of them are compared: it would take long.
  const bool few = parts.size() <= kFewParts;
  const ReadPart read = [&](const InkPart& part) { return digit_of(part, steps, network); };
  for (const auto& line_parts : lines_of(std::move(parts), height).lines) {
    SheetLine line;
    if (network && few) {
      for (SheetPiece& piece : pieces_of(line_parts, height, read)) {
        line.digits.push_back(std::move(piece.digit));
      }
    } else {
      for (const InkPart& part : line_parts) line.digits.push_back(read(part));
    }
    reading.lines.push_back(std::move(line));
  }
  judge(reading, height * steps.scale, static_cast<bool>(network));
  return reading;
}

}  // namespace inkling
