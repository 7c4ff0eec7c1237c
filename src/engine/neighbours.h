// A NeighbourSearch finds the training pictures that a network takes to be most like a given one.
#pragma once

#include <optional>
#include <vector>

#include "math/matrix.h"
#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

struct Neighbour {
  int index = 0;       // This is its place among the examples.
  float distance = 0;  // It is Euclidean, between the outputs of the last hidden layer.
};

// A NeighbourSearch looks through the examples some hundreds at a time.
class NeighbourSearch {
 public:
  // The network is copied: it may go on learning meanwhile.
  NeighbourSearch(const Network<float>& network, std::span<const std::uint8_t> picture, int count);

  // Looks at the next examples. Returns false when there are none left.
  bool advance(Examples examples);

  // Returns the nearest so far, the nearest one first.
  const std::vector<Neighbour>& nearest() const { return nearest_; }

 private:
  Network<float> network_;
  Matrix<float> at_;  // [1, hidden width]
  std::size_t count_;
  int done_ = 0;
  std::vector<Neighbour> nearest_;
};

}  // namespace inkling
