#include "engine/worker_model.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "nn/settings.h"

namespace inkling {

WorkerModel::WorkerModel() : network_(NetworkShape{}) { network_.initialise(Settings{}.seed); }

const Network<float>& WorkerModel::network() {
  if (trainer_ != nullptr) trainer_->publish();
  return network_;
}

void WorkerModel::replace(Network<float> network, bool trained, RequestId origin) {
  assert(trainer_ == nullptr);
  network_ = std::move(network);
  trained_ = trained;
  origin_ = origin;
  ++replacements_;
}

void WorkerModel::end_training() {
  if (trainer_ != nullptr) trainer_->publish();
  trainer_ = nullptr;
}

void WorkerModel::restore(std::span<const float> parameters, bool trained) {
  // Otherwise the trainer would publish its weights later, over those that are restored here.
  if (trainer_ != nullptr) trainer_->publish();
  assert(parameters.size() == network_.parameters().size());
  std::copy(parameters.begin(), parameters.end(), network_.parameters().begin());
  trained_ = trained;
}

WeightsEvent WorkerModel::take_weights(double now_ms) {
  unsent_ = false;
  taken_ms_ = now_ms;
  ++times_taken_;
  const auto parameters = network().parameters();
  return {.layers = network_.shape().layers,
          .activation = network_.shape().activation,
          .parameters = {parameters.begin(), parameters.end()},
          .trained = trained_,
          .origin = origin_};
}

}  // namespace inkling
