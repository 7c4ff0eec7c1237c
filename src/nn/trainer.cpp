#include "nn/trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "nn/loss.h"

namespace inkling {
namespace {

// Streams of random numbers, apart from each other and from that of the initial weights.
constexpr std::uint64_t kDropoutStream = 2;
constexpr std::uint64_t kFirstEpochStream = 16;

// A mean loss beyond this has left every hope behind: a blind guess among ten has ln 10 = 2.3. A
// loss that runs away seldom becomes infinite in the end; before that every ReLU unit dies, and it
// is back at 2.3 with nothing learned.
constexpr double kRunawayLoss = 1e5;

}  // namespace

Trainer::Trainer(Network<float>& network, const Settings& settings, int shuffle_block)
    : network_(network),
      settings_(settings),
      shuffle_block_(std::max(shuffle_block, 1)),
      gradient_(network.shape()),
      optimizer_(settings.optimizer, settings.learning_rate, network.parameters().size()),
      pass_(network.shape(), std::min(settings.batch_size, kChunk)),
      dropout_random_(settings.seed, kDropoutStream),
      order_(static_cast<std::size_t>(settings.train_images)) {
  begin_epoch();
}

int Trainer::steps_per_epoch() const {
  return (settings_.train_images + settings_.batch_size - 1) / settings_.batch_size;
}

void Trainer::begin_epoch() {
  std::iota(order_.begin(), order_.end(), 0);
  Random random(settings_.seed, kFirstEpochStream + static_cast<std::uint64_t>(epoch_));
  const int count = static_cast<int>(order_.size());
  const int block = epoch_ == 0 ? shuffle_block_ : count;
  for (int first = 0; first < count; first += block) {
    shuffle(order_.begin() + first, order_.begin() + std::min(first + block, count), random);
  }
  position_ = batch_end_ = 0;
}

Trainer::Outcome Trainer::advance(Examples examples) {
  const int total = static_cast<int>(order_.size());
  if (position_ == total) begin_epoch();
  if (position_ == 0) totals_ = {};

  const bool first_part = position_ == batch_end_;
  const int batch_end = first_part ? std::min(position_ + settings_.batch_size, total) : batch_end_;
  const int count = std::min(kChunk, batch_end - position_);
  const auto part = std::span(order_).subspan(position_, count);
  if (*std::max_element(part.begin(), part.end()) >= examples.count()) return Outcome::kWaiting;
  if (first_part) {
    batch_end_ = batch_end;
    batch_size_ = batch_end - position_;
    std::fill(gradient_.parameters().begin(), gradient_.parameters().end(), 0.0f);
  }

  pass_.batch = count;
  labels_.resize(static_cast<std::size_t>(count));
  const int inputs = network_.shape().layers.front();
  for (int i = 0; i < count; ++i) {
    const auto pixels = examples.pixels.subspan(static_cast<std::size_t>(part[i]) * inputs, inputs);
    std::transform(pixels.begin(), pixels.end(), pass_.input().row(i),
                   [](std::uint8_t pixel) { return pixel * kPixelScale; });
    labels_[i] = examples.labels[part[i]];
  }

  forward(network_, pass_, settings_.dropout, &dropout_random_);
  const LossSum loss = cross_entropy_backward<float>(pass_.logits(), labels_, 1.0f / batch_size_);
  if (!(loss.cross_entropy <= kRunawayLoss * count)) return Outcome::kDiverged;  // NaN as well
  backward(network_, pass_, gradient_);

  totals_.loss += loss.cross_entropy;
  totals_.correct += loss.correct;
  totals_.examples += count;
  position_ += count;
  if (position_ < batch_end_) return Outcome::kChunk;

  apply_step();
  if (position_ < total) return Outcome::kStep;
  ++epoch_;
  return epoch_ == settings_.epochs ? Outcome::kFinished : Outcome::kEpoch;
}

void Trainer::apply_step() {
  if (settings_.l2 > 0) {
    const float slope = static_cast<float>(2 * settings_.l2);  // d(l2 w^2)/dw = 2 l2 w
    for (int l = 0; l < network_.layer_count(); ++l) {
      const MatrixView<float> weights = network_.layer(l).weights;
      const MatrixView<float> gradient = gradient_.layer(l).weights;
      const std::size_t count = static_cast<std::size_t>(weights.rows) * weights.cols;
      for (std::size_t i = 0; i < count; ++i) gradient.data[i] += slope * weights.data[i];
    }
  }
  optimizer_.step(network_.parameters(), gradient_.parameters());
  ++step_;
}

}  // namespace inkling
