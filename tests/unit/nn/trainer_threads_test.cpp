// Tests training with several threads.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/thread_pool.h"
#include "data/augment.h"
#include "nn/trainer.h"
#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("a pool of threads trains to the same bits") {
  ToyDigits toy(300);
  // So few pixels stay lit that the first layer is trained by walking them.
  for (auto& pixel : toy.pixels) pixel = pixel < 60 ? 0 : pixel;
  for (const std::vector<int>& hidden : {std::vector<int>{}, {200}, {70, 40}}) {
    Settings settings;
    settings.augment = hidden.size() == 1;
    settings.hidden = hidden;
    settings.train_images = 300;
    settings.batch_size = 32;
    settings.epochs = 3;
    settings.dropout = 0.2;
    const auto run = [&](ThreadPool* pool) {
      Network<float> network(settings.shape());
      network.initialise(settings.seed);
      Trainer trainer(network, settings, 100, pool);
      if (settings.augment) trainer.augment_with(augment);
      while (trainer.advance(toy.examples()) != Trainer::Outcome::kFinished) {
      }
      trainer.publish();
      return network;
    };
    const Network<float> alone = run(nullptr);
    ThreadPool pool(3);
    const Network<float> together = run(&pool);
    CHECK(std::equal(alone.parameters().begin(), alone.parameters().end(),
                     together.parameters().begin()));
  }
}
