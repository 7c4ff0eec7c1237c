// What Learn shows beside the state that all places share.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "nn/backprop_trace.h"
#include "nn/landscape.h"
#include "places/shared/experiment_run.h"
#include "places/shared/network_view.h"

namespace inkling {

inline constexpr int kLessons = 7;
inline constexpr int kNeuronInputs = 16;
inline constexpr int kBrainFacts = 3;  // neurons, energy, examples

// The loss as a landscape, and the ways down that were taken.
struct Downhill {
  bool asked = false;                          // for the pictures that it is measured on
  std::shared_ptr<const Landscape> landscape;  // never changes
  std::vector<float> heights;                  // row after row, as far as they were measured
  int rate = 1;                                // which of kRates
  // By hand: the places, and the loss at each.
  std::vector<PlanePoint> path;
  std::vector<double> losses;
  Landscape::Slope slope;  // at the last of them
  std::vector<Descent> methods;
};

// The lessons, and what the hands have done in the one that is open.
struct Learn {
  int lesson = 1;
  std::array<int, kLessons> steps_done{};
  // 1: a neuron
  std::array<int, kNeuronInputs> weights{};  // -1, 0, 1
  double bias = 0;
  // 2: the network, and a pixel of the unit that is looked at
  NetworkView network;
  std::optional<int> pixel;
  // 3 and 4: what the visitor says that the drawing is
  std::optional<int> label;
  unsigned labels_tried = 0;              // a bit each
  std::optional<BackpropTrace> backprop;  // of the newest prediction
  // 3: a logit that is pushed
  int pushed_digit = 0;
  double push = 0;
  // 4: a weight that is nudged
  std::optional<InputWeight> weight;
  struct Nudge {
    double amount = 0;
    double predicted = 0;  // change of the loss, by the gradient
    double measured = 0;
  };
  std::optional<Nudge> nudge;
  // 5
  Downhill downhill;
  // 6
  ExperimentRun experiment;
  // 7: which facts were touched, a bit each; and what the page has fetched
  unsigned facts_seen = 0;
  std::optional<int> fact;
  struct Requests {
    int own = 0;      // files of this site
    int foreign = 0;  // anything else
  };
  std::optional<Requests> requests;
};

}  // namespace inkling
