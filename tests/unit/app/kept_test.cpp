#include "app/kept.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/update.h"

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

// With a seven of their own, a symbol, and a line on the pad.
State taught_state() {
  State state = trained_state();
  put_on_pad(state, {{{0, 0}, {6, 0}, {2, 10}}});
  name_drawing(state, 7);
  put_on_pad(state, {{{0, 0}, {5, 5}, {9, 0}}, {{3, 3}}});
  name_drawing(state, 10);
  put_on_pad(state, {{{1, 2}, {3, 4}}});
  state.network = with_class_count(state.network, 11);
  return state;
}

bool take_up(State& state, const State& kept) {
  return take_up_kept(state, KeptPart::kVisitor, bytes_to_keep(kept, KeptPart::kVisitor)) &&
         take_up_kept(state, KeptPart::kNetwork, bytes_to_keep(kept, KeptPart::kNetwork));
}

bool same_weights(const State& a, const State& b) {
  return a.network.shape() == b.network.shape() &&
         std::equal(a.network.parameters().begin(), a.network.parameters().end(),
                    b.network.parameters().begin());
}

}  // namespace

TEST_CASE("what is kept comes back") {
  const State before = taught_state();
  State after;
  REQUIRE(take_up(after, before));
  CHECK(after.settings == before.settings);
  CHECK(after.trained);
  CHECK(after.test_accuracy == before.test_accuracy);
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
  REQUIRE(after.own_drawings.size() == 2);
  CHECK(after.own_drawings[0].label == 7);
  CHECK(after.own_drawings[1].label == 10);
  CHECK(after.own_drawings[1].strokes.size() == 2);
  CHECK(after.own_drawings[1].picture == before.own_drawings[1].picture);
}

TEST_CASE("a network with wider layers than can be set comes back: it may have been imported") {
  State before = trained_state();
  before.network = Network<float>({.layers = {784, 2000, 10}, .activation = Activation::kRelu});
  before.network.initialise(3);
  State after;
  REQUIRE(take_up(after, before));
  CHECK(same_weights(after, before));
}

TEST_CASE("random weights are not kept, settings are") {
  State before;
  before.settings.epochs = 9;
  State after;
  REQUIRE(take_up(after, before));
  CHECK(after.settings.epochs == 9);
  CHECK_FALSE(after.trained);
  CHECK(after.demonstrating);
}

TEST_CASE("a network that was kept before a symbol was added gets a class for it") {
  const State taught = taught_state();
  State after;
  REQUIRE(take_up_kept(after, KeptPart::kVisitor, bytes_to_keep(taught, KeptPart::kVisitor)));
  REQUIRE(
      take_up_kept(after, KeptPart::kNetwork, bytes_to_keep(trained_state(), KeptPart::kNetwork)));
  CHECK(after.network.shape().layers == std::vector<int>{784, 20, 11});
}

TEST_CASE("what is damaged is not taken up") {
  const auto refused = [](KeptPart part, const std::vector<std::uint8_t>& bytes) {
    State state;
    const bool taken = take_up_kept(state, part, bytes);
    return !taken && !state.trained && state.settings == Settings{} && state.own_drawings.empty();
  };
  for (const KeptPart part : {KeptPart::kVisitor, KeptPart::kNetwork}) {
    const auto bytes = bytes_to_keep(taught_state(), part);
    CHECK(refused(part, {}));
    for (std::size_t size = 0; size < bytes.size(); size += 97) {
      CHECK(refused(part, {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}));
    }
    auto other_version = bytes;
    ++other_version[0];
    CHECK(refused(part, other_version));
  }

  const auto impossible = [&](KeptPart part, auto spoil) {
    State state = taught_state();
    spoil(state);
    return refused(part, bytes_to_keep(state, part));
  };
  CHECK(impossible(KeptPart::kVisitor, [](State& s) { s.settings.batch_size = -1; }));
  CHECK(impossible(KeptPart::kVisitor,
                   [](State& s) { s.settings.optimizer = static_cast<OptimizerKind>(77); }));
  CHECK(impossible(KeptPart::kVisitor,
                   [](State& s) { s.symbol_ids = {20, 21, 22, 23, 24, 25, 26}; }));
  CHECK(impossible(KeptPart::kVisitor, [](State& s) { s.own_drawings[0].label = 12; }));
  CHECK(impossible(KeptPart::kVisitor, [](State& s) { s.own_drawings[0].strokes = {{}}; }));
  CHECK(
      impossible(KeptPart::kNetwork, [](State& s) { s.network.parameters()[5] = std::nanf(""); }));
}
