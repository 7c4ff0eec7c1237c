// Compares every matrix product with Eigen's, in double precision, at sizes around the edges of
// tiles and blocks.
#include "math/gemm.h"

#include <doctest/doctest.h>

#include <Eigen/Core>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "math/gemm_packed.h"
#include "math/kernels/gemm_scalar.h"
#include "math/random.h"

using namespace inkling;

namespace {

using EigenMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix<float> random_matrix(int rows, int cols, Random& random) {
  Matrix<float> matrix(rows, cols);
  for (float& value : matrix.values()) value = static_cast<float>(2 * random.uniform() - 1);
  return matrix;
}

EigenMatrix to_eigen(MatrixView<const float> view) {
  EigenMatrix matrix(view.rows, view.cols);
  for (int i = 0; i < view.rows; ++i) {
    for (int j = 0; j < view.cols; ++j) matrix(i, j) = view(i, j);
  }
  return matrix;
}

// Returns an empty text if `result` is `expected` up to the rounding of sums of `depth` products of
// numbers up to 1, and otherwise a text that tells where it is not.
std::string difference(const EigenMatrix& expected, MatrixView<const float> result, int depth) {
  const double tolerance = std::numeric_limits<float>::epsilon() * (2 + depth);
  for (int i = 0; i < result.rows; ++i) {
    for (int j = 0; j < result.cols; ++j) {
      // A comparison by "> tolerance" would let NaN pass.
      if (!(std::abs(result(i, j) - expected(i, j)) <= tolerance)) {
        return "at " + std::to_string(i) + ", " + std::to_string(j) + ": " +
               std::to_string(result(i, j)) + " instead of " + std::to_string(expected(i, j));
      }
    }
  }
  return "";
}

using Gemm = void (*)(MatrixView<const float>, MatrixView<const float>, Store, MatrixView<float>);

struct Kernel {
  const char* name;
  Gemm gemm;
};
const Kernel kKernels[] = {
    {"gemm", gemm<float>}, {"gemm_scalar", gemm_scalar<float>}, {"gemm_packed", gemm_packed}};

void check(const Kernel& kernel, int m, int k, int n) {
  Random random(static_cast<std::uint64_t>(m * 10007 + k * 101 + n), 1);
  for (int variant = 0; variant < 8; ++variant) {
    const bool a_transposed = (variant & 1) != 0;
    const bool b_transposed = (variant & 2) != 0;
    const Store store = (variant & 4) != 0 ? Store::kAdd : Store::kOverwrite;
    const Matrix<float> a_storage =
        a_transposed ? random_matrix(k, m, random) : random_matrix(m, k, random);
    const Matrix<float> b_storage =
        b_transposed ? random_matrix(n, k, random) : random_matrix(k, n, random);
    const auto a = a_transposed ? a_storage.view().transposed() : a_storage.view();
    const auto b = b_transposed ? b_storage.view().transposed() : b_storage.view();
    Matrix<float> c = random_matrix(m, n, random);
    EigenMatrix expected = to_eigen(a) * to_eigen(b);
    if (store == Store::kAdd) expected += to_eigen(c.view());
    kernel.gemm(a, b, store, c.view());
    INFO(kernel.name, " m=", m, " k=", k, " n=", n, " variant=", variant);
    CHECK(difference(expected, c.view(), k) == "");
  }
}

}  // namespace

TEST_CASE("the comparison notices wrong, missing and impossible numbers") {
  Random random(1, 1);
  Matrix<float> result = random_matrix(5, 7, random);
  const EigenMatrix expected = to_eigen(result.view());
  CHECK(difference(expected, result.view(), 10) == "");
  SUBCASE("one number a little off") { result.view()(4, 6) += 1e-4f; }
  SUBCASE("all zero") { std::fill(result.values().begin(), result.values().end(), 0.0f); }
  SUBCASE("NaN") { result.view()(2, 3) = std::numeric_limits<float>::quiet_NaN(); }
  CHECK(difference(expected, result.view(), 10) != "");
}

TEST_CASE("a product of two 1x1 matrices") {
  for (const Kernel& kernel : kKernels) check(kernel, 1, 1, 1);
}

TEST_CASE("sizes around the edges of the register tile") {
  for (const Kernel& kernel : kKernels) {
    for (const int m : {1, 2, 3, 4, 5, 8, 9}) {
      for (const int n : {1, 3, 4, 7, 8, 9, 17}) {
        for (const int k : {1, 2, 5}) check(kernel, m, k, n);
      }
    }
  }
}

TEST_CASE("sizes around the edges of the cache blocks, and primes") {
  for (const Kernel& kernel : kKernels) {
    check(kernel, 127, 255, 9);
    check(kernel, 129, 257, 10);
    check(kernel, 31, 513, 37);
    check(kernel, 131, 17, 101);
  }
}

TEST_CASE("the shapes of training") {
  for (const Kernel& kernel : kKernels) {
    // The scalar one is slow, and right at every other size.
    if (kernel.gemm == &gemm_scalar<float>) continue;
    check(kernel, 128, 784, 512);
    check(kernel, 784, 128, 512);
    check(kernel, 128, 512, 10);
  }
}

TEST_CASE("empty matrices") {
  for (const Kernel& kernel : kKernels) {
    for (const auto& [m, k, n] : {std::array{0, 3, 4}, {3, 0, 4}, {3, 4, 0}, {0, 0, 0}}) {
      check(kernel, m, k, n);
    }
  }
}

TEST_CASE("a window in a larger matrix is read and written, and nothing beside it") {
  for (const Kernel& kernel : kKernels) {
    Random random(7, 1);
    Matrix<float> a = random_matrix(20, 30, random);
    Matrix<float> b = random_matrix(30, 40, random);
    Matrix<float> c(20, 40);
    std::fill(c.values().begin(), c.values().end(), 5.0f);
    const MatrixView<float> window = {&c.view()(2, 3), 6, 11, 40, 1};
    const MatrixView<const float> a_window = {&a.view()(1, 2), 6, 13, 30, 1};
    const MatrixView<const float> b_window = {&b.view()(4, 5), 13, 11, 40, 1};
    kernel.gemm(a_window, b_window, Store::kOverwrite, window);
    INFO(kernel.name);
    CHECK(difference(to_eigen(a_window) * to_eigen(b_window), window, 13) == "");
    int untouched = 0;
    for (const float value : c.values()) untouched += value == 5.0f ? 1 : 0;
    CHECK(untouched == 20 * 40 - 6 * 11);
  }
}

TEST_CASE("gemm in double precision") {
  const std::vector<double> a = {1, 2, 3, 4, 5, 6};
  const std::vector<double> b = {7, 8, 9, 10, 11, 12};
  std::vector<double> c = {1, 1, 1, 1};
  gemm<double>({a.data(), 2, 3}, {b.data(), 3, 2}, Store::kAdd, {c.data(), 2, 2});
  CHECK(c == std::vector<double>{59, 65, 140, 155});
}
