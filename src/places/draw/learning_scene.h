// Plays "Watch me learn" as a scene of some seconds.
//
//  scattering   The weights are random; nothing is learned yet.
//  stepping     The run takes one step, is seen, and takes the next: slowly at first, then faster.
//  full speed   The same run goes on by itself.
//  done         What came of it stands on the screen until the pad is touched.
//
// Everything that is seen is the real run: its steps are only asked for one by one in the
// beginning.
#pragma once

#include "app/core/core.h"

namespace inkling {

class LearningScene {
 public:
  enum class Phase { kNone, kScattering, kStepping, kFullSpeed, kDone };

  explicit LearningScene(Core& core) : core_(core) {}

  Phase phase() const { return phase_; }
  // Returns whether the visitor can still ask for full speed.
  bool is_slow() const { return phase_ == Phase::kScattering || phase_ == Phase::kStepping; }
  // Returns how many training images the run has seen so far, each counted as often as it was seen.
  std::int64_t images_seen() const;

  // Forgets everything, and learns.
  void begin();
  // Goes on at full speed.
  void hurry();
  void put_away();

  // Returns whether something moves.
  bool advance(double elapsed_ms);
  void on_event(const Event& event);

 private:
  void take_step();

  Core& core_;
  Phase phase_ = Phase::kNone;
  double elapsed_ms_ = 0;     // It counts from the beginning of the phase.
  double until_step_ms_ = 0;  // The next step is due after this time.
  double pause_ms_ = 0;       // Two steps are this far apart.
  bool resting_ = false;      // The engine waits to be asked for the next step.
};

}  // namespace inkling
