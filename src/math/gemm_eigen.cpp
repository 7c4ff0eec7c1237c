#include <Eigen/Core>

#include "math/gemm.h"

namespace inkling {
namespace {

template <class T, int kOrder>
auto mapped(MatrixView<T> view) {
  using Plain = Eigen::Matrix<std::remove_const_t<T>, Eigen::Dynamic, Eigen::Dynamic, kOrder>;
  using Shaped = std::conditional_t<std::is_const_v<T>, const Plain, Plain>;
  const std::ptrdiff_t outer = kOrder == Eigen::RowMajor ? view.row_stride : view.col_stride;
  return Eigen::Map<Shaped, Eigen::Unaligned, Eigen::OuterStride<>>(
      view.data, view.rows, view.cols, Eigen::OuterStride<>(std::max<std::ptrdiff_t>(outer, 1)));
}

// Calls `use` with the view as an Eigen expression of the storage order that it has.
template <class T, class Use>
void with_order(MatrixView<T> view, Use use) {
  assert(view.col_stride == 1 || view.row_stride == 1);
  if (view.col_stride == 1) {
    use(mapped<T, Eigen::RowMajor>(view));
  } else {
    use(mapped<T, Eigen::ColMajor>(view));
  }
}

}  // namespace

template <class T>
void gemm(MatrixView<const T> a, MatrixView<const T> b, Store store, MatrixView<T> c) {
  assert(a.cols == b.rows && a.rows == c.rows && b.cols == c.cols);
  with_order(c, [&](auto c_map) {
    if (store == Store::kOverwrite) c_map.setZero();
    with_order(a, [&](auto a_map) {
      with_order(b, [&](auto b_map) { c_map.noalias() += a_map * b_map; });
    });
  });
}

template void gemm<float>(MatrixView<const float>, MatrixView<const float>, Store,
                          MatrixView<float>);
template void gemm<double>(MatrixView<const double>, MatrixView<const double>, Store,
                           MatrixView<double>);

}  // namespace inkling
