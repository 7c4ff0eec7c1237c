#include "places/play/play_result.h"

#include <algorithm>
#include <array>

namespace inkling {
namespace {

DigitResult& of_digit(ClassResult& result, int digit) {
  return result.digits[static_cast<std::size_t>(digit)];
}

void add_sprint(ClassResult& result, const Sprint& sprint) {
  constexpr double kSlow = 1.5;     // Of the average time.
  constexpr double kUnsure = 0.75;  // Below this probability.
  struct Sums {
    int hits = 0;
    double seconds = 0;
    double probability = 0;
  };
  std::array<Sums, kDigits> digits;
  double all_seconds = 0;
  for (const Sprint::Hit& hit : sprint.hits()) {
    Sums& sums = digits[static_cast<std::size_t>(hit.digit)];
    ++sums.hits;
    sums.seconds += hit.seconds;
    sums.probability += hit.probability;
    all_seconds += hit.seconds;
  }
  result.right = static_cast<int>(sprint.hits().size());
  result.seconds = Sprint::kSeconds - sprint.left_ms() / 1000;
  const double average = all_seconds / std::max(1, result.right);
  for (int digit = 0; digit < kDigits; ++digit) {
    const Sums& sums = digits[static_cast<std::size_t>(digit)];
    if (sums.hits == 0) continue;
    of_digit(result, digit) = {.met = true,
                               .hard_for_visitor = sums.seconds > kSlow * average * sums.hits,
                               .hard_for_network = sums.probability < kUnsure * sums.hits};
  }
  for (const int digit : sprint.skipped()) of_digit(result, digit) = {true, true, true};
}

void add_golf(ClassResult& result, const Golf& golf) {
  for (const Golf::Result& hole : golf.results()) {
    DigitResult& digit = of_digit(result, hole.digit);
    digit.met = true;
    digit.hard_for_visitor = digit.hard_for_visitor || hole.ink > Golf::par_of(hole.digit);
    digit.hard_for_network = digit.hard_for_network || !hole.read;
  }
}

void add_duel(ClassResult& result, const Duel& duel) {
  for (const DuelRound& round : duel.rounds()) {
    DigitResult& digit = of_digit(result, round.label);
    digit.met = true;
    digit.hard_for_visitor = digit.hard_for_visitor || !round.visitor_right();
    digit.hard_for_network = digit.hard_for_network || !round.network_right();
    result.right += round.visitor_right() ? 1 : 0;
    result.network_right += round.network_right() ? 1 : 0;
    result.seconds += round.visitor.seconds;
  }
  result.rounds = duel.round();
}

}  // namespace

ClassResult result_of(const Play& play) {
  ClassResult result;
  result.game = play.kind;
  result.score = score_of(play);
  result.seed = static_cast<int>(std::min<std::uint32_t>(play.options.seed, kMostCodeSeed));
  result.seconds = play.watch.seconds();
  if (play.sprint) add_sprint(result, *play.sprint);
  if (play.golf) add_golf(result, *play.golf);
  if (play.duel) {
    result.seconds = 0;
    add_duel(result, *play.duel);
  }
  return result;
}

}  // namespace inkling
