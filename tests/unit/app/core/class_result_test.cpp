#include "app/core/class_result.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "math/random.h"

using namespace inkling;

namespace {

int up_to(Random& random, int most) {
  return static_cast<int>(random.below(static_cast<std::uint32_t>(most + 1)));
}

// Returns a result such as games and lessons hand in, with any values that a code has room for.
ClassResult any_result(Random& random) {
  ClassResult result;
  const int which = up_to(random, kGames + kMostLessonsInCode - 1);
  if (which >= kGames) {
    result.lesson = which - kGames;
    result.score = up_to(random, 9);
    result.seconds = up_to(random, 10'799);
    return result;
  }
  result.game = static_cast<GameKind>(which);
  result.seed = up_to(random, kMostCodeSeed);
  switch (*result.game) {
    case GameKind::kSprint:
      result.score = up_to(random, 9'999);
      result.right = up_to(random, 99);
      result.seconds = up_to(random, 450) / 10.0;
      break;
    case GameKind::kDuel:
      result.score = up_to(random, 8);
      result.rounds = up_to(random, 32);
      result.right = up_to(random, 32);
      result.network_right = up_to(random, 32);
      result.seconds = up_to(random, 1'589);
      break;
    case GameKind::kGolf:
      result.score = up_to(random, 8'910);
      result.seconds = up_to(random, 56'999) / 10.0;
      break;
  }
  for (DigitResult& digit : result.digits) {
    digit.met = up_to(random, 3) > 0;
    digit.hard_for_visitor = digit.met && up_to(random, 1) > 0;
    digit.hard_for_network = digit.met && up_to(random, 1) > 0;
  }
  return result;
}

std::string without_dashes(std::string code) {
  std::erase(code, '-');
  return code;
}

constexpr std::string_view kAll = "23456789ACDEFHJKNPRTWXY";

}  // namespace

TEST_CASE("a result code gives back the result that it was made of") {
  Random random(1, 0);
  for (int i = 0; i < 5'000; ++i) {
    const ClassResult result = any_result(random);
    const std::string code = code_of(result);
    const CodeReading reading = read_code(code);
    REQUIRE(reading.fault == CodeFault::kNone);
    REQUIRE(reading.result == result);
    REQUIRE(reading.length == kCodeLength);
    REQUIRE(as_in_code(result) == result);
  }
}

TEST_CASE("a result code has no characters that are taken for each other") {
  Random random(2, 0);
  std::set<char> seen;
  for (int i = 0; i < 2'000; ++i) {
    for (const char character : code_of(any_result(random))) seen.insert(character);
  }
  seen.erase('-');
  CHECK(std::string(seen.begin(), seen.end()) == kAll);
  for (const char confused : std::string("01OILSZBGQUVM")) CHECK(seen.count(confused) == 0);
}

TEST_CASE("every single wrong character of a result code is noticed, and every wrong pair") {
  Random random(3, 0);
  for (int times = 0; times < 60; ++times) {
    const std::string code = without_dashes(code_of(any_result(random)));
    for (std::size_t i = 0; i < code.size(); ++i) {
      for (const char other : kAll) {
        if (other == code[i]) continue;
        std::string wrong = code;
        wrong[i] = other;
        REQUIRE(read_code(wrong).fault != CodeFault::kNone);
        const std::size_t j =
            (i + 1 + random.below(static_cast<std::uint32_t>(code.size() - 1))) % code.size();
        const char second = kAll[random.below(kAll.size())];
        wrong[j] = second;
        REQUIRE(read_code(wrong).fault != CodeFault::kNone);
      }
    }
  }
}

TEST_CASE("characters of a result code that changed places are noticed") {
  Random random(4, 0);
  int swapped = 0;
  for (int times = 0; times < 400; ++times) {
    const std::string code = without_dashes(code_of(any_result(random)));
    for (std::size_t i = 0; i < code.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (code[i] == code[j]) continue;
        std::string wrong = code;
        std::swap(wrong[i], wrong[j]);
        REQUIRE(read_code(wrong).fault == CodeFault::kCheck);
        ++swapped;
      }
    }
  }
  CHECK(swapped > 10'000);
}

TEST_CASE("a character that is missing or doubled is told as a wrong length") {
  Random random(5, 0);
  const std::string code = without_dashes(code_of(any_result(random)));
  for (std::size_t i = 0; i < code.size(); ++i) {
    std::string wrong = code;
    wrong.erase(i, 1);
    CHECK(read_code(wrong).fault == CodeFault::kLength);
    CHECK(read_code(wrong).length == code.size() - 1);
    wrong = code;
    wrong.insert(i, 1, code[i]);
    CHECK(read_code(wrong).fault == CodeFault::kLength);
  }
  CHECK(read_code("").fault == CodeFault::kLength);
}

TEST_CASE(
    "case, spaces and dashes of a result code do not matter, and look-alikes are understood") {
  Random random(6, 0);
  for (int times = 0; times < 200; ++times) {
    const ClassResult result = any_result(random);
    std::string code = code_of(result);
    for (char& character : code) {
      if (character == '-') character = " -"[random.below(2)];
      if (random.below(2) == 0) character = static_cast<char>(std::tolower(character));
      const std::string_view digits = "5286", twins = "SZBg";
      const std::size_t twin = digits.find(character);
      if (twin != std::string_view::npos && random.below(2) == 0) character = twins[twin];
    }
    REQUIRE(read_code("  " + code + " - ").result == result);
  }
  for (const char never : std::string("0O1ILQUVM")) {
    const CodeReading reading = read_code(std::string("3HKA-29XR-7FCP-4YT") + never);
    CHECK(reading.fault == CodeFault::kCharacter);
    CHECK(reading.character == never);
  }
}

TEST_CASE("rows of equal characters are no result codes, and a later version's are told apart") {
  for (const char character : kAll) {
    CHECK(read_code(std::string(kCodeLength, character)).fault == CodeFault::kCheck);
  }
  // "T" stands for the number 18, which is no game and no lesson today. The check is right.
  int newer = 0;
  for (const char a : kAll) {
    for (const char b : kAll) {
      newer +=
          read_code(std::string("T222 2222 2222 22") + a + b).fault == CodeFault::kNewer ? 1 : 0;
    }
  }
  CHECK(newer == 1);
}

TEST_CASE("what a result code has no room for becomes the most that it has") {
  const ClassResult sprint{.game = GameKind::kSprint,
                           .score = 123'456,
                           .right = 1'000,
                           .seconds = 45.04,
                           .seed = 4'000'000};
  const ClassResult read = read_code(code_of(sprint)).result;
  CHECK(read.score == 9'999);
  CHECK(read.right == 99);
  CHECK(read.seconds == doctest::Approx(45));
  CHECK(read.seed == kMostCodeSeed);
  CHECK(read == as_in_code(sprint));
  ClassResult lesson;
  lesson.lesson = 3;
  lesson.score = -4;
  lesson.seconds = 1e30;
  const ClassResult read_lesson = read_code(code_of(lesson)).result;
  CHECK(read_lesson.lesson == 3);
  CHECK(read_lesson.score == 0);
  CHECK(read_lesson.seconds == 10'799);
}

#ifdef INKLING_SOURCE
TEST_CASE("the made-up class that the page is tested with has the codes of its results") {
  std::ifstream file(INKLING_SOURCE "/tests/results/class.tsv");
  std::string line;
  std::getline(file, line);  // It names the columns.
  int pupils = 0;
  while (std::getline(file, line)) {
    std::istringstream values(line.substr(line.find('\t') + 1));
    ClassResult result;
    std::string activity, met, hard_for_visitor, hard_for_network, code;
    values >> activity >> result.score >> result.rounds >> result.right >> result.network_right >>
        result.seconds >> result.seed >> met >> hard_for_visitor >> hard_for_network >> code;
    for (int game = 0; game < kGames; ++game) {
      if (activity == kGameNames[game]) result.game = static_cast<GameKind>(game);
    }
    if (!result.game) result.lesson = activity.back() - '0';
    for (int digit = 0; digit < kDigits; ++digit) {
      const auto has = [&](const std::string& digits) {
        return digits.find(static_cast<char>('0' + digit)) != std::string::npos;
      };
      result.digits[static_cast<std::size_t>(digit)] = {has(met), has(hard_for_visitor),
                                                        has(hard_for_network)};
    }
    CHECK(code_of(result) == code);
    ++pupils;
  }
  CHECK(pupils == 25);
}
#endif
