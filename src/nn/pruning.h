// Magnitude pruning: of a network's weights the smallest are set to zero, more and more of them in
// the course of a run, while the others learn to do without (Zhu and Gupta 2017, arXiv:1710.01878).
// A network that is mostly zeros reads nearly as well, and packs into a fraction of the bytes.
#pragma once

#include <span>
#include <vector>

namespace inkling {

// The share of weights that are to be zero when `done`, from 0 to 1, of a run that ends at `share`
// is over: nothing in its first fifth, rising quickly and then ever more slowly, and constant in
// its last third, where what is left settles.
double pruned_share(double share, double done);

// The magnitude that `share`, from 0 to 1, of the weights do not exceed.
float magnitude_at(std::span<const float> weights, double share);

// Sets to zero whatever is no larger than `magnitude`.
void prune_below(std::span<float> weights, float magnitude);

// Which weights are zero, and are to stay so whatever a step makes of them.
class ZeroMask {
 public:
  ZeroMask() = default;  // none
  explicit ZeroMask(std::span<const float> weights);

  // `weights` are those from `first` on.
  void apply(std::size_t first, std::span<float> weights) const;

 private:
  std::vector<float> factors_;  // 0 or 1 for each weight; empty: all may change
};

}  // namespace inkling
