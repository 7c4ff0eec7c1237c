// Duel: the visitor and the network read the same hard pictures, and say how sure they are.
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

// Who answered what, how fast, and how sure.
struct DuelAnswer {
  int digit = 0;
  double probability = 0;  // of being right, as stated
  double seconds = 0;
};

struct DuelRound {
  int level = 1;
  Degradation kind{};
  double exposure_ms = 0;
  Picture picture{};  // as shown to both
  int label = 0;
  DuelAnswer visitor;
  DuelAnswer network;
  double network_entropy_bits = 0;

  bool visitor_right() const { return visitor.digit == label; }
  bool network_right() const { return network.digit == label; }
};

// How one of the two did.
struct DuelSummary {
  int rounds = 0;
  int right = 0;
  double seconds = 0;            // on average
  double stated = 0;             // probability, on average
  double entropy_bits = 0;       // of the network's probabilities, on average
  double calibration_error = 0;  // expected calibration error over the steps of kConfidence

  double accuracy() const { return rounds == 0 ? 0 : static_cast<double>(right) / rounds; }
};

// What the five steps of "how sure are you?" stand for: the share of times that one is right who
// says so, if one knows oneself well. The first is a blind guess among ten.
inline constexpr std::array<double, 5> kConfidence = {0.1, 0.3, 0.5, 0.75, 0.95};

class Duel {
 public:
  static constexpr int kLevels = 8;
  static constexpr int kPicturesPerLevel = kDegradations;  // one of each
  // Less than this many right of a level is little better than chance, and ends the game.
  static constexpr int kLeastRight = 2;

  struct Example {
    Picture picture;
    int label;
  };
  using Read = std::function<Probabilities(const Picture&)>;

  // `examples` must not be empty. `read` is the network.
  Duel(const GameOptions& options, std::vector<Example> examples, Read read);

  enum class Phase { kReady, kShown, kMasked, kAsked, kSure, kResult, kOver };

  void begin();
  void advance(double elapsed_ms);
  // Possible from when the picture is shown.
  void answer(int digit);
  // One of five steps, from 0.
  void set_confidence(int step);
  void next();

  Phase phase() const { return phase_; }
  bool may_answer() const;
  int level() const { return level_; }
  int round() const { return static_cast<int>(rounds_.size()); }  // from 1
  int most_rounds() const { return most_rounds_; }
  const DuelRound& current() const { return rounds_.back(); }
  const Picture& mask() const { return mask_; }
  double shown_ms() const { return shown_ms_; }  // how long the picture was really on the screen
  // The highest level that was passed; 0 for none.
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
  double answer_ms_ = 0;  // since the picture came
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
