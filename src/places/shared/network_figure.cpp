#include <algorithm>
#include <array>
#include <cmath>

#include "places/shared/network_view.h"
#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kUnitTile = 46;
constexpr std::size_t kFlows = 36;

// Returns the weights from each pixel to a unit of the first layer.
std::vector<double> weights_into(const Network<float>& network, int unit) {
  const DenseLayer<const float> first = network.layer(0);
  std::vector<double> weights(static_cast<std::size_t>(first.weights.rows));
  for (int i = 0; i < first.weights.rows; ++i) {
    weights[static_cast<std::size_t>(i)] = first.weights.row(i)[unit];
  }
  return weights;
}

float largest_of(const std::vector<float>& values) {
  float largest = 1e-6f;
  for (const float value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

// ---- The network --------------------------------------------------------------------------------

// These units of a hidden layer are shown, each on its tile.
struct ShownLayer {
  std::vector<int> units;
  std::vector<Rect> tiles;
};

ShownLayer lay_units(const LayerInsight& layer, Rect area) {
  constexpr float kGap = 6;
  const int columns = std::max(1, static_cast<int>((area.w + kGap) / (kUnitTile + kGap)));
  const int rows = std::max(1, static_cast<int>((area.h + kGap) / (kUnitTile + kGap)));
  ShownLayer shown;
  const int count = std::min(columns * rows, static_cast<int>(layer.order.size()));
  for (int i = 0; i < count; ++i) {
    shown.units.push_back(layer.order[static_cast<std::size_t>(i)]);
    // The columns fill from the right: the most important units are nearest to what comes next.
    const int column = columns - 1 - i / rows;
    shown.tiles.push_back({area.x + static_cast<float>(column) * (kUnitTile + kGap),
                           area.y + static_cast<float>(i % rows) * (kUnitTile + kGap), kUnitTile,
                           kUnitTile});
  }
  return shown;
}

void draw_unit(Ui& ui, const State& state, const NetworkView& view, int layer, int unit,
               Rect tile) {
  const Palette& colours = ui.colours();
  const LayerInsight& insight = view.insight->layers[static_cast<std::size_t>(layer)];
  const float activation = insight.activations[static_cast<std::size_t>(unit)];
  const float lit = std::abs(activation) / largest_of(insight.activations);
  const bool selected = view.unit == NetworkView::Unit{layer, unit};
  const Ui::Press press = ui.pressable(
      {.id = "unit-" + std::to_string(layer) + "-" + std::to_string(unit),
       .role = Role::kToggle,
       .label = ui.say(Text::kUnitLabel, {std::to_string(unit + 1), std::to_string(layer + 1),
                                          fixed(ui.language(), activation, 2)}),
       .rect = tile,
       .on = selected,
       .value = ""});
  ImDrawList& list = ui.draw();
  list.AddRectFilled({tile.x, tile.y}, {tile.right(), tile.bottom()}, colours.card, 6);
  if (layer == 0) {
    draw_signed_map(ui, tile.inset(2), weights_into(state.model.network, unit), 2);
    // A unit with a small activation is faded.
    list.AddRectFilled({tile.x, tile.y}, {tile.right(), tile.bottom()},
                       faded(colours.card, 0.75f * (1 - lit)), 6);
  } else {
    list.AddCircleFilled(
        {tile.centre_x(), tile.centre_y()}, 6 + 12 * lit,
        faded(activation < 0 ? colours.speaks_against : colours.speaks_for, 0.25f + 0.75f * lit),
        24);
  }
  list.AddRect({tile.x, tile.y}, {tile.right(), tile.bottom()},
               selected || press.hovered ? colours.indigo : colours.hairline, 6, 0,
               selected ? 2.5f : 1);
  if (press.pressed) {
    ui.act(SelectUnit{selected ? std::nullopt
                               : std::optional<NetworkView::Unit>(NetworkView::Unit{layer, unit})});
  }
}

void draw_outputs(Ui& ui, const State& state, const NetworkView& view, Rect area,
                  std::vector<Rect>& rows) {
  const Palette& colours = ui.colours();
  const int last = static_cast<int>(view.insight->layers.size()) - 1;
  const int count = state.classes();
  for (int label = 0; label < count; ++label) {
    // The outputs stand in two columns, so that each is high enough for a finger.
    const int lines = (count + 1) / 2;
    constexpr float kGap = 2;
    const float height =
        (area.h - kGap * static_cast<float>(lines - 1)) / static_cast<float>(lines);
    const Rect line = {area.x, area.y + static_cast<float>(label % lines) * (height + kGap), area.w,
                       height};
    const Rect row = line.column(label / lines, 2, kGap);
    rows.push_back(row);
    const float share = state.bars[static_cast<std::size_t>(label)];
    const bool selected = view.unit == NetworkView::Unit{last, label};
    const std::string name = class_name(ui.language(), label);
    const Ui::Press press =
        ui.pressable({.id = "output-" + std::to_string(label),
                      .role = Role::kToggle,
                      .label = ui.say(Text::kOutputLabel, {name, percent(ui.language(), share)}),
                      .rect = row,
                      .on = selected,
                      .value = ""});
    ImDrawList& list = ui.draw();
    list.AddRectFilled({row.x, row.y}, {row.right(), row.bottom()}, faded(colours.hairline, 0.45f),
                       6);
    if (share > 0.01f) {
      list.AddRectFilled({row.x, row.y}, {row.x + row.w * share, row.bottom()},
                         faded(colours.indigo, 0.75f), 6);
    }
    if (selected || press.hovered) {
      list.AddRect({row.x, row.y}, {row.right(), row.bottom()}, colours.indigo, 6, 0, 2);
    }
    ui.label(row.inset(4), class_sign(label), Type::kBodyBold,
             share > 0.12f ? colours.on_indigo : colours.ink);
    if (press.pressed) {
      ui.act(SelectUnit{selected
                            ? std::nullopt
                            : std::optional<NetworkView::Unit>(NetworkView::Unit{last, label})});
    }
  }
}

void draw_flows(Ui& ui, const State& state, const NetworkView& view, int layer,
                const ShownLayer& from, const std::vector<int>& to,
                const std::vector<Rect>& to_places) {
  const Insight& insight = *view.insight;
  const auto flows = strongest_flows(state.model.network, insight, layer, from.units, to, kFlows);
  if (flows.empty()) return;
  const float largest = std::abs(flows.front().amount);
  for (const Flow& flow : flows) {
    const auto a = std::find(from.units.begin(), from.units.end(), flow.from) - from.units.begin();
    const auto b = std::find(to.begin(), to.end(), flow.to) - to.begin();
    const Rect& start = from.tiles[static_cast<std::size_t>(a)];
    const Rect& end = to_places[static_cast<std::size_t>(b)];
    const float strength = std::abs(flow.amount) / largest;
    const ImU32 colour = signed_colour(ui.colours(), flow.amount, largest);
    const float x1 = start.right(), x2 = end.x;
    const float bend = std::max(12.0f, (x2 - x1) / 2);
    ui.draw().AddBezierCubic({x1, start.centre_y()}, {x1 + bend, start.centre_y()},
                             {x2 - bend, end.centre_y()}, {x2, end.centre_y()}, faded(colour, 0.7f),
                             0.6f + 2.4f * strength, 16);
  }
}

// Draws how the drawing makes its way from the pixels to the outputs.
void draw_network(Ui& ui, const State& state, const NetworkView& view, Rect area) {
  const Palette& colours = ui.colours();
  const Insight& insight = *view.insight;
  const int hidden = static_cast<int>(insight.layers.size()) - 1;
  const bool narrow = area.w < 560;
  Rect heads = area.cut_top(20, 4);
  const float output_width = narrow ? 2 * kTouch + 2 : 128;
  const float picture_side = narrow ? 0 : 84;
  const float gap = narrow ? 26 : 44;

  if (!narrow) {
    Rect column = area.cut_left(picture_side, gap / 2);
    ui.label(heads.cut_left(picture_side, gap / 2), ui.say(Text::kInsidePixels), Type::kSmall,
             colours.quiet);
    const Rect square = {column.x, column.centre_y() - picture_side / 2, picture_side,
                         picture_side};
    draw_picture(ui, square, state.prediction.picture);
  }
  Rect outputs = area.cut_right(output_width, gap);
  ui.label(heads.cut_right(output_width, gap),
           ui.say(Text::kInsideClasses, {std::to_string(state.classes())}), Type::kSmall,
           colours.quiet);

  std::vector<ShownLayer> shown;
  for (int layer = 0; layer < hidden; ++layer) {
    const Rect column = area.column(layer, hidden, gap);
    shown.push_back(lay_units(insight.layers[static_cast<std::size_t>(layer)], column));
    ui.label(heads.column(layer, hidden, gap),
             ui.say(Text::kInsideUnits,
                    {std::to_string(shown.back().units.size()),
                     std::to_string(insight.layers[static_cast<std::size_t>(layer)].sums.size())}),
             Type::kSmall, colours.quiet);
  }
  std::vector<Rect> rows;
  std::vector<int> classes;
  for (int label = 0; label < state.classes(); ++label) classes.push_back(label);
  draw_outputs(ui, state, view, outputs, rows);
  for (int layer = 0; layer < hidden; ++layer) {
    const auto l = static_cast<std::size_t>(layer);
    const bool last = layer + 1 == hidden;
    draw_flows(ui, state, view, layer, shown[l], last ? classes : shown[l + 1].units,
               last ? rows : shown[l + 1].tiles);
  }
  for (int layer = 0; layer < hidden; ++layer) {
    const ShownLayer& units = shown[static_cast<std::size_t>(layer)];
    for (std::size_t i = 0; i < units.units.size(); ++i) {
      draw_unit(ui, state, view, layer, units.units[i], units.tiles[i]);
    }
  }
}

// ---- One unit -----------------------------------------------------------------------------------

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
  ui.draw().AddRectFilled({square.x, square.y}, {square.right(), square.bottom()},
                          ui.colours().card, 6);
  draw_signed_map(ui, square, values);
  ui.label({column.x, square.bottom() + 2, side, 18}, ui.say(caption), Type::kSmall,
           ui.colours().quiet);
  return side + 20;
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

float draw_unit_details(Ui& ui, const State& state, const NetworkView& view, Rect area) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  const NetworkView::Unit unit = *view.unit;
  const bool output = unit.layer + 1 == static_cast<int>(view.insight->layers.size());
  const std::string title =
      output ? ui.say(Text::kOutputTitle, {class_name(ui.language(), unit.index)})
             : ui.say(Text::kUnitTitle,
                      {std::to_string(unit.index + 1), std::to_string(unit.layer + 1)});
  Rect head = area.cut_top(28, 4);
  ui.label(head, title, Type::kTitle, colours.ink);
  Rect body = area;
  float height = 0;
  if (unit.layer == 0 && !output) {
    std::vector<double> values = weights_into(state.model.network, unit.index);
    const float side = std::min(112.0f, (body.w - 2 * kStep) / 3);
    height = draw_captioned_map(ui, body, side, Text::kUnitWeights, values);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] *= state.prediction.picture[i];
    draw_captioned_map(ui, body, side, Text::kUnitProducts, values);
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

}  // namespace

std::vector<double> printed_sum(const State& state, const NetworkView& view,
                                const NetworkView::Unit& unit) {
  const auto index = static_cast<std::size_t>(unit.index);
  const double sum = view.insight->layers[static_cast<std::size_t>(unit.layer)].sums[index];
  const double bias = state.model.network.layer(unit.layer).biases[index];
  return rounded_sum(std::array{sum - bias, bias});
}

float draw_network_panel(Ui& ui, const State& state, const NetworkView& view, Rect area,
                         float visible) {
  const float top = area.y;
  const float details = view.unit ? 180 : 90;
  const float outputs = static_cast<float>((state.classes() + 1) / 2) * (kTouch + 2);
  const float figure = std::clamp(visible - details, std::max(300.0f, outputs), 560.0f);
  draw_network(ui, state, view, area.cut_top(figure, kStep));
  if (view.unit) {
    area.cut_top(draw_unit_details(ui, state, view, area), kStep);
  } else {
    const Insight& insight = *view.insight;
    area.cut_top(
        ui.paragraph(area,
                     ui.say(Text::kInsideHow, {class_name(ui.language(), insight.digit),
                                               class_name(ui.language(), insight.against)}),
                     Type::kSmall, ui.colours().quiet));
  }
  return area.y - top;
}

}  // namespace inkling
