#include "games/game.h"

#include <doctest/doctest.h>

#include <set>

using namespace inkling;

TEST_CASE(
    "digits come in rounds of all ten, in an order that the seed decides, none twice in a row") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    DigitOrder order(seed), same(seed);
    int last = -1;
    for (int round = 0; round < 4; ++round) {
      std::set<int> seen;
      for (int i = 0; i < 10; ++i) {
        const int digit = order.next();
        CHECK(digit == same.next());
        CHECK(digit != last);
        last = digit;
        seen.insert(digit);
      }
      CHECK(seen.size() == 10);
    }
  }
  DigitOrder one(1), two(2);
  int alike = 0;
  for (int i = 0; i < 10; ++i) alike += one.next() == two.next() ? 1 : 0;
  CHECK(alike < 10);
}
