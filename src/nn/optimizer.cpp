#include "nn/optimizer.h"

#include <cassert>
#include <cmath>

namespace inkling {
namespace {

// Steps the parameters from `begin` on while `lanes` of them are left; returns where it stopped.
template <OptimizerKind kKind, class V, class T, class Load, class Store>
std::size_t step_range(const StepRule<T>& rule, std::size_t begin, std::size_t end,
                       std::size_t lanes, T* w, const T* g, T* m, T* v, Load load, Store store) {
  const V decay = number<V>(kRho);
  std::size_t i = begin;
  for (; i + lanes <= end; i += lanes) {
    V weight = load(w + i);
    V first = has_first_moment(kKind) ? load(m + i) : weight;
    V second = has_second_moment(kKind) ? load(v + i) : weight;
    step_parameter<kKind>(rule, decay, load(g + i), weight, first, second);
    store(weight, w + i);
    if (has_first_moment(kKind)) store(first, m + i);
    if (has_second_moment(kKind)) store(second, v + i);
  }
  return i;
}

template <OptimizerKind kKind, class T>
void step_all(const StepRule<T>& rule, std::size_t count, T* w, const T* g, T* m, T* v) {
  std::size_t done = 0;
  if constexpr (std::is_same_v<T, float>) {
    done = step_range<kKind, f32x4>(
        rule, 0, count, 4, w, g, m, v, [](const float* from) { return f32x4::load(from); },
        [](f32x4 value, float* to) { value.store(to); });
  }
  step_range<kKind, T>(
      rule, done, count, 1, w, g, m, v, [](const T* from) { return *from; },
      [](T value, T* to) { *to = value; });
}

}  // namespace

double default_learning_rate(OptimizerKind kind) {
  return kind == OptimizerKind::kSgd || kind == OptimizerKind::kMomentum ? 0.01 : 0.001;
}

template <class T>
StepRule<T> step_rule(OptimizerKind kind, double learning_rate, double l2, int step) {
  double rate = learning_rate;
  if (kind == OptimizerKind::kAdam) {
    rate *= std::sqrt(1 - std::pow(kBeta2, step)) / (1 - std::pow(kBeta1, step));
  }
  return {.rate = static_cast<T>(rate), .l2_slope = static_cast<T>(2 * l2)};
}

template <class T>
Optimizer<T>::Optimizer(OptimizerKind kind, std::size_t parameter_count) : kind_(kind) {
  if (has_first_moment(kind)) m_.resize(parameter_count);
  if (has_second_moment(kind)) v_.resize(parameter_count);
}

template <class T>
void Optimizer<T>::step(const StepRule<T>& rule, std::size_t first, std::span<T> parameters,
                        std::span<const T> gradient) {
  assert(parameters.size() == gradient.size());
  T* m = m_.empty() ? nullptr : m_.data() + first;
  T* v = v_.empty() ? nullptr : v_.data() + first;
  T* w = parameters.data();
  const T* g = gradient.data();
  const std::size_t count = parameters.size();
  with_kind(kind_, [&](auto fixed) { step_all<fixed.kind>(rule, count, w, g, m, v); });
}

template StepRule<float> step_rule<float>(OptimizerKind, double, double, int);
template StepRule<double> step_rule<double>(OptimizerKind, double, double, int);
template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace inkling
