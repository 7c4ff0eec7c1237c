// gemm_scalar() is the plain reference for every other matrix product: three loops, nothing else.
#pragma once

#include "math/gemm.h"

namespace inkling {

// Computes what gemm() does, with every sum taken in the order of k.
template <class T>
void gemm_scalar(MatrixView<const T> a, MatrixView<const T> b, Store store, MatrixView<T> c) {
  assert(a.cols == b.rows && a.rows == c.rows && b.cols == c.cols);
  for (int i = 0; i < c.rows; ++i) {
    for (int j = 0; j < c.cols; ++j) {
      T sum = store == Store::kAdd ? c(i, j) : T{0};
      for (int k = 0; k < a.cols; ++k) sum += a(i, k) * b(k, j);
      c(i, j) = sum;
    }
  }
}

}  // namespace inkling
