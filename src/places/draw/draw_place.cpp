#include "places/draw/draw_place.h"

#include <cstdlib>

#include "app/core/actions.h"
#include "app/core/drawing.h"
#include "app/core/saving.h"
#include "places/draw/draw_view.h"
#include "places/draw/paper_json.h"
#include "places/draw/paper_view.h"

namespace inkling {

void DrawPlace::draw_sign(Ui& ui, Rect area, ImU32 colour) const {
  // It is a pen above the line that it draws.
  ImDrawList& list = ui.draw();
  list.AddLine({area.x + 5, area.bottom() - 6}, {area.right() - 3, area.y + 2}, colour, 3);
  list.AddLine({area.x + 2, area.bottom() - 1}, {area.right() - 2, area.bottom() - 1}, colour, 2);
}

Rect DrawPlace::draw(Ui& ui, Rect area, bool /*wide*/) const {
  if (paper_.open()) {
    draw_paper(ui, paper_, area);
    return {};
  }
  return draw_draw_view(
      ui, {core_.state, scene_, ink_steps_open_, paper_.has_picture(), reads_numbers_}, area);
}

std::string DrawPlace::article(Rect area) const {
  return paper_.open() ? paper_json(core_.state.language, paper_, area) : "";
}

void DrawPlace::article_input(std::string_view what, std::string_view value) {
  if (what == "digit") paper_.touch(std::atoi(std::string(value).c_str()));
}

// What is saved is whether numbers are not read: nothing means that they are.
std::vector<std::uint8_t> DrawPlace::saved() const {
  return reads_numbers_ ? std::vector<std::uint8_t>{} : std::vector<std::uint8_t>{0};
}

bool DrawPlace::restore(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > 1) return false;
  reads_numbers_ = bytes.empty();
  return true;
}

bool DrawPlace::act(const Action& action) {
  return handle(
             action, [&](const ToggleInkSteps&) { ink_steps_open_ = !ink_steps_open_; },
             [&](const WatchMeLearn&) {
               const State& state = core_.state;
               // A network that learns on changes too little to be watched.
               if (state.preferences.reduced_motion || state.continues_training()) {
                 inkling::act(core_, StartTraining{});
               } else {
                 scene_.begin();
               }
             },
             [&](const ReadNumbers& read) {
               reads_numbers_ = read.wanted;
               predict_drawing(core_);
               save(core_, SavedPart::kVisitor);
             },
             [&](const TakeDigit& take) {
               if (take.index >= core_.state.number.size()) return;
               draw_for_visitor(core_, Drawing(core_.state.number[take.index].strokes));
             },
             [&](const HurryScene&) { scene_.hurry(); }) ||
         paper_.act(action);
}

}  // namespace inkling
