// A network takes one step of gradient descent with a few images: what do its weights tell of them?
#pragma once

#include <cstdint>
#include <vector>

#include "nn/examples.h"
#include "nn/network.h"
#include "nn/weight_leak.h"

namespace inkling {

// A LeakReport is what somebody sees who has the weights from before and after.
struct LeakReport {
  double share = 0;            // See WeightLeak.
  std::vector<float> picture;  // [784], see WeightLeak
  // The changes of single units: of those that have changed most or, where the images are known
  // that were learned, for each of the first ones of the unit that looks most like it. Each is
  // [784].
  std::vector<std::vector<float>> unit_pictures;
  // So many of the images that were learned look like the change of a single unit, where they are
  // known.
  int recognisable = 0;
};

// At most this many units are shown.
inline constexpr int kLeakUnits = 12;

// The two are of one shape.
LeakReport leak_of(const Network<float>& before, const Network<float>& after);

// Lets a network of 784-512-10 with random weights take one step with all of these images.
LeakReport leak_of_one_step(Examples images);

}  // namespace inkling
