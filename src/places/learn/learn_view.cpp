#include "places/learn/learn_view.h"

#include <algorithm>
#include <vector>

#include "app/core/results.h"
#include "places/learn/learn.h"
#include "places/learn/learn_place.h"
#include "places/learn/lesson.h"
#include "places/shared/pad_view.h"
#include "places/shared/result_code.h"
#include "ui/figures.h"
#include "ui/layout.h"

namespace inkling {
namespace {

std::string lesson_title(const Ui& ui, int lesson) {
  return ui.say(static_cast<Text>(static_cast<int>(Text::kLesson0) + lesson));
}

std::string tab_words(const Ui& ui, int lesson, bool named) {
  const std::string number = std::to_string(lesson);
  return named ? ui.say(Text::kLessonTab, {number, lesson_title(ui, lesson)}) : number;
}

// Says which tabs tell the lesson's name: all of them, the open lesson's, or none.
enum class Named { kAll, kOpen, kNone };

bool is_named(Named named, int lesson, int open) {
  return named == Named::kAll || (named == Named::kOpen && lesson == open);
}

// The tabs stand in one row, or in two of as many each.
struct TabRows {
  int rows = 1;
  Named named = Named::kNone;
  float height() const { return static_cast<float>(rows) * (kTouch + 4) - 4; }
};

std::vector<Part> tab_parts(const Ui& ui, int open, TabRows tabs, int row) {
  std::vector<Part> parts;
  const int columns = kLessons / tabs.rows;
  for (int lesson = row * columns; lesson < (row + 1) * columns; ++lesson) {
    const bool name = is_named(tabs.named, lesson, open);
    // The mark of a lesson that is done needs room beside the words.
    const float words = ui.width_of(tab_words(ui, lesson, name), Type::kBodyBold) + 4 * kStep;
    const float number = tabs.named == Named::kOpen || tabs.rows > 1 ? kTouch : 24;
    parts.push_back({.least = name ? words : number, .share = 1});
  }
  return parts;
}

// In the smallest window, ten tabs have room in a row when there is little between them.
float tabs_gap(TabRows tabs) { return tabs.rows == 1 && tabs.named == Named::kNone ? 2 : 4; }

// Names come before a single row, and what a finger can hit before both, as far as there is room.
TabRows tab_rows(const Ui& ui, const Learn& learn, Rect area) {
  constexpr float kRoomForTwo = 440;
  constexpr TabRows kWishes[] = {
      {1, Named::kAll}, {2, Named::kAll}, {1, Named::kOpen}, {2, Named::kNone}};
  for (const TabRows& wish : kWishes) {
    if (wish.rows > 1 && area.h < kRoomForTwo) continue;
    bool fits = true;
    for (int row = 0; row < wish.rows; ++row) {
      const Rect place = {area.x, area.y, area.w, kTouch};
      const Line line =
          lay_out(Axis::kRow, place, tabs_gap(wish), tab_parts(ui, learn.lesson, wish, row));
      fits = fits && line.length <= area.w + 1;
    }
    if (fits) return wish;
  }
  return {};
}

void draw_lesson_tab(Ui& ui, const Learn& learn, int lesson, bool name, Rect cell) {
  const bool done = lesson_done(learn, lesson);
  const bool chosen = learn.lesson == lesson;
  const std::string words = ui.say(done ? Text::kLessonChoiceDone : Text::kLessonChoice,
                                   {std::to_string(lesson), lesson_title(ui, lesson)});
  const Ui::Press press = ui.pressable({.id = "lesson-" + std::to_string(lesson),
                                        .role = Role::kTab,
                                        .label = words,
                                        .rect = cell,
                                        .on = chosen,
                                        .value = ""});
  const Palette& colours = ui.colours();
  const ImU32 fill = chosen          ? faded(colours.indigo, 0.14f)
                     : press.hovered ? faded(colours.hairline, 0.5f)
                                     : faded(colours.hairline, 0.25f);
  ui.draw().AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()}, fill, kCorner - 4);
  ui.label(cell, tab_words(ui, lesson, name), chosen ? Type::kBodyBold : Type::kBody,
           chosen ? colours.indigo : colours.quiet, Align::kCentre);
  if (done) draw_tick(ui, {cell.right() - 14, cell.y + 4, 11, 11}, colours.jade);
  if (press.pressed) ui.act(OpenLesson{lesson});
}

// Draws the lessons at the area's top, by their names where there is room, and cuts them off; those
// that are done have a mark.
void draw_lesson_choice(Ui& ui, const Learn& learn, Rect& area) {
  const TabRows tabs = tab_rows(ui, learn, area);
  Rect place = area.cut_top(tabs.height(), kStep);
  const int columns = kLessons / tabs.rows;
  for (int row = 0; row < tabs.rows; ++row) {
    const Line line = lay_out(Axis::kRow, place.cut_top(kTouch, 4), tabs_gap(tabs),
                              tab_parts(ui, learn.lesson, tabs, row));
    for (int column = 0; column < columns; ++column) {
      const int lesson = row * columns + column;
      draw_lesson_tab(ui, learn, lesson, is_named(tabs.named, lesson, learn.lesson),
                      line.parts[static_cast<std::size_t>(column)]);
    }
  }
}

// Draws the hands-on part of the open lesson and returns its height.
float draw_lesson(Ui& ui, const State& state, const Learn& learn, Rect area, float visible) {
  const Lesson& lesson = lesson_of(learn.lesson);
  const int done = learn.steps_done[static_cast<std::size_t>(learn.lesson)];
  if (lesson.wants_drawing && !lesson.any_drawing && done >= lesson.steps_without_drawing &&
      (state.prediction.empty || state.demonstrating)) {
    return ui.paragraph(area, ui.say(Text::kLessonDraw), Type::kBody, ui.colours().quiet);
  }
  return lesson.draw(ui, state, learn, area, visible, lesson.numbers(state, learn));
}

Rect draw_hands_on(Ui& ui, const State& state, const Learn& learn, Rect area, bool wide) {
  Rect pad{};
  const Lesson& lesson = lesson_of(learn.lesson);
  if (lesson.has_pad || lesson.wants_drawing) {
    const Text hint = lesson.any_drawing ? Text::kPadHintAny : Text::kPadHint;
    // Narrower than this there is no room for a panel beside the pad.
    constexpr float kBesidePad = 420;
    if (wide && area.w >= kBesidePad) {
      const float side = std::clamp(area.w * 0.42f, 110.0f,
                                    std::clamp(area.h - 2 * kTouch - 2 * kStep, 110.0f, 340.0f));
      Rect left = area.cut_left(side, 3 * kStep);
      pad = left.cut_top(side, kStep);
      draw_pad(ui, state, pad, hint);
      draw_pad_tools(ui, state, left.cut_top(kTouch, kStep));
      draw_guess_and_bars(ui, state, left, !lesson.any_drawing);
    } else {
      Rect top = area.cut_top(std::clamp(area.h * 0.32f, 2 * kTouch + kStep, 150.0f), kStep);
      pad = top.cut_left(top.h, 2 * kStep);
      draw_pad(ui, state, pad, hint);
      // The guess has its place where a line is enough for it.
      if (guess_line_height(ui, state, top.w) <= kTouch) {
        const Rect line = top.cut_top(kTouch, 4);
        // Of an empty pad the guess asks for a digit.
        if (!lesson.any_drawing || !state.prediction.empty) {
          draw_guess_line(ui, state, line, Type::kBodyBold);
        }
      }
      draw_pad_tools(ui, state, top);
    }
  }
  // Each lesson begins at its top.
  const std::string panel_id = "lesson-panel-" + std::to_string(learn.lesson);
  const Rect panel = ui.begin_scroll(panel_id.c_str(), area);
  float height =
      draw_lesson(ui, state, learn, {panel.x, panel.y, panel.w - kStep, panel.h}, area.h);
  if (lesson_done(learn, learn.lesson) && learn.lesson + 1 < kLessons) {
    Rect next = {panel.x, panel.y + height + kStep, panel.w - kStep, kTouch};
    const std::string words = ui.say(Text::kNextLesson);
    if (ui.button("lesson-next", next.cut_left(ui.width_of(words, Type::kBodyBold) + 4 * kStep),
                  words, ButtonLook::kPrimary)) {
      ui.act(OpenLesson{learn.lesson + 1});
    }
    height += kTouch + 2 * kStep;
  }
  if (lesson_done(learn, learn.lesson)) {
    const std::string kept = code_of_lesson(state, learn.lesson);
    const std::string code = kept.empty() ? code_of(lesson_result(learn)) : kept;
    const Rect place = {panel.x, panel.y + height + kStep, panel.w - kStep, 0};
    height += draw_result_code(ui, state, code, place) + 2 * kStep;
  }
  ui.end_scroll(height);
  return pad;
}

}  // namespace

Rect draw_learn_view(Ui& ui, const State& state, const Learn& learn, Rect area, bool wide) {
  draw_lesson_choice(ui, learn, area);
  Rect article =
      wide ? area.cut_right(std::clamp(area.w * 0.36f, std::min(220.0f, area.w * 0.46f), 460.0f),
                            area.w < 700 ? 2 * kStep : 3 * kStep)
           : area.cut_bottom(area.h * 0.42f, kStep);
  ui.leave_to_article(article);
  return draw_hands_on(ui, state, learn, area, wide);
}

}  // namespace inkling
