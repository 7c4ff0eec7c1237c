#include "nn/trainer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "nn/pruning.h"

namespace inkling {
namespace {

// These streams of random numbers differ from each other and from that of the initial weights.
constexpr std::uint64_t kDropoutStream = 2;
constexpr std::uint64_t kAugmentStream = 3;
constexpr std::uint64_t kFirstEpochStream = 16;

// A mean loss beyond this is hopeless: a blind guess among ten has ln 10 = 2.3. A loss that runs
// away seldom becomes infinite in the end; before that every ReLU unit dies, and it is back at 2.3
// with nothing learned.
constexpr double kRunawayLoss = 1e5;

// Makes a picture come from memory into the cache. Those of a batch lie anywhere in 47 MB: asked
// for one after the other, with nothing between, many are on their way at once.
void fetch_ahead(std::span<const std::uint8_t> picture) {
  constexpr std::size_t kLine = 64;
  const volatile std::uint8_t* bytes = picture.data();
  for (std::size_t i = 0; i < picture.size(); i += kLine) static_cast<void>(bytes[i]);
}

}  // namespace

Trainer::Trainer(Network<float>& network, const Settings& settings, int shuffle_block,
                 ThreadPool* pool, double max_part_work)
    : network_(network),
      settings_(settings),
      shuffle_block_(std::max(shuffle_block, 1)),
      gradient_(network.shape()),
      optimizer_(settings.optimizer, network.parameters().size()),
      part_size_(std::clamp(static_cast<int>(max_part_work / network.shape().parameter_count()), 1,
                            settings.batch_size)),
      pass_(network.shape(), part_size_),
      pool_(pool),
      dropout_random_(settings.seed, kDropoutStream),
      order_(static_cast<std::size_t>(settings.train_images)) {
  begin_epoch();
}

int Trainer::steps_per_epoch() const {
  return (examples_per_epoch() + settings_.batch_size - 1) / settings_.batch_size;
}

void Trainer::mix_in(Examples own, int copies, Augment augment) {
  own_ = own;
  own_copies_ = copies;
  augment_own_ = std::move(augment);
  order_.resize(static_cast<std::size_t>(examples_per_epoch()));
  begin_epoch();
}

double Trainer::learning_rate() const {
  if (settings_.schedule == Schedule::kConstant) return settings_.learning_rate;
  const double done = static_cast<double>(step_ - 1) / total_steps();
  return settings_.learning_rate * (1 + std::cos(std::numbers::pi * done)) / 2;
}

void Trainer::begin_epoch() {
  Random random(settings_.seed, kFirstEpochStream + static_cast<std::uint64_t>(epoch_));
  const int images = settings_.train_images;
  const int own = static_cast<int>(order_.size()) - images;
  // Each block has its share of the own ones: all of them at the end would be learned last, and the
  // rest forgotten.
  const auto own_before = [&](int image) {
    return images + static_cast<int>(static_cast<std::int64_t>(own) * image / images);
  };
  const int block = epoch_ == 0 ? shuffle_block_ : images;
  auto end = order_.begin();
  for (int first = 0; first < images; first += block) {
    const int last = std::min(first + block, images);
    const auto begin = end;
    for (int i = first; i < last; ++i) *end++ = i;
    for (int i = own_before(first); i < own_before(last); ++i) *end++ = i;
    shuffle(begin, end, random);
  }
  position_ = batch_end_ = 0;
}

// Runs once an epoch: the weights that have been cut are among the smallest then too.
void Trainer::update_thresholds() {
  publish();
  const double share =
      inkling::pruned_share(pruned_share_, static_cast<double>(epoch_) / settings_.epochs);
  prune_thresholds_.clear();
  for (int l = 0; l + 1 < network_.layer_count(); ++l) {
    prune_thresholds_.push_back(magnitude_at(network_.layer(l).flat_weights(), share));
  }
  prune_thresholds_.push_back(0);
}

void Trainer::freeze_pruned() {
  assert(!input_);  // It is made when the first batch has come.
  frozen_.resize(static_cast<std::size_t>(network_.layer_count()));
  for (int l = 0; l + 1 < network_.layer_count(); ++l) {
    frozen_[static_cast<std::size_t>(l)] = ZeroMask(network_.layer(l).flat_weights());
  }
}

std::span<const int> Trainer::indices(Range range) const {
  return std::span(order_).subspan(static_cast<std::size_t>(range.first),
                                   static_cast<std::size_t>(range.count()));
}

// Indices beyond the set's own mean copies of the own ones, round after round.
Trainer::Example Trainer::original_example(Examples examples, int index) const {
  const bool is_own = index >= settings_.train_images;
  const Examples& source = is_own ? own_ : examples;
  const int place = is_own ? (index - settings_.train_images) % own_.count() : index;
  return {source.picture(place), source.labels[static_cast<std::size_t>(place)]};
}

// Returns the example as it is, or a copy in `scratch`. Which copy it is depends on the seed, the
// epoch and the picture alone.
Trainer::Example Trainer::example(Examples examples, int index,
                                  std::span<std::uint8_t> scratch) const {
  const auto [original, label] = original_example(examples, index);
  const Augment& change = index < settings_.train_images ? augment_ : augment_own_;
  if (!change) return {original, label};
  Random random(mixed_seed(mixed_seed(settings_.seed, static_cast<std::uint64_t>(epoch_)),
                           static_cast<std::uint64_t>(index)),
                kAugmentStream);
  return {scratch, change(original, label, random, scratch)};
}

bool Trainer::available(Range range, Examples examples) const {
  const int count = std::min(examples.count(), settings_.train_images);
  const auto part = indices(range);
  return std::all_of(part.begin(), part.end(),
                     [&](int index) { return index < count || index >= settings_.train_images; });
}

// Returns an empty range at the end of an epoch: the next one has an order of its own.
Trainer::Range Trainer::next_batch() const {
  return {batch_end_, std::min(batch_end_ + settings_.batch_size, static_cast<int>(order_.size()))};
}

Trainer::Outcome Trainer::advance(Examples examples) {
  const int total = static_cast<int>(order_.size());
  if (position_ == total) begin_epoch();
  if (position_ == 0) {
    totals_ = {};
    if (pruned_share_ > 0) update_thresholds();
  }

  const bool first_part = position_ == batch_end_;
  const int batch_end = first_part ? std::min(position_ + settings_.batch_size, total) : batch_end_;
  const Range part = {position_, std::min(position_ + part_size_, batch_end)};
  if (!available(part, examples)) return Outcome::kWaiting;
  if (!input_chosen_) choose_input(examples, part);
  if (first_part) {
    batch_end_ = batch_end;
    batch_size_ = batch_end - position_;
    const auto first = static_cast<std::ptrdiff_t>(input_ ? network_.end_of_first_layer() : 0);
    std::fill(gradient_.parameters().begin() + first, gradient_.parameters().end(), 0.0f);
  }

  pass_.batch = part.count();
  LossSum loss;
  if (input_) {
    if (through_input_ != part) {
      choose_examples(examples, part, stage_);
      list_pixels(examples.inputs(), stage_);
      run_tasks(pool_, input_->panels(),
                [&](int panel) { input_->forward(panel, stage_.pixels, pass_.output_of_first()); });
    }
    choose_examples(examples, next_batch(), next_stage_);
    end_phase(Phase::kLoad);
    // While the rest of the network is at work, another thread can list the next batch's pixels.
    run_tasks(pool_, 2, [&](int task) {
      if (task == 0) {
        loss = pass_through(stage_.labels);
      } else {
        list_pixels(examples.inputs(), next_stage_);
        end_phase(Phase::kLoad);
      }
    });
  } else {
    load_dense(examples, part);
    end_phase(Phase::kLoad);
    loss = pass_through(labels_);
  }
  // The comparison is false for a NaN, too.
  if (!(loss.cross_entropy <= kRunawayLoss * part.count())) return Outcome::kDiverged;

  totals_.loss += loss.cross_entropy;
  totals_.correct += loss.correct;
  totals_.examples += loss.classified;
  totals_.seen += part.count();
  position_ = part.end;
  if (position_ < batch_end_) return Outcome::kChunk;

  ++step_;
  published_ = false;
  const StepRule<float> rule =
      step_rule<float>(settings_.optimizer, learning_rate(), settings_.l2, step_);
  step_later_layers(rule);
  end_phase(Phase::kStep);
  if (input_) {
    step_input(rule);
    end_phase(Phase::kInput);
  }
  if (position_ < total) return Outcome::kStep;
  ++epoch_;
  return epoch_ == settings_.epochs ? Outcome::kFinished : Outcome::kEpoch;
}

// Decides once, by the first part of the run.
void Trainer::choose_input(Examples examples, Range part) {
  input_chosen_ = true;
  double sum = 0;
  for (const int index : indices(part)) sum += density(original_example(examples, index).picture);
  const bool sparse = sum <= SparseLayer::kMaxDensity * part.count();
  if (!sparse || part_size_ != settings_.batch_size) return;
  input_.emplace(std::as_const(network_).layer(0));
  hidden_.emplace(network_);
  if (frozen_.empty()) return;
  input_->freeze_zeros();
  hidden_->freeze_zeros();
}

// Leaves the stage empty where there is nothing to load, or not yet. Copies of pictures are made by
// all threads.
void Trainer::choose_examples(Examples examples, Range range, SparseStage& stage) const {
  stage.range = {};
  stage.examples.clear();
  if (range.count() == 0 || !available(range, examples)) return;
  stage.range = range;
  const std::span<const int> order = indices(range);
  for (const int index : order) fetch_ahead(original_example(examples, index).picture);
  const auto inputs = static_cast<std::size_t>(examples.inputs());
  const bool has_copies = augment_ || own_.count() > 0;
  stage.examples.resize(order.size());
  if (has_copies) stage.copies.resize(order.size() * inputs);
  constexpr int kImagesPerTask = 8;
  const int tasks = (range.count() + kImagesPerTask - 1) / kImagesPerTask;
  run_tasks(has_copies ? pool_ : nullptr, tasks, [&](int task) {
    const std::size_t first = static_cast<std::size_t>(task) * kImagesPerTask;
    for (std::size_t i = first; i < std::min(first + kImagesPerTask, order.size()); ++i) {
      const std::span<std::uint8_t> copy = has_copies
                                               ? std::span(stage.copies).subspan(i * inputs, inputs)
                                               : std::span<std::uint8_t>();
      stage.examples[i] = example(examples, order[i], copy);
    }
  });
}

void Trainer::list_pixels(int inputs, SparseStage& stage) {
  stage.pixels.begin(inputs);
  stage.labels.clear();
  for (const auto& [picture, label] : stage.examples) {
    stage.pixels.add_row(picture, kPixelScale);
    stage.labels.push_back(label);
  }
  stage.pixels.sort_columns();
}

void Trainer::load_dense(Examples examples, Range part) {
  labels_.clear();
  augmented_picture_.resize(static_cast<std::size_t>(examples.inputs()));
  for (int i = 0; i < part.count(); ++i) {
    const Example next =
        example(examples, order_[static_cast<std::size_t>(part.first + i)], augmented_picture_);
    std::transform(next.picture.begin(), next.picture.end(), pass_.input().row(i),
                   [](std::uint8_t pixel) { return pixel * kPixelScale; });
    labels_.push_back(next.label);
  }
}

// Runs forward and backward, but for the first layer where that is done apart.
LossSum Trainer::pass_through(std::span<const std::uint8_t> labels) {
  const PassOptions<float> options = {
      .dropout_rate = settings_.dropout,
      .random = &dropout_random_,
      .input = input_ ? InputStage::kDone : InputStage::kDense,
      .products = hidden_ ? &*hidden_ : nullptr,
  };
  forward(network_, pass_, options);
  end_phase(Phase::kForward);
  const LossSum loss = cross_entropy_backward<float>(pass_.logits(), labels, 1.0f / batch_size_);
  end_phase(Phase::kLoss);
  backward(network_, pass_, gradient_, options);
  end_phase(Phase::kBackward);
  return loss;
}

void Trainer::step_later_layers(const StepRule<float>& rule) {
  const StepRule<float> bias_rule = {.rate = rule.rate, .l2_slope = 0};
  for (int l = input_ ? 1 : 0; l < network_.layer_count(); ++l) {
    if (hidden_ && hidden_->has(l)) continue;
    const DenseLayer<float> layer = network_.layer(l);
    const DenseLayer<float> gradient = gradient_.layer(l);
    const std::span<float> weights = layer.flat_weights();
    optimizer_.step(rule, network_.offset(l), weights, gradient.flat_weights());
    optimizer_.step(bias_rule, network_.offset(l) + weights.size(), layer.biases, gradient.biases);
    if (!prune_thresholds_.empty())
      prune_below(weights, prune_thresholds_[static_cast<std::size_t>(l)]);
    if (!frozen_.empty()) frozen_[static_cast<std::size_t>(l)].apply(0, weights);
  }
  if (!hidden_ || hidden_->tasks() == 0) return;
  hidden_->begin_step(settings_.optimizer, rule);
  run_tasks(pool_, hidden_->tasks(),
            [&](int task) { hidden_->step(task, pass_, prune_thresholds_); });
}

// Takes the step of each panel, and the next batch's forward pass through it. A panel's columns of
// z replace those of dz, which are no longer needed. Every other step goes backwards: the weights
// that one step used last are those that are still in the cache for the next.
void Trainer::step_input(const StepRule<float>& rule) {
  input_->begin_step(stage_.pixels, settings_.optimizer, rule);
  const MatrixView<float> dz = pass_.output_of_first();
  const MatrixView<float> z = pass_.values[1].view().top_rows(next_stage_.range.count());
  const auto step_panel = [&](int panel) {
    input_->step(panel, stage_.pixels, dz);
    if (!prune_thresholds_.empty()) input_->prune_below(panel, prune_thresholds_.front());
    if (z.rows > 0) input_->forward(panel, next_stage_.pixels, z);
  };
  run_tasks(pool_, input_->panels(), step_panel,
            step_ % 2 == 0 ? TaskOrder::kForwards : TaskOrder::kBackwards);
  through_input_ = next_stage_.range;
  std::swap(stage_, next_stage_);
}

void Trainer::publish() {
  if (input_ && !published_) input_->store(network_.layer(0));
  published_ = true;
}

}  // namespace inkling
