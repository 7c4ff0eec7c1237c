#include "places/train/train_view.h"

#include <algorithm>
#include <cmath>

#include "app/core/actions.h"
#include "nn/shape_text.h"
#include "places/shared/bars.h"
#include "places/shared/network_choice.h"
#include "places/shared/pad_view.h"
#include "places/shared/training_plot.h"
#include "places/shared/user_drawings_summary.h"
#include "places/train/data_set_panel.h"
#include "places/train/settings_panel.h"
#include "places/train/speed_panel.h"
#include "places/train/train_place.h"
#include "places/train/user_drawings_panel.h"
#include "places/train/work_panel.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

using Phase = Training::Phase;

// The test accuracy as a large number, and what it means.
struct AccuracyWords {
  std::string number;
  std::string meaning;
  bool final = false;
  bool measured = false;
};

AccuracyWords accuracy_words(const Ui& ui, const State& state) {
  if (state.model.test_accuracy) {
    // The number of images is not known yet where the accuracy was kept from an earlier visit.
    const int images = state.data.loading.test_images;
    return {ui.say(Text::kPercent, {percent(ui.language(), *state.model.test_accuracy, 2)}),
            images > 0 ? ui.say(Text::kTestAccuracyFinal, {with_thousands(images)})
                       : ui.say(Text::kTestAccuracyFinalAll),
            true, true};
  }
  if (state.training.phase != Phase::kIdle && !state.training.test_curve.empty()) {
    return {ui.say(Text::kPercent,
                   {percent(ui.language(), state.training.test_curve.back().accuracy, 1)}),
            ui.say(Text::kTestAccuracySample, {with_thousands(kTestSampleImages)}), false, true};
  }
  return {ui.say(Text::kUnknownNumber),
          ui.say(state.model.trained() ? Text::kTestAccuracyNotHere : Text::kTestAccuracyUnknown),
          false, false};
}

// The meaning stands beside the number where there is room for it.
bool meaning_stands_beside(float width) { return width >= 400; }

float accuracy_height(const Ui& ui, const State& state, float width) {
  const float number = line_height(Type::kSmall) + line_height(Type::kLarge);
  if (meaning_stands_beside(width)) return number;
  return number + ui.paragraph_height(width, accuracy_words(ui, state).meaning, Type::kSmall);
}

void draw_accuracy(Ui& ui, const State& state, Rect area) {
  const Palette& colours = ui.colours();
  const AccuracyWords words = accuracy_words(ui, state);
  const ImU32 colour = words.final ? colours.jade : words.measured ? colours.ink : colours.quiet;
  const std::string title = ui.say(Text::kTestAccuracy);
  ui.spoken("accuracy", Role::kText, area, title + ": " + words.number + ". " + words.meaning);
  if (!meaning_stands_beside(area.w)) {
    ui.cut_text(area, title, Type::kSmall, colours.quiet);
    ui.cut_text(area, words.number, Type::kLarge, colour);
    ui.paragraph(area, words.meaning, Type::kSmall, colours.quiet);
    return;
  }
  const float number_width =
      std::max(ui.width_of(words.number, Type::kLarge), ui.width_of(title, Type::kSmall));
  Rect left = area.cut_left(number_width, 3 * kStep);
  ui.cut_text(left, title, Type::kSmall, colours.quiet);
  ui.cut_text(left, words.number, Type::kLarge, colour);
  // The words stand on the middle of the number's line.
  const float height = ui.paragraph_height(area.w, words.meaning, Type::kSmall);
  area.cut_top(
      std::max(0.0f, line_height(Type::kSmall) + line_height(Type::kLarge) / 2 - height / 2));
  ui.paragraph(area, words.meaning, Type::kSmall, colours.quiet);
}

// What can be done now: one main button, and what stands beside it. Each stands in its place
// whether it can be pressed or not: nothing comes to lie under a finger that was meant for
// something else.
struct Controls {
  ButtonSpec main;
  ButtonSpec sides[2];
};

Controls controls_of(const Ui& ui, const State& state) {
  const Phase phase = state.training.phase;
  const bool idle = phase == Phase::kIdle;
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
  return {.main = {.id = "train",
                   .words = ui.say(words),
                   .action = action,
                   .look = ButtonLook::kPrimary},
          .sides = {{.id = "step",
                     .words = ui.say(Text::kStep),
                     .action = idle ? Action{StartTraining{.one_step = true}}
                                    : Action{ResumeTraining{.one_step = true}},
                     .disabled = !idle && phase != Phase::kPaused},
                    {.id = "stop",
                     .words = ui.say(Text::kStop),
                     .action = StopTraining{},
                     .disabled = idle}}};
}

float side_width(const Ui& ui, const ButtonSpec& side) {
  return std::max(kTouch, ui.width_of(side.words, Type::kBody) + 3 * kStep);
}

// Where there is no room for all side by side, the main button has a line of its own.
bool fits_one_line(const Ui& ui, const Controls& controls, float width) {
  return ui.width_of(controls.main.words, Type::kBodyBold) + 4 * kStep +
             side_width(ui, controls.sides[0]) + side_width(ui, controls.sides[1]) + 2 * kStep <=
         width;
}

float controls_height(const Ui& ui, const State& state, float width) {
  return fits_one_line(ui, controls_of(ui, state), width) ? kTouch + 4 : 2 * kTouch + 4 + kStep;
}

void draw_controls(Ui& ui, const State& state, Rect area) {
  const Controls controls = controls_of(ui, state);
  const auto button = [&](const ButtonSpec& spec, Rect rect) {
    if (ui.button(spec.id, rect, spec.words, spec.look, spec.disabled)) ui.act(spec.action);
  };
  if (fits_one_line(ui, controls, area.w)) {
    button(controls.sides[1], area.cut_right(side_width(ui, controls.sides[1]), kStep));
    button(controls.sides[0], area.cut_right(side_width(ui, controls.sides[0]), kStep));
    button(controls.main, area);
    return;
  }
  button(controls.main, area.cut_top(kTouch + 4, kStep));
  button(controls.sides[0], area.column(0, 2, kStep));
  button(controls.sides[1], area.column(1, 2, kStep));
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
                                        .label = ui.say(Text::kNamed, {title, summary}),
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
std::string settings_summary(const Ui& ui, const State& state) {
  const Settings& settings = state.settings;
  return ui.say(Text::kSettingsSummary, {shape_text(settings.shape(kPixels, state.data_classes())),
                                         kOptimizerNames[static_cast<int>(settings.optimizer)],
                                         std::to_string(settings.epochs)});
}

// Draws the accuracy, the buttons and the progress at the area's top, and cuts them off.
void draw_head(Ui& ui, const State& state, Rect& area) {
  draw_accuracy(ui, state, area.cut_top(accuracy_height(ui, state, area.w), kStep));
  draw_controls(ui, state, area.cut_top(controls_height(ui, state, area.w), kStep));
  draw_progress(ui, state, area.cut_top(line_height(Type::kSmall) + 8, 2 * kStep));
}

void draw_panel(Ui& ui, const State& state, const Train& train, Rect area, bool roomy_header) {
  constexpr float kHeadHeight = kTouch;
  // Where there is room, what starts a run and what comes of it stay while the rest scrolls.
  constexpr float kPinnedFrom = 560;
  const bool pinned = area.h >= kPinnedFrom;
  if (pinned) {
    Rect head = {area.x, area.y, area.w - kStep, area.h};
    draw_head(ui, state, head);
    area.cut_top(head.y - area.y);
  }
  if (train.code.open) {
    const std::string back = ui.say(Text::kCodeClose);
    Rect row = area.cut_top(kTouch, kStep);
    if (ui.button("code-close", row.cut_left(ui.width_of(back, Type::kBody) + 4 * kStep), back,
                  ButtonLook::kOutline)) {
      ui.act(ToggleCode{});
    }
    ui.leave_to_article(area);
    return;
  }
  Rect content = ui.begin_scroll("train-panel", area);
  content.w -= kStep;  // The scroll mark needs room.
  const float top = content.y;
  if (!pinned) draw_head(ui, state, content);
  // Where there is room, all that can be done is seen at once.
  const float left_for_plots = area.h - (content.y - top) - 5 * (kHeadHeight + kStep) -
                               network_choice_height(ui, state, content.w) - 3 * kStep;
  constexpr float kSideBySide = 640;
  if (content.w >= kSideBySide) {
    const Rect plots = content.cut_top(std::clamp(left_for_plots, 180.0f, 460.0f), 2 * kStep);
    draw_plot(ui, plots.column(0, 2, 3 * kStep), kAccuracyPlot, state.training);
    draw_plot(ui, plots.column(1, 2, 3 * kStep), kLossPlot, state.training);
  } else {
    const float height = std::clamp((left_for_plots - 2 * kStep) / 2, 150.0f, 260.0f);
    draw_plot(ui, content.cut_top(height, 2 * kStep), kAccuracyPlot, state.training);
    draw_plot(ui, content.cut_top(height, kStep), kLossPlot, state.training);
  }
  content.cut_top(draw_network_choice(ui, state, content), kStep);
  if (draw_fold(ui, "settings", content.cut_top(kHeadHeight, kStep), ui.say(Text::kSettings),
                settings_summary(ui, state), train.settings_open)) {
    ui.act(ToggleSettings{});
  }
  if (train.settings_open) content.cut_top(draw_settings(ui, state, train, content) + 2 * kStep);
  if (draw_fold(ui, "data-set", content.cut_top(kHeadHeight, kStep), ui.say(Text::kDataTitle),
                data_set_summary(ui, state), train.data_open)) {
    ui.act(ToggleDataSet{});
  }
  if (train.data_open) content.cut_top(draw_data_set(ui, state, content) + 2 * kStep);
  // Programs are of MNIST.
  if (!state.own_data && draw_fold(ui, "code", content.cut_top(kHeadHeight, kStep),
                                   ui.say(Text::kCode), ui.say(Text::kCodeMore), false)) {
    ui.act(ToggleCode{});
  }
  if (draw_fold(ui, "drawings", content.cut_top(kHeadHeight, kStep), ui.say(Text::kDrawings),
                user_drawings_summary(ui, state), train.user_drawings_open)) {
    ui.act(ToggleUserDrawings{});
  }
  if (train.user_drawings_open)
    content.cut_top(draw_user_drawings(ui, state, train.selected_drawing, content) + 2 * kStep);
  if (draw_fold(ui, "work", content.cut_top(kHeadHeight, kStep), ui.say(Text::kWork),
                ui.say(Text::kWorkSummary), train.work_open)) {
    ui.act(ToggleWork{});
  }
  if (train.work_open) content.cut_top(draw_work(ui, state, content) + 2 * kStep);
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
  const float below = low ? 130 : kTouch + 220;  // What stands under the pad needs it.
  const float side = std::clamp(area.h - below, 110.0f, area.w * 0.34f);
  Rect left = area.cut_left(side, (low ? 3 : 5) * kStep);
  const Rect pad = left.cut_top(side, (low ? 1 : 2) * kStep);
  draw_pad(ui, state, pad);
  if (!low) draw_pad_tools(ui, state, left.cut_top(kTouch, 2 * kStep));
  draw_guess_and_bars(ui, state, left);
  draw_panel(ui, state, train, area, ui.window_width() >= kRoomyHeader);
  return pad;
}

Rect draw_narrow(Ui& ui, const State& state, const Train& train, Rect area) {
  Rect top = area.cut_top(std::clamp(area.h * 0.22f, 108.0f, 168.0f), 2 * kStep);
  const Rect pad = top.cut_left(top.h, 2 * kStep);
  draw_pad(ui, state, pad);
  draw_guess_line(ui, state, top.cut_top(guess_line_height(ui, state, top.w), 4), Type::kBodyBold);
  draw_bars(ui, {top, state.classes()}, state);
  draw_panel(ui, state, train, area, false);
  return pad;
}

}  // namespace

Rect draw_train_view(Ui& ui, const State& state, const Train& train, Rect area, bool wide) {
  return wide ? draw_wide(ui, state, train, area) : draw_narrow(ui, state, train, area);
}

}  // namespace inkling
