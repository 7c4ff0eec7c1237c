#include "places/draw/learning_scene.h"

#include <algorithm>
#include <cmath>

#include "app/core/network_changes.h"
#include "app/core/training_runs.h"

namespace inkling {
namespace {

constexpr double kScatteringMs = 1200;
// The steps are taken one by one for this long, in the end one a frame.
constexpr double kSteppingMs = 4200;
constexpr double kFirstPauseMs = 420;
constexpr double kPauseShrinks = 0.86;
constexpr double kLeastPauseMs = 16;

// The bars shiver this far (as a share of their height) and this fast while the weights scatter.
constexpr float kShiver = 0.03f;
constexpr double kShiverMs = 45;

}  // namespace

std::int64_t LearningScene::images_seen() const {
  const Training& training = core_.state.training;
  const std::int64_t steps = training.progress.step;
  return std::min(steps * training.settings.batch_size,
                  std::int64_t{training.settings.train_images} * training.settings.epochs);
}

void LearningScene::begin() {
  set_aside(core_);
  forget_network(core_);
  core_.state.notice.reset();
  // Without a drawing, the pen shows one, and the bars have something to read.
  if (is_empty(core_.state.pad.strokes)) core_.state.demonstrating = true;
  phase_ = Phase::kScattering;
  elapsed_ms_ = 0;
  announce(core_, Text::kSceneForgotten);
}

void LearningScene::hurry() {
  const Phase before = phase_;
  if (is_slow()) phase_ = Phase::kFullSpeed;
  if (before == Phase::kScattering) {
    start_training(core_, core_.state.settings, false);
  } else if (before == Phase::kStepping) {
    core_.state.training.paced = false;
    send(core_, ResumeCommand{});
  }
}

void LearningScene::put_away() {
  if (phase_ == Phase::kDone) phase_ = Phase::kNone;
}

bool LearningScene::advance(double elapsed_ms) {
  State& state = core_.state;
  elapsed_ms_ += elapsed_ms;
  if (phase_ == Phase::kScattering) {
    state.mood = {};
    for (std::size_t i = 0; i < static_cast<std::size_t>(state.classes()); ++i) {
      const double angle = elapsed_ms_ / kShiverMs + 2.4 * static_cast<double>(i);
      state.bars[i] = std::clamp(
          state.prediction.probabilities[i] + kShiver * static_cast<float>(std::sin(angle)), 0.0f,
          1.0f);
    }
    if (elapsed_ms_ >= kScatteringMs) {
      phase_ = Phase::kStepping;
      elapsed_ms_ = 0;
      pause_ms_ = until_step_ms_ = kFirstPauseMs;
      resting_ = false;
      start_training(core_, state.settings, true);
      state.training.paced = true;
    }
    return true;
  }
  if (phase_ == Phase::kStepping) {
    // Somebody else has paused the run, or let it go.
    if (!state.training.paced) {
      phase_ = Phase::kFullSpeed;
      return false;
    }
    // While data is on its way nothing is to be seen.
    if (state.training.phase == Training::Phase::kWaitingForData) return false;
    until_step_ms_ -= elapsed_ms;
    if (elapsed_ms_ >= kSteppingMs && resting_) {
      hurry();
    } else if (until_step_ms_ <= 0 && resting_) {
      take_step();
    }
    return true;
  }
  return false;
}

void LearningScene::take_step() {
  resting_ = false;
  pause_ms_ = std::max(kLeastPauseMs, pause_ms_ * kPauseShrinks);
  until_step_ms_ = pause_ms_;
  send(core_, ResumeCommand{.one_step = true});
}

void LearningScene::on_event(const Event& event) {
  if (const auto* run = std::get_if<RunStateEvent>(&event)) {
    resting_ = !run->running && !run->waiting_for_data;
  }
  const auto* finished = std::get_if<FinishedEvent>(&event);
  if (finished != nullptr && !finished->teaching && phase_ != Phase::kNone) {
    const bool whole = !finished->stopped && !finished->diverged;
    phase_ = phase_ == Phase::kFullSpeed && whole ? Phase::kDone : Phase::kNone;
  }
  if (std::holds_alternative<ErrorEvent>(event) && phase_ != Phase::kDone) phase_ = Phase::kNone;
}

}  // namespace inkling
