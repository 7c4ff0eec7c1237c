#include "math/gemm_packed.h"

#include <algorithm>

#include "math/aligned.h"
#include "math/kernels/f32x4.h"
#include "math/kernels/kernel_set.h"

namespace inkling {
namespace {

// One packed panel of B is kBlockDepth * 8 * 4 bytes = 16 KB at most: it stays in L1 while the rows
// of A pass.
constexpr int kBlockDepth = 512;
// A block of A is kBlockRows * kBlockDepth * 4 bytes = 256 KB at most: it stays in L2 while the
// panels of B pass.
constexpr int kBlockRows = 128;

// With fewer rows of A than this, packing B would cost more than the product.
constexpr int kFewRows = 4;

struct Buffers {
  AlignedFloats a;
  AlignedFloats b;
  AlignedFloats strip;
  AlignedFloats transposed;
};

float* at_least(AlignedFloats& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
  return buffer.data();
}

// Packs a block of 4 rows and 8 columns, whose columns are each contiguous, as four rows of a
// panel.
void pack_transposed_block(const float* from, std::ptrdiff_t col_stride, float* packed) {
  for (int half = 0; half < kTileCols; half += 4) {
    f32x4 rows[4];
    for (int j = 0; j < 4; ++j) rows[j] = f32x4::load(from + (half + j) * col_stride);
    transpose(rows);
    for (int k = 0; k < 4; ++k) rows[k].store(packed + k * kTileCols + half);
  }
}

// Copies `source` into panels of 8 columns: panel p holds, row after row, columns [8 p, 8 p + 8).
// Columns beyond the edge become zeros, so the inner loop never needs to know of edges.
void pack_panels(MatrixView<const float> source, float* packed) {
  for (int first = 0; first < source.cols; first += kTileCols) {
    const int cols = std::min(kTileCols, source.cols - first);
    const float* from = source.data + first * source.col_stride;
    int k = 0;
    if (cols == kTileCols && source.row_stride == 1) {
      for (; k + 4 <= source.rows; k += 4, from += 4, packed += 4 * kTileCols) {
        pack_transposed_block(from, source.col_stride, packed);
      }
    }
    for (; k < source.rows; ++k) {
      if (cols == kTileCols && source.col_stride == 1) {
        std::copy_n(from, kTileCols, packed);
      } else {
        for (int j = 0; j < cols; ++j) packed[j] = from[j * source.col_stride];
        std::fill(packed + cols, packed + kTileCols, 0.0f);
      }
      from += source.row_stride;
      packed += kTileCols;
    }
  }
}

// Copies `source` row after row: in blocks of 4 x 4 where its columns are contiguous, as those of a
// transposed view are.
void pack_rows(MatrixView<const float> source, float* packed) {
  const int whole_rows = source.row_stride == 1 ? source.rows / 4 * 4 : 0;
  const int whole_cols = source.cols / 4 * 4;
  for (int i = 0; i < whole_rows; i += 4) {
    for (int k = 0; k < whole_cols; k += 4) {
      f32x4 block[4];
      for (int j = 0; j < 4; ++j) block[j] = f32x4::load(&source(i, k + j));
      transpose(block);
      for (int r = 0; r < 4; ++r) {
        block[r].store(packed + static_cast<std::ptrdiff_t>(i + r) * source.cols + k);
      }
    }
  }
  for (int i = 0; i < source.rows; ++i) {
    for (int k = i < whole_rows ? whole_cols : 0; k < source.cols; ++k) {
      packed[static_cast<std::ptrdiff_t>(i) * source.cols + k] = source(i, k);
    }
  }
}

void fill_with_zeros(MatrixView<float> c) {
  for (int i = 0; i < c.rows; ++i) {
    for (int j = 0; j < c.cols; ++j) c(i, j) = 0.0f;
  }
}

// Computes C += A B for few rows of A (one drawing to read, say): walks the rows of B, and skips
// those that a zero in A switches off.
void add_few_rows(MatrixView<const float> a, MatrixView<const float> b, MatrixView<float> c) {
  for (int i = 0; i < a.rows; ++i) {
    for (int k = 0; k < a.cols; ++k) {
      const float scale = a(i, k);
      if (scale == 0.0f) continue;
      const float* from = b.row(k);
      float* to = c.row(i);
      for (int j = 0; j < c.cols; ++j) to[j] += scale * from[j];
    }
  }
}

}  // namespace

void gemm_packed(MatrixView<const float> a, MatrixView<const float> b, Store store,
                 MatrixView<float> c) {
  assert(a.cols == b.rows && a.rows == c.rows && b.cols == c.cols);
  // The inner loop wants C by rows, and A as well. Where A is a transposed view and C is narrow,
  // C^T = B^T A^T is the cheaper way to say the same.
  const bool narrow_gradient =
      a.col_stride != 1 && a.row_stride == 1 && c.cols < 2 * kTileCols && c.cols < c.rows;
  if (c.col_stride != 1 && c.row_stride == 1) {
    gemm_packed(b.transposed(), a.transposed(), store, c.transposed());
    return;
  }
  if (c.rows == 0 || c.cols == 0) return;
  if (a.cols == 0) {
    if (store == Store::kOverwrite) fill_with_zeros(c);
    return;
  }
  if (a.rows < kFewRows && b.col_stride == 1 && c.col_stride == 1) {
    if (store == Store::kOverwrite) fill_with_zeros(c);
    add_few_rows(a, b, c);
    return;
  }

  thread_local Buffers buffers;
  if (narrow_gradient) {
    float* transposed = at_least(buffers.transposed, static_cast<std::size_t>(c.cols) * c.rows);
    const MatrixView<float> c_transposed = {transposed, c.cols, c.rows};
    gemm_packed(b.transposed(), a.transposed(), Store::kOverwrite, c_transposed);
    for (int i = 0; i < c.rows; ++i) {
      for (int j = 0; j < c.cols; ++j) {
        c(i, j) = c_transposed(j, i) + (store == Store::kAdd ? c(i, j) : 0.0f);
      }
    }
    return;
  }

  const KernelSet& kernel = kernels();
  const int panels = (c.cols + kTileCols - 1) / kTileCols;
  for (int k = 0; k < a.cols; k += kBlockDepth) {
    const int depth = std::min(kBlockDepth, a.cols - k);
    const bool add = store == Store::kAdd || k > 0;
    float* packed_b =
        at_least(buffers.b, static_cast<std::size_t>(panels) * kTileCols * kBlockDepth);
    pack_panels({b.row(k), depth, b.cols, b.row_stride, b.col_stride}, packed_b);
    for (int i = 0; i < a.rows; i += kBlockRows) {
      const int rows = std::min(kBlockRows, a.rows - i);
      const float* block = a.row(i) + k * a.col_stride;
      std::ptrdiff_t block_stride = a.row_stride;
      if (a.col_stride != 1) {
        float* packed_a = at_least(buffers.a, static_cast<std::size_t>(kBlockRows) * kBlockDepth);
        pack_rows({block, rows, depth, a.row_stride, a.col_stride}, packed_a);
        block = packed_a;
        block_stride = depth;
      }
      for (int panel = 0; panel < panels; ++panel) {
        const float* b_panel = packed_b + static_cast<std::ptrdiff_t>(panel) * depth * kTileCols;
        const int cols = std::min(kTileCols, c.cols - panel * kTileCols);
        float* to = c.row(i) + panel * kTileCols;
        if (cols == kTileCols) {
          kernel.gemm_strip(block, block_stride, b_panel, rows, depth, add, to, c.row_stride);
          continue;
        }
        // The last columns go by way of a strip of full width.
        float* strip = at_least(buffers.strip, static_cast<std::size_t>(kBlockRows) * kTileCols);
        kernel.gemm_strip(block, block_stride, b_panel, rows, depth, false, strip, kTileCols);
        for (int r = 0; r < rows; ++r) {
          for (int j = 0; j < cols; ++j) {
            float& sum = to[r * c.row_stride + j];
            sum = strip[r * kTileCols + j] + (add ? sum : 0.0f);
          }
        }
      }
    }
  }
}

}  // namespace inkling
