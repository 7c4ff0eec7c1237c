#include "places/learn/backprop_lesson.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "places/learn/gears.h"
#include "places/learn/lesson_parts.h"
#include "places/learn/loss_lesson.h"
#include "places/learn/symbols.h"
#include "ui/digit_choice.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// A nudge agrees with the gradient when the measured change of the loss differs from the predicted
// one by less than this share of it.
constexpr double kAgrees = 0.02;

// So often the last gear is to turn.
constexpr int kTurnsWanted = 6;

bool backprop_step_done(const State& state, const Learn& learn, int step) {
  if (step == 0) return turns_of_last(learn) == kTurnsWanted;
  const auto rule = chosen_chain_rule(state, learn);
  if (!rule) return false;
  const bool to_blame = rule->gradient() != 0;
  const bool nudged = learn.nudge && to_blame;
  switch (step) {
    case 1:
      return to_blame;
    case 2:
      return nudged;
    case 3:
      return nudged && std::abs(learn.nudge->measured - learn.nudge->predicted) <
                           kAgrees * std::abs(learn.nudge->predicted);
    default:
      return !to_blame;
  }
}

// Says how what the next layer hands back to the unit adds up: its largest parts, and the rest.
std::string handed_back(const State& state, const Learn& learn) {
  constexpr std::size_t kShown = 3;
  std::vector<double> parts =
      parts_from_above(state.model.network, *learn.backprop, learn.weight->to);
  std::sort(parts.begin(), parts.end(),
            [](double a, double b) { return std::abs(a) > std::abs(b); });
  const std::size_t shown = std::min(kShown, parts.size());
  const double rest =
      std::accumulate(parts.begin() + static_cast<std::ptrdiff_t>(shown), parts.end(), 0.0);
  std::string sum;
  for (std::size_t i = 0; i < shown; ++i) {
    sum += i == 0 ? significant(state.language, parts[i])
                  : " " + added_significant(state.language, parts[i]);
  }
  return text(state.language, Text::kHandedBackParts,
              {sum, added_significant(state.language, rest)});
}

LessonNumbers backprop_numbers(const State& state, const Learn& learn) {
  const auto rule = chosen_chain_rule(state, learn);
  const auto& nudge = learn.nudge;
  const auto of_rule = [&](double value) {
    return rule ? significant(state.language, value) : unknown_number(state);
  };
  const auto of_nudge = [&](double value) {
    return nudge ? significant(state.language, value) : unknown_number(state);
  };
  const ChainRule values = rule.value_or(ChainRule{});
  const Learn::Nudge changes = nudge.value_or(Learn::Nudge{});
  return {{"loss", learn.backprop ? significant(state.language, learn.backprop->loss)
                                  : unknown_number(state)},
          {"x", of_rule(values.input)},
          {"turns", std::to_string(turns_of_last(learn))},
          {"handed", rule ? handed_back(state, learn) : unknown_number(state)},
          {"slope", of_rule(values.derivative)},
          {"above", of_rule(values.from_above)},
          {"gradient", of_rule(values.gradient())},
          {"nudge", of_nudge(changes.amount)},
          {"predicted", of_nudge(changes.predicted)},
          {"measured", of_nudge(changes.measured)}};
}

// Returns the units to choose from: those that matter most now, and one that is off.
std::vector<int> units_to_choose(const Learn& learn) {
  constexpr std::size_t kShown = 5;
  const LayerInsight& layer = learn.network.insight->layers[0];
  std::vector<int> units(
      layer.order.begin(),
      layer.order.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, layer.order.size())));
  const auto off = std::find_if(layer.order.begin(), layer.order.end(), [&](int unit) {
    return layer.activations[static_cast<std::size_t>(unit)] == 0;
  });
  if (off != layer.order.end() && std::find(units.begin(), units.end(), *off) == units.end()) {
    units.push_back(*off);
  }
  return units;
}

float draw_nudges(Ui& ui, const Learn& learn, Rect area, const LessonNumbers& numbers) {
  const float top = area.y;
  constexpr double kAmounts[] = {1, 0.1, 0.01, -0.1};
  std::vector<ButtonSpec> buttons;
  for (std::size_t i = 0; i < std::size(kAmounts); ++i) {
    buttons.push_back({.id = "nudge-" + std::to_string(i),
                       .words = signed_number(ui.language(), kAmounts[i],
                                              kAmounts[i] == 1 ? 0
                                              : i == 2         ? 2
                                                               : 1),
                       .action = NudgeWeight{kAmounts[i]}});
    buttons.back().spoken = ui.say(Text::kNudgeBy, {buttons.back().words});
  }
  ui.cut_text(area, ui.say(Text::kNudgeIt), Type::kBody, ui.colours().ink);
  area.cut_top(ui.button_flow(area, buttons), kStep);
  if (learn.nudge) {
    area.cut_top(
        draw_formula(ui, "nudged", area,
                     ui.say(Text::kNudged, {number(numbers, "nudge"), number(numbers, "predicted"),
                                            number(numbers, "measured")})),
        kStep);
  }
  return area.y - top;
}

// Draws the factors of the chain rule and their product, each on a tile with its name beneath.
void draw_chain_rule(Ui& ui, Rect area, const LessonNumbers& numbers, SymbolMarks& marks) {
  struct Factor {
    const char* name;
    Text words;
    Text sign;  // It stands behind the tile.
  };
  constexpr Factor kFactors[] = {{"above", Text::kFactorAbove, Text::kTimesSign},
                                 {"slope", Text::kFactorSlope, Text::kTimesSign},
                                 {"x", Text::kFactorInput, Text::kAboutEqual},
                                 {"gradient", Text::kFactorGradient, Text::kAboutEqual}};
  const std::string spoken =
      ui.say(Text::kChainRule, {number(numbers, "above"), number(numbers, "slope"),
                                number(numbers, "x"), number(numbers, "gradient")});
  ui.spoken("chain-rule", Role::kText, area, spoken);
  constexpr float kSign = 18, kLeastTile = 64;
  constexpr int kCount = static_cast<int>(std::size(kFactors));
  // Where four do not fit side by side, there are two rows of two.
  const int columns = (area.w - 3 * kSign) / kCount >= kLeastTile ? kCount : 2;
  const int rows = kCount / columns;
  const float height = (area.h - static_cast<float>(rows - 1) * 4) / static_cast<float>(rows);
  for (int i = 0; i < kCount; ++i) {
    const Factor& factor = kFactors[i];
    Rect cell =
        Rect{area.x, area.y + static_cast<float>(i / columns) * (height + 4), area.w, height}
            .column(i % columns, columns, 0);
    const Rect sign = cell.cut_right(kSign);
    ui.tile(cell, kStep);
    Rect lines = cell.inset(4);
    const bool low = lines.h < 2 * line_height(Type::kBody);
    const Rect value = lines.cut_top(low ? lines.h / 2 : lines.h * 0.55f);
    ui.label(value, number(numbers, factor.name), Type::kBodyBold, ui.colours().ink,
             Align::kCentre);
    ui.paragraph(lines, ui.say(factor.words), Type::kSmall, ui.colours().quiet, Align::kCentre);
    if (i + 1 < kCount) {
      ui.label(sign, ui.say(factor.sign), Type::kBody, ui.colours().quiet, Align::kCentre);
    }
    marks.mark(factor.name, cell);
  }
}

float draw_backprop(Ui& ui, const State& state, const Learn& learn, Rect area, float /*visible*/,
                    const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  // First gears; then the network, with the gears beneath it.
  if (learn.steps_done[kBackpropLesson] == 0) return draw_gears(ui, learn, area);
  if (!learn.backprop || !learn.network.insight) return 0;
  ui.cut_text(area, ui.say(Text::kTruthQuestion), Type::kBody, colours.ink);
  const float choice = digit_choice_height(area.w);
  if (const auto digit =
          draw_digit_choice(ui, "truth-", area.cut_top(choice, 4), learn.backprop->label)) {
    ui.act(SetTrueLabel{*digit});
  }
  area.cut_top(
      draw_formula(ui, "blame-loss", area, ui.say(Text::kLossIs, {number(numbers, "loss")})),
      kStep);

  ui.cut_text(area, ui.say(Text::kChooseWeight), Type::kBody, colours.ink);
  const InputWeight weight = learn.weight.value_or(InputWeight{-1, -1});
  const std::vector<int> units = units_to_choose(learn);
  Rect row = area.cut_top(kTouch, kStep);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Rect cell = row.cut_left(std::max(kTouch, 52.0f), 4);
    if (ui.choice("blame-unit-" + std::to_string(i), Role::kToggle, cell,
                  std::to_string(units[i] + 1), weight.to == units[i], false,
                  ui.say(Text::kUnitName, {std::to_string(units[i] + 1)}))) {
      // Until the visitor chooses a pixel, it is the one that pushes the unit most.
      const std::vector<double> products = products_into(state, units[i]);
      const auto strongest =
          std::max_element(products.begin(), products.end(),
                           [](double a, double b) { return std::abs(a) < std::abs(b); });
      const int pixel =
          weight.from >= 0 ? weight.from : static_cast<int>(strongest - products.begin());
      ui.act(ChooseWeight{{pixel, units[i]}});
    }
  }
  if (!learn.weight) {
    area.cut_top(draw_gears(ui, learn, area));
    return area.y - top;
  }
  SymbolMarks marks(ui, learn);
  Rect body = area.cut_top(kPixelMap, kStep);
  const Rect map = body.cut_left(kPixelMap, 2 * kStep);
  if (const auto pixel =
          draw_pixel_choice(ui, "blame-pixel", pixel_words(ui, state, weight.to, weight.from), map,
                            products_into(state, weight.to), weight.from)) {
    ui.act(ChooseWeight{{*pixel, weight.to}});
  }
  draw_chain_rule(ui, body, numbers, marks);
  marks.mark("x", pixel_place(map, weight.from));
  area.cut_top(
      draw_formula(ui, "handed-back", area,
                   ui.say(Text::kHandedBack, {number(numbers, "handed"), number(numbers, "above")}),
                   Type::kBody),
      kStep);
  area.cut_top(draw_nudges(ui, learn, area, numbers));
  area.cut_top(draw_gears(ui, learn, area));
  marks.finish();
  return area.y - top;
}

}  // namespace

std::optional<ChainRule> chosen_chain_rule(const State& state, const Learn& learn) {
  if (!learn.backprop || !learn.weight) return std::nullopt;
  return chain_rule(state.model.network, *learn.backprop, *learn.weight);
}

void nudge_weight(const State& state, Learn& learn, double nudge) {
  const auto rule = chosen_chain_rule(state, learn);
  learn.nudge.reset();
  if (!rule) return;
  const BackpropTrace& backprop = *learn.backprop;
  learn.nudge = {.amount = nudge,
                 .predicted = rule->gradient() * nudge,
                 .measured = nudged_loss(state.model.network, state.prediction.picture,
                                         backprop.label, *learn.weight, nudge) -
                             backprop.loss};
}

Lesson backprop_lesson() {
  return {.steps = 5,
          .wants_drawing = true,
          .steps_without_drawing = 1,
          .step_done = backprop_step_done,
          .numbers = backprop_numbers,
          .draw = draw_backprop};
}

}  // namespace inkling
