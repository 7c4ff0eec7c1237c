#include "places/learn/loss_lesson.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "nn/loss.h"
#include "places/learn/few_logits.h"
#include "places/learn/learn.h"
#include "places/learn/lesson_parts.h"
#include "ui/class_names.h"
#include "ui/digit_choice.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

std::vector<double> pushed_logits(const Learn& learn) {
  std::vector<double> logits = learn.backprop->activations.values.back();
  logits[static_cast<std::size_t>(learn.pushed_digit)] += learn.push;
  return logits;
}

constexpr double kSure = 0.9;

bool loss_step_done(const State& state, const Learn& learn, int step) {
  if (step == 0) {
    const FewLogits few = softmax_of(learn.few_logits);
    return *std::max_element(few.probabilities.begin(), few.probabilities.end()) > kSure;
  }
  if (!learn.backprop || !learn.label) return false;
  const int likeliest = state.prediction.likeliest();
  switch (step) {
    case 1:
      return true;
    case 2:
      return std::popcount(learn.labels_tried) > 1;
    default:
      return learn.pushed_digit != likeliest && learn.push != 0 &&
             pushed_probabilities(learn)[static_cast<std::size_t>(learn.pushed_digit)] > 0.5;
  }
}

LessonNumbers loss_numbers(const State& state, const Learn& learn) {
  const std::string dash = unknown_number(state);
  const FewLogits few = softmax_of(learn.few_logits);
  const auto row = static_cast<std::size_t>(learn.few_chosen);
  LessonNumbers numbers = {
      {"z", std::to_string(learn.few_logits[row])},
      {"e", fixed(state.language, few.exponentials[row], 2)},
      {"S", fixed(state.language, few.sum, 2)},
      {"p", significant(state.language, few.probabilities[row])},
  };
  if (!learn.backprop) {
    for (const char* name : {"label", "pushed", "L", "pt"}) {
      numbers.emplace_back(name, dash);
    }
    return numbers;
  }
  const std::vector<double> pushed = pushed_probabilities(learn);
  const auto of = [&](int digit) { return pushed[static_cast<std::size_t>(digit)]; };
  const std::string probability = significant(state.language, of(learn.backprop->label));
  const std::string loss = significant(state.language, pushed_loss(learn));
  numbers.insert(
      numbers.end(),
      {{"label", class_sign(learn.backprop->label)},
       {"pushed", learn.push != 0 ? percent(state.language, of(learn.pushed_digit), 1) : dash},
       {"L", loss},
       {"pt", probability}});
  return numbers;
}

// Draws -ln p with a point at the label's probability. The axis goes as high as the point.
void draw_surprise(Ui& ui, Rect rect, double probability, double loss) {
  constexpr float kDot = 6;
  constexpr double kUsualTop = 6;
  const Palette& colours = ui.colours();
  ImDrawList& list = ui.draw();
  if (!std::isfinite(loss)) return;
  rect = rect.inset(kDot + 2);  // The margin keeps the point whole.
  const double top = std::max(kUsualTop, loss);
  const auto at = [&](double p, double height) {
    return ImVec2{rect.x + static_cast<float>(p) * rect.w,
                  rect.bottom() - static_cast<float>(height / top) * rect.h};
  };
  list.AddLine({rect.x, rect.bottom()}, {rect.right(), rect.bottom()}, colours.hairline, 1);
  list.AddLine({rect.x, rect.y}, {rect.x, rect.bottom()}, colours.hairline, 1);
  // The curve is drawn in equal steps of its height, since it is all but upright where p is small.
  constexpr int kPieces = 120;
  for (int i = 0; i < kPieces; ++i) {
    const double a = top * i / kPieces, b = top * (i + 1) / kPieces;
    list.AddLine(at(std::exp(-a), a), at(std::exp(-b), b), colours.indigo, 2);
  }
  list.AddCircleFilled(at(probability, loss), kDot, colours.vermilion, 20);
  ui.label({rect.x + 3 * kDot, rect.y - kDot, rect.w, line_height(Type::kSmall)}, "−ln p",
           Type::kSmall, colours.quiet);
  ui.label({rect.x, rect.bottom() - line_height(Type::kSmall), rect.w, line_height(Type::kSmall)},
           "p = 1", Type::kSmall, colours.quiet, Align::kRight);
}

float draw_loss(Ui& ui, const State&, const Learn& learn, Rect area, float visible,
                const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  SymbolMarks marks(ui, learn);
  // First three logits alone; afterwards they stand at the end.
  if (learn.steps_done[kLossLesson] == 0) {
    area.cut_top(draw_few_logits(ui, learn, area, visible, marks));
    marks.finish();
    return area.y - top;
  }
  if (!learn.backprop) return 0;
  const BackpropTrace& backprop = *learn.backprop;
  const std::vector<double> pushed = pushed_probabilities(learn);
  ui.cut_text(area, ui.say(Text::kTruthQuestion), Type::kBody, colours.ink);
  const float choice = digit_choice_height(area.w);
  if (const auto digit =
          draw_digit_choice(ui, "truth-", area.cut_top(choice, kStep), learn.label.value_or(-1))) {
    ui.act(SetTrueLabel{*digit});
  }
  if (learn.label) {
    area.cut_top(
        draw_formula(ui, "surprise", area,
                     ui.say(Text::kSurprise, {number(numbers, "label"), number(numbers, "pt"),
                                              number(numbers, "L")})),
        4);
    Rect curve = area.cut_top(96, kStep);
    curve.w = std::min(curve.w, 300.0f);
    draw_surprise(ui, curve, pushed[static_cast<std::size_t>(backprop.label)], pushed_loss(learn));
    marks.mark("L", curve);
    marks.mark_control("pt", "surprise");
  }
  ui.cut_text(area, ui.say(Text::kLogitsTitle), Type::kBodyBold, colours.ink);
  const auto& logits = backprop.activations.values.back();
  std::string spoken;
  for (int digit = 0; digit < kDigits; ++digit) {
    Rect line = area.cut_top(kTouch, 2);
    const auto i = static_cast<std::size_t>(digit);
    const bool is_pushed = learn.pushed_digit == digit && learn.push != 0;
    const double push = is_pushed ? learn.push : 0;
    const std::string of = ui.say(Text::kLogitOf, {std::to_string(digit)});
    ui.label(line.cut_left(20), std::to_string(digit), Type::kBodyBold, colours.ink);
    const std::string words = fixed(ui.language(), logits[i] + push, 1);
    // A narrow place has no room for the bar.
    constexpr float kLeastTrack = 30, kValue = 68;
    const bool narrow = line.w < 2 * kTouch + 64 + kValue + kLeastTrack + 4 * kStep;
    ui.label(line.cut_left(narrow ? 40 : 64, kStep), words, Type::kBody,
             is_pushed ? colours.vermilion : colours.quiet, Align::kRight);
    if (ui.button("push-less-" + std::to_string(digit), line.cut_left(kTouch, 2),
                  ui.say(Text::kMinusSign), ButtonLook::kOutline, false,
                  ui.say(Text::kLess, {of}))) {
      ui.act(PushLogit{digit, push - 1});
    }
    if (ui.button("push-more-" + std::to_string(digit), line.cut_left(kTouch, kStep),
                  ui.say(Text::kPlusSign), ButtonLook::kOutline, false,
                  ui.say(Text::kMore, {of}))) {
      ui.act(PushLogit{digit, push + 1});
    }
    const Rect value = line.cut_right(std::min(line.w, kValue), 4);
    const Rect track = {line.x, line.centre_y() - 6, narrow ? 0 : line.w, 12};
    if (!narrow) ui.track(track, faded(colours.hairline, 0.6f));
    // The bar agrees with the printed number: 0.0 % has none.
    if (!narrow && pushed[i] >= 0.0005) {
      ui.track({track.x, track.y, track.w * static_cast<float>(pushed[i]), 12},
               faded(colours.indigo, 0.3f + 0.7f * static_cast<float>(pushed[i])));
    }
    ui.label(value, ui.say(Text::kPercent, {percent(ui.language(), pushed[i], 1)}), Type::kSmall,
             colours.ink, Align::kRight);
    spoken += ui.say(Text::kLogitSpoken,
                     {std::to_string(digit), words, percent(ui.language(), pushed[i], 1)}) +
              "; ";
  }
  ui.spoken("logits", Role::kText, {area.x, area.y, area.w, 1}, spoken);
  area.cut_top(kStep);
  area.cut_top(draw_few_logits(ui, learn, area, 0, marks));
  marks.finish();
  return area.y - top;
}

}  // namespace

void set_true_label(const State& state, Learn& learn, int label) {
  learn.label = label;
  learn.labels_tried |= 1u << label;
  study(state, learn);
}

std::vector<double> pushed_probabilities(const Learn& learn) {
  std::vector<double> values = pushed_logits(learn);
  softmax<double>(values);
  return values;
}

double pushed_loss(const Learn& learn) {
  // The loss is computed as ln(sum of e^z) - z(label), since the softmax itself may underflow.
  const std::vector<double> logits = pushed_logits(learn);
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit - largest);
  return largest + std::log(sum) - logits[static_cast<std::size_t>(learn.backprop->label)];
}

Lesson loss_lesson() {
  return {.steps = 4,
          .wants_drawing = true,
          .steps_without_drawing = 1,
          .step_done = loss_step_done,
          .numbers = loss_numbers,
          .draw = draw_loss};
}

}  // namespace inkling
