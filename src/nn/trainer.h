// Trains by mini-batches, driven from outside.
//
// The trainer does no input or output and keeps no clock: the caller decides how much is done at a
// time, and so owns pausing, showing and timing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/thread_pool.h"
#include "math/sparse_batch.h"
#include "nn/examples.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "nn/optimizer.h"
#include "nn/pruning.h"
#include "nn/settings.h"
#include "nn/sparse_hidden.h"
#include "nn/sparse_layer.h"

namespace inkling {

class Trainer {
 public:
  // A part of this much work takes some 30 ms.
  static constexpr double kMaxPartWork = 128e6;

  enum class Outcome {
    kChunk,     // A part of a batch is done; its step is still to come.
    kStep,      // A step is done.
    kEpoch,     // A step is done, and with it an epoch.
    kFinished,  // The last epoch is done, and the run with it.
    kWaiting,   // The examples of the next part are not there yet; nothing was done.
    // The loss runs away or is not a number; the network is not worth keeping.
    kDiverged,
  };

  // `network` is trained in place and must outlive the trainer; but while a run goes on, part of
  // its weights are in the trainer's keeping: see publish(). The first epoch shuffles within blocks
  // of `shuffle_block` examples only, and takes the blocks in order: so it can begin while later
  // blocks are still being loaded, and a seed gives the same run however fast they come. Later
  // epochs shuffle everything.
  //
  // With a pool, its threads share the work; the results are the same to the last bit. A batch is
  // worked on in parts of at most `max_part_work` examples times parameters.
  Trainer(Network<float>& network, const Settings& settings, int shuffle_block,
          ThreadPool* pool = nullptr, double max_part_work = kMaxPartWork);

  // Makes another picture of one, of the same size, with the random numbers it is given; returns
  // the label of what it made. It is called from any thread of the pool.
  using Augment =
      std::function<std::uint8_t(std::span<const std::uint8_t> picture, std::uint8_t label,
                                 Random& random, std::span<std::uint8_t> copy)>;
  // Replaces every picture from now on by a copy, another one in each epoch.
  void augment_with(Augment augment) { augment_ = std::move(augment); }

  // Adds examples of somebody's own, which are learned among the others `copies` times in each
  // epoch and never twice alike: each time they go through `augment`. Call it before the first
  // advance().
  void mix_in(Examples own, int copies, Augment augment);

  // Makes the smallest weights of every layer but the last become zero from now on, until in the
  // end `share`, below 1, of them are (see pruning.h). The last layer has few, and each of them
  // counts.
  void prune_to(double share) { pruned_share_ = share; }

  // Makes weights that are zero stay so, but in the last layer: a network that was pruned learns a
  // little more with what it has. Call it before the first advance().
  void freeze_pruned();

  // Works on the next part of a batch. `examples` may hold fewer than settings.train_images as long
  // as they are loaded front to back.
  Outcome advance(Examples examples);

  // A step consists of these parts, in this order.
  enum class Phase { kLoad, kForward, kLoss, kBackward, kStep, kInput };
  static constexpr int kPhases = 6;
  // `done` is called at the end of each phase, for whoever wants to know what takes how long. It is
  // called without a pool only: with one, phases overlap.
  void watch_phases(std::function<void(Phase)> done) { phase_done_ = std::move(done); }

  // Brings the network up to date with all steps so far. It is cheap where nothing has changed.
  void publish();

  int epoch() const { return epoch_; }  // Returns the epoch of the next step, from 0.
  int step() const { return step_; }    // Returns the steps done in all.
  int steps_per_epoch() const;
  int total_steps() const { return steps_per_epoch() * settings_.epochs; }

  // Holds sums over the steps of an epoch, as Keras reports them: each step is measured before its
  // update.
  struct Totals {
    // It sums the cross-entropy; L2 is not part of it, so that it compares with a test loss.
    double loss = 0;
    int correct = 0;
    int examples = 0;  // They have a class; the others are in no sum.
    int seen = 0;      // It counts all examples.

    double mean_loss() const { return examples == 0 ? 0 : loss / examples; }
    double accuracy() const { return examples == 0 ? 0 : static_cast<double>(correct) / examples; }
  };
  // Returns the totals of the epoch in progress or, right after kEpoch and kFinished, of the one
  // that ended.
  const Totals& epoch_totals() const { return totals_; }

 private:
  // A range covers the examples [first, end) of the order.
  struct Range {
    int first = 0;
    int end = 0;
    int count() const { return end - first; }
    bool operator==(const Range&) const = default;
  };
  struct Example {
    std::span<const std::uint8_t> picture;
    std::uint8_t label;
  };
  // Holds a batch on its way through the first layer, where that walks the lit pixels.
  struct SparseStage {
    Range range;  // The batch has these examples.
    std::vector<Example> examples;
    std::vector<std::uint8_t> copies;  // Copies of pictures are here, [batch, inputs].
    SparseBatch pixels;
    std::vector<std::uint8_t> labels;
  };

  double learning_rate() const;  // Returns the rate of the step in progress.
  void begin_epoch();
  void update_thresholds();
  std::span<const int> indices(Range range) const;
  Example original_example(Examples examples, int index) const;
  Example example(Examples examples, int index, std::span<std::uint8_t> scratch) const;
  int examples_per_epoch() const { return settings_.train_images + own_.count() * own_copies_; }
  bool available(Range range, Examples examples) const;
  Range next_batch() const;
  void choose_input(Examples examples, Range part);
  void choose_examples(Examples examples, Range range, SparseStage& stage) const;
  static void list_pixels(int inputs, SparseStage& stage);
  void load_dense(Examples examples, Range part);
  LossSum pass_through(std::span<const std::uint8_t> labels);
  void step_later_layers(const StepRule<float>& rule);
  void step_input(const StepRule<float>& rule);
  void end_phase(Phase phase) const {
    if (phase_done_) phase_done_(phase);
  }

  Network<float>& network_;
  Settings settings_;
  int shuffle_block_;
  Network<float> gradient_;
  Optimizer<float> optimizer_;
  // This many examples go through the network at once. A larger batch is worked on in parts whose
  // gradients add up, so that no single call takes long.
  int part_size_;
  Pass<float> pass_;
  // It is the first layer, where the examples are sparse enough and a batch is worked on in one
  // part.
  //
  // A step of it ends with the next batch's forward pass, while a panel's weights are still in the
  // cache: so the present batch has been through the first layer when its turn comes.
  std::optional<SparseLayer> input_;
  std::optional<SparseHiddenLayers> hidden_;  // It is there where input_ is.
  bool input_chosen_ = false;
  SparseStage stage_;       // It holds the present batch.
  SparseStage next_stage_;  // It holds the batch after that, where its examples are there.
  Range through_input_;     // pass_.values[1] holds z of this range.
  bool published_ = true;
  ThreadPool* pool_;
  Random dropout_random_;
  std::vector<std::uint8_t> augmented_picture_;  // The copy of a picture is made here.
  std::vector<int> order_;                       // It is the order of the examples in this epoch.
  // They belong to the present part, where the first layer is dense.
  std::vector<std::uint8_t> labels_;
  int position_ = 0;   // It is an index into order_.
  int batch_end_ = 0;  // It is an index into order_.
  // It is the size of the present batch: the last one of an epoch may be smaller.
  int batch_size_ = 0;
  int epoch_ = 0;
  int step_ = 0;
  Totals totals_;
  std::function<void(Phase)> phase_done_;
  Augment augment_;
  Examples own_;
  int own_copies_ = 0;
  Augment augment_own_;
  double pruned_share_ = 0;
  // Each layer has one: no weight is kept that is no larger. It is empty where nothing is pruned.
  std::vector<float> prune_thresholds_;
  std::vector<ZeroMask> frozen_;  // Each layer has one; it is empty where none is frozen.
};

}  // namespace inkling
