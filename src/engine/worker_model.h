// A WorkerModel is the network that the worker holds, with what is known of it.
#pragma once

#include <cstdint>
#include <span>

#include "engine/protocol.h"
#include "nn/network.h"
#include "nn/trainer.h"

namespace inkling {

class WorkerModel {
 public:
  // Begins with random weights in the default shape.
  WorkerModel();

  // The network stays where it is, so that a trainer or an evaluation can refer to it.
  WorkerModel(const WorkerModel&) = delete;
  WorkerModel& operator=(const WorkerModel&) = delete;

  // Returns the network, up to date with every step of a training run that is under way.
  const Network<float>& network();
  const NetworkShape& shape() const { return network_.shape(); }
  // Returns whether at least one step has been taken since the weights were random.
  bool trained() const { return trained_; }

  // Puts another network in the place of this one, because of the command `origin` (see
  // WeightsEvent). No training run may be under way.
  void replace(Network<float> network, bool trained, RequestId origin);
  // Returns how often that has been done: what was computed from an earlier network is of no use
  // any more.
  int replacements() const { return replacements_; }

  // A training run changes the parameters in place: it makes a trainer of network_to_train(). The
  // trainer keeps part of the weights to itself from step to step, so from begin_training() to
  // end_training() network() asks it for them first.
  Network<float>& network_to_train() { return network_; }
  void begin_training(Trainer& trainer) { trainer_ = &trainer; }
  void end_training();
  void step_was_taken() { trained_ = unsent_ = true; }
  // Takes back what a run has done. `parameters` are as many as the network has.
  void restore(std::span<const float> parameters, bool trained);

  // Returns the weights, to be sent now.
  WeightsEvent take_weights(double now_ms);
  // Returns how many times they have been taken: another count means that the page gets other
  // weights.
  int times_taken() const { return times_taken_; }
  bool has_unsent_steps() const { return unsent_; }
  // Returns when they were taken last.
  double taken_ms() const { return taken_ms_; }

 private:
  Network<float> network_;
  bool trained_ = false;
  RequestId origin_ = kNoRequest;
  int replacements_ = 0;
  Trainer* trainer_ = nullptr;
  bool unsent_ = false;
  int times_taken_ = 0;
  double taken_ms_ = 0;
};

}  // namespace inkling
