// Computes the loss over a plane through the space of a network's parameters, and descends in it.
#pragma once

#include <vector>

#include "nn/examples.h"
#include "nn/network.h"
#include "nn/optimizer.h"

namespace inkling {

// A place on the plane is origin + x (first axis) + y (second axis).
struct PlanePoint {
  double x = 0;
  double y = 0;
};

// Slices the loss in two dimensions, as in Li, Xu, Taylor, Studer and Goldstein 2018
// (arXiv:1712.09913). The first axis is the direction of steepest descent at the origin. The second
// is the part of the steepest descent after one long step along the first that is at right angles
// to it. Both have length 1 in the space of all parameters, so distances and gradients on the plane
// are those of that space.
class Landscape {
 public:
  // The mean cross-entropy of `examples` is the height. They are copied.
  Landscape(Network<float> origin, Examples examples);

  const NetworkShape& shape() const { return origin_.shape(); }

  double loss(PlanePoint at) const;

  struct Slope {
    double loss = 0;
    double by_x = 0;  // The gradient is taken along the axes.
    double by_y = 0;
  };
  // Uses forward-mode differentiation: each value goes through the network with its two
  // derivatives.
  Slope slope(PlanePoint at) const;

  // Returns the network at a place of the plane.
  Network<float> network_at(PlanePoint at) const;

 private:
  // Holds x W + b of the first layer: it is linear in the place, so three products serve all
  // places.
  struct FirstLayer {
    Matrix<float> base;
    Matrix<float> along_x;
    Matrix<float> along_y;
  };
  Matrix<float> first_layer_of(const Network<float>& network) const;
  Matrix<float> first_layer_at(PlanePoint at) const;
  Network<float> layer_at(int l, PlanePoint at) const;

  Network<float> origin_;
  Network<float> x_axis_;
  Network<float> y_axis_;
  // The shape is [count, inputs]; the pixels are as the network sees them.
  Matrix<float> pictures_;
  std::vector<std::uint8_t> labels_;
  FirstLayer first_;
};

// Moves a ball downhill by one of the optimisers of training; its only parameters are the plane's
// two coordinates.
class Descent {
 public:
  Descent(OptimizerKind kind, double learning_rate, PlanePoint start)
      : kind_(kind), learning_rate_(learning_rate), optimizer_(kind, 2), path_{start} {}

  // Takes one step from the present place. Returns the slope from which it was taken.
  Landscape::Slope step(const Landscape& landscape);

  OptimizerKind kind() const { return kind_; }
  const std::vector<PlanePoint>& path() const { return path_; }

 private:
  OptimizerKind kind_;
  double learning_rate_;
  Optimizer<double> optimizer_;
  std::vector<PlanePoint> path_;
};

}  // namespace inkling
