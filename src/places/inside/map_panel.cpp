#include <algorithm>

#include "places/inside/inside_panels.h"
#include "places/inside/requests.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// The ten colours differ in lightness as well (after Okabe and Ito); the digits stand among them.
constexpr ImU32 kDigitColours[kDigits] = {
    IM_COL32(0, 114, 178, 255),   IM_COL32(230, 159, 0, 255),  IM_COL32(0, 158, 115, 255),
    IM_COL32(204, 121, 167, 255), IM_COL32(86, 180, 233, 255), IM_COL32(213, 94, 0, 255),
    IM_COL32(148, 103, 189, 255), IM_COL32(140, 120, 60, 255), IM_COL32(120, 130, 140, 255),
    IM_COL32(190, 60, 90, 255)};

struct Frame {
  float x = 0, y = 0, scale = 1;
  ImVec2 middle;
  ImVec2 of(float px, float py) const {
    return {middle.x + (px - x) * scale, middle.y - (py - y) * scale};
  }
};

// Returns the frame in which all points of the map fit.
Frame frame_of(const MapEvent& map, Rect sheet) {
  float low[2] = {1e30f, 1e30f}, high[2] = {-1e30f, -1e30f};
  for (std::size_t i = 0; i < map.places.size(); ++i) {
    low[i % 2] = std::min(low[i % 2], map.places[i]);
    high[i % 2] = std::max(high[i % 2], map.places[i]);
  }
  const float width = std::max(high[0] - low[0], 1e-6f), height = std::max(high[1] - low[1], 1e-6f);
  return {.x = (low[0] + high[0]) / 2,
          .y = (low[1] + high[1]) / 2,
          .scale = std::min(sheet.w / width, sheet.h / height) * 0.94f,
          .middle = {sheet.centre_x(), sheet.centre_y()}};
}

// The map is made of the activations of the last hidden layer or, without one, of the pixels.
std::string map_hint(const Ui& ui, const State& state) {
  const std::vector<int>& layers = state.model.network.shape().layers;
  return ui.say(layers.size() > 2 ? Text::kMapHint : Text::kMapHintPixels,
                {with_thousands(layers[layers.size() - 2])});
}

}  // namespace

float draw_map_panel(Ui& ui, const State& state, const Inside& inside, Rect area, float visible) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  area.cut_top(ui.paragraph(area, map_hint(ui, state), Type::kSmall, colours.quiet), kStep);
  if (!inside.map) {
    ui.label(area.cut_top(60), ui.say(Text::kDataWaiting), Type::kBody, colours.quiet);
    return area.y - top;
  }
  const MapEvent& map = *inside.map;
  const float height = std::clamp(visible - (area.y - top) - 40, 240.0f, 640.0f);
  const Rect sheet = area.cut_top(height, kStep);
  ui.sheet(sheet);
  const Frame frame = frame_of(map, sheet.inset(2 * kStep));
  ImDrawList& list = ui.draw();
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  struct Centre {
    float x = 0, y = 0;
    int count = 0;
  };
  Centre centres[kDigits];
  for (std::size_t i = 0; i < map.labels.size(); ++i) {
    const int label = map.labels[i];
    const float x = map.places[2 * i], y = map.places[2 * i + 1];
    Centre& centre = centres[label];
    centre = {centre.x + x, centre.y + y, centre.count + 1};
    const ImVec2 at = frame.of(x, y);
    list.AddRectFilled({at.x - 1.5f, at.y - 1.5f}, {at.x + 1.5f, at.y + 1.5f},
                       faded(kDigitColours[label], 0.75f));
  }
  list.Flags = flags;
  for (int label = 0; label < kDigits; ++label) {
    const Centre& centre = centres[label];
    if (centre.count == 0) continue;
    const auto count = static_cast<float>(centre.count);
    const ImVec2 at = frame.of(centre.x / count, centre.y / count);
    list.AddCircleFilled(at, 12, colours.card, 24);
    list.AddCircle(at, 12, kDigitColours[label], 24, 2);
    ui.label({at.x - 12, at.y - 12, 24, 24}, std::to_string(label), Type::kBodyBold, colours.ink,
             Align::kCentre);
  }
  std::string words = ui.say(Text::kMapMade, {with_thousands(static_cast<int>(map.labels.size())),
                                              rounded(ui.language(), map.milliseconds)});
  if (const auto own = place_on_map(state, inside)) {
    ImVec2 at = frame.of(own->x, own->y);
    const Rect inner = sheet.inset(kStep);
    at = {std::clamp(at.x, inner.x, inner.right()), std::clamp(at.y, inner.y, inner.bottom())};
    list.AddCircleFilled(at, 7, colours.vermilion, 24);
    list.AddCircle(at, 10, colours.vermilion, 24, 2);
    words += " " + ui.say(Text::kMapYours);
  }
  const Rect line = area.cut_top(22);
  ui.label(line, words, Type::kSmall, colours.quiet);
  ui.spoken("map", Role::kImage, sheet, ui.say(Text::kInsideMap) + ". " + words);
  return area.y - top;
}

}  // namespace inkling
