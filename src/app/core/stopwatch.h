// A Stopwatch adds up the time that somebody spends with something.
#pragma once

#include <algorithm>
#include <optional>

namespace inkling {

// It is told the time of each frame. The page draws none while nothing moves and nobody does
// anything: a rest counts up to half a minute, and whoever rests longer has gone away.
class Stopwatch {
 public:
  static constexpr double kLongestRestMs = 30'000;

  void tick(double now_ms) {
    if (last_ms_) total_ms_ += std::clamp(now_ms - *last_ms_, 0.0, kLongestRestMs);
    last_ms_ = now_ms;
  }
  // What passes until the next tick does not count.
  void pause() { last_ms_.reset(); }
  double seconds() const { return total_ms_ / 1000; }

 private:
  std::optional<double> last_ms_;
  double total_ms_ = 0;
};

}  // namespace inkling
