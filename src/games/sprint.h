// In Sprint, digits are called one after another, and each is to be drawn so that the network reads
// it.
#pragma once

#include <vector>

#include "base/classes.h"
#include "games/game.h"

namespace inkling {

class Sprint {
 public:
  static constexpr double kSeconds = 45;
  // A digit has been read when the prompt's probability reaches this.
  static constexpr float kRead = 0.5f;

  explicit Sprint(const GameOptions& options);

  // Shows the first prompt. Time runs from here on.
  void begin();
  void advance(double elapsed_ms);
  // Takes what the network makes of the drawing when the pen was lifted.
  void drawn(const Probabilities& probabilities);
  // Gives the prompt up: it brings no points, and the streak ends.
  void skip();

  bool running() const { return running_; }
  bool over() const { return over_; }
  int prompt() const { return prompt_; }
  double left_ms() const { return left_ms_; }
  int score() const { return score_; }
  // Returns the number of prompts in a row that were neither skipped nor slow.
  int streak() const { return streak_; }
  double multiplier() const;

  struct Hit {
    int digit = 0;
    float probability = 0;
    double seconds = 0;
    int points = 0;
  };
  const std::vector<Hit>& hits() const { return hits_; }
  const std::vector<int>& skipped() const { return skipped_; }  // These digits were given up.

  std::vector<GameEvent> take_events() { return events_.take(); }

 private:
  void next_prompt();
  void end();
  GameEvent event(GameEvent::Phase phase) const;

  GameOptions options_;
  DigitOrder order_;
  GameEvents events_;
  bool running_ = false;
  bool over_ = false;
  int round_ = 0;
  int prompt_ = 0;
  double left_ms_ = kSeconds * 1000;
  double prompt_ms_ = 0;  // It counts from when the prompt came.
  int score_ = 0;
  int streak_ = 0;
  std::vector<Hit> hits_;
  std::vector<int> skipped_;
};

}  // namespace inkling
