// What is chosen is chosen by training images that were held out of training.
#pragma once

#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

// Prints how well a network predicts the images, and copies of them that are changed as those of
// training are; and for several temperatures, by which its logits might be divided, how well its
// probabilities fit and what it calls no digit.
void print_held_out(const Network<float>& network, Examples images);

}  // namespace inkling
