#include <algorithm>
#include <cmath>
#include <iterator>

#include "nn/metrics.h"
#include "places/inside/inside_panels.h"
#include "places/inside/inside_place.h"
#include "places/inside/requests.h"
#include "places/shared/waiting_view.h"
#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// The colours differ in lightness as well (after Okabe and Ito); the digits stand among them.
constexpr ImU32 kColours[] = {IM_COL32(0, 114, 178, 255),   IM_COL32(230, 159, 0, 255),
                              IM_COL32(0, 158, 115, 255),   IM_COL32(204, 121, 167, 255),
                              IM_COL32(86, 180, 233, 255),  IM_COL32(213, 94, 0, 255),
                              IM_COL32(148, 103, 189, 255), IM_COL32(140, 120, 60, 255),
                              IM_COL32(120, 130, 140, 255), IM_COL32(190, 60, 90, 255)};

// More classes than colours share them: their signs stand among their points.
ImU32 colour_of(int label) {
  return kColours[static_cast<std::size_t>(label) % std::size(kColours)];
}

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

// A finger or a pointer means the nearest point within this many pixels.
constexpr float kReach = 18;

std::optional<int> point_at(const MapEvent& map, const Frame& frame, ImVec2 pointer) {
  std::optional<int> nearest;
  float least = kReach;
  for (std::size_t i = 0; i < map.labels.size(); ++i) {
    const ImVec2 at = frame.of(map.places[2 * i], map.places[2 * i + 1]);
    const float distance = std::hypot(at.x - pointer.x, at.y - pointer.y);
    if (distance < least) {
      least = distance;
      nearest = static_cast<int>(i);
    }
  }
  return nearest;
}

// Returns the point after the one that is shown, for whoever has no pointer.
int next_point(const Inside& inside) {
  const int count = static_cast<int>(inside.map->labels.size());
  return inside.map_point ? (*inside.map_point + 1) % std::max(1, count) : 0;
}

// Shows the image of the point that was touched: what it is, and what the network takes it for.
void draw_map_point(Ui& ui, const State& state, const Inside& inside, Rect area) {
  const std::string button = ui.say(inside.map_point ? Text::kMapNext : Text::kMapFirst);
  const Rect foot = area.cut_bottom(kTouch, kStep);
  if (ui.button(
          "map-next",
          {foot.x, foot.y, std::min(foot.w, ui.width_of(button, Type::kBody) + 4 * kStep), kTouch},
          button, ButtonLook::kOutline)) {
    ui.act(ShowMapPoint{next_point(inside)});
  }
  if (!inside.map_point || inside.gallery.size() != 1 ||
      inside.gallery.front().index != *inside.map_point) {
    ui.paragraph(area, ui.say(Text::kMapTouch), Type::kBody, ui.colours().quiet);
    return;
  }
  const GalleryPicture& picture = inside.gallery.front();
  const Probabilities probabilities = predict(state.model.network, picture.picture);
  const auto likeliest = std::max_element(probabilities.begin(), probabilities.end());
  const int digit = static_cast<int>(likeliest - probabilities.begin());
  const std::string words =
      ui.say(Text::kTestPicture, {with_thousands(picture.index + 1),
                                  class_with_article(ui.language(), picture.label)}) +
      " " +
      ui.say(Text::kPredictionLine,
             {class_with_article(ui.language(), digit), percent(ui.language(), *likeliest)});
  const bool beside = area.w > area.h;
  const float side = std::min(beside ? area.h : area.w, 200.0f);
  const Rect square =
      beside ? Rect{area.x, area.y, side, side} : area.cut_top(side, kStep).square();
  if (beside) area.cut_left(side, 2 * kStep);
  ui.tile(square, 6);
  draw_pixels(ui, square.inset(4), picture.picture, ui.colours().ink);
  ui.paragraph(area, words, Type::kBody,
               digit == picture.label ? ui.colours().ink : ui.colours().vermilion);
  ui.spoken("map-point", Role::kText, square, words);
}

}  // namespace

float draw_map_panel(Ui& ui, const State& state, const Inside& inside, Rect area, float visible) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  area.cut_top(ui.paragraph(area, map_hint(ui, state), Type::kSmall, colours.quiet), kStep);
  if (!inside.map) {
    area.cut_top(draw_waiting(ui, state, area));
    return area.y - top;
  }
  const MapEvent& map = *inside.map;
  // The image of a point stands beside the map, or below it.
  constexpr float kBeside = 560;
  constexpr float kPointHeight = 150;
  const bool beside = area.w >= kBeside;
  const float height = std::clamp(visible - (area.y - top) - line_height(Type::kSmall) -
                                      (beside ? kStep : kPointHeight + 2 * kStep),
                                  240.0f, 760.0f);
  Rect sheet = area.cut_top(height, kStep);
  if (beside) {
    draw_map_point(ui, state, inside, sheet.cut_right(200, 2 * kStep));
  } else {
    const Rect place = area.cut_top(kPointHeight, kStep);
    draw_map_point(ui, state, inside, place);
    ui.reveal("map-point", inside.map_point ? std::to_string(*inside.map_point) : "", place);
  }
  ui.sheet(sheet);
  const Frame frame = frame_of(map, sheet.inset(2 * kStep));
  ImDrawList& list = ui.draw();
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  struct Centre {
    float x = 0, y = 0;
    int count = 0;
  };
  Centre centres[kMaxClasses];
  for (std::size_t i = 0; i < map.labels.size(); ++i) {
    const int label = std::min<int>(map.labels[i], kMaxClasses - 1);
    const float x = map.places[2 * i], y = map.places[2 * i + 1];
    Centre& centre = centres[label];
    centre = {centre.x + x, centre.y + y, centre.count + 1};
    const ImVec2 at = frame.of(x, y);
    list.AddRectFilled({at.x - 1.5f, at.y - 1.5f}, {at.x + 1.5f, at.y + 1.5f},
                       faded(colour_of(label), 0.75f));
  }
  list.Flags = flags;
  for (int label = 0; label < state.data_classes(); ++label) {
    const Centre& centre = centres[label];
    if (centre.count == 0) continue;
    const auto count = static_cast<float>(centre.count);
    const ImVec2 at = frame.of(centre.x / count, centre.y / count);
    list.AddCircleFilled(at, 12, colours.card, 24);
    list.AddCircle(at, 12, colour_of(label), 24, 2);
    ui.label({at.x - 12, at.y - 12, 24, 24}, class_sign(label), Type::kBodyBold, colours.ink,
             Align::kCentre);
  }
  const Ui::Press press = ui.pressable({.id = "map-sheet",
                                        .role = Role::kButton,
                                        .label = ui.say(Text::kMapTouch),
                                        .rect = sheet,
                                        .value = ""});
  std::optional<int> near;
  if (press.hovered || press.by_pointer) near = point_at(map, frame, ImGui::GetIO().MousePos);
  if (press.pressed && !press.by_pointer) near = next_point(inside);
  const auto mark = [&](int point, ImU32 colour) {
    const auto i = 2 * static_cast<std::size_t>(point);
    if (i + 1 < map.places.size()) {
      list.AddCircle(frame.of(map.places[i], map.places[i + 1]), 6, colour, 24, 2);
    }
  };
  if (press.hovered && near) mark(*near, colours.quiet);
  if (inside.map_point) mark(*inside.map_point, colours.ink);
  if (press.pressed && near) ui.act(ShowMapPoint{near});
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
  ui.cut_text(area, words, Type::kSmall, colours.quiet);
  ui.spoken("map", Role::kImage, sheet, ui.say(Text::kInsideMap) + ". " + words);
  return area.y - top;
}

}  // namespace inkling
