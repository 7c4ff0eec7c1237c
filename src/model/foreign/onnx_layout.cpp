#include "model/foreign/onnx_layout.h"

#include <algorithm>
#include <utility>

#include "base/picture.h"
#include "model/foreign/tensor_list.h"

namespace inkling {
namespace {

// Returns an axis that may count from the end.
std::optional<std::size_t> axis_in(std::int64_t axis, std::size_t rank) {
  const auto size = static_cast<std::int64_t>(rank);
  if (axis < -size || axis >= size) return std::nullopt;
  return static_cast<std::size_t>(axis < 0 ? axis + size : axis);
}

}  // namespace

OnnxLayout::OnnxLayout(std::vector<std::int64_t> dims) {
  const bool open = std::any_of(dims.begin() + (dims.empty() ? 0 : 1), dims.end(),
                                [](std::int64_t extent) { return extent < 1; });
  if (dims.empty() || open || !number_count(std::span(dims).subspan(1))) {
    // The graph does not say: it takes a batch of images.
    exact_ = false;
    values_ = kPixels;
    take({kOpen, kPixels}, 0);
    return;
  }
  if (dims[0] < 1) dims[0] = kOpen;
  dims_ = dims;
  values_ = product(1, dims.size());
  const bool single = dims[0] != kOpen && values_ != kPixels && dims[0] <= kPixels &&
                      values_ <= kPixels && dims[0] * values_ == kPixels;
  if (single) values_ = kPixels;
  take(std::move(dims), single ? std::nullopt : std::optional<std::size_t>(0));
}

std::int64_t OnnxLayout::product(std::size_t begin, std::size_t end) const {
  std::int64_t count = 1;
  for (std::size_t axis = begin; axis < end; ++axis) {
    if (!is_batch(axis)) count *= dims_[axis];
  }
  return count;
}

void OnnxLayout::take(std::vector<std::int64_t> dims, std::optional<std::size_t> batch) {
  dims_ = std::move(dims);
  batch_ = batch;
  // Where there is no batch, an axis of one element serves as one.
  const auto single = std::find(dims_.begin(), dims_.end(), 1);
  if (!batch_ && single != dims_.end()) batch_ = static_cast<std::size_t>(single - dims_.begin());
}

bool OnnxLayout::reshape(std::span<const std::int64_t> target) {
  if (target.empty()) return false;
  if (batch_ && batch_size() != 1 && product(0, *batch_) != 1) return false;
  std::vector<std::int64_t> dims(target.begin(), target.end());
  // An extent of 0 is the one that was there before.
  bool copied_batch = false;
  std::size_t open = dims.size();
  std::int64_t count = 1;
  for (std::size_t axis = 0; axis < dims.size(); ++axis) {
    if (dims[axis] == 0) {
      if (axis >= dims_.size()) return false;
      if (axis == 0 && is_batch(0)) {
        copied_batch = true;
        dims[0] = batch_size();
        continue;
      }
      dims[axis] = dims_[axis];
      if (dims[axis] < 1) return false;
    }
    if (dims[axis] == -1) {
      if (open != dims.size()) return false;
      open = axis;
      continue;
    }
    if (dims[axis] < 1 || dims[axis] > values_ * std::max<std::int64_t>(1, batch_size())) {
      return false;
    }
    if (axis > 0) count *= dims[axis];
    if (count > values_) return false;
  }
  const auto close = [&](std::int64_t others) {
    if (open == dims.size()) return others == values_;
    dims[open] = values_ / others;
    return values_ % others == 0;
  };
  if (copied_batch) {
    if (!close(count)) return false;
    take(std::move(dims), 0);
    return true;
  }
  if (open == 0 && count == values_) {
    dims[0] = batch_size();
    take(std::move(dims), 0);
    return true;
  }
  if (open != 0 && dims[0] == batch_size()) {
    std::vector<std::int64_t> kept = dims;
    if (close(count)) {
      take(std::move(dims), 0);
      return true;
    }
    dims = std::move(kept);
  }
  if (!may_be_single() || !close(open == 0 ? count : count * dims[0])) return false;
  const bool batch_in_front = dims[0] == 1;
  take(std::move(dims), batch_in_front ? std::optional<std::size_t>(0) : std::nullopt);
  return true;
}

bool OnnxLayout::reshape_somehow() {
  if (batch_ && batch_size() != 1 && product(0, *batch_) != 1) return false;
  exact_ = false;
  take({batch_size(), values_}, 0);
  return true;
}

bool OnnxLayout::flatten(std::int64_t axis) {
  const std::int64_t rank = static_cast<std::int64_t>(dims_.size());
  if (axis < -rank || axis > rank) return false;
  const auto at = static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
  const std::int64_t first = product(0, at), second = product(at, dims_.size());
  const bool in_front = batch_ && *batch_ < at;
  if (in_front && first == 1) {
    take({batch_size(), second}, 0);
    return true;
  }
  if (batch_ && (in_front ? batch_size() != 1 : !may_be_single())) return false;
  take({first, second}, first == 1 ? std::optional<std::size_t>(0) : std::nullopt);
  return true;
}

bool OnnxLayout::squeeze(const std::vector<std::int64_t>* axes) {
  if (!exact_) return true;  // The order of the values stays, and nothing else is known.
  std::vector<bool> gone(dims_.size(), false);
  for (std::size_t axis = 0; axes == nullptr && axis < dims_.size(); ++axis) {
    gone[axis] = dims_[axis] == 1;
  }
  for (std::size_t i = 0; axes != nullptr && i < axes->size(); ++i) {
    const auto axis = axis_in((*axes)[i], dims_.size());
    if (!axis || (dims_[*axis] != 1 && dims_[*axis] != kOpen)) return false;
    gone[*axis] = true;
  }
  std::vector<std::int64_t> dims;
  std::optional<std::size_t> batch;
  for (std::size_t axis = 0; axis < dims_.size(); ++axis) {
    if (gone[axis]) continue;
    if (is_batch(axis)) batch = dims.size();
    dims.push_back(dims_[axis]);
  }
  take(std::move(dims), batch);
  return true;
}

bool OnnxLayout::unsqueeze(const std::vector<std::int64_t>& axes) {
  if (!exact_) return true;
  constexpr std::size_t kMostAxes = 16;
  const std::size_t rank = dims_.size() + axes.size();
  if (rank > kMostAxes) return false;
  std::vector<bool> is_new(rank, false);
  for (const std::int64_t named : axes) {
    const auto axis = axis_in(named, rank);
    if (!axis || is_new[*axis]) return false;
    is_new[*axis] = true;
  }
  std::vector<std::int64_t> dims;
  std::optional<std::size_t> batch;
  std::size_t old = 0;
  for (std::size_t axis = 0; axis < rank; ++axis) {
    if (!is_new[axis] && is_batch(old)) batch = axis;
    dims.push_back(is_new[axis] ? 1 : dims_[old++]);
  }
  take(std::move(dims), batch);
  return true;
}

bool OnnxLayout::transpose(std::vector<std::int64_t> order) {
  if (order.empty()) {
    for (std::size_t axis = dims_.size(); axis-- > 0;) {
      order.push_back(static_cast<std::int64_t>(axis));
    }
  }
  if (order.size() != dims_.size()) return false;
  std::vector<std::int64_t> dims;
  std::vector<bool> seen(dims_.size(), false);
  std::optional<std::size_t> batch, last;
  for (const std::int64_t named : order) {
    const auto axis = axis_in(named, dims_.size());
    if (!axis || seen[*axis]) return false;
    seen[*axis] = true;
    if (is_batch(*axis)) {
      batch = dims.size();
    } else if (dims_[*axis] != 1) {
      if (last && *axis < *last) return false;
      last = axis;
    }
    dims.push_back(dims_[*axis]);
  }
  take(std::move(dims), batch);
  return true;
}

std::optional<std::size_t> OnnxLayout::axis_of_values() const {
  std::optional<std::size_t> found;
  for (std::size_t axis = 0; axis < dims_.size(); ++axis) {
    if (is_batch(axis) || dims_[axis] == 1) continue;
    if (found) return std::nullopt;
    found = axis;
  }
  if (found) return found;
  // A layer of one unit: its value lies along the axis that is not the batch's.
  if (dims_.size() == 2 && batch_) return 1 - *batch_;
  return std::nullopt;
}

void OnnxLayout::set_values(std::size_t axis, std::int64_t count) {
  dims_[axis] = count;
  values_ = count;
}

std::optional<std::vector<double>> OnnxLayout::broadcast(const OnnxTensor& constant) const {
  if (constant.values.size() == 1) return std::vector<double>{constant.values[0]};
  const std::size_t rank = dims_.size(), own = constant.dims.size();
  for (std::size_t axis = 0; axis + rank < own; ++axis) {
    if (constant.dims[axis] != 1) return std::nullopt;
  }
  // The last axes belong together.
  std::vector<std::size_t> extents, strides;
  std::size_t stride = 1;
  std::size_t count = 1;
  for (std::size_t axis = rank; axis-- > 0;) {
    const std::size_t from_end = rank - axis;
    const std::int64_t extent = from_end <= own ? constant.dims[own - from_end] : 1;
    if (extent != 1 && (is_batch(axis) || extent != dims_[axis])) return std::nullopt;
    if (!is_batch(axis)) {
      extents.push_back(static_cast<std::size_t>(dims_[axis]));
      strides.push_back(extent == 1 ? 0 : stride);
      count *= extents.back();
    }
    stride *= static_cast<std::size_t>(extent);
  }
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t rest = i, at = 0;
    for (std::size_t k = 0; k < extents.size(); ++k) {
      at += rest % extents[k] * strides[k];
      rest /= extents[k];
    }
    values[i] = constant.values[at];
  }
  return values;
}

}  // namespace inkling
