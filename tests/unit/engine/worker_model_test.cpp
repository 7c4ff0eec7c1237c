#include "engine/worker_model.h"

#include <doctest/doctest.h>

#include "unit/toy_digits.h"

using namespace inkling;

namespace {

std::vector<float> parameters_of(const Network<float>& network) {
  return {network.parameters().begin(), network.parameters().end()};
}

}  // namespace

TEST_CASE("it begins with random weights that no command put there") {
  WorkerModel model;
  CHECK(model.shape() == NetworkShape{});
  CHECK_FALSE(model.trained());
  const WeightsEvent weights = model.take_weights(5);
  CHECK(weights.origin == kNoRequest);
  CHECK(weights.parameters == parameters_of(model.network()));
  CHECK(model.taken_ms() == 5);
  CHECK(model.times_taken() == 1);
}

TEST_CASE("whoever reads it while a run goes on sees every step") {
  const ToyDigits toy(40);
  WorkerModel model;
  Network<float> first({.layers = {784, 16, 10}});
  first.initialise(1);
  model.replace(first, false, 4);
  CHECK(model.replacements() == 1);

  Settings settings;
  settings.hidden = {16};
  settings.batch_size = 20;
  settings.train_images = 40;
  Network<float> alone = first;
  Trainer reference(alone, settings, 40);
  Trainer trainer(model.network_to_train(), settings, 40);
  model.begin_training(trainer);
  for (int step = 0; step < 2; ++step) {
    reference.advance(toy.examples());
    reference.publish();
    trainer.advance(toy.examples());
    model.step_was_taken();
    CHECK(model.has_unsent_steps());
    CHECK(model.take_weights(step).parameters == parameters_of(alone));
    CHECK_FALSE(model.has_unsent_steps());
  }
  CHECK(model.trained());

  trainer.advance(toy.examples());
  model.restore(first.parameters(), false);
  model.end_training();
  CHECK(parameters_of(model.network()) == parameters_of(first));
  CHECK_FALSE(model.trained());
  CHECK(model.take_weights(9).origin == 4);
}
