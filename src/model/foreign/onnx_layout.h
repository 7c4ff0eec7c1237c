// An OnnxLayout says how the values of an image lie in a tensor while nodes of an ONNX graph turn
// it about.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/foreign/onnx_graph.h"

namespace inkling {

class OnnxLayout {
 public:
  // Takes the shape of the graph's input; extents that are not fixed are -1.
  explicit OnnxLayout(std::vector<std::int64_t> dims);

  // Each of these does what the operator does, and returns false where that would bring the values
  // of an image into another order or mix the images of a batch. `axes` is null where none are
  // named.
  bool reshape(std::span<const std::int64_t> target);
  bool flatten(std::int64_t axis);
  bool squeeze(const std::vector<std::int64_t>* axes);
  bool unsqueeze(const std::vector<std::int64_t>& axes);
  bool transpose(std::vector<std::int64_t> order);

  // It is reshaped to a shape that the graph computes, which keeps the batch in front.
  bool reshape_somehow();

  // Returns the axis that all values of an image lie along, or nothing where there is none.
  std::optional<std::size_t> axis_of_values() const;
  std::size_t rank() const { return dims_.size(); }
  // A layer gives this many values for each image.
  void set_values(std::size_t axis, std::int64_t count);

  // Returns what a constant means for each value of an image, or one number for all. Returns
  // nothing where it has another shape or differs from image to image.
  std::optional<std::vector<double>> broadcast(const OnnxTensor& constant) const;

 private:
  bool is_batch(std::size_t axis) const { return batch_ && *batch_ == axis; }
  std::int64_t batch_size() const { return batch_ ? dims_[*batch_] : 1; }
  // One image at a time is what matters: an extent that is not fixed may be one.
  bool may_be_single() const { return batch_size() == 1 || batch_size() == kOpen; }
  std::int64_t product(std::size_t begin, std::size_t end) const;
  void take(std::vector<std::int64_t> dims, std::optional<std::size_t> batch);

  static constexpr std::int64_t kOpen = -1;
  std::vector<std::int64_t> dims_;
  std::optional<std::size_t> batch_;  // The images of a batch lie along this axis, if any.
  std::int64_t values_ = 0;           // An image has so many values.
  bool exact_ = true;                 // Otherwise the graph computes the shape.
};

}  // namespace inkling
