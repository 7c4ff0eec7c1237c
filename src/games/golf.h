// In Golf, the visitor makes the network read a digit with as little ink as possible, nine holes in
// all.
#pragma once

#include <vector>

#include "base/classes.h"
#include "data/ink.h"
#include "games/game.h"

namespace inkling {

// Returns the length of a drawing's strokes, in hundredths of the longer side of its bounding box,
// so that a small drawing is no cheaper than a large one; each stroke costs something by itself.
// The network sees every drawing at the same size, too.
double ink_spent(const Drawing& drawing);

class Golf {
 public:
  static constexpr int kHoles = 9;
  static constexpr float kRead = 0.9f;  // A hole is done from this probability on.

  explicit Golf(const GameOptions& options);

  void begin();
  // Takes the drawing that is on the pad now, and how it is read. Ink that was wiped off stays
  // spent.
  void drawn(const Drawing& drawing, const Probabilities& probabilities);
  void wiped();
  void undone(const Drawing& before, const Drawing& after);
  void next_hole();

  bool running() const { return running_; }
  bool over() const { return over_; }
  // Returns whether the hole is done or given up, so that its result can be looked at.
  bool resting() const { return resting_; }
  int hole() const { return static_cast<int>(results_.size()) + (resting_ || over_ ? 0 : 1); }
  int holes() const { return holes_; }
  int prompt() const { return prompt_; }
  int par() const { return par_of(prompt_); }
  int ink() const;  // Returns the ink of the hole so far.
  int score() const;
  static int par_of(int digit);

  struct Result {
    int digit = 0;
    int ink = 0;
    bool read = false;  // Otherwise it was given up, at three times par.
  };
  const std::vector<Result>& results() const { return results_; }

  std::vector<GameEvent> take_events() { return events_.take(); }

 private:
  void finish_hole(bool read);
  GameEvent event(GameEvent::Phase phase) const;

  DigitOrder order_;
  GameEvents events_;
  int holes_;
  bool running_ = false;
  bool resting_ = false;
  bool over_ = false;
  int prompt_ = 0;
  double wiped_ink_ = 0;
  double pad_ink_ = 0;
  std::vector<Result> results_;
};

}  // namespace inkling
