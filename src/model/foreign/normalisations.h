// Finds batch normalisations among tensors, and where in a chain of layers they stand.
#pragma once

#include <string>
#include <vector>

#include "model/foreign/layer_list.h"
#include "model/foreign/tensor_list.h"

namespace inkling {

// The tensors of one batch normalisation. Weight and bias are null where it has none.
struct Normalisation {
  std::string owner;
  const NamedTensor* weight = nullptr;
  const NamedTensor* bias = nullptr;
  const NamedTensor* mean = nullptr;
  const NamedTensor* variance = nullptr;
};

// Takes the tensors of normalisations out of `tensors`. Returns an error that names the one that
// lacks a part, or whose parts have different sizes.
Result<std::vector<Normalisation>> take_normalisations(std::vector<const NamedTensor*>& tensors);

// y = weight (x - mean) / sqrt(variance + epsilon) + bias
ScaleStep scale_of(const Normalisation& norm, double epsilon);

// Where a normalisation stands: behind so many layers, in front of the activation that follows them
// or behind it.
struct NormPlace {
  int layers = 0;
  bool behind_activation = false;

  bool operator==(const NormPlace&) const = default;
};

// What a chain tells of one of its layers.
struct LayerSite {
  const NamedTensor* weight = nullptr;
  int outputs = 0;
};

// Returns the places that the normalisations may have, the likeliest first; in each, normalisation
// i has place i. Numbers in the names tell, then the order of the file where that says something
// (`ordered`), then widths. It is empty where they fit nowhere.
//
// `order` has all tensors of the file, in the order of the chain.
std::vector<std::vector<NormPlace>> norm_places(const std::vector<Normalisation>& norms,
                                                const std::vector<LayerSite>& layers,
                                                const std::vector<const NamedTensor*>& order,
                                                bool ordered);

}  // namespace inkling
