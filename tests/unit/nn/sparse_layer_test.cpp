// Compares the sparse first layer with the dense one.
#include "nn/sparse_layer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "math/gemm.h"
#include "nn/optimizer.h"

using namespace inkling;

namespace {

constexpr int kBatch = 6;
constexpr int kInputs = SparseBatch::kBandCols + 40;

struct Batch {
  // Some pixels are dark for a whole batch, and lit again later.
  explicit Batch(Random& random) : dense(kBatch, kInputs) {
    std::vector<std::uint8_t> bytes(kBatch * kInputs);
    for (int col = 0; col < kInputs; ++col) {
      if (random.uniform() < 0.4) continue;
      for (int row = 0; row < kBatch; ++row) {
        if (random.uniform() < 0.4) {
          bytes[row * kInputs + col] = static_cast<std::uint8_t>(random.below(256));
        }
      }
    }
    sparse.begin(kInputs);
    for (int row = 0; row < kBatch; ++row) {
      sparse.add_row(std::span(bytes).subspan(row * kInputs, kInputs), 1.0f / 255);
    }
    sparse.sort_columns();
    std::transform(bytes.begin(), bytes.end(), dense.values().begin(),
                   [](std::uint8_t byte) { return byte / 255.0f; });
  }

  SparseBatch sparse;
  Matrix<float> dense;
};

void check_near(std::span<const float> a, std::span<const float> b, float tolerance) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) REQUIRE(std::abs(a[i] - b[i]) <= tolerance);
}

Matrix<float> random_matrix(int rows, int cols, Random& random) {
  Matrix<float> matrix(rows, cols);
  for (float& value : matrix.values()) value = static_cast<float>(random.uniform() - 0.5);
  return matrix;
}

}  // namespace

TEST_CASE("what is stored is what was given") {
  for (const int outputs : {1, 10, 32, 33, 64, 100}) {
    Network<float> network({.layers = {kInputs, outputs}});
    network.initialise(3);
    for (float& bias : network.layer(0).biases) bias = 0.5f;
    Network<float> copy(network.shape());
    SparseLayer(std::as_const(network).layer(0)).store(copy.layer(0));
    CHECK(std::equal(network.parameters().begin(), network.parameters().end(),
                     copy.parameters().begin()));
  }
}

TEST_CASE("z = x W + b, with nothing written beside it") {
  for (const int outputs : {1, 10, 32, 33, 64, 100}) {
    Random random(5, 1);
    Network<float> network({.layers = {kInputs, outputs}});
    for (float& p : network.parameters()) p = static_cast<float>(random.uniform() - 0.5);
    const Batch batch(random);
    const DenseLayer<float> layer = network.layer(0);
    Matrix<float> expected(kBatch, outputs);
    for (int row = 0; row < kBatch; ++row) {
      std::copy(layer.biases.begin(), layer.biases.end(), expected.view().row(row));
    }
    gemm<float>(batch.dense.view(), layer.weights, Store::kAdd, expected.view());

    Matrix<float> wide(kBatch, outputs + 3);
    std::fill(wide.values().begin(), wide.values().end(), 7.0f);
    SparseLayer sparse(std::as_const(network).layer(0));
    sparse.forward(batch.sparse, {wide.values().data(), kBatch, outputs, outputs + 3, 1});
    for (int row = 0; row < kBatch; ++row) {
      const float* z = wide.view().row(row);
      check_near({z, static_cast<std::size_t>(outputs)},
                 {expected.view().row(row), static_cast<std::size_t>(outputs)}, 5e-6f);
      CHECK(std::all_of(z + outputs, z + outputs + 3, [](float v) { return v == 7.0f; }));
    }
  }
}

TEST_CASE("steps are those of the dense gradient and the optimiser, dark pixels included") {
  for (const OptimizerKind kind : {OptimizerKind::kSgd, OptimizerKind::kMomentum,
                                   OptimizerKind::kRmsprop, OptimizerKind::kAdam}) {
    for (const double l2 : {0.0, 0.01}) {
      for (const int outputs : {10, 64}) {
        Random random(9, 1);
        Network<float> network({.layers = {kInputs, outputs}});
        network.initialise(2);
        Network<float> stored = network;
        SparseLayer sparse(std::as_const(network).layer(0));
        Optimizer<float> optimizer(kind, network.parameters().size());
        const DenseLayer<float> layer = network.layer(0);
        const std::size_t weights = static_cast<std::size_t>(kInputs) * outputs;
        for (int step = 1; step <= 8; ++step) {
          const Batch batch(random);
          const Matrix<float> dz = random_matrix(kBatch, outputs, random);
          const StepRule<float> rule = step_rule<float>(kind, 0.01, l2, step);
          sparse.begin_step(batch.sparse, kind, rule);
          for (int panel = 0; panel < sparse.panels(); ++panel) {
            sparse.step(panel, batch.sparse, dz.view());
          }

          Network<float> gradient(network.shape());
          gemm<float>(batch.dense.view().transposed(), dz.view(), Store::kOverwrite,
                      gradient.layer(0).weights);
          for (int row = 0; row < kBatch; ++row) {
            for (int col = 0; col < outputs; ++col) {
              gradient.layer(0).biases[col] += dz.view()(row, col);
            }
          }
          optimizer.step(rule, 0, {layer.weights.data, weights},
                         {gradient.layer(0).weights.data, weights});
          optimizer.step({.rate = rule.rate, .l2_slope = 0}, weights, layer.biases,
                         gradient.layer(0).biases);
        }
        sparse.store(stored.layer(0));
        INFO(static_cast<int>(kind), " ", l2, " ", outputs);
        // A gradient near zero makes rmsprop's and adam's steps sensitive to its rounding.
        check_near(stored.parameters(), network.parameters(), 2e-5f);
        CHECK_FALSE(std::equal(stored.parameters().begin(), stored.parameters().end(),
                               Network<float>(network.shape()).parameters().begin()));
      }
    }
  }
}
