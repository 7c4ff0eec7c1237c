// Implements magnitude pruning: the smallest of a network's weights are set to zero, more and more
// of them in the course of a run, while the others learn to do without (Zhu and Gupta 2017,
// arXiv:1710.01878). A network that is mostly zeros reads nearly as well, and packs into a fraction
// of the bytes.
#pragma once

#include <span>
#include <vector>

namespace inkling {

// Returns the share of weights that are to be zero when `done`, from 0 to 1, of a run that ends at
// `share` is over. It is nothing in the first fifth of the run, rises quickly and then ever more
// slowly, and is constant in the last third, where the remaining weights settle.
double pruned_share(double share, double done);

// Returns the magnitude that `share`, from 0 to 1, of the weights do not exceed.
float magnitude_at(std::span<const float> weights, double share);

// Sets to zero whatever is no larger than `magnitude`.
void prune_below(std::span<float> weights, float magnitude);

// Marks which weights are zero, and keeps them zero after each step.
class ZeroMask {
 public:
  ZeroMask() = default;  // It marks none.
  explicit ZeroMask(std::span<const float> weights);

  // `weights` are those from `first` on.
  void apply(std::size_t first, std::span<float> weights) const;

 private:
  // Each weight has 0 or 1; where this is empty, all may change.
  std::vector<float> factors_;
};

}  // namespace inkling
