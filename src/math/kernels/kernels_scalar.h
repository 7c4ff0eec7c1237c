#pragma once

#include "math/kernels/kernel_set.h"

namespace inkling {

extern const KernelSet kScalarKernels;

}  // namespace inkling
