#include "engine/neighbours.h"

#include <algorithm>
#include <cmath>

#include "nn/embedding.h"

namespace inkling {
namespace {

// This many examples are a few milliseconds of work.
constexpr int kChunk = 500;

float distance(std::span<const float> a, const float* b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

}  // namespace

NeighbourSearch::NeighbourSearch(const Network<float>& network,
                                 std::span<const std::uint8_t> picture, int count)
    : network_(network), count_(static_cast<std::size_t>(count)) {
  const std::uint8_t label = 0;
  at_ = last_hidden_activations(network_, {picture, {&label, 1}});
}

bool NeighbourSearch::advance(Examples examples) {
  const int count = std::min(kChunk, examples.count() - done_);
  if (count <= 0) return false;
  const Matrix<float> hidden = last_hidden_activations(network_, examples.part(done_, count));
  for (int i = 0; i < count; ++i) {
    const Neighbour next = {done_ + i, distance(at_.values(), hidden.view().row(i))};
    if (nearest_.size() == count_ && next.distance >= nearest_.back().distance) continue;
    if (nearest_.size() == count_) nearest_.pop_back();
    const auto place = std::find_if(nearest_.begin(), nearest_.end(), [&](const Neighbour& other) {
      return next.distance < other.distance;
    });
    nearest_.insert(place, next);
  }
  done_ += count;
  return done_ < examples.count();
}

}  // namespace inkling
