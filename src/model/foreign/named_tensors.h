// Files that hold weights and nothing else name their tensors as their authors like. The layers are
// found from shapes and order.
#pragma once

#include <string>
#include <vector>

#include "model/foreign/layer_list.h"

namespace inkling {

struct NamedTensor {
  std::string name;
  std::vector<int> shape;
  std::vector<float> values;
  bool whole = false;  // Its numbers are whole: a count or an index, and no weight.
};

// Whether weights are [outputs, inputs], as PyTorch has them, or [inputs, outputs], as Keras and
// most NumPy programs do. It decides where a layer is square.
enum class WeightOrder { kOutputsFirst, kInputsFirst };

// Brings names into the order that people mean: "fc2" before "fc10".
bool comes_before(const std::string& a, const std::string& b);

// Finds a chain of layers from 784 pixels on: matrices whose sizes fit one behind the other, in the
// order of the file where that says something (`ordered`) or of their names, whichever fits, each
// with the row of biases that has its name or, without one, its size.
// Batch normalisations (a weight, a bias, a running mean and variance under one name) are folded
// in. Empty and whole tensors are left out. Hidden layers get `activation`. Returns an error that
// names the tensor that has no place.
Result<LayerList> layers_of(std::vector<NamedTensor> tensors, WeightOrder order, bool ordered,
                            Nonlinearity activation);

}  // namespace inkling
