#include <doctest/doctest.h>

#include <cmath>

#include "math/kernels/kernel_set.h"
#include "unit/engine/worker.h"

TEST_CASE("it introduces itself and gives its first weights") {
  const Worker worker;
  REQUIRE(worker.events.size() == 2);
  CHECK(worker.last<ReadyEvent>().kernel == kernels().name);
  CHECK(worker.last<WeightsEvent>().layers == std::vector<int>{784, 512, 10});
  CHECK_FALSE(worker.last<WeightsEvent>().trained);
}

TEST_CASE("a run from nothing to its end") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  CHECK(worker.last<RunStateEvent>().waiting_for_data);
  worker.run_all();
  const auto loading = worker.last<LoadingEvent>();
  CHECK(loading.complete);
  CHECK(loading.loaded == loading.total);
  CHECK(loading.train_images == 600);
  const auto epochs = worker.all<EpochEvent>();
  REQUIRE(epochs.size() == 2);
  CHECK(epochs[0].epoch == 1);
  CHECK(epochs[1].epoch == 2);
  CHECK(epochs[1].train_loss < epochs[0].train_loss);
  const auto finished = worker.last<FinishedEvent>();
  CHECK(finished.epochs == 2);
  CHECK(finished.steps == 60);
  CHECK_FALSE(finished.stopped);
  CHECK(finished.test_accuracy == epochs[1].test_accuracy);
  CHECK(finished.test_accuracy > 0.8);
  CHECK(finished.images_per_second > 0);
  CHECK(worker.last<WeightsEvent>().trained);
}

TEST_CASE("training begins with the first shard and waits for the next") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.deliver();  // The manifest arrives.
  worker.deliver();  // The shard train-0 arrives.
  worker.work_until_idle();
  CHECK(worker.last<WeightsEvent>().trained);
  CHECK(worker.last<RunStateEvent>().waiting_for_data);
  CHECK(worker.all<EpochEvent>().empty());
  worker.run_all();
  CHECK(worker.last<FinishedEvent>().epochs == 2);
}

TEST_CASE("two runs with the same seed end with the same weights") {
  const auto weights = [] {
    Worker worker;
    worker.receive(TrainCommand{.settings = small_settings()});
    worker.run_all();
    return worker.last<WeightsEvent>().parameters;
  };
  CHECK(weights() == weights());
}

TEST_CASE("pause, single steps, resume, stop") {
  Worker worker;
  worker.receive(LoadDataCommand{});
  worker.run_all();
  worker.receive(TrainCommand{.settings = small_settings(), .one_step = true});
  worker.run_all();
  CHECK_FALSE(worker.last<RunStateEvent>().running);
  CHECK(worker.last<ProgressEvent>().step == 1);
  worker.receive(ResumeCommand{.one_step = true});
  worker.run_all();
  CHECK(worker.last<ProgressEvent>().step == 2);

  worker.receive(ResumeCommand{});
  CHECK(worker.last<RunStateEvent>().running);
  worker.session.work();
  worker.receive(PauseCommand{});
  CHECK_FALSE(worker.last<RunStateEvent>().running);
  CHECK_FALSE(worker.session.work());  // Nothing goes on.

  worker.receive(StopCommand{});
  worker.run_all();
  const auto finished = worker.last<FinishedEvent>();
  CHECK(finished.stopped);
  CHECK(finished.steps >= 2);
  CHECK(std::isfinite(finished.test_accuracy));
  CHECK(std::isfinite(finished.train_loss));
}

TEST_CASE("training goes on from the weights there are; a new shape or a reset begins anew") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.run_all();
  const auto first = worker.all<EpochEvent>();
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.run_all();
  CHECK(worker.all<EpochEvent>()[2].train_loss < first[0].train_loss);

  worker.receive(ResetCommand{small_settings()});
  CHECK_FALSE(worker.last<WeightsEvent>().trained);
  Settings other = small_settings();
  other.hidden = {8, 8};
  worker.receive(TrainCommand{.settings = other});
  CHECK(worker.last<WeightsEvent>().layers == std::vector<int>{784, 8, 8, 10});
}

TEST_CASE("a reset ends a run") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.deliver();
  worker.receive(ResetCommand{Settings{}});
  CHECK(worker.last<FinishedEvent>().stopped);
  worker.run_all();
  CHECK_FALSE(worker.last<WeightsEvent>().trained);
}

TEST_CASE("a shard that cannot be had ends a run that waits for it; another try succeeds") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.deliver();
  const std::string file = worker.wanted.front();
  worker.wanted.clear();
  worker.session.fetch_failed(file, {ErrorCode::kUnreachable, "gone"});
  worker.run_all();
  CHECK(worker.last<ErrorEvent>().code == ErrorCode::kUnreachable);
  CHECK(worker.last<ErrorEvent>().file == file);
  CHECK(worker.last<FinishedEvent>().stopped);

  worker.session.fetch_failed("test-0.shard", {ErrorCode::kUnreachable, "gone"});
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.run_all();
  CHECK_FALSE(worker.last<FinishedEvent>().stopped);
  CHECK(worker.last<FinishedEvent>().epochs == 2);
}

TEST_CASE("a connection that stalls is told, and a run is stopped and begun anew meanwhile") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.deliver();
  const std::string file = worker.wanted.front();
  worker.session.fetch_stalled(file);
  CHECK(worker.last<LoadingEvent>().stalled);
  worker.receive(StopCommand{});
  CHECK(worker.last<FinishedEvent>().stopped);
  const int wanted_before = worker.times_wanted[file];
  worker.receive(TrainCommand{.settings = small_settings()});
  CHECK(worker.times_wanted[file] == wanted_before + 1);
  worker.run_all();
  CHECK_FALSE(worker.last<LoadingEvent>().stalled);
  CHECK_FALSE(worker.last<FinishedEvent>().stopped);
  CHECK(worker.last<FinishedEvent>().epochs == 2);
}

TEST_CASE("what is wanted is fetched, and no more") {
  const auto fetched = [](const Worker& worker) {
    std::vector<std::string> files;
    for (const auto& [file, times] : worker.times_wanted) {
      if (times > 0 && file != "manifest.json") files.push_back(file);
    }
    return files;
  };
  using Files = std::vector<std::string>;
  const Files test = {"test-0.shard"};
  SUBCASE("the test images for an evaluation") {
    Worker worker;
    worker.receive(EvaluateCommand{});
    worker.run_all();
    CHECK(fetched(worker) == test);
    CHECK(worker.last<LoadingEvent>().complete);
    CHECK(worker.last<LoadingEvent>().loaded == worker.last<LoadingEvent>().total);
  }
  SUBCASE("with them the first training images for a short run; then the others for neighbours") {
    Worker worker;
    Settings settings = small_settings();
    settings.train_images = 150;
    worker.receive(TrainCommand{.settings = settings});
    worker.run_all();
    CHECK_FALSE(worker.last<FinishedEvent>().stopped);
    Files files = test;
    files.push_back("train-0.shard");
    CHECK(fetched(worker) == files);
    const int total = worker.last<LoadingEvent>().total;

    worker.receive(NeighboursCommand{.picture = std::vector<std::uint8_t>(784), .count = 1});
    CHECK_FALSE(worker.last<LoadingEvent>().complete);
    CHECK(worker.last<LoadingEvent>().total > total);
    worker.run_all();
    CHECK(fetched(worker).size() == 4);
    CHECK(worker.last<LoadingEvent>().complete);
    CHECK(worker.last<NeighboursEvent>().indices.size() == 1);
  }
  SUBCASE("the pictures up to the last one that is shown") {
    Worker worker;
    worker.receive(
        PicturesCommand{.use = PicturesFor::kGallery, .split = Split::kTrain, .indices = {250, 3}});
    worker.run_all();
    CHECK(fetched(worker) == Files{"test-0.shard", "train-0.shard", "train-200.shard"});
    CHECK(worker.last<PicturesEvent>().indices == std::vector{250, 3});
  }
}

TEST_CASE("a file that arrives twice counts once") {
  Worker worker;
  worker.receive(LoadDataCommand{});
  worker.deliver();
  worker.session.fetched("train-0.shard", worker.toy.shards[0]);
  worker.session.fetched("train-0.shard", worker.toy.shards[0]);
  CHECK(worker.all<ErrorEvent>().empty());
  worker.run_all();
  CHECK(worker.last<LoadingEvent>().complete);
}

TEST_CASE("an altered shard and a broken manifest are told") {
  Worker worker;
  worker.receive(LoadDataCommand{});
  SUBCASE("manifest") {
    const std::vector<std::uint8_t> junk = {'{', '}'};
    worker.session.fetched("manifest.json", junk);
    CHECK(worker.last<ErrorEvent>().file == "manifest.json");
  }
  SUBCASE("shard") {
    worker.deliver();
    auto shard = worker.toy.shards[0];
    shard[0] ^= 1;
    worker.session.fetched("train-0.shard", shard);
    CHECK(worker.last<ErrorEvent>().file == "train-0.shard");
  }
  CHECK(worker.last<ErrorEvent>().code == ErrorCode::kDamaged);
  worker.wanted.clear();
}

TEST_CASE("a diverging run is told, and the weights from before are back") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.run_all();
  const auto before = worker.last<WeightsEvent>().parameters;
  Settings wild = small_settings();
  wild.optimizer = OptimizerKind::kSgd;
  wild.learning_rate = 1000;
  wild.epochs = 100;
  worker.receive(TrainCommand{.settings = wild});
  worker.run_all();
  CHECK(worker.last<ErrorEvent>().code == ErrorCode::kDiverged);
  CHECK(worker.last<FinishedEvent>().diverged);
  CHECK(worker.last<WeightsEvent>().parameters == before);
  CHECK(worker.last<WeightsEvent>().trained);
}

TEST_CASE("an evaluation that was asked for, also while a run is paused") {
  Worker worker;
  worker.receive(EvaluateCommand{});
  worker.run_all();
  int total = 0;
  for (const int count : worker.last<EvaluatedEvent>().confusion) total += count;
  CHECK(total == 600);
  worker.receive(TrainCommand{.settings = small_settings(), .one_step = true});
  worker.run_all();
  worker.receive(EvaluateCommand{});
  worker.run_all();
  CHECK(worker.all<EvaluatedEvent>().size() == 2);
}

TEST_CASE("weights given from outside are taken, unless they do not fit") {
  Worker worker;
  worker.receive(SetWeightsCommand{
      .layers = {784, 10}, .activation = Activation::kRelu, .parameters = std::vector(7850, 0.5f)});
  CHECK(worker.last<WeightsEvent>().trained);
  CHECK(worker.last<WeightsEvent>().parameters[77] == 0.5f);
  const RequestId bad = worker.receive(SetWeightsCommand{
      .layers = {784, 10}, .activation = Activation::kRelu, .parameters = std::vector(3, 0.5f)});
  CHECK(std::get<ErrorEvent>(worker.answer(bad)).code == ErrorCode::kBadModel);
  CHECK(worker.all<WeightsEvent>().size() == 2);
}

TEST_CASE("it learns from deformed copies where the settings ask for them") {
  const auto loss_of = [](bool augment) {
    Worker worker;
    Settings settings = small_settings();
    settings.augment = augment;
    worker.receive(TrainCommand{.settings = settings});
    worker.run_all();
    return worker.last<EpochEvent>().train_loss;
  };
  CHECK(loss_of(true) == loss_of(true));
  CHECK(loss_of(true) > 1.05 * loss_of(false));
}

// Teaches a symbol that is no toy digit: two columns.
TeachCommand teach_columns(bool learn, std::vector<int> classes) {
  TeachCommand teach{
      .pixels = {}, .labels = {10, 10}, .classes = std::move(classes), .learn = learn};
  for (int i = 0; i < 2 * 784; ++i) {
    const int column = i % 28;
    teach.pixels.push_back(column == 8 || column == 9 || column == 18 || column == 19 ? 250 : 0);
  }
  return teach;
}
const std::vector<int> kOneMoreClass = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1};
const std::vector<int> kElevenClasses = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

TEST_CASE("a taught symbol becomes a class that is read, and the digits stay") {
  Worker worker;
  Settings wide = small_settings();
  wide.hidden = {200};
  worker.receive(TrainCommand{.settings = wide, .one_step = false});
  worker.run_all();
  const double before = worker.all<FinishedEvent>().back().test_accuracy;
  worker.events.clear();
  worker.receive(teach_columns(true, kOneMoreClass));
  worker.run_all();
  REQUIRE(worker.all<FinishedEvent>().size() == 1);
  // A run on the toy set has few steps, so the symbol is taught again and again, as by a visitor
  // who touches once more.
  for (int i = 0; i < 40; ++i) {
    worker.receive(teach_columns(true, kElevenClasses));
    worker.run_all();
  }
  const FinishedEvent finished = worker.all<FinishedEvent>()[0];
  CHECK(finished.teaching);
  CHECK_FALSE(finished.stopped);
  CHECK(finished.test_accuracy > before - 0.1);
  CHECK(worker.all<RunStateEvent>().front().teaching);

  const WeightsEvent weights = worker.all<WeightsEvent>().back();
  CHECK(weights.layers.back() == 11);
  Network<float> network({.layers = weights.layers, .activation = weights.activation});
  std::copy(weights.parameters.begin(), weights.parameters.end(), network.parameters().begin());
  const TeachCommand taught = teach_columns(true, {});
  CHECK(most_likely(predict(network, std::span(taught.pixels).first(784))) == 10);

  // A reset keeps the class, and a later run goes on learning the symbol.
  worker.events.clear();
  worker.receive(ResetCommand{wide});
  worker.receive(TrainCommand{.settings = wide, .one_step = false});
  worker.run_all();
  const WeightsEvent again = worker.all<WeightsEvent>().back();
  CHECK(again.layers.back() == 11);
  CHECK_FALSE(worker.all<FinishedEvent>().back().teaching);
}

TEST_CASE("what is taught while a run goes on is learned after it") {
  Worker worker;
  worker.receive(teach_columns(false, kOneMoreClass));
  worker.receive(TrainCommand{.settings = small_settings(), .one_step = false});
  worker.deliver();
  worker.session.work();
  worker.receive(teach_columns(true, kElevenClasses));
  worker.run_all();
  const auto finished = worker.all<FinishedEvent>();
  REQUIRE(finished.size() == 2);
  CHECK_FALSE(finished[0].teaching);
  CHECK(finished[1].teaching);
}

TEST_CASE("without its data the short run ends, and nothing hangs") {
  Worker worker;
  worker.receive(teach_columns(true, kOneMoreClass));
  worker.session.work();
  worker.session.fetch_failed("manifest.json", {ErrorCode::kUnreachable, "gone"});
  worker.work_until_idle();
  REQUIRE(worker.all<FinishedEvent>().size() == 1);
  CHECK(worker.all<FinishedEvent>()[0].stopped);
}
