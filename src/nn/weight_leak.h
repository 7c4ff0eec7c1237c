// What the change of a network's weights tells of the images that it learned from.
//
// A step of gradient descent changes the weights of a unit j of the first layer, for one image x,
// by -rate dz_j x: a multiple of the image, and its bias by -rate dz_j. So whoever has the weights
// from before and after divides one by the other and has the image, pixel by pixel (Phong, Aono,
// Hayashi, Wang and Moriai 2018, "Privacy-Preserving Deep Learning via Additively Homomorphic
// Encryption", doi:10.1109/TIFS.2017.2787987, section 3). Each unit's change is another multiple of
// the same picture. With many images or steps it is a sum of many pictures, another one for each
// unit (Zhu, Liu and Han 2019, "Deep Leakage from Gradients", arXiv:1906.08935, get further even
// then).
#pragma once

#include <vector>

#include "nn/network.h"

namespace inkling {

struct WeightLeak {
  // The picture of which the units' changes are multiples, as nearly as can be: [inputs], its
  // largest magnitude is 1, and its sum is not negative. All is zero where nothing has changed.
  std::vector<float> picture;
  // This share of the change, as a sum of squares, is multiples of the picture: 1 after one step
  // with one image.
  double share = 0;
  // These units' weights have changed most, the most first.
  std::vector<int> units;
};

// Compares the first layers of two networks, which are of one shape. The picture is the first left
// singular vector of the difference of their weights, found by power iteration.
WeightLeak weight_leak(const Network<float>& before, const Network<float>& after);

// Returns the change of a unit's weights as a picture, scaled as the one above: [inputs].
std::vector<float> weight_change(const Network<float>& before, const Network<float>& after,
                                 int unit);

}  // namespace inkling
