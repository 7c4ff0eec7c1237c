#include "app/kept.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace inkling;

namespace {

State trained_state() {
  State state;
  state.settings.hidden = {20};
  state.settings.augment = true;
  state.network = Network<float>({.layers = {784, 20, 10}, .activation = Activation::kTanh});
  state.network.initialise(3);
  state.trained = true;
  state.test_accuracy = 0.9;
  state.training.settings.epochs = 7;
  state.training.progress.steps = 100;
  state.training.train_curve = {{0.5f, 1, 0.7f}, {1, 0.5f, 0.8f}};
  state.training.test_curve = {{1, 0.6f, 0.75f}};
  return state;
}

}  // namespace

TEST_CASE("what is kept comes back") {
  const State before = trained_state();
  State after;
  REQUIRE(take_up_kept(after, bytes_to_keep(before)));
  CHECK(after.settings == before.settings);
  CHECK(after.trained);
  CHECK(after.test_accuracy == before.test_accuracy);
  CHECK(after.network.shape() == before.network.shape());
  CHECK(std::equal(before.network.parameters().begin(), before.network.parameters().end(),
                   after.network.parameters().begin()));
  CHECK(after.training.settings == before.training.settings);
  CHECK(after.training.progress.steps == 100);
  REQUIRE(after.training.train_curve.size() == 2);
  CHECK(after.training.train_curve[1].accuracy == 0.8f);
  CHECK(after.training.test_curve.size() == 1);
}

TEST_CASE("random weights are not kept, settings are") {
  State before;
  before.settings.epochs = 9;
  State after;
  REQUIRE(take_up_kept(after, bytes_to_keep(before)));
  CHECK(after.settings.epochs == 9);
  CHECK_FALSE(after.trained);
}

TEST_CASE("what is damaged is not taken up") {
  const auto refused = [](const std::vector<std::uint8_t>& bytes) {
    State state;
    const bool taken = take_up_kept(state, bytes);
    return !taken && !state.trained && state.settings == Settings{};
  };
  const auto bytes = bytes_to_keep(trained_state());
  CHECK(refused({}));
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    CHECK(refused({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}));
  }
  auto other_version = bytes;
  ++other_version[0];
  CHECK(refused(other_version));

  State impossible = trained_state();
  impossible.settings.batch_size = -1;
  CHECK(refused(bytes_to_keep(impossible)));
  impossible = trained_state();
  impossible.settings.optimizer = static_cast<OptimizerKind>(77);
  CHECK(refused(bytes_to_keep(impossible)));
  impossible = trained_state();
  impossible.network.parameters()[5] = std::nanf("");
  CHECK(refused(bytes_to_keep(impossible)));
}
