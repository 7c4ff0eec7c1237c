#include "cli/train_command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include "base/thread_pool.h"
#include "cli/drawings.h"
#include "cli/files.h"
#include "cli/held_out.h"
#include "cli/inputs.h"
#include "data/augment.h"
#include "data/ink.h"
#include "math/kernels/kernel_set.h"
#include "model/safetensors.h"
#include "nn/metrics.h"
#include "nn/settings.h"
#include "nn/teaching.h"
#include "nn/trainer.h"

namespace inkling {
namespace {

void show_progress(const Trainer& trainer, int epochs, double images_per_second) {
  constexpr int kWidth = 30;
  const int per_epoch = trainer.steps_per_epoch();
  const int step = (trainer.step() - 1) % per_epoch + 1;
  const int filled = step * kWidth / per_epoch;
  const std::string bar = std::string(filled, '=') + std::string(kWidth - filled, '.');
  std::printf("\rEpoch %d/%d [%s] %d/%d  loss %.4f  accuracy %.2f %%  %.0f images/s ",
              (trainer.step() - 1) / per_epoch + 1, epochs, bar.c_str(), step, per_epoch,
              trainer.epoch_totals().mean_loss(), 100 * trainer.epoch_totals().accuracy(),
              images_per_second);
  std::fflush(stdout);
}

// Returns what the file tells of how it was made: all options that were given except the folder of
// the data set and the output file, and the kernels.
std::map<std::string, std::string> notes_on(const Options& options) {
  std::map<std::string, std::string> notes = options.given;
  notes.erase("data");
  notes.erase("out");
  notes["kernels"] = std::string(kernels().name) + ", native; dense products by Eigen";
  return notes;
}

Precision precision_of(const std::string& name) {
  if (name == "int8") return Precision::kInt8;
  return name == "int5" ? Precision::kInt5 : Precision::kFloat32;
}

Error diverged(const Trainer& trainer) {
  return {ErrorCode::kDiverged,
          "The loss grew without bound in step " + std::to_string(trainer.step() + 1) + "."};
}

}  // namespace

Status train_command(const Options& options) {
  Settings settings;
  if (const Status set = set_settings(settings, options.settings); !set) return set;

  const Result<Dataset> dataset = load_dataset(options.data);
  if (!dataset) return dataset.error();
  const Examples training = examples_of(*dataset, Split::kTrain);
  settings.train_images = std::min(settings.train_images, training.count());
  if (options.hold_out >= settings.train_images) {
    return Error{ErrorCode::kInvalidParams, "--hold-out must leave some of the " +
                                                std::to_string(settings.train_images) +
                                                " training images."};
  }
  settings.train_images -= options.hold_out;

  Network<float> network(settings.shape());
  network.initialise(settings.seed);
  ThreadPool pool(std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
  Trainer trainer(network, settings, dataset->block(Split::kTrain), &pool);
  if (settings.augment) trainer.augment_with(options.hands ? augment_for_hands : augment);
  trainer.prune_to(options.prune);
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  const auto start = std::chrono::steady_clock::now();
  for (Trainer::Outcome outcome = Trainer::Outcome::kStep;
       outcome != Trainer::Outcome::kFinished;) {
    outcome = trainer.advance(training);
    if (outcome == Trainer::Outcome::kDiverged) {
      Error error = diverged(trainer);
      error.message += " Use a smaller --learning-rate.";
      return error;
    }
    const bool epoch_over =
        outcome == Trainer::Outcome::kEpoch || outcome == Trainer::Outcome::kFinished;
    const bool step_over = epoch_over || outcome == Trainer::Outcome::kStep;
    if (epoch_over || (terminal && step_over && trainer.step() % 20 == 0)) {
      const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
      const double images =
          static_cast<double>(settings.train_images) * trainer.step() / trainer.steps_per_epoch();
      show_progress(trainer, settings.epochs, images / elapsed.count());
      if (epoch_over) std::printf("\n");
    }
  }

  trainer.publish();
  apply_temperature(network, options.temperature);
  if (options.hold_out > 0) {
    print_held_out(network, training.part(settings.train_images, options.hold_out));
  } else {
    const Metrics metrics = evaluate(network, examples_of(*dataset, Split::kTest));
    std::printf("Test loss %.4f, test accuracy %.2f %%\n", metrics.loss, 100 * metrics.accuracy);
  }
  const Status written = write_file(
      options.out, to_safetensors(network, precision_of(options.precision), notes_on(options)));
  if (written) std::printf("Saved as %s\n", options.out.c_str());
  return written;
}

Status teach_command(const Options& options) {
  const auto drawings = load_drawings(options.drawings);
  if (!drawings) return drawings.error();
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;
  for (const LabelledDrawing& item : *drawings) {
    if (!item.label || *item.label < 0 || *item.label >= kDigits || is_empty(item.drawing))
      continue;
    const Picture picture = picture_of(item.drawing);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
    labels.push_back(static_cast<std::uint8_t>(*item.label));
  }
  if (labels.empty()) {
    return Error{ErrorCode::kInvalidParams, options.drawings + " has no drawing with a label."};
  }
  Result<Network<float>> network = load_model(options);
  if (!network) return network.error();
  const Result<Dataset> dataset = load_dataset(options.data);
  if (!dataset) return dataset.error();

  const Examples others = examples_of(*dataset, Split::kTrain);
  Settings settings = teaching_settings(*network);
  settings.train_images = std::min(settings.train_images, others.count());
  const int own = static_cast<int>(labels.size());
  Trainer trainer(*network, settings, settings.train_images * 2);
  trainer.augment_with(augment_for_hands);
  trainer.freeze_pruned();
  trainer.mix_in({pixels, labels}, teaching_copies(own, settings.train_images), augment_own);
  const auto start = std::chrono::steady_clock::now();
  for (auto outcome = Trainer::Outcome::kStep; outcome != Trainer::Outcome::kFinished;) {
    outcome = trainer.advance(others);
    if (outcome == Trainer::Outcome::kDiverged) return diverged(trainer);
  }
  trainer.publish();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("Learned %d drawings in %.1f s\n", own, elapsed.count());
  const Status written = write_file(options.out, to_safetensors(*network));
  if (written) std::printf("Saved as %s\n", options.out.c_str());
  return written;
}

}  // namespace inkling
