// gemm_packed() is a matrix product over the inner loops of kernels().
//
// The plan is that of Goto and van de Geijn 2008 ("Anatomy of High-Performance Matrix
// Multiplication"): cut the operands into blocks that fit a cache, copy each block once into the
// order in which the inner loop reads it, and keep a small tile of C in registers while a whole
// block of k passes by.
#pragma once

#include "math/gemm.h"

namespace inkling {

// Computes what gemm() does, for float. Keeps its buffers from call to call, one set a thread.
void gemm_packed(MatrixView<const float> a, MatrixView<const float> b, Store store,
                 MatrixView<float> c);

}  // namespace inkling
