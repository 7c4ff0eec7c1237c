// The inner loops one number at a time: what every other set must agree with.
#pragma once

#include "math/kernels/kernel_set.h"

namespace inkling {

extern const KernelSet kScalarKernels;

}  // namespace inkling
