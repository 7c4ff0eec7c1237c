#include "places/shared/experiment_choice.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "places/shared/experiment_run.h"
#include "places/shared/experiment_words.h"

namespace inkling {
namespace {

constexpr const char* kExpectationIds[] = {"expect-worse", "expect-alike", "expect-better"};
constexpr float kSketchedUsual = 0.78f;
// The other network's curve ends that much above the usual one in a sketch, as shares of its
// height.
constexpr float kSketchedRise[] = {-0.42f, -0.03f, 0.16f};

// Draws a card that is a button. Returns whether it was pressed.
bool draw_card(Ui& ui, const std::string& id, const std::string& label, Rect card, bool disabled) {
  const Ui::Press press = ui.pressable({.id = id,
                                        .role = Role::kButton,
                                        .label = label,
                                        .rect = card,
                                        .disabled = disabled,
                                        .value = ""});
  ui.sheet(card);
  if (press.hovered && !disabled) {
    ui.draw().AddRect({card.x, card.y}, {card.right(), card.bottom()}, ui.colours().indigo, kCorner,
                      0, 2);
  }
  return press.pressed;
}

// Draws a curve of learning that ends at `end`, a share of the height.
void draw_sketched_curve(Ui& ui, Rect plot, float end, ImU32 colour) {
  constexpr int kPoints = 32;
  for (int i = 0; i <= kPoints; ++i) {
    const float x = static_cast<float>(i) / kPoints;
    const float y = end * (1 - std::exp(-5 * x));
    ui.draw().PathLineTo({plot.x + x * plot.w, plot.bottom() - y * plot.h});
  }
  ui.draw().PathStroke(colour, 0, 3);
}

void draw_axes(Ui& ui, Rect plot) {
  const ImU32 colour = ui.colours().hairline;
  ui.draw().AddLine({plot.x, plot.y}, {plot.x, plot.bottom()}, colour, 1.5f);
  ui.draw().AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, colour, 1.5f);
}

void draw_sketch(Ui& ui, Rect plot, float rise) {
  draw_axes(ui, plot);
  draw_sketched_curve(ui, plot, kSketchedUsual, ui.colours().indigo);
  draw_sketched_curve(ui, plot, kSketchedUsual + rise, ui.colours().vermilion);
}

// Names the two colours of the sketches.
void draw_sides(Ui& ui, ExperimentKind kind, Rect line) {
  const auto side = [&](Text name, ImU32 colour) {
    const std::string words = ui.say(name);
    const Rect dash = line.cut_left(18, kStep);
    ui.draw().AddLine({dash.x, dash.centre_y()}, {dash.right(), dash.centre_y()}, colour, 3);
    ui.label(line.cut_left(std::min(line.w, ui.width_of(words, Type::kSmall)), 2 * kStep), words,
             Type::kSmall, ui.colours().quiet);
  };
  side(control_name(kind), ui.colours().indigo);
  side(variant_name(kind), ui.colours().vermilion);
}

float names_height(const Ui& ui, ExperimentKind kind, float width) {
  return ui.paragraph_height(width, ui.say(variant_name(kind)), Type::kBodyBold) +
         ui.paragraph_height(width, ui.say(Text::kAgainst, {ui.say(control_name(kind))}),
                             Type::kSmall);
}

// Draws a card with the names of both sides and, where there is room, the curve that is known and a
// question mark for the other.
void draw_experiment_card(Ui& ui, ExperimentKind kind, Rect card) {
  constexpr float kLeastSketch = 60;
  const Palette& colours = ui.colours();
  const std::string name = ui.say(variant_name(kind)), control = ui.say(control_name(kind));
  if (draw_card(ui, std::string("experiment-") + kExperimentNames[static_cast<int>(kind)],
                ui.say(Text::kExperimentTitle, {name, control}), card, false)) {
    ui.act(ChooseExperiment{kind});
  }
  const float names = names_height(ui, kind, card.w - 4 * kStep);
  Rect inner = {card.x + 2 * kStep, card.centre_y() - names / 2, card.w - 4 * kStep, names};
  if (card.h - names - 5 * kStep >= kLeastSketch) {
    inner = card.inset(2 * kStep);
    const Rect sketch = inner.cut_top(inner.h - names - kStep, kStep);
    draw_axes(ui, sketch);
    draw_sketched_curve(ui, sketch, kSketchedUsual, colours.indigo);
    ui.label({sketch.x, sketch.centre_y() - line_height(Type::kLarge) / 2, sketch.w,
              line_height(Type::kLarge)},
             "?", Type::kLarge, colours.vermilion, Align::kCentre);
  }
  ui.cut_text(inner, name, Type::kBodyBold, colours.ink);
  ui.cut_text(inner, ui.say(Text::kAgainst, {control}), Type::kSmall, colours.quiet);
}

}  // namespace

float draw_experiment_choice(Ui& ui, Rect area, float visible,
                             std::span<const ExperimentKind> offered) {
  constexpr float kLeastWidth = 170, kMostHeight = 340, kGap = 12;
  const float top = area.y;
  // The shadows of the cards need a margin.
  area = {area.x + 4, area.y, area.w - 8, area.h};
  ui.cut_text(area, ui.say(Text::kExperimentHint), Type::kBody, ui.colours().quiet, 2 * kStep);
  const int count = static_cast<int>(offered.size());
  const float room = visible - (area.y - top);
  const int most = std::clamp(static_cast<int>(area.w / kLeastWidth), 1, count);
  int columns = std::min(3, most);
  float least = 0, height = 0;
  const auto measure = [&] {
    const float inner = area.column(0, columns, kGap).w - 4 * kStep;
    const auto rows = static_cast<float>((count + columns - 1) / columns);
    least = kTouch;
    for (const ExperimentKind kind : offered) {
      least = std::max(least, names_height(ui, kind, inner) + 2 * kStep - 4);
    }
    height = room / rows - kGap;
  };
  measure();
  // A fourth column comes only where three would be too high.
  if (height < least && columns < most) {
    ++columns;
    measure();
  }
  height = std::clamp(height, least, std::max(least, kMostHeight));
  for (int i = 0; i < count; ++i) {
    if (i > 0 && i % columns == 0) area.cut_top(height, kGap);
    draw_experiment_card(ui, offered[static_cast<std::size_t>(i)],
                         Rect{area.x, area.y, area.w, height}.column(i % columns, columns, kGap));
  }
  area.cut_top(height, kStep);
  return area.y - top;
}

float draw_expectation(Ui& ui, const State& state, ExperimentKind kind, Rect area, float visible) {
  constexpr float kSketchWidth = 130, kMostHeight = 420;
  const float top = area.y;
  const bool disabled = !state.idle();
  ui.cut_text(area, ui.say(Text::kExpectQuestion, {ui.say(variant_name(kind))}), Type::kBody,
              ui.colours().ink, kStep);
  if (disabled) {
    ui.cut_text(area, ui.say(Text::kStopTrainingFirst), Type::kSmall, ui.colours().quiet, kStep);
  }
  const std::vector<ButtonSpec> other = {{.id = "experiment-other",
                                          .words = ui.say(Text::kOtherExperiment),
                                          .action = ChooseExperiment{}}};
  const float below = line_height(Type::kSmall) + ui.button_flow_height(area.w, other) + 4 * kStep;
  const bool sketched = area.w >= 3 * kSketchWidth;
  const float height = std::clamp(visible - (area.y - top) - below, 120.0f, kMostHeight);
  if (sketched) {
    const Rect row = area.cut_top(height, 2 * kStep);
    const Rect cards = {row.x + 4, row.y, row.w - 8, row.h};
    // The longest answer says how much room all of them have for their words.
    float names = 0;
    for (int i = 0; i < 3; ++i) {
      names =
          std::max(names, ui.paragraph_height(cards.column(i, 3, 2 * kStep).w - 4 * kStep,
                                              ui.say(expectation_name(static_cast<Relation>(i))),
                                              Type::kBodyBold));
    }
    for (int i = 0; i < 3; ++i) {
      const Rect card = cards.column(i, 3, 2 * kStep);
      const std::string words = ui.say(expectation_name(static_cast<Relation>(i)));
      if (draw_card(ui, kExpectationIds[i], words, card, disabled)) {
        ui.act(RunExperiment{static_cast<Relation>(i)});
      }
      Rect inner = card.inset(2 * kStep);
      ui.paragraph(inner.cut_bottom(names, kStep), words, Type::kBodyBold,
                   disabled ? ui.colours().quiet : ui.colours().ink, Align::kCentre);
      draw_sketch(ui, inner, kSketchedRise[i]);
    }
    draw_sides(ui, kind, area.cut_top(line_height(Type::kSmall), kStep));
  } else {
    std::vector<ButtonSpec> buttons;
    for (int i = 0; i < 3; ++i) {
      buttons.push_back({.id = kExpectationIds[i],
                         .words = ui.say(expectation_name(static_cast<Relation>(i))),
                         .action = RunExperiment{static_cast<Relation>(i)},
                         .disabled = disabled});
    }
    area.cut_top(ui.button_flow(area, buttons), kStep);
  }
  area.cut_top(ui.button_flow(area, other));
  return area.y - top;
}

}  // namespace inkling
