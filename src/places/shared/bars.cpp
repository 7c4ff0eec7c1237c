#include "places/shared/bars.h"

#include <algorithm>
#include <string>

#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// Draws the name of a class, or the newest drawing of a symbol.
void draw_class_name(Ui& ui, const State& state, int label, Rect area, bool chosen) {
  const ImU32 colour = chosen ? ui.colours().ink : ui.colours().quiet;
  if (label < state.data_classes()) {
    // A name that has no room is cut to its first letters. Where those have none either, only that
    // of the likeliest class is shown, over its neighbours' places.
    const std::string name = class_name(ui.language(), label), sign = class_sign(label);
    const auto fits = [&](const std::string& words, Type type) {
      return ui.width_of(words, type) <= area.w;
    };
    const Type type = !fits(sign, Type::kBodyBold) ? Type::kSmall
                      : chosen                     ? Type::kBodyBold
                                                   : Type::kBody;
    if (!fits(sign, type)) {
      if (!chosen) return;
      const float width = ui.width_of(sign, type);
      area = {area.centre_x() - width / 2, area.y, width, area.h};
    }
    ui.label(area, fits(name, Type::kBodyBold) ? name : sign, type, colour, Align::kCentre);
    return;
  }
  const auto& own = state.user_drawings;
  const auto newest = std::find_if(
      own.rbegin(), own.rend(), [&](const UserDrawing& drawing) { return drawing.label == label; });
  if (newest != own.rend()) draw_pixels(ui, area.square(), newest->picture, colour);
}

}  // namespace

Rect BarCells::of(int index) const {
  const int columns = std::max(1, (count + rows - 1) / rows);
  const float gap = std::min(kStep, area.w / 60);
  const float height = (area.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
  const Rect row = {area.x, area.y + static_cast<float>(index / columns) * (height + gap), area.w,
                    height};
  return row.column(index % columns, columns, gap);
}

void draw_bars(Ui& ui, const BarCells& cells, const State& state) {
  const float kNameHeight = line_height(Type::kBody);
  const Palette& colours = ui.colours();
  const Prediction& prediction = state.prediction;
  const int best = prediction.empty ? -1 : prediction.likeliest();
  std::string spoken = ui.say(Text::kBarsLabel);
  for (int label = 0; label < state.classes(); ++label) {
    Rect column = cells.of(label);
    const Rect name = column.cut_bottom(kNameHeight);
    const bool chosen = label == best;
    draw_class_name(ui, state, label, name, chosen);
    const float radius = std::min(6.0f, column.w / 2);
    ImDrawList& list = ui.draw();
    list.AddRectFilled({column.x, column.y}, {column.right(), column.bottom()},
                       faded(colours.hairline, 0.45f), radius);
    const float height = column.h * state.bars[static_cast<std::size_t>(label)];
    if (height >= 1) {
      list.AddRectFilled({column.x, column.bottom() - height}, {column.right(), column.bottom()},
                         chosen ? colours.indigo : faded(colours.indigo, 0.45f),
                         std::min(radius, height / 2));
    }
    if (!prediction.empty) {
      const float share = prediction.probabilities[static_cast<std::size_t>(label)];
      spoken += "; " + ui.say(Text::kBarValue,
                              {class_name(ui.language(), label), percent(ui.language(), share)});
      // The number itself stands where there is room above or inside the bar.
      if (chosen && column.w >= 34 && column.h >= 40) {
        const bool inside = height > 32;
        ui.label({column.x, inside ? column.bottom() - height + 4 : column.bottom() - height - 24,
                  column.w, line_height(Type::kSmall)},
                 column.w >= 60 ? ui.say(Text::kPercent, {percent(ui.language(), share)})
                                : percent(ui.language(), share),
                 Type::kSmall, inside ? colours.on_indigo : colours.ink, Align::kCentre);
      }
    }
  }
  ui.spoken("bars", Role::kImage, cells.area, spoken);
}

}  // namespace inkling
