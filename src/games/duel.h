// In Duel, the visitor and the network read the same hard pictures, and say how sure they are.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "base/classes.h"
#include "data/ink.h"
#include "games/degrade.h"
#include "games/game.h"

namespace inkling {

// Says what one of the two answered, how fast, and how sure it was.
struct DuelAnswer {
  int digit = 0;
  double probability = 0;  // It is the stated probability of being right.
  double seconds = 0;
};

struct DuelRound {
  int level = 1;
  Degradation kind{};
  double exposure_ms = 0;
  Picture picture{};  // Both see this picture.
  int label = 0;
  DuelAnswer visitor;
  DuelAnswer network;
  double network_entropy_bits = 0;

  bool visitor_right() const { return visitor.digit == label; }
  bool network_right() const { return network.digit == label; }
};

// Sums up how one of the two did.
struct DuelSummary {
  int rounds = 0;
  int right = 0;
  double seconds = 0;       // An answer took this long on average.
  double stated = 0;        // It is the mean stated probability.
  double entropy_bits = 0;  // It is the mean entropy of the network's probabilities.
  // It is the expected calibration error over the steps of kConfidence.
  double calibration_error = 0;

  double accuracy() const { return rounds == 0 ? 0 : static_cast<double>(right) / rounds; }
};

// The five steps of "how sure are you?" stand for these probabilities: who says so is right in this
// share of times, if one knows oneself well. The first is a blind guess among ten.
inline constexpr std::array<double, 5> kConfidence = {0.1, 0.3, 0.5, 0.75, 0.95};

class Duel {
 public:
  static constexpr int kLevels = 8;
  static constexpr int kPicturesPerLevel = kDegradations;  // A level has one of each.
  // Fewer right answers than this in a level are little better than chance, and end the game.
  static constexpr int kLeastRight = 2;

  struct Example {
    Picture picture;
    int label;
  };
  using Read = std::function<Probabilities(const Picture&)>;

  // `examples` must not be empty. `read` returns the network's probabilities.
  Duel(const GameOptions& options, std::vector<Example> examples, Read read);

  enum class Phase { kReady, kShown, kMasked, kAsked, kSure, kResult, kOver };

  void begin();
  void advance(double elapsed_ms);
  // Takes the visitor's answer. Answers are possible from when the picture is shown.
  void answer(int digit);
  // `step` is one of five, counted from 0.
  void set_confidence(int step);
  void next();

  Phase phase() const { return phase_; }
  bool may_answer() const;
  int level() const { return level_; }
  int round() const { return static_cast<int>(rounds_.size()); }  // Rounds count from 1.
  int most_rounds() const { return most_rounds_; }
  const DuelRound& current() const { return rounds_.back(); }
  const Picture& mask() const { return mask_; }
  // Returns how long the picture was really on the screen.
  double shown_ms() const { return shown_ms_; }
  // Returns the highest level that was passed, or 0 if none was.
  int score() const { return passed_; }
  const std::vector<DuelRound>& rounds() const { return rounds_; }
  DuelSummary summary(bool of_network) const;

  std::vector<GameEvent> take_events() { return events_.take(); }

  static double exposure_ms(int level);

 private:
  void new_round();
  GameEvent event(GameEvent::Phase phase) const;

  GameOptions options_;
  std::vector<Example> examples_;
  Read read_;
  GameEvents events_;
  Phase phase_ = Phase::kReady;
  double phase_ms_ = 0;
  double shown_ms_ = 0;
  double answer_ms_ = 0;  // It counts from when the picture came.
  int level_ = 1;
  int passed_ = 0;
  int right_in_level_ = 0;
  int in_level_ = 0;
  int most_rounds_ = 0;
  std::vector<int> order_;
  std::vector<DuelRound> rounds_;
  Picture mask_{};
};

}  // namespace inkling
