// A LayerList describes what somebody else's network does to its pixels, step by step, in a way
// that every format can be brought to. fold() makes one of our networks of it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "nn/network.h"

namespace inkling {

// A list has no more weights than this: layers without an activation between them become one, which
// has fewer.
inline constexpr std::uint64_t kMostWeights = 2 * std::uint64_t{kMaxParameters};

// A Dense step is y = x W + b.
struct DenseStep {
  int inputs = 0;
  int outputs = 0;
  std::vector<double> weights;  // [inputs, outputs]
  std::vector<double> biases;   // [outputs]
  std::string name;             // Like those of the other steps, it names the step for people.
};

// A ScaleStep is y = factor x + shift for each value: a normalisation, or a sum with a constant.
// Both have one number for all values, or one for each.
struct ScaleStep {
  std::vector<double> factors;
  std::vector<double> shifts;
  std::string name = {};
};

enum class Nonlinearity { kRelu, kSigmoid, kTanh, kSoftmax, kLogSoftmax };
inline constexpr const char* kNonlinearityNames[] = {"relu", "sigmoid", "tanh", "softmax",
                                                     "log-softmax"};

struct ActivationStep {
  ActivationStep(Nonlinearity kind, std::string name = {}) : kind(kind), name(std::move(name)) {}
  Nonlinearity kind;
  std::string name;
};

using LayerList = std::vector<std::variant<DenseStep, ScaleStep, ActivationStep>>;

// Scales in front of a layer, behind it, and layers without an activation between them become part
// of one layer. What stands at the end and leaves the order of the outputs alone (softmax, its
// logarithm, a sigmoid) is left out: our networks end with a softmax. Returns an error that names
// the step where two hidden layers have different activations, or sizes do not fit.
Result<Network<float>> fold(const LayerList& list);

}  // namespace inkling
