// These are the inner loops themselves, over four floats at a time. They are compiled once for each
// set of instructions; kernel_set.h says what each function does.
#pragma once

#include "math/kernels/f32x4.h"
#include "math/kernels/kernel_set.h"

namespace inkling {

// A tile of C, kRows x 8, stays in registers while the whole depth passes by: each step loads two
// vectors of b, broadcasts kRows elements of a, and makes 2 kRows multiply-adds of them.
template <int kRows>
void gemm_tile(const float* a, ptrdiff_t a_stride, const float* b, int depth, bool add, float* c,
               ptrdiff_t c_stride) {
  f32x4 left[kRows];
  f32x4 right[kRows];
  for (int i = 0; i < kRows; ++i) {
    left[i] = add ? f32x4::load(c + i * c_stride) : f32x4::splat(0);
    right[i] = add ? f32x4::load(c + i * c_stride + 4) : f32x4::splat(0);
  }
  for (int k = 0; k < depth; ++k) {
    const f32x4 b_left = f32x4::load(b);
    const f32x4 b_right = f32x4::load(b + 4);
    for (int i = 0; i < kRows; ++i) {
      const f32x4 scale = f32x4::splat_from(a + i * a_stride);
      left[i] = left[i].multiply_add(scale, b_left);
      right[i] = right[i].multiply_add(scale, b_right);
    }
    ++a;
    b += kTileCols;
  }
  for (int i = 0; i < kRows; ++i) {
    left[i].store(c + i * c_stride);
    right[i].store(c + i * c_stride + 4);
  }
}

template <int kRows>
void gemm_strip_f32(const float* a, ptrdiff_t a_stride, const float* b, int rows, int depth,
                    bool add, float* c, ptrdiff_t c_stride) {
  for (; rows >= kRows; rows -= kRows) {
    gemm_tile<kRows>(a, a_stride, b, depth, add, c, c_stride);
    a += kRows * a_stride;
    c += kRows * c_stride;
  }
  // The tile of just their height does the last rows.
  if constexpr (kRows > 1) {
    gemm_strip_f32<kRows - 1>(a, a_stride, b, rows, depth, add, c, c_stride);
  }
}

inline constexpr int kPanelVectors = kPanelCols / 4;

// Adds the elements of one list to `sum`, each times the row of `panel` ([..., 32]) that it names.
// This is where training spends its time: one broadcast, then eight loads and multiply-adds.
inline void add_listed_rows(f32x4 (&sum)[kPanelVectors], const SparseEntry* entry,
                            const SparseEntry* end, const float* panel) {
  for (; entry != end; ++entry) {
    const f32x4 scale = f32x4::splat_from(&entry->value);
    const float* row = panel + static_cast<size_t>(entry->index) * kPanelCols;
    for (int j = 0; j < kPanelVectors; ++j) {
      sum[j] = sum[j].multiply_add(scale, f32x4::load(row + 4 * j));
    }
  }
}

inline void sparse_forward_f32(const SparseLists* rows, const float* panel, const float* bias,
                               float* z, ptrdiff_t z_stride) {
  for (int i = 0; i < rows->count; ++i) {
    f32x4 sum[kPanelVectors];
    const float* before = bias != nullptr ? bias : z;
    for (int j = 0; j < kPanelVectors; ++j) sum[j] = f32x4::load(before + 4 * j);
    add_listed_rows(sum, rows->entries + rows->starts[i], rows->entries + rows->starts[i + 1],
                    panel);
    for (int j = 0; j < kPanelVectors; ++j) sum[j].store(z + 4 * j);
    z += z_stride;
  }
}

template <OptimizerKind kKind>
void sparse_step_of(const StepRule<float>& rule, const SparseLists& columns, const float* dz,
                    const float* decay, bool all_rows, float* weights, float* first,
                    float* second) {
  constexpr bool kHasFirst = has_first_moment(kKind);
  constexpr bool kHasSecond = has_second_moment(kKind);
  for (int row = 0; row < columns.count; ++row) {
    const SparseEntry* entry = columns.entries + columns.starts[row];
    const SparseEntry* end = columns.entries + columns.starts[row + 1];
    if (entry == end && !all_rows) continue;
    f32x4 gradient[kPanelVectors];
    for (int j = 0; j < kPanelVectors; ++j) gradient[j] = f32x4::splat(0);
    add_listed_rows(gradient, entry, end, dz);

    const f32x4 row_decay = f32x4::splat(decay[row]);
    const size_t at = static_cast<size_t>(row) * kPanelCols;
    // The loop is unrolled, or the gradient would lie on the stack, which a kernel must not use.
#pragma GCC unroll 8
    for (int j = 0; j < kPanelVectors; ++j) {
      const size_t place = at + 4 * static_cast<size_t>(j);
      f32x4 w = f32x4::load(weights + place);
      f32x4 m = kHasFirst ? f32x4::load(first + place) : w;
      f32x4 v = kHasSecond ? f32x4::load(second + place) : w;
      step_parameter<kKind>(rule, row_decay, gradient[j], w, m, v);
      w.store(weights + place);
      if (kHasFirst) m.store(first + place);
      if (kHasSecond) v.store(second + place);
    }
  }
}

inline void sparse_step_f32(OptimizerKind kind, const StepRule<float>* rule,
                            const SparseLists* columns, const float* dz, const float* decay,
                            bool all_rows, float* weights, float* first, float* second) {
  with_kind(kind, [=](auto fixed) {
    sparse_step_of<fixed.kind>(*rule, *columns, dz, decay, all_rows, weights, first, second);
  });
}

// The sums stay in registers. The factors differ from round to round, or a compiler would see the
// products return and spare itself the work. They and the vectors are read from the fastest cache,
// less often than something is multiplied.
inline void multiply_adds_f32(int rounds, float* sums) {
  constexpr int kHalf = kPeakVectors / 2;
  f32x4 sum[kPeakVectors];
  for (int i = 0; i < kPeakVectors; ++i) sum[i] = f32x4::load(sums + 4 * i);
  for (int round = 0; round < rounds; ++round) {
    const float* factors = sums + 2 * round % kPeakFactors;
    const f32x4 first = f32x4::splat_from(factors);
    const f32x4 second = f32x4::splat_from(factors + 1);
    for (int i = 0; i < kHalf; ++i) {
      const f32x4 vector = f32x4::load(sums + 4 * i);
      sum[i] = sum[i].multiply_add(first, vector);
      sum[kHalf + i] = sum[kHalf + i].multiply_add(second, vector);
    }
  }
  for (int i = 0; i < kPeakVectors; ++i) sum[i].store(sums + 4 * i);
}

}  // namespace inkling
