#include "together/together.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "nn/metrics.h"
#include "together/one_step.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

Member member_with(std::vector<int> layers, std::uint64_t seed,
                   Activation activation = Activation::kRelu) {
  Member member;
  member.network = Network<float>({.layers = std::move(layers), .activation = activation});
  member.network.initialise(seed);
  return member;
}

// Changes some weights a little, as learning does.
Member changed_a_little(Member member) {
  for (std::size_t i = 0; i < member.network.parameters().size(); i += 7) {
    member.network.parameters()[i] += 0.01f;
  }
  return member;
}

Member having_drawings(Member member, int count, std::uint64_t seed) {
  const ToyDigits toy(count, seed);
  member.pixels = toy.pixels;
  member.labels = toy.labels;
  return member;
}

void find_all(Together& together, Examples test) {
  int pieces = 0;
  while (together.advance(test)) REQUIRE(++pieces < 100);
}

}  // namespace

TEST_CASE("who began alike is found out from the weights") {
  Together together;
  together.add(member_with({784, 20, 10}, 1));
  together.add(member_with({784, 20, 10}, 2));
  together.add(changed_a_little(member_with({784, 20, 10}, 1)));
  together.add(member_with({784, 19, 10}, 1));
  std::vector<int> starts;
  for (const Entry& entry : together.entries()) starts.push_back(entry.start);
  CHECK(starts == std::vector{0, 1, 0, 2});
  REQUIRE(together.mixes().size() == 3);
  CHECK(together.mixes()[0].members == std::vector{0, 1, 2, 3});
  CHECK_FALSE(together.mixes()[0].alike);
  CHECK(together.mixes()[1].members == std::vector{0, 2});
  CHECK(together.mixes()[1].alike);
  CHECK(together.mixes()[2].members == std::vector{0, 1, 3});
  CHECK_FALSE(together.mixes()[2].alike);
  together.remove(1);
  together.remove(2);
  REQUIRE(together.mixes().size() == 1);
  CHECK(together.mixes()[0].alike);
  together.remove(1);
  CHECK(together.mixes().empty());
  together.remove(5);
  CHECK(together.entries().size() == 1);
}

TEST_CASE("scores are those of the networks and of their means") {
  const ToyDigits test(400, 9);
  Together together;
  together.add(having_drawings(member_with({784, 20, 10}, 1), 3, 50));
  together.add(having_drawings(member_with({784, 20, 10}, 2), 5, 51));
  together.add(member_with({784, 20, 10}, 3));
  find_all(together, test.examples());
  CHECK(together.drawings().count() == 8);
  for (const Entry& entry : together.entries()) {
    CHECK(together.test_accuracy(entry) ==
          doctest::Approx(evaluate(entry.member.network, test.examples()).accuracy));
  }
  const Network<float>& first = together.entries()[0].member.network;
  const Score on_others = *together.on_others_drawings(together.entries()[0]);
  CHECK(on_others.drawings == 5);
  CHECK(on_others.right == std::lround(5 * evaluate(first, ToyDigits(5, 51).examples()).accuracy));
  CHECK(together.on_others_drawings(together.entries()[2])->drawings == 8);
  const Mix& mix = together.mixes()[0];
  REQUIRE(mix.mean.has_value());
  CHECK(mix.weights->test == doctest::Approx(evaluate(*mix.mean, test.examples()).accuracy));
  CHECK(mix.weights->drawings == 8);
  CHECK(mix.weights->right == std::lround(8 * evaluate(*mix.mean, together.drawings()).accuracy));
  CHECK(mix.answers->drawings == 8);
  REQUIRE(together.shuffled().has_value());
  CHECK(together.shuffled()->itself == together.test_accuracy(together.entries()[0]));
}

TEST_CASE("different shapes have no mean of their weights, but one of their answers") {
  const ToyDigits test(100, 9);
  Together together;
  together.add(member_with({784, 20, 10}, 1));
  together.add(member_with({784, 10}, 1));
  find_all(together, test.examples());
  CHECK(together.mixes()[0].no_mean == Mix::NoMean::kLayers);
  CHECK_FALSE(together.mixes()[0].weights.has_value());
  CHECK(together.mixes()[0].answers->test.has_value());
  together.remove(1);
  together.add(member_with({784, 20, 10}, 1, Activation::kTanh));
  find_all(together, test.examples());
  CHECK(together.mixes()[0].no_mean == Mix::NoMean::kActivation);
  CHECK_FALSE(together.mixes()[0].mean.has_value());
}

TEST_CASE("without the test set the drawings are scored, and the rest follows when it comes") {
  Together together;
  together.add(having_drawings(member_with({784, 20, 10}, 1), 4, 50));
  together.add(member_with({784, 20, 10}, 2));
  find_all(together, {});
  CHECK_FALSE(together.test_accuracy(together.entries()[0]).has_value());
  CHECK(together.on_others_drawings(together.entries()[1])->drawings == 4);
  REQUIRE(together.mixes()[0].answers.has_value());
  CHECK_FALSE(together.mixes()[0].answers->test.has_value());
  CHECK_FALSE(together.shuffled().has_value());
  const ToyDigits test(100, 9);
  find_all(together, test.examples());
  CHECK(together.test_accuracy(together.entries()[0]).has_value());
  CHECK(together.mixes()[0].answers->test.has_value());
  CHECK(together.mixes()[0].weights->test.has_value());
  CHECK(together.shuffled().has_value());
}

TEST_CASE("the same file counts once") {
  Together together;
  Member member = member_with({784, 10}, 1);
  member.file_hash = "abc";
  CHECK(together.add(member));
  CHECK_FALSE(together.add(member));
  CHECK(together.entries().size() == 1);
  together.clear();
  CHECK(together.add(member));
}

TEST_CASE("one step with one image shows it, with many it does not") {
  const ToyDigits toy(200);
  const LeakReport one = leak_of_one_step(toy.examples().part(0, 1));
  CHECK(one.recognisable == 1);
  CHECK(one.share == doctest::Approx(1).epsilon(1e-3));
  REQUIRE(one.unit_pictures.size() == 1);
  const auto image = toy.examples().picture(0);
  const float brightest = *std::max_element(image.begin(), image.end());
  for (std::size_t i = 0; i < image.size(); ++i) {
    CHECK(std::abs(one.unit_pictures[0][i] - image[i] / brightest) < 1e-3);
  }
  const LeakReport many = leak_of_one_step(toy.examples());
  CHECK(many.share < 0.9);
}
