#include <algorithm>
#include <cmath>

#include "ui/figures.h"
#include "ui/guess.h"
#include "ui/views.h"

namespace inkling {
namespace {

// The one big button: an invitation at first, progress while it learns, more of it afterwards.
void draw_invitation(Ui& ui, const State& state, Rect place) {
  const Training& training = state.training;
  if (training.phase == Training::Phase::kIdle) {
    if (ui.button("invite", place, ui.say(state.goes_on() ? Text::kInviteAgain : Text::kInvite),
                  ButtonLook::kPrimary)) {
      ui.act(StartTraining{});
    }
    return;
  }
  const double share = training.progress.steps > 0
                           ? static_cast<double>(training.progress.step) / training.progress.steps
                           : 0;
  const Ui::Press press = ui.pressable({.id = "invite",
                                        .role = Role::kButton,
                                        .label = ui.say(Text::kLearningNow, {percent(share)}),
                                        .rect = place,
                                        .value = ""});
  ImDrawList& list = ui.draw();
  list.AddRectFilled({place.x, place.y}, {place.right(), place.bottom()},
                     faded(ui.colours().indigo, 0.16f), kCorner);
  if (share > 0) {
    list.PushClipRect({place.x, place.y},
                      {place.x + place.w * static_cast<float>(share), place.bottom()}, true);
    list.AddRectFilled({place.x, place.y}, {place.right(), place.bottom()},
                       faded(ui.colours().indigo, 0.28f), kCorner);
    list.PopClipRect();
  }
  ui.label(place, ui.say(Text::kLearningNow, {percent(share)}), Type::kBodyBold, ui.colours().ink,
           Align::kCentre);
  if (press.pressed) ui.act(GoTo{Place::kTrain});
}

// Beneath the button: what it is about to do or, in the end, what came of it.
void draw_invitation_words(Ui& ui, const State& state, Rect place, Align align) {
  const LoadingEvent& loading = state.data.loading;
  std::string words = ui.say(Text::kInviteMore);
  if (state.test_accuracy) {
    words = ui.say(Text::kFinalLine, {percent(*state.test_accuracy, 2)});
  } else if (state.training.phase == Training::Phase::kWaitingForData && loading.total > 0) {
    words =
        ui.say(Text::kLoadingData, {fixed(loading.loaded / 1e6, 1), fixed(loading.total / 1e6, 1)});
  }
  const bool done = state.test_accuracy.has_value();
  ui.spoken("invite-more", Role::kText, place, words);
  ui.label(place, words, done ? Type::kBodyBold : Type::kSmall,
           done ? ui.colours().jade : ui.colours().quiet, align);
}

// Beside the picture: what it is or, once there has been training, how the loss falls.
void draw_beside_picture(Ui& ui, const State& state, Rect place) {
  if (!state.training.train_curve.empty()) {
    draw_plot(ui, place, kLossPlot, state.training);
    return;
  }
  ui.label(place.cut_top(26), ui.say(Text::kWhatISee), Type::kBodyBold, ui.colours().ink);
  ui.paragraph(place, ui.say(Text::kWhatISeeExplained), Type::kSmall, ui.colours().quiet);
}

Rect draw_wide(Ui& ui, const State& state, Rect place) {
  const bool low = place.h < kLow;
  const float side = std::min(place.h - kTouch - 2 * kStep, place.w * 0.5f);
  Rect left = place.cut_left(side, (low ? 3 : 5) * kStep);
  const Rect pad = left.cut_top(side, 2 * kStep);
  draw_pad(ui, state, pad);
  draw_pad_tools(ui, state, left.cut_top(kTouch));

  Rect right = place;
  right.h = side + 2 * kStep + kTouch;
  draw_invitation_words(ui, state, right.cut_bottom(24, kStep), Align::kLeft);
  draw_invitation(ui, state, right.cut_bottom(low ? kTouch : 56, (low ? 1 : 3) * kStep));

  Rect line = right.cut_top(44, kStep / 2);
  if (low) {
    draw_picture(ui, line.cut_right(line.h, kStep), state.reading.picture);
  }
  draw_guess_line(ui, state, line, Type::kLarge);
  if (!low) {
    ui.paragraph(right.cut_top(26, 2 * kStep), guess_of(state).more, Type::kBody,
                 ui.colours().quiet);
    Rect seen = right.cut_bottom(std::clamp(right.h * 0.36f, 84.0f, 140.0f), 3 * kStep);
    draw_picture(ui, seen.cut_left(seen.h, 2 * kStep), state.reading.picture);
    draw_beside_picture(ui, state, seen);
  }
  draw_bars(ui, right, state.bars, state.reading);
  return pad;
}

Rect draw_narrow(Ui& ui, const State& state, Rect place) {
  const Palette& colours = ui.colours();
  Rect foot = place.cut_bottom(20);
  draw_invitation(ui, state, place.cut_bottom(52, kStep / 2));
  draw_invitation_words(ui, state, foot, Align::kCentre);
  place.h -= kStep;

  // The pad is as large as it can be; the bars have what is left.
  constexpr float kGuessHeight = 44;
  constexpr float kLeastBars = 76;
  const float side =
      std::min(place.w, place.h - kTouch - kGuessHeight - kLeastBars - 3 * kStep - kStep / 2);
  const Rect pad = place.cut_top(side, kStep + kStep / 2).square();
  draw_pad(ui, state, pad);

  Rect tools = place.cut_top(kTouch, kStep);
  draw_picture(ui, tools.cut_right(kTouch, kStep), state.reading.picture);
  ui.label(tools.cut_right(ui.width_of(ui.say(Text::kWhatISee), Type::kSmall), kStep),
           ui.say(Text::kWhatISee), Type::kSmall, colours.quiet, Align::kRight);
  draw_pad_tools(ui, state, tools);

  const bool roomy = place.h > 150;
  draw_guess_line(ui, state, place.cut_top(kGuessHeight, kStep),
                  roomy ? Type::kLarge : Type::kTitle, Align::kCentre);
  draw_bars(ui, place, state.bars, state.reading);
  return pad;
}

}  // namespace

Rect draw_draw_view(Ui& ui, const State& state, Rect place, bool wide) {
  return wide ? draw_wide(ui, state, place) : draw_narrow(ui, state, place);
}

}  // namespace inkling
