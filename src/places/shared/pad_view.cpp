#include "places/shared/pad_view.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/core/actions.h"
#include "app/core/guess.h"
#include "places/shared/bars.h"
#include "ui/drop.h"
#include "ui/ink.h"

namespace inkling {
namespace {

// The drop watches the pen while it draws.
std::optional<ImVec2> watched_by_drop(const State& state) {
  if (!state.pad.pen_down || state.preferences.reduced_motion) return std::nullopt;
  const ImVec2 at = ImGui::GetIO().MousePos;
  return ImGui::IsMousePosValid(&at) ? std::optional(at) : std::nullopt;
}

// Draws the drop's face as a toggle: a touch shows its numbers or hides them.
void draw_mood(Ui& ui, const State& state, Rect rect) {
  const Ui::Press press =
      ui.pressable({.id = "mood",
                    .role = Role::kToggle,
                    .label = ui.say(Text::kMoodLabel, {ui.say(mood_name(state.mood.shown()))}),
                    .rect = rect,
                    .on = state.mood_open,
                    .value = ""});
  draw_drop(ui, rect.inset(press.hovered ? 0.0f : 2.0f), state.mood, watched_by_drop(state));
  if (press.pressed) ui.act(ToggleMood{});
}

// Returns what stands beside the drop: the guess, or the numbers behind its face.
std::string shown_words(const Ui& ui, const State& state) {
  return state.mood_open ? mood_words(ui, state.mood) : guess_of(state).line;
}

// Says whether a place is too narrow for words beside the drop.
bool drop_stands_above(float width) { return width < 150; }

}  // namespace

void draw_pad(Ui& ui, const State& state, Rect area, Text invitation) {
  const Palette& colours = ui.colours();
  ui.sheet(area);
  // Two faint lines cross in the middle, as on squared paper for children.
  const Rect inner = area.inset(2 * kStep);
  // A game says itself what to draw.
  const bool hint = is_empty(state.pad.strokes) && !state.pad_aside && area.h > 180;
  const float foot = hint ? line_height(Type::kBody) : 0;
  const ImU32 faint = faded(colours.hairline, 0.5f);
  ui.draw().AddLine({inner.x, std::round(inner.centre_y())},
                    {inner.right(), std::round(inner.centre_y())}, faint, 1);
  ui.draw().AddLine({std::round(inner.centre_x()), inner.y},
                    {std::round(inner.centre_x()), inner.bottom() - foot}, faint, 1);
  if (state.demonstrating) {
    draw_ink(ui, area, state.demonstration, colours.quiet);
  } else {
    // In a game, a digit that was scored steps back: the next stroke begins another.
    const bool scored = state.pad_aside && state.pad.named;
    draw_ink(ui, area, state.pad.strokes, scored ? colours.hairline : colours.ink);
  }
  if (hint) {
    Rect rest = area.inset(kStep);
    ui.label(rest.cut_bottom(line_height(Type::kBody)), ui.say(invitation), Type::kBody,
             colours.quiet, Align::kCentre);
  }
  if (state.key_pen.shown) {
    const KeyPen& pen = state.key_pen;
    const ImVec2 at = {area.x + pen.at.x * area.w, area.y + pen.at.y * area.h};
    const float radius = kStep + 2;
    if (pen.down) ui.draw().AddCircleFilled(at, radius, faded(colours.vermilion, 0.85f));
    ui.draw().AddCircle(at, radius, colours.vermilion, 0, 3);
  }
  ui.spoken("pad", Role::kPad, area, ui.say(Text::kPadLabel));
}

void draw_pad_tools(Ui& ui, const State& state, Rect area) {
  // In a narrow place the buttons stand one above the other.
  const std::string undo = ui.say(Text::kUndo), clear = ui.say(Text::kClear);
  const float widest = std::max(ui.width_of(undo, Type::kBody), ui.width_of(clear, Type::kBody));
  const bool stacked = area.w < 2 * (widest + kStep) + kStep && area.h >= 2 * kTouch;
  const Rect row = {area.x, area.y, area.w, kTouch};
  const Rect second = {area.x, area.bottom() - kTouch, area.w, kTouch};
  if (ui.button("pad-undo", stacked ? row : row.column(0, 2, kStep), undo, ButtonLook::kOutline,
                state.pad.history.empty())) {
    ui.act(Undo{});
  }
  if (ui.button("pad-clear", stacked ? second : row.column(1, 2, kStep), clear,
                ButtonLook::kOutline, state.pad.strokes.empty())) {
    ui.act(ClearPad{});
  }
}

float guess_line_height(const Ui& ui, const State& state, float width) {
  const std::string words = shown_words(ui, state);
  if (drop_stands_above(width)) return kTouch + ui.paragraph_height(width, words, Type::kBodyBold);
  return std::max(kTouch, ui.paragraph_height(width - kTouch - kStep, words, Type::kBodyBold));
}

void draw_guess_line(Ui& ui, const State& state, Rect area, Type largest, Align align) {
  const std::string shown = shown_words(ui, state);
  Type type = state.mood_open ? Type::kBody : largest;
  ui.spoken("guess", Role::kText, area, guess_of(state).line);
  if (drop_stands_above(area.w) && area.h > kTouch) {
    draw_mood(ui, state, area.cut_top(kTouch).square());
    ui.paragraph(area, shown, Type::kBodyBold, ui.colours().ink, Align::kCentre);
    return;
  }
  const float drop = std::min(area.h, kTouch);
  const float room = area.w - drop - kStep;
  for (const Type smaller : {Type::kTitle, Type::kBodyBold}) {
    if (ui.width_of(shown, type) > room && type_size(smaller) < type_size(type)) type = smaller;
  }
  const float height = ui.paragraph_height(room, shown, type);
  const bool one_line = height <= line_height(type);
  if (align == Align::kCentre && one_line) {
    area.cut_left(std::max(0.0f, (room - ui.width_of(shown, type)) / 2));
  }
  const Rect face = area.cut_left(drop, kStep);
  // Where it is too small for a finger, it is only to be looked at.
  if (drop >= kTouch) {
    draw_mood(ui, state, {face.x, face.centre_y() - drop / 2, drop, drop});
  } else {
    draw_drop(ui, {face.x, face.centre_y() - drop / 2, drop, drop}, state.mood,
              watched_by_drop(state));
  }
  if (one_line || height > area.h) {
    ui.label(area, shown, type, ui.colours().ink);
  } else {
    ui.paragraph({area.x, area.centre_y() - height / 2, area.w, height}, shown, type,
                 ui.colours().ink);
  }
}

void cut_guess_line(Ui& ui, const State& state, Rect& area, Type largest, float gap) {
  const float height = guess_line_height(ui, state, area.w);
  if (area.h >= height) draw_guess_line(ui, state, area.cut_top(height, gap), largest);
}

void draw_guess_and_bars(Ui& ui, const State& state, Rect area, bool asks) {
  constexpr float kLeastBars = 60, kMostBars = 180;
  if (asks || !state.prediction.empty) {
    cut_guess_line(ui, state, area, Type::kTitle, kStep);
  } else {
    area.cut_top(std::min(area.h, kTouch), kStep);
  }
  if (area.h < kLeastBars) return;
  draw_bars(ui, {area.cut_top(std::min(area.h, kMostBars)), state.classes()}, state);
}

}  // namespace inkling
