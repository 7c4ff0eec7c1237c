// The two directions in which many points differ most.
#pragma once

#include <span>
#include <vector>

#include "math/matrix.h"

namespace inkling {

// Principal components (Pearson 1901): axes of length 1, at right angles, that go through the mean.
struct Components {
  std::vector<float> mean;  // [dimensions]
  Matrix<float> axes;       // [2, dimensions], the one of the larger variance first
  float variances[2] = {};  // along them

  // Where a point lies on the plane.
  struct Projection {
    float x = 0;
    float y = 0;
  };
  Projection project(std::span<const float> point) const;
  // The same of many points, [count, dimensions]; [count, 2].
  Matrix<float> project_all(MatrixView<const float> points) const;
};

// Of the rows of `points`, [count, dimensions], by subspace iteration with a Rayleigh-Ritz step
// (Halko, Martinsson and Tropp 2011, arXiv:0909.4061): the full decomposition of 512 dimensions
// takes a second, this some tens of milliseconds. `before`, where given and of the same dimensions,
// is where the search begins, and the axes keep its signs: while points move, the picture does not
// flip.
Components principal_components(MatrixView<const float> points, const Components* before = nullptr);

}  // namespace inkling
