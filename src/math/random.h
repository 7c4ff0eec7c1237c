// These random numbers are the same on every machine.
//
// The standard library fixes its generators but not its distributions, so both are here.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace inkling {

// Random is PCG-XSH-RR 64/32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation"). A stream is a sequence of its own;
// those of two streams with one seed are not proven to be independent (all share one multiplier),
// which is good enough for shuffling and noise.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) : increment_((stream << 1) | 1) {
    next();
    state_ += seed;
    next();
  }

  std::uint32_t next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005ULL + increment_;
    const auto shifted = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
    const auto rotation = static_cast<std::uint32_t>(old >> 59);
    return (shifted >> rotation) | (shifted << ((32 - rotation) & 31));
  }

  // Returns a number that is uniform in [0, 1), in steps of 2^-32.
  double uniform() { return next() * 0x1p-32; }

  // Returns a number that is uniform in [0, bound), without bias (Lemire 2019, arXiv:1805.10941).
  // `bound` must not be 0.
  std::uint32_t below(std::uint32_t bound) {
    std::uint64_t product = std::uint64_t{next()} * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t threshold = (0u - bound) % bound;
      while (static_cast<std::uint32_t>(product) < threshold)
        product = std::uint64_t{next()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

 private:
  std::uint64_t state_ = 0;
  std::uint64_t increment_;
};

// Returns a number that is uniform between two others.
inline float uniform(Random& random, float low, float high) {
  return low + static_cast<float>(random.uniform()) * (high - low);
}

// Returns a seed made of two numbers; close ones give seeds that have nothing to do with each other
// (by the finaliser of Steele, Lea and Flood's SplitMix64, 2014).
inline std::uint64_t mixed_seed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a + (b + 1) * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

// Puts [first, last) into random order (Fisher and Yates).
template <class Iterator>
void shuffle(Iterator first, Iterator last, Random& random) {
  for (auto count = static_cast<std::uint32_t>(last - first); count > 1; --count) {
    std::swap(first[count - 1], first[random.below(count)]);
  }
}

}  // namespace inkling
