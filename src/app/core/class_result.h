// A ClassResult is what a finished game or lesson hands to a teacher. As a code it can be copied,
// dictated and typed.
//
// A code has 16 characters, of 15 letters and 8 digits that no hand and no font confuses: there is
// no O beside a 0, no I beside a 1, no S beside a 5. They stand for the numbers 0 to 22. The first
// one says which game or lesson it is, and with that what the rest means; the last two are a check.
// With it the code is a Reed-Solomon code of distance 3 over the field of 23 elements: every change
// of one or two characters is noticed, and with that every pair that changed places. (Reed and
// Solomon 1960, doi:10.1137/0108018)
//
// A code proves nothing against those who want to cheat: the rules to make one are public.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/classes.h"
#include "games/game.h"

namespace inkling {

// Says how one digit went in a game. What is hard, each game decides: see
// places/play/play_result.h.
struct DigitResult {
  bool met = false;  // The digit came up; otherwise nothing is known of it.
  bool hard_for_visitor = false;
  bool hard_for_network = false;
  bool operator==(const DigitResult&) const = default;
};

struct ClassResult {
  std::optional<GameKind> game;  // Without one it is a lesson.
  int lesson = 0;
  // These are points in a sprint, the level in a duel, ink in golf, and steps in a lesson.
  int score = 0;
  int rounds = 0;         // So many pictures were shown in a duel.
  int right = 0;          // So many digits were recognised in a sprint, or answers right in a duel.
  int network_right = 0;  // So many of the network's answers were right in a duel.
  // A game took so long; in a duel, all answers together. Of a lesson 0 says that it is not known.
  double seconds = 0;
  int seed = 0;  // Games of one seed have the same rounds. The last value stands for all above it.
  std::array<DigitResult, kDigits> digits{};

  bool operator==(const ClassResult&) const = default;
};
inline constexpr int kMostCodeSeed = 99;
inline constexpr int kMostLessonsInCode = 10;

// Returns what a code can hold of the result: large numbers become the largest one that has room,
// and a time is rounded.
ClassResult as_in_code(const ClassResult& result);

// Returns the code in groups of four, such as "3HKA-29XR-7FCP-4YTE".
std::string code_of(const ClassResult& result);

inline constexpr std::size_t kCodeLength = 16;

// Says why a text is no code.
enum class CodeFault {
  kNone,
  kCharacter,  // A character is none that a code has.
  kLength,     // There are too many characters, or too few.
  kCheck,      // The check does not fit: something was mistyped.
  kNewer,      // A game or lesson is meant that this version does not have.
};
inline constexpr const char* kCodeFaultNames[] = {"none", "character", "length", "check", "newer"};

struct CodeReading {
  CodeFault fault = CodeFault::kNone;
  ClassResult result;      // It is there without a fault.
  std::size_t length = 0;  // So many characters were read.
  char character = 0;      // Of kCharacter, this is the first that no code has.
};

// Returns the character of a code that is meant: small letters stand for large ones, and S, Z, B
// and G for the digits 5, 2, 8 and 6, which look like them. Returns 0 where none can be meant.
char code_character(char typed);

// Reads a code without regard to case, spaces and dashes.
CodeReading read_code(std::string_view text);

}  // namespace inkling
