#include "math/components.h"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <cmath>

#include "math/random.h"

using namespace inkling;

namespace {

// Returns points whose spread falls from direction to direction, in directions that are mixed.
Matrix<float> cloud(int count, int dimensions, std::uint64_t seed) {
  Random random(seed, 1);
  Matrix<float> points(count, dimensions);
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < dimensions; ++j) {
      points.view()(i, j) = uniform(random, -1, 1) / (1 + 0.4f * static_cast<float>(j));
    }
    for (int j = 0; j < dimensions; ++j) {
      points.view()(i, j) += 3 + 0.5f * points.view()(i, (j + 1) % dimensions);
    }
  }
  return points;
}

Eigen::MatrixXd covariance_of(const Matrix<float>& points) {
  const Eigen::MatrixXd x =
      Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
          points.values().data(), points.rows(), points.cols())
          .cast<double>();
  const Eigen::MatrixXd centred = x.rowwise() - x.colwise().mean();
  return centred.transpose() * centred / (points.rows() - 1);
}

}  // namespace

TEST_CASE("the two axes are those of Eigen's full decomposition") {
  for (const auto& [count, width] : {std::pair{300, 40}, {50, 100}, {200, 2}, {100, 3}}) {
    const int dimensions = width;
    CAPTURE(dimensions);
    const Matrix<float> points = cloud(count, dimensions, 7);
    const Components found = principal_components(points.view());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> full(covariance_of(points));
    for (int j = 0; j < 2; ++j) {
      const int column = dimensions - 1 - j;
      CHECK(found.variances[j] == doctest::Approx(full.eigenvalues()(column)).epsilon(1e-3));
      double cosine = 0;
      for (int i = 0; i < dimensions; ++i) {
        cosine += found.axes.view()(j, i) * full.eigenvectors()(i, column);
      }
      CHECK(std::abs(cosine) > 0.999);
    }
  }
}

TEST_CASE("places have the mean in the middle and the variances along the axes") {
  const Matrix<float> points = cloud(400, 30, 9);
  const Components found = principal_components(points.view());
  double sum = 0, squares = 0;
  for (int i = 0; i < points.rows(); ++i) {
    const auto place = found.project({points.view().row(i), 30});
    sum += place.x;
    squares += double{place.x} * place.x;
  }
  CHECK(std::abs(sum / 400) < 1e-4);
  const Matrix<float> all = found.project_all(points.view());
  const auto one = found.project({points.view().row(123), 30});
  CHECK(all.view()(123, 0) == doctest::Approx(one.x).epsilon(1e-3));
  CHECK(all.view()(123, 1) == doctest::Approx(one.y).epsilon(1e-3));
  CHECK(squares / 399 == doctest::Approx(found.variances[0]).epsilon(1e-3));
}

TEST_CASE("a search that begins at the axes of before keeps their signs") {
  const Matrix<float> points = cloud(200, 20, 3);
  Components flipped = principal_components(points.view());
  const Components before = flipped;
  for (float& value : flipped.axes.values()) value = -value;
  const Components after = principal_components(points.view(), &flipped);
  for (int i = 0; i < 20; ++i) {
    CHECK(after.axes.view()(0, i) == doctest::Approx(-before.axes.view()(0, i)).epsilon(0.01));
  }
}

TEST_CASE("a single number has one axis; equal points have none of any length") {
  const Matrix<float> line = cloud(10, 1, 3);
  CHECK(std::abs(principal_components(line.view()).axes.view()(0, 0)) == doctest::Approx(1));
  Matrix<float> same(10, 4);
  const Components none = principal_components(same.view());
  CHECK(none.variances[0] == doctest::Approx(0));
  CHECK(none.project({same.view().row(0), 4}).x == doctest::Approx(0));
}
