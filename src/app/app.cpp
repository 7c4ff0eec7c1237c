#include "app/app.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/kept.h"
#include "app/learn.h"
#include "app/look.h"
#include "app/play.h"
#include "app/saved_records.h"
#include "app/update.h"
#include "base/whole_number.h"
#include "math/kernels/kernel_set.h"
#include "model/model_file.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "ui/guess.h"
#include "ui/lesson.h"
#include "ui/numbers.h"
#include "ui/play_words.h"
#include "ui/settings_panel.h"
#include "ui/views.h"

namespace inkling {
namespace {

// An app that was idle has not animated meanwhile.
constexpr double kLongestFrameMs = 50;

// The clocks of games follow slow frames, but not a page that was hidden.
constexpr double kLongestGameFrameMs = 250;

// What the visitor is told of the network that the site comes with.
constexpr const char* kShippedName = "model.safetensors";

// While training runs, what has been learned is kept after so many WeightsEvents: some seconds.
constexpr int kKeepEvery = 30;

template <class Enum, std::size_t kCount>
std::optional<Enum> by_name(const char* const (&names)[kCount], const std::string& name) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (name == names[i]) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

App::App(AppHost& host, FontFiles fonts)
    : host_(host),
      english_fonts_(std::move(fonts)),
      api_({.state = state_,
            .host = host,
            .act = [this](const Action& action) { return act(action); },
            .send = [this](const Command& command) { return send(command); },
            .draw =
                [this](const Drawing& drawing) {
                  put_on_pad(state_, drawing);
                  play_drawn(state_, true);
                  drawing_changed();
                  tell_game_events();
                },
            .configure = [this](const Attributes& attributes) { return configure(attributes); }}),
      engine_({.post = [this](const EngineRequest& request) { host_.send_to_engine(request); },
               .restart = [this] { host_.restart_engine(); },
               .restore = [this] { restore_engine(); }}) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.ItemSpacing = {0, 0};
  style.CircleTessellationMaxError = 0.15f;
  use_dynamic_fonts();
  // What the engine starts with too, so that the first guess does not wait for it.
  state_.network.initialise(state_.settings.seed);
  kept_base_ = bytes_to_keep(state_, KeptPart::kVisitor);
}

// ---- From the page ------------------------------------------------------------------------------

App::Parameter App::read_parameter(const std::string& name, const std::string& value) {
  const auto chosen = [](const auto& choice, auto apply) {
    Parameter parameter;
    if (choice) parameter.apply = [value = *choice, apply] { apply(value); };
    return parameter;
  };
  if (name == "mode") {
    return chosen(by_name<Place>(kPlaceNames, value),
                  [this](Place place) { state_.place = place; });
  }
  if (name == "lang") {
    return chosen(by_name<Language>(kLanguageNames, value),
                  [this](Language language) { use_language(language); });
  }
  if (name == "theme") {
    return chosen(by_name<ThemeChoice>(kThemeNames, value),
                  [this](ThemeChoice theme) { state_.theme = theme; });
  }
  if (name == "lesson") {
    return chosen(whole_number(value, 1, kLessons),
                  [this](int lesson) { state_.learn.lesson = lesson; });
  }
  if (name == "game") {
    return chosen(by_name<GameKind>(kGameNames, value),
                  [this](GameKind game) { state_.play.linked = game; });
  }
  if (name == "rounds") {
    return chosen(whole_number(value, 1, kMostRounds),
                  [this](int rounds) { state_.play.offered.rounds = rounds; });
  }
  if (name == "level") {
    return chosen(whole_number(value, 1, Duel::kLevels),
                  [this](int level) { state_.play.offered.level = level; });
  }
  // The page has told the engine of the next two; here they are only checked.
  if (name == "kernel") {
    const bool known = std::find(std::begin(kKernelNames), std::end(kKernelNames), value) !=
                       std::end(kKernelNames);
    return chosen(known ? std::optional(0) : std::nullopt, [](int) {});
  }
  if (name == "threads") return chosen(whole_number(value, 1, 2), [](int) {});
  if (const SettingInfo* info = find_setting(name)) {
    Settings scratch;
    const bool understood = set_setting(scratch, *info, value).ok();
    return chosen(understood ? std::optional(info) : std::nullopt,
                  [this, value](const SettingInfo* setting) { name_setting(*setting, value); });
  }
  return {.known = false, .apply = {}};
}

// A setting of the address or the element: the lab's default from now on, and of the next run.
void App::name_setting(const SettingInfo& info, const std::string& value) {
  const std::string_view name = info.name;
  for (Settings* settings : {&defaults_, &state_.settings}) {
    // It was checked when it was read.
    if (!set_setting(*settings, info, value)) return;
    // Each method has a learning rate of its own, unless one is named: before it or after it.
    if (name == "optimizer" && !learning_rate_named_) {
      settings->learning_rate = default_learning_rate(settings->optimizer);
    }
  }
  learning_rate_named_ = learning_rate_named_ || name == "learning_rate";
  shape_named_ = shape_named_ || name == "hidden" || name == "activation";
  if (name == "seed") state_.play.offered.seed = state_.settings.seed;
  api_.set_defaults(defaults_);
}

bool App::set_parameter(const std::string& name, const std::string& value) {
  const Parameter parameter = read_parameter(name, value);
  if (parameter.apply) {
    parameter.apply();
  } else if (parameter.known) {
    state_.notice = {
        .code = ErrorCode::kInvalidParams, .subject = name + "=" + value, .remains = ""};
  }
  return parameter.known;
}

// Of the parameters, those that may change while the app runs: all of them, or none.
Status App::configure(const Attributes& attributes) {
  std::vector<Parameter> parameters;
  for (const auto& [name, value] : attributes) {
    parameters.push_back(read_parameter(name, value));
    if (!parameters.back().known) {
      return Error{ErrorCode::kInvalidParams, "There is no attribute " + name + "."};
    }
    if (!parameters.back().apply) {
      return Error{ErrorCode::kInvalidParams,
                   "The attribute " + name + " cannot be " + value + "."};
    }
  }
  const Place place_before = state_.place;
  const int lesson_before = state_.learn.lesson;
  for (const Parameter& parameter : parameters) parameter.apply();
  const Place place = std::exchange(state_.place, place_before);
  const int lesson = std::exchange(state_.learn.lesson, lesson_before);
  if (lesson != lesson_before) act(OpenLesson{lesson});
  if (place != place_before) act(GoTo{place});
  frames_wanted_ = 2;
  return Nothing{};
}

void App::set_preferences(const Preferences& preferences) {
  state_.preferences = preferences;
  frames_wanted_ = 2;
}

void App::import_file(const std::string& name, std::span<const std::uint8_t> bytes) {
  frames_wanted_ = 2;
  if (!state_.idle()) {
    state_.notice = {.code = ErrorCode::kBusy, .subject = name, .remains = ""};
    return;
  }
  Result<Network<float>> network = read_model_file(bytes);
  if (!network) {
    state_.notice = {.code = network.error().code, .subject = name, .remains = ""};
    return;
  }
  act(UseNetwork{std::move(*network)});
  host_.announce(text(state_.language, Text::kFileLoaded, {name}));
}

bool App::take_up_kept(KeptPart part, std::span<const std::uint8_t> bytes) {
  if (!inkling::take_up_kept(state_, part, bytes)) return false;
  if (part == KeptPart::kVisitor) kept_base_ = bytes_to_keep(state_, part);
  defaults_ = state_.settings;
  api_.set_defaults(defaults_);
  read_drawing(state_);
  return true;
}

void App::take_up_left(std::span<const std::uint8_t> base, std::span<const std::uint8_t> mine) {
  const auto here = visitor_from_bytes(bytes_to_keep(state_, KeptPart::kVisitor));
  const auto before = visitor_from_bytes(base);
  const auto left = visitor_from_bytes(mine);
  if (!here || !before || !left) return;
  // What was kept last stays the base: all of this is new to the store.
  std::vector<std::uint8_t> kept = std::move(kept_base_);
  take_up_kept(KeptPart::kVisitor, to_bytes(merged(*here, *before, *left)));
  kept_base_ = std::move(kept);
  keep(KeptPart::kVisitor);
}

void App::offer_other_network(std::span<const std::uint8_t> bytes) {
  const auto saved = network_from_bytes(bytes);
  if (!saved || saved->parameters.empty()) return;
  const auto own = state_.network.parameters();
  if (state_.trained &&
      std::equal(own.begin(), own.end(), saved->parameters.begin(), saved->parameters.end())) {
    return;  // it has been brought back already
  }
  state_.replaced = Replaced{.visitor = {},
                             .network = {bytes.begin(), bytes.end()},
                             .trained = true,
                             .layers = saved->layers,
                             .test_accuracy = std::isfinite(saved->test_accuracy)
                                                  ? std::optional(saved->test_accuracy)
                                                  : std::nullopt};
}

void App::kept_is_late() { tell_missing(ErrorCode::kStorageSilent); }

void App::kept_came_late(std::span<const std::uint8_t> visitor,
                         std::span<const std::uint8_t> network) {
  const bool untouched = state_.demonstrating && state_.idle() && state_.own_drawings.empty() &&
                         state_.training.train_curve.empty() && !state_.play.kind;
  if (!untouched) return;  // the notice says what to do
  if (!visitor.empty()) take_up_kept(KeptPart::kVisitor, visitor);
  if (!network.empty() && take_up_kept(KeptPart::kNetwork, network)) state_.shipped = false;
  send_own_drawings(same_classes(state_.classes()), false);
  if (state_.trained) send_network();
  clear_notice(ErrorCode::kStorageSilent);
  frames_wanted_ = 2;
}

std::vector<std::uint8_t> App::merge_kept(std::span<const std::uint8_t> theirs, bool deleted,
                                          std::span<const std::uint8_t> mine) const {
  const auto own = visitor_from_bytes(mine);
  const auto base = visitor_from_bytes(kept_base_);
  const auto other = deleted ? std::optional(SavedVisitor{}) : visitor_from_bytes(theirs);
  // Without a record, or with a damaged one, what is here is all that there is.
  if (!own || !base || !other) return {mine.begin(), mine.end()};
  return to_bytes(merged(*other, *base, *own));
}

void App::kept(KeptPart part, std::span<const std::uint8_t> mine) {
  if (part == KeptPart::kVisitor) kept_base_.assign(mine.begin(), mine.end());
  keeping_failed_[static_cast<std::size_t>(part)] = false;
  if (keeping_failed_ == std::array<bool, 2>{}) clear_notice(ErrorCode::kCannotKeep);
  // Where there is room again for what is small, there may be for what is large.
  const bool network_failed = keeping_failed_[static_cast<std::size_t>(KeptPart::kNetwork)];
  if (part == KeptPart::kVisitor && network_failed) {
    host_.keep(KeptPart::kNetwork, bytes_to_keep(state_, KeptPart::kNetwork));
  }
}

// Told once: nothing can be done about it on this page, and everything else works.
void App::keeping_failed(KeptPart part) {
  const bool told = keeping_failed_ != std::array<bool, 2>{};
  keeping_failed_[static_cast<std::size_t>(part)] = true;
  if (told) return;
  state_.notice = {.code = ErrorCode::kCannotKeep, .subject = "", .remains = ""};
  frames_wanted_ = 2;
}

void App::link_copied(bool copied, const std::string& link) {
  state_.play.link_copy = copied ? Play::LinkCopy::kCopied : Play::LinkCopy::kRefused;
  state_.play.link = link;
  host_.announce(copied ? std::string(text(state_.language, Text::kLinkCopied))
                        : text(state_.language, Text::kLinkRefused, {link}));
}

void App::kept_deleted(bool done) {
  state_.deletion = done ? Deletion::kDone : Deletion::kNone;
  if (!done) {
    state_.notice = {.code = ErrorCode::kCannotDelete, .subject = "", .remains = ""};
  }
  host_.announce(
      std::string(text(state_.language, done ? Text::kDeleteKeptDone : Text::kErrorDelete)));
  frames_wanted_ = 2;
}

void App::tell_restart() {
  state_.notice = {.code = ErrorCode::kRestarted, .subject = "", .remains = ""};
}

// Several things may be missing: they are told one after the other.
void App::tell_missing(ErrorCode code) {
  missing_.push_back(code);
  tell_next_missing();
}

void App::tell_next_missing() {
  frames_wanted_ = 2;
  if (state_.notice || missing_.empty()) return;
  state_.notice = {.code = missing_.front(), .subject = "", .remains = ""};
}

// A notice must not outlive its cause.
void App::clear_notice(ErrorCode code) {
  std::erase(missing_, code);
  if (state_.notice && state_.notice->code == code) state_.notice.reset();
  tell_next_missing();
}

void App::keep(KeptPart part) {
  if (!host_.keeps()) return;
  if (state_.deletion == Deletion::kDone) state_.deletion = Deletion::kNone;
  host_.keep(part, bytes_to_keep(state_, part));
  if (part == KeptPart::kNetwork) {
    weights_since_kept_ = 0;
    keep(KeptPart::kVisitor);  // the settings that the network goes with
  }
}

void App::offer_shipped_model(std::span<const std::uint8_t> file) {
  shipped_file_.assign(file.begin(), file.end());
  clear_notice(ErrorCode::kShippedSilent);
  const bool begin_with_it =
      std::exchange(shipped_late_, false) && !state_.trained && state_.idle() && !shape_named_;
  if (std::exchange(shipped_wanted_, false) || begin_with_it) use_shipped();
}

void App::shipped_model_is_late() {
  shipped_late_ = true;
  tell_missing(ErrorCode::kShippedSilent);
}

void App::shipped_model_failed() {
  shipped_wanted_ = false;
  state_.notice = {.code = ErrorCode::kBadModel, .subject = kShippedName, .remains = ""};
  frames_wanted_ = 2;
}

void App::use_shipped_model(std::span<const std::uint8_t> file) {
  offer_shipped_model(file);
  if (shape_named_) return;  // the address means a network of that shape
  const Result<Network<float>> network = read_model_file(file);
  if (!network) return shipped_model_failed();
  state_.network = with_class_count(*network, state_.classes());
  state_.trained = state_.shipped = true;
  read_drawing(state_);
}

void App::start() {
  const bool other_shape = shape_named_ && !state_.goes_on();
  read_drawing(state_);
  if (state_.place == Place::kLearn) tell_lesson_opened();
  const bool other_network =
      other_shape || (!state_.trained &&
                      (state_.settings.shape(kPixels, state_.classes()) != state_.network.shape() ||
                       state_.settings.seed != Settings{}.seed));
  if (other_network) {
    // A network that was kept stays kept until the visitor trains this one.
    set_aside(false);
    if (has_own_classes()) send_own_drawings(same_classes(state_.classes()), false);
    forget_network();
  } else {
    bring_engine_up_to_date();
  }
}

void App::use_leisure() {
  if (state_.data.wanted) return;
  state_.data.wanted = true;
  send(LoadDataCommand{});
}

void App::pointer(const PointerEvent& event) {
  frames_wanted_ = 2;
  // A touch on a control takes effect in the frame that follows. A stroke that comes sooner must
  // not be overtaken by it: the pad is cleared first, then drawn on.
  while (event.kind == PointerKind::kDown && !pointer_events_.empty()) {
    frame(last_frame_ms_, viewport_);
  }
  // Without a pad there is no pen: end_stroke() has seen to that.
  const InkPoint point = pad_.w > 0 && pad_.h > 0
                             ? InkPoint{(event.x - pad_.x) / pad_.w, (event.y - pad_.y) / pad_.h}
                             : InkPoint{};
  if (event.kind == PointerKind::kDown && !pen_ && pad_.contains(event.x, event.y)) {
    if (state_.key_pen.down) turn_pen();
    pen_ = event.id;
    put_pen_down(point);
    return;
  }
  if (pen_ != event.id) {
    // A second finger beside a drawing one is a hand's edge, and means nothing.
    if (!pen_) pointer_events_.push_back(event);
    return;
  }
  if (event.kind == PointerKind::kMove) {
    draw_on(point);
  } else {
    end_stroke();
  }
}

// The pen draws or rubs out from when it touches the pad until it leaves it, whatever happens on
// the screen meanwhile.
void App::put_pen_down(InkPoint point) {
  rubbing_ = eraser_chosen();
  if (rubbing_) return eraser_down(state_, point);
  pen_down(state_, point);
  tell_game_events();
}

void App::draw_on(InkPoint point) {
  if (rubbing_) {
    erase_at(state_, point);
  } else {
    pen_move(state_, point);
  }
}

void App::end_stroke() {
  if (state_.key_pen.down) turn_pen();
  if (!pen_) return;
  pen_.reset();
  lift_pen();
}

void App::lift_pen() {
  if (rubbing_) eraser_up(state_);
  rubbing_ = false;
  pen_up(state_);
  read_drawing(state_);
  play_drawn(state_, true);
  drawing_changed();
  tell_game_events();
  keep(KeptPart::kVisitor);
  host_.announce(guess_of(state_).line);
}

void App::show_pen(bool shown) {
  if (!shown && state_.key_pen.down) turn_pen();
  state_.key_pen.shown = shown;
  frames_wanted_ = 2;
}

void App::move_pen(int right, int down) {
  constexpr float kPenStep = 0.04f;  // of the pad's side
  constexpr float kMargin = 0.05f;
  KeyPen& pen = state_.key_pen;
  pen.at.x = std::clamp(pen.at.x + kPenStep * static_cast<float>(right), kMargin, 1 - kMargin);
  pen.at.y = std::clamp(pen.at.y + kPenStep * static_cast<float>(down), kMargin, 1 - kMargin);
  if (pen.down) draw_on(pen.at);
  frames_wanted_ = 2;
}

void App::turn_pen() {
  KeyPen& pen = state_.key_pen;
  if (pen_) return;  // a hand is drawing
  pen.down = !pen.down;
  if (pen.down) {
    put_pen_down(pen.at);
    host_.announce(std::string(text(state_.language, Text::kPenDown)));
  } else {
    lift_pen();
  }
  frames_wanted_ = 2;
}

void App::wipe_pad() {
  state_.key_pen.down = false;
  act(ClearPad{});
  frames_wanted_ = 2;
}

bool App::eraser_chosen() const { return state_.place == Place::kInside && state_.inside.erasing; }

void App::wheel(float lines) {
  ImGui::GetIO().MouseWheel += lines;
  frames_wanted_ = 2;
}

void App::key(int digit) {
  frames_wanted_ = 2;
  if (!state_.play.duel || state_.place != Place::kPlay) return;
  if (state_.play.duel->phase() == Duel::Phase::kSure) {
    if (digit >= 1 && digit <= static_cast<int>(kSureness.size())) act(StateSureness{digit - 1});
  } else {
    act(AnswerDuel{digit});
  }
}

void App::activate_control(const std::string& id, const std::string& value) {
  semantics_.activate(id, value);
  frames_wanted_ = 2;
}

void App::focus_control(const std::string& id) {
  semantics_.focus(id);
  frames_wanted_ = 2;
}

// ---- What the visitor does ----------------------------------------------------------------------

RequestId App::act(const Action& action) {
  asked_ = kNoRequest;
  struct Visitor {
    App& app;
    State& state;
    void operator()(const GoTo& go) {
      app.end_stroke();  // the pad may lie elsewhere there, or nowhere
      go_to(state, go.place);
      ask_again(state);
      read_drawing(state);
      if (go.place == Place::kLearn) app.tell_lesson_opened();
    }
    void operator()(const ShowInside& show) {
      state.inside.view = show.view;
      state.inside.erasing = false;
      ask_again(state);
    }
    void operator()(const SelectUnit& select) { state.inside.unit = select.unit; }
    void operator()(const CompareDigits& compare) {
      state.inside.digit = compare.digit;
      state.inside.against = compare.against;
      look_inside(state);
    }
    void operator()(const ToggleEraser&) { state.inside.erasing = !state.inside.erasing; }
    void operator()(const ShowData& show) { state.inside.data = show.view; }
    void operator()(const ChooseExperiment& choose) {
      app.stop_experiment();
      state.inside.experiment = {};
      state.inside.experiment.chosen = choose.kind;
    }
    void operator()(const RunExperiment& run) { app.run_experiment(run.expected); }
    void operator()(const StopExperiment&) { app.stop_experiment(); }
    void operator()(const OpenLesson& open) {
      app.stop_experiment();
      open_lesson(state, open.lesson);
      app.tell_lesson_opened();
    }
    void operator()(const SetNeuronWeight& set) {
      state.learn.weights[static_cast<std::size_t>(set.input)] = set.weight;
    }
    void operator()(const SetNeuronBias& set) { state.learn.bias = set.bias; }
    void operator()(const ChoosePixel& choose) { state.learn.pixel = choose.pixel; }
    void operator()(const StateLabel& stated) { state_label(state, stated.label); }
    void operator()(const PushLogit& push) {
      state.learn.pushed_digit = push.digit;
      state.learn.push = push.push;
    }
    void operator()(const ChooseWeight& choose) {
      state.learn.weight = choose.weight;
      state.learn.nudge.reset();
    }
    void operator()(const NudgeWeight& nudge) { nudge_weight(state, nudge.nudge); }
    void operator()(const ChooseRate& choose) { state.learn.downhill.rate = choose.rate; }
    void operator()(const StepDownhill&) { step_downhill(state); }
    void operator()(const RestartDownhill&) { restart_downhill(state); }
    void operator()(const ReleaseMethods&) { release_methods(state); }
    void operator()(const ShowFact& show) {
      state.learn.fact = show.fact;
      state.learn.facts_seen |= 1u << show.fact;
    }
    void operator()(const CountRequests&) {
      const auto [own, foreign] = app.host_.count_requests();
      state.learn.requests = {.own = own, .foreign = foreign};
    }
    void operator()(const SetLanguage& set) { app.use_language(set.language); }
    void operator()(const SetTheme& set) { state.theme = set.theme; }
    void operator()(const Undo&) {
      undo(state);
      app.drawing_changed();
      app.keep(KeptPart::kVisitor);
    }
    void operator()(const ClearPad&) {
      clear_pad(state);
      app.keep(KeptPart::kVisitor);
    }
    void operator()(const NameDrawing& name) { app.name_drawing(name.label); }
    void operator()(const SelectOwn& select) { state.selected_own = select.index; }
    void operator()(const RelabelOwn& relabel) {
      state.own_drawings[relabel.index].label = relabel.label;
      app.teach_same_classes(true);
    }
    void operator()(const DeleteOwn& remove) {
      delete_own_drawing(state, remove.index);
      app.teach_same_classes(true);
    }
    void operator()(const DeleteSymbol& remove) { app.delete_symbol(remove.label); }
    void operator()(const ToggleHand&) {
      state.hand_open = !state.hand_open;
      state.selected_own.reset();
    }
    void operator()(const ShowHand&) {
      app.end_stroke();
      go_to(state, Place::kTrain);
      state.hand_open = true;
      app.semantics_.focus("hand");
    }
    void operator()(const ToggleMood&) { state.mood_open = !state.mood_open; }
    void operator()(const StartGame& start) { app.start_game(start.kind, start.options); }
    void operator()(const LeaveGame&) {
      leave_game(state);
      read_drawing(state);
    }
    void operator()(const SkipPrompt&) {
      if (state.play.sprint) state.play.sprint->skip();
      state.pad.named = true;
    }
    void operator()(const NextHole&) {
      if (!state.play.golf) return;
      play_before_drawing(state);
      state.pad = {};
      read_drawing(state);
    }
    void operator()(const AnswerDuel& answer) {
      if (state.play.duel) state.play.duel->answer(answer.digit);
    }
    void operator()(const StateSureness& sureness) {
      if (state.play.duel) state.play.duel->state_sureness(sureness.step);
    }
    void operator()(const NextPicture&) {
      if (state.play.duel) state.play.duel->next();
    }
    void operator()(const ToggleSound&) {
      state.play.sound = !state.play.sound;
      if (state.play.sound) app.host_.play_sound(Sound::kHit);
      app.keep(KeptPart::kVisitor);
    }
    void operator()(const ShareCard&) { app.host_.save_card(share_card(state), app.game_link()); }
    void operator()(const ShareLink&) {
      state.play.link_copy = Play::LinkCopy::kNone;
      app.host_.copy_link(app.game_link());
    }
    void operator()(const ToggleInkSteps&) { state.ink_steps_open = !state.ink_steps_open; }
    void operator()(const StartTraining& start) {
      app.start_training(state.settings, start.one_step);
    }
    void operator()(const PauseTraining&) { app.send(PauseCommand{}); }
    void operator()(const ResumeTraining& resume) { app.send(ResumeCommand{resume.one_step}); }
    void operator()(const StopTraining&) { app.send(StopCommand{}); }
    void operator()(const ResetNetwork&) {
      app.set_aside(false);
      app.forget_network();
      app.keep(KeptPart::kNetwork);
    }
    void operator()(const BringBack&) { app.bring_back(); }
    void operator()(const UseShipped&) { app.use_shipped(); }
    void operator()(const UseNetwork& use) {
      app.set_aside(false);
      app.use_network(use.network);
      app.keep(KeptPart::kNetwork);
    }
    void operator()(const ChangeSetting& change) { app.change_setting(change); }
    void operator()(const RestoreSettings&) {
      state.settings = {};
      state.refused_setting.reset();
      app.keep(KeptPart::kVisitor);
    }
    void operator()(const UseSturdySettings&) {
      state.settings = sturdy_settings();
      state.refused_setting.reset();
      app.keep(KeptPart::kVisitor);
    }
    void operator()(const SaveNetwork& save) {
      const Network<float> digits = with_class_count(state.network, kDigits);
      app.host_.save_file(save.onnx ? "inkling.onnx" : "inkling.safetensors",
                          save.onnx ? to_onnx(digits) : to_safetensors(digits));
    }
    void operator()(const ChooseFile&) { app.host_.choose_file(); }
    void operator()(const DeleteKept&) { app.delete_everything(); }
    void operator()(const ToggleSettings&) {
      state.settings_open = !state.settings_open;
      state.refused_setting.reset();
      if (state.settings_open) app.semantics_.focus("setting-hidden");
    }
    void operator()(const ToggleSpeed&) {
      state.speed_open = !state.speed_open;
      if (state.speed_open) app.semantics_.focus("speed-measure");
    }
    void operator()(const MeasureSpeed& measure) {
      state.speed.clear();
      state.measuring_speed = true;
      state.data.wanted = true;
      app.semantics_.focus("speed-measure");  // what is measured appears under it
      app.send(MeasureSpeedCommand{measure.detailed});
    }
    void operator()(const Retry&) {
      const bool train = state.notice && state.notice->retry_training;
      state.notice.reset();
      if (app.chinese_wanted_) return app.use_language(Language::kChinese);
      state.inside.asked = {};
      if (train) {
        app.go_on_with_interrupted_training();
      } else {
        app.send(LoadDataCommand{});
      }
    }
    void operator()(const DismissNotice&) {
      if (state.notice) app.clear_notice(state.notice->code);
    }
    void operator()(const OpenNotices&) { app.host_.open_notices(); }
  };
  std::visit(Visitor{*this, state_}, action.content());
  const RequestId asked = asked_;
  tell_game_events();
  frames_wanted_ = 2;
  return asked;
}

void App::change_setting(const ChangeSetting& change) {
  Settings& settings = state_.settings;
  const OptimizerKind before = settings.optimizer;
  const Status set = set_setting(settings, *change.info, change.text);
  if (!set) {
    state_.refused_setting = {.name = change.info->name, .text = change.text};
    host_.announce(refused_setting_words(state_));
    return;
  }
  state_.refused_setting.reset();
  // Each method has a learning rate that suits it; one that the visitor chose stays.
  if (settings.optimizer != before && settings.learning_rate == default_learning_rate(before)) {
    settings.learning_rate = default_learning_rate(settings.optimizer);
  }
  keep(KeptPart::kVisitor);
}

// ---- The visitor's own drawings -----------------------------------------------------------------

void App::name_drawing(int label) {
  if (state_.demonstrating || is_empty(state_.pad.strokes)) return;
  const bool is_new = label == state_.classes();
  if (is_new && (!state_.idle() || state_.symbols() == kMaxSymbols)) return;
  std::vector<int> classes = same_classes(state_.classes());
  if (is_new) classes.push_back(-1);
  inkling::name_drawing(state_, label);
  teach(classes, true);
  host_.announce(text(state_.language, Text::kHandKept, {class_name(state_.language, label)}));
}

void App::delete_symbol(int label) {
  if (!state_.idle()) return;
  std::vector<int> classes = same_classes(state_.classes());
  classes.erase(classes.begin() + label);
  inkling::delete_symbol(state_, label);
  teach(classes, false);
}

void App::teach_same_classes(bool learn) { teach(same_classes(state_.classes()), learn); }

void App::teach(const std::vector<int>& classes, bool learn) {
  send_own_drawings(classes, learn);
  keep(KeptPart::kVisitor);
}

void App::send_own_drawings(const std::vector<int>& classes, bool learn) {
  TeachCommand command{.pixels = {}, .labels = {}, .classes = classes, .learn = learn};
  for (const OwnDrawing& own : state_.own_drawings) {
    command.pixels.insert(command.pixels.end(), own.picture.begin(), own.picture.end());
    command.labels.push_back(static_cast<std::uint8_t>(own.label));
  }
  state_.teaching_wanted = learn && !command.labels.empty();
  if (learn) state_.data.wanted = true;
  send(command);
}

// ---- What is replaced, and brought back ---------------------------------------------------------

void App::set_aside(bool everything) {
  // Random weights are nothing that anybody would want back.
  if (!state_.trained && !everything) return;
  state_.replaced = Replaced{.visitor = everything ? bytes_to_keep(state_, KeptPart::kVisitor)
                                                   : std::vector<std::uint8_t>(),
                             .network = bytes_to_keep(state_, KeptPart::kNetwork),
                             .trained = state_.trained,
                             .layers = state_.network.shape().layers,
                             .test_accuracy = state_.test_accuracy};
}

void App::bring_back() {
  if (!state_.replaced || !state_.idle()) return;
  const Replaced back = *std::exchange(state_.replaced, std::nullopt);
  const bool everything = !back.visitor.empty();
  if (!everything) set_aside(false);  // so it can be changed back again
  if (everything) inkling::take_up_kept(state_, KeptPart::kVisitor, back.visitor);
  inkling::take_up_kept(state_, KeptPart::kNetwork, back.network);
  state_.shipped = false;
  state_.deletion = Deletion::kNone;
  state_.notice.reset();
  read_drawing(state_);
  send_own_drawings(same_classes(state_.classes()), false);
  if (back.trained) {
    send_network();
  } else {
    forget_network();
  }
  keep(KeptPart::kNetwork);
  host_.announce(std::string(text(state_.language, Text::kBroughtBack)));
}

void App::use_network(const Network<float>& network) {
  state_.network = with_class_count(network, state_.classes());
  state_.trained = true;
  state_.shipped = false;
  state_.test_accuracy.reset();
  state_.training = {};
  state_.notice.reset();
  read_drawing(state_);
  send_network();
}

void App::use_shipped() {
  if (!state_.idle()) return;
  if (shipped_file_.empty()) {
    shipped_wanted_ = true;
    host_.fetch_shipped_model();
    return;
  }
  const Result<Network<float>> network = read_model_file(shipped_file_);
  if (!network) return shipped_model_failed();
  set_aside(false);
  use_network(*network);
  state_.shipped = true;
  keep(KeptPart::kNetwork);
}

// Random weights, here and in the engine, of the shape that the settings ask for.
void App::forget_network() {
  state_.training = {};
  state_.network = Network<float>(state_.settings.shape(kPixels, state_.classes()));
  state_.network.initialise(state_.settings.seed);
  state_.trained = state_.shipped = false;
  state_.test_accuracy.reset();
  read_drawing(state_);
  send(ResetCommand{state_.settings});
}

// Ends as a first visit begins; all of it can be brought back until the page is closed.
void App::delete_everything() {
  if (!state_.idle()) return;
  end_stroke();
  set_aside(true);
  if (state_.play.kind) leave_game(state_);
  state_.settings = {};
  state_.own_drawings.clear();
  state_.symbol_ids.clear();
  state_.selected_own.reset();
  state_.play.best.clear();
  state_.play.sound = false;
  state_.learn.steps_done = {};
  state_.pad = {};
  state_.demonstrating = true;
  state_.demonstration_ms = 0;
  state_.notice.reset();
  weights_since_kept_ = 0;  // what the engine sends back now is nothing new
  send_own_drawings(same_classes(kDigits), false);
  const Result<Network<float>> shipped = read_model_file(shipped_file_);
  if (shipped && !shape_named_) {
    use_network(*shipped);
    state_.shipped = true;
  } else {
    forget_network();
  }
  state_.deletion = Deletion::kUnderWay;
  kept_base_ = bytes_to_keep(state_, KeptPart::kVisitor);
  host_.delete_kept();
}

// ---- Games --------------------------------------------------------------------------------------

void App::start_game(GameKind kind, const GameOptions& options) {
  inkling::start_game(state_, kind, options);
  read_drawing(state_);
  if (wants_pictures(state_)) send(TestPicturesCommand{});
  tell_game_events();
}

std::string App::game_link() const {
  const Play& play = state_.play;
  std::string link = std::string("mode=play&game=") + kGameNames[static_cast<int>(*play.kind)] +
                     "&seed=" + std::to_string(play.options.seed);
  if (play.options.rounds > 0) link += "&rounds=" + std::to_string(play.options.rounds);
  if (play.options.level > 1) link += "&level=" + std::to_string(play.options.level);
  return link;
}

void App::tell_game_events() {
  for (const GameEvent& event : take_game_events(state_)) tell_game_event(event);
}

void App::tell_game_event(const GameEvent& event) {
  using Phase = GameEvent::Phase;
  Play& play = state_.play;
  api_.game(*play.kind, event);
  const auto sound = [&](Sound kind) {
    if (play.sound) host_.play_sound(kind);
  };
  if (event.phase == Phase::kPrompt) {
    if (event.prompt >= 0) {
      host_.announce(text(state_.language, Text::kDrawThis, {std::to_string(event.prompt)}));
    }
    return;
  }
  if (event.phase == Phase::kScored) {
    if (play.sprint) {
      state_.pad.named = true;  // the next stroke begins the next digit
      play.flash_points = play.sprint->hits().back().points;
      play.flash_ms = kFlashMs;
    }
    const bool good = !play.duel || play.duel->current().visitor_right();
    sound(good ? Sound::kHit : Sound::kMiss);
    host_.announce(game_result_words(state_));
    return;
  }
  play.new_best = keep_best(state_);
  sound(Sound::kOver);
  keep(KeptPart::kVisitor);
  host_.announce(text(state_.language, Text::kGameOver, {score_words(state_)}));
}

// ---- Looking inside -----------------------------------------------------------------------------

void App::run_experiment(Comparative expected) {
  ExperimentView& view = state_.inside.experiment;
  if (!view.chosen || !state_.idle()) return;
  const ExperimentPlan plan = plan_of(*view.chosen, state_.settings.seed);
  view.expected = expected;
  view.running = true;
  view.sides.clear();
  state_.data.wanted = true;
  send(ExperimentCommand{.sides = {plan.sides[0], plan.sides[1]}, .steps = plan.steps});
}

void App::stop_experiment() {
  if (std::exchange(state_.inside.experiment.running, false)) send(ExperimentCommand{});
}

void App::ask_for_what_is_shown() {
  for (const Command& command : take_wanted_commands(state_)) send(command);
}

// ---- Lessons ------------------------------------------------------------------------------------

void App::tell_lesson_opened() {
  const Learn& learn = state_.learn;
  api_.lesson({learn.lesson, learn.steps_done[static_cast<std::size_t>(learn.lesson - 1)],
               lesson_done(learn, learn.lesson)});
}

void App::tell_lesson_events() {
  for (const LessonEvent& event : advance_lesson(state_)) {
    api_.lesson(event);
    host_.announce(text(state_.language, event.done ? Text::kLessonDone : Text::kStepDone,
                        {std::to_string(event.lesson), std::to_string(event.step)}));
    keep(KeptPart::kVisitor);
  }
}

// ---- Training -----------------------------------------------------------------------------------

void App::start_training(const Settings& settings, bool one_step) {
  state_.notice.reset();
  if (!state_.goes_on()) set_aside(false);
  state_.training = {};
  state_.training.settings = settings;
  state_.training.phase = Training::Phase::kWaitingForData;
  state_.training.goes_on = state_.goes_on();
  state_.data.wanted = true;
  send(TrainCommand{.settings = settings, .one_step = one_step});
}

// From the newest weights, for as many epochs as were left.
void App::go_on_with_interrupted_training() {
  const Training interrupted = state_.training;
  const float done = interrupted.train_curve.empty() ? 0 : interrupted.train_curve.back().epochs;
  Settings rest = interrupted.settings;
  rest.epochs = std::max(1, rest.epochs - static_cast<int>(done - interrupted.epochs_before));
  start_training(rest, false);
  state_.training.epochs_before = done;
  state_.training.train_curve = interrupted.train_curve;
  state_.training.test_curve = interrupted.test_curve;
}

void App::drawing_changed() {
  frames_wanted_ = 2;
  api_.drawing_read();
}

// ---- The engine ---------------------------------------------------------------------------------

RequestId App::send(const Command& command) { return asked_ = engine_.send(command); }

// At the start it knows ten classes, no drawings, and the random weights that the app begins with.
void App::bring_engine_up_to_date() {
  if (has_own_classes()) send_own_drawings(same_classes(state_.classes()), false);
  if (state_.trained) send_network();
}

void App::restore_engine() {
  ask_again(state_);
  state_.inside.asked.map = false;
  if (has_own_classes()) send_own_drawings(same_classes(state_.classes()), false);
  send_network();
}

bool App::has_own_classes() const { return state_.symbols() > 0 || !state_.own_drawings.empty(); }

// They come back from the engine once.
void App::send_network() {
  const auto parameters = state_.network.parameters();
  send(SetWeightsCommand{.layers = state_.network.shape().layers,
                         .activation = state_.network.shape().activation,
                         .parameters = {parameters.begin(), parameters.end()},
                         .trained = state_.trained});
}

void App::engine_event(const EngineMessage& message) {
  const EngineClient::Received received = engine_.receive(message);
  if (received.current) {
    if (message.answers) take_refusal(message.event, received);
    // The answer of an error is the affair of who asked: what went wrong is told by itself.
    if (!message.answers || !std::holds_alternative<ErrorEvent>(message.event)) {
      take_event(message.event, received.own_weights);
      api_.engine_event(message.event);
    }
  }
  if (message.answers) api_.answered(message);
  frames_wanted_ = 2;
}

void App::take_refusal(const Event& event, const EngineClient::Received& received) {
  const bool done =
      !std::holds_alternative<ErrorEvent>(event) && !std::holds_alternative<SupersededEvent>(event);
  if (done) return;
  if (received.of_experiment) state_.inside.experiment.running = false;
  if (received.of_run && !state_.training.teaching) {
    state_.training.phase = Training::Phase::kIdle;
  }
}

void App::take_event(const Event& event, bool own_weights) {
  const auto* weights = std::get_if<WeightsEvent>(&event);
  const bool was_trained = state_.trained;
  const std::optional<double> accuracy = state_.test_accuracy;
  const LoadingEvent loading_before = state_.data.loading;
  apply_event(state_, event);
  if (own_weights) {
    state_.test_accuracy = accuracy;  // it is of these
  } else if (weights != nullptr) {
    state_.shipped = false;
  }
  if (was_trained && !state_.trained) keep(KeptPart::kNetwork);
  const auto* finished = std::get_if<FinishedEvent>(&event);
  if (weights != nullptr) {
    api_.drawing_read();
    if (++weights_since_kept_ >= kKeepEvery) keep(KeptPart::kNetwork);
  }
  if (finished != nullptr) keep(KeptPart::kNetwork);

  if (std::holds_alternative<LoadingEvent>(event)) announce_loading(loading_before);
  if (const auto* epoch = std::get_if<EpochEvent>(&event);
      epoch != nullptr && !state_.training.teaching) {
    host_.announce(
        text(state_.language, Text::kSayEpoch,
             {std::to_string(epoch->epoch), percent(state_.language, epoch->test_accuracy, 1)}));
  }
  if (finished != nullptr && finished->teaching) {
    host_.announce(std::string(text(
        state_.language, newest_is_learned(state_) ? Text::kHandLearned : Text::kHandNotLearned)));
  } else if (finished != nullptr && std::isfinite(finished->test_accuracy)) {
    host_.announce(text(state_.language, Text::kSayFinished,
                        {percent(state_.language, finished->test_accuracy, 2)}));
  }
  if (std::holds_alternative<ReadyEvent>(event)) {
    clear_notice(ErrorCode::kEngineSilent);
    if (!std::exchange(announced_ready_, true)) api_.ready();
  }
}

// Its beginning and its end.
void App::announce_loading(const LoadingEvent& before) {
  const LoadingEvent& now = state_.data.loading;
  if (before.total == 0) {
    host_.announce(std::string(text(state_.language, Text::kSayLoading)));
  } else if (now.complete && !before.complete) {
    host_.announce(std::string(text(state_.language, Text::kSayLoaded)));
  } else if (now.stalled && !before.stalled) {
    host_.announce(std::string(text(state_.language, Text::kLoadingStalled)));
  }
}

void App::engine_is_silent() {
  if (announced_ready_) return;
  tell_missing(ErrorCode::kEngineSilent);
  announced_ready_ = true;
  api_.ready();
}

void App::engine_died(const std::string& said) {
  if (!engine_.alive()) return;
  engine_.died();
  state_.notice = {.code = ErrorCode::kEngineFailed,
                   .subject = said,
                   .remains = "",
                   .retry_training = state_.training.phase != Training::Phase::kIdle};
  state_.training.phase = Training::Phase::kIdle;
  state_.teaching_wanted = false;
  state_.measuring_speed = false;
  state_.inside.experiment.running = false;
  api_.engine_died(said);
  if (!std::exchange(announced_ready_, true)) api_.ready();
  frames_wanted_ = 2;
}

// ---- Frames -------------------------------------------------------------------------------------

void App::use_language(Language language) {
  chinese_wanted_ = language == Language::kChinese && !chinese_fonts_there_;
  if (chinese_wanted_) {
    host_.fetch_chinese_fonts();
  } else {
    state_.language = language;
  }
}

void App::add_chinese_fonts(FontFiles fonts) {
  chinese_fonts_ = std::move(fonts);
  chinese_fonts_there_ = true;
  fonts_ratio_ = 0;
  if (chinese_wanted_) use_language(Language::kChinese);
  clear_notice(ErrorCode::kFontsMissing);
  frames_wanted_ = 2;
}

void App::fonts_are_late() { tell_missing(ErrorCode::kFontsMissing); }

void App::add_fonts(FontFiles fonts) {
  english_fonts_ = std::move(fonts);
  fonts_ratio_ = 0;
  clear_notice(ErrorCode::kFontsMissing);
  frames_wanted_ = 2;
}

void App::chinese_fonts_failed() {
  state_.notice = {.code = ErrorCode::kUnreachable, .subject = "fonts", .remains = ""};
  frames_wanted_ = 2;
}

void App::prepare_fonts(float pixel_ratio) {
  const bool fits = fonts_ratio_ == pixel_ratio && fonts_language_ == state_.language;
  if (fits || (kDynamicFonts && fonts_ratio_ != 0)) return;
  fonts_ratio_ = pixel_ratio;
  fonts_language_ = state_.language;
  fonts_ = load_fonts(english_fonts_, chinese_fonts_, all_texts(state_.language), pixel_ratio);
  fonts_changed_ = true;
}

// Gives ImGui the pointer up to the next press or release: it sees one state of the button a frame,
// and a quick tap would pass between two of them.
void App::feed_pointer() {
  ImGuiIO& io = ImGui::GetIO();
  while (!pointer_events_.empty()) {
    const PointerEvent event = pointer_events_.front();
    pointer_events_.pop_front();
    io.MousePos = {event.x, event.y};
    if (event.kind == PointerKind::kMove) continue;
    io.MouseDown[0] = event.kind == PointerKind::kDown;
    if (!io.MouseDown[0] && event.touch) {
      // A lifted finger points at nothing; but only after ImGui has seen where it was lifted.
      pointer_events_.push_front({.kind = PointerKind::kMove, .x = -FLT_MAX, .y = -FLT_MAX});
    }
    break;
  }
  if (!pointer_events_.empty()) frames_wanted_ = 2;
}

// What the page shows beside the canvas, where it is no longer true.
void App::tell_page() {
  std::string semantics = semantics_.json();
  if (semantics != shown_semantics_) {
    shown_semantics_ = std::move(semantics);
    host_.show_semantics(shown_semantics_);
  }
  std::string lesson = state_.place == Place::kLearn ? lesson_json(state_, article_) : "";
  if (lesson != shown_lesson_) {
    shown_lesson_ = std::move(lesson);
    host_.show_lesson(shown_lesson_);
  }
  const std::pair appearance = {state_.language, state_.dark()};
  if (shown_appearance_ != appearance) {
    shown_appearance_ = appearance;
    host_.show_appearance(kLanguageNames[static_cast<int>(state_.language)], state_.dark());
  }
}

bool App::frame(double now_ms, const Viewport& viewport) {
  const double elapsed_ms = std::clamp(now_ms - last_frame_ms_, 0.0, kLongestFrameMs);
  // A hidden page gets no frames: the time of a game stands still until it is seen again.
  const double game_ms = std::clamp(now_ms - last_frame_ms_, 0.0, kLongestGameFrameMs);
  last_frame_ms_ = now_ms;
  viewport_ = viewport;
  if (frames_wanted_ > 0) --frames_wanted_;
  // The pad may have been cleared under the pen.
  state_.key_pen.down = state_.key_pen.down && (state_.pad.pen_down || rubbing_);
  if (pen_ || state_.key_pen.down) {
    read_drawing(state_);
    play_drawn(state_, false);
  }
  const bool playing = state_.place == Place::kPlay && advance_play(state_, game_ms);
  const bool descending = advance_landscape(state_);
  const bool moving = animate(state_, elapsed_ms) || playing || descending;
  tell_game_events();

  prepare_fonts(viewport.pixel_ratio);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {viewport.width, viewport.height};
  io.DisplayFramebufferScale = {viewport.pixel_ratio, viewport.pixel_ratio};
  io.DeltaTime = static_cast<float>(std::max(elapsed_ms, 1.0) / 1000);
  feed_pointer();

  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
  semantics_.begin_frame();
  Ui ui(state_.language, palette(state_.dark(), state_.preferences.more_contrast), fonts_,
        semantics_, presses_, now_ms);
  pad_ = draw_screen(ui, state_, {0, 0, viewport.width, viewport.height});
  if (pad_.w <= 0 || pad_.h <= 0) end_stroke();
  article_ = ui.article();
  ImGui::End();
  ImGui::Render();

  for (const Action& action : ui.actions()) act(action);
  if (state_.place == Place::kLearn) tell_lesson_events();
  ask_for_what_is_shown();
  tell_page();
  return moving || frames_wanted_ > 0;
}

}  // namespace inkling
