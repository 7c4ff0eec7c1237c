// The scalar kernels are the inner loops one number at a time: every other set must agree with
// them.
#pragma once

#include "math/kernels/kernel_set.h"

namespace inkling {

extern const KernelSet kScalarKernels;

}  // namespace inkling
