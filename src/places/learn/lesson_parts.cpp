#include "places/learn/lesson_parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {

Rect pixel_place(Rect map, int pixel) {
  const float side = map.w / kPictureSide;
  return {map.x + static_cast<float>(pixel % kPictureSide) * side,
          map.y + static_cast<float>(pixel / kPictureSide) * side, side, side};
}

std::string pixel_words(const Ui& ui, const State& state, int unit, std::optional<int> pixel) {
  if (!pixel) return ui.say(Text::kPixelChoice);
  const double value = state.prediction.picture[static_cast<std::size_t>(*pixel)] / 255.0;
  return ui.say(Text::kPixelChosen,
                {std::to_string(*pixel / kPictureSide + 1),
                 std::to_string(*pixel % kPictureSide + 1), fixed(ui.language(), value, 2),
                 fixed(ui.language(), state.model.network.layer(0).weights(*pixel, unit), 3)});
}

std::optional<int> draw_pixel_choice(Ui& ui, const char* id, const std::string& label, Rect square,
                                     std::span<const double> values, std::optional<int> chosen) {
  const Palette& colours = ui.colours();
  const Ui::Press press =
      ui.pressable({.id = id, .role = Role::kButton, .label = label, .rect = square, .value = ""});
  ui.tile(square, 6);
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
  // By keyboard, each press chooses the next of the strongest pixels, and at last a weakest one.
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

float draw_formula(Ui& ui, const char* id, Rect area, const std::string& words, Type type) {
  const float height = ui.paragraph(area, words, type, ui.colours().ink);
  ui.spoken(id, Role::kText, {area.x, area.y, area.w, std::max(height, 1.0f)}, words);
  return height;
}

float slider_height(const Ui& ui, float width, const std::string& words) {
  return ui.paragraph_height(width, words, Type::kBody) + kTouch;
}

std::optional<int> draw_slider(Ui& ui, const std::string& id, Rect area, const std::string& words,
                               int value, int most) {
  const Palette& colours = ui.colours();
  ui.cut_text(area, words, Type::kBody, colours.ink);
  std::optional<int> changed;
  if (ui.button(id + "-less", area.cut_left(kTouch, kStep), ui.say(Text::kMinusSign),
                ButtonLook::kOutline, value == 0, ui.say(Text::kLess, {words}))) {
    changed = value - 1;
  }
  if (ui.button(id + "-more", area.cut_right(kTouch, kStep), ui.say(Text::kPlusSign),
                ButtonLook::kOutline, value == most, ui.say(Text::kMore, {words}))) {
    changed = value + 1;
  }
  // A hand pulls the knob; the buttons do the same for the keyboard.
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::InvisibleButton((id + "-track").c_str(), {std::max(area.w, 1.0f), area.h});
  constexpr float kKnob = 11;
  const Rect track = {area.x + kKnob, area.centre_y() - 4, area.w - 2 * kKnob, 8};
  if (ImGui::IsItemActive()) {
    const float share = (ImGui::GetIO().MousePos.x - track.x) / std::max(track.w, 1.0f);
    const auto pulled =
        static_cast<int>(std::lround(std::clamp(share, 0.0f, 1.0f) * static_cast<float>(most)));
    if (pulled != value) changed = pulled;
  }
  ui.track(track, faded(colours.hairline, 0.8f));
  const float x = track.x + track.w * static_cast<float>(value) / static_cast<float>(most);
  ui.track({track.x, track.y, x - track.x, track.h}, colours.indigo);
  ui.draw().AddCircleFilled({x, track.centre_y()}, kKnob, colours.indigo);
  return changed;
}

std::vector<double> products_into(const State& state, int unit) {
  std::vector<double> values(kPixels);
  for (int i = 0; i < kPixels; ++i) {
    values[static_cast<std::size_t>(i)] = state.model.network.layer(0).weights(i, unit) *
                                          state.prediction.picture[static_cast<std::size_t>(i)] /
                                          255.0;
  }
  return values;
}

}  // namespace inkling
