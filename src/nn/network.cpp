#include "nn/network.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/gemm.h"

namespace inkling {
namespace {

// Computes z = x W + b for a batch. x is [batch, inputs], z is [batch, outputs].
template <class T>
void dense_forward(MatrixView<const T> x, DenseLayer<const T> layer, MatrixView<T> z) {
  for (int i = 0; i < z.rows; ++i) {
    std::copy(layer.biases.begin(), layer.biases.end(), z.row(i));
  }
  gemm<T>(x, layer.weights, Store::kAdd, z);
}

// Adds the gradients of a layer, where dz = dLoss/dz [batch, outputs]:
//   dLoss/dW = x^T dz    [inputs, outputs], added to gradient.weights
//   dLoss/db = sum of dz over the batch,    added to gradient.biases
template <class T>
void dense_backward_parameters(MatrixView<const T> x, MatrixView<const T> dz,
                               DenseLayer<T> gradient) {
  gemm<T>(x.transposed(), dz, Store::kAdd, gradient.weights);
  for (int i = 0; i < dz.rows; ++i) {
    for (int j = 0; j < dz.cols; ++j) gradient.biases[j] += dz(i, j);
  }
}

// Computes dLoss/dx = dz W^T, which is [batch, inputs].
template <class T>
void dense_backward_input(MatrixView<const T> dz, DenseLayer<const T> layer, MatrixView<T> dx) {
  gemm<T>(dz, layer.weights.transposed(), Store::kOverwrite, dx);
}

template <class T>
std::span<T> flat(MatrixView<T> view) {
  return {view.data, static_cast<std::size_t>(view.rows) * view.cols};
}

// Computes y = dy * f'(z), where y = f(z) before. Each function has its own loop, so that it can be
// vectorised.
template <class T>
void multiply_by_slope(Activation activation, std::span<const T> dy, std::span<T> y) {
  const auto with = [&](auto kind) {
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = dy[i] * activation_slope(kind(), y[i]);
  };
  switch (activation) {
    case Activation::kRelu:
      return with([] { return Activation::kRelu; });
    case Activation::kSigmoid:
      return with([] { return Activation::kSigmoid; });
    case Activation::kTanh:
      return with([] { return Activation::kTanh; });
  }
}

template <class T>
void drop_units(MatrixView<T> values, MatrixView<T> factors, double rate, Random& random) {
  const T kept = static_cast<T>(1 / (1 - rate));
  const std::span<T> y = flat(values);
  const std::span<T> factor = flat(factors);
  for (std::size_t i = 0; i < y.size(); ++i) {
    factor[i] = random.uniform() < rate ? T{0} : kept;
    y[i] *= factor[i];
  }
}

}  // namespace

int NetworkShape::parameter_count() const {
  int count = 0;
  for (std::size_t i = 1; i < layers.size(); ++i) count += (layers[i - 1] + 1) * layers[i];
  return count;
}

Status check_shape(const NetworkShape& shape) {
  const auto refused = [](const char* reason) { return Error{ErrorCode::kBadModel, reason}; };
  const std::vector<int>& layers = shape.layers;
  if (layers.size() < 2) return refused("it has no layers");
  if (layers.size() > kMaxHiddenLayers + 2) return refused("it has too many layers");
  std::int64_t parameters = 0;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i] < 1) return refused("it has an empty layer");
    if (i == 0) continue;
    parameters += (std::int64_t{layers[i - 1]} + 1) * layers[i];
    if (parameters > kMaxParameters) return refused("it is too large");
  }
  return Nothing{};
}

template <class T>
Network<T>::Network(NetworkShape shape) : shape_(std::move(shape)) {
  std::size_t size = 0;
  for (std::size_t i = 1; i < shape_.layers.size(); ++i) {
    offsets_.push_back(size);
    size += (static_cast<std::size_t>(shape_.layers[i - 1]) + 1) * shape_.layers[i];
  }
  parameters_.resize(size);
}

template <class T>
DenseLayer<T> Network<T>::layer(int index) {
  const int inputs = shape_.layers[index];
  const int outputs = shape_.layers[index + 1];
  T* weights = parameters_.data() + offsets_[index];
  return {
      {weights, inputs, outputs},
      {weights + static_cast<std::size_t>(inputs) * outputs, static_cast<std::size_t>(outputs)}};
}

template <class T>
DenseLayer<const T> Network<T>::layer(int index) const {
  const DenseLayer<T> writable = const_cast<Network<T>*>(this)->layer(index);
  return {writable.weights, writable.biases};
}

template <class T>
void Network<T>::initialise(std::uint64_t seed) {
  constexpr std::uint64_t kStream = 1;
  Random random(seed, kStream);
  for (int l = 0; l < layer_count(); ++l) {
    DenseLayer<T> dense = layer(l);
    const double limit = std::sqrt(6.0 / (dense.weights.rows + dense.weights.cols));
    for (T& weight : dense.flat_weights()) {
      weight = static_cast<T>((2 * random.uniform() - 1) * limit);
    }
    std::fill(dense.biases.begin(), dense.biases.end(), T{0});
  }
}

Network<float> with_classes(const Network<float>& network, std::span<const int> from) {
  // A new class gets this bias: its odds against a class whose logit is zero are 1 to e. A class
  // that is right has a far larger logit.
  constexpr float kUnlikely = -1;
  NetworkShape shape = network.shape();
  const int before = shape.layers.back();
  shape.layers.back() = static_cast<int>(from.size());
  Network<float> result(std::move(shape));
  const int last = network.layer_count() - 1;
  const auto shared = static_cast<std::ptrdiff_t>(network.offset(last));
  std::copy_n(network.parameters().begin(), shared, result.parameters().begin());
  const DenseLayer<const float> old_layer = network.layer(last);
  const DenseLayer<float> new_layer = result.layer(last);
  for (std::size_t to = 0; to < from.size(); ++to) {
    const int column = from[to];
    if (column < 0 || column >= before) {
      new_layer.biases[to] = kUnlikely;
      continue;
    }
    new_layer.biases[to] = old_layer.biases[static_cast<std::size_t>(column)];
    for (int i = 0; i < old_layer.weights.rows; ++i) {
      new_layer.weights.row(i)[to] = old_layer.weights.row(i)[column];
    }
  }
  return result;
}

std::vector<int> same_classes(int count) {
  std::vector<int> classes(static_cast<std::size_t>(count));
  std::iota(classes.begin(), classes.end(), 0);
  return classes;
}

Network<float> with_class_count(const Network<float>& network, int count) {
  return with_classes(network, same_classes(count));
}

double largest_possible_sum(const Network<float>& network) {
  // No input of the layer is larger: a pixel is at most 1, and so are the outputs of sigmoid and
  // tanh.
  std::vector<double> largest_input(static_cast<std::size_t>(network.shape().layers.front()), 1.0);
  double largest = 0;
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<const float> layer = network.layer(l);
    std::vector<double> sums(layer.biases.size());
    for (std::size_t j = 0; j < sums.size(); ++j) sums[j] = std::abs(double{layer.biases[j]});
    for (std::size_t i = 0; i < largest_input.size(); ++i) {
      const float* row = layer.weights.row(static_cast<int>(i));
      for (std::size_t j = 0; j < sums.size(); ++j) {
        sums[j] += largest_input[i] * std::abs(double{row[j]});
      }
    }
    for (double& sum : sums) {
      // A NaN stays, because nothing is larger.
      if (sum > largest || std::isnan(sum)) largest = sum;
      if (network.shape().activation != Activation::kRelu) sum = 1;
    }
    largest_input = std::move(sums);
  }
  return largest;
}

bool has_bounded_sums(const Network<float>& network) {
  // Its square is finite too. Networks that were trained stay below a million.
  constexpr double kBound = 1e18;
  return largest_possible_sum(network) <= kBound;
}

void apply_temperature(Network<float>& network, float temperature) {
  const DenseLayer<float> last = network.layer(network.layer_count() - 1);
  for (float& weight : last.flat_weights()) weight /= temperature;
  for (float& bias : last.biases) bias /= temperature;
}

template <class T>
Pass<T>::Pass(const NetworkShape& shape, int capacity) {
  int widest = 0;
  for (const int units : shape.layers) values.emplace_back(capacity, units);
  for (std::size_t l = 1; l + 1 < shape.layers.size(); ++l) {
    widest = std::max(widest, shape.layers[l]);
  }
  input_gradient = Matrix<T>(capacity, widest);
}

template <class T>
void forward(const Network<T>& network, Pass<T>& pass, const PassOptions<T>& options) {
  const int layers = network.layer_count();
  const bool dropping = options.random != nullptr && options.dropout_rate > 0;
  if (dropping && pass.dropout.empty()) {
    for (const Matrix<T>& values : pass.values) {
      pass.dropout.emplace_back(values.rows(), values.cols());
    }
  }
  for (int l = 0; l < layers; ++l) {
    const MatrixView<T> output = pass.values[l + 1].view().top_rows(pass.batch);
    const MatrixView<T> x = pass.values[l].view().top_rows(pass.batch);
    if (options.products != nullptr && options.products->has(l)) {
      options.products->forward(l, x, output);
    } else if (l > 0 || options.input == InputStage::kDense) {
      dense_forward<T>(x, network.layer(l), output);
    }
    if (l + 1 == layers) break;
    apply_activation<T>(network.shape().activation, flat(output));
    if (dropping) {
      drop_units(output, pass.dropout[l + 1].view().top_rows(pass.batch), options.dropout_rate,
                 *options.random);
    }
  }
  if (!dropping) pass.dropout.clear();
}

template <class T>
void backward(const Network<T>& network, Pass<T>& pass, Network<T>& gradient,
              const PassOptions<T>& options) {
  const Activation activation = network.shape().activation;
  for (int l = network.layer_count() - 1; l >= 0; --l) {
    const MatrixView<T> dz = pass.values[l + 1].view().top_rows(pass.batch);
    const MatrixView<T> x = pass.values[l].view().top_rows(pass.batch);
    const bool is_taken = options.products != nullptr && options.products->has(l);
    if (!is_taken && (l > 0 || options.input == InputStage::kDense)) {
      dense_backward_parameters<T>(x, dz, gradient.layer(l));
    }
    if (l == 0) break;

    const MatrixView<T> dx = {pass.input_gradient.values().data(), x.rows, x.cols};
    dense_backward_input<T>(dz, network.layer(l), dx);
    // Dropout and the activation give dLoss/dz = dLoss/dx * factor * f'(z). The value before
    // dropout is x / factor; a dropped unit passes nothing on. The result replaces x, which is no
    // longer needed.
    const std::span<T> y = flat(x);
    if (pass.dropout.empty()) {
      multiply_by_slope<T>(activation, flat(dx), y);
      continue;
    }
    for (std::size_t i = 0; i < y.size(); ++i) {
      const T factor = pass.dropout[l].values()[i];
      y[i] =
          factor == T{0} ? T{0} : dx.data[i] * factor * activation_slope(activation, y[i] / factor);
    }
  }
}

template class Network<float>;
template class Network<double>;
template struct Pass<float>;
template struct Pass<double>;
template void forward<float>(const Network<float>&, Pass<float>&, const PassOptions<float>&);
template void forward<double>(const Network<double>&, Pass<double>&, const PassOptions<double>&);
template void backward<float>(const Network<float>&, Pass<float>&, Network<float>&,
                              const PassOptions<float>&);
template void backward<double>(const Network<double>&, Pass<double>&, Network<double>&,
                               const PassOptions<double>&);

}  // namespace inkling
