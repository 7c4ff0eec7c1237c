#include "nn/trainer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "nn/loss.h"
#include "nn/metrics.h"
#include "unit/toy_digits.h"

using namespace inkling;
using Outcome = Trainer::Outcome;

namespace {

Settings small_settings() {
  Settings settings;
  settings.hidden = {16};
  settings.train_images = 300;
  settings.batch_size = 32;
  settings.epochs = 3;
  return settings;
}

Network<float> trained(const Settings& settings, Examples examples, int block = 100) {
  Network<float> network(settings.shape());
  network.initialise(settings.seed);
  Trainer trainer(network, settings, block);
  while (trainer.advance(examples) != Outcome::kFinished) {
  }
  trainer.publish();
  return network;
}

bool same_bits(const Network<float>& a, const Network<float>& b) {
  return std::equal(a.parameters().begin(), a.parameters().end(), b.parameters().begin(),
                    b.parameters().end());
}

}  // namespace

TEST_CASE("it learns, with every method") {
  const ToyDigits toy(300);
  for (const OptimizerKind kind : {OptimizerKind::kSgd, OptimizerKind::kMomentum,
                                   OptimizerKind::kRmsprop, OptimizerKind::kAdam}) {
    Settings settings = small_settings();
    settings.optimizer = kind;
    settings.learning_rate = kind == OptimizerKind::kSgd ? 0.5 : default_learning_rate(kind) * 3;
    settings.epochs = 8;
    const Metrics metrics = evaluate(trained(settings, toy.examples()), toy.examples());
    INFO(kOptimizerNames[static_cast<int>(kind)]);
    CHECK(metrics.accuracy > 0.95);
  }
}

TEST_CASE("the same seed gives the same weights, bit for bit; another seed others") {
  const ToyDigits toy(300);
  Settings settings = small_settings();
  settings.dropout = 0.2;
  settings.l2 = 1e-4;
  CHECK(same_bits(trained(settings, toy.examples()), trained(settings, toy.examples())));
  Settings other = settings;
  other.seed = 2;
  CHECK_FALSE(same_bits(trained(settings, toy.examples()), trained(other, toy.examples())));
}

TEST_CASE("how fast the data comes changes nothing") {
  const ToyDigits toy(300);
  const Settings settings = small_settings();
  Network<float> network(settings.shape());
  network.initialise(settings.seed);
  Trainer trainer(network, settings, 100);
  int ready = 0;
  int waited = 0;
  for (Outcome outcome = Outcome::kStep; outcome != Outcome::kFinished;) {
    outcome = trainer.advance(toy.examples().part(0, ready));
    if (outcome == Outcome::kWaiting) {
      ++waited;
      ready += 100;
      REQUIRE(ready <= 300);
    }
  }
  CHECK(waited == 3);
  CHECK(same_bits(network, trained(settings, toy.examples())));
}

TEST_CASE("steps, epochs and their sums are counted") {
  const ToyDigits toy(300);
  const Settings settings = small_settings();
  Network<float> network(settings.shape());
  network.initialise(1);
  Trainer trainer(network, settings, 300);
  CHECK(trainer.steps_per_epoch() == 10);  // Nine batches have 32 images, and one has 12.
  CHECK(trainer.total_steps() == 30);
  int epochs = 0;
  for (Outcome outcome = Outcome::kStep; outcome != Outcome::kFinished;) {
    outcome = trainer.advance(toy.examples());
    if (outcome == Outcome::kEpoch || outcome == Outcome::kFinished) {
      ++epochs;
      CHECK(trainer.epoch() == epochs);
      CHECK(trainer.step() == 10 * epochs);
      CHECK(trainer.epoch_totals().examples == 300);
      CHECK(trainer.epoch_totals().accuracy() <= 1);
    }
  }
  CHECK(epochs == 3);
}

TEST_CASE("a batch larger than a part is one step with the gradient of the whole") {
  const ToyDigits toy(300);
  Settings settings = small_settings();
  settings.batch_size = 300;
  settings.epochs = 1;
  settings.optimizer = OptimizerKind::kSgd;
  settings.learning_rate = 0.1;
  Network<float> network(settings.shape());
  network.initialise(1);
  Network<float> expected = network;

  Trainer trainer(network, settings, 300, nullptr, 128.0 * network.shape().parameter_count());
  CHECK(trainer.advance(toy.examples()) == Outcome::kChunk);
  CHECK(trainer.advance(toy.examples()) == Outcome::kChunk);
  CHECK(trainer.advance(toy.examples()) == Outcome::kFinished);

  Pass<float> pass(expected.shape(), 300);
  pass.batch = 300;
  for (std::size_t i = 0; i < toy.pixels.size(); ++i) {
    pass.input().data[i] = toy.pixels[i] * kPixelScale;
  }
  forward(expected, pass);
  cross_entropy_backward<float>(pass.logits(), toy.labels, 1.0f / 300);
  Network<float> gradient(expected.shape());
  backward(expected, pass, gradient);
  for (std::size_t i = 0; i < gradient.parameters().size(); ++i) {
    expected.parameters()[i] -= 0.1f * gradient.parameters()[i];
    REQUIRE(std::abs(network.parameters()[i] - expected.parameters()[i]) < 1e-5f);
  }
}

TEST_CASE("walking lit pixels and active units is the same training as the dense product") {
  ToyDigits toy(300);
  for (std::uint8_t& pixel : toy.pixels) pixel = pixel < 100 ? 0 : pixel;
  for (const OptimizerKind kind :
       {OptimizerKind::kMomentum, OptimizerKind::kRmsprop, OptimizerKind::kAdam}) {
    for (const std::vector<int>& hidden :
         {std::vector<int>{}, {40}, {16, 12}, {24, 40}, {36, 70, 32}}) {
      Settings settings = small_settings();
      settings.hidden = hidden;
      settings.optimizer = kind;
      // With more hidden layers, parts of a batch take the random numbers in another order.
      settings.dropout = hidden.size() == 1 ? 0.2 : 0;
      settings.l2 = kind == OptimizerKind::kMomentum ? 1e-3 : 0;
      const auto run = [&](double max_part_work) {
        Network<float> network(settings.shape());
        network.initialise(settings.seed);
        Trainer trainer(network, settings, 300, nullptr, max_part_work);
        for (int step = 0; step < 5;) {
          if (trainer.advance(toy.examples()) == Outcome::kStep) ++step;
        }
        trainer.publish();
        return network;
      };
      // Batches in parts leave every layer to the dense product.
      const Network<float> sparse = run(Trainer::kMaxPartWork);
      const Network<float> dense = run(20.0 * sparse.shape().parameter_count());
      INFO(static_cast<int>(kind), ", ", hidden.size(), " hidden layers");
      for (std::size_t i = 0; i < sparse.parameters().size(); ++i) {
        REQUIRE(std::abs(sparse.parameters()[i] - dense.parameters()[i]) < 1e-5f);
      }
    }
  }
}

TEST_CASE("each epoch sees other copies of the pictures, the same ones with the same seed") {
  const ToyDigits toy(300);
  const auto copies_seen = [&](std::uint32_t seed) {
    Settings settings = small_settings();
    settings.seed = seed;
    Network<float> network(settings.shape());
    network.initialise(1);
    Trainer trainer(network, settings, 300);
    std::vector<std::vector<std::uint32_t>> numbers(10);  // The epoch is the index.
    trainer.augment_with([&](std::span<const std::uint8_t> picture, std::uint8_t label,
                             Random& random, std::span<std::uint8_t> copy) {
      CHECK(label < 10);
      numbers[static_cast<std::size_t>(trainer.epoch())].push_back(random.next());
      std::copy(picture.begin(), picture.end(), copy.begin());
      return label;
    });
    while (trainer.advance(toy.examples()) != Outcome::kFinished) {
    }
    for (auto& epoch : numbers) std::sort(epoch.begin(), epoch.end());
    return numbers;
  };
  const auto numbers = copies_seen(1);
  CHECK(numbers[0].size() == 300);
  CHECK(numbers[2].size() == 300);
  CHECK(numbers[0] != numbers[1]);
  CHECK(numbers == copies_seen(1));
  CHECK(numbers != copies_seen(2));
}

TEST_CASE("the cosine schedule ends with steps of next to nothing") {
  const ToyDigits toy(300);
  const auto last_step = [&](Schedule schedule) {
    Settings settings = small_settings();
    settings.optimizer = OptimizerKind::kSgd;
    settings.learning_rate = 0.1;
    settings.schedule = schedule;
    Network<float> network(settings.shape());
    network.initialise(1);
    Trainer trainer(network, settings, 300);
    std::vector<float> before;
    do {
      trainer.publish();
      before.assign(network.parameters().begin(), network.parameters().end());
    } while (trainer.advance(toy.examples()) != Outcome::kFinished);
    trainer.publish();
    double sum = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      sum += std::abs(network.parameters()[i] - before[i]);
    }
    return sum;
  };
  CHECK(last_step(Schedule::kCosine) < 0.02 * last_step(Schedule::kConstant));
}

TEST_CASE("a learning rate that is far too large is noticed") {
  const ToyDigits toy(300);
  Settings settings = small_settings();
  settings.optimizer = OptimizerKind::kSgd;
  settings.learning_rate = 1000;
  settings.epochs = 50;
  Network<float> network(settings.shape());
  network.initialise(1);
  Trainer trainer(network, settings, 300);
  Outcome outcome = Outcome::kStep;
  for (int i = 0; i < 500 && outcome != Outcome::kDiverged; ++i) {
    outcome = trainer.advance(toy.examples());
    if (outcome == Outcome::kFinished) break;
  }
  CHECK(outcome == Outcome::kDiverged);
}

TEST_CASE("L2 keeps weights small") {
  const ToyDigits toy(300);
  const auto weight_sum = [&](double l2) {
    Settings settings = small_settings();
    settings.l2 = l2;
    const Network<float> network = trained(settings, toy.examples());
    double sum = 0;
    const auto weights = network.layer(0).weights;
    for (int i = 0; i < weights.rows * weights.cols; ++i) sum += weights.data[i] * weights.data[i];
    return sum;
  };
  CHECK(weight_sum(0.1) < 0.7 * weight_sum(0));
}

TEST_CASE("own examples are spread over the first epoch, whose blocks come one after the other") {
  const ToyDigits toy(300);
  const ToyDigits own(3, 77);
  Network<float> network(small_settings().shape());
  network.initialise(1);
  Trainer trainer(network, small_settings(), 100);
  int seen = 0;
  trainer.mix_in(own.examples(), 40,
                 [&](std::span<const std::uint8_t> picture, std::uint8_t label, Random&,
                     std::span<std::uint8_t> copy) {
                   ++seen;
                   std::copy(picture.begin(), picture.end(), copy.begin());
                   return label;
                 });
  std::vector<int> seen_in_third;
  for (int step = 1; trainer.epoch() == 0; ++step) {
    while (trainer.advance(toy.examples()) == Outcome::kChunk) {
    }
    if (step % (trainer.steps_per_epoch() / 3) == 0) {
      seen_in_third.push_back(std::exchange(seen, 0));
    }
  }
  for (const int count : seen_in_third) {
    CHECK(count > 25);
    CHECK(count < 55);
  }
}

TEST_CASE("own examples are mixed in, as often as was told, each time through their own change") {
  const ToyDigits toy(300);
  const ToyDigits own(3, 77);
  Settings settings = small_settings();
  Network<float> network(settings.shape());
  network.initialise(1);
  Trainer trainer(network, settings, 100);
  std::vector<std::vector<std::uint8_t>> labels(10);  // The epoch is the index.
  std::vector<std::uint32_t> numbers;
  trainer.mix_in(own.examples(), 40,
                 [&](std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                     std::span<std::uint8_t> copy) {
                   labels[static_cast<std::size_t>(trainer.epoch())].push_back(label);
                   numbers.push_back(random.next());
                   std::copy(picture.begin(), picture.end(), copy.begin());
                   return label;
                 });
  CHECK(trainer.steps_per_epoch() == (300 + 120 + 31) / 32);
  CHECK(trainer.advance(Examples{}) == Outcome::kWaiting);
  while (trainer.advance(toy.examples()) != Outcome::kFinished) {
  }
  for (int epoch = 0; epoch < 3; ++epoch) {
    auto& seen = labels[static_cast<std::size_t>(epoch)];
    for (const std::uint8_t label : own.labels) {
      CHECK(std::count(seen.begin(), seen.end(), label) >= 40);
    }
  }
  std::sort(numbers.begin(), numbers.end());
  CHECK(std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end());
}
