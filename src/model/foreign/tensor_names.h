// Authors name the tensors of a network as they like; these functions find in a name what it is and
// which layer it belongs to.
#pragma once

#include <string>
#include <vector>

namespace inkling {

enum class TensorRole {
  kUnknown,   // The name does not say.
  kWeight,    // "weight", "kernel", "W1", "coefs"; gamma of a normalisation
  kBias,      // "bias", "b1", "intercepts"; beta of a normalisation
  kMean,      // "running_mean"
  kVariance,  // "running_var"
  kOther,     // It belongs to something else than a dense layer: "weight_scale", "lora_A".
};

struct TensorPlace {
  std::string owner;  // It is what tensors of one layer have in common: "fc.1".
  TensorRole role = TensorRole::kUnknown;
};

TensorPlace place_of(const std::string& name);

// Returns the name with "#" in the place of each number: names of one pattern are told apart by
// numbers alone.
std::string pattern_of(const std::string& name);

// Returns what stands before the last point or slash.
std::string module_of(const std::string& name);

// Returns the numbers in a name, as they are written.
std::vector<std::string> numbers_in(const std::string& name);

// Brings names into the order that people mean: "fc2" before "fc10".
bool comes_before(const std::string& a, const std::string& b);

}  // namespace inkling
