#include "places/learn/neuron_lesson.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "places/learn/lesson_parts.h"
#include "places/learn/symbols.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

bool neuron_step_done(const State& state, const Learn& learn, int step) {
  const Neuron neuron = neuron_of(state, learn);
  const double without_bias = neuron.sum - neuron.bias;
  const bool against = std::any_of(neuron.products.begin(), neuron.products.end(),
                                   [](double product) { return product < 0; });
  switch (step) {
    case 0:
      return !state.demonstrating && !state.prediction.empty && !state.pad.pen_down;
    case 1:
      return neuron.output > 0;
    case 2:
      return without_bias > 0 && neuron.sum <= 0;
    default:
      return against && neuron.output > 0;
  }
}

// The input that the formula's symbols show: the one touched last, or else the one with most ink.
int shown_input(const Learn& learn, const Neuron& neuron) {
  if (learn.input) return *learn.input;
  return static_cast<int>(std::max_element(neuron.inputs.begin(), neuron.inputs.end()) -
                          neuron.inputs.begin());
}

LessonNumbers neuron_numbers(const State& state, const Learn& learn) {
  const auto said = [&](double value) { return fixed(state.language, value, 2); };
  const Neuron neuron = neuron_of(state, learn);
  const std::vector<double> sum = printed_sum(neuron);
  const auto input = static_cast<std::size_t>(shown_input(learn, neuron));
  return {{"sum", said(sum[2])},
          {"x", said(neuron.inputs[input])},
          {"w", fixed(state.language, learn.weights[input], 0)},
          {"b", said(sum[1])},
          {"S", said(sum[0])},
          {"a", said(neuron.output > 0 ? sum[2] : 0)}};
}

void draw_input(Ui& ui, const Learn& learn, const Neuron& neuron, int input, Rect cell) {
  const Palette& colours = ui.colours();
  const auto i = static_cast<std::size_t>(input);
  const int weight = learn.weights[i];
  const Ui::Press press =
      ui.pressable({.id = "input-" + std::to_string(input),
                    .role = Role::kButton,
                    .label = ui.say(Text::kInputLabel, {std::to_string(input / kNeuronSide + 1),
                                                        std::to_string(input % kNeuronSide + 1),
                                                        fixed(ui.language(), neuron.inputs[i], 2),
                                                        fixed(ui.language(), weight, 0)}),
                    .rect = cell,
                    .value = ""});
  ImDrawList& list = ui.draw();
  ImU32 fill = mixed(colours.card, colours.ink, 0.55f * static_cast<float>(neuron.inputs[i]));
  const ImU32 colour = weight > 0 ? colours.speaks_for : colours.speaks_against;
  if (weight != 0) fill = mixed(fill, colour, 0.35f);
  ui.fill(cell, fill, 6);
  if (weight != 0) {
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

// A square shows its weight in its upper half, and its input in the lower one.
void mark_input(int input, SymbolMarks& marks) {
  std::optional<Rect> square = marks.place_of("input-" + std::to_string(input));
  if (!square) return;
  const Rect upper = square->cut_top(square->h / 2);
  marks.mark("w", upper.inset(4));
  marks.mark("x", square->inset(4));
}

float draw_neuron(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                  const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  constexpr int kSide = kNeuronSide;
  constexpr double kBiasStep = 0.1;
  const Neuron neuron = neuron_of(state, learn);
  // What stands below the squares needs this much.
  constexpr float kBelow = 170;
  const float side = std::clamp(std::min(area.w, visible - kBelow), 4 * kTouch + 12, 480.0f);
  Rect grid = area.cut_top(side, kStep);
  grid.w = side;
  SymbolMarks marks(ui, learn);
  marks.mark("S", grid);
  for (int row = 0; row < kSide; ++row) {
    const Rect line = grid.cut_top((side - 12) / kSide, 4);
    for (int column = 0; column < kSide; ++column) {
      draw_input(ui, learn, neuron, row * kSide + column, line.column(column, kSide, 4));
    }
  }
  mark_input(shown_input(learn, neuron), marks);
  Rect bias = area.cut_top(kTouch, kStep);
  const Rect bias_row = {bias.x, bias.y, std::min(bias.w, 260.0f), bias.h};
  const std::string words = ui.say(Text::kBiasIs, {number(numbers, "b")});
  ui.label(bias.cut_left(std::max(110.0f, ui.width_of(words, Type::kBody)), kStep), words,
           Type::kBody, colours.ink);
  // The bias is counted in whole steps, since a sum of tenths does not come back to zero.
  const double steps = std::round(learn.bias / kBiasStep);
  if (ui.button("bias-less", bias.cut_left(kTouch, 4), ui.say(Text::kMinusSign),
                ButtonLook::kOutline, false, ui.say(Text::kLess, {ui.say(Text::kBias)}))) {
    ui.act(SetNeuronBias{(steps - 1) * kBiasStep});
  }
  if (ui.button("bias-more", bias.cut_left(kTouch, 4), ui.say(Text::kPlusSign),
                ButtonLook::kOutline, false, ui.say(Text::kMore, {ui.say(Text::kBias)}))) {
    ui.act(SetNeuronBias{(steps + 1) * kBiasStep});
  }
  const bool fires = neuron.output > 0;
  area.cut_top(
      draw_formula(ui, "neuron-sum", area,
                   ui.say(fires ? Text::kNeuronFires : Text::kNeuronSilent,
                          {number(numbers, "S"), added_term(ui.language(), printed_sum(neuron)[1]),
                           number(numbers, "sum"), number(numbers, "a")})),
      kStep);
  const Rect track = {area.x, area.y, side, 10};
  ui.track(track, faded(colours.hairline, 0.7f));
  if (fires) {
    ui.track({track.x, track.y, track.w * static_cast<float>(std::min(neuron.output, 1.0)), 10},
             colours.jade);
  }
  area.cut_top(10, kStep);
  marks.mark("b", bias_row);
  marks.mark("a", track);
  marks.finish();
  return area.y - top;
}

}  // namespace

Neuron neuron_of(const State& state, const Learn& learn) {
  constexpr int kSide = kNeuronSide;
  constexpr int kSquare = kPictureSide / kSide;
  Neuron neuron;
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      neuron.inputs[static_cast<std::size_t>(y / kSquare * kSide + x / kSquare)] +=
          state.prediction.picture[static_cast<std::size_t>(y * kPictureSide + x)] /
          (255.0 * kSquare * kSquare);
    }
  }
  neuron.bias = learn.bias;
  neuron.sum = neuron.bias;
  for (std::size_t i = 0; i < neuron.inputs.size(); ++i) {
    neuron.products[i] = neuron.inputs[i] * learn.weights[i];
    neuron.sum += neuron.products[i];
  }
  neuron.output = std::max(0.0, neuron.sum);
  return neuron;
}

int next_weight(int weight) { return weight == 0 ? 1 : weight == 1 ? -1 : 0; }

std::vector<double> printed_sum(const Neuron& neuron) {
  return rounded_sum(std::array{neuron.sum - neuron.bias, neuron.bias});
}

Lesson neuron_lesson() {
  return {.steps = 4,
          .wants_drawing = true,
          .step_done = neuron_step_done,
          .numbers = neuron_numbers,
          .draw = draw_neuron};
}

}  // namespace inkling
