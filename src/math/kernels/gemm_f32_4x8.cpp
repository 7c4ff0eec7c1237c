#include "math/kernels/gemm_f32_4x8.h"

#include <algorithm>
#include <vector>

#include "math/kernels/f32x4.h"

namespace inkling {
namespace {

// The tile of C that stays in registers: 4 rows of two vectors make 8 accumulators. With two
// vectors of B and one broadcast element of A that is 11 registers; more accumulators would spill,
// because WebAssembly's compilers keep a few of the 16 for themselves.
constexpr int kTileRows = 4;
constexpr int kTileCols = 8;

// One packed panel of B is kBlockDepth * kTileCols * 4 bytes = 8 KB: it stays in L1 while the
// panels of A pass.
constexpr int kBlockDepth = 256;
// One packed block of A is kBlockRows * kBlockDepth * 4 bytes = 128 KB: it stays in L2.
constexpr int kBlockRows = 128;

int round_up(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

// Copies `source` into panels of `width` columns: panel p holds, row after row, columns [p * width,
// (p + 1) * width). Columns beyond the edge become zeros, so the inner loop never needs to know of
// edges.
void pack_panels(MatrixView<const float> source, int width, float* packed) {
  for (int first = 0; first < source.cols; first += width) {
    const int cols = std::min(width, source.cols - first);
    for (int k = 0; k < source.rows; ++k) {
      const float* from = source.row(k) + first * source.col_stride;
      for (int j = 0; j < cols; ++j) packed[j] = from[j * source.col_stride];
      for (int j = cols; j < width; ++j) packed[j] = 0.0f;
      packed += width;
    }
  }
}

// tile[4, 8] = the product of a packed [depth, 4] panel of A, transposed, and a packed [depth, 8]
// panel of B.
void multiply_tile(const float* a, const float* b, int depth, float* tile) {
  f32x4 sum[kTileRows][2];
  for (auto& row : sum) row[0] = row[1] = f32x4::zero();
  for (int k = 0; k < depth; ++k) {
    const f32x4 left = f32x4::load(b);
    const f32x4 right = f32x4::load(b + 4);
    for (int i = 0; i < kTileRows; ++i) {
      const f32x4 scale = f32x4::splat(a[i]);
      sum[i][0] = sum[i][0].multiply_add(scale, left);
      sum[i][1] = sum[i][1].multiply_add(scale, right);
    }
    a += kTileRows;
    b += kTileCols;
  }
  for (int i = 0; i < kTileRows; ++i) {
    sum[i][0].store(tile + i * kTileCols);
    sum[i][1].store(tile + i * kTileCols + 4);
  }
}

// Adds the part of the tile that lies inside C to it.
void add_tile(const float* tile, MatrixView<float> c, int first_row, int first_col) {
  const int rows = std::min(kTileRows, c.rows - first_row);
  const int cols = std::min(kTileCols, c.cols - first_col);
  for (int i = 0; i < rows; ++i) {
    float* to = c.row(first_row + i) + first_col * c.col_stride;
    for (int j = 0; j < cols; ++j) to[j * c.col_stride] += tile[i * kTileCols + j];
  }
}

// For few rows of A (one drawing to read, say) packing B would cost more than the product: walk the
// rows of B instead, and skip those that a zero in A switches off.
void multiply_few_rows(MatrixView<const float> a, MatrixView<const float> b, MatrixView<float> c) {
  for (int i = 0; i < a.rows; ++i) {
    float* to = c.row(i);
    for (int k = 0; k < a.cols; ++k) {
      const float scale = a(i, k);
      if (scale == 0.0f) continue;
      const f32x4 scales = f32x4::splat(scale);
      const float* from = b.row(k);
      int j = 0;
      for (; j + 4 <= c.cols; j += 4) {
        f32x4::load(to + j).multiply_add(scales, f32x4::load(from + j)).store(to + j);
      }
      for (; j < c.cols; ++j) to[j] += scale * from[j];
    }
  }
}

}  // namespace

void gemm_f32_4x8(MatrixView<const float> a, MatrixView<const float> b, Store store,
                  MatrixView<float> c) {
  assert(a.cols == b.rows && a.rows == c.rows && b.cols == c.cols);
  if (store == Store::kOverwrite) {
    for (int i = 0; i < c.rows; ++i) {
      for (int j = 0; j < c.cols; ++j) c(i, j) = 0.0f;
    }
  }
  if (a.rows < kTileRows && b.col_stride == 1 && c.col_stride == 1) {
    multiply_few_rows(a, b, c);
    return;
  }

  thread_local std::vector<float> packed_a(static_cast<std::size_t>(kBlockRows) * kBlockDepth);
  thread_local std::vector<float> packed_b;
  packed_b.resize(std::max(packed_b.size(),
                           static_cast<std::size_t>(round_up(c.cols, kTileCols)) * kBlockDepth));

  float tile[kTileRows * kTileCols];
  for (int k = 0; k < a.cols; k += kBlockDepth) {
    const int depth = std::min(kBlockDepth, a.cols - k);
    pack_panels({b.row(k), depth, b.cols, b.row_stride, b.col_stride}, kTileCols, packed_b.data());
    for (int i = 0; i < a.rows; i += kBlockRows) {
      const int rows = std::min(kBlockRows, a.rows - i);
      const MatrixView<const float> block = {a.row(i) + k * a.col_stride, rows, depth, a.row_stride,
                                             a.col_stride};
      pack_panels(block.transposed(), kTileRows, packed_a.data());
      for (int j = 0; j < c.cols; j += kTileCols) {
        for (int r = 0; r < rows; r += kTileRows) {
          multiply_tile(packed_a.data() + static_cast<std::size_t>(r) * depth,
                        packed_b.data() + static_cast<std::size_t>(j) * depth, depth, tile);
          add_tile(tile, c, i + r, j);
        }
      }
    }
  }
}

}  // namespace inkling
