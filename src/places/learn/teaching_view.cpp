// Draws lesson 8: the sheet that fills with drawings, and a row of tries for each hand.
#include <algorithm>
#include <span>

#include "places/learn/learn.h"
#include "places/learn/lesson_parts.h"
#include "places/learn/teaching_lesson.h"
#include "ui/class_names.h"
#include "ui/digit_choice.h"
#include "ui/figures.h"
#include "ui/ink.h"
#include "ui/layout.h"

namespace inkling {
namespace {

// Draws a place for a drawing, with the faint cross of the pad. The place of the next drawing
// stands out.
void draw_place(Ui& ui, Rect square, const Drawing* strokes, bool next) {
  const Palette& colours = ui.colours();
  ImDrawList& list = ui.draw();
  ui.tile(square, 6);
  const ImU32 faint = faded(colours.hairline, 0.5f);
  const Rect inner = square.inset(square.w / 10);
  list.AddLine({inner.x, inner.centre_y()}, {inner.right(), inner.centre_y()}, faint, 1);
  list.AddLine({inner.centre_x(), inner.y}, {inner.centre_x(), inner.bottom()}, faint, 1);
  if (strokes != nullptr) draw_ink(ui, square, *strokes, colours.ink);
  list.AddRect({square.x, square.y}, {square.right(), square.bottom()},
               next ? colours.indigo : colours.hairline, 6, 0, next ? 2 : 1);
}

// Returns the places of the drawings as large as all of them are seen in `area`. Where it is too
// low for a finger's width each, they go on below it.
TileGrid drawing_places(Rect area, std::span<const int> columns) {
  constexpr float kGap = kStep, kMost = 220;
  TileGrid best;
  for (const int count : columns) {
    const int rows = (static_cast<int>(kDrawingPlaces) + count - 1) / count;
    const float wide = (area.w + kGap) / static_cast<float>(count) - kGap;
    const float high = (area.h + kGap) / static_cast<float>(rows) - kGap;
    const float least = best.rows == 0 ? std::min(kTouch, wide) : 0;
    const float tile = std::min({wide, std::max(high, least), kMost});
    if (tile > best.tile) best = {.columns = count, .rows = rows, .tile = tile, .gap = kGap};
  }
  return best;
}

// Draws the newest drawings of the symbol and returns the height that they take.
float draw_collected(Ui& ui, const State& state, Rect area, std::span<const int> columns,
                     bool collecting) {
  const std::vector<const UserDrawing*> drawings = symbol_drawings(state);
  const TileGrid grid = drawing_places(area, columns);
  const std::size_t first = drawings.size() > kDrawingPlaces ? drawings.size() - kDrawingPlaces : 0;
  for (std::size_t i = 0; i < kDrawingPlaces; ++i) {
    const bool there = first + i < drawings.size();
    draw_place(ui, grid.of(static_cast<int>(i), area),
               there ? &drawings[first + i]->strokes : nullptr,
               collecting && first + i == drawings.size());
  }
  const std::string words = ui.say(Text::kTeachKept, {std::to_string(drawings.size()),
                                                      class_name(ui.language(), kTaughtSymbol)});
  // The places that are left in the last row are one place for the number.
  const int left = grid.columns * grid.rows - static_cast<int>(kDrawingPlaces);
  if (left > 0) {
    const Rect from = grid.of(static_cast<int>(kDrawingPlaces), area);
    const Rect rest = {from.x, from.y, static_cast<float>(left) * (grid.tile + grid.gap) - grid.gap,
                       grid.tile};
    ui.poster(rest.inset(grid.tile / 4), std::to_string(drawings.size()), ui.colours().indigo);
  }
  ui.spoken("teach-drawings", Role::kImage, {area.x, area.y, area.w, grid.height()}, words);
  return grid.height() - grid.gap;
}

// Draws under a drawing, or beside it, whether it was recognised and what it was taken for.
void draw_outcome(Ui& ui, Rect caption, bool beside, const Teaching::Try& tried) {
  constexpr float kMark = 14;
  const Palette& colours = ui.colours();
  const std::string sign = class_sign(tried.taken_for);
  const float width = ui.width_of(sign, Type::kBodyBold);
  Rect mark, words;
  if (beside) {
    const Rect middle = {caption.x, caption.centre_y() - kTouch / 2, caption.w, kTouch};
    mark = {middle.centre_x() - kMark / 2, middle.y + 4, kMark, kMark};
    words = {middle.x, mark.bottom() + 2, middle.w, middle.bottom() - mark.bottom()};
  } else {
    const float x = caption.centre_x() - (kMark + 6 + width) / 2;
    mark = {x, caption.centre_y() - kMark / 2, kMark, kMark};
    words = {mark.right() + 6, caption.y, width, caption.h};
  }
  if (tried.recognised()) {
    draw_tick(ui, mark, colours.jade);
  } else {
    draw_cross(ui, mark, colours.vermilion);
  }
  ui.label(words, sign, Type::kBodyBold, colours.ink, Align::kCentre);
}

constexpr float kCaption = 24, kBeside = 26;  // px: a caption is so high, or so wide.

// Draws the drawings of a row, each with its outcome, and tells them in words.
void draw_tries(Ui& ui, const Teaching::Row& row, bool chosen, const char* id, Rect area) {
  std::string spoken;
  for (std::size_t i = 0; i < kTries; ++i) {
    const Rect place = area.column(static_cast<int>(i), static_cast<int>(kTries), kStep);
    const float below = std::min(place.w, place.h - kCaption);
    const float next_to = std::min(place.w - kBeside, place.h);
    const bool beside = next_to > below;
    const float side = beside ? next_to : below;
    const Rect square = {place.x, place.y, side, side};
    const bool there = i < row.size();
    draw_place(ui, square, there ? &row[i].strokes : nullptr, chosen && i == row.size());
    if (!there) continue;
    draw_outcome(ui,
                 beside ? Rect{square.right(), place.y, kBeside, side}
                        : Rect{place.x, square.bottom(), side, kCaption},
                 beside, row[i]);
    spoken += (i > 0 ? "; " : "") +
              ui.say(row[i].recognised() ? Text::kTeachRight : Text::kTeachWrong,
                     {std::to_string(i + 1), class_with_article(ui.language(), row[i].taken_for)});
  }
  if (!row.empty()) ui.spoken(id, Role::kImage, area, spoken);
}

struct PartIds {
  const char* head;
  const char* tries;
};
constexpr PartIds kPartIds[] = {{"teach-collect", ""},
                                {"teach-own", "teach-own-tries"},
                                {"teach-other", "teach-other-tries"},
                                {"teach-digits", "teach-digits-tries"}};

// Draws the head of a row, which is pressed to go there: its name and its count.
void draw_head(Ui& ui, const std::string& label, TeachingPart part, bool chosen,
               const std::string& count, Rect rect) {
  const Palette& colours = ui.colours();
  const Ui::Press press = ui.pressable({.id = kPartIds[static_cast<std::size_t>(part)].head,
                                        .role = Role::kToggle,
                                        .label = label,
                                        .rect = rect,
                                        .on = chosen,
                                        .value = ""});
  const ImU32 fill = chosen          ? faded(colours.indigo, 0.14f)
                     : press.hovered ? faded(colours.hairline, 0.5f)
                                     : faded(colours.hairline, 0.25f);
  ui.draw().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, fill, kCorner - 4);
  const float lines = line_height(Type::kSmall) + line_height(Type::kTitle);
  Rect words = {rect.x + kStep, rect.centre_y() - lines / 2, rect.w - 2 * kStep, lines};
  const ImU32 colour = chosen ? colours.indigo : colours.quiet;
  ui.label(words.cut_top(line_height(Type::kSmall)), part_name(ui.language(), part), Type::kSmall,
           colour);
  ui.label(words, count, Type::kTitle, chosen ? colours.indigo : colours.ink);
  if (press.pressed) ui.act(ShowTeaching{part});
}

// Draws the rows: two hands, digits, and the drawings that were learned from. Returns their height.
float draw_rows(Ui& ui, const State& state, const Teaching& teaching, Rect area, float room) {
  constexpr float kLeast = 52, kMost = 220;
  const float top = area.y;
  float head = area.w * 0.26f;
  for (int part = 0; part < 4; ++part) {
    const std::string name = part_name(ui.language(), static_cast<TeachingPart>(part));
    head = std::max(head, ui.width_of(name, Type::kSmall) + 2 * kStep);
  }
  head = std::min(head, 150.0f);
  // In a narrow row the captions stand below the drawings.
  const float place = (area.w - head - 3 * kStep) / static_cast<float>(kTries);
  const float least = place < kLeast + kBeside / 2 ? place + kCaption : kLeast;
  const float height = std::clamp(room / 4 - kStep, least, kMost);
  // Where not all rows are seen, those of digits come first when it is their turn.
  const TeachingPart tried[] = {TeachingPart::kOwnHand, TeachingPart::kOtherHand,
                                TeachingPart::kDigits};
  const TeachingPart digits_first[] = {TeachingPart::kDigits, TeachingPart::kOwnHand,
                                       TeachingPart::kOtherHand};
  for (const TeachingPart part : teaching.part == TeachingPart::kDigits ? digits_first : tried) {
    Rect line = area.cut_top(height, kStep);
    const Teaching::Row& row = teaching.row(part);
    const bool chosen = teaching.part == part;
    const std::string right = std::to_string(recognised_in(row));
    const std::string tries = std::to_string(row.size());
    const std::string name = part_name(ui.language(), part);
    draw_head(
        ui, row.empty() ? name : ui.say(Text::kTeachRow, {name, right, tries}), part, chosen,
        row.empty() ? ui.say(Text::kUnknownNumber) : ui.say(Text::kTeachCount, {right, tries}),
        line.cut_left(head, kStep));
    draw_tries(ui, row, chosen, kPartIds[static_cast<std::size_t>(part)].tries, line);
  }
  Rect line = area.cut_top(height, kStep);
  const std::string count = std::to_string(symbol_drawings(state).size());
  draw_head(ui,
            ui.say(Text::kTeachShowCollected, {count, class_name(ui.language(), kTaughtSymbol)}),
            TeachingPart::kCollecting, false, count, line.cut_left(head, kStep));
  constexpr int kColumns[] = {5, 10};
  const float taken = draw_collected(ui, state, line, kColumns, false);
  area.cut_top(std::max(0.0f, taken - height));
  return area.y - top;
}

// Says what to do next.
std::string next_words(const Ui& ui, const State& state, const Teaching& teaching) {
  const std::size_t count = symbol_drawings(state).size();
  const std::string drawings = std::to_string(count);
  if (state.teaching_wanted && count >= kLeastDrawings) {
    return ui.say(Text::kTeachLearning, {drawings});
  }
  switch (shown_part(state, teaching)) {
    case TeachingPart::kOwnHand:
      return ui.say(Text::kTeachTryOwn);
    case TeachingPart::kOtherHand:
      return ui.say(Text::kTeachTryOther);
    case TeachingPart::kDigits: {
      if (has_drawing(state)) return ui.say(Text::kTeachWhichDigit);
      const Teaching::Row& row = teaching.row(TeachingPart::kDigits);
      if (row.empty()) return ui.say(Text::kTeachTryDigit);
      return ui.say(
          row.back().recognised() ? Text::kTeachDigitKept : Text::kTeachDigitLost,
          {class_sign(row.back().meant), class_with_article(ui.language(), row.back().taken_for)});
    }
    case TeachingPart::kCollecting:
      break;
  }
  if (state.symbols() == 0 && !state.idle()) return ui.say(Text::kTeachBusy);
  if (count == 0) return ui.say(Text::kTeachDraw);
  if (teaching.kept == 0) {
    return ui.say(Text::kTeachKnown, {drawings, class_name(ui.language(), kTaughtSymbol)});
  }
  if (count < kLeastDrawings) {
    return ui.say(Text::kTeachAgain, {std::to_string(kLeastDrawings - count)});
  }
  return symbol_is_learned(state) ? ui.say(Text::kTeachLearned, {drawings})
                                  : ui.say(Text::kDrawingsNotLearned);
}

// Draws what to do it with, and returns the height.
float draw_controls(Ui& ui, const State& state, const Teaching& teaching, Rect area,
                    float visible) {
  const TeachingPart part = shown_part(state, teaching);
  if (part == TeachingPart::kDigits) {
    const bool disabled = !has_drawing(state) || state.teaching_wanted;
    // A low panel leaves the room of what cannot be used to the drawings.
    constexpr float kLowPanel = 300;
    if (disabled && visible < kLowPanel) return 0;
    if (const auto digit = draw_digit_choice(ui, "teach-digit-", area, -1, disabled)) {
      ui.act(TryDrawing{*digit});
    }
    return digit_choice_height(area.w);
  }
  if (part != TeachingPart::kCollecting) {
    return ui.button_flow(area, {{.id = "teach-check",
                                  .words = ui.say(Text::kTeachCheck),
                                  .action = TryDrawing{kTaughtSymbol},
                                  .look = ButtonLook::kPrimary,
                                  .disabled = !has_drawing(state) || state.teaching_wanted}});
  }
  // Once enough was learned, what is next is to try it.
  const bool learned = symbol_is_learned(state);
  std::vector<ButtonSpec> buttons = {
      {.id = "teach-keep",
       .words = ui.say(Text::kTeachKeep, {class_name(ui.language(), kTaughtSymbol)}),
       .action = KeepSymbol{},
       .look = learned ? ButtonLook::kOutline : ButtonLook::kPrimary,
       .disabled = !can_keep_symbol(state)}};
  if (learned) {
    buttons.push_back({.id = "teach-go",
                       .words = ui.say(Text::kTeachGo),
                       .action = ShowTeaching{TeachingPart::kOwnHand},
                       .look = ButtonLook::kPrimary});
  }
  return ui.button_flow(area, buttons);
}

}  // namespace

float draw_teaching(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                    const LessonNumbers& /*numbers*/) {
  const float top = area.y;
  const std::string words = next_words(ui, state, learn.teaching);
  const float height = draw_formula(ui, "teach-next", area, words, Type::kBody);
  ui.reveal("teach-next", words, {area.x, area.y, area.w, height});
  area.cut_top(height, kStep);
  area.cut_top(draw_controls(ui, state, learn.teaching, area, visible), 2 * kStep);
  // Below it there is the way to the next lesson, once this one is done.
  const float below = lesson_done(learn, learn.lesson) ? kTouch + 2 * kStep : 0;
  const float room = visible - (area.y - top) - below;
  if (shown_part(state, learn.teaching) == TeachingPart::kCollecting) {
    constexpr int kColumns[] = {5, 4, 3};
    area.cut_top(draw_collected(ui, state, {area.x, area.y, area.w, room}, kColumns, true));
  } else {
    area.cut_top(draw_rows(ui, state, learn.teaching, area, room));
  }
  return area.y - top;
}

}  // namespace inkling
