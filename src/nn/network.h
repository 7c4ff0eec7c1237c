// Implements the multilayer perceptron: dense layers with one activation function between them, and
// logits at the end.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "math/matrix.h"
#include "math/random.h"
#include "nn/activation.h"

namespace inkling {

struct NetworkShape {
  // Each layer has this many units, from the pixels to the classes.
  std::vector<int> layers = {784, 512, 10};
  Activation activation = Activation::kRelu;  // All hidden layers use it.

  int parameter_count() const;
  bool operator==(const NetworkShape&) const = default;
};

// With these limits, no step of training takes so long that a pause could not be answered in a
// tenth of a second.
inline constexpr int kMaxHiddenLayers = 6;
inline constexpr int kMaxParameters = 2'000'000;

// Checks that a network of this shape is one that Inkling can train, import and save. The error
// says "it has ..." or "it is ...", to continue a sentence about a file.
Status check_shape(const NetworkShape& shape);

// Refers to one dense layer, z = x W + b, in the network's parameters.
template <class T>
struct DenseLayer {
  MatrixView<T> weights;  // [inputs, outputs]
  std::span<T> biases;    // [outputs]

  std::span<T> flat_weights() const {
    return {weights.data, static_cast<std::size_t>(weights.rows) * weights.cols};
  }
};

// Holds the parameters of a network. They lie in one piece, layer after layer, weights before
// biases: an optimiser walks them as a flat array, and a copy of the network is a copy of that
// array. The gradient by all of them is a Network too.
template <class T>
class Network {
 public:
  // All parameters begin as zero.
  explicit Network(NetworkShape shape);

  // Makes the weights uniform in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010) and the
  // biases zero; the same seed gives the same weights.
  void initialise(std::uint64_t seed);

  const NetworkShape& shape() const { return shape_; }
  int layer_count() const { return static_cast<int>(shape_.layers.size()) - 1; }
  DenseLayer<T> layer(int index);
  DenseLayer<const T> layer(int index) const;
  // Returns where a layer's weights lie in parameters(); its biases follow them.
  std::size_t offset(int index) const { return offsets_[static_cast<std::size_t>(index)]; }
  // Returns where the parameters of the second layer begin.
  std::size_t end_of_first_layer() const {
    return layer_count() > 1 ? offset(1) : parameters_.size();
  }
  std::span<T> parameters() { return parameters_; }
  std::span<const T> parameters() const { return parameters_; }

 private:
  NetworkShape shape_;
  std::vector<std::size_t> offsets_;  // Each layer begins here in parameters_.
  std::vector<T> parameters_;
};

// Returns the same network with other classes: `from` has for each the number that it has in
// `network`. One that is not in `network`, such as -1, is new and begins as an unlikely one, with
// all its weights zero.
Network<float> with_classes(const Network<float>& network, std::span<const int> from);

// Returns this many classes, each in its own place: 0, 1, 2, ...
std::vector<int> same_classes(int count);

// Returns the same network with this many classes: the last ones are left out, or new ones follow.
Network<float> with_class_count(const Network<float>& network, int count);

// Returns the largest absolute value that a sum of any unit can have for any picture, whose pixels
// are 0 to 1. It multiplies the absolute weights with the largest inputs, layer by layer (interval
// arithmetic).
double largest_possible_sum(const Network<float>& network);

// Returns whether every sum of the network is finite for every picture, with room for rounding and
// for the products that are built upon them.
bool has_bounded_sums(const Network<float>& network);

// Divides the logits by a temperature: above 1 the probabilities come nearer to each other, and the
// likeliest class stays the likeliest (Guo, Pleiss, Sun and Weinberger 2017, arXiv:1706.04599).
void apply_temperature(Network<float>& network, float temperature);

// Holds what a forward pass leaves behind for the backward pass, with room for `capacity` examples.
template <class T>
struct Pass {
  Pass(const NetworkShape& shape, int capacity);

  // values[0] is the input, values[l] is the output of layer l after its activation (and dropout),
  // and the last one is the logits. Each is [capacity, layers[l]].
  std::vector<Matrix<T>> values;
  // dropout[l] is the factor that values[l] was multiplied with: 0, or 1 / (1 - rate). It is empty
  // without dropout.
  std::vector<Matrix<T>> dropout;
  // The backward pass uses it; it is [capacity, the widest hidden layer].
  Matrix<T> input_gradient;
  int batch = 0;  // This many rows are in use.

  MatrixView<T> input() { return values.front().view().top_rows(batch); }
  MatrixView<T> output_of_first() { return values[1].view().top_rows(batch); }
  MatrixView<T> logits() { return values.back().view().top_rows(batch); }
};

// Says where a pass begins or ends that leaves the first layer to somebody else (see
// sparse_layer.h).
enum class InputStage { kDense, kDone };

// Stands in for the dense products of the layers that it has taken over. The gradient by their
// weights and biases is its own affair.
template <class T>
class LayerProducts {
 public:
  virtual ~LayerProducts() = default;
  virtual bool has(int layer) const = 0;
  // Computes z = x W + b of a layer that it has. x is [batch, inputs], z is [batch, outputs].
  virtual void forward(int layer, MatrixView<const T> x, MatrixView<T> z) = 0;
};

// Says what a pass does beside plain dense products.
template <class T>
struct PassOptions {
  double dropout_rate = 0;
  // Where it is given, it switches each hidden unit off with probability `dropout_rate` (inverted
  // dropout, Srivastava et al. 2014); without it nothing is dropped.
  Random* random = nullptr;
  InputStage input = InputStage::kDense;
  LayerProducts<T>* products = nullptr;
};

// Fills pass.values from pass.values[0] on or, with kDone, from z of the first layer on, which
// pass.values[1] holds.
template <class T>
void forward(const Network<T>& network, Pass<T>& pass, const PassOptions<T>& options = {});

// Runs backpropagation (Rumelhart, Hinton and Williams 1986). It takes the gradient of the loss by
// the logits from the place of the logits in `pass`, adds the gradient by every parameter to
// `gradient`, and consumes the pass: each of pass.values but the first ends as the gradient by the
// sums that it was made of. With kDone the parameters of the first layer are left out, and so are
// those of layers that options.products has.
template <class T>
void backward(const Network<T>& network, Pass<T>& pass, Network<T>& gradient,
              const PassOptions<T>& options = {});

}  // namespace inkling
