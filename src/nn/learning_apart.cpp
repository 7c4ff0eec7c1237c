#include "nn/learning_apart.h"

#include <algorithm>
#include <cassert>

namespace inkling {

LearningApart::Learner::Learner(const Settings& settings, Examples own)
    : examples(own),
      network(settings.shape(own.inputs())),
      trainer(network, settings, std::max(own.count(), 1)) {
  network.initialise(settings.seed);
}

LearningApart::LearningApart(const Settings& settings, std::span<const std::uint32_t> seeds,
                             Examples examples) {
  assert(static_cast<int>(seeds.size()) * settings.train_images <= examples.count());
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    Settings own = settings;
    own.seed = seeds[i];
    learners_.push_back(std::make_unique<Learner>(
        own, examples.part(static_cast<int>(i) * own.train_images, own.train_images)));
  }
}

bool LearningApart::advance() {
  Learner* next = nullptr;
  for (const auto& learner : learners_) {
    if (learner->done) continue;
    if (next == nullptr || learner->trainer.step() < next->trainer.step()) next = learner.get();
  }
  if (next == nullptr) return false;
  const Trainer::Outcome outcome = next->trainer.advance(next->examples);
  next->done = outcome == Trainer::Outcome::kFinished || outcome == Trainer::Outcome::kDiverged;
  return true;
}

int LearningApart::epochs() const {
  int least = learners_.front()->trainer.step() / learners_.front()->trainer.steps_per_epoch();
  for (const auto& learner : learners_) {
    least = std::min(least, learner->trainer.step() / learner->trainer.steps_per_epoch());
  }
  return least;
}

double LearningApart::share_done() const {
  double steps = 0, total = 0;
  for (const auto& learner : learners_) {
    steps += learner->trainer.step();
    total += learner->trainer.total_steps();
  }
  return total > 0 ? steps / total : 1;
}

const Network<float>& LearningApart::network(int index) {
  Learner& learner = *learners_[static_cast<std::size_t>(index)];
  learner.trainer.publish();
  return learner.network;
}

}  // namespace inkling
