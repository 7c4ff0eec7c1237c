// The hands-on part of each lesson.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/learn.h"
#include "ui/figures.h"
#include "ui/guess.h"
#include "ui/inside_panels.h"
#include "ui/lesson.h"
#include "ui/lesson_parts.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

std::string number(const LessonNumbers& numbers, std::string_view name) {
  for (const auto& [key, value] : numbers) {
    if (key == name) return value;
  }
  return "";
}

// ---- 1: one neuron ------------------------------------------------------------------------------

void draw_input(Ui& ui, const State& state, const Neuron& neuron, int input, Rect cell) {
  const Palette& colours = ui.colours();
  const auto i = static_cast<std::size_t>(input);
  const int weight = state.learn.weights[i];
  const Ui::Press press =
      ui.pressable({.id = "input-" + std::to_string(input),
                    .role = Role::kButton,
                    .label = ui.say(Text::kInputLabel, {std::to_string(input + 1),
                                                        fixed(ui.language(), neuron.inputs[i], 2),
                                                        fixed(ui.language(), weight, 0)}),
                    .rect = cell,
                    .value = ""});
  ImDrawList& list = ui.draw();
  list.AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()}, colours.card, 6);
  list.AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()},
                     faded(colours.ink, 0.55f * static_cast<float>(neuron.inputs[i])), 6);
  if (weight != 0) {
    const ImU32 colour = weight > 0 ? colours.speaks_for : colours.speaks_against;
    list.AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()}, faded(colour, 0.35f), 6);
    list.AddRect({cell.x, cell.y}, {cell.right(), cell.bottom()}, colour, 6, 0, 2);
  }
  if (press.hovered) {
    list.AddRect({cell.x, cell.y}, {cell.right(), cell.bottom()}, colours.indigo, 6, 0, 2);
  }
  Rect lines = cell;
  ui.label(lines.cut_top(cell.h / 2),
           weight == 0  ? ""
           : weight > 0 ? "+1"
                        : "−1",
           Type::kBodyBold, colours.ink, Align::kCentre);
  ui.label(lines, fixed(ui.language(), neuron.inputs[i], 2), Type::kSmall, colours.ink,
           Align::kCentre);
  if (press.pressed) ui.act(SetNeuronWeight{input, next_weight(weight)});
}

float draw_neuron(Ui& ui, const State& state, Rect place, const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const float top = place.y;
  constexpr int kSide = 4;
  constexpr double kBiasStep = 0.1;
  const Neuron neuron = neuron_of(state);
  const float side = std::clamp(place.w, 4 * kTouch + 12, 260.0f);
  Rect grid = place.cut_top(side, kStep);
  grid.w = side;
  for (int row = 0; row < kSide; ++row) {
    const Rect line = grid.cut_top((side - 12) / kSide, 4);
    for (int column = 0; column < kSide; ++column) {
      draw_input(ui, state, neuron, row * kSide + column, line.column(column, kSide, 4));
    }
  }
  Rect bias = place.cut_top(kTouch, kStep);
  const std::string words = ui.say(Text::kBiasIs, {number(numbers, "bias")});
  ui.label(bias.cut_left(std::max(110.0f, ui.width_of(words, Type::kBody)), kStep), words,
           Type::kBody, colours.ink);
  // In whole steps: what is added up in tenths does not come back to zero.
  const double steps = std::round(state.learn.bias / kBiasStep);
  if (ui.button("bias-less", bias.cut_left(kTouch, 4), "−", ButtonLook::kOutline)) {
    ui.act(SetNeuronBias{(steps - 1) * kBiasStep});
  }
  if (ui.button("bias-more", bias.cut_left(kTouch, 4), "+", ButtonLook::kOutline)) {
    ui.act(SetNeuronBias{(steps + 1) * kBiasStep});
  }
  const bool fires = neuron.output > 0;
  place.cut_top(draw_formula(ui, "neuron-sum", place,
                             ui.say(fires ? Text::kNeuronFires : Text::kNeuronSilent,
                                    {number(numbers, "products"),
                                     added_term(ui.language(), printed_sum(neuron)[1]),
                                     number(numbers, "sum"), number(numbers, "output")})),
                kStep);
  const Rect track = {place.x, place.y, std::min(place.w, 260.0f), 10};
  ui.track(track, faded(colours.hairline, 0.7f));
  if (fires) {
    ui.track({track.x, track.y, track.w * static_cast<float>(std::min(neuron.output, 1.0)), 10},
             colours.jade);
  }
  place.cut_top(10, kStep);
  return place.y - top;
}

// ---- 2: layers ----------------------------------------------------------------------------------

std::vector<double> products_into(const State& state, int unit) {
  std::vector<double> values(kPixels);
  for (int i = 0; i < kPixels; ++i) {
    values[static_cast<std::size_t>(i)] = state.network.layer(0).weights(i, unit) *
                                          state.reading.picture[static_cast<std::size_t>(i)] /
                                          255.0;
  }
  return values;
}

float draw_layers(Ui& ui, const State& state, Rect place, float visible,
                  const LessonNumbers& numbers) {
  const float top = place.y;
  if (!state.inside.insight) return 0;
  const auto& unit = state.inside.unit;
  if (unit && unit->layer == 0 && state.network.layer_count() > 1) {
    Rect row = place.cut_top(148, kStep);
    const auto pixel =
        draw_pixel_choice(ui, "products", ui.say(Text::kPixelChoice), row.cut_left(148, 2 * kStep),
                          products_into(state, unit->index), state.learn.pixel);
    if (pixel) ui.act(ChoosePixel{*pixel});
    row.cut_top(draw_formula(
        ui, "pixel-product", row,
        state.learn.pixel ? ui.say(Text::kPixelProduct, {number(numbers, "x"), number(numbers, "w"),
                                                         number(numbers, "product")})
                          : ui.say(Text::kPixelChoice)));
  }
  place.cut_top(draw_network_panel(ui, state, place, visible - 40));
  return place.y - top;
}

// ---- 3: being wrong -----------------------------------------------------------------------------

// -ln p, with the point where the label stands. The axis goes as high as the point.
void draw_surprise(Ui& ui, Rect rect, double probability, double loss) {
  constexpr float kDot = 6;
  constexpr double kUsualTop = 6;
  const Palette& colours = ui.colours();
  ImDrawList& list = ui.draw();
  if (!std::isfinite(loss)) return;
  rect = rect.inset(kDot + 2);  // so that nothing of the point is cut off
  const double top = std::max(kUsualTop, loss);
  const auto at = [&](double p, double height) {
    return ImVec2{rect.x + static_cast<float>(p) * rect.w,
                  rect.bottom() - static_cast<float>(height / top) * rect.h};
  };
  list.AddLine({rect.x, rect.bottom()}, {rect.right(), rect.bottom()}, colours.hairline, 1);
  list.AddLine({rect.x, rect.y}, {rect.x, rect.bottom()}, colours.hairline, 1);
  // In equal steps of the height: where p is small the curve is all but upright.
  constexpr int kPieces = 120;
  for (int i = 0; i < kPieces; ++i) {
    const double a = top * i / kPieces, b = top * (i + 1) / kPieces;
    list.AddLine(at(std::exp(-a), a), at(std::exp(-b), b), colours.indigo, 2);
  }
  list.AddCircleFilled(at(probability, loss), kDot, colours.vermilion, 20);
  ui.label({rect.x + 3 * kDot, rect.y - kDot, rect.w, 18}, "−ln p", Type::kSmall, colours.quiet);
  ui.label({rect.x, rect.bottom() - 18, rect.w, 18}, "p = 1", Type::kSmall, colours.quiet,
           Align::kRight);
}

float draw_wrong(Ui& ui, const State& state, Rect place, const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const float top = place.y;
  const Learn& learn = state.learn;
  if (!learn.blame) return 0;
  const Blame& blame = *learn.blame;
  const std::vector<double> pushed = pushed_probabilities(state);
  ui.label(place.cut_top(24), ui.say(Text::kTruthQuestion), Type::kBody, colours.ink);
  const float choice = digit_choice_height(place.w);
  if (const auto digit =
          draw_digit_choice(ui, "truth-", place.cut_top(choice, kStep), learn.label.value_or(-1))) {
    ui.act(StateLabel{*digit});
  }
  if (learn.label) {
    place.cut_top(draw_formula(ui, "surprise", place,
                               ui.say(Text::kSurprise,
                                      {number(numbers, "label"), number(numbers, "probability"),
                                       number(numbers, "loss")})),
                  4);
    Rect curve = place.cut_top(96, kStep);
    curve.w = std::min(curve.w, 300.0f);
    draw_surprise(ui, curve, pushed[static_cast<std::size_t>(blame.label)], pushed_loss(state));
  }
  ui.label(place.cut_top(24), ui.say(Text::kLogitsTitle), Type::kBodyBold, colours.ink);
  const auto& logits = blame.way.values.back();
  std::string spoken;
  for (int digit = 0; digit < kDigits; ++digit) {
    Rect line = place.cut_top(kTouch, 2);
    const auto i = static_cast<std::size_t>(digit);
    const bool is_pushed = learn.pushed_digit == digit && learn.push != 0;
    const double push = is_pushed ? learn.push : 0;
    ui.label(line.cut_left(20), std::to_string(digit), Type::kBodyBold, colours.ink);
    const std::string words = fixed(ui.language(), logits[i] + push, 1);
    ui.label(line.cut_left(48, kStep), words, Type::kBody,
             is_pushed ? colours.vermilion : colours.quiet, Align::kRight);
    if (ui.button("push-less-" + std::to_string(digit), line.cut_left(kTouch, 2), "−",
                  ButtonLook::kOutline)) {
      ui.act(PushLogit{digit, push - 1});
    }
    if (ui.button("push-more-" + std::to_string(digit), line.cut_left(kTouch, kStep), "+",
                  ButtonLook::kOutline)) {
      ui.act(PushLogit{digit, push + 1});
    }
    const Rect value = line.cut_right(58, 4);
    const Rect track = {line.x, line.centre_y() - 6, line.w, 12};
    ui.track(track, faded(colours.hairline, 0.6f));
    // As long as the number says: 0.0 % is nothing.
    if (pushed[i] >= 0.0005) {
      ui.track({track.x, track.y, track.w * static_cast<float>(pushed[i]), 12},
               faded(colours.indigo, 0.3f + 0.7f * static_cast<float>(pushed[i])));
    }
    ui.label(value, ui.say(Text::kPercent, {percent(ui.language(), pushed[i], 1)}), Type::kSmall,
             colours.ink, Align::kRight);
    spoken += ui.say(Text::kLogitSpoken,
                     {std::to_string(digit), words, percent(ui.language(), pushed[i], 1)}) +
              "; ";
  }
  ui.spoken("logits", Role::kText, {place.x, place.y, place.w, 1}, spoken);
  return place.y - top;
}

// ---- 4: blame -----------------------------------------------------------------------------------

// Units to choose from: those that matter most now, and one that is off.
std::vector<int> units_to_blame(const State& state) {
  constexpr std::size_t kShown = 5;
  const LayerInsight& layer = state.inside.insight->layers[0];
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

float draw_nudges(Ui& ui, const State& state, Rect place, const LessonNumbers& numbers) {
  const float top = place.y;
  constexpr double kAmounts[] = {1, 0.1, 0.01, -0.1};
  std::vector<ButtonSpec> buttons;
  for (std::size_t i = 0; i < std::size(kAmounts); ++i) {
    buttons.push_back({.id = "nudge-" + std::to_string(i),
                       .words = signed_number(ui.language(), kAmounts[i],
                                              kAmounts[i] == 1 ? 0
                                              : i == 2         ? 2
                                                               : 1),
                       .action = NudgeWeight{kAmounts[i]}});
  }
  ui.label(place.cut_top(24), ui.say(Text::kNudgeIt), Type::kBody, ui.colours().ink);
  place.cut_top(ui.button_flow(place, buttons), kStep);
  if (state.learn.nudge) {
    place.cut_top(
        draw_formula(ui, "nudged", place,
                     ui.say(Text::kNudged, {number(numbers, "nudge"), number(numbers, "predicted"),
                                            number(numbers, "measured")})),
        kStep);
  }
  return place.y - top;
}

float draw_blame(Ui& ui, const State& state, Rect place, const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const float top = place.y;
  const Learn& learn = state.learn;
  if (!learn.blame || !state.inside.insight) return 0;
  ui.label(place.cut_top(24), ui.say(Text::kTruthQuestion), Type::kBody, colours.ink);
  const float choice = digit_choice_height(place.w);
  if (const auto digit =
          draw_digit_choice(ui, "truth-", place.cut_top(choice, 4), learn.blame->label)) {
    ui.act(StateLabel{*digit});
  }
  place.cut_top(
      draw_formula(ui, "blame-loss", place, ui.say(Text::kLossIs, {number(numbers, "loss")})),
      kStep);

  ui.label(place.cut_top(24), ui.say(Text::kChooseWeight), Type::kBody, colours.ink);
  const FirstWeight weight = learn.weight.value_or(FirstWeight{-1, -1});
  const std::vector<int> units = units_to_blame(state);
  Rect row = place.cut_top(kTouch, kStep);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Rect cell = row.cut_left(std::max(kTouch, 52.0f), 4);
    if (ui.choice("blame-unit-" + std::to_string(i), Role::kToggle, cell,
                  std::to_string(units[i] + 1), weight.to == units[i])) {
      // With the pixel that pushes the unit most, until another one is chosen.
      const std::vector<double> products = products_into(state, units[i]);
      const auto strongest =
          std::max_element(products.begin(), products.end(),
                           [](double a, double b) { return std::abs(a) < std::abs(b); });
      const int pixel =
          weight.from >= 0 ? weight.from : static_cast<int>(strongest - products.begin());
      ui.act(ChooseWeight{{pixel, units[i]}});
    }
  }
  if (!learn.weight) return place.y - top;
  Rect body = place.cut_top(148, kStep);
  if (const auto pixel = draw_pixel_choice(ui, "blame-pixel", ui.say(Text::kPixelChoice),
                                           body.cut_left(148, 2 * kStep),
                                           products_into(state, weight.to), weight.from)) {
    ui.act(ChooseWeight{{*pixel, weight.to}});
  }
  body.cut_top(
      draw_formula(ui, "chain-rule", body,
                   ui.say(Text::kChainRule, {number(numbers, "above"), number(numbers, "slope"),
                                             number(numbers, "x"), number(numbers, "gradient")})));
  place.cut_top(draw_nudges(ui, state, place, numbers));
  return place.y - top;
}

// ---- 6: learning or memorising ------------------------------------------------------------------

float draw_memorise(Ui& ui, const State& state, Rect place, float visible) {
  return draw_experiment_panel(ui, state, place, visible, lesson_experiments(state));
}

// ---- 7: brain and network -----------------------------------------------------------------------

struct Fact {
  const char* id;
  Text title;
  Text more;
  double brain;
  double network;  // 0: taken from the network in hand
};
constexpr Fact kFacts[kBrainFacts] = {
    {"fact-neurons", Text::kFactNeurons, Text::kFactNeuronsMore, 86e9, 0},
    {"fact-energy", Text::kFactEnergy, Text::kFactEnergyMore, 20, 15},
    {"fact-examples", Text::kFactExamples, Text::kFactExamplesMore, 10, 60000}};

int units_of(const State& state) {
  const auto& layers = state.network.shape().layers;
  return std::accumulate(layers.begin() + 1, layers.end(), 0);
}

// Two quantities on a scale of powers of ten.
void draw_scale(Ui& ui, Rect place, double brain, double network) {
  constexpr double kPowers = 11;
  const Palette& colours = ui.colours();
  const auto bar = [&](Rect line, double value, ImU32 colour, Text name) {
    ui.label(line.cut_left(72), ui.say(name), Type::kSmall, colours.quiet);
    const Rect track = {line.x, line.centre_y() - 6, line.w, 12};
    ui.track(track, faded(colours.hairline, 0.5f));
    const auto share = static_cast<float>(std::log10(std::max(value, 1.0)) / kPowers);
    ui.track({track.x, track.y, std::max(12.0f, track.w * share), 12}, colour);
  };
  bar(place.cut_top(18), brain, colours.vermilion, Text::kBrain);
  bar(place.cut_top(18), network, colours.indigo, Text::kNetwork);
}

float draw_brain(Ui& ui, const State& state, Rect place, const LessonNumbers& numbers) {
  const float top = place.y;
  for (int i = 0; i < kBrainFacts; ++i) {
    const Fact& fact = kFacts[i];
    const bool open = state.learn.fact == i;
    if (ui.choice(fact.id, Role::kToggle, place.cut_top(kTouch, 2), ui.say(fact.title), open)) {
      ui.act(ShowFact{i});
    }
    draw_scale(ui, place.cut_top(36, 4), fact.brain,
               fact.network > 0 ? fact.network : units_of(state));
    if (open) {
      const std::string words =
          ui.say(fact.more, {number(numbers, "units"), number(numbers, "weights")});
      place.cut_top(draw_formula(ui, "fact", place, words, Type::kBody), kStep);
    }
    place.cut_top(kStep);
  }
  place.cut_top(ui.button_flow(place, {{.id = "count-requests",
                                        .words = ui.say(Text::kCountRequests),
                                        .action = CountRequests{},
                                        .look = ButtonLook::kPrimary},
                                       {.id = "lesson-play",
                                        .words = ui.say(Text::kLessonPlay),
                                        .action = GoTo{Place::kPlay}}}),
                kStep);
  if (const auto& requests = state.learn.requests) {
    const std::string words =
        ui.say(Text::kRequests, {std::to_string(requests->own), std::to_string(requests->foreign)});
    place.cut_top(draw_formula(ui, "requests", place, words), kStep);
  }
  return place.y - top;
}

}  // namespace

std::optional<int> draw_pixel_choice(Ui& ui, const char* id, const std::string& label, Rect square,
                                     std::span<const double> values, std::optional<int> chosen) {
  const Palette& colours = ui.colours();
  const Ui::Press press =
      ui.pressable({.id = id, .role = Role::kButton, .label = label, .rect = square, .value = ""});
  ui.draw().AddRectFilled({square.x, square.y}, {square.right(), square.bottom()}, colours.card, 6);
  draw_signed_map(ui, square, values);
  ui.draw().AddRect({square.x, square.y}, {square.right(), square.bottom()},
                    press.hovered ? colours.indigo : colours.hairline, 6, 0, 1.5f);
  const float pixel = square.w / kPictureSide;
  if (chosen) {
    const ImVec2 at = {square.x + static_cast<float>(*chosen % kPictureSide) * pixel,
                       square.y + static_cast<float>(*chosen / kPictureSide) * pixel};
    ui.draw().AddRect({at.x - 2, at.y - 2}, {at.x + pixel + 2, at.y + pixel + 2}, colours.ink, 2, 0,
                      2);
  }
  if (!press.pressed) return std::nullopt;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (press.by_pointer && square.contains(mouse.x, mouse.y)) {
    const int x = std::min(static_cast<int>((mouse.x - square.x) / pixel), kPictureSide - 1);
    const int y = std::min(static_cast<int>((mouse.y - square.y) / pixel), kPictureSide - 1);
    return y * kPictureSide + x;
  }
  // By keyboard: the strongest ones in turn, and then a weakest one.
  constexpr std::ptrdiff_t kStrongest = 8;
  std::vector<int> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return std::abs(values[static_cast<std::size_t>(a)]) >
           std::abs(values[static_cast<std::size_t>(b)]);
  });
  order.erase(order.begin() + kStrongest, order.end() - 1);
  const auto at = std::find(order.begin(), order.end(), chosen.value_or(-1));
  return at == order.end() || at + 1 == order.end() ? order.front() : *(at + 1);
}

float draw_formula(Ui& ui, const char* id, Rect place, const std::string& words, Type type) {
  const float height = ui.paragraph(place, words, type, ui.colours().ink);
  ui.spoken(id, Role::kText, {place.x, place.y, place.w, std::max(height, 1.0f)}, words);
  return height;
}

float draw_lesson(Ui& ui, const State& state, Rect place, float visible) {
  const LessonNumbers numbers = lesson_numbers(state);
  const bool wants_drawing = state.learn.lesson <= 4;
  if (wants_drawing && (state.reading.empty || state.demonstrating)) {
    const float height =
        ui.paragraph(place, ui.say(Text::kLessonDraw), Type::kBody, ui.colours().quiet);
    return height;
  }
  switch (state.learn.lesson) {
    case 1:
      return draw_neuron(ui, state, place, numbers);
    case 2:
      return draw_layers(ui, state, place, visible, numbers);
    case 3:
      return draw_wrong(ui, state, place, numbers);
    case 4:
      return draw_blame(ui, state, place, numbers);
    case 5:
      return draw_downhill(ui, state, place, visible);
    case 6:
      return draw_memorise(ui, state, place, visible);
    default:
      return draw_brain(ui, state, place, numbers);
  }
}

}  // namespace inkling
