#include "places/draw/number_view.h"

#include <algorithm>
#include <string>

#include "places/draw/draw_place.h"
#include "ui/figures.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kLeastNumberTile = kTouch;
constexpr float kLargestNumberTile = 140;
constexpr float kLeastPoster = 100;

TileSizes number_tiles() {
  return {.least = kLeastNumberTile,
          .largest = kLargestNumberTile,
          .gap = kStep,
          .caption = line_height(Type::kBody)};
}

Rect words_rect(const Ui& ui, Text words, Rect area) {
  return {area.x, area.y, std::min(area.w, ui.width_of(ui.say(words), Type::kBody) + 4 * kStep),
          kTouch};
}

}  // namespace

float number_height(const State& state, float width) {
  const TileGrid grid =
      fit_tiles(static_cast<int>(state.number.size()), {0, 0, width, 0}, number_tiles());
  return grid.height() + 2 * kStep + kTouch;
}

void draw_number(Ui& ui, const State& state, Rect area) {
  const Palette& colours = ui.colours();
  const Rect one = area.cut_bottom(kTouch, 2 * kStep);
  const TileGrid grid = fit_tiles(static_cast<int>(state.number.size()), area, number_tiles());
  // Where there is room, the number stands above its digits, large.
  if (const float spare = area.h - grid.height(); spare >= kLeastPoster) {
    std::string number;
    for (const PadDigit& digit : state.number) {
      number += std::to_string(digit.prediction.likeliest());
    }
    ui.poster(area.cut_top(spare).inset(2 * kStep), number, colours.ink);
  }
  for (std::size_t i = 0; i < state.number.size(); ++i) {
    const Prediction& prediction = state.number[i].prediction;
    const int digit = prediction.likeliest();
    const std::string share =
        ui.say(Text::kPercent,
               {percent(ui.language(), prediction.probabilities[static_cast<std::size_t>(digit)])});
    const Rect tile = grid.of(static_cast<int>(i), area);
    const Ui::Press press =
        ui.pressable({.id = "number-" + std::to_string(i),
                      .role = Role::kButton,
                      .label = ui.say(Text::kNumberDigit, {std::to_string(digit), share}),
                      .rect = tile,
                      .value = ""});
    ui.tile(tile, 4);
    ui.draw().AddRect({tile.x, tile.y}, {tile.right(), tile.bottom()},
                      press.hovered ? colours.indigo : colours.hairline, 4, 0,
                      press.hovered ? 2.0f : 1.0f);
    draw_pixels(ui, tile, prediction.picture, colours.ink);
    const Rect caption = {tile.x, tile.bottom(), tile.w, line_height(Type::kBody)};
    const std::string name = std::to_string(digit) + " · " + share;
    const bool fits = ui.width_of(name, Type::kSmall) <= tile.w;
    ui.label(caption, fits ? name : std::to_string(digit), Type::kSmall, colours.quiet,
             Align::kCentre);
    if (press.pressed) ui.act(TakeDigit{i});
  }
  if (ui.button("number-as-one", words_rect(ui, Text::kNumberAsOne, one),
                ui.say(Text::kNumberAsOne), ButtonLook::kOutline)) {
    ui.act(ReadNumbers{false});
  }
}

void draw_number_frames(Ui& ui, const State& state, Rect pad) {
  for (const PadDigit& digit : state.number) {
    const Bounds bounds = bounds_of(digit.strokes);
    const float air = std::max(1.5f * kStep, 0.042f * pad.w);  // The pen is broad.
    ui.draw().AddRect({std::max(pad.x + 2, pad.x + bounds.low.x * pad.w - air),
                       std::max(pad.y + 2, pad.y + bounds.low.y * pad.h - air)},
                      {std::min(pad.right() - 2, pad.x + bounds.high.x * pad.w + air),
                       std::min(pad.bottom() - 2, pad.y + bounds.high.y * pad.h + air)},
                      faded(ui.colours().indigo, 0.6f), kCorner - 4, 0, 2);
  }
}

void draw_number_again(Ui& ui, Rect area) {
  if (ui.button("number-again", words_rect(ui, Text::kNumberAgain, area),
                ui.say(Text::kNumberAgain), ButtonLook::kOutline)) {
    ui.act(ReadNumbers{true});
  }
}

}  // namespace inkling
