// principal_components() finds the two directions in which many points differ most.
#pragma once

#include <span>
#include <vector>

#include "math/matrix.h"

namespace inkling {

// Components are principal components (Pearson 1901): axes of length 1, at right angles, that go
// through the mean.
struct Components {
  std::vector<float> mean;  // [dimensions]
  Matrix<float> axes;       // [2, dimensions]
  float variances[2] = {};  // The variances are those along the axes, the larger one first.

  // A Projection is where a point lies on the plane.
  struct Projection {
    float x = 0;
    float y = 0;
  };
  Projection project(std::span<const float> point) const;
  // Projects many points, [count, dimensions], and returns [count, 2].
  Matrix<float> project_all(MatrixView<const float> points) const;
};

// Returns the components of the rows of `points`, [count, dimensions], by subspace iteration with a
// Rayleigh-Ritz step (Halko, Martinsson and Tropp 2011, arXiv:0909.4061): the full decomposition of
// 512 dimensions takes a second, and this takes some tens of milliseconds. The search begins at
// `before`, where that is given and of the same dimensions, and the axes keep its signs, so that
// the picture does not flip while points move.
Components principal_components(MatrixView<const float> points, const Components* before = nullptr);

}  // namespace inkling
