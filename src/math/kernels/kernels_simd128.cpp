// The inner loops in the instructions that every build has: WebAssembly's SIMD, or the machine's.
#include "math/kernels/kernels_f32.h"

namespace inkling {
namespace {

// Tiles of four rows: 8 accumulators, 2 vectors of b and a broadcast element of a are 11 registers.
constexpr KernelSet kSimd128 = {"simd128", gemm_strip_f32<4>, sparse_forward_f32, sparse_step_f32};

const KernelSet* in_use = &kSimd128;

}  // namespace

const KernelSet& kernels() { return *in_use; }

void use_kernels(const KernelSet& set) { in_use = &set; }

}  // namespace inkling
