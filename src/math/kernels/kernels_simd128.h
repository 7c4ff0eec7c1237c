// These kernels use the instructions that every build has: WebAssembly's SIMD, or the machine's.
#pragma once

#include "math/kernels/kernel_set.h"

namespace inkling {

extern const KernelSet kSimd128Kernels;

}  // namespace inkling
