#include "games/game.h"

#include <numeric>

#include "math/random.h"

namespace inkling {

int DigitOrder::next() {
  constexpr std::uint64_t kStream = 40;
  if (left_.empty()) {
    left_.resize(10);
    std::iota(left_.begin(), left_.end(), 0);
    Random random(seed_, kStream + round_++);
    shuffle(left_.begin(), left_.end(), random);
    if (left_.back() == last_) std::swap(left_.front(), left_.back());
  }
  last_ = left_.back();
  left_.pop_back();
  return last_;
}

}  // namespace inkling
