// The inner loops with WebAssembly's relaxed multiply-add are a module of their own: browsers that
// do not know the instruction refuse this module alone.
//
// The module works in the memory of the one that loads it, so it must have neither static data nor
// a stack: those would lie on top of the other's.
#include "math/kernels/kernels_f32.h"

namespace inkling {

extern "C" {

// A fused multiply-add is one instruction instead of two, which leaves room for tiles of six rows.
__attribute__((export_name("gemm_strip"))) void relaxed_gemm_strip(const float* a,
                                                                   ptrdiff_t a_stride,
                                                                   const float* b, int rows,
                                                                   int depth, bool add, float* c,
                                                                   ptrdiff_t c_stride) {
  gemm_strip_f32<6>(a, a_stride, b, rows, depth, add, c, c_stride);
}

__attribute__((export_name("sparse_forward"))) void relaxed_sparse_forward(
    const SparseLists* rows, const float* panel, const float* bias, float* z, ptrdiff_t z_stride) {
  sparse_forward_f32(rows, panel, bias, z, z_stride);
}

__attribute__((export_name("sparse_step"))) void relaxed_sparse_step(
    OptimizerKind kind, const StepRule<float>* rule, const SparseLists* columns, const float* dz,
    const float* decay, bool all_rows, float* weights, float* first, float* second) {
  sparse_step_f32(kind, rule, columns, dz, decay, all_rows, weights, first, second);
}

__attribute__((export_name("multiply_adds"))) void relaxed_multiply_adds(int rounds, float* sums) {
  multiply_adds_f32(rounds, sums);
}

}  // extern "C"

}  // namespace inkling
