#include "places/draw/draw_view.h"

#include <algorithm>
#include <cmath>

#include "app/core/actions.h"
#include "app/core/guess.h"
#include "app/core/user_drawings.h"
#include "places/draw/draw_place.h"
#include "places/draw/ink_steps.h"
#include "places/shared/bars.h"
#include "places/shared/network_choice.h"
#include "places/shared/pad_view.h"
#include "places/shared/training_plot.h"
#include "places/shared/user_drawings_summary.h"
#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// Draws the one big button: it invites at first, shows progress while the network learns, and
// invites again afterwards.
void draw_invitation(Ui& ui, const State& state, const LearningScene& scene, Rect area) {
  const Training& training = state.training;
  if (scene.is_slow()) {
    if (ui.button("invite", area, ui.say(Text::kSceneHurry), ButtonLook::kOutline)) {
      ui.act(HurryScene{});
    }
    return;
  }
  if (state.idle() || training.teaching) {
    if (ui.button("invite", area,
                  ui.say(state.continues_training() ? Text::kInviteAgain : Text::kInvite),
                  ButtonLook::kPrimary, training.teaching)) {
      ui.act(WatchMeLearn{});
    }
    return;
  }
  const double share = training.progress.steps > 0
                           ? static_cast<double>(training.progress.step) / training.progress.steps
                           : 0;
  const Ui::Press press =
      ui.pressable({.id = "invite",
                    .role = Role::kButton,
                    .label = ui.say(Text::kLearningNow, {percent(ui.language(), share)}),
                    .rect = area,
                    .disabled = !state.menu,
                    .value = ""});
  ImDrawList& list = ui.draw();
  list.AddRectFilled({area.x, area.y}, {area.right(), area.bottom()},
                     faded(ui.colours().indigo, 0.16f), kCorner);
  if (share > 0) {
    list.PushClipRect({area.x, area.y},
                      {area.x + area.w * static_cast<float>(share), area.bottom()}, true);
    list.AddRectFilled({area.x, area.y}, {area.right(), area.bottom()},
                       faded(ui.colours().indigo, 0.28f), kCorner);
    list.PopClipRect();
  }
  ui.label(area, ui.say(Text::kLearningNow, {percent(ui.language(), share)}), Type::kBodyBold,
           ui.colours().ink, Align::kCentre);
  if (press.pressed) ui.act(GoTo{"train"});
}

// Draws the words beneath the button: what it is about to do or, in the end, what came of it.
void draw_invitation_words(Ui& ui, const State& state, Rect area, Align align) {
  if (state.replaced && state.idle()) {
    const std::string back = bring_back_words(ui, *state.replaced);
    const float width = std::min(ui.width_of(back, Type::kBody) + 2 * kStep, area.w);
    const Rect button = align == Align::kLeft ? area.cut_right(width, kStep) : area.column(0, 1, 0);
    if (ui.button("bring-back", {button.x, button.bottom() - kTouch, button.w, kTouch}, back,
                  ButtonLook::kQuiet)) {
      ui.act(BringBack{});
    }
    if (align != Align::kLeft) return;
  }
  const LoadingEvent& loading = state.data.loading;
  const bool replaces = state.model.trained() && !state.continues_training();
  std::string words = ui.say(replaces ? Text::kInviteReplaces : Text::kInviteMore);
  if (state.model.test_accuracy) {
    words = ui.say(Text::kFinalLine, {percent(ui.language(), *state.model.test_accuracy, 2)});
  } else if (loading.stalled) {
    words = ui.say(Text::kLoadingStalled);
  } else if (state.training.phase == Training::Phase::kWaitingForData && loading.total > 0) {
    words = ui.say(Text::kLoadingData, {fixed(ui.language(), loading.loaded / 1e6, 1),
                                        fixed(ui.language(), loading.total / 1e6, 1)});
  }
  const bool done = state.model.test_accuracy.has_value();
  ui.spoken("invite-more", Role::kText, area, words);
  ui.label(area, words, done ? Type::kBodyBold : Type::kSmall,
           done ? ui.colours().jade : ui.colours().quiet, align);
}

// Returns cells for the bars and a place for a new symbol, in as many rows as fingers need.
BarCells naming_cells(const State& state, Rect area) {
  const bool more = state.symbols() < kMaxSymbols;
  const int count = state.classes() + (more ? 1 : 0);
  const float width = (kTouch + kStep) * static_cast<float>(count);
  // A window may leave no room at all.
  const float room = std::max(area.w + kStep, kTouch + kStep);
  return {area, count, static_cast<int>(std::ceil(width / room))};
}

// Each bar can be touched to say what the drawing is.
void draw_naming_bars(Ui& ui, const State& state, Rect area) {
  const BarCells cells = naming_cells(state, area);
  draw_bars(ui, cells, state);
  if (state.demonstrating || is_empty(state.pad.strokes)) return;
  for (int label = 0; label < cells.count; ++label) {
    const bool is_new = label == state.classes();
    if (is_new && !state.idle()) break;
    const Rect cell = cells.of(label);
    const std::string words = is_new ? ui.say(Text::kNameNew)
                                     : ui.say(Text::kNameThis, {class_name(ui.language(), label)});
    const Ui::Press press = ui.pressable({.id = "name-" + std::to_string(label),
                                          .role = Role::kButton,
                                          .label = words,
                                          .rect = cell,
                                          .value = ""});
    if (press.hovered) {
      ui.draw().AddRect({cell.x - 2, cell.y - 2}, {cell.right() + 2, cell.bottom() + 2},
                        ui.colours().indigo, kCorner - 4, 0, 1.5f);
    }
    if (is_new) {
      ui.draw().AddRect({cell.x, cell.y}, {cell.right(), cell.bottom()}, ui.colours().hairline,
                        kCorner - 6, 0, 1.5f);
      ui.label(cell, ui.say(Text::kPlusSign), Type::kTitle, ui.colours().quiet, Align::kCentre);
    }
    if (press.pressed) ui.act(NameDrawing{label});
  }
}

// Returns whether the pad shows the drawing that was named last. A game sets pad.named as well, so
// the pictures are compared.
bool shows_newest(const State& state) {
  return state.pad.named && !state.user_drawings.empty() &&
         state.user_drawings.back().picture == state.prediction.picture;
}

// Draws the line beneath the bars: it says what a touch on them does, or what has come of it.
void draw_drawings_line(Ui& ui, const State& state, Rect area) {
  if (state.menu && !state.user_drawings.empty() && area.h >= kTouch) {
    const std::string words = ui.say(Text::kDrawings) + " · " + user_drawings_summary(ui, state);
    const Rect button = area.cut_right(ui.width_of(words, Type::kBody) + 2 * kStep, kStep);
    if (ui.button("show-drawings", button, words, ButtonLook::kQuiet))
      ui.act(GoTo{"train", "drawings"});
  }
  if (state.demonstrating || is_empty(state.pad.strokes)) return;
  std::string words = ui.say(Text::kNameHint);
  const std::string more = ui.say(Text::kNameHintNew);
  if (state.teaching_wanted) {
    words = ui.say(Text::kDrawingsLearning);
  } else if (shows_newest(state)) {
    words = ui.say(newest_is_learned(state) ? Text::kDrawingsLearned : Text::kDrawingsNotLearned);
  } else if (state.symbols() < kMaxSymbols &&
             ui.width_of(words + " " + more, Type::kSmall) < area.w) {
    words += " " + more;
  }
  ui.label(area, words, Type::kSmall, ui.colours().quiet);
  ui.spoken("teaching-line", Role::kText, area, words);
}

// Draws what the network sees; a touch shows how it comes about.
void draw_seen(Ui& ui, const State& state, bool ink_steps_open, Rect area) {
  draw_picture(ui, area, state.prediction.picture);
  const Rect square = area.square();
  const Ui::Press press = ui.pressable({.id = "ink-steps",
                                        .role = Role::kToggle,
                                        .label = ui.say(Text::kInkSteps),
                                        .rect = square,
                                        .on = ink_steps_open,
                                        .value = ""});
  if (press.hovered || ink_steps_open) {
    ui.draw().AddRect({square.x, square.y}, {square.right(), square.bottom()}, ui.colours().indigo,
                      4, 0, 2);
  }
  if (press.pressed) ui.act(ToggleInkSteps{});
}

// Draws what stands beside the picture: what it is or, once there has been training, how the loss
// falls.
void draw_beside_picture(Ui& ui, const State& state, bool ink_steps_open, Rect area) {
  if (!state.training.train_curve.empty() && !ink_steps_open) {
    draw_plot(ui, area, kLossPlot, state.training);
    return;
  }
  ui.label(area.cut_top(26), ui.say(Text::kWhatISee), Type::kBodyBold, ui.colours().ink);
  area.cut_top(
      ui.paragraph(area, ui.say(Text::kWhatISeeExplained), Type::kSmall, ui.colours().quiet));
  const std::string words = ui.say(ink_steps_open ? Text::kInkStepsHide : Text::kInkStepsShow);
  const Rect line = area.cut_top(kTouch);
  if (ui.button("ink-steps-words",
                {line.x - kStep, line.y, ui.width_of(words, Type::kBody) + 2 * kStep, kTouch},
                words, ButtonLook::kQuiet)) {
    ui.act(ToggleInkSteps{});
  }
}

// Tells the scene in large words: how many images were seen or, in the end, what came of them.
struct SceneWords {
  std::string large;
  std::string more;
};

SceneWords scene_words(const Ui& ui, const State& state, const LearningScene& scene) {
  using Phase = LearningScene::Phase;
  if (scene.phase() == Phase::kScattering) {
    return {ui.say(Text::kSceneForgotten), ui.say(Text::kSceneForgottenMore)};
  }
  const std::string seen = ui.say(Text::kSceneSeen, {with_thousands(scene.images_seen())});
  if (scene.phase() != Phase::kDone || !state.training.result || !state.model.test_accuracy) {
    return {seen, ui.say(scene.is_slow() ? Text::kSceneStepMore : Text::kSceneFullSpeedMore)};
  }
  return {ui.say(Text::kSceneDone, {percent(ui.language(), *state.model.test_accuracy, 2)}),
          ui.say(Text::kSceneTook, {with_thousands(scene.images_seen()),
                                    fixed(ui.language(), state.training.result->seconds, 1)})};
}

void draw_scene_words(Ui& ui, const State& state, const LearningScene& scene, Rect area,
                      Align align) {
  const SceneWords words = scene_words(ui, state, scene);
  const bool done = scene.phase() == LearningScene::Phase::kDone;
  const ImU32 colour = done ? ui.colours().jade : ui.colours().ink;
  ui.spoken("scene", Role::kText, area, words.large + " " + words.more);
  const Type type = ui.width_of(words.large, Type::kLarge) <= area.w ? Type::kLarge : Type::kTitle;
  ui.label(area.cut_top(type_size(type) + kStep), words.large, type, colour, align);
  ui.paragraph(area, words.more, Type::kBody, ui.colours().quiet, align);
}

// Draws the loss over the images that were seen so far; the curve fills its width from the first
// step on.
void draw_loss_of_images(Ui& ui, const State& state, const LearningScene& scene, Rect area) {
  const auto images = static_cast<float>(state.training.settings.train_images);
  Curve curve{.points = {}, .colour = ui.colours().indigo, .name = ui.say(Text::kTrainingData)};
  for (const CurvePoint& point : state.training.train_curve) {
    curve.points.push_back({point.epochs * images, point.loss});
  }
  constexpr float kLeastImages = 1000;
  draw_curves(ui, area,
              {.id = "plot-loss",
               .title = ui.say(Text::kLossCurve),
               .axis = ui.say(Text::kImagesAxis),
               .as_percent = false,
               .end = std::max(kLeastImages, static_cast<float>(scene.images_seen()))},
              {&curve, 1});
}

// Draws the right half while the scene plays: what it tells, the bars, and the curve under them.
void draw_scene(Ui& ui, const State& state, const LearningScene& scene, Rect area) {
  draw_scene_words(ui, state, scene, area.cut_top(80, kStep), Align::kLeft);
  const float half = (area.h - 2 * kStep) / 2;
  draw_bars(ui, {area.cut_top(half, 2 * kStep), state.classes()}, state);
  draw_loss_of_images(ui, state, scene, area);
}

Rect draw_wide(Ui& ui, const State& state, const LearningScene& scene, bool ink_steps_open,
               Rect area) {
  const bool low = area.h < kLow;
  const float side = std::min(area.h - kTouch - 2 * kStep, area.w * 0.5f);
  Rect left = area.cut_left(side, (low ? 3 : 5) * kStep);
  const Rect pad = left.cut_top(side, 2 * kStep);
  draw_pad(ui, state, pad);
  draw_pad_tools(ui, state, left.cut_top(kTouch));

  Rect right = area;
  right.h = side + 2 * kStep + kTouch;
  const bool button_below = state.replaced && state.idle();
  draw_invitation_words(ui, state, right.cut_bottom(button_below ? kTouch : 24, kStep),
                        Align::kLeft);
  draw_invitation(ui, state, scene, right.cut_bottom(low ? kTouch : 56, (low ? 1 : 3) * kStep));

  Rect line = right.cut_top(44, kStep / 2);
  if (scene.phase() != LearningScene::Phase::kNone && !low) {
    draw_guess_line(ui, state, line, Type::kLarge);
    draw_scene(ui, state, scene, right);
    return pad;
  }
  if (low) draw_seen(ui, state, ink_steps_open, line.cut_right(line.h, kStep));
  draw_guess_line(ui, state, line, Type::kLarge);
  if (!low) {
    ui.paragraph(right.cut_top(26, 2 * kStep), guess_of(state).more, Type::kBody,
                 ui.colours().quiet);
    const float bars = static_cast<float>(naming_cells(state, right).rows) * (kTouch + kStep);
    const float spare = right.h - bars - kTouch - 3 * kStep;
    Rect seen = right.cut_bottom(std::clamp(spare, 56.0f, 140.0f), 2 * kStep);
    draw_seen(ui, state, ink_steps_open, seen.cut_left(seen.h, 2 * kStep));
    draw_beside_picture(ui, state, ink_steps_open, seen);
  }
  if (ink_steps_open) {
    draw_ink_steps(ui, state, right);
    return pad;
  }
  draw_drawings_line(ui, state, right.cut_bottom(low ? 20 : kTouch, 4));
  draw_naming_bars(ui, state, right);
  return pad;
}

Rect draw_narrow(Ui& ui, const State& state, const LearningScene& scene, bool ink_steps_open,
                 Rect area) {
  const Palette& colours = ui.colours();
  Rect foot = area.cut_bottom(state.replaced && state.idle() ? kTouch : 20);
  draw_invitation(ui, state, scene, area.cut_bottom(52, kStep / 2));
  draw_invitation_words(ui, state, foot, Align::kCentre);
  area.h -= kStep;

  // The pad is as large as it can be; the bars have what is left.
  constexpr float kGuessHeight = kTouch;
  constexpr float kDrawingsHeight = 20;
  constexpr float kLeastBars = 2 * kTouch + kStep;
  const float side =
      std::min(area.w, area.h - kTouch - kGuessHeight - kDrawingsHeight - kLeastBars - 4 * kStep);
  const Rect pad = area.cut_top(side, kStep + kStep / 2).square();
  draw_pad(ui, state, pad);

  Rect tools = area.cut_top(kTouch, kStep);
  draw_seen(ui, state, ink_steps_open, tools.cut_right(kTouch, kStep));
  ui.label(tools.cut_right(ui.width_of(ui.say(Text::kWhatISee), Type::kSmall), kStep),
           ui.say(Text::kWhatISee), Type::kSmall, colours.quiet, Align::kRight);
  draw_pad_tools(ui, state, tools);

  const bool roomy = area.h > 150;
  draw_guess_line(ui, state, area.cut_top(kGuessHeight, kStep / 2),
                  roomy ? Type::kLarge : Type::kTitle, Align::kCentre);
  if (scene.phase() != LearningScene::Phase::kNone) {
    draw_scene_words(ui, state, scene, area.cut_top(56, kStep / 2), Align::kCentre);
    draw_bars(ui, {area, state.classes()}, state);
    return pad;
  }
  if (ink_steps_open) {
    draw_ink_steps(ui, state, area);
    return pad;
  }
  draw_drawings_line(ui, state, area.cut_bottom(kDrawingsHeight, 4));
  draw_naming_bars(ui, state, area);
  return pad;
}

}  // namespace

Rect draw_draw_view(Ui& ui, const State& state, const LearningScene& scene, bool ink_steps_open,
                    Rect area, bool wide) {
  return wide ? draw_wide(ui, state, scene, ink_steps_open, area)
              : draw_narrow(ui, state, scene, ink_steps_open, area);
}

}  // namespace inkling
