#include "places/learn/rules_lesson.h"

#include <algorithm>
#include <cmath>

#include "nn/metrics.h"
#include "places/learn/lesson_parts.h"
#include "places/shared/waiting_view.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// What a good rule keeps and lets through; better than this one takes luck.
constexpr int kEnoughFound = 80;
constexpr int kFewWrong = 100;
constexpr int kSeven = 7;
constexpr int kNetworkStep = 3;  // In this step the network tries, counted from 0.

Rules::Count count_of(const Rules& rules) {
  Rules::Count count;
  for (const Rules::Image& image : *rules.images) {
    if (!rules.rule.accepts(image.widths)) continue;
    ++(image.seven ? count.found : count.wrong);
  }
  return count;
}

// Whether the drawing on the pad is one that the rule and the network tell differently.
bool drawing_beats_rule(const State& state, const Rules& rules) {
  if (state.demonstrating || state.prediction.empty || state.pad.pen_down) return false;
  const bool network = state.prediction.likeliest() == kSeven;
  return rules.rule.accepts(measure_seven(state.prediction.picture)) != network;
}

bool rules_step_done(const State& state, const Learn& learn, int step) {
  const Rules& rules = learn.rules;
  if (!rules.images) return false;
  switch (step) {
    case 0:
      return rules.rule.limits != SevenRule{}.limits;
    case 1:
      return rules.count.found >= kEnoughFound && rules.count.wrong <= kFewWrong;
    case 2:
      return drawing_beats_rule(state, rules);
    default:
      return rules.network_tried == rules.images->size();
  }
}

LessonNumbers rules_numbers(const State& state, const Learn& learn) {
  const Rules& rules = learn.rules;
  const std::string dash = unknown_number(state);
  const bool tried = rules.images && rules.network_tried == rules.images->size();
  return {{"found", rules.images ? std::to_string(rules.count.found) : dash},
          {"wrong", rules.images ? std::to_string(rules.count.wrong) : dash},
          {"network-found", tried ? std::to_string(rules.network.found) : dash},
          {"network-wrong", tried ? std::to_string(rules.network.wrong) : dash}};
}

struct Limit {
  SevenWidth which;
  const char* id;
  Text words;
};
constexpr Limit kLimits[kSevenWidths] = {{SevenWidth::kTop, "rule-top", Text::kRuleTop},
                                         {SevenWidth::kStem, "rule-stem", Text::kRuleStem},
                                         {SevenWidth::kFoot, "rule-foot", Text::kRuleFoot}};

// Draws how many of `all` there are as a large number and a bar, with what they are beneath.
void draw_share(Ui& ui, const char* id, Rect area, int count, int all, Text words, ImU32 colour) {
  const std::string text = ui.say(words, {std::to_string(all)});
  ui.label(area.cut_top(line_height(Type::kLarge)), std::to_string(count), Type::kLarge, colour);
  const Rect track = area.cut_top(10, kStep);
  ui.track(track, faded(ui.colours().hairline, 0.6f));
  if (count > 0) {
    const float share = static_cast<float>(count) / static_cast<float>(all);
    ui.track({track.x, track.y, std::max(track.h, track.w * share), track.h}, colour);
  }
  ui.paragraph(area, text, Type::kBody, ui.colours().ink);
  ui.spoken(id, Role::kText, area, ui.say(Text::kTwoSentences, {std::to_string(count), text}));
}

// Draws images that the rule tells wrongly, as many as there is room for.
void draw_errors(Ui& ui, const Rules& rules, bool sevens, Text words, Rect area) {
  constexpr float kImage = 48;
  ui.cut_text(area, ui.say(words), Type::kSmall, ui.colours().quiet, 4);
  const int columns = std::max(1, static_cast<int>((area.w + 4) / (kImage + 4)));
  const int rows = std::max(1, static_cast<int>((area.h + 4) / (kImage + 4)));
  int shown = 0;
  for (const Rules::Image& image : *rules.images) {
    if (image.seven != sevens || rules.rule.accepts(image.widths) == sevens) continue;
    if (shown == columns * rows) break;
    const Rect cell = {area.x + static_cast<float>(shown % columns) * (kImage + 4),
                       area.y + static_cast<float>(shown / columns) * (kImage + 4), kImage, kImage};
    ui.tile(cell, 6);
    draw_pixels(ui, cell.inset(2), image.picture, ui.colours().ink);
    ++shown;
  }
}

float draw_rules(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                 const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const Rules& rules = learn.rules;
  const float top = area.y;
  if (!rules.images) {
    area.cut_top(draw_waiting(ui, state, area));
    return area.y - top;
  }
  ui.cut_text(area, ui.say(Text::kRuleTitle), Type::kBodyBold, colours.ink, 4);
  for (const Limit& limit : kLimits) {
    const int value = rules.rule.limits[static_cast<std::size_t>(limit.which)];
    const std::string words = ui.say(limit.words, {std::to_string(value)});
    const Rect place = area.cut_top(slider_height(ui, area.w, words), kStep);
    if (const auto changed = draw_slider(ui, limit.id, place, words, value, kMostSevenWidth)) {
      ui.act(SetSevenLimit{limit.which, *changed});
    }
  }
  Rect counts =
      area.cut_top(line_height(Type::kLarge) + 10 + kStep + 2 * line_height(Type::kBody), kStep);
  draw_share(ui, "rule-found", counts.column(0, 2, 3 * kStep), rules.count.found, kRuleSevens,
             Text::kRuleFound, colours.jade);
  draw_share(ui, "rule-wrong", counts.column(1, 2, 3 * kStep), rules.count.wrong, kRuleOthers,
             Text::kRuleWrong, colours.vermilion);
  if (drawing_beats_rule(state, rules)) {
    const bool says = rules.rule.accepts(measure_seven(state.prediction.picture));
    const std::string digit = std::to_string(state.prediction.likeliest());
    area.cut_top(draw_formula(ui, "rule-beaten", area,
                              ui.say(says ? Text::kRuleTakesIt : Text::kRuleMissesIt, {digit})),
                 kStep);
  }
  area.cut_top(ui.button_flow(area, {{.id = "rule-network",
                                      .words = ui.say(Text::kAskNetwork),
                                      .action = AskNetwork{},
                                      .look = learn.steps_done[kRulesLesson] < kNetworkStep
                                                  ? ButtonLook::kOutline
                                                  : ButtonLook::kPrimary}}),
               kStep);
  if (rules.network_tried == rules.images->size()) {
    area.cut_top(draw_formula(ui, "rule-network-found", area,
                              ui.say(Text::kNetworkFound, {number(numbers, "network-found"),
                                                           number(numbers, "network-wrong")})),
                 kStep);
  }
  // What room is left shows what the rule gets wrong.
  constexpr float kLeastErrors = 80;
  Rect errors = area.cut_top(std::max(kLeastErrors, visible - (area.y - top) - kStep));
  draw_errors(ui, rules, true, Text::kRuleMissed, errors.column(0, 2, 3 * kStep));
  draw_errors(ui, rules, false, Text::kRuleTaken, errors.column(1, 2, 3 * kStep));
  return area.y - top;
}

}  // namespace

void on_rule_pictures(Rules& rules, const PicturesEvent& event) {
  std::vector<Rules::Image> images;
  int sevens = 0, others = 0;
  for (std::size_t i = 0; i < event.labels.size(); ++i) {
    Rules::Image image;
    image.seven = event.labels[i] == kSeven;
    if ((image.seven ? sevens : others) == (image.seven ? kRuleSevens : kRuleOthers)) continue;
    ++(image.seven ? sevens : others);
    const auto pixels = event.pixels.begin() + static_cast<std::ptrdiff_t>(i * kPixels);
    std::copy(pixels, pixels + kPixels, image.picture.begin());
    image.widths = measure_seven(image.picture);
    images.push_back(image);
  }
  rules.images = std::make_shared<const std::vector<Rules::Image>>(std::move(images));
  rules.count = count_of(rules);
}

void set_seven_limit(Rules& rules, SevenWidth which, int limit) {
  rules.rule.limits[static_cast<std::size_t>(which)] = std::clamp(limit, 0, kMostSevenWidth);
  if (rules.images) rules.count = count_of(rules);
}

bool advance_rules(const State& state, Rules& rules) {
  // So many predictions take some milliseconds of a frame.
  constexpr std::size_t kImagesAFrame = 25;
  if (!rules.images || !rules.network_tried) return false;
  std::size_t& tried = *rules.network_tried;
  const std::size_t end = std::min(rules.images->size(), tried + kImagesAFrame);
  for (; tried < end; ++tried) {
    const Rules::Image& image = (*rules.images)[tried];
    if (most_likely(predict(state.model.network, image.picture)) != kSeven) continue;
    ++(image.seven ? rules.network.found : rules.network.wrong);
  }
  return tried < rules.images->size();
}

Lesson rules_lesson() {
  return {.steps = 4,
          .has_pad = true,
          .step_done = rules_step_done,
          .numbers = rules_numbers,
          .draw = draw_rules};
}

}  // namespace inkling
