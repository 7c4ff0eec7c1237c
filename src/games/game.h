// Declares what the three games have in common.
//
// A game is rules alone: it is told of time and of what the visitor does, and tells what happens in
// events. It draws nothing and reads no clock. The same seed gives the same rounds.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace inkling {

enum class GameKind { kSprint, kDuel, kGolf };
inline constexpr int kGames = 3;
inline constexpr const char* kGameNames[] = {"sprint", "duel", "golf"};

struct GameOptions {
  std::uint32_t seed = 1;
  // At most this many rounds are played; 0 means as many as the game has.
  int rounds = 0;
  int level = 1;  // The duel begins at this level.
};
inline constexpr int kMostRounds = 100;

struct GameEvent {
  enum class Phase { kPrompt, kScored, kOver };
  Phase phase = Phase::kPrompt;
  int round = 0;  // Rounds count from 1.
  // This many rounds are played in all; 0 means that the time decides.
  int rounds = 0;
  // This digit is asked for; it is -1 where that would tell the answer.
  int prompt = -1;
  double score = 0;  // It is the game's score so far.
  // Only this game has these values to tell.
  std::vector<std::pair<const char*, double>> more;
};
inline constexpr const char* kGamePhaseNames[] = {"prompt", "scored", "over"};

// Keeps events until they are taken.
class GameEvents {
 public:
  void add(GameEvent event) { events_.push_back(std::move(event)); }
  std::vector<GameEvent> take() { return std::exchange(events_, {}); }

 private:
  std::vector<GameEvent> events_;
};

// Gives all ten digits in a random order, then all in another, and so on; no digit comes twice in a
// row.
class DigitOrder {
 public:
  explicit DigitOrder(std::uint32_t seed) : seed_(seed) {}
  int next();

 private:
  std::uint32_t seed_;
  std::uint32_t round_ = 0;
  std::vector<int> left_;
  int last_ = -1;
};

}  // namespace inkling
