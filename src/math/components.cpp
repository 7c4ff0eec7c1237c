#include "math/components.h"

#include <Eigen/Dense>
#include <algorithm>

#include "math/gemm.h"
#include "math/random.h"

namespace inkling {
namespace {

// The subspace has more directions than are wanted, so that the wanted ones converge by the ratio
// of the ninth variance to the second.
constexpr int kSubspace = 8;
constexpr int kMostIterations = 12;
// The plane has settled when no direction of it turns by more than this, as a squared sine.
constexpr float kSettled = 1e-5f;

using Columns = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

MatrixView<float> view_of(Columns& m) {
  return {m.data(), static_cast<int>(m.rows()), static_cast<int>(m.cols())};
}

Columns orthonormal(const Columns& columns) {
  return Eigen::HouseholderQR<Eigen::MatrixXf>(columns).householderQ() *
         Eigen::MatrixXf::Identity(columns.rows(), columns.cols());
}

Columns first_guess(int dimensions, const Components* before) {
  Random random(1, 0);
  Columns guess(dimensions, std::min(kSubspace, dimensions));
  for (float& value : guess.reshaped()) value = uniform(random, -1, 1);
  if (before != nullptr) {
    for (int j = 0; j < std::min(2, dimensions); ++j) {
      const float* axis = before->axes.view().row(j);
      for (int i = 0; i < dimensions; ++i) guess(i, j) = axis[i];
    }
  }
  return orthonormal(guess);
}

}  // namespace

Components::Projection Components::project(std::span<const float> point) const {
  float at[2] = {};
  for (int j = 0; j < 2; ++j) {
    const float* axis = axes.view().row(j);
    for (std::size_t i = 0; i < mean.size(); ++i) at[j] += axis[i] * (point[i] - mean[i]);
  }
  return {at[0], at[1]};
}

Matrix<float> Components::project_all(MatrixView<const float> points) const {
  Matrix<float> places(points.rows, 2);
  gemm<float>(points, axes.view().transposed(), Store::kOverwrite, places.view());
  const Projection origin = project(std::vector<float>(mean.size()));
  for (int i = 0; i < points.rows; ++i) {
    places.view()(i, 0) += origin.x;
    places.view()(i, 1) += origin.y;
  }
  return places;
}

Components principal_components(MatrixView<const float> points, const Components* before) {
  const int dimensions = points.cols;
  if (before != nullptr && before->axes.cols() != dimensions) before = nullptr;
  Components found;
  found.axes = Matrix<float>(2, dimensions);
  Matrix<float> shares(1, points.rows);
  std::fill(shares.values().begin(), shares.values().end(),
            1 / static_cast<float>(std::max(points.rows, 1)));
  Eigen::RowVectorXf mean(dimensions);
  gemm<float>(shares.view(), points, Store::kOverwrite, {mean.data(), 1, dimensions});
  found.mean.assign(mean.data(), mean.data() + dimensions);

  Columns basis = first_guess(dimensions, before);
  const int wanted = std::min(2, dimensions);  // A single number has a single axis.
  Columns along(points.rows, basis.cols());
  Columns axes = basis;
  for (int iteration = 0; iteration < kMostIterations; ++iteration) {
    // `along` becomes the centred points in the subspace: (X - 1 mean) Q.
    gemm<float>(points, view_of(basis), Store::kOverwrite, view_of(along));
    along.rowwise() -= mean * basis;
    // The eigenvectors of its covariance are the best axes within the subspace.
    const Eigen::MatrixXf covariance =
        along.transpose() * along / static_cast<float>(std::max(points.rows - 1, 1));
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> ritz(covariance);
    // Eigen sorts the eigenvalues from the smallest on.
    const Columns turned = basis * ritz.eigenvectors().rowwise().reverse();
    const float moved = static_cast<float>(wanted) -
                        (axes.leftCols(wanted).transpose() * turned.leftCols(wanted)).squaredNorm();
    axes = turned;
    for (int j = 0; j < wanted; ++j) {
      found.variances[j] = ritz.eigenvalues()(basis.cols() - 1 - j);
    }
    if (iteration > 0 && moved < kSettled) break;
    // One power of the covariance is X^T (X - 1 mean) Q. The columns of `along` add up to nothing,
    // so X need not be centred.
    gemm<float>(points.transposed(), view_of(along), Store::kOverwrite, view_of(basis));
    basis = orthonormal(basis);
  }
  for (int j = 0; j < wanted; ++j) {
    float* axis = found.axes.view().row(j);
    for (int i = 0; i < dimensions; ++i) axis[i] = axes(i, j);
    float sign = 0;
    if (before != nullptr) {
      const float* was = before->axes.view().row(j);
      for (int i = 0; i < dimensions; ++i) sign += was[i] * axis[i];
    } else {
      sign = *std::max_element(axis, axis + dimensions,
                               [](float a, float b) { return std::abs(a) < std::abs(b); });
    }
    if (sign < 0) std::transform(axis, axis + dimensions, axis, std::negate<float>());
  }
  return found;
}

}  // namespace inkling
