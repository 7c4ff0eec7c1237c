#include "nn/trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

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

Trainer::Trainer(Network<float>& network, const Settings& settings, int shuffle_block,
                 double max_part_work)
    : network_(network),
      settings_(settings),
      shuffle_block_(std::max(shuffle_block, 1)),
      gradient_(network.shape()),
      optimizer_(settings.optimizer, network.parameters().size()),
      part_size_(std::clamp(static_cast<int>(max_part_work / network.shape().parameter_count()), 1,
                            settings.batch_size)),
      pass_(network.shape(), part_size_),
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
  const int count = std::min(part_size_, batch_end - position_);
  const auto part = std::span(order_).subspan(position_, count);
  if (*std::max_element(part.begin(), part.end()) >= examples.count()) return Outcome::kWaiting;
  if (!input_chosen_) choose_input(examples, part);
  if (first_part) {
    batch_end_ = batch_end;
    batch_size_ = batch_end - position_;
    const auto first = static_cast<std::ptrdiff_t>(input_ ? network_.end_of_first_layer() : 0);
    std::fill(gradient_.parameters().begin() + first, gradient_.parameters().end(), 0.0f);
  }

  load_batch(examples, part);
  const InputStage input = input_ ? InputStage::kDone : InputStage::kDense;
  forward(network_, pass_, settings_.dropout, &dropout_random_, input);
  end_phase(Phase::kForward);
  const LossSum loss = cross_entropy_backward<float>(pass_.logits(), labels_, 1.0f / batch_size_);
  if (!(loss.cross_entropy <= kRunawayLoss * count)) return Outcome::kDiverged;  // NaN as well
  end_phase(Phase::kLoss);
  backward(network_, pass_, gradient_, input);
  end_phase(Phase::kBackward);

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

// Decided once, by the first part of the run.
void Trainer::choose_input(Examples examples, std::span<const int> part) {
  input_chosen_ = true;
  double sum = 0;
  for (const int index : part) sum += density(examples.picture(index));
  const bool sparse = sum <= InputLayer::kMaxDensity * static_cast<double>(part.size());
  if (sparse && part_size_ == settings_.batch_size)
    input_.emplace(std::as_const(network_).layer(0));
}

void Trainer::load_batch(Examples examples, std::span<const int> part) {
  pass_.batch = static_cast<int>(part.size());
  labels_.resize(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) labels_[i] = examples.labels[part[i]];
  if (input_) {
    batch_.begin(examples.inputs());
    for (const int index : part) batch_.add_row(examples.picture(index), kPixelScale);
    batch_.sort_columns();
    end_phase(Phase::kLoad);
    input_->forward(batch_, pass_.output_of_first());
    end_phase(Phase::kInput);
    return;
  }
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto pixels = examples.picture(part[i]);
    std::transform(pixels.begin(), pixels.end(), pass_.input().row(static_cast<int>(i)),
                   [](std::uint8_t pixel) { return pixel * kPixelScale; });
  }
  end_phase(Phase::kLoad);
}

void Trainer::apply_step() {
  ++step_;
  published_ = false;
  const StepRule<float> rule =
      step_rule<float>(settings_.optimizer, settings_.learning_rate, settings_.l2, step_);
  const StepRule<float> bias_rule = {.rate = rule.rate, .l2_slope = 0};
  for (int l = input_ ? 1 : 0; l < network_.layer_count(); ++l) {
    const DenseLayer<float> layer = network_.layer(l);
    const DenseLayer<float> gradient = gradient_.layer(l);
    const std::size_t weights = static_cast<std::size_t>(layer.weights.rows) * layer.weights.cols;
    optimizer_.step(rule, network_.offset(l), {layer.weights.data, weights},
                    {gradient.weights.data, weights});
    optimizer_.step(bias_rule, network_.offset(l) + weights, layer.biases, gradient.biases);
  }
  end_phase(Phase::kStep);
  if (!input_) return;
  input_->step(batch_, pass_.output_of_first(), settings_.optimizer, rule);
  end_phase(Phase::kInputStep);
}

void Trainer::publish() {
  if (input_ && !published_) input_->store(network_.layer(0));
  published_ = true;
}

}  // namespace inkling
