// Where pictures lie in a network's own space: the outputs of its last hidden layer.
#pragma once

#include "math/matrix.h"
#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

// How many numbers a picture becomes: the width of the last hidden layer, or of the input where
// there is no hidden one.
int hidden_width(const NetworkShape& shape);

// [examples, hidden_width]. Without a hidden layer, the pixels as the network sees them.
Matrix<float> last_hidden_activations(const Network<float>& network, Examples examples);

}  // namespace inkling
