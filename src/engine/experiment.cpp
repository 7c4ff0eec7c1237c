#include "engine/experiment.h"

#include <algorithm>

#include "base/classes.h"
#include "math/random.h"

namespace inkling {
namespace {

// Points on the way are measured on so many images of each kind.
constexpr int kTrainSample = 500;
constexpr int kTestSample = 2500;
// And there are about so many of them.
constexpr int kPoints = 24;

Settings settings_for(const ExperimentSide& side, int available, int steps) {
  Settings settings = side.settings;
  settings.train_images = std::min(settings.train_images, available);
  const int a_pass = (settings.train_images + settings.batch_size - 1) / settings.batch_size;
  settings.epochs = (steps + a_pass - 1) / std::max(a_pass, 1);
  return settings;
}

Network<float> first_network(const ExperimentSide& side) {
  Network<float> network(side.settings.shape());
  if (!side.zero_start) network.initialise(side.settings.seed);
  return network;
}

}  // namespace

std::vector<std::uint8_t> with_wrong_labels(std::span<const std::uint8_t> labels, double share,
                                            std::uint64_t seed) {
  std::vector<std::uint8_t> changed(labels.begin(), labels.end());
  Random random(seed, 5);
  for (std::uint8_t& label : changed) {
    if (random.uniform() >= share) continue;
    label = static_cast<std::uint8_t>((label + 1 + random.below(kDigits - 1)) % kDigits);
  }
  return changed;
}

Experiment::Side::Side(const ExperimentSide& spec, Examples train, int steps)
    : images(std::min(spec.settings.train_images, train.count())),
      labels(with_wrong_labels(train.labels.first(static_cast<std::size_t>(images)),
                               spec.wrong_labels, spec.settings.seed)),
      network(first_network(spec)),
      trainer(network, settings_for(spec, train.count(), steps), std::max(images, 1)) {
  if (spec.settings.augment) trainer.augment_with(augment);
}

Experiment::Experiment(const std::array<ExperimentSide, 2>& sides, int steps, Examples train,
                       Examples test)
    : steps_(steps),
      train_(train),
      test_(test),
      sides_{Side(sides[0], train, steps), Side(sides[1], train, steps)} {
  for (Side& side : sides_) measure(side);
}

Examples Experiment::examples_of(const Side& side) const {
  return {train_.part(0, side.images).pixels, side.labels};
}

bool Experiment::advance() {
  Side* next = nullptr;
  for (Side& side : sides_) {
    if (side.now.done) continue;
    if (next == nullptr || side.trainer.step() < next->trainer.step()) next = &side;
  }
  if (next == nullptr) return false;
  if (!next->last) {
    train(*next);
  } else if (!next->last->advance()) {
    end(*next);
  }
  return true;
}

void Experiment::train(Side& side) {
  const Trainer::Outcome outcome = side.trainer.advance(examples_of(side));
  if (outcome == Trainer::Outcome::kDiverged) {
    side.now.diverged = side.now.done = true;
    return;
  }
  if (outcome == Trainer::Outcome::kChunk) return;
  if (side.trainer.step() >= steps_) {
    side.trainer.publish();
    side.last.emplace(side.network, test_);
  } else if (side.trainer.step() >= side.next_point) {
    measure(side);
  }
}

void Experiment::measure(Side& side) {
  side.trainer.publish();
  const Examples own = examples_of(side);
  const Metrics train = evaluate(side.network, own.part(0, std::min(own.count(), kTrainSample)));
  const Metrics test = evaluate(side.network, test_.part(0, std::min(test_.count(), kTestSample)));
  const int step = side.trainer.step();
  side.now.points.push_back({step, static_cast<float>(train.loss),
                             static_cast<float>(train.accuracy), static_cast<float>(test.loss),
                             static_cast<float>(test.accuracy)});
  // Often in the beginning, where most happens, then evenly.
  side.next_point = step + std::clamp(step, 1, std::max(1, steps_ / kPoints));
}

void Experiment::end(Side& side) {
  measure(side);
  const Metrics all = side.last->metrics();
  side.now.points.back().test_loss = static_cast<float>(all.loss);
  side.now.points.back().test_accuracy = static_cast<float>(all.accuracy);
  side.last.reset();
  side.now.done = true;
}

}  // namespace inkling
