#include "math/gemm.h"
#include "math/gemm_packed.h"
#include "math/kernels/gemm_scalar.h"

namespace inkling {

template <>
void gemm<float>(MatrixView<const float> a, MatrixView<const float> b, Store store,
                 MatrixView<float> c) {
  gemm_packed(a, b, store, c);
}

// Double precision only serves the checks of the mathematics, where speed does not count.
template <>
void gemm<double>(MatrixView<const double> a, MatrixView<const double> b, Store store,
                  MatrixView<double> c) {
  gemm_scalar(a, b, store, c);
}

}  // namespace inkling
