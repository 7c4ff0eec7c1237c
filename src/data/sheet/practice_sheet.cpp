#include "data/sheet/practice_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/classes.h"
#include "data/sheet/sheet_grey.h"
#include "data/sheet/sheet_ink.h"
#include "data/sheet/sheet_parts.h"

namespace inkling {
namespace {

// Marks are searched in a picture whose longer side has this many pixels at most.
constexpr int kMarksSide = 900;
// In even light a mark is darker than this, of 255.
constexpr int kMarkIsDark = 120;
// A mark fills so much of the box around it, also when it is turned or hollow.
constexpr float kLeastFill = 0.45f;
// Of all that could be marks, so many are tried together, the largest ones.
constexpr std::size_t kMostCandidates = 14;
// A box is read without this share of its sides, where its own lines may be.
constexpr float kRim = 0.07f;

// Puts squares of pixels together until the plane is small.
GreyPlane made_small(const GreyPlane& plane, int& factor) {
  factor = std::max(1, (std::max(plane.width, plane.height) + kMarksSide - 1) / kMarksSide);
  GreyPlane small(plane.width / factor, plane.height / factor);
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      int sum = 0;
      for (int row = y * factor; row < (y + 1) * factor; ++row) {
        for (int column = x * factor; column < (x + 1) * factor; ++column) {
          sum += plane.at(column, row);
        }
      }
      small.at(x, y) = static_cast<std::uint8_t>(sum / (factor * factor));
    }
  }
  return small;
}

struct Mark {
  InkPoint middle;
  float side = 0;
  bool hollow = false;
};

std::vector<Mark> find_marks(const GreyPlane& small) {
  const GreyPlane flat = flattened(small);
  GreyPlane mask(flat.width, flat.height);
  for (std::size_t i = 0; i < flat.values.size(); ++i) {
    mask.values[i] = flat.values[i] < kMarkIsDark ? 1 : 0;
  }
  const auto longer = static_cast<float>(std::max(flat.width, flat.height));
  std::vector<Mark> marks;
  for (const InkPart& part : parts_of(mask, 20)) {
    const auto width = static_cast<float>(part.width()), height = static_cast<float>(part.height());
    const float fill = static_cast<float>(part.area) / (width * height);
    const bool square = width < 1.8f * height && height < 1.8f * width;
    if (!square || fill < kLeastFill || width < 0.012f * longer || width > 0.1f * longer) continue;
    const InkPoint middle = {part.middle_x(), part.middle_y()};
    const bool hollow = mask.at(static_cast<int>(middle.x), static_cast<int>(middle.y)) == 0;
    marks.push_back({middle, std::sqrt(width * height), hollow});
  }
  std::sort(marks.begin(), marks.end(),
            [](const Mark& a, const Mark& b) { return a.side > b.side; });
  if (marks.size() > kMostCandidates) marks.resize(kMostCandidates);
  return marks;
}

using Corners = std::array<Mark, 4>;  // They go round: top left, top right, bottom right, left.

float length(InkPoint a, InkPoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

float turn(InkPoint a, InkPoint b, InkPoint c) {
  return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

// Puts four marks in order, the hollow one first. Returns whether exactly one is hollow.
bool put_in_order(Corners& corners) {
  InkPoint middle;
  for (const Mark& mark : corners) {
    middle.x += mark.middle.x / 4;
    middle.y += mark.middle.y / 4;
  }
  std::sort(corners.begin(), corners.end(), [&](const Mark& a, const Mark& b) {
    return std::atan2(a.middle.y - middle.y, a.middle.x - middle.x) <
           std::atan2(b.middle.y - middle.y, b.middle.x - middle.x);
  });
  const auto hollow = [](const Mark& mark) { return mark.hollow; };
  if (std::count_if(corners.begin(), corners.end(), hollow) != 1) return false;
  std::rotate(corners.begin(), std::find_if(corners.begin(), corners.end(), hollow), corners.end());
  return true;
}

// Returns how little four marks look like those of a sheet; infinity where they cannot be them.
float strangeness(const Corners& corners) {
  constexpr float kNever = std::numeric_limits<float>::infinity();
  std::array<float, 4> sides{};
  float least = corners[0].side, most = corners[0].side;
  for (std::size_t i = 0; i < 4; ++i) {
    const InkPoint a = corners[i].middle, b = corners[(i + 1) % 4].middle,
                   c = corners[(i + 2) % 4].middle;
    if (turn(a, b, c) <= 0) return kNever;
    sides[i] = length(a, b);
    least = std::min(least, corners[i].side);
    most = std::max(most, corners[i].side);
  }
  const float across = (sides[0] + sides[2]) / 2, down = (sides[1] + sides[3]) / 2;
  const float shape = std::fabs(std::log(down / across / (kPracticeHeight / kPracticeWidth)));
  const float uneven =
      std::fabs(std::log(sides[0] / sides[2])) + std::fabs(std::log(sides[1] / sides[3]));
  const float size =
      std::fabs(std::log((least + most) / 2 / across / (kPracticeMark / kPracticeWidth)));
  if (shape > 0.4f || uneven > 0.9f || size > 0.6f || most > 2.2f * least) return kNever;
  return shape + uneven + size;
}

std::optional<Corners> find_corners(const std::vector<Mark>& marks) {
  std::optional<Corners> best;
  float least = std::numeric_limits<float>::infinity();
  const std::size_t count = marks.size();
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = a + 1; b < count; ++b) {
      for (std::size_t c = b + 1; c < count; ++c) {
        for (std::size_t d = c + 1; d < count; ++d) {
          Corners corners = {marks[a], marks[b], marks[c], marks[d]};
          if (!put_in_order(corners)) continue;
          const float strange = strangeness(corners);
          if (strange >= least) continue;
          least = strange;
          best = corners;
        }
      }
    }
  }
  return best;
}

// A Perspective takes places on the sheet, in millimetres, to places in the picture (Heckbert 1989,
// section 2.2.3).
class Perspective {
 public:
  // The corners are those of the sheet's marks, in pixels.
  explicit Perspective(const std::array<InkPoint, 4>& p) {
    const float dx1 = p[1].x - p[2].x, dx2 = p[3].x - p[2].x;
    const float dy1 = p[1].y - p[2].y, dy2 = p[3].y - p[2].y;
    const float sx = p[0].x - p[1].x + p[2].x - p[3].x;
    const float sy = p[0].y - p[1].y + p[2].y - p[3].y;
    const float area = dx1 * dy2 - dx2 * dy1;
    g_ = (sx * dy2 - dx2 * sy) / area;
    h_ = (dx1 * sy - sx * dy1) / area;
    a_ = p[1].x - p[0].x + g_ * p[1].x;
    b_ = p[3].x - p[0].x + h_ * p[3].x;
    c_ = p[0].x;
    d_ = p[1].y - p[0].y + g_ * p[1].y;
    e_ = p[3].y - p[0].y + h_ * p[3].y;
    f_ = p[0].y;
  }
  InkPoint operator()(float x, float y) const {
    const float u = x / kPracticeWidth, v = y / kPracticeHeight;
    const float w = g_ * u + h_ * v + 1;
    return {(a_ * u + b_ * v + c_) / w, (d_ * u + e_ * v + f_) / w};
  }

 private:
  float a_, b_, c_, d_, e_, f_, g_, h_;
};

std::uint8_t pixel_at(const GreyPlane& plane, InkPoint at) {
  const float x = std::clamp(at.x, 0.0f, static_cast<float>(plane.width - 1));
  const float y = std::clamp(at.y, 0.0f, static_cast<float>(plane.height - 1));
  const int left = std::min(static_cast<int>(x), std::max(0, plane.width - 2));
  const int top = std::min(static_cast<int>(y), std::max(0, plane.height - 2));
  const int right = std::min(left + 1, plane.width - 1);
  const int bottom = std::min(top + 1, plane.height - 1);
  const float across = x - static_cast<float>(left), down = y - static_cast<float>(top);
  const float upper = static_cast<float>(plane.at(left, top)) * (1 - across) +
                      static_cast<float>(plane.at(right, top)) * across;
  const float lower = static_cast<float>(plane.at(left, bottom)) * (1 - across) +
                      static_cast<float>(plane.at(right, bottom)) * across;
  return static_cast<std::uint8_t>(upper * (1 - down) + lower * down);
}

// A Box of the sheet is cut out and set upright, so many pixels to the millimetre.
constexpr float kPixelsPerMm = 7;

struct PracticeBox {
  float left, top, width, height;  // millimetres, without the rim
};

PracticeBox box_of(int row, int column) {
  return {kPracticeLeft + static_cast<float>(column) * kPracticeAcross + kRim * kPracticeBoxWidth,
          kPracticeTop + static_cast<float>(row) * kPracticeDown + kRim * kPracticeBoxHeight,
          (1 - 2 * kRim) * kPracticeBoxWidth, (1 - 2 * kRim) * kPracticeBoxHeight};
}

GreyPlane cut_out(const GreyPlane& grey, const Perspective& perspective, const PracticeBox& box) {
  GreyPlane cut(static_cast<int>(box.width * kPixelsPerMm),
                static_cast<int>(box.height * kPixelsPerMm));
  for (int y = 0; y < cut.height; ++y) {
    for (int x = 0; x < cut.width; ++x) {
      cut.at(x, y) =
          pixel_at(grey, perspective(box.left + (static_cast<float>(x) + 0.5f) / kPixelsPerMm,
                                     box.top + (static_cast<float>(y) + 0.5f) / kPixelsPerMm));
    }
  }
  return cut;
}

// Returns whether there is any ink: paper alone has only the grain of the photo.
bool has_ink(const GreyPlane& cut) {
  constexpr int kLeastContrast = 40;
  std::vector<std::uint8_t> tones = cut.values;
  const auto middle = tones.begin() + static_cast<std::ptrdiff_t>(tones.size() / 2);
  const auto dark = tones.begin() + static_cast<std::ptrdiff_t>(tones.size() / 100);
  std::nth_element(tones.begin(), middle, tones.end());
  const int paper = *middle;
  std::nth_element(tones.begin(), dark, tones.end());
  return paper - *dark >= kLeastContrast;
}

// Returns all strokes in a box, which are those of one digit.
Drawing strokes_in(const GreyPlane& cut) {
  Drawing drawing;
  if (!has_ink(cut)) return drawing;
  const Result<SheetReading> reading =
      read_sheet({.bytes = cut.values, .width = cut.width, .height = cut.height, .channels = 1});
  if (!reading) return drawing;
  for (const SheetLine& line : reading->lines) {
    for (const SheetDigit& digit : line.digits) {
      drawing.insert(drawing.end(), digit.drawing.begin(), digit.drawing.end());
    }
  }
  // Specks are no digit.
  const auto least = 0.2f * static_cast<float>(cut.height);
  if (!is_empty(drawing) && bounds_of(drawing).longer_side() < least) drawing.clear();
  return drawing;
}

}  // namespace

std::optional<std::vector<PracticeDrawing>> read_practice_sheet(const SheetPixels& pixels) {
  if (pixels.width < 1 || pixels.height < 1) return std::nullopt;
  const SheetGrey grey = grey_of(pixels);
  int factor = 1;
  const std::optional<Corners> corners = find_corners(find_marks(made_small(grey.plane, factor)));
  if (!corners) return std::nullopt;
  std::array<InkPoint, 4> places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const InkPoint middle = (*corners)[i].middle;
    places[i] = {middle.x * static_cast<float>(factor), middle.y * static_cast<float>(factor)};
  }
  const Perspective perspective(places);
  std::vector<PracticeDrawing> drawings;
  for (int row = 0; row < kDigits; ++row) {
    for (int column = 0; column < kPracticeColumns; ++column) {
      const PracticeBox box = box_of(row, column);
      Drawing drawing = strokes_in(cut_out(grey.plane, perspective, box));
      if (is_empty(drawing)) continue;
      InkPoint low = {1e9f, 1e9f}, high = {-1e9f, -1e9f};
      for (const float x : {box.left, box.left + box.width}) {
        for (const float y : {box.top, box.top + box.height}) {
          const InkPoint corner = perspective(x, y);
          low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
          high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
        }
      }
      drawings.push_back({.label = row,
                          .drawing = std::move(drawing),
                          .box = {low.x * grey.scale, low.y * grey.scale,
                                  (high.x - low.x) * grey.scale, (high.y - low.y) * grey.scale}});
    }
  }
  return drawings;
}

}  // namespace inkling
