// Finds the biases of each layer among the rows of a file.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/foreign/tensor_list.h"

namespace inkling {

// Returns for each matrix its row of biases, or null where it has none. `outputs` has their sizes;
// both lists are in the order of the file or of the names. Returns an error that names the row that
// belongs to no layer, or to one that is not dense.
Result<std::vector<const NamedTensor*>> biases_of(const std::vector<const NamedTensor*>& matrices,
                                                  const std::vector<int>& outputs,
                                                  const std::vector<const NamedTensor*>& rows);

}  // namespace inkling
