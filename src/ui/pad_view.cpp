#include <cmath>

#include "ui/drop.h"
#include "ui/guess.h"
#include "ui/ink.h"
#include "ui/views.h"

namespace inkling {

void draw_pad(Ui& ui, const State& state, Rect place) {
  const Palette& colours = ui.colours();
  ui.sheet(place);
  // Two faint lines cross in the middle, as on squared paper for children.
  const Rect inner = place.inset(2 * kStep);
  const ImU32 faint = faded(colours.hairline, 0.5f);
  ui.draw().AddLine({inner.x, std::round(inner.centre_y())},
                    {inner.right(), std::round(inner.centre_y())}, faint, 1);
  ui.draw().AddLine({std::round(inner.centre_x()), inner.y},
                    {std::round(inner.centre_x()), inner.bottom()}, faint, 1);
  if (state.demonstrating) {
    draw_ink(ui, place, state.demonstration, colours.quiet);
  } else {
    draw_ink(ui, place, state.pad.strokes, colours.ink);
  }
  if (is_empty(state.pad.strokes) && place.h > 180) {
    Rect foot = place.inset(kStep);
    ui.label(foot.cut_bottom(24), ui.say(Text::kPadHint), Type::kBody, colours.quiet,
             Align::kCentre);
  }
  if (state.key_pen.shown) {
    const KeyPen& pen = state.key_pen;
    const ImVec2 at = {place.x + pen.at.x * place.w, place.y + pen.at.y * place.h};
    const float radius = kStep + 2;
    if (pen.down) ui.draw().AddCircleFilled(at, radius, faded(colours.vermilion, 0.85f));
    ui.draw().AddCircle(at, radius, colours.vermilion, 0, 3);
  }
  ui.spoken("pad", Role::kPad, place, ui.say(Text::kPadLabel));
}

void draw_pad_tools(Ui& ui, const State& state, Rect place) {
  if (ui.button("pad-undo", place.column(0, 2, kStep), ui.say(Text::kUndo), ButtonLook::kOutline,
                state.pad.history.empty())) {
    ui.act(Undo{});
  }
  if (ui.button("pad-clear", place.column(1, 2, kStep), ui.say(Text::kClear), ButtonLook::kOutline,
                state.pad.strokes.empty())) {
    ui.act(ClearPad{});
  }
}

void draw_guess_line(Ui& ui, const State& state, Rect place, Type largest, Align align) {
  const std::string words = guess_of(state).line;
  const std::string shown = state.mood_open ? mood_words(ui, state.mood) : words;
  Type type = state.mood_open ? Type::kBody : largest;
  const Rect whole = place;
  const float drop = std::min(place.h, kTouch);
  const float room = place.w - drop - kStep;
  for (const Type smaller : {Type::kTitle, Type::kBodyBold}) {
    if (ui.width_of(shown, type) > room && type_size(smaller) < type_size(type)) type = smaller;
  }
  if (align == Align::kCentre) {
    const float spare = room - ui.width_of(shown, type);
    place.cut_left(std::max(0.0f, spare / 2));
  }
  const Rect face = place.cut_left(drop, kStep);
  // Where a finger could not hit it, it is only to be looked at.
  if (drop >= kTouch) {
    draw_mood(ui, state, {face.x, face.centre_y() - drop / 2, drop, drop});
  } else {
    draw_drop(ui, {face.x, face.centre_y() - drop / 2, drop, drop}, state.mood);
  }
  ui.label(place, shown, type, ui.colours().ink);
  ui.spoken("guess", Role::kText, whole, words);
}

}  // namespace inkling
