// Training by mini-batches, driven from outside.
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
#include "nn/input_layer.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "nn/optimizer.h"
#include "nn/pruning.h"
#include "nn/settings.h"

namespace inkling {

class Trainer {
 public:
  // Some 30 ms of work.
  static constexpr double kMaxPartWork = 128e6;

  enum class Outcome {
    kChunk,     // a part of a batch is done, its step is still to come
    kStep,      // a step is done
    kEpoch,     // a step is done, and with it an epoch
    kFinished,  // as kEpoch, and it was the last one
    kWaiting,   // the examples of the next part are not there yet; nothing was done
    kDiverged,  // the loss runs away or is no number; the network is not worth keeping
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
  // the label of what it made. Called from any thread of the pool.
  using Augment =
      std::function<std::uint8_t(std::span<const std::uint8_t> picture, std::uint8_t label,
                                 Random& random, std::span<std::uint8_t> copy)>;
  // From now on every picture is replaced by a copy, another one in each epoch.
  void augment_with(Augment augment) { augment_ = std::move(augment); }

  // Examples of somebody's own, which are learned among the others, `copies` times in each epoch
  // and never twice alike: each time through `augment`. Before the first advance().
  void mix_in(Examples own, int copies, Augment augment);

  // From now on the smallest weights of every layer but the last become zero, until in the end
  // `share`, below 1, of them are (see pruning.h). The last layer has few, and each of them counts.
  void prune_to(double share) { pruned_share_ = share; }

  // Weights that are zero stay so, but in the last layer: a network that was pruned learns a little
  // more with what it has. Before the first advance().
  void freeze_pruned();

  // Works on the next part of a batch. `examples` may hold fewer than settings.train_images as long
  // as they are loaded front to back.
  Outcome advance(Examples examples);

  // The parts that a step consists of, in their order.
  enum class Phase { kLoad, kForward, kLoss, kBackward, kStep, kInput };
  static constexpr int kPhases = 6;
  // Called at the end of each phase, for whoever wants to know what takes how long. Without a pool
  // only: with one, phases overlap.
  void watch_phases(std::function<void(Phase)> done) { phase_done_ = std::move(done); }

  // Brings the network up to date with all steps so far. Cheap where nothing has changed.
  void publish();

  int epoch() const { return epoch_; }  // of the next step, from 0
  int step() const { return step_; }    // steps done in all
  int steps_per_epoch() const;
  int total_steps() const { return steps_per_epoch() * settings_.epochs; }

  // Sums over the steps of an epoch, as Keras reports them: each step measured before its update.
  struct Totals {
    // Of the cross-entropy; L2 is not part of it, so that it compares with a test loss.
    double loss = 0;
    int correct = 0;
    int examples = 0;  // that have a class: the others are in no sum
    int seen = 0;      // in all

    double mean_loss() const { return examples == 0 ? 0 : loss / examples; }
    double accuracy() const { return examples == 0 ? 0 : static_cast<double>(correct) / examples; }
  };
  // Of the epoch under way or, right after kEpoch and kFinished, of the one that ended.
  const Totals& epoch_totals() const { return totals_; }

 private:
  // Examples [first, end) of the order.
  struct Range {
    int first = 0;
    int end = 0;
    int count() const { return end - first; }
    bool operator==(const Range&) const = default;
  };
  // A batch on its way through the first layer, where that walks the lit pixels.
  struct SparseStage {
    Range range;  // which examples
    SparseBatch pixels;
    std::vector<std::uint8_t> labels;
    std::vector<std::uint8_t> scratch;  // for the copy of a picture
  };

  double learning_rate() const;  // of the step under way
  void begin_epoch();
  void update_thresholds();
  std::span<const int> indices(Range range) const;
  struct Example {
    std::span<const std::uint8_t> picture;
    std::uint8_t label;
  };
  Example original_example(Examples examples, int index) const;
  Example example(Examples examples, int index, std::span<std::uint8_t> scratch) const;
  int examples_per_epoch() const { return settings_.train_images + own_.count() * own_copies_; }
  bool available(Range range, Examples examples) const;
  Range next_batch() const;
  void choose_input(Examples examples, Range part);
  void load_sparse(Examples examples, Range range, SparseStage& stage) const;
  void load_dense(Examples examples, Range part);
  LossSum pass_through(std::span<const std::uint8_t> labels, InputStage input);
  void step_dense_layers(const StepRule<float>& rule);
  void step_input(const StepRule<float>& rule);
  void end_phase(Phase phase) const {
    if (phase_done_) phase_done_(phase);
  }

  Network<float>& network_;
  Settings settings_;
  int shuffle_block_;
  Network<float> gradient_;
  Optimizer<float> optimizer_;
  // Examples that go through the network at once. A larger batch is worked on in parts whose
  // gradients add up, so that no single call takes long.
  int part_size_;
  Pass<float> pass_;
  // The first layer, where the examples are sparse enough and a batch is worked on in one part.
  //
  // A step of it ends with the next batch's forward pass, while a panel's weights are still in the
  // cache: so the batch in hand has been through the first layer when its turn comes.
  std::optional<InputLayer> input_;
  bool input_chosen_ = false;
  SparseStage stage_;       // the batch in hand
  SparseStage next_stage_;  // the one after it, where its examples are there
  Range through_input_;     // what pass_.values[1] holds z of
  bool published_ = true;
  ThreadPool* pool_;
  Random dropout_random_;
  std::vector<std::uint8_t> augmented_picture_;  // for the copy of a picture
  std::vector<int> order_;                       // of the examples in this epoch
  std::vector<std::uint8_t> labels_;  // of the part in hand, where the first layer is dense
  int position_ = 0;                  // in order_
  int batch_end_ = 0;                 // in order_
  int batch_size_ = 0;  // of the batch under way: the last one of an epoch may be smaller
  int epoch_ = 0;
  int step_ = 0;
  Totals totals_;
  std::function<void(Phase)> phase_done_;
  Augment augment_;
  Examples own_;
  int own_copies_ = 0;
  Augment augment_own_;
  double pruned_share_ = 0;
  std::vector<float>
      prune_thresholds_;  // of each layer: no weight is left that is no larger; empty: all are
  std::vector<ZeroMask> frozen_;  // of each layer; empty: none
};

}  // namespace inkling
