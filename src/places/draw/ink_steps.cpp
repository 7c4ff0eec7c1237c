#include "places/draw/ink_steps.h"

#include <algorithm>

#include "ui/figures.h"

namespace inkling {
namespace {

// Draws on a square sheet, in units of its side.
struct Sheet {
  Ui& ui;
  Rect square;

  ImVec2 at(InkPoint p) const { return {square.x + p.x * square.w, square.y + p.y * square.h}; }
  void line(InkPoint a, InkPoint b, ImU32 colour, float width) const {
    ui.draw().AddLine(at(a), at(b), colour, width);
  }
  void box(InkPoint low, InkPoint high, ImU32 colour) const {
    ui.draw().AddRect(at(low), at(high), colour, 0, 0, 1.5f);
  }
};

void draw_strokes(const Sheet& sheet, const Drawing& drawing, bool with_points, float width) {
  const Palette& colours = sheet.ui.colours();
  for (const Stroke& stroke : drawing) {
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      sheet.line(stroke[i - 1], stroke[i], with_points ? colours.quiet : colours.ink, width);
    }
    if (!with_points) continue;
    for (const InkPoint& p : stroke) {
      sheet.ui.draw().AddCircleFilled(sheet.at(p), 2.2f, colours.vermilion, 8);
    }
  }
}

// Returns the strokes as they lie in the picture, in units of its side.
Drawing placed(const InkSteps& steps) {
  Drawing drawing = steps.smooth;
  for (Stroke& stroke : drawing) {
    for (InkPoint& p : stroke) {
      const InkPoint pixels = steps.transform(p);
      p = {pixels.x / kPictureSide, pixels.y / kPictureSide};
    }
  }
  return drawing;
}

void draw_step(const Sheet& sheet, int step, const Drawing& raw, const InkSteps& steps) {
  const Palette& colours = sheet.ui.colours();
  if (step == 0) {
    draw_strokes(sheet, raw, true, 1);
  } else if (step == 1) {
    draw_strokes(sheet, steps.smooth, false, 2);
    sheet.box(steps.bounds.low, steps.bounds.high, colours.indigo);
  } else if (step == 2) {
    const float rim = 4.0f / kPictureSide;
    sheet.box({rim, rim}, {1 - rim, 1 - rim}, colours.hairline);
    draw_strokes(sheet, placed(steps), false, 2);
    // The centre of mass has come to the middle.
    sheet.line({0.5f, 0.42f}, {0.5f, 0.58f}, colours.vermilion, 1.5f);
    sheet.line({0.42f, 0.5f}, {0.58f, 0.5f}, colours.vermilion, 1.5f);
  } else {
    draw_pixels(sheet.ui, sheet.square, steps.picture, colours.ink);
  }
}

constexpr Text kCaptions[] = {Text::kInkStep1, Text::kInkStep2, Text::kInkStep3, Text::kInkStep4};
constexpr int kSteps = 4;
constexpr float kGap = 1.5f * kStep;

// Where four pictures side by side would be too small to see, they stand in two rows.
int columns_in(float width) { return width < 380 ? 2 : kSteps; }

// Where a caption needs more lines than those beside it, all leave room for it.
float caption_height(const Ui& ui, float width) {
  float height = 0;
  for (const Text caption : kCaptions) {
    height = std::max(height, ui.paragraph_height(width, ui.say(caption), Type::kSmall));
  }
  return height;
}

}  // namespace

float ink_steps_height(const Ui& ui, float width) {
  const int columns = columns_in(width);
  const float column = Rect{0, 0, width, 0}.column(0, columns, kGap).w;
  const float row = std::min(column, 140.0f) + kStep / 2 + caption_height(ui, column);
  return row * static_cast<float>(kSteps / columns) + (columns < kSteps ? kStep : 0);
}

void draw_ink_steps(Ui& ui, const State& state, Rect area) {
  const Palette& colours = ui.colours();
  const Drawing& raw = state.shown_drawing();
  const InkSteps steps = ink_steps(raw);
  const int columns = columns_in(area.w);
  const int rows = kSteps / columns;
  const float width = area.column(0, columns, kGap).w;
  const float row_height = (area.h - (rows > 1 ? kStep : 0)) / static_cast<float>(rows);
  const float side = std::min(width, row_height - caption_height(ui, width) - kStep / 2);
  std::string spoken;
  for (int step = 0; step < kSteps; ++step) {
    const Rect row = {area.x, area.y + static_cast<float>(step / columns) * (row_height + kStep),
                      area.w, row_height};
    Rect column = row.column(step % columns, columns, kGap);
    const Rect square = {column.x, column.y, side, side};
    ui.tile(square, 4);
    ui.draw().AddRect({square.x, square.y}, {square.right(), square.bottom()}, colours.hairline, 4);
    if (!is_empty(raw)) draw_step({ui, square}, step, raw, steps);
    column.cut_top(side, kStep / 2);
    const std::string caption = ui.say(kCaptions[step]);
    ui.paragraph(column, caption, Type::kSmall, colours.quiet);
    spoken += caption + ". ";
  }
  ui.spoken("ink-steps-figure", Role::kImage, area, spoken);
}

}  // namespace inkling
