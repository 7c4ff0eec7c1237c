#include "nn/learning_apart.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "nn/trainer.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

bool learned_alike(const Network<float>& one, const Network<float>& other) {
  return std::equal(one.parameters().begin(), one.parameters().end(), other.parameters().begin());
}

Settings settings_apart() {
  Settings settings;
  settings.hidden = {6};
  settings.train_images = 100;
  settings.batch_size = 32;
  settings.epochs = 2;
  return settings;
}

}  // namespace

TEST_CASE("each network learns from its own part, as if it were alone") {
  const ToyDigits toy(300);
  const std::vector<std::uint32_t> seeds = {4, 4, 9};
  LearningApart apart(settings_apart(), seeds, toy.examples());
  CHECK(apart.epochs() == 0);
  CHECK(apart.share_done() == 0);
  CHECK(learned_alike(apart.network(0), apart.network(1)));
  CHECK_FALSE(learned_alike(apart.network(0), apart.network(2)));
  while (apart.advance()) {
  }
  CHECK(apart.epochs() == 2);
  CHECK(apart.share_done() == 1);
  for (int i = 0; i < 3; ++i) {
    Settings alone = settings_apart();
    alone.seed = seeds[static_cast<std::size_t>(i)];
    Network<float> network(alone.shape());
    network.initialise(alone.seed);
    Trainer trainer(network, alone, alone.train_images);
    while (trainer.advance(toy.examples().part(i * 100, 100)) != Trainer::Outcome::kFinished) {
    }
    trainer.publish();
    CHECK(learned_alike(network, apart.network(i)));
  }
}

TEST_CASE("no network is a whole step ahead of another") {
  const ToyDigits toy(200);
  LearningApart apart(settings_apart(), std::vector<std::uint32_t>{1, 2}, toy.examples());
  std::vector<double> shares;
  while (apart.advance()) shares.push_back(apart.share_done());
  CHECK(std::is_sorted(shares.begin(), shares.end()));
  CHECK(shares.back() == 1);
}
