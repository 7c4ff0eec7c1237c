#include "places/shared/unit_details.h"

#include <algorithm>
#include <array>
#include <string>

#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

struct Extremes {
  int most = 0;
  int least = 0;
};
Extremes extremes_of(const std::vector<float>& values) {
  return {static_cast<int>(std::max_element(values.begin(), values.end()) - values.begin()),
          static_cast<int>(std::min_element(values.begin(), values.end()) - values.begin())};
}

float draw_captioned_map(Ui& ui, Rect& row, float side, Text caption,
                         std::span<const double> values) {
  Rect column = row.cut_left(side, 2 * kStep);
  const Rect square = {column.x, column.y, side, side};
  ui.tile(square, 6);
  draw_signed_map(ui, square, values);
  Rect words = {column.x, square.bottom() + 2, side + kStep, 0};
  return side + 2 + ui.paragraph(words, ui.say(caption), Type::kSmall, ui.colours().quiet);
}

std::vector<float> weights_to(const DenseLayer<const float>& layer, int from) {
  const float* row = layer.weights.row(from);
  return {row, row + layer.weights.cols};
}

// Says what a hidden unit computes: its sum, its output, and what the output does.
std::vector<std::string> unit_words(const Ui& ui, const State& state, const NetworkView& view,
                                    const NetworkView::Unit& unit) {
  const Insight& insight = *view.insight;
  const LayerInsight& layer = insight.layers[static_cast<std::size_t>(unit.layer)];
  const auto index = static_cast<std::size_t>(unit.index);
  const std::vector<double> sum = printed_sum(state, view, unit);
  std::vector<std::string> lines = {
      ui.say(Text::kUnitSum, {fixed(ui.language(), sum[0], 2), added_term(ui.language(), sum[1]),
                              fixed(ui.language(), sum[2], 2)}),
      ui.say(Text::kUnitOutput,
             {kActivationNames[static_cast<int>(state.model.network.shape().activation)],
              fixed(ui.language(), layer.activations[index], 2)})};
  const DenseLayer<const float> next = state.model.network.layer(unit.layer + 1);
  if (unit.layer + 2 < static_cast<int>(insight.layers.size())) {
    lines.push_back(ui.say(Text::kUnitFeedsLayer, {std::to_string(next.weights.cols)}));
    return lines;
  }
  std::vector<float> pushes = weights_to(next, unit.index);
  for (float& push : pushes) push *= layer.activations[index];
  const Extremes ends = extremes_of(pushes);
  if (layer.activations[index] != 0) {
    lines.push_back(
        ui.say(Text::kUnitFeeds,
               {class_name(ui.language(), ends.most),
                signed_number(ui.language(), pushes[static_cast<std::size_t>(ends.most)]),
                class_name(ui.language(), ends.least),
                signed_number(ui.language(), pushes[static_cast<std::size_t>(ends.least)])}));
  }
  return lines;
}

std::vector<std::string> output_words(const Ui& ui, const State& state, const NetworkView& view,
                                      int label) {
  const Insight& insight = *view.insight;
  const std::size_t last = insight.layers.size() - 1;
  const DenseLayer<const float> layer = state.model.network.layer(static_cast<int>(last));
  const std::vector<double> sum = printed_sum(state, view, {static_cast<int>(last), label});
  std::vector<std::string> lines = {
      ui.say(Text::kOutputSum, {fixed(ui.language(), sum[2], 2), fixed(ui.language(), sum[0], 2),
                                fixed(ui.language(), sum[1], 2)})};
  if (last == 0) return lines;
  std::vector<float> pushes = insight.layers[last - 1].activations;
  for (std::size_t i = 0; i < pushes.size(); ++i) {
    pushes[i] *= layer.weights.row(static_cast<int>(i))[label];
  }
  const Extremes ends = extremes_of(pushes);
  lines.push_back(
      ui.say(Text::kOutputFor,
             {std::to_string(ends.most + 1),
              signed_number(ui.language(), pushes[static_cast<std::size_t>(ends.most)]),
              std::to_string(ends.least + 1),
              signed_number(ui.language(), pushes[static_cast<std::size_t>(ends.least)])}));
  return lines;
}

}  // namespace

std::vector<double> weights_into(const Network<float>& network, int unit) {
  const DenseLayer<const float> first = network.layer(0);
  std::vector<double> weights(static_cast<std::size_t>(first.weights.rows));
  for (int i = 0; i < first.weights.rows; ++i) {
    weights[static_cast<std::size_t>(i)] = first.weights.row(i)[unit];
  }
  return weights;
}

float draw_unit_details(Ui& ui, const State& state, const NetworkView& view, Rect area) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  const NetworkView::Unit unit = *view.unit;
  const bool output = unit.layer + 1 == static_cast<int>(view.insight->layers.size());
  const std::string title =
      output ? ui.say(Text::kOutputTitle, {class_name(ui.language(), unit.index)})
             : ui.say(Text::kUnitTitle,
                      {std::to_string(unit.index + 1), std::to_string(unit.layer + 1)});
  const Rect head = area.cut_top(ui.paragraph_height(area.w, title, Type::kTitle), 4);
  ui.paragraph(head, title, Type::kTitle, colours.ink);
  Rect body = area;
  float height = 0;
  if (unit.layer == 0 && !output) {
    std::vector<double> values = weights_into(state.model.network, unit.index);
    const float side = std::min(112.0f, (body.w - 2 * kStep) / 3);
    const float weights = draw_captioned_map(ui, body, side, Text::kUnitWeights, values);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] *= state.prediction.picture[i];
    height = std::max(weights, draw_captioned_map(ui, body, side, Text::kUnitProducts, values));
  }
  // The words stand beside the maps where there is room, else below them.
  if (body.w < 180) {
    area.cut_top(height, kStep);
    body = area;
    height = 0;
  }
  std::string spoken = title + ". ";
  const float words_top = body.y;
  for (const std::string& words :
       output ? output_words(ui, state, view, unit.index) : unit_words(ui, state, view, unit)) {
    body.cut_top(ui.paragraph(body, words, Type::kBody, colours.ink), 4);
    spoken += words + " ";
  }
  ui.spoken("unit-details", Role::kText, head, spoken);
  return std::max(height, body.y - words_top) + area.y - top;
}

std::vector<double> printed_sum(const State& state, const NetworkView& view,
                                const NetworkView::Unit& unit) {
  const auto index = static_cast<std::size_t>(unit.index);
  const double sum = view.insight->layers[static_cast<std::size_t>(unit.layer)].sums[index];
  const double bias = state.model.network.layer(unit.layer).biases[index];
  return rounded_sum(std::array{sum - bias, bias});
}

}  // namespace inkling
