#include "ui/hand_panel.h"

#include <algorithm>

#include "nn/teaching.h"
#include "ui/figures.h"
#include "ui/guess.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kTile = 64;
constexpr float kTileName = 22;

void draw_tile(Ui& ui, const State& state, std::size_t index, Rect place) {
  const Palette& colours = ui.colours();
  const OwnDrawing& own = state.own_drawings[index];
  const bool selected = state.selected_own == index;
  const std::string name = class_name(ui.language(), own.label);
  const Ui::Press press =
      ui.pressable({.id = "own-" + std::to_string(index),
                    .role = Role::kToggle,
                    .label = ui.say(Text::kHandDrawing, {std::to_string(index + 1), name}),
                    .rect = place,
                    .on = selected,
                    .value = ""});
  Rect square = place;
  const Rect caption = square.cut_bottom(kTileName);
  ui.draw().AddRectFilled({square.x, square.y}, {square.right(), square.bottom()}, colours.card,
                          kCorner - 4);
  ui.draw().AddRect({square.x, square.y}, {square.right(), square.bottom()},
                    selected || press.hovered ? colours.indigo : colours.hairline, kCorner - 4, 0,
                    selected ? 2.5f : 1);
  draw_pixels(ui, square.inset(4), own.picture, colours.ink);
  ui.label(caption, name, selected ? Type::kBodyBold : Type::kSmall,
           selected ? colours.ink : colours.quiet, Align::kCentre);
  if (press.pressed) {
    ui.act(SelectOwn{selected ? std::nullopt : std::optional<std::size_t>(index)});
  }
}

// What can be done with the drawing that is selected.
float draw_editor(Ui& ui, const State& state, std::size_t index, Rect place) {
  const float top = place.y;
  const int label = state.own_drawings[index].label;
  constexpr float kGap = 4;
  const int columns =
      std::max(1, std::min(state.classes(), static_cast<int>((place.w + kGap) / (kTouch + kGap))));
  Rect row{};
  for (int c = 0; c < state.classes(); ++c) {
    if (c % columns == 0) row = place.cut_top(kTouch, kGap);
    const Rect cell = row.column(c % columns, columns, kGap);
    if (ui.choice("relabel-" + std::to_string(c), Role::kToggle, cell, class_sign(c), c == label) &&
        c != label) {
      ui.act(RelabelOwn{index, c});
    }
  }
  place.cut_top(0, kStep / 2);
  std::vector<ButtonSpec> buttons = {
      {.id = "own-delete", .words = ui.say(Text::kHandDelete), .action = DeleteOwn{index}}};
  if (label >= kDigits) {
    buttons.push_back({.id = "symbol-delete",
                       .words = ui.say(Text::kHandDeleteSymbol, {class_name(ui.language(), label)}),
                       .action = DeleteSymbol{label},
                       .disabled = !state.idle()});
  }
  place.cut_top(ui.button_flow(place, buttons), kStep);
  return place.y - top;
}

}  // namespace

std::string hand_summary(const Ui& ui, const State& state) {
  const std::size_t count = state.own_drawings.size();
  if (count == 0) return ui.say(Text::kHandNone);
  return ui.say(Text::kHandCount, {std::to_string(count)});
}

float draw_hand(Ui& ui, const State& state, Rect place) {
  const float top = place.y;
  const int among = teaching_settings(state.network).train_images;
  place.cut_top(ui.paragraph(place, ui.say(Text::kHandMore, {with_thousands(among)}), Type::kSmall,
                             ui.colours().quiet),
                kStep);
  const std::size_t count = state.own_drawings.size();
  const auto columns =
      std::max<std::size_t>(1, static_cast<std::size_t>((place.w + kStep) / (kTile + kStep)));
  for (std::size_t first = 0; first < count; first += columns) {
    Rect row = place.cut_top(kTile + kTileName, kStep);
    const std::size_t end = std::min(count, first + columns);
    for (std::size_t i = first; i < end; ++i) {
      draw_tile(ui, state, i, row.cut_left(kTile, kStep));
    }
    // Right under the row of the one that it is about.
    if (state.selected_own && *state.selected_own >= first && *state.selected_own < end) {
      place.cut_top(draw_editor(ui, state, *state.selected_own, place), kStep);
    }
  }
  return place.y - top;
}

}  // namespace inkling
