#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "places/learn/fooling_lesson.h"
#include "places/learn/picture_dials.h"
#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// ---- What the network says ----------------------------------------------------------------------

std::string guess_words(const Ui& ui, const State& state, const Fooling& fooling) {
  const int guess = fooled_guess(fooling);
  const std::string name = class_with_article(ui.language(), guess);
  const std::string certainty =
      percent(ui.language(), fooling.reading[static_cast<std::size_t>(guess)]);
  if (fooling.no_digit) return ui.say(Text::kFooledNoDigit, {name, certainty});
  if (fooling.changes == PictureChanges{}) return ui.say(Text::kFooledAsDrawn, {name, certainty});
  if (guess_is_right(state, fooling)) return ui.say(Text::kFooledStill, {name, certainty});
  return ui.say(Text::kFooledWrong,
                {name, certainty, class_with_article(ui.language(), state.prediction.likeliest())});
}

// A guess that is right has a filled dot, and one that is wrong a cross.
void draw_verdict_mark(Ui& ui, ImVec2 at, float radius, bool right) {
  const Palette& colours = ui.colours();
  if (right) return ui.draw().AddCircleFilled(at, radius, colours.jade, 20);
  const float arm = radius * 0.9f, width = std::max(1.8f, radius / 2.5f);
  ui.draw().AddLine({at.x - arm, at.y - arm}, {at.x + arm, at.y + arm}, colours.vermilion, width);
  ui.draw().AddLine({at.x - arm, at.y + arm}, {at.x + arm, at.y - arm}, colours.vermilion, width);
}

float draw_guess(Ui& ui, const State& state, const Fooling& fooling, Rect area) {
  constexpr float kRadius = 7;
  const std::string words = guess_words(ui, state, fooling);
  Rect line = area;
  const Rect mark = line.cut_left(2 * kRadius, kStep);
  const float height = ui.paragraph(line, words, Type::kBodyBold, ui.colours().ink);
  draw_verdict_mark(ui, {mark.centre_x(), area.y + line_height(Type::kBodyBold) / 2}, kRadius,
                    guess_is_right(state, fooling));
  ui.spoken("fooled-guess", Role::kText, {area.x, area.y, area.w, height}, words);
  return height;
}

std::string reading_words(const Ui& ui, const State& state, const Fooling& fooling) {
  std::string words = ui.say(Text::kBarsLabel);
  for (int label = 0; label < state.classes(); ++label) {
    words +=
        "; " + ui.say(Text::kBarValue,
                      {class_name(ui.language(), label),
                       percent(ui.language(), fooling.reading[static_cast<std::size_t>(label)])});
  }
  return words;
}

constexpr float kRound = 3;

void fill_bar(Ui& ui, Rect rect, ImU32 colour) {
  ui.draw().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, colour, kRound);
}

void draw_outline(Ui& ui, Rect rect) {
  ui.draw().AddRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, ui.colours().quiet, kRound, 0,
                    1.5f);
}

// Returns the classes that have room in so many lines, in their order: those that have, or had, the
// largest probabilities.
std::vector<int> shown_classes(const State& state, const Fooling& fooling, int lines) {
  std::vector<int> classes(static_cast<std::size_t>(state.classes()));
  std::iota(classes.begin(), classes.end(), 0);
  const auto largest = [&](int label) {
    const auto i = static_cast<std::size_t>(label);
    return std::max(fooling.reading[i], state.prediction.probabilities[i]);
  };
  std::stable_sort(classes.begin(), classes.end(),
                   [&](int a, int b) { return largest(a) > largest(b); });
  classes.resize(std::min(classes.size(), static_cast<std::size_t>(lines)));
  std::sort(classes.begin(), classes.end());
  return classes;
}

// Draws a line for each class that has room: its probability is filled, and an outline shows what
// it was before the change. The guess has the mark of being right or wrong.
void draw_reading(Ui& ui, const State& state, const Fooling& fooling, Rect area) {
  constexpr float kLeastLine = 17, kMark = 4;
  const Palette& colours = ui.colours();
  const int guess = fooled_guess(fooling), drawn = state.prediction.likeliest();
  const bool right = guess_is_right(state, fooling);
  const float percents = ui.width_of(ui.say(Text::kPercent, {"100"}), Type::kSmall);
  ui.spoken("fooled-bars", Role::kImage, area, reading_words(ui, state, fooling));
  const std::vector<int> shown =
      shown_classes(state, fooling, static_cast<int>(area.h / kLeastLine));
  const float height = area.h / static_cast<float>(shown.size());
  for (const int label : shown) {
    Rect line = area.cut_top(height);
    const auto i = static_cast<std::size_t>(label);
    const float now = fooling.reading[i], before = state.prediction.probabilities[i];
    const bool stands_out = label == guess || (label == drawn && !fooling.no_digit);
    const Rect mark = line.cut_left(3 * kMark);
    if (label == guess) draw_verdict_mark(ui, {mark.x + kMark, mark.centre_y()}, kMark, right);
    ui.label(line.cut_left(14, 4), class_sign(label), stands_out ? Type::kBodyBold : Type::kBody,
             stands_out ? colours.ink : colours.quiet, Align::kCentre);
    ui.label(line.cut_right(percents, 4), ui.say(Text::kPercent, {percent(ui.language(), now)}),
             Type::kSmall, stands_out ? colours.ink : colours.quiet, Align::kRight);
    const float thick = std::min(14.0f, height - 4);
    const auto bar = [&](float share) {
      return Rect{line.x, line.centre_y() - thick / 2, std::max(3.0f, line.w * share), thick};
    };
    fill_bar(ui, bar(1), faded(colours.hairline, 0.45f));
    // The bar agrees with the printed number: 0% has none.
    const ImU32 colour = label != guess ? faded(colours.indigo, 0.5f)
                         : right        ? colours.jade
                                        : colours.vermilion;
    if (now >= 0.005f) fill_bar(ui, bar(now), colour);
    if (before >= 0.005f) draw_outline(ui, bar(before));
  }
}

// Draws the changed drawing with the bars beside it, as high as `side`. Returns the height.
float draw_changed(Ui& ui, const State& state, const Fooling& fooling, Rect area, float side,
                   bool short_of_room) {
  const float top = area.y;
  Rect row = area.cut_top(side, short_of_room ? kStep : 2);
  const Rect square = row.cut_left(side, kStep);
  ui.tile(square, 4);
  ui.draw().AddRect({square.x, square.y}, {square.right(), square.bottom()}, ui.colours().hairline,
                    4);
  draw_pixels(ui, square, fooling.picture, ui.colours().ink);
  ui.spoken("fooled-picture", Role::kImage, square, ui.say(Text::kChangedPicture));
  draw_reading(ui, state, fooling, row);
  if (!short_of_room) {
    Rect note = area.cut_top(line_height(Type::kSmall), kStep);
    const std::string words = ui.say(Text::kBeforeChange);
    ui.label(note.cut_right(ui.width_of(words, Type::kSmall), 6), words, Type::kSmall,
             ui.colours().quiet);
    const Rect mark = note.cut_right(18);
    draw_outline(ui, {mark.x, mark.centre_y() - 5, mark.w, 10});
  }
  return area.y - top;
}

// ---- Being sure and being right -----------------------------------------------------------------

// Draws a mark for each try, the farther to the right the surer: right ones in the upper lane,
// wrong ones in the lower. Marks that fall together stand one above the other.
float draw_certainties(Ui& ui, const Fooling& fooling, Rect area) {
  constexpr int kPlaces = 30, kHighest = 4;
  constexpr float kMark = 4, kLane = 34;
  const Palette& colours = ui.colours();
  const float top = area.y;
  const SureTries sure = sure_tries(fooling);
  const std::string title = ui.say(Text::kTriesTitle);
  ui.cut_text(area, title, Type::kBodyBold, colours.ink, 4);
  const std::string right = ui.say(Text::kTriesRight), wrong = ui.say(Text::kTriesWrong);
  const float names =
      std::max(ui.width_of(right, Type::kSmall), ui.width_of(wrong, Type::kSmall)) + kStep;
  Rect lanes = area.cut_top(2 * kLane);
  Rect name = lanes.cut_left(names);
  ui.label(name.cut_top(kLane), right, Type::kSmall, colours.quiet);
  ui.label(name, wrong, Type::kSmall, colours.quiet);
  const auto x_of = [&](float certainty) { return lanes.x + 8 + certainty * (lanes.w - 16); };
  // What is very sure lies on a ground of its own: wrong marks there are what the lesson is about.
  ui.draw().AddRectFilled({x_of(kVerySure), lanes.y}, {lanes.right(), lanes.bottom()},
                          faded(colours.hairline, 0.4f), 4);
  for (const float y : {lanes.y + kLane, lanes.bottom()}) {
    ui.draw().AddLine({lanes.x, y}, {lanes.right(), y}, colours.hairline, 1);
  }
  std::array<std::array<int, kPlaces + 1>, 2> heights{};
  for (const Fooling::Try& one : fooling.tries) {
    const auto place = static_cast<std::size_t>(one.certainty * kPlaces + 0.5f);
    const int height = std::min(heights[one.right ? 0 : 1][place]++, kHighest - 1);
    const float floor = one.right ? lanes.y + kLane : lanes.bottom();
    draw_verdict_mark(ui,
                      {x_of(static_cast<float>(place) / kPlaces),
                       floor - kMark - 1 - static_cast<float>(height) * (2 * kMark)},
                      kMark - 0.5f, one.right);
  }
  Rect axis = area.cut_top(line_height(Type::kSmall));
  axis.cut_left(names);
  ui.label(axis, ui.say(Text::kTriesUnsure), Type::kSmall, colours.quiet);
  ui.label(axis, ui.say(Text::kTriesSure), Type::kSmall, colours.quiet, Align::kRight);
  ui.spoken("fooled-tries", Role::kImage, {area.x, top, area.w, area.y - top},
            title + " " +
                ui.say(Text::kTriesSpoken, {std::to_string(fooling.tries.size()),
                                            std::to_string(sure.all), std::to_string(sure.wrong)}));
  return area.y - top;
}

float draw_changing(Ui& ui, const State& state, const Learn& learn, Rect area, float visible) {
  constexpr float kShort = 330, kTries = 140, kLeast = 180, kLeastShort = 96, kMostShare = 0.57f;
  const float top = area.y;
  const Fooling& fooling = learn.fooling;
  const int steps_done = learn.steps_done[kFoolingLesson];
  const float dials = picture_dials_height(area.w, steps_done);
  // The drawing is as large as what stands below it leaves room for. Where all of it is too much,
  // the drawing and what changes it are seen together, and the words come after them.
  const bool short_of_room = visible < kShort;
  if (!short_of_room) area.cut_top(draw_guess(ui, state, fooling, area), kStep);
  const float room = short_of_room ? visible - std::min(dials, 2 * kTouch + 2 * kStep) - kStep
                                   : visible - (area.y - top) - dials - kTries -
                                         line_height(Type::kSmall) - 2 * kStep;
  const float least = std::min(short_of_room ? kLeastShort : kLeast, area.w * kMostShare);
  const float side = std::clamp(room, least, area.w * kMostShare);
  area.cut_top(draw_changed(ui, state, fooling, area, side, short_of_room));
  area.cut_top(draw_picture_dials(ui, fooling, steps_done, area), kStep);
  if (short_of_room) area.cut_top(draw_guess(ui, state, fooling, area), kStep);
  area.cut_top(draw_certainties(ui, fooling, area));
  return area.y - top;
}

}  // namespace

float draw_fooling(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                   const LessonNumbers& /*numbers*/) {
  constexpr ExperimentKind kOffered[] = {ExperimentKind::kShuffled};
  const float top = area.y;
  const bool shuffling = learn.fooling.shuffling;
  // The experiment comes last: until then there is one thing less to look at.
  if (learn.steps_done[kFoolingLesson] >= 4) {
    const Rect tabs = area.cut_top(kTouch, kStep);
    for (const bool shown : {false, true}) {
      if (ui.choice(shown ? "fool-shuffle" : "fool-change", Role::kTab,
                    tabs.column(shown ? 1 : 0, 2, kStep),
                    ui.say(shown ? Text::kShuffleTab : Text::kChangeTab), shown == shuffling)) {
        ui.act(ShowShuffling{shown});
      }
    }
  }
  const float left = visible - (area.y - top);
  area.cut_top(shuffling ? draw_experiment_panel(ui, state, learn.experiment, area, left, kOffered)
                         : draw_changing(ui, state, learn, area, left));
  return area.y - top;
}

}  // namespace inkling
