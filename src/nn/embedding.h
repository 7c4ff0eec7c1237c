// Places pictures in a network's own space: the outputs of its last hidden layer.
#pragma once

#include "math/matrix.h"
#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

// Returns how many numbers a picture becomes: the width of the last hidden layer, or of the input
// where there is no hidden one.
int hidden_width(const NetworkShape& shape);

// Returns the activations, [examples, hidden_width]. Without a hidden layer, they are the pixels as
// the network sees them.
Matrix<float> last_hidden_activations(const Network<float>& network, Examples examples);

}  // namespace inkling
