#include "places/train/train_view.h"

#include <algorithm>
#include <cmath>

#include "app/core/actions.h"
#include "places/shared/bars.h"
#include "places/shared/network_choice.h"
#include "places/shared/pad_view.h"
#include "places/shared/training_plot.h"
#include "places/shared/user_drawings_summary.h"
#include "places/train/settings_panel.h"
#include "places/train/speed_panel.h"
#include "places/train/train_place.h"
#include "places/train/user_drawings_panel.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

using Phase = Training::Phase;

// Draws the test accuracy as a large number, and what it means beside it.
void draw_accuracy(Ui& ui, const State& state, Rect area) {
  const Palette& colours = ui.colours();
  const bool idle = state.training.phase == Phase::kIdle;
  std::string number = ui.say(Text::kUnknownNumber);
  std::string meaning =
      ui.say(state.model.trained() ? Text::kTestAccuracyNotHere : Text::kTestAccuracyUnknown);
  ImU32 colour = colours.quiet;
  if (state.model.test_accuracy) {
    number = ui.say(Text::kPercent, {percent(ui.language(), *state.model.test_accuracy, 2)});
    // The number of images is not known yet where the accuracy was kept from an earlier visit.
    const int images = state.data.loading.test_images;
    meaning = images > 0 ? ui.say(Text::kTestAccuracyFinal, {with_thousands(images)})
                         : ui.say(Text::kTestAccuracyFinalAll);
    colour = colours.jade;
  } else if (!idle && !state.training.test_curve.empty()) {
    number = ui.say(Text::kPercent,
                    {percent(ui.language(), state.training.test_curve.back().accuracy, 1)});
    meaning = ui.say(Text::kTestAccuracySample, {with_thousands(kTestSampleImages)});
    colour = colours.ink;
  }
  const std::string title = ui.say(Text::kTestAccuracy);
  const float number_width =
      std::max(ui.width_of("00.00 %", Type::kLarge), ui.width_of(title, Type::kSmall));
  ui.spoken("accuracy", Role::kText, area, title + ": " + number + ". " + meaning);
  Rect left = area.cut_left(number_width + kStep, 2 * kStep);
  ui.label(left.cut_top(20), title, Type::kSmall, colours.quiet);
  ui.label(left.cut_top(40), number, Type::kLarge, colour);
  // The words stand on the middle of the number's line.
  const float height = ui.paragraph_height(area.w, meaning, Type::kSmall);
  area.cut_top(std::max(0.0f, 40 - height / 2));
  ui.paragraph(area, meaning, Type::kSmall, colours.quiet);
}

// Draws one main button, and beside it what else can be done now.
void draw_controls(Ui& ui, const State& state, Rect area) {
  const Phase phase = state.training.phase;
  const bool idle = phase == Phase::kIdle;
  struct Side {
    const char* id;
    Text words;
    Action action;
    bool disabled;
  };
  // Each stands in its place whether it can be pressed or not: nothing comes to lie under a finger
  // that was meant for something else.
  const Side sides[] = {
      {"stop", Text::kStop, StopTraining{}, idle},
      {"step", Text::kStep,
       idle ? Action{StartTraining{.one_step = true}} : Action{ResumeTraining{.one_step = true}},
       !idle && phase != Phase::kPaused}};
  for (const Side& side : sides) {
    const std::string words = ui.say(side.words);
    const float width = std::max(kTouch, ui.width_of(words, Type::kBody) + 3 * kStep);
    const Rect rect = area.cut_right(width, kStep);
    if (ui.button(side.id, rect, words, ButtonLook::kOutline, side.disabled)) ui.act(side.action);
  }
  Text words = state.continues_training() ? Text::kTrainOn
               : state.model.trained()    ? Text::kTrainNew
                                          : Text::kTrain;
  Action action = StartTraining{};
  if (phase == Phase::kPaused) {
    words = Text::kResume;
    action = ResumeTraining{};
  } else if (phase != Phase::kIdle) {
    words = Text::kPause;
    action = PauseTraining{};
  }
  if (ui.button("train", area, ui.say(words), ButtonLook::kPrimary)) ui.act(action);
}

struct ProgressWords {
  std::string left;
  std::string right;
  double share = 0;
};

ProgressWords progress_words(const Ui& ui, const State& state) {
  const Training& training = state.training;
  const ProgressEvent& progress = training.progress;
  const LoadingEvent& loading = state.data.loading;
  ProgressWords words;
  const double share = progress.steps > 0 ? static_cast<double>(progress.step) / progress.steps : 0;
  const auto speed = [&](double images) {
    return ui.say(Text::kSpeed, {rounded(ui.language(), images)});
  };
  if (training.teaching) {
    words.left = ui.say(Text::kDrawingsLearning);
    return words;
  }
  switch (training.phase) {
    case Phase::kIdle:
      if (!training.result) return words;
      words.left = training.result->stopped
                       ? ui.say(Text::kStoppedAfter, {with_thousands(training.result->steps)})
                       : ui.say(Text::kDoneIn, {fixed(ui.language(), training.result->seconds, 1)});
      if (training.result->images_per_second > 0) {
        words.right = speed(training.result->images_per_second);
      }
      words.share = training.result->stopped || training.result->diverged ? share : 1;
      return words;
    case Phase::kWaitingForData:
      words.left = loading.stalled ? ui.say(Text::kLoadingStalled)
                   : loading.total == 0
                       ? ui.say(Text::kSayLoading)
                       : ui.say(Text::kLoadingData, {fixed(ui.language(), loading.loaded / 1e6, 1),
                                                     fixed(ui.language(), loading.total / 1e6, 1)});
      words.share = loading.total > 0 ? static_cast<double>(loading.loaded) / loading.total : 0;
      return words;
    case Phase::kPaused:
    case Phase::kRunning:
      break;
  }
  words.left = training.phase == Phase::kPaused
                   ? ui.say(Text::kPaused)
                   : ui.say(Text::kProgress, {std::to_string(std::max(1, progress.epoch)),
                                              std::to_string(training.settings.epochs)});
  words.share = share;
  if (progress.images_per_second > 0) {
    words.right = speed(progress.images_per_second);
    const double images_left = (1 - share) * training.settings.epochs *
                               static_cast<double>(training.settings.train_images);
    words.right +=
        " · " +
        ui.say(Text::kTimeLeft,
               {rounded(ui.language(), std::ceil(images_left / progress.images_per_second))});
  }
  return words;
}

void draw_progress(Ui& ui, const State& state, Rect area) {
  const Palette& colours = ui.colours();
  const ProgressWords words = progress_words(ui, state);
  Rect bar = area.cut_bottom(6);
  ui.label(area, words.left, Type::kSmall, colours.quiet);
  ui.label(area, words.right, Type::kSmall, colours.quiet, Align::kRight);
  ui.track(bar, colours.hairline);
  const float width = bar.w * static_cast<float>(words.share);
  const bool done = state.training.phase == Phase::kIdle && state.model.test_accuracy.has_value();
  if (width >= bar.h) ui.track(bar.cut_left(width), done ? colours.jade : colours.indigo);
  if (words.left.empty() && words.right.empty()) return;  // Nothing runs, and nothing has run.
  ui.semantics().add({.id = "progress",
                      .role = Role::kProgress,
                      .label = words.left + " " + words.right,
                      .rect = area,
                      .value = percent(ui.language(), words.share)});
}

// Draws a line that unfolds what lies under it when it is touched. Returns whether it was.
bool draw_fold(Ui& ui, const char* id, Rect area, const std::string& title,
               const std::string& summary, bool open) {
  const Palette& colours = ui.colours();
  const Ui::Press press = ui.pressable({.id = id,
                                        .role = Role::kToggle,
                                        .label = title + ": " + summary,
                                        .rect = area,
                                        .on = open,
                                        .value = ""});
  if (press.hovered) {
    ui.draw().AddRectFilled({area.x - kStep, area.y}, {area.right() + kStep, area.bottom()},
                            faded(colours.hairline, 0.35f), kCorner - 4);
  }
  const Rect sign = area.cut_right(24);
  const ImVec2 c = {sign.centre_x(), sign.centre_y()};
  const float tip = open ? -4.0f : 4.0f;
  ui.draw().AddLine({c.x - 6, c.y - tip / 2}, {c.x, c.y + tip / 2}, colours.quiet, 2);
  ui.draw().AddLine({c.x, c.y + tip / 2}, {c.x + 6, c.y - tip / 2}, colours.quiet, 2);
  ui.label(area.cut_left(ui.width_of(title, Type::kBodyBold), 2 * kStep), title, Type::kBodyBold,
           colours.ink);
  ui.label(area, summary, Type::kSmall, colours.quiet);
  return press.pressed;
}

// Tells the network's shape and what else matters most.
std::string settings_summary(const Ui& ui, const Settings& settings) {
  return ui.say(Text::kSettingsSummary, {shape_text(settings.shape()),
                                         kOptimizerNames[static_cast<int>(settings.optimizer)],
                                         std::to_string(settings.epochs)});
}

void draw_panel(Ui& ui, const State& state, const Train& train, Rect area, bool roomy_header) {
  constexpr float kHeadHeight = 48;
  Rect content = ui.begin_scroll("train-panel", area);
  content.w -= kStep;  // The scroll mark needs room.
  const float top = content.y;
  const bool narrow = content.w < 520;
  draw_accuracy(ui, state, content.cut_top(62, kStep));
  draw_controls(ui, state, content.cut_top(48, kStep));
  draw_progress(ui, state, content.cut_top(30, 2 * kStep));
  const float left_for_plots = area.h - (content.y - top) - 3 * (kHeadHeight + kStep) -
                               network_choice_height(ui, state, content.w) - kStep;
  if (narrow) {
    const float height = std::clamp((left_for_plots - 2 * kStep) / 2, 130.0f, 190.0f);
    draw_plot(ui, content.cut_top(height, kStep), kAccuracyPlot, state.training);
    draw_plot(ui, content.cut_top(height, kStep), kLossPlot, state.training);
  } else {
    const float height = std::clamp((left_for_plots - 4 * kStep) / 2, 120.0f, 260.0f);
    draw_plot(ui, content.cut_top(height, 2 * kStep), kAccuracyPlot, state.training);
    draw_plot(ui, content.cut_top(height, kStep), kLossPlot, state.training);
  }
  content.cut_top(draw_network_choice(ui, state, content), kStep);
  if (draw_fold(ui, "settings", content.cut_top(kHeadHeight, kStep), ui.say(Text::kSettings),
                settings_summary(ui, state.settings), train.settings_open)) {
    ui.act(ToggleSettings{});
  }
  if (train.settings_open) content.cut_top(draw_settings(ui, state, train, content) + 2 * kStep);
  if (draw_fold(ui, "drawings", content.cut_top(kHeadHeight, kStep), ui.say(Text::kDrawings),
                user_drawings_summary(ui, state), train.user_drawings_open)) {
    ui.act(ToggleUserDrawings{});
  }
  if (train.user_drawings_open)
    content.cut_top(draw_user_drawings(ui, state, train.selected_drawing, content) + 2 * kStep);
  if (draw_fold(ui, "speed", content.cut_top(kHeadHeight, kStep), ui.say(Text::kSpeedTitle),
                ui.say(Text::kSpeedSummary), train.speed_open)) {
    ui.act(ToggleSpeed{});
  }
  if (train.speed_open) content.cut_top(draw_speed(ui, state, train, content) + 2 * kStep);
  if (!roomy_header && ui.button("notices", content.cut_top(kTouch, kStep), ui.say(Text::kNotices),
                                 ButtonLook::kQuiet)) {
    ui.act(OpenNotices{});
  }
  ui.end_scroll(content.y - top);
}

Rect draw_wide(Ui& ui, const State& state, const Train& train, Rect area) {
  const bool low = area.h < kLow;
  const float below = low ? 120 : kTouch + 220;  // What stands under the pad needs it.
  const float side = std::clamp(area.h - below, 110.0f, area.w * 0.34f);
  Rect left = area.cut_left(side, (low ? 3 : 5) * kStep);
  const Rect pad = left.cut_top(side, (low ? 1 : 2) * kStep);
  draw_pad(ui, state, pad);
  if (!low) draw_pad_tools(ui, state, left.cut_top(kTouch, 2 * kStep));
  draw_guess_line(ui, state, left.cut_top(28, kStep), Type::kTitle);
  draw_bars(ui, {left.cut_top(std::min(left.h, 180.0f)), state.classes()}, state);
  draw_panel(ui, state, train, area, ui.window_width() >= kRoomyHeader);
  return pad;
}

Rect draw_narrow(Ui& ui, const State& state, const Train& train, Rect area) {
  Rect top = area.cut_top(std::clamp(area.h * 0.22f, 108.0f, 168.0f), 2 * kStep);
  const Rect pad = top.cut_left(top.h, 2 * kStep);
  draw_pad(ui, state, pad);
  draw_guess_line(ui, state, top.cut_top(24, 4), Type::kBodyBold);
  draw_bars(ui, {top, state.classes()}, state);
  draw_panel(ui, state, train, area, false);
  return pad;
}

}  // namespace

Rect draw_train_view(Ui& ui, const State& state, const Train& train, Rect area, bool wide) {
  return wide ? draw_wide(ui, state, train, area) : draw_narrow(ui, state, train, area);
}

}  // namespace inkling
