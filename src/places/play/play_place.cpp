#include "places/play/play_place.h"

#include <algorithm>
#include <utility>

#include "app/core/drawing.h"
#include "app/core/results.h"
#include "app/core/saving.h"
#include "base/bytes.h"
#include "base/names.h"
#include "base/whole_number.h"
#include "nn/verdict.h"
#include "places/play/play_result.h"
#include "places/play/play_view.h"
#include "places/play/play_words.h"
#include "ui/class_names.h"

namespace inkling {

void PlayPlace::draw_sign(Ui& ui, Rect area, ImU32 colour) const {
  ui.draw().AddTriangleFilled({area.x + 4, area.y + 2}, {area.x + 4, area.bottom() - 2},
                              {area.right() - 1, area.centre_y()}, colour);
}

Rect PlayPlace::draw(Ui& ui, Rect area, bool wide) const {
  return draw_play_view(ui, core_.state, play_, area, wide);
}

// ---- Games come and go --------------------------------------------------------------------------

void PlayPlace::start(GameKind kind, const GameOptions& options) {
  State& state = core_.state;
  if (!core_.shows(*this)) go_to(core_, *this);
  // If another game comes before this one, the visitor's drawing has been put aside already.
  if (!state.pad_aside) state.pad_aside = std::move(state.pad);
  play_ = without_game(play_);
  play_.kind = kind;
  play_.options = options;
  state.pad = {};
  state.demonstrating = false;
  state.demonstration.clear();
  if (kind == GameKind::kSprint) {
    play_.sprint.emplace(options).begin();
  } else if (kind == GameKind::kGolf) {
    play_.golf.emplace(options).begin();
  }
  state.guesses_aloud = play_.sprint || play_.golf;
  predict_drawing(core_);
  if (waits_for_pictures()) send(core_, TestPicturesCommand{});
  tell_events();
}

void PlayPlace::give_pad_back() {
  State& state = core_.state;
  state.guesses_aloud = false;
  if (!state.pad_aside) return;
  state.pad = std::move(*state.pad_aside);
  state.pad_aside.reset();
  state.pad.pen_down = false;
}

void PlayPlace::leave_game() {
  give_pad_back();
  play_ = without_game(play_);
  predict_drawing(core_);
}

void PlayPlace::enter(std::string_view) {
  if (!play_.kind) return;
  State& state = core_.state;
  state.pad_aside = std::exchange(state.pad, std::move(play_.pad));
  play_.pad = {};
  state.guesses_aloud = play_.sprint || play_.golf;
}

void PlayPlace::leave() {
  play_.watch.pause();
  if (play_.kind) play_.pad = core_.state.pad;
  give_pad_back();
}

void PlayPlace::forget() {
  if (play_.kind) {
    // Where another place is shown, it has the visitor's pad already.
    if (core_.shows(*this)) give_pad_back();
    play_ = without_game(play_);
  }
  play_.sound = false;
}

namespace {

// Returns how the drop looks at what was scored.
std::optional<Mood::Face> reaction(const Play& play) {
  constexpr int kProudStreak = 3;
  if (play.sprint && play.sprint->streak() >= kProudStreak) return Mood::Face::kProud;
  if (!play.golf) return std::nullopt;
  const Golf::Result& hole = play.golf->results().back();
  if (!hole.read) return Mood::Face::kSheepish;
  return hole.ink <= Golf::par_of(hole.digit) ? std::optional(Mood::Face::kProud) : std::nullopt;
}

}  // namespace

// ---- The visitor --------------------------------------------------------------------------------

bool PlayPlace::act(const Action& action) {
  const bool mine = handle(
      action, [&](const StartGame& wanted) { start(wanted.kind, wanted.options); },
      [&](const LeaveGame&) { leave_game(); },
      [&](const SkipPrompt&) {
        if (play_.sprint) play_.sprint->skip();
        core_.state.mood = reacting(core_.state.mood, Mood::Face::kSheepish);
        core_.state.pad.named = true;
      },
      [&](const NextHole&) {
        if (!play_.golf) return;
        before_drawing();
        core_.state.pad = {};
        predict_drawing(core_);
      },
      [&](const AnswerDuel& answer) {
        if (play_.duel) play_.duel->answer(answer.digit);
      },
      [&](const SetConfidence& confidence) {
        if (play_.duel) play_.duel->set_confidence(confidence.step);
      },
      [&](const NextPicture&) {
        if (play_.duel) play_.duel->next();
      },
      [&](const ToggleSound&) {
        play_.sound = !play_.sound;
        if (play_.sound) core_.host.play_sound(Sound::kHit);
        save(core_, SavedPart::kVisitor);
      },
      [&](const ShareCard&) {
        core_.host.save_card(share_card(core_.state, play_), link());
        play_.card_saved = true;
        announce(core_, Text::kCardSaved);
      },
      [&](const ShareLink&) {
        play_.link_copy = Play::LinkCopy::kNone;
        core_.host.copy_link(link());
      });
  if (mine) tell_events();
  return mine;
}

void PlayPlace::key(int digit) {
  if (!play_.duel) return;
  if (play_.duel->phase() == Duel::Phase::kSure) {
    if (digit >= 1 && digit <= static_cast<int>(kConfidence.size())) {
      inkling::act(core_, SetConfidence{digit - 1});
    }
  } else {
    inkling::act(core_, AnswerDuel{digit});
  }
}

std::string PlayPlace::link() const { return game_link(play_.kind, play_.options); }

void PlayPlace::link_copied(bool copied, const std::string& link) {
  play_.link_copy = copied ? Play::LinkCopy::kCopied : Play::LinkCopy::kRefused;
  play_.link = link;
  if (copied) {
    announce(core_, Text::kLinkCopied);
  } else {
    announce(core_, Text::kLinkRefused, {link});
  }
}

// ---- The pad ------------------------------------------------------------------------------------

void PlayPlace::before_drawing() {
  if (!play_.golf) return;
  if (play_.golf->resting()) {
    play_.shares.reset();
    play_.golf->next_hole();
  } else if (core_.state.pad.named) {
    play_.golf->wiped();
  }
  tell_events();
}

void PlayPlace::before_wiping(bool all) {
  if (!play_.golf || play_.golf->resting()) return;
  const Pad& pad = core_.state.pad;
  if (all) {
    play_.golf->wiped();
  } else {
    play_.golf->undone(pad.strokes, strokes_after_undo(pad));
  }
  tell_events();
}

void PlayPlace::on_drawn(bool lifted) {
  State& state = core_.state;
  const Prediction& prediction = state.prediction;
  if (prediction.empty) return;
  if (play_.sprint && lifted) play_.sprint->drawn(prediction.probabilities);
  if (play_.golf) {
    const bool rested = play_.golf->resting();
    play_.golf->drawn(state.pad.strokes, prediction.probabilities);
    if (!rested && play_.golf->resting()) {
      // The attribution shows where in the picture the decision lies.
      const Comparison two = compared(prediction.probabilities, play_.golf->prompt());
      play_.explained_against = two.against;
      play_.shares = attribute(state.model.network, prediction.picture, two.digit, two.against);
      state.pad.pen_down = false;
      state.pad.named = true;
      play_.rested_ms = 0;
    }
  }
  tell_events();
}

// ---- Time, and the engine -----------------------------------------------------------------------

bool PlayPlace::advance(double elapsed_ms) {
  if (play_.kind && !is_over(play_)) play_.watch.tick(core_.now_ms);
  play_.flash_ms = std::max(0.0, play_.flash_ms - elapsed_ms);
  if (play_.sprint) play_.sprint->advance(elapsed_ms);
  if (play_.duel) play_.duel->advance(elapsed_ms);
  const bool watching =
      play_.duel && (play_.duel->phase() == Duel::Phase::kReady || play_.duel->may_answer());
  const bool just_rested = play_.rested_ms < kLateStrokeMs;
  play_.rested_ms += elapsed_ms;
  const bool moving =
      play_.flash_ms > 0 || just_rested || (play_.sprint && play_.sprint->running()) || watching;
  tell_events();
  return moving;
}

void PlayPlace::on_event(const Event& event) {
  if (!waits_for_pictures()) return;
  if (std::holds_alternative<ErrorEvent>(event)) {
    // The pictures that the duel waits for do not come.
    if (!core_.shows(*this)) play_ = without_game(play_);
    if (play_.kind) leave_game();
    return;
  }
  const auto* pictures = std::get_if<TestPicturesEvent>(&event);
  if (pictures == nullptr || pictures->labels.empty()) return;
  std::vector<Duel::Example> examples(pictures->labels.size());
  for (std::size_t i = 0; i < examples.size(); ++i) {
    std::copy_n(pictures->pixels.begin() + static_cast<std::ptrdiff_t>(i * kPixels), kPixels,
                examples[i].picture.begin());
    examples[i].label = pictures->labels[i];
  }
  // The duel copies the network as it is now: a run of training that goes on changes none of its
  // answers.
  play_.duel
      .emplace(play_.options, std::move(examples),
               [network = core_.state.model.network](const Picture& picture) {
                 return predict(network, picture);
               })
      .begin();
  tell_events();
}

void PlayPlace::tell_events() {
  std::vector<GameEvent> events;
  if (play_.sprint) events = play_.sprint->take_events();
  if (play_.golf) events = play_.golf->take_events();
  if (play_.duel) events = play_.duel->take_events();
  for (const GameEvent& event : events) tell_event(event);
}

void PlayPlace::tell_event(const GameEvent& event) {
  using Phase = GameEvent::Phase;
  State& state = core_.state;
  if (event.phase == Phase::kOver) play_.code = keep_result(state, result_of(play_));
  if (core_.listener != nullptr) {
    core_.listener->on_place_event("game", game_json(*play_.kind, event, play_.code));
  }
  const auto sound = [&](Sound kind) {
    if (play_.sound) core_.host.play_sound(kind);
  };
  if (event.phase == Phase::kPrompt) {
    if (event.prompt >= 0)
      announce(core_, Text::kDrawThis, {class_with_article(state.language, event.prompt)});
    return;
  }
  if (event.phase == Phase::kScored) {
    if (!play_.duel) play_.drawings.push_back(state.prediction.picture);
    if (play_.sprint) {
      state.pad.named = true;  // The next stroke begins the next digit.
      play_.flash_points = play_.sprint->hits().back().points;
      play_.flash_ms = kFlashMs;
    }
    const bool good = !play_.duel || play_.duel->current().visitor_right();
    if (const auto face = reaction(play_)) state.mood = reacting(state.mood, *face);
    sound(good ? Sound::kHit : Sound::kMiss);
    announce(core_, game_result_words(state.language, play_));
    return;
  }
  play_.new_best = save_score();
  sound(Sound::kOver);
  save(core_, SavedPart::kVisitor);
  announce(core_, Text::kGameOver, {score_words(state.language, play_)});
}

bool PlayPlace::save_score() {
  // A game that was cut short by its link is no match for a whole one.
  const bool whole = play_.options.rounds == 0 && play_.options.level == 1;
  const int score = score_of(play_);
  if (!whole || score == 0) return false;
  State& state = core_.state;
  return add_score(state.best_scores,
                   {*play_.kind, whole_percents(state.model.test_accuracy), score});
}

// ---- The address, and what is remembered --------------------------------------------------------

std::optional<Parameter> PlayPlace::parameter(const std::string& name, const std::string& value) {
  GameOptions& offered = play_.offered;
  if (name == "game") {
    return parameter_of(value_named<GameKind>(kGameNames, value),
                        [this](GameKind game) { play_.linked = game; });
  }
  if (name == "rounds") {
    return parameter_of(whole_number(value, 1, kMostRounds),
                        [&offered](int rounds) { offered.rounds = rounds; });
  }
  if (name == "level") {
    return parameter_of(whole_number(value, 1, Duel::kLevels),
                        [&offered](int level) { offered.level = level; });
  }
  if (name == "seed") {
    Settings settings;
    const bool understood = set_setting(settings, *find_setting(name), value).ok();
    return parameter_of(understood ? std::optional(settings.seed) : std::nullopt,
                        [&offered](std::uint32_t seed) { offered.seed = seed; });
  }
  return std::nullopt;
}

std::vector<std::uint8_t> PlayPlace::saved() const {
  ByteWriter writer;
  writer(play_.sound);
  return writer.take();
}

bool PlayPlace::restore(std::span<const std::uint8_t> bytes) {
  bool sound = false;
  if (!bytes.empty()) {
    ByteReader reader(bytes);
    reader(sound);
    if (!reader.ok()) return false;
  }
  play_.sound = sound;
  return true;
}

}  // namespace inkling
