// A KernelSet holds the inner loops as a table of plain functions: everything above calls them
// through kernels().
//
// A set can come from another WebAssembly module than the rest of the program, so the functions
// take numbers, pointers and plain structs only, and use neither stack nor static data.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "math/kernels/step_rule.h"

namespace inkling {

// A sparse product works on this many columns of a panel at once: eight vectors of four. Eight
// accumulators, the broadcast factor and what is loaded fit into the registers that V8 leaves of
// 16.
inline constexpr int kPanelCols = 32;

// A dense product works on this many columns of C at once.
inline constexpr int kTileCols = 8;

// A SparseEntry is a non-zero element of a sparse matrix. `index` is its column in a list of a
// row's elements, and its row in a list of a column's.
struct SparseEntry {
  uint32_t index;
  float value;
};

// SparseLists are the elements of a sparse matrix, list after list: list i is entries[starts[i]] up
// to, not including, entries[starts[i + 1]].
struct SparseLists {
  const uint32_t* starts;
  const SparseEntry* entries;
  int count;
};

struct KernelSet {
  const char* name;

  // Computes c[rows, 8] = or += a[rows, depth] b[depth, 8]. Rows of a are a_stride floats apart and
  // contiguous in themselves; b is contiguous; rows of c are c_stride floats apart.
  void (*gemm_strip)(const float* a, ptrdiff_t a_stride, const float* b, int rows, int depth,
                     bool add, float* c, ptrdiff_t c_stride);

  // Computes z[rows, 32] = x panel + bias, with x given by its rows and the panel as [inputs, 32].
  // Where `bias` is null, it computes z += x panel.
  void (*sparse_forward)(const SparseLists* rows, const float* panel, const float* bias, float* z,
                         ptrdiff_t z_stride);

  // Does the backward pass and the step in one, for the weights [inputs, 32] of a panel: the
  // gradient x^T dz of a row stays in registers and is used up there. x is given by its columns, dz
  // is [rows, 32]; decay has an element for each column of x. A row without entries is left alone,
  // unless `all_rows` asks for its step with a gradient of zero. `first` and `second` are the
  // averages m and v where the kind has them.
  void (*sparse_step)(OptimizerKind kind, const StepRule<float>* rule, const SparseLists* columns,
                      const float* dz, const float* decay, bool all_rows, float* weights,
                      float* first, float* second);

  // Does the most that the set's instructions could. Each of kPeakVectors sums of four floats, a
  // half of them and then the other, grows `rounds` times by a factor of its half times a vector
  // that both halves share. sums[4 * kPeakVectors] is where the sums begin and end; what is there
  // at first are the vectors, those of the first half, and the factors, numbers 2 r and 2 r + 1 of
  // the first kPeakFactors in round r.
  void (*multiply_adds)(int rounds, float* sums);
};

// This many sums are under way at once in KernelSet::multiply_adds, and none waits for anything but
// itself: just enough to hide how long a fused multiply-add takes (four cycles, in each of which
// two can begin), and few enough for all that the loop needs to stay in registers.
inline constexpr int kPeakVectors = 8;
inline constexpr int kPeakFactors = 32;

// These are the names of the sets that there can be, from the slowest on.
inline constexpr const char* kKernelNames[] = {"scalar", "simd128", "relaxed"};

// Returns the set in use.
const KernelSet& kernels();
// Uses another set from now on. It must stay where it is.
void use_kernels(const KernelSet& set);

}  // namespace inkling
