// Compares every set of kernels with the scalar one, function by function.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "math/kernels/kernel_set.h"
#include "math/kernels/kernels_scalar.h"
#include "math/random.h"
#include "math/sparse_batch.h"

using namespace inkling;

namespace {

std::vector<float> random_floats(std::size_t count, Random& random) {
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(2 * random.uniform() - 1);
  return values;
}

bool near(const std::vector<float>& a, const std::vector<float>& b, float tolerance) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(std::abs(a[i] - b[i]) <= tolerance)) return false;  // NaN is not near.
  }
  return true;
}

// Returns a batch of `rows` pictures with `cols` pixels, about a fifth of them lit.
SparseBatch random_batch(int rows, int cols, Random& random) {
  SparseBatch batch;
  batch.begin(cols);
  for (int i = 0; i < rows; ++i) {
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(cols));
    for (auto& byte : bytes) {
      if (random.below(5) == 0) byte = static_cast<std::uint8_t>(random.below(256));
    }
    batch.add_row(bytes, 1.0f / 255);
  }
  batch.sort_columns();
  return batch;
}

}  // namespace

TEST_CASE("a strip of the dense product, of any height and depth") {
  Random random(1, 1);
  for (const int rows : {1, 2, 3, 4, 5, 6, 7, 13}) {
    for (const int depth : {0, 1, 2, 65}) {
      for (const bool add : {false, true}) {
        const int a_stride = depth + 3;
        const int c_stride = kTileCols + 2;
        const auto a = random_floats(static_cast<std::size_t>(rows) * a_stride, random);
        const auto b = random_floats(static_cast<std::size_t>(depth) * kTileCols, random);
        auto expected = random_floats(static_cast<std::size_t>(rows) * c_stride, random);
        auto result = expected;
        kScalarKernels.gemm_strip(a.data(), a_stride, b.data(), rows, depth, add, expected.data(),
                                  c_stride);
        kernels().gemm_strip(a.data(), a_stride, b.data(), rows, depth, add, result.data(),
                             c_stride);
        INFO(rows, " rows, depth ", depth, add ? ", added" : "");
        CHECK(near(result, expected, 1e-5f));
      }
    }
  }
}

TEST_CASE("the sparse forward product") {
  Random random(2, 1);
  const SparseBatch batch = random_batch(7, 50, random);
  const SparseLists rows = batch.rows(0);
  const auto panel = random_floats(50 * kPanelCols, random);
  const auto bias = random_floats(kPanelCols, random);
  std::vector<float> expected(7 * kPanelCols), result(7 * kPanelCols);
  kScalarKernels.sparse_forward(&rows, panel.data(), bias.data(), expected.data(), kPanelCols);
  kernels().sparse_forward(&rows, panel.data(), bias.data(), result.data(), kPanelCols);
  CHECK(near(result, expected, 1e-5f));
  CHECK_FALSE(near(result, std::vector<float>(result.size()), 1e-5f));

  // Once more, added to what is there.
  const auto before = result;
  kScalarKernels.sparse_forward(&rows, panel.data(), nullptr, expected.data(), kPanelCols);
  kernels().sparse_forward(&rows, panel.data(), nullptr, result.data(), kPanelCols);
  CHECK(near(result, expected, 1e-5f));
  CHECK_FALSE(near(result, before, 1e-5f));
}

TEST_CASE("the sparse backward step, with each method, rows that rest and rows that do not") {
  for (const OptimizerKind kind : {OptimizerKind::kSgd, OptimizerKind::kMomentum,
                                   OptimizerKind::kRmsprop, OptimizerKind::kAdam}) {
    for (const bool all_rows : {false, true}) {
      Random random(3, 1);
      const SparseBatch batch = random_batch(4, 50, random);
      const SparseLists columns = batch.columns();
      const auto dz = random_floats(4 * kPanelCols, random);
      auto decay = random_floats(50, random);
      const StepRule<float> rule = {.rate = 0.01f, .l2_slope = all_rows ? 0.1f : 0.0f};
      struct Parameters {
        std::vector<float> weights, first, second;
      };
      Parameters expected{random_floats(50 * kPanelCols, random),
                          random_floats(50 * kPanelCols, random),
                          std::vector<float>(50 * kPanelCols, 0.5f)};
      for (float& factor : decay) factor = std::abs(factor);
      const Parameters before = expected;
      Parameters result = expected;
      const auto step = [&](const KernelSet& set, Parameters& p) {
        set.sparse_step(kind, &rule, &columns, dz.data(), decay.data(), all_rows, p.weights.data(),
                        p.first.data(), p.second.data());
      };
      step(kScalarKernels, expected);
      step(kernels(), result);
      INFO(static_cast<int>(kind), all_rows ? ", all rows" : "");
      CHECK(near(result.weights, expected.weights, 1e-5f));
      CHECK(near(result.first, expected.first, 1e-5f));
      CHECK(near(result.second, expected.second, 1e-5f));
      CHECK_FALSE(near(result.weights, before.weights, 1e-5f));
    }
  }
}

TEST_CASE("as many multiply-adds as it says") {
  Random random(4, 1);
  for (const KernelSet* set : {&kScalarKernels, &kernels()}) {
    INFO(set->name);
    auto sums = random_floats(4 * kPeakVectors, random);
    const auto before = sums;
    constexpr int kRounds = 40;
    set->multiply_adds(kRounds, sums.data());
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const std::size_t half = sums.size() / 2;
      float expected = before[i];
      for (std::size_t round = 0; round < kRounds; ++round) {
        expected += before[(2 * round + i / half) % kPeakFactors] * before[i % half];
      }
      CHECK(sums[i] == doctest::Approx(expected));
    }
  }
}
