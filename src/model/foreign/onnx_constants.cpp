#include "model/foreign/onnx_constants.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/foreign/formats.h"
#include "model/foreign/layer_list.h"
#include "model/foreign/shown_name.h"
#include "model/foreign/tensor_list.h"

namespace inkling {
namespace {

using Dims = std::vector<std::int64_t>;

// The graph owns its tensors, and outlives the constants.
std::shared_ptr<const OnnxTensor> of_graph(const OnnxTensor& tensor) {
  return {std::shared_ptr<const OnnxTensor>(), &tensor};
}

// Returns the shape that a Reshape gives a constant, or nothing where it does not fit.
std::optional<Dims> reshaped(const OnnxTensor& from, const Dims& target) {
  Dims dims = target;
  std::optional<std::size_t> open;
  for (std::size_t axis = 0; axis < dims.size(); ++axis) {
    if (dims[axis] == 0 && axis < from.dims.size()) dims[axis] = from.dims[axis];
    if (dims[axis] != -1) continue;
    if (open) return std::nullopt;
    open = axis;
    dims[axis] = 1;
  }
  const auto count = number_count(dims);
  if (!count || *count == 0) return std::nullopt;
  if (open) dims[*open] = static_cast<std::int64_t>(from.values.size() / *count);
  if (number_count(dims) != from.values.size()) return std::nullopt;
  return dims;
}

// Returns the shape without the axes named, or without all of length one.
std::optional<Dims> squeezed(const OnnxTensor& from, const std::optional<Dims>& axes) {
  const auto rank = static_cast<std::int64_t>(from.dims.size());
  std::vector<bool> gone(from.dims.size(), false);
  for (std::size_t axis = 0; !axes && axis < gone.size(); ++axis) gone[axis] = from.dims[axis] == 1;
  for (const std::int64_t named : axes.value_or(Dims{})) {
    const std::int64_t axis = named < 0 ? named + rank : named;
    if (axis < 0 || axis >= rank || from.dims[static_cast<std::size_t>(axis)] != 1) {
      return std::nullopt;
    }
    gone[static_cast<std::size_t>(axis)] = true;
  }
  Dims dims;
  for (std::size_t axis = 0; axis < gone.size(); ++axis) {
    if (!gone[axis]) dims.push_back(from.dims[axis]);
  }
  return dims;
}

std::optional<Dims> unsqueezed(const OnnxTensor& from, const Dims& axes) {
  constexpr std::size_t kMostAxes = 16;
  const std::size_t rank = from.dims.size() + axes.size();
  if (rank > kMostAxes) return std::nullopt;
  std::vector<bool> is_new(rank, false);
  for (const std::int64_t named : axes) {
    const std::int64_t axis = named < 0 ? named + static_cast<std::int64_t>(rank) : named;
    if (axis < 0 || axis >= static_cast<std::int64_t>(rank) ||
        is_new[static_cast<std::size_t>(axis)]) {
      return std::nullopt;
    }
    is_new[static_cast<std::size_t>(axis)] = true;
  }
  Dims dims;
  std::size_t old = 0;
  for (std::size_t axis = 0; axis < rank; ++axis) {
    dims.push_back(is_new[axis] ? 1 : from.dims[old++]);
  }
  return dims;
}

std::optional<Dims> flattened(const OnnxTensor& from, double named) {
  const auto rank = static_cast<double>(from.dims.size());
  const double axis = named < 0 ? named + rank : named;
  if (!(axis >= 0 && axis <= rank)) return std::nullopt;
  std::int64_t first = 1;
  for (std::size_t i = 0; i < static_cast<std::size_t>(axis); ++i) first *= from.dims[i];
  if (first == 0) return std::nullopt;
  return Dims{first, static_cast<std::int64_t>(from.values.size()) / first};
}

// Exchanges the axes of a constant: axis i of the result is axis order[i] of `from`.
std::shared_ptr<const OnnxTensor> transposed(const OnnxTensor& from, const Dims& named) {
  const std::size_t rank = from.dims.size();
  Dims order = named;
  for (std::size_t i = 0; named.empty() && i < rank; ++i) {
    order.push_back(static_cast<std::int64_t>(rank - 1 - i));
  }
  std::vector<std::size_t> strides(rank, 1), own(rank);
  for (std::size_t axis = rank; axis-- > 1;) {
    strides[axis - 1] = strides[axis] * static_cast<std::size_t>(from.dims[axis]);
  }
  if (order.size() != rank) return nullptr;
  OnnxTensor turned{.dims = Dims(rank), .values = {}, .whole = from.whole};
  std::vector<bool> seen(rank, false);
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t axis = order[i];
    if (axis < 0 || axis >= static_cast<std::int64_t>(rank)) return nullptr;
    const auto at = static_cast<std::size_t>(axis);
    if (seen[at]) return nullptr;
    seen[at] = true;
    turned.dims[i] = from.dims[at];
    own[i] = strides[at];
  }
  turned.values.resize(from.values.size());
  for (std::size_t i = 0; i < turned.values.size(); ++i) {
    std::size_t rest = i, at = 0;
    for (std::size_t axis = rank; axis-- > 0;) {
      const auto extent = static_cast<std::size_t>(turned.dims[axis]);
      at += rest % extent * own[axis];
      rest /= extent;
    }
    turned.values[i] = from.values[at];
  }
  return std::make_shared<const OnnxTensor>(std::move(turned));
}

}  // namespace

std::string words_of(const OnnxNode& node) {
  return shown_name(node.op) + (node.name.empty() ? "" : " (" + shown_name(node.name) + ")");
}

double number_or(const OnnxNode& node, const char* name, double usual) {
  const auto found = node.numbers.find(name);
  return found == node.numbers.end() ? usual : found->second;
}

bool is_float_type(double data_type) {
  constexpr double kFloat = 1, kFloat16 = 10, kDouble = 11, kBfloat16 = 16;
  return data_type == kFloat || data_type == kFloat16 || data_type == kDouble ||
         data_type == kBfloat16;
}

bool axes_of(const OnnxNode& node, const OnnxConstants& constants,
             std::optional<std::vector<std::int64_t>>& axes) {
  axes.reset();
  if (const auto listed = node.lists.find("axes"); listed != node.lists.end()) {
    axes = listed->second;
  } else if (node.inputs.size() > 1 && !node.inputs[1].empty()) {
    axes = constants.whole_numbers(node.inputs[1]);
    return axes.has_value();
  }
  return true;
}

OnnxConstants::OnnxConstants(const OnnxGraph& graph) {
  for (const auto& [name, tensor] : graph.constants) constants_[name] = of_graph(tensor);
}

const OnnxTensor* OnnxConstants::find(const std::string& name) const {
  const auto found = constants_.find(name);
  return found == constants_.end() || found->second->values.empty() ? nullptr : found->second.get();
}

std::optional<std::vector<std::int64_t>> OnnxConstants::whole_numbers(
    const std::string& name) const {
  const OnnxTensor* found = find(name);
  if (found == nullptr || !found->whole) return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const float value : found->values) {
    if (!(std::abs(value) < 1e9f)) return std::nullopt;
    numbers.push_back(static_cast<std::int64_t>(value));
  }
  return numbers;
}

std::string OnnxConstants::maker_of(const std::string& name) const {
  const auto found = makers_.find(name);
  return found == makers_.end() ? "" : " (a " + found->second + " node computes it)";
}

Status OnnxConstants::take(const OnnxNode& node) {
  if (auto constant = computed(node)) {
    const bool made = !node.inputs.empty() && constant.get() != find(node.inputs[0]);
    if (made) made_ += constant->values.size();
    if (made_ > kMostWeights) return refused_format("large");
    constants_[node.outputs[0]] = std::move(constant);
    return Nothing{};
  }
  for (const std::string& output : node.outputs) makers_[output] = words_of(node);
  return Nothing{};
}

std::shared_ptr<const OnnxTensor> OnnxConstants::computed(const OnnxNode& node) const {
  if (node.op == "Constant") {
    const auto value = node.tensors.find("value");
    if (value == node.tensors.end()) return nullptr;
    return of_graph(value->second);
  }
  if (node.inputs.empty() || find(node.inputs[0]) == nullptr) return nullptr;
  const auto& from = constants_.at(node.inputs[0]);
  if (node.op == "Identity") return from;
  if (node.op == "Cast") {
    // Rounding is not done here; a shape stays whole.
    const bool to_float = is_float_type(number_or(node, "to", 0));
    if (!to_float) return from->whole ? from : nullptr;
    if (!from->whole) return from;
    OnnxTensor cast = *from;
    cast.whole = false;
    return std::make_shared<const OnnxTensor>(std::move(cast));
  }
  if (node.op == "Transpose") {
    const auto order = node.lists.find("perm");
    return transposed(*from, order == node.lists.end() ? Dims{} : order->second);
  }
  std::optional<Dims> dims, axes;
  if (node.op == "Reshape" && node.inputs.size() > 1) {
    const auto target = whole_numbers(node.inputs[1]);
    if (target && number_or(node, "allowzero", 0) == 0) dims = reshaped(*from, *target);
  } else if (node.op == "Flatten") {
    dims = flattened(*from, number_or(node, "axis", 1));
  } else if (node.op == "Squeeze" && axes_of(node, *this, axes)) {
    dims = squeezed(*from, axes);
  } else if (node.op == "Unsqueeze" && axes_of(node, *this, axes) && axes) {
    dims = unsqueezed(*from, *axes);
  }
  if (!dims) return nullptr;
  OnnxTensor shaped = *from;
  shaped.dims = std::move(*dims);
  return std::make_shared<const OnnxTensor>(std::move(shaped));
}

}  // namespace inkling
