#include "app/core/saved_state.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/core/drawing.h"
#include "app/core/user_drawings.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

State trained_state() {
  State state;
  state.settings.hidden = {20};
  state.settings.augment = true;
  state.model.network = Network<float>({.layers = {784, 20, 10}, .activation = Activation::kTanh});
  state.model.network.initialise(3);
  state.model.origin = Model::Origin::kTrained;
  state.model.test_accuracy = 0.9;
  state.training.settings.epochs = 7;
  state.training.progress.steps = 100;
  state.training.train_curve = {{0.5f, 1, 0.7f}, {1, 0.5f, 0.8f}};
  state.training.test_curve = {{1, 0.6f, 0.75f}};
  return state;
}

// Returns a trained state with a seven and a symbol that were taught, and a line on the pad.
State taught_state() {
  TestCore test;
  test.state = trained_state();
  put_on_pad(test.core, {{{0, 0}, {6, 0}, {2, 10}}});
  name_drawing(test.core, 7);
  put_on_pad(test.core, {{{0, 0}, {5, 5}, {9, 0}}, {{3, 3}}});
  name_drawing(test.core, 10);
  put_on_pad(test.core, {{{1, 2}, {3, 4}}});
  return test.state;
}

bool restore(State& state, const State& from) {
  return restore_saved(state, {}, SavedPart::kVisitor,
                       saved_bytes(from, {}, SavedPart::kVisitor)) &&
         restore_saved(state, {}, SavedPart::kNetwork, saved_bytes(from, {}, SavedPart::kNetwork));
}

bool same_weights(const State& a, const State& b) {
  return a.model.network.shape() == b.model.network.shape() &&
         std::equal(a.model.network.parameters().begin(), a.model.network.parameters().end(),
                    b.model.network.parameters().begin());
}

}  // namespace

TEST_CASE("what is kept comes back") {
  const State before = taught_state();
  State after;
  REQUIRE(restore(after, before));
  CHECK(after.settings == before.settings);
  CHECK(after.model.trained());
  CHECK(after.model.test_accuracy == before.model.test_accuracy);
  CHECK(same_weights(after, before));
  CHECK(after.training.settings == before.training.settings);
  CHECK(after.training.progress.steps == 100);
  REQUIRE(after.training.train_curve.size() == 2);
  CHECK(after.training.train_curve[1].accuracy == 0.8f);
  CHECK(after.training.test_curve.size() == 1);

  CHECK_FALSE(after.demonstrating);
  REQUIRE(after.pad.strokes.size() == 1);
  CHECK(after.pad.strokes[0].size() == before.pad.strokes[0].size());
  CHECK(after.symbols() == 1);
  REQUIRE(after.user_drawings.size() == 2);
  CHECK(after.user_drawings[0].label == 7);
  CHECK(after.user_drawings[1].label == 10);
  CHECK(after.user_drawings[1].strokes.size() == 2);
  CHECK(after.user_drawings[1].picture == before.user_drawings[1].picture);
}

TEST_CASE("a network with wider layers than can be set comes back: it may have been imported") {
  State before = trained_state();
  before.model.network =
      Network<float>({.layers = {784, 2000, 10}, .activation = Activation::kRelu});
  before.model.network.initialise(3);
  State after;
  REQUIRE(restore(after, before));
  CHECK(same_weights(after, before));
}

TEST_CASE("random weights are not kept, settings are") {
  State before;
  before.settings.epochs = 9;
  State after;
  REQUIRE(restore(after, before));
  CHECK(after.settings.epochs == 9);
  CHECK_FALSE(after.model.trained());
  CHECK(after.demonstrating);
}

TEST_CASE("a network that was kept before a symbol was added gets a class for it") {
  const State taught = taught_state();
  State after;
  REQUIRE(
      restore_saved(after, {}, SavedPart::kVisitor, saved_bytes(taught, {}, SavedPart::kVisitor)));
  REQUIRE(restore_saved(after, {}, SavedPart::kNetwork,
                        saved_bytes(trained_state(), {}, SavedPart::kNetwork)));
  CHECK(after.model.network.shape().layers == std::vector<int>{784, 20, 11});
}

TEST_CASE("what is damaged is not taken up") {
  const auto refused = [](SavedPart part, const std::vector<std::uint8_t>& bytes) {
    State state;
    const bool taken = restore_saved(state, {}, part, bytes);
    return !taken && !state.model.trained() && state.settings == Settings{} &&
           state.user_drawings.empty();
  };
  for (const SavedPart part : {SavedPart::kVisitor, SavedPart::kNetwork}) {
    const auto bytes = saved_bytes(taught_state(), {}, part);
    CHECK(refused(part, {}));
    for (std::size_t size = 0; size < bytes.size(); size += 97) {
      CHECK(refused(part, {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}));
    }
    auto other_version = bytes;
    ++other_version[0];
    CHECK(refused(part, other_version));
  }

  const auto impossible = [&](SavedPart part, auto spoil) {
    State state = taught_state();
    spoil(state);
    return refused(part, saved_bytes(state, {}, part));
  };
  CHECK(impossible(SavedPart::kVisitor, [](State& s) { s.settings.batch_size = -1; }));
  CHECK(impossible(SavedPart::kVisitor,
                   [](State& s) { s.settings.optimizer = static_cast<OptimizerKind>(77); }));
  CHECK(impossible(SavedPart::kVisitor,
                   [](State& s) { s.model.symbol_ids = {20, 21, 22, 23, 24, 25, 26}; }));
  CHECK(impossible(SavedPart::kVisitor, [](State& s) { s.user_drawings[0].label = 12; }));
  CHECK(impossible(SavedPart::kVisitor, [](State& s) { s.user_drawings[0].strokes = {{}}; }));
  CHECK(impossible(SavedPart::kNetwork,
                   [](State& s) { s.model.network.parameters()[5] = std::nanf(""); }));
}
