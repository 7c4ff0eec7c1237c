#include "places/inside/inside_place.h"

#include <algorithm>

#include "places/inside/inside_view.h"
#include "places/inside/requests.h"

namespace inkling {

void InsidePlace::draw_sign(Ui& ui, Rect area, ImU32 colour) const {
  // It is a network of two units and an output.
  ImDrawList& list = ui.draw();
  const ImVec2 out = {area.right() - 4, area.centre_y()};
  for (const float y : {area.y + 4, area.bottom() - 4}) {
    list.AddLine({area.x + 4, y}, out, colour, 1.6f);
    list.AddCircleFilled({area.x + 4, y}, 3.2f, colour, 16);
  }
  list.AddCircleFilled(out, 3.8f, colour, 16);
}

Rect InsidePlace::draw(Ui& ui, Rect area, bool wide) const {
  return draw_inside_view(ui, core_.state, inside_, area, wide);
}

void InsidePlace::enter(std::string_view) { ask_for_all_but_the_map(inside_); }

bool InsidePlace::act(const Action& action) {
  if (core_.shows(*this) && inside_.experiment.act(core_, action)) return true;
  return handle(
      action,
      [&](const ShowInside& show) {
        inside_.view = show.view;
        inside_.erasing = false;
        ask_for_all_but_the_map(inside_);
      },
      [&](const SelectUnit& select) { inside_.network.unit = select.unit; },
      [&](const CompareDigits& compare) {
        inside_.network.digit = compare.digit;
        inside_.network.against = compare.against;
        look_inside(core_.state, inside_.network);
      },
      [&](const ToggleEraser&) { inside_.erasing = !inside_.erasing; },
      [&](const ShowData& show) {
        inside_.data = show.view;
        // The cell that is shown first is of the digits.
        const int classes = core_.state.data_classes();
        if (show.view.label >= classes || show.view.predicted >= classes) {
          inside_.data.label = 0;
          inside_.data.predicted = 1;
        }
      },
      [&](const ShowMapPoint& show) { inside_.map_point = show.point; });
}

void InsidePlace::on_prediction() {
  look_inside(core_.state, inside_.network);
  // A change that comes while the last one is on its way goes along with it.
  float& travelled = inside_.network.travelled;
  if (!core_.state.preferences.reduced_motion && travelled >= 1) travelled = 0;
}

bool InsidePlace::advance(double elapsed_ms) {
  constexpr double kTravelMs = 700;
  float& travelled = inside_.network.travelled;
  if (travelled >= 1 || inside_.view != Inside::View::kNetwork) {
    travelled = 1;
    return false;
  }
  travelled = std::min(1.0f, travelled + static_cast<float>(elapsed_ms / kTravelMs));
  return true;
}

void InsidePlace::after_frame() {
  const bool shown = core_.shows(*this);
  for (const Command& command : take_wanted_commands(core_.state, inside_, shown)) {
    send(core_, command);
  }
}

void InsidePlace::data_changed() { forget_data(inside_); }

void InsidePlace::on_event(const Event& event) {
  inside_.experiment.on_event(event);
  if (const auto* evaluated = std::get_if<EvaluatedEvent>(&event)) {
    on_evaluated(core_.state.model, inside_, *evaluated);
  } else if (const auto* pictures = std::get_if<PicturesEvent>(&event)) {
    on_pictures(inside_, *pictures);
  } else if (const auto* nearest = std::get_if<NeighboursEvent>(&event)) {
    inside_.nearest = *nearest;
  } else if (const auto* map = std::get_if<MapEvent>(&event)) {
    inside_.map = *map;
  }
}

}  // namespace inkling
