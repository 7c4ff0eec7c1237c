#include "app/core/class_result.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace inkling {
namespace {

constexpr int kField = 23;  // The code's characters are the elements of a field: 23 is prime.
constexpr std::string_view kCharacters = "23456789ACDEFHJKNPRTWXY";
static_assert(kCharacters.size() == kField);

constexpr std::size_t kCheckCharacters = 2;
constexpr std::size_t kCodeGroup = 4;
// The two sums of a code are these, rather than 0: a row of equal characters is no code.
constexpr int kSum = 7;
constexpr int kWeightedSum = 11;

// What a digit can be in a game: not met, or hard for the visitor, the network, both or nobody.
constexpr int kDigitStates = 5;

using Elements = std::vector<int>;

char character_of(int element) { return kCharacters[static_cast<std::size_t>(element)]; }

// Returns -1 for a character that no code has.
int element_of(char character) {
  const auto found = kCharacters.find(character);
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

int modulo(int value) { return (value % kField + kField) % kField; }

// ---- The number in a code -----------------------------------------------------------------------

// Each number that a game or lesson hands in lies below its limit. The product of all limits is
// less than 23 to the power of the characters between the first and the check.
struct Limits {
  int score = 1;
  int rounds = 1;
  int right = 1;
  int network_right = 1;
  int ticks = 1;
  int ticks_per_second = 1;
  int seed = 1;
  int digit = 1;
};

Limits limits_of(const ClassResult& result) {
  constexpr int kSeeds = kMostCodeSeed + 1;
  if (!result.game) return {.score = 10, .ticks = 10'800};
  switch (*result.game) {
    case GameKind::kSprint:
      return {.score = 10'000,
              .right = 100,
              .ticks = 451,
              .ticks_per_second = 10,
              .seed = kSeeds,
              .digit = kDigitStates};
    case GameKind::kDuel:
      return {.score = 9,
              .rounds = 33,
              .right = 33,
              .network_right = 33,
              .ticks = 1'590,
              .seed = kSeeds,
              .digit = kDigitStates};
    case GameKind::kGolf:
      return {.score = 8'911,
              .ticks = 57'000,
              .ticks_per_second = 10,
              .seed = kSeeds,
              .digit = kDigitStates};
  }
  return {};
}

// Packer puts numbers below their limits into one, and Unpacker takes them out in the same order.
struct Packer {
  std::uint64_t packed = 0;
  std::uint64_t factor = 1;
  void operator()(int& value, int limit) {
    packed += factor * static_cast<std::uint64_t>(std::clamp(value, 0, limit - 1));
    factor *= static_cast<std::uint64_t>(limit);
  }
};

struct Unpacker {
  std::uint64_t packed = 0;
  void operator()(int& value, int limit) {
    value = static_cast<int>(packed % static_cast<std::uint64_t>(limit));
    packed /= static_cast<std::uint64_t>(limit);
  }
};

template <class Archive>
void pass_numbers(ClassResult& result, Archive& archive) {
  const Limits limits = limits_of(result);
  archive(result.score, limits.score);
  archive(result.rounds, limits.rounds);
  archive(result.right, limits.right);
  archive(result.network_right, limits.network_right);
  int ticks =
      static_cast<int>(std::lround(std::clamp(result.seconds * limits.ticks_per_second, 0.0, 1e6)));
  archive(ticks, limits.ticks);
  result.seconds = static_cast<double>(ticks) / limits.ticks_per_second;
  archive(result.seed, limits.seed);
  for (DigitResult& digit : result.digits) {
    int state =
        digit.met ? 1 + (digit.hard_for_visitor ? 1 : 0) + (digit.hard_for_network ? 2 : 0) : 0;
    archive(state, limits.digit);
    digit = {.met = state > 0,
             .hard_for_visitor = state > 0 && ((state - 1) & 1) != 0,
             .hard_for_network = state > 0 && ((state - 1) & 2) != 0};
  }
}

// ---- Elements -----------------------------------------------------------------------------------

int first_element(const ClassResult& result) {
  return result.game ? static_cast<int>(*result.game) : kGames + result.lesson;
}

bool is_known(int first) { return first < kGames + kMostLessonsInCode; }

// What stands between the first character and the check is moved on by its place: small numbers
// would be rows of one character, which nobody can count.
int shift_at(std::size_t place) {
  constexpr int kStep = 7;
  return kStep * static_cast<int>(place);
}

// Weights a character by its place, which counts from 1.
int weighted_sum(const Elements& elements) {
  int sum = 0;
  for (std::size_t i = 0; i < elements.size(); ++i) sum += static_cast<int>(i + 1) * elements[i];
  return modulo(sum);
}

int plain_sum(const Elements& elements) {
  int sum = 0;
  for (const int element : elements) sum += element;
  return modulo(sum);
}

// Adds the two elements that give both sums the values they have in a code.
void add_check(Elements& elements) {
  const int missing = kSum - plain_sum(elements);
  const int weighted_missing = kWeightedSum - weighted_sum(elements);
  const int place = static_cast<int>(elements.size()) + 1;
  const int last = modulo(weighted_missing - place * missing);
  elements.push_back(modulo(missing - last));
  elements.push_back(last);
}

}  // namespace

ClassResult as_in_code(const ClassResult& result) {
  ClassResult rounded = result;
  Packer packer;
  pass_numbers(rounded, packer);
  Unpacker unpacker{packer.packed};
  pass_numbers(rounded, unpacker);
  return rounded;
}

std::string code_of(const ClassResult& result) {
  ClassResult rounded = result;
  Packer packer;
  pass_numbers(rounded, packer);
  Elements elements = {first_element(result)};
  while (elements.size() < kCodeLength - kCheckCharacters) {
    elements.push_back(
        modulo(static_cast<int>(packer.packed % kField) + shift_at(elements.size())));
    packer.packed /= kField;
  }
  add_check(elements);
  std::string code;
  for (std::size_t i = 0; i < kCodeLength; ++i) {
    if (i > 0 && i % kCodeGroup == 0) code += '-';
    code += character_of(elements[i]);
  }
  return code;
}

char code_character(char typed) {
  constexpr std::string_view kTwins = "S5Z2B8G6";
  const char large = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
  for (std::size_t i = 0; i < kTwins.size(); i += 2) {
    if (large == kTwins[i]) return kTwins[i + 1];
  }
  return element_of(large) < 0 ? '\0' : large;
}

CodeReading read_code(std::string_view text) {
  CodeReading reading;
  Elements elements;
  for (const char typed : text) {
    if (typed == ' ' || typed == '-') continue;
    const char character = code_character(typed);
    if (character == 0 && reading.character == 0) reading.character = typed;
    elements.push_back(character == 0 ? 0 : element_of(character));
  }
  reading.length = elements.size();
  const auto fail = [&](CodeFault fault) {
    reading.fault = fault;
    return reading;
  };
  if (reading.character != 0) return fail(CodeFault::kCharacter);
  if (elements.size() != kCodeLength) return fail(CodeFault::kLength);
  if (plain_sum(elements) != kSum || weighted_sum(elements) != kWeightedSum) {
    return fail(CodeFault::kCheck);
  }
  const int first = elements.front();
  if (!is_known(first)) return fail(CodeFault::kNewer);
  if (first < kGames) {
    reading.result.game = static_cast<GameKind>(first);
  } else {
    reading.result.lesson = first - kGames;
  }
  Unpacker unpacker;
  for (std::size_t i = elements.size() - kCheckCharacters; i-- > 1;) {
    unpacker.packed =
        unpacker.packed * kField + static_cast<std::uint64_t>(modulo(elements[i] - shift_at(i)));
  }
  pass_numbers(reading.result, unpacker);
  // Something left over is in no code that was made.
  if (unpacker.packed != 0) return fail(CodeFault::kCheck);
  return reading;
}

}  // namespace inkling
