#include "engine/experiment.h"

#include <algorithm>
#include <numeric>

#include "data/wrong_labels.h"
#include "math/random.h"

namespace inkling {
namespace {

// Points on the way are measured on so many images of each kind.
constexpr int kTrainSample = 500;
constexpr int kTestSample = 2500;
// And there are about so many of them.
constexpr int kPoints = 24;

Settings settings_for(const ExperimentArm& arm, int available, int steps) {
  Settings settings = arm.settings;
  settings.train_images = std::min(settings.train_images, available);
  const int a_pass = (settings.train_images + settings.batch_size - 1) / settings.batch_size;
  settings.epochs = (steps + a_pass - 1) / std::max(a_pass, 1);
  return settings;
}

Network<float> first_network(const ExperimentArm& arm, int classes) {
  Network<float> network(arm.settings.shape(kPixels, classes));
  if (!arm.zero_start) network.initialise(arm.settings.seed);
  return network;
}

// Moves each pixel of a picture to its place in the order.
void shuffle_picture(std::span<const std::uint8_t> picture, std::span<const int> order,
                     std::span<std::uint8_t> to) {
  for (std::size_t i = 0; i < order.size(); ++i) {
    to[static_cast<std::size_t>(order[i])] = picture[i];
  }
}

std::vector<std::uint8_t> shuffled(Examples examples, std::span<const int> order) {
  std::vector<std::uint8_t> pixels(examples.pixels.size());
  for (int i = 0; i < examples.count(); ++i) {
    shuffle_picture(examples.picture(i), order,
                    std::span(pixels).subspan(static_cast<std::size_t>(i) * order.size()));
  }
  return pixels;
}

// Returns what happens to each picture before it is learned, or nothing. Pixels are shuffled on the
// way to the trainer: a second copy of all images would need as much memory as the first.
Trainer::Augment changes_for(const ExperimentArm& spec, std::span<const int> order, bool digits) {
  const auto deform = augmentation(digits);
  if (!spec.shuffled_pixels) return spec.settings.augment ? Trainer::Augment(deform) : nullptr;
  return [order, deform, deformed = spec.settings.augment](std::span<const std::uint8_t> picture,
                                                           std::uint8_t label, Random& random,
                                                           std::span<std::uint8_t> copy) {
    Picture other;
    if (deformed) {
      label = deform(picture, label, random, other);
      picture = other;
    }
    shuffle_picture(picture, order, copy);
    return label;
  };
}

}  // namespace

std::vector<int> pixel_order(int pixels, std::uint64_t seed) {
  std::vector<int> order(static_cast<std::size_t>(pixels));
  std::iota(order.begin(), order.end(), 0);
  Random random(seed, 6);
  shuffle(order.begin(), order.end(), random);
  return order;
}

Experiment::Arm::Arm(const ExperimentArm& spec, Examples train, Examples test, int steps,
                     const DataTraits& traits)
    : images(std::min(spec.settings.train_images, train.count())),
      labels(with_wrong_labels(train.labels.first(static_cast<std::size_t>(images)),
                               spec.wrong_labels, spec.settings.seed, traits.classes)),
      network(first_network(spec, traits.classes)),
      trainer(network, settings_for(spec, train.count(), steps), std::max(images, 1)) {
  if (spec.shuffled_pixels) {
    order = pixel_order(train.inputs(), spec.settings.seed);
    shuffled_train = shuffled(train.part(0, std::min(images, kTrainSample)), order);
    shuffled_test = shuffled(test, order);
  }
  if (Trainer::Augment changes = changes_for(spec, order, traits.digits))
    trainer.augment_with(std::move(changes));
}

Experiment::Experiment(const std::array<ExperimentArm, 2>& arms, int steps, Examples train,
                       Examples test, const DataTraits& traits)
    : steps_(steps),
      train_(train),
      test_(test),
      arms_{Arm(arms[0], train, test, steps, traits), Arm(arms[1], train, test, steps, traits)} {
  for (Arm& arm : arms_) measure(arm);
}

Examples Experiment::examples_of(const Arm& arm) const {
  return {train_.part(0, arm.images).pixels, arm.labels};
}

Examples Experiment::train_sample(const Arm& arm) const {
  const Examples sample = examples_of(arm).part(0, std::min(arm.images, kTrainSample));
  return {arm.order.empty() ? sample.pixels : arm.shuffled_train, sample.labels};
}

Examples Experiment::test_of(const Arm& arm) const {
  return {arm.order.empty() ? test_.pixels : arm.shuffled_test, test_.labels};
}

bool Experiment::advance() {
  Arm* next = nullptr;
  for (Arm& arm : arms_) {
    if (arm.now.done) continue;
    if (next == nullptr || arm.trainer.step() < next->trainer.step()) next = &arm;
  }
  if (next == nullptr) return false;
  if (!next->last) {
    train(*next);
  } else if (!next->last->advance()) {
    end(*next);
  }
  return true;
}

void Experiment::train(Arm& arm) {
  const Trainer::Outcome outcome = arm.trainer.advance(examples_of(arm));
  if (outcome == Trainer::Outcome::kDiverged) {
    arm.now.diverged = arm.now.done = true;
    return;
  }
  if (outcome == Trainer::Outcome::kChunk) return;
  if (arm.trainer.step() >= steps_) {
    arm.trainer.publish();
    arm.last.emplace(arm.network, test_of(arm));
  } else if (arm.trainer.step() >= arm.next_point) {
    measure(arm);
  }
}

void Experiment::measure(Arm& arm) {
  arm.trainer.publish();
  const Metrics train = evaluate(arm.network, train_sample(arm));
  const Metrics test =
      evaluate(arm.network, test_of(arm).part(0, std::min(test_.count(), kTestSample)));
  const int step = arm.trainer.step();
  arm.now.points.push_back({step, static_cast<float>(train.loss),
                            static_cast<float>(train.accuracy), static_cast<float>(test.loss),
                            static_cast<float>(test.accuracy)});
  // Points come often in the beginning, where most happens, then evenly.
  arm.next_point = step + std::clamp(step, 1, std::max(1, steps_ / kPoints));
}

void Experiment::end(Arm& arm) {
  measure(arm);
  const Metrics all = arm.last->metrics();
  arm.now.points.back().test_loss = static_cast<float>(all.loss);
  arm.now.points.back().test_accuracy = static_cast<float>(all.accuracy);
  arm.last.reset();
  arm.now.done = true;
}

}  // namespace inkling
