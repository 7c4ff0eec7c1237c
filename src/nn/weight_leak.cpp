#include "nn/weight_leak.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace inkling {
namespace {

// Scales a picture so that its largest magnitude is 1 and its sum is not negative.
std::vector<float> scaled_picture(std::span<const double> picture) {
  double largest = 0;
  for (const double value : picture) largest = std::max(largest, std::abs(value));
  const double sum = std::accumulate(picture.begin(), picture.end(), 0.0);
  const double scale = largest > 0 ? (sum < 0 ? -1 : 1) / largest : 0;
  std::vector<float> scaled;
  for (const double value : picture) scaled.push_back(static_cast<float>(scale * value));
  return scaled;
}

double squared_length(std::span<const double> values) {
  return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

// Returns the change of a unit's weights in the first layer: [inputs].
std::vector<double> change_of(const Network<float>& before, const Network<float>& after, int unit) {
  assert(before.shape() == after.shape());
  const auto old_weights = before.layer(0).weights;
  const auto new_weights = after.layer(0).weights;
  std::vector<double> change;
  for (int i = 0; i < old_weights.rows; ++i) {
    change.push_back(double{new_weights(i, unit)} - old_weights(i, unit));
  }
  return change;
}

}  // namespace

WeightLeak weight_leak(const Network<float>& before, const Network<float>& after) {
  const int units = before.shape().layers[1];
  std::vector<std::vector<double>> changes;
  std::vector<double> lengths;
  for (int unit = 0; unit < units; ++unit) {
    changes.push_back(change_of(before, after, unit));
    lengths.push_back(squared_length(changes.back()));
  }
  const double total = std::accumulate(lengths.begin(), lengths.end(), 0.0);
  WeightLeak leak;
  leak.units = same_classes(units);
  std::stable_sort(leak.units.begin(), leak.units.end(), [&](int a, int b) {
    return lengths[static_cast<std::size_t>(a)] > lengths[static_cast<std::size_t>(b)];
  });
  // The iteration begins with the unit that has changed most.
  std::vector<double> picture = changes[static_cast<std::size_t>(leak.units.front())];
  constexpr int kIterations = 50;
  for (int iteration = 0; total > 0 && iteration < kIterations; ++iteration) {
    const double length = std::sqrt(squared_length(picture));
    for (double& value : picture) value /= length;
    std::vector<double> next(picture.size());
    double explained = 0;
    for (const std::vector<double>& change : changes) {
      const double share = std::inner_product(change.begin(), change.end(), picture.begin(), 0.0);
      explained += share * share;
      for (std::size_t i = 0; i < next.size(); ++i) next[i] += share * change[i];
    }
    leak.share = explained / total;
    picture = std::move(next);
  }
  leak.picture = scaled_picture(picture);
  return leak;
}

std::vector<float> weight_change(const Network<float>& before, const Network<float>& after,
                                 int unit) {
  return scaled_picture(change_of(before, after, unit));
}

}  // namespace inkling
