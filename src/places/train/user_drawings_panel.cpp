#include "places/train/user_drawings_panel.h"

#include <algorithm>

#include "nn/teaching.h"
#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kTile = 64;
constexpr float kTileName = 22;

void draw_tile(Ui& ui, const State& state, std::optional<std::size_t> selected_drawing,
               std::size_t index, Rect area) {
  const Palette& colours = ui.colours();
  const UserDrawing& own = state.user_drawings[index];
  const bool selected = selected_drawing == index;
  const std::string name = class_name(ui.language(), own.label);
  const Ui::Press press =
      ui.pressable({.id = "drawing-" + std::to_string(index),
                    .role = Role::kToggle,
                    .label = ui.say(Text::kDrawingsDrawing, {std::to_string(index + 1), name}),
                    .rect = area,
                    .on = selected,
                    .value = ""});
  Rect square = area;
  const Rect caption = square.cut_bottom(kTileName);
  ui.tile(square, kCorner - 4);
  ui.draw().AddRect({square.x, square.y}, {square.right(), square.bottom()},
                    selected || press.hovered ? colours.indigo : colours.hairline, kCorner - 4, 0,
                    selected ? 2.5f : 1);
  draw_pixels(ui, square.inset(4), own.picture, colours.ink);
  ui.label(caption, name, selected ? Type::kBodyBold : Type::kSmall,
           selected ? colours.ink : colours.quiet, Align::kCentre);
  if (press.pressed) {
    ui.act(SelectUserDrawing{selected ? std::nullopt : std::optional<std::size_t>(index)});
  }
}

// Draws what can be done with the selected drawing.
float draw_editor(Ui& ui, const State& state, std::size_t index, Rect area) {
  const float top = area.y;
  const int label = state.user_drawings[index].label;
  constexpr float kGap = 4;
  const int columns =
      std::max(1, std::min(state.classes(), static_cast<int>((area.w + kGap) / (kTouch + kGap))));
  Rect row{};
  for (int c = 0; c < state.classes(); ++c) {
    if (c % columns == 0) row = area.cut_top(kTouch, kGap);
    const Rect cell = row.column(c % columns, columns, kGap);
    if (ui.choice("relabel-" + std::to_string(c), Role::kToggle, cell, class_sign(c), c == label) &&
        c != label) {
      ui.act(RelabelUserDrawing{index, c});
    }
  }
  area.cut_top(0, kStep / 2);
  std::vector<ButtonSpec> buttons = {{.id = "drawing-delete",
                                      .words = ui.say(Text::kDrawingsDelete),
                                      .action = DeleteUserDrawing{index}}};
  if (label >= state.data_classes()) {
    buttons.push_back(
        {.id = "symbol-delete",
         .words = ui.say(Text::kDrawingsDeleteSymbol, {class_name(ui.language(), label)}),
         .action = DeleteSymbol{label},
         .disabled = !state.idle()});
  }
  area.cut_top(ui.button_flow(area, buttons), kStep);
  return area.y - top;
}

}  // namespace

float draw_user_drawings(Ui& ui, const State& state, std::optional<std::size_t> selected_drawing,
                         Rect area) {
  const float top = area.y;
  const int among = teaching_settings(state.model.network).train_images;
  area.cut_top(ui.paragraph(area, ui.say(Text::kDrawingsMore, {with_thousands(among)}),
                            Type::kSmall, ui.colours().quiet),
               kStep);
  const std::size_t count = state.user_drawings.size();
  const auto columns =
      std::max<std::size_t>(1, static_cast<std::size_t>((area.w + kStep) / (kTile + kStep)));
  for (std::size_t first = 0; first < count; first += columns) {
    Rect row = area.cut_top(kTile + kTileName, kStep);
    const std::size_t end = std::min(count, first + columns);
    for (std::size_t i = first; i < end; ++i) {
      draw_tile(ui, state, selected_drawing, i, row.cut_left(kTile, kStep));
    }
    // It stands right under the row of the drawing that it is about.
    if (selected_drawing && *selected_drawing >= first && *selected_drawing < end) {
      area.cut_top(draw_editor(ui, state, *selected_drawing, area), kStep);
    }
  }
  return area.y - top;
}

}  // namespace inkling
