#include "app/core/model.h"

#include <doctest/doctest.h>

#include "unit/app/test_core.h"

using namespace inkling;

TEST_CASE("other weights are another version, of which nothing is known yet") {
  Model model;
  model.test_accuracy = 0.98;
  const std::uint32_t version = model.version;
  model.replace(Network<float>({.layers = {784, 6, 10}}), Model::Origin::kImported);
  CHECK(model.version != version);
  CHECK_FALSE(model.test_accuracy);
  CHECK(model.trained());
  CHECK_FALSE(model.shipped());
}

TEST_CASE("a model tells apart what its network has outputs for") {
  Model model;
  CHECK(model.classes() == 10);
  std::vector<int> classes = same_classes(10);
  classes.push_back(-1);
  model.change_classes(classes, {2000});
  CHECK(model.classes() == 11);
  CHECK(model.classes() == kDigits + 1);
}

namespace {

WeightsEvent weights_for(int classes) {
  const NetworkShape shape{.layers = {784, classes}};
  return {.layers = shape.layers,
          .parameters = std::vector<float>(static_cast<std::size_t>(shape.parameter_count()), 0.5f),
          .trained = true};
}

}  // namespace

TEST_CASE("weights of other classes than the page's are of another moment, and left aside") {
  TestCore test;
  apply_event(test.core, weights_for(10));
  CHECK(test.state.model.network.shape().layers == std::vector<int>{784, 10});
  const std::uint32_t version = test.state.model.version;
  apply_event(test.core, weights_for(11));
  CHECK(test.state.model.version == version);
  CHECK(test.state.classes() == 10);
}

TEST_CASE("an accuracy that was measured while the weights went on changing is not theirs") {
  TestCore test;
  test.state.training.phase = Training::Phase::kRunning;
  apply_event(test.core, EvaluatedEvent{.accuracy = 0.97});
  CHECK_FALSE(test.state.model.test_accuracy);
  test.state.training.phase = Training::Phase::kPaused;
  apply_event(test.core, EvaluatedEvent{.accuracy = 0.97});
  CHECK(test.state.model.test_accuracy == 0.97);
}
