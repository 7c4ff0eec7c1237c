#include "nn/landscape.h"

#include <algorithm>
#include <cmath>

#include "math/gemm.h"
#include "nn/loss.h"

namespace inkling {
namespace {

// The first axis is followed this far before the second one is chosen.
constexpr float kLongStep = 3;

double dot(const Network<float>& a, const Network<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.parameters().size(); ++i) {
    sum += double{a.parameters()[i]} * b.parameters()[i];
  }
  return sum;
}

void add(Network<float>& to, double factor, const Network<float>& what) {
  for (std::size_t i = 0; i < to.parameters().size(); ++i) {
    to.parameters()[i] += static_cast<float>(factor * what.parameters()[i]);
  }
}

void scale(Network<float>& network, double factor) {
  for (float& parameter : network.parameters()) parameter *= static_cast<float>(factor);
}

// Scales a direction to length 1; a direction of length 0 stays.
void normalise(Network<float>& direction) {
  const double length = std::sqrt(dot(direction, direction));
  if (length > 0) scale(direction, 1 / length);
}

Network<float> downhill(const Network<float>& network, const Matrix<float>& pictures,
                        std::span<const std::uint8_t> labels) {
  Pass<float> pass(network.shape(), pictures.rows());
  pass.batch = pictures.rows();
  std::copy(pictures.values().begin(), pictures.values().end(), pass.input().data);
  forward(network, pass);
  cross_entropy_backward<float>(pass.logits(), labels, -1.0f / static_cast<float>(labels.size()));
  Network<float> direction(network.shape());
  backward(network, pass, direction);
  return direction;
}

// Computes C = A W or C += A W for a layer's weights W, as `store` says.
void multiply(MatrixView<const float> a, const DenseLayer<const float>& layer, Store store,
              Matrix<float>& c) {
  gemm<float>(a, layer.weights, store, c.view());
}

void add_biases(const DenseLayer<const float>& layer, Matrix<float>& z) {
  for (int i = 0; i < z.rows(); ++i) {
    for (int j = 0; j < z.cols(); ++j) z.view()(i, j) += layer.biases[static_cast<std::size_t>(j)];
  }
}

// Returns a W + b; each row is one picture.
Matrix<float> through(const DenseLayer<const float>& layer, const Matrix<float>& a) {
  Matrix<float> z(a.rows(), layer.weights.cols);
  multiply(a.view(), layer, Store::kOverwrite, z);
  add_biases(layer, z);
  return z;
}

}  // namespace

Landscape::Landscape(Network<float> origin, Examples examples)
    : origin_(std::move(origin)),
      x_axis_(origin_.shape()),
      y_axis_(origin_.shape()),
      pictures_(examples.count(), examples.inputs()),
      labels_(examples.labels.begin(), examples.labels.end()) {
  std::transform(examples.pixels.begin(), examples.pixels.end(), pictures_.values().begin(),
                 [](std::uint8_t pixel) { return static_cast<float>(pixel) * kPixelScale; });
  x_axis_ = downhill(origin_, pictures_, labels_);
  normalise(x_axis_);
  y_axis_ = downhill(network_at({kLongStep, 0}), pictures_, labels_);
  add(y_axis_, -dot(x_axis_, y_axis_), x_axis_);
  normalise(y_axis_);
  first_ = {first_layer_of(origin_), first_layer_of(x_axis_), first_layer_of(y_axis_)};
}

Matrix<float> Landscape::first_layer_of(const Network<float>& network) const {
  return through(network.layer(0), pictures_);
}

Network<float> Landscape::network_at(PlanePoint at) const {
  Network<float> network = origin_;
  add(network, at.x, x_axis_);
  add(network, at.y, y_axis_);
  return network;
}

Matrix<float> Landscape::first_layer_at(PlanePoint at) const {
  Matrix<float> z = first_.base;
  for (std::size_t i = 0; i < z.values().size(); ++i) {
    z.values()[i] += static_cast<float>(at.x) * first_.along_x.values()[i] +
                     static_cast<float>(at.y) * first_.along_y.values()[i];
  }
  return z;
}

// Returns W = origin + x (axis) + y (axis), as a network of this layer alone.
Network<float> Landscape::layer_at(int l, PlanePoint at) const {
  const DenseLayer<const float> layer = origin_.layer(l);
  Network<float> here({.layers = {layer.weights.rows, layer.weights.cols},
                       .activation = origin_.shape().activation});
  for (std::size_t i = 0; i < here.parameters().size(); ++i) {
    const std::size_t from = origin_.offset(l) + i;
    here.parameters()[i] = origin_.parameters()[from] +
                           static_cast<float>(at.x) * x_axis_.parameters()[from] +
                           static_cast<float>(at.y) * y_axis_.parameters()[from];
  }
  return here;
}

double Landscape::loss(PlanePoint at) const {
  Matrix<float> z = first_layer_at(at);
  for (int l = 1; l < origin_.layer_count(); ++l) {
    apply_activation(origin_.shape().activation, std::span<float>(z.values()));
    const Network<float> here = layer_at(l, at);
    z = through(here.layer(0), z);
  }
  const float share = 1.0f / static_cast<float>(labels_.size());
  return cross_entropy_backward<float>(z.view(), labels_, share).cross_entropy * share;
}

Landscape::Slope Landscape::slope(PlanePoint at) const {
  // These are z and its derivatives along the two axes.
  Matrix<float> z = first_layer_at(at);
  Matrix<float> dx = first_.along_x;
  Matrix<float> dy = first_.along_y;
  for (int l = 1; l < origin_.layer_count(); ++l) {
    apply_activation(origin_.shape().activation, std::span<float>(z.values()));
    for (std::size_t i = 0; i < z.values().size(); ++i) {
      const float slope = activation_slope(origin_.shape().activation, z.values()[i]);
      dx.values()[i] *= slope;
      dy.values()[i] *= slope;
    }
    // The derivative of a W is (a W)' = a' W + a W'.
    const Network<float> here = layer_at(l, at);
    const DenseLayer<const float> layer = here.layer(0);
    const auto derivative = [&](const Matrix<float>& d, const DenseLayer<const float>& along) {
      Matrix<float> next(z.rows(), layer.weights.cols);
      multiply(d.view(), layer, Store::kOverwrite, next);
      multiply(z.view(), along, Store::kAdd, next);
      add_biases(along, next);
      return next;
    };
    dx = derivative(dx, x_axis_.layer(l));
    dy = derivative(dy, y_axis_.layer(l));
    z = through(layer, z);
  }
  // The gradient by the logits is multiplied with their derivatives along the axes.
  const float share = 1.0f / static_cast<float>(labels_.size());
  Slope slope;
  slope.loss = cross_entropy_backward<float>(z.view(), labels_, share).cross_entropy * share;
  for (std::size_t i = 0; i < z.values().size(); ++i) {
    slope.by_x += double{z.values()[i]} * dx.values()[i];
    slope.by_y += double{z.values()[i]} * dy.values()[i];
  }
  return slope;
}

Landscape::Slope Descent::step(const Landscape& landscape) {
  const Landscape::Slope slope = landscape.slope(path_.back());
  double place[2] = {path_.back().x, path_.back().y};
  const double gradient[2] = {slope.by_x, slope.by_y};
  optimizer_.step(step_rule<double>(kind_, learning_rate_, 0, static_cast<int>(path_.size())), 0,
                  place, gradient);
  path_.push_back({place[0], place[1]});
  return slope;
}

}  // namespace inkling
