// gemm() is the one interface for products of matrices.
//
// Which implementation serves it is decided by the file that the build compiles: gemm_eigen.cpp
// natively, gemm_wasm.cpp in WebAssembly. Neither reads outside the views. The one in WebAssembly
// allocates nothing after its first calls at a size; Eigen takes its blocks from the heap each
// time.
#pragma once

#include "math/matrix.h"

namespace inkling {

enum class Store { kOverwrite, kAdd };

// Computes C = A B, or C += A B. A is [m, k], B is [k, n], C is [m, n]; any of them may be a
// transposed view. C must overlap neither A nor B. With k = 0, C is set to zero or left as it is.
// The function is defined for float and double.
template <class T>
void gemm(MatrixView<const T> a, MatrixView<const T> b, Store store, MatrixView<T> c);

}  // namespace inkling
