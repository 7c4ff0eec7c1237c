#include "math/kernels/kernels_scalar.h"

namespace inkling {
namespace {

void gemm_strip(const float* a, ptrdiff_t a_stride, const float* b, int rows, int depth, bool add,
                float* c, ptrdiff_t c_stride) {
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < kTileCols; ++j) {
      float sum = add ? c[i * c_stride + j] : 0.0f;
      for (int k = 0; k < depth; ++k) sum += a[i * a_stride + k] * b[k * kTileCols + j];
      c[i * c_stride + j] = sum;
    }
  }
}

// Returns `sum` plus column `col` of the product of a list's elements and the rows of `panel` that
// they name.
float listed_sum(const SparseLists& lists, int list, const float* panel, int col, float sum) {
  for (uint32_t e = lists.starts[list]; e < lists.starts[list + 1]; ++e) {
    const SparseEntry& entry = lists.entries[e];
    sum += entry.value * panel[static_cast<size_t>(entry.index) * kPanelCols + col];
  }
  return sum;
}

void sparse_forward(const SparseLists* rows, const float* panel, const float* bias, float* z,
                    ptrdiff_t z_stride) {
  for (int i = 0; i < rows->count; ++i) {
    for (int j = 0; j < kPanelCols; ++j) {
      float& sum = z[i * z_stride + j];
      sum = listed_sum(*rows, i, panel, j, bias != nullptr ? bias[j] : sum);
    }
  }
}

template <OptimizerKind kKind>
void step_rows(const StepRule<float>& rule, const SparseLists& columns, const float* dz,
               const float* decay, bool all_rows, float* weights, float* first, float* second) {
  for (int row = 0; row < columns.count; ++row) {
    if (columns.starts[row] == columns.starts[row + 1] && !all_rows) continue;
    for (int j = 0; j < kPanelCols; ++j) {
      const size_t at = static_cast<size_t>(row) * kPanelCols + j;
      float unused = 0;
      step_parameter<kKind>(rule, decay[row], listed_sum(columns, row, dz, j, 0.0f), weights[at],
                            has_first_moment(kKind) ? first[at] : unused,
                            has_second_moment(kKind) ? second[at] : unused);
    }
  }
}

void sparse_step(OptimizerKind kind, const StepRule<float>* rule, const SparseLists* columns,
                 const float* dz, const float* decay, bool all_rows, float* weights, float* first,
                 float* second) {
  with_kind(kind, [&](auto fixed) {
    step_rows<fixed.kind>(*rule, *columns, dz, decay, all_rows, weights, first, second);
  });
}

void multiply_adds(int rounds, float* sums) {
  constexpr int kHalf = kPeakVectors / 2;
  float sum[4 * kPeakVectors];
  for (int i = 0; i < 4 * kPeakVectors; ++i) sum[i] = sums[i];
  // A processor has registers for a few of the sums at a time.
  constexpr int kTogether = 4;
  for (int start = 0; start < 4 * kHalf; start += kTogether) {
    for (int round = 0; round < rounds; ++round) {
      const float* factors = sums + 2 * round % kPeakFactors;
      for (int i = start; i < start + kTogether; ++i) {
        sum[i] += factors[0] * sums[i];
        sum[4 * kHalf + i] += factors[1] * sums[i];
      }
    }
  }
  for (int i = 0; i < 4 * kPeakVectors; ++i) sums[i] = sum[i];
}

}  // namespace

const KernelSet kScalarKernels = {"scalar", gemm_strip, sparse_forward, sparse_step, multiply_adds};

}  // namespace inkling
