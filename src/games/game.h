// What the three games have in common.
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
  int rounds = 0;  // at most so many; 0 is as many as the game has
  int level = 1;   // to begin with, in the duel
};
inline constexpr int kMostRounds = 100;

struct GameEvent {
  enum class Phase { kPrompt, kScored, kOver };
  Phase phase = Phase::kPrompt;
  int round = 0;     // from 1
  int rounds = 0;    // in all; 0 where the time decides
  int prompt = -1;   // the digit that is asked for; -1 where that would tell the answer
  double score = 0;  // of the game, so far
  std::vector<std::pair<const char*, double>> more;  // what only this game has to tell
};
inline constexpr const char* kGamePhaseNames[] = {"prompt", "scored", "over"};

// Events that wait to be told.
class GameEvents {
 public:
  void add(GameEvent event) { events_.push_back(std::move(event)); }
  std::vector<GameEvent> take() { return std::exchange(events_, {}); }

 private:
  std::vector<GameEvent> events_;
};

// All ten digits in a random order, then all in another, and so on; no digit twice in a row.
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
