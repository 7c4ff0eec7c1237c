#include "games/sprint.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

// A prompt that takes longer than this ends the streak.
constexpr double kSlowMs = 6000;
// A sure and immediate hit brings these points; half of them are for speed.
constexpr double kPoints = 100;
constexpr int kLongestStreak = 10;  // Longer streaks count no more.

}  // namespace

Sprint::Sprint(const GameOptions& options) : options_(options), order_(options.seed) {}

void Sprint::begin() {
  running_ = true;
  next_prompt();
}

void Sprint::advance(double elapsed_ms) {
  if (!running_) return;
  prompt_ms_ += elapsed_ms;
  left_ms_ = std::max(0.0, left_ms_ - elapsed_ms);
  if (left_ms_ == 0) end();
}

void Sprint::drawn(const Probabilities& probabilities) {
  if (!running_) return;
  const float probability = probabilities[static_cast<std::size_t>(prompt_)];
  if (probability < kRead) return;
  const double slowness = std::min(prompt_ms_ / kSlowMs, 1.0);
  if (slowness == 1) streak_ = 0;
  const double points = kPoints * probability * (1 - 0.5 * slowness) * multiplier();
  ++streak_;
  hits_.push_back({prompt_, probability, prompt_ms_ / 1000, static_cast<int>(std::lround(points))});
  score_ += hits_.back().points;
  GameEvent scored = event(GameEvent::Phase::kScored);
  scored.more = {{"points", hits_.back().points},
                 {"probability", probability},
                 {"seconds", hits_.back().seconds},
                 {"streak", streak_}};
  events_.add(std::move(scored));
  if (options_.rounds > 0 && round_ == options_.rounds) {
    end();
  } else {
    next_prompt();
  }
}

void Sprint::skip() {
  if (!running_) return;
  streak_ = 0;
  skipped_.push_back(prompt_);
  if (options_.rounds > 0 && round_ == options_.rounds) {
    end();
  } else {
    next_prompt();
  }
}

double Sprint::multiplier() const { return 1 + 0.1 * std::min(streak_, kLongestStreak); }

void Sprint::next_prompt() {
  ++round_;
  prompt_ = order_.next();
  prompt_ms_ = 0;
  events_.add(event(GameEvent::Phase::kPrompt));
}

void Sprint::end() {
  running_ = false;
  over_ = true;
  GameEvent last = event(GameEvent::Phase::kOver);
  last.more = {{"hits", static_cast<double>(hits_.size())}};
  events_.add(std::move(last));
}

GameEvent Sprint::event(GameEvent::Phase phase) const {
  return {.phase = phase,
          .round = round_,
          .rounds = options_.rounds,
          .prompt = phase == GameEvent::Phase::kOver ? -1 : prompt_,
          .score = static_cast<double>(score_),
          .more = {}};
}

}  // namespace inkling
