#include "places/draw/draw_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/core/actions.h"
#include "app/core/guess.h"
#include "app/core/user_drawings.h"
#include "data/drawn_number.h"
#include "places/draw/draw_place.h"
#include "places/draw/ink_steps.h"
#include "places/draw/number_view.h"
#include "places/draw/paper.h"
#include "places/draw/paper_view.h"
#include "places/draw/scene_view.h"
#include "places/shared/bars.h"
#include "places/shared/network_choice.h"
#include "places/shared/pad_layout.h"
#include "places/shared/pad_view.h"
#include "places/shared/training_plot.h"
#include "places/shared/user_drawings_summary.h"
#include "ui/class_names.h"
#include "ui/column.h"
#include "ui/figures.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

using Shown = DrawShown;

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

// Tells what the button is about to do or, in the end, what came of it.
struct InvitationWords {
  std::string words;
  bool done = false;
};

InvitationWords invitation_words(const Ui& ui, const State& state) {
  const LoadingEvent& loading = state.data.loading;
  if (state.model.test_accuracy) {
    return {ui.say(Text::kFinalLine, {percent(ui.language(), *state.model.test_accuracy, 2)}),
            true};
  }
  if (loading.stalled) return {ui.say(Text::kLoadingStalled)};
  if (state.training.phase == Training::Phase::kWaitingForData && loading.total > 0) {
    return {ui.say(Text::kLoadingData, {fixed(ui.language(), loading.loaded / 1e6, 1),
                                        fixed(ui.language(), loading.total / 1e6, 1)})};
  }
  const bool replaces = state.model.trained() && !state.continues_training();
  return {ui.say(replaces ? Text::kInviteReplaces : Text::kInviteMore)};
}

void draw_invitation_words(Ui& ui, const InvitationWords& words, Rect area, Align align) {
  ui.spoken("invite-more", Role::kText, area, words.words);
  ui.paragraph(area, words.words, words.done ? Type::kBodyBold : Type::kSmall,
               words.done ? ui.colours().jade : ui.colours().quiet, align);
}

// Draws the button that undoes the loss of a network, where one was replaced, or of everything.
void draw_bring_back(Ui& ui, const State& state, Rect area) {
  const bool network = state.replaced.has_value();
  const std::string words =
      network ? bring_back_words(ui, *state.replaced) : ui.say(Text::kTakeBack);
  area.w = std::min(ui.width_of(words, Type::kBody) + 4 * kStep, area.w);
  if (ui.button(network ? "bring-back" : "take-back", area, words, ButtonLook::kOutline)) {
    ui.act(network ? Action{BringBack{}} : Action{TakeBack{}});
  }
}

// Returns cells for the bars and a place for a new symbol, in as many rows as fingers need.
BarCells naming_cells(const State& state, Rect area) {
  const bool more = state.can_add_symbol();
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

// Returns what the line beneath the bars says: what a touch on them does, or what has come of it.
std::string teaching_words(const Ui& ui, const State& state) {
  if (state.demonstrating || is_empty(state.pad.strokes)) return {};
  if (state.teaching_wanted) return ui.say(Text::kDrawingsLearning);
  if (shows_newest(state)) {
    return ui.say(newest_is_learned(state) ? Text::kDrawingsLearned : Text::kDrawingsNotLearned);
  }
  const std::string words = ui.say(Text::kNameHint);
  return state.can_add_symbol() ? words + " " + ui.say(Text::kNameHintNew) : words;
}

void draw_teaching_line(Ui& ui, const std::string& words, Rect area, Align align) {
  ui.paragraph(area, words, Type::kSmall, ui.colours().quiet, align);
  ui.spoken("teaching-line", Role::kText, area, words);
}

std::string drawings_words(const Ui& ui, const State& state) {
  return ui.say(Text::kDrawings) + " · " + user_drawings_summary(ui, state);
}

// Draws the way to the visitor's own drawings, where there are any.
void draw_drawings_link(Ui& ui, const State& state, Rect area) {
  const std::string words = drawings_words(ui, state);
  area.w = std::min(area.w, ui.width_of(words, Type::kBody) + 4 * kStep);
  if (ui.button("show-drawings", area, words, ButtonLook::kOutline)) {
    ui.act(GoTo{"train", "drawings"});
  }
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
  const std::string explained = ui.say(Text::kWhatISeeExplained);
  ui.label(area.cut_top(line_height(Type::kBodyBold)), ui.say(Text::kWhatISee), Type::kBodyBold,
           ui.colours().ink);
  if (ui.paragraph_height(area.w, explained, Type::kSmall) + kTouch <= area.h) {
    area.cut_top(ui.paragraph(area, explained, Type::kSmall, ui.colours().quiet));
  }
  const std::string words = ui.say(ink_steps_open ? Text::kInkStepsHide : Text::kInkStepsShow);
  const Rect line = area.cut_top(kTouch);
  if (ui.button("ink-steps-words",
                {line.x - kStep, line.y, ui.width_of(words, Type::kBody) + 2 * kStep, kTouch},
                words, ButtonLook::kQuiet)) {
    ui.act(ToggleInkSteps{});
  }
}

// Says whether the pad's tools have room for the way to pictures and the camera beside them.
bool paper_is_tool(const Ui& ui, Rect tools) {
  const float words = std::max(ui.width_of(ui.say(Text::kUndo), Type::kBody),
                               ui.width_of(ui.say(Text::kClear), Type::kBody));
  return tools.w >= 2 * (words + 2 * kStep) + kTouch + 2 * kStep;
}

// Draws the pad's buttons and, where the panel has no room for it, how the network sees the
// drawing.
void draw_tools(Ui& ui, const Shown& shown, bool beside, Rect area) {
  const State& state = shown.state;
  const std::string words = ui.say(Text::kWhatISee);
  const float width = ui.width_of(words, Type::kSmall);
  if (!beside && state.number.empty() && area.w >= kTouch + width + 2 * kStep + 200) {
    draw_seen(ui, state, shown.ink_steps_open, area.cut_right(kTouch, kStep));
    ui.label(area.cut_right(width, 2 * kStep), words, Type::kSmall, ui.colours().quiet,
             Align::kRight);
  }
  if (paper_is_tool(ui, area)) {
    constexpr float kLeastTools = 170;
    const float width = paper_button_width(ui, shown.has_picture);
    const bool said = area.w >= width + kStep + kLeastTools;
    draw_paper_button(ui, shown.has_picture, area.cut_right(said ? width : kTouch, kStep));
  }
  draw_pad_tools(ui, state, area);
}

// The parts of the panel, from its top.
enum PanelPart {
  kGuess,
  kMore,
  kSceneWords,
  kBars,
  kTeaching,
  kDrawings,
  kPaper,
  kNumber,
  kNumberAgain,
  kInkSteps,
  kSeen,
  kSceneCurve,
  kInvite,
  kWords,
  kBringBack,
  kPanelParts
};

// Says how much room each part of the panel needs, and which one gives way first.
std::array<Part, kPanelParts> panel_parts(const Ui& ui, const Shown& shown, float width,
                                          bool beside, bool paper_in_tools) {
  const State& state = shown.state;
  const bool scene = shown.scene.phase() != LearningScene::Phase::kNone;
  const bool steps = shown.ink_steps_open && !scene;
  const auto height = [&](const std::string& words, Type type) {
    return words.empty() ? 0 : ui.paragraph_height(width, words, type);
  };
  constexpr float kBarsRow = 64;  // A finger has room on it, and the name below.
  const int rows = scene ? 1 : naming_cells(state, {0, 0, width, 0}).rows;
  const InvitationWords words = invitation_words(ui, state);
  std::array<Part, kPanelParts> parts{};
  parts[kGuess] = {.least =
                       std::max(line_height(Type::kLarge), guess_line_height(ui, state, width))};
  if (scene) {
    parts[kSceneWords] = {.least = scene_words_height(ui, state, shown.scene, width)};
    parts[kSceneCurve] = {.least = 130, .share = 3, .gives_way = 3};
  } else {
    parts[kMore] = {.least = height(guess_of(state).more, Type::kBody), .gives_way = 5};
    parts[kTeaching] = {.least = height(teaching_words(ui, state), Type::kSmall)};
    if (state.menu && !state.user_drawings.empty()) {
      parts[kDrawings] = {.least = kTouch, .gives_way = 2};
    }
    if (beside && state.number.empty())
      parts[kSeen] = {.least = 120, .share = 1, .most = 190, .gives_way = 4};
  }
  if (!scene && !state.number.empty()) {
    parts[kTeaching] = {};
    parts[kNumber] = {.least = number_height(state, width), .share = 3};
  } else if (steps) {
    parts[kInkSteps] = {.least = ink_steps_height(ui, width), .share = 3};
    parts[kTeaching] = {};
  } else {
    parts[kBars] = {.least = static_cast<float>(rows) * kBarsRow, .share = 3};
  }
  // Where the visitor wants one drawing and there are several, the number can be had back.
  if (!scene && !shown.reads_numbers && side_by_side(state.pad.strokes).size() > 1) {
    parts[kNumberAgain] = {.least = kTouch};
  }
  if (!scene && !paper_in_tools) parts[kPaper] = {.least = kTouch};
  parts[kInvite] = {.least = 48, .share = 0.1f, .most = 56};
  parts[kWords] = {.least = height(words.words, words.done ? Type::kBodyBold : Type::kSmall),
                   .gives_way = words.done ? 1 : 3};
  const bool something = state.replaced || !state.replaced_work.empty();
  if (something && state.idle()) parts[kBringBack] = {.least = kTouch};
  return parts;
}

void draw_panel(Ui& ui, const Shown& shown, const PadLayout& layout) {
  Rect area = layout.panel;
  const bool beside = layout.beside;
  const State& state = shown.state;
  const Align align = beside ? Align::kLeft : Align::kCentre;
  const float gap = area.h < kLow ? kStep : 1.5f * kStep;
  auto parts = panel_parts(ui, shown, area.w - kStep, beside, paper_is_tool(ui, layout.tools));
  const bool scene = shown.scene.phase() != LearningScene::Phase::kNone;
  // Where the panel has to scroll, the way to learning stays in sight below it.
  Rect invitation{};
  if (lay_out(Axis::kColumn, area, gap, parts).length > area.h) {
    invitation = area.cut_bottom(parts[kInvite].least, kStep);
    parts[kInvite] = {};
  }
  if (is_shown(invitation)) draw_invitation(ui, state, shown.scene, invitation);
  const Column column(ui, scene ? "draw-panel-scene" : "draw-panel", area, gap, parts);
  Rect guess = column[kGuess];
  if (beside && state.number.empty() && !column.shows(kSeen) && !scene && guess.w > 240) {
    draw_seen(ui, state, shown.ink_steps_open, guess.cut_right(guess.h, kStep));
  }
  draw_guess_line(ui, state, guess, Type::kLarge, align);
  if (column.shows(kMore)) {
    ui.paragraph(column[kMore], guess_of(state).more, Type::kBody, ui.colours().quiet, align);
  }
  if (column.shows(kSceneWords)) {
    draw_scene_words(ui, state, shown.scene, column[kSceneWords], align);
  }
  if (column.shows(kSceneCurve)) {
    draw_loss_of_images(ui, state, shown.scene, column[kSceneCurve]);
  }
  if (column.shows(kBars) && scene) draw_bars(ui, {column[kBars], state.classes()}, state);
  if (column.shows(kBars) && !scene) draw_naming_bars(ui, state, column[kBars]);
  if (column.shows(kTeaching)) {
    draw_teaching_line(ui, teaching_words(ui, state), column[kTeaching], align);
    const bool taught = state.teaching_wanted || shows_newest(state);
    ui.reveal("teaching-line", taught ? teaching_words(ui, state) : "", column[kTeaching]);
  }
  if (column.shows(kDrawings)) draw_drawings_link(ui, state, column[kDrawings]);
  if (column.shows(kPaper)) draw_paper_button(ui, shown.has_picture, column[kPaper]);
  if (column.shows(kNumber)) draw_number(ui, state, column[kNumber]);
  if (column.shows(kNumberAgain)) draw_number_again(ui, column[kNumberAgain]);
  if (column.shows(kInkSteps)) draw_ink_steps(ui, state, column[kInkSteps]);
  if (column.shows(kSeen)) {
    Rect seen = column[kSeen];
    draw_seen(ui, state, shown.ink_steps_open, seen.cut_left(seen.h, 2 * kStep));
    draw_beside_picture(ui, state, shown.ink_steps_open, seen);
  }
  if (column.shows(kInvite)) draw_invitation(ui, state, shown.scene, column[kInvite]);
  if (column.shows(kWords)) {
    draw_invitation_words(ui, invitation_words(ui, state), column[kWords], align);
  }
  if (column.shows(kBringBack)) draw_bring_back(ui, state, column[kBringBack]);
}

}  // namespace

Rect draw_draw_view(Ui& ui, const DrawShown& shown, Rect area) {
  // Below the pad the panel likes to have the guess, a row of bars, and the invitation.
  constexpr float kPanelHeight = 330;
  const PadLayout layout = lay_out_pad(area, kPanelHeight);
  draw_pad(ui, shown.state, layout.pad);
  draw_number_frames(ui, shown.state, layout.pad);
  draw_tools(ui, shown, layout.beside, layout.tools);
  draw_panel(ui, shown, layout);
  return layout.pad;
}

}  // namespace inkling
