#include "app/play.h"

#include <algorithm>
#include <cmath>

#include "app/update.h"
#include "nn/verdict.h"

namespace inkling {
namespace {

// Whole percents of test accuracy; -1 where it is not known.
int accuracy_of(const State& state) {
  return state.test_accuracy ? static_cast<int>(std::floor(100 * *state.test_accuracy)) : -1;
}

// Of a hole that is done: where in the picture the decision lies.
void explain_hole(State& state) {
  Play& play = state.play;
  const Comparison two = compared(state.reading.probabilities, play.golf->prompt());
  play.explained_against = two.against;
  play.shares = attribute(state.network, state.reading.picture, two.digit, two.against);
}

// With what outlives a game.
Play play_without_game(const Play& before) {
  Play play;
  play.linked = before.linked;
  play.offered = before.offered;
  play.sound = before.sound;
  play.best = before.best;
  play.hidden_pad = before.hidden_pad;
  return play;
}

}  // namespace

void start_game(State& state, GameKind kind, const GameOptions& options) {
  // Another game before this one has put the visitor's drawing aside already.
  const Pad aside = visitors_pad(state);
  state.play = play_without_game(state.play);
  state.play.hidden_pad = aside;
  state.play.kind = kind;
  state.play.options = options;
  state.demonstrating = false;
  state.demonstration.clear();
  state.pad = {};
  state.place = Place::kPlay;
  if (kind == GameKind::kSprint) {
    state.play.sprint.emplace(options).begin();
  } else if (kind == GameKind::kGolf) {
    state.play.golf.emplace(options).begin();
  }
}

void leave_game(State& state) {
  const Pad pad = visitors_pad(state);
  state.play = play_without_game(state.play);
  state.play.hidden_pad = {};
  state.pad = pad;
  state.pad.pen_down = false;
}

bool wants_pictures(const State& state) {
  return state.play.kind == GameKind::kDuel && !state.play.duel;
}

void pictures_came(State& state, const TestPicturesEvent& event) {
  if (!wants_pictures(state) || event.labels.empty()) return;
  std::vector<Duel::Example> examples(event.labels.size());
  for (std::size_t i = 0; i < examples.size(); ++i) {
    std::copy_n(event.pixels.begin() + static_cast<std::ptrdiff_t>(i * kPixels), kPixels,
                examples[i].picture.begin());
    examples[i].label = event.labels[i];
  }
  // The network as it is now: a run of training that goes on changes no answer of a duel.
  state.play.duel
      .emplace(
          state.play.options, std::move(examples),
          [network = state.network](const Picture& picture) { return predict(network, picture); })
      .begin();
}

void play_before_drawing(State& state) {
  Play& play = state.play;
  if (!play.golf || state.place != Place::kPlay) return;
  if (play.golf->resting()) {
    play.shares.reset();
    play.golf->next_hole();
  } else if (state.pad.named) {
    play.golf->wiped();
  }
}

void play_before_wiping(State& state, bool all) {
  if (!state.play.golf || state.play.golf->resting() || state.place != Place::kPlay) return;
  if (all) {
    state.play.golf->wiped();
    return;
  }
  state.play.golf->undone(state.pad.strokes, strokes_after_undo(state.pad));
}

void play_drawn(State& state, bool lifted) {
  Play& play = state.play;
  if (state.reading.empty || state.place != Place::kPlay) return;
  if (play.sprint && lifted) play.sprint->drawn(state.reading.probabilities);
  if (play.golf) {
    const bool resting = play.golf->resting();
    play.golf->drawn(state.pad.strokes, state.reading.probabilities);
    if (!resting && play.golf->resting()) {
      explain_hole(state);
      state.pad.pen_down = false;
      state.pad.named = true;
    }
  }
}

bool advance_play(State& state, double elapsed_ms) {
  Play& play = state.play;
  play.flash_ms = std::max(0.0, play.flash_ms - elapsed_ms);
  if (play.sprint) play.sprint->advance(elapsed_ms);
  if (play.duel) play.duel->advance(elapsed_ms);
  const bool watching =
      play.duel && (play.duel->phase() == Duel::Phase::kReady || play.duel->may_answer());
  return play.flash_ms > 0 || (play.sprint && play.sprint->running()) || watching;
}

std::vector<GameEvent> take_game_events(State& state) {
  Play& play = state.play;
  if (play.sprint) return play.sprint->take_events();
  if (play.golf) return play.golf->take_events();
  if (play.duel) return play.duel->take_events();
  return {};
}

int score_of(const Play& play) {
  if (play.sprint) return play.sprint->score();
  if (play.golf) return play.golf->score();
  return play.duel ? play.duel->score() : 0;
}

std::optional<int> best_score(const State& state, GameKind kind) {
  for (const BestScore& best : state.play.best) {
    if (best.kind == kind && best.accuracy == accuracy_of(state)) return best.score;
  }
  return std::nullopt;
}

bool keep_best(State& state) {
  Play& play = state.play;
  const int score = score_of(play);
  const std::optional<int> before = best_score(state, *play.kind);
  // In golf less is better. A game that was cut short by its link is no match for a whole one.
  const bool whole = play.options.rounds == 0 && play.options.level == 1;
  const bool better = !before || (play.kind == GameKind::kGolf ? score < *before : score > *before);
  if (!whole || !better || score == 0) return false;
  std::erase_if(play.best, [&](const BestScore& best) {
    return best.kind == *play.kind && best.accuracy == accuracy_of(state);
  });
  play.best.push_back({*play.kind, accuracy_of(state), score});
  return true;
}

}  // namespace inkling
