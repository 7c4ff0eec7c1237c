#include "engine/experiment.h"

#include <algorithm>

#include "data/wrong_labels.h"

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

Network<float> first_network(const ExperimentArm& arm) {
  Network<float> network(arm.settings.shape());
  if (!arm.zero_start) network.initialise(arm.settings.seed);
  return network;
}

}  // namespace

Experiment::Arm::Arm(const ExperimentArm& spec, Examples train, int steps)
    : images(std::min(spec.settings.train_images, train.count())),
      labels(with_wrong_labels(train.labels.first(static_cast<std::size_t>(images)),
                               spec.wrong_labels, spec.settings.seed)),
      network(first_network(spec)),
      trainer(network, settings_for(spec, train.count(), steps), std::max(images, 1)) {
  if (spec.settings.augment) trainer.augment_with(augment);
}

Experiment::Experiment(const std::array<ExperimentArm, 2>& arms, int steps, Examples train,
                       Examples test)
    : steps_(steps),
      train_(train),
      test_(test),
      arms_{Arm(arms[0], train, steps), Arm(arms[1], train, steps)} {
  for (Arm& arm : arms_) measure(arm);
}

Examples Experiment::examples_of(const Arm& arm) const {
  return {train_.part(0, arm.images).pixels, arm.labels};
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
    arm.last.emplace(arm.network, test_);
  } else if (arm.trainer.step() >= arm.next_point) {
    measure(arm);
  }
}

void Experiment::measure(Arm& arm) {
  arm.trainer.publish();
  const Examples own = examples_of(arm);
  const Metrics train = evaluate(arm.network, own.part(0, std::min(own.count(), kTrainSample)));
  const Metrics test = evaluate(arm.network, test_.part(0, std::min(test_.count(), kTestSample)));
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
