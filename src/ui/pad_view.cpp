#include <cmath>

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
  ui.spoken("pad", Role::kImage, place, ui.say(Text::kPadLabel));
}

void draw_pad_tools(Ui& ui, const State& state, Rect place) {
  const bool empty = state.pad.strokes.empty();
  if (ui.button("pad-undo", place.column(0, 2, kStep), ui.say(Text::kUndo), ButtonLook::kOutline,
                empty)) {
    ui.act(UndoStroke{});
  }
  if (ui.button("pad-clear", place.column(1, 2, kStep), ui.say(Text::kClear), ButtonLook::kOutline,
                empty)) {
    ui.act(ClearPad{});
  }
}

void draw_guess_line(Ui& ui, const State& state, Rect place, Type largest, Align align) {
  const std::string words = guess_of(state).line;
  Type type = largest;
  for (const Type smaller : {Type::kTitle, Type::kBodyBold}) {
    if (ui.width_of(words, type) > place.w && type_size(smaller) < type_size(type)) type = smaller;
  }
  ui.label(place, words, type, ui.colours().ink, align);
  ui.spoken("guess", Role::kText, place, words);
}

}  // namespace inkling
