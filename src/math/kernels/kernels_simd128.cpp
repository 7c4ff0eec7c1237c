#include "math/kernels/kernels_simd128.h"

#include "math/kernels/kernels_f32.h"

namespace inkling {

// The tiles have four rows: 8 accumulators, 2 vectors of b and a broadcast element of a are 11
// registers.
const KernelSet kSimd128Kernels = {"simd128", gemm_strip_f32<4>, sparse_forward_f32,
                                   sparse_step_f32, multiply_adds_f32};

namespace {

const KernelSet* in_use = &kSimd128Kernels;

}  // namespace

const KernelSet& kernels() { return *in_use; }

void use_kernels(const KernelSet& set) { in_use = &set; }

}  // namespace inkling
