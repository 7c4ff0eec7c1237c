#include "places/play/play_result.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

Probabilities sure_of(int digit, float probability) {
  Probabilities probabilities{};
  probabilities[static_cast<std::size_t>(digit)] = probability;
  return probabilities;
}

const DigitResult& of(const ClassResult& result, int digit) {
  return result.digits[static_cast<std::size_t>(digit)];
}

}  // namespace

TEST_CASE("the result of a sprint names the digits that were slow, unsure or skipped") {
  Play play;
  play.kind = GameKind::kSprint;
  play.options = {.seed = 3, .rounds = 5};
  Sprint& sprint = play.sprint.emplace(play.options);
  sprint.begin();
  const auto hit = [&](double ms, float probability) {
    const int digit = sprint.prompt();
    sprint.advance(ms);
    sprint.drawn(sure_of(digit, probability));
    return digit;
  };
  const int quick = hit(1'000, 0.99f);
  const int slow = hit(4'000, 0.99f);
  const int unsure = hit(1'000, 0.6f);
  const int skipped = sprint.prompt();
  sprint.skip();
  hit(1'000, 0.99f);
  REQUIRE(sprint.over());
  const ClassResult result = result_of(play);
  CHECK(result.game == GameKind::kSprint);
  CHECK(result.score == sprint.score());
  CHECK(result.right == 4);
  CHECK(result.seconds == doctest::Approx(7));
  CHECK(result.seed == 3);
  CHECK(of(result, quick) == DigitResult{true, false, false});
  CHECK(of(result, slow) == DigitResult{true, true, false});
  CHECK(of(result, unsure) == DigitResult{true, false, true});
  CHECK(of(result, skipped) == DigitResult{true, true, true});
  int met = 0;
  for (const DigitResult& digit : result.digits) met += digit.met ? 1 : 0;
  CHECK(met == 5);
}

TEST_CASE("the result of golf names the digits that took more ink than par, and those given up") {
  Play play;
  play.kind = GameKind::kGolf;
  play.options = {.seed = 200, .rounds = 3};
  Golf& golf = play.golf.emplace(play.options);
  golf.begin();
  const Drawing line = {{{0, 0}, {0, 10}}};  // It costs 112.
  std::array<int, 3> digits{};
  for (std::size_t hole = 0; hole < digits.size(); ++hole) {
    digits[hole] = golf.prompt();
    const int lines = hole == 0 ? 1 : hole == 1 ? Golf::par_of(golf.prompt()) / 112 + 1 : 99;
    for (int i = 1; i < lines && !golf.resting(); ++i) {
      golf.drawn(line, sure_of(digits[hole], 0.1f));
      golf.wiped();
    }
    golf.drawn(line, sure_of(digits[hole], 0.95f));
    if (!golf.over()) golf.next_hole();
  }
  REQUIRE(golf.over());
  play.watch.tick(0);
  play.watch.tick(12'340);
  const ClassResult result = result_of(play);
  CHECK(result.score == golf.score());
  CHECK(result.seconds == doctest::Approx(12.34));
  CHECK(result.seed == kMostCodeSeed);
  CHECK(of(result, digits[0]) == DigitResult{true, false, false});
  CHECK(of(result, digits[1]) == DigitResult{true, true, false});
  CHECK(of(result, digits[2]) == DigitResult{true, true, true});
  CHECK(read_code(code_of(result)).result == as_in_code(result));
}

TEST_CASE("the result of a duel counts both, and names the digits that either got wrong") {
  Play play;
  play.kind = GameKind::kDuel;
  play.options = {.seed = 1, .rounds = 3};
  std::vector<Duel::Example> examples = {{{}, 3}, {{}, 5}, {{}, 8}};
  Duel& duel =
      play.duel.emplace(play.options, examples, [](const Picture&) { return sure_of(5, 0.8f); });
  duel.begin();
  std::array<int, 3> labels{};
  for (std::size_t round = 0; round < labels.size(); ++round) {
    labels[round] = duel.current().label;
    duel.advance(1'000);  // The picture comes.
    duel.advance(500);
    duel.answer(labels[round] == 8 ? 0 : labels[round]);
    duel.set_confidence(3);
    duel.next();
  }
  REQUIRE(duel.phase() == Duel::Phase::kOver);
  const ClassResult result = result_of(play);
  CHECK(result.rounds == 3);
  CHECK(result.right == 2);
  CHECK(result.network_right == 1);
  CHECK(result.seconds == doctest::Approx(1.5));
  CHECK(of(result, 3) == DigitResult{true, false, true});
  CHECK(of(result, 5) == DigitResult{true, false, false});
  CHECK(of(result, 8) == DigitResult{true, true, true});
  CHECK_FALSE(of(result, 0).met);
}
