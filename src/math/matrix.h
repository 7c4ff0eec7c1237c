// A matrix is worked on through a view: a pointer, a shape and two strides.
//
// A transposed matrix is the same numbers with the strides exchanged, so no routine needs a
// "transpose" flag.
#pragma once

#include <cassert>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace inkling {

// A MatrixView is a [rows, cols] window on numbers that somebody else owns. Element (r, c) is
// data[r * row_stride + c * col_stride].
template <class T>
struct MatrixView {
  T* data = nullptr;
  int rows = 0;
  int cols = 0;
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t col_stride = 1;

  MatrixView() = default;
  MatrixView(T* data, int rows, int cols) : MatrixView(data, rows, cols, cols, 1) {}
  MatrixView(T* data, int rows, int cols, std::ptrdiff_t row_stride, std::ptrdiff_t col_stride)
      : data(data), rows(rows), cols(cols), row_stride(row_stride), col_stride(col_stride) {}

  // A view that may write turns into one that may only read.
  operator MatrixView<const T>() const requires(!std::is_const_v<T>) {
    return {data, rows, cols, row_stride, col_stride};
  }

  T& operator()(int row, int col) const {
    assert(row >= 0 && row < rows && col >= 0 && col < cols);
    return data[row * row_stride + col * col_stride];
  }

  // Returns a row's first element; the row's elements are adjacent only where col_stride is 1.
  T* row(int index) const { return data + index * row_stride; }

  MatrixView transposed() const { return {data, cols, rows, col_stride, row_stride}; }

  // Returns the first `count` rows.
  MatrixView top_rows(int count) const {
    assert(count >= 0 && count <= rows);
    return {data, count, cols, row_stride, col_stride};
  }
};

// A Matrix is [rows, cols] and owns its numbers, row after row.
template <class T>
class Matrix {
 public:
  Matrix() = default;
  Matrix(int rows, int cols)
      : rows_(rows), cols_(cols), values_(static_cast<std::size_t>(rows) * cols) {}

  int rows() const { return rows_; }
  int cols() const { return cols_; }
  MatrixView<T> view() { return {values_.data(), rows_, cols_}; }
  MatrixView<const T> view() const { return {values_.data(), rows_, cols_}; }
  std::vector<T>& values() { return values_; }
  const std::vector<T>& values() const { return values_; }

 private:
  int rows_ = 0;
  int cols_ = 0;
  std::vector<T> values_;
};

}  // namespace inkling
