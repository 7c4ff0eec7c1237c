// Files that hold weights and nothing else name their tensors as their authors like. The layers are
// found from names, shapes and order.
#pragma once

#include <vector>

#include "model/foreign/layer_list.h"
#include "model/foreign/tensor_list.h"

namespace inkling {

// Whether weights are [outputs, inputs], as PyTorch has them, or [inputs, outputs], as Keras and
// most NumPy programs do. It decides where a layer is square.
enum class WeightOrder { kOutputsFirst, kInputsFirst };

// Finds a chain of layers from 784 pixels on: matrices whose sizes fit one behind the other, in the
// order of the file where that says something (`ordered`) or of their names, whichever fits. The
// biases of a layer have its name, or all biases fit the layers in their order. Batch
// normalisations (a mean and a variance, mostly with a weight and a bias) are folded in. Counters
// and empty tensors are left out. Hidden layers get `activation`.
//
// Returns all ways in which the file may be meant, the likeliest first, where it leaves open which
// of two orders is right or on which side of an activation a normalisation stands. Returns an error
// that names the tensor that has no place.
Result<std::vector<LayerList>> layers_of(const std::vector<NamedTensor>& tensors, WeightOrder order,
                                         bool ordered, Nonlinearity activation);

}  // namespace inkling
