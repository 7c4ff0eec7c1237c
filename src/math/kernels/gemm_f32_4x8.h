// A packed matrix product over f32x4, with a register tile of 4 x 8.
//
// The plan is that of Goto and van de Geijn 2008 ("Anatomy of High-Performance Matrix
// Multiplication"): cut the operands into blocks that fit a cache, copy each block once into panels
// that the inner loop reads from front to back, and keep a small tile of C in registers while a
// whole panel of k passes by.
#pragma once

#include "math/gemm.h"

namespace inkling {

// gemm for float. Keeps its packing buffers from call to call, one set a thread.
void gemm_f32_4x8(MatrixView<const float> a, MatrixView<const float> b, Store store,
                  MatrixView<float> c);

}  // namespace inkling
