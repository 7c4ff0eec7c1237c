#include <algorithm>
#include <array>
#include <cmath>

#include "places/shared/network_view.h"
#include "places/shared/unit_details.h"
#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kLeastTile = 46;
constexpr float kMostTile = 110;
constexpr std::size_t kFlows = 28;

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

// Shows few units, so that each is large enough to be looked at: the most important ones of those
// that have room.
ShownLayer lay_units(const LayerInsight& layer, Rect area) {
  constexpr float kGap = 8;
  constexpr int kMostRows = 7;
  const int columns = area.w >= 2 * kLeastTile + kGap ? 2 : 1;
  const int rows =
      std::clamp(static_cast<int>((area.h + kGap) / (kLeastTile + kGap)), 1, kMostRows);
  const auto side = [&](float length, int parts) {
    return (length - kGap * static_cast<float>(parts - 1)) / static_cast<float>(parts);
  };
  const float tile =
      std::clamp(std::min(side(area.w, columns), side(area.h, rows)), 20.0f, kMostTile);
  const float width = tile * static_cast<float>(columns) + kGap * static_cast<float>(columns - 1);
  const float pitch = rows > 1 ? (area.h - tile) / static_cast<float>(rows - 1) : 0;
  ShownLayer shown;
  const int count = std::min(columns * rows, static_cast<int>(layer.order.size()));
  for (int i = 0; i < count; ++i) {
    shown.units.push_back(layer.order[static_cast<std::size_t>(i)]);
    // The columns fill from the right: the most important units are nearest to what comes next.
    const int column = columns - 1 - i / rows;
    shown.tiles.push_back({area.centre_x() - width / 2 + static_cast<float>(column) * (tile + kGap),
                           area.y + static_cast<float>(i % rows) * pitch, tile, tile});
  }
  return shown;
}

// Returns what a unit of the first layer sees in the drawing: each pixel times its weight.
std::vector<double> seen_by(const State& state, int unit) {
  std::vector<double> products = weights_into(state.model.network, unit);
  for (std::size_t i = 0; i < products.size(); ++i) products[i] *= state.prediction.picture[i];
  return products;
}

void draw_unit(Ui& ui, const State& state, const NetworkView& view, int layer, int unit,
               Rect tile) {
  const Palette& colours = ui.colours();
  const LayerInsight& insight = view.insight->layers[static_cast<std::size_t>(layer)];
  const float activation = insight.activations[static_cast<std::size_t>(unit)];
  const float strength = std::abs(activation) / largest_of(insight.activations);
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
  ui.tile(tile, 6);
  if (layer == 0) {
    draw_signed_map(ui, tile.inset(2), seen_by(state, unit), tile.w < 60 ? 2 : 1);
    // A unit with a small activation is faded.
    list.AddRectFilled({tile.x, tile.y}, {tile.right(), tile.bottom()},
                       faded(colours.card, 0.75f * (1 - strength)), 6);
  } else {
    list.AddCircleFilled({tile.centre_x(), tile.centre_y()}, tile.w * (0.13f + 0.27f * strength),
                         faded(activation < 0 ? colours.speaks_against : colours.speaks_for,
                               0.25f + 0.75f * strength),
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
    constexpr float kGap = 3;
    const float height =
        (area.h - kGap * static_cast<float>(count - 1)) / static_cast<float>(count);
    const Rect row = {area.x, area.y + static_cast<float>(label) * (height + kGap), area.w, height};
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
    ui.label({row.x + kStep, row.y, row.w, row.h}, row.w >= 150 ? name : class_sign(label),
             Type::kBodyBold, share > 0.2f ? colours.on_indigo : colours.ink);
    if (share > 0.005f) {
      ui.label({row.x, row.y, row.w - kStep, row.h},
               ui.say(Text::kPercent, {percent(ui.language(), share)}), Type::kSmall,
               share > 0.9f ? colours.on_indigo : colours.ink, Align::kRight);
    }
    if (press.pressed) {
      ui.act(SelectUnit{selected
                            ? std::nullopt
                            : std::optional<NetworkView::Unit>(NetworkView::Unit{last, label})});
    }
  }
}

// Returns a point of a cubic Bezier curve, at `t` from 0 to 1.
ImVec2 on_curve(const std::array<ImVec2, 4>& p, float t) {
  const float u = 1 - t;
  const float w[] = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
  ImVec2 point = {0, 0};
  for (std::size_t i = 0; i < p.size(); ++i) {
    point = {point.x + w[i] * p[i].x, point.y + w[i] * p[i].y};
  }
  return point;
}

// Draws what flows from a layer to the next, as lines; what has just changed travels along them.
void draw_flows(Ui& ui, const State& state, const NetworkView& view, int layer,
                const ShownLayer& from, const std::vector<int>& to,
                const std::vector<Rect>& to_places, float travelled) {
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
    // Where a unit is chosen, the lines of the others step back.
    const bool quiet = view.unit && view.unit != NetworkView::Unit{layer, flow.from} &&
                       view.unit != NetworkView::Unit{layer + 1, flow.to};
    const ImU32 signed_one = signed_colour(ui.colours(), flow.amount, largest);
    const ImU32 colour = quiet ? faded(signed_one, 0.2f) : signed_one;
    const float x1 = start.right(), x2 = end.x;
    const float bend = std::max(12.0f, (x2 - x1) / 2);
    const ImVec2 p1 = {x1, start.centre_y()}, p2 = {x1 + bend, start.centre_y()};
    const ImVec2 p3 = {x2 - bend, end.centre_y()}, p4 = {x2, end.centre_y()};
    ui.draw().AddBezierCubic(p1, p2, p3, p4, faded(colour, 0.7f), 0.8f + 4.2f * strength, 16);
    if (travelled > 0 && travelled < 1) {
      ui.draw().AddCircleFilled(on_curve({p1, p2, p3, p4}, travelled), 2 + 3 * strength, colour,
                                12);
    }
  }
}

// Draws how the drawing makes its way from the pixels to the outputs.
void draw_network(Ui& ui, const State& state, const NetworkView& view, Rect area, float visible) {
  const Palette& colours = ui.colours();
  const Insight& insight = *view.insight;
  const int hidden = static_cast<int>(insight.layers.size()) - 1;
  const float area_top = area.y;
  const float gap = area.w < 560 ? 3.5f * kStep : 6 * kStep;

  // From the left: the picture, which gives way first, the hidden layers, and the outputs.
  std::vector<Part> parts = {{.least = 84, .share = 2, .most = 320, .gives_way = 1}};
  for (int layer = 0; layer < hidden; ++layer) {
    parts.push_back({.least = kLeastTile, .share = 1, .most = 2 * kMostTile + kStep});
  }
  parts.push_back({.least = 84, .share = 0.8f, .most = 260});
  Rect heads = area.cut_top(2 * line_height(Type::kSmall), kStep / 2);
  const Line columns = lay_out(Axis::kRow, area, gap, parts);
  const Line titles = lay_out(Axis::kRow, heads, gap, parts);
  const auto title = [&](std::size_t column, const std::string& words) {
    // It may reach into the gaps beside its column.
    Rect place = titles.parts[column];
    place = {place.x - gap / 2 + 2, place.y, place.w + gap - 4, place.h};
    const float height = ui.paragraph_height(place.w, words, Type::kSmall);
    place.cut_top(std::max(0.0f, place.h - height));
    ui.paragraph(place, words, Type::kSmall, colours.quiet, Align::kCentre);
  };

  if (is_shown(columns.parts[0])) {
    title(0, ui.say(Text::kInsidePixels));
    // It stands in the middle of what is seen before anybody scrolls.
    Rect place = columns.parts[0];
    place.h = std::clamp(visible - (place.y - area_top), std::min(place.w, place.h), place.h);
    draw_picture(ui, place, state.prediction.picture);
  }
  std::vector<ShownLayer> shown;
  for (int layer = 0; layer < hidden; ++layer) {
    const auto column = static_cast<std::size_t>(layer) + 1;
    const LayerInsight& units = insight.layers[static_cast<std::size_t>(layer)];
    shown.push_back(lay_units(units, columns.parts[column]));
    title(column, ui.say(Text::kInsideUnits, {std::to_string(shown.back().units.size()),
                                              std::to_string(units.sums.size())}));
  }
  title(columns.parts.size() - 1, ui.say(Text::kInsideClasses, {std::to_string(state.classes())}));

  std::vector<Rect> rows;
  std::vector<int> classes;
  for (int label = 0; label < state.classes(); ++label) classes.push_back(label);
  draw_outputs(ui, state, view, columns.parts.back(), rows);
  for (int layer = 0; layer < hidden; ++layer) {
    const auto l = static_cast<std::size_t>(layer);
    const bool last = layer + 1 == hidden;
    const float travelled = view.travelled * static_cast<float>(hidden) - static_cast<float>(layer);
    draw_flows(ui, state, view, layer, shown[l], last ? classes : shown[l + 1].units,
               last ? rows : shown[l + 1].tiles, travelled);
  }
  for (int layer = 0; layer < hidden; ++layer) {
    const ShownLayer& units = shown[static_cast<std::size_t>(layer)];
    for (std::size_t i = 0; i < units.units.size(); ++i) {
      draw_unit(ui, state, view, layer, units.units[i], units.tiles[i]);
    }
  }
}

}  // namespace

float draw_network_panel(Ui& ui, const State& state, const NetworkView& view, Rect area,
                         float visible) {
  const float top = area.y;
  // Each output is high enough for a finger.
  const float outputs = static_cast<float>(state.classes()) * (kTouch + 3) + 60;
  const float details = view.unit ? 190 : 90;
  const float figure = std::clamp(visible - details, outputs, std::max(outputs, 720.0f));
  draw_network(ui, state, view, area.cut_top(figure, kStep), visible);
  Rect details_place = area;
  const std::string shown_unit =
      view.unit ? std::to_string(view.unit->layer) + "-" + std::to_string(view.unit->index) : "";
  if (view.unit) {
    area.cut_top(draw_unit_details(ui, state, view, area), kStep);
    details_place.h = area.y - details_place.y;
    ui.reveal("unit-details", shown_unit, details_place);
  } else {
    ui.reveal("unit-details", shown_unit, details_place);
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
