// Tests a session with a data set of the visitor's own.
#include <numeric>

#include "data/picture_turn.h"
#include "model/npz.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "unit/engine/worker.h"
#include "unit/sets/set_files.h"

namespace {

// Images that are easily told apart: each class lights another row.
FileBytes stripes(const FileBytes& labels) {
  FileBytes pixels(labels.size() * kPixels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (std::size_t col = 2; col < 26; ++col) {
      pixels[i * kPixels + (labels[i] + 1u) * kPictureSide + col] = 255;
    }
  }
  return pixels;
}

FileBytes striped_idx(const FileBytes& labels) {
  return idx_file({static_cast<int>(labels.size()), 28, 28}, stripes(labels));
}

// The session has read a set of so many classes.
struct WithOwnData : Worker {
  explicit WithOwnData(int classes, int train = 130, int test = 52)
      : train_labels(mixed_labels(train, classes)), test_labels(mixed_labels(test, classes)) {
    add("train-images", striped_idx(train_labels));
    add("train-labels", idx_labels(train_labels));
    add("t10k-images", striped_idx(test_labels));
    add("t10k-labels", idx_labels(test_labels));
    session.end_data_files("mine");
  }
  void add(const std::string& path, const FileBytes& bytes) { session.add_data_file(path, bytes); }
  RequestId use(bool own, bool turned = false) {
    return receive(UseDataCommand{.own = own, .turned = turned, .settings = small_settings()});
  }

  FileBytes train_labels, test_labels;
};

int outputs_of(const WeightsEvent& weights) { return weights.layers.back(); }

}  // namespace

TEST_CASE("the page is told of a data set, and nothing changes until it is used") {
  WithOwnData worker(3);
  const auto event = worker.last<DataSetEvent>();
  CHECK(event.file == "mine");
  CHECK(event.train_images == 130);
  CHECK(event.test_images == 52);
  CHECK(event.names == std::vector<std::string>{"0", "1", "2"});
  CHECK(outputs_of(worker.last<WeightsEvent>()) == 10);
  CHECK(worker.wanted.empty());
}

TEST_CASE("the network has the classes of the set, and learns them") {
  for (const int classes : {2, 3, 26}) {
    CAPTURE(classes);
    WithOwnData worker(classes);
    const RequestId used = worker.use(true);
    CHECK(outputs_of(std::get<WeightsEvent>(worker.answer(used))) == classes);
    const auto loading = worker.last<LoadingEvent>();
    CHECK(loading.complete);
    CHECK(loading.train_images == 130);
    CHECK(loading.test_images == 52);
    Settings settings = small_settings();
    settings.epochs = 40;
    settings.augment = classes == 3;
    worker.receive(TrainCommand{.settings = settings});
    worker.run_all();
    const auto finished = worker.last<FinishedEvent>();
    REQUIRE(finished.confusion.size() == static_cast<std::size_t>(classes * classes));
    CHECK(std::accumulate(finished.confusion.begin(), finished.confusion.end(), 0) == 52);
    if (classes == 2) CHECK(finished.test_accuracy > 0.9);
    CHECK(worker.wanted.empty());  // Nothing is fetched for it.
  }
}

TEST_CASE("everything that looks at images looks at the visitor's own") {
  WithOwnData worker(26);
  worker.use(true);
  const RequestId evaluated = worker.receive(EvaluateCommand{});
  const RequestId pictures =
      worker.receive(PicturesCommand{.split = Split::kTest, .indices = {0, 51, 52}});
  const RequestId nearest = worker.receive(
      NeighboursCommand{.picture = std::vector<std::uint8_t>(worker.toy.shards[0].begin(),
                                                             worker.toy.shards[0].begin() + 784),
                        .count = 5});
  worker.receive(MapCommand{true});
  worker.run_all();
  const auto judged = std::get<EvaluatedEvent>(worker.answer(evaluated));
  CHECK(judged.labels.size() == 52);
  CHECK(judged.confusion.size() == 26 * 26);
  const auto shown = std::get<PicturesEvent>(worker.answer(pictures));
  CHECK(shown.indices == std::vector<int>{0, 51});
  CHECK(shown.labels == std::vector<std::uint8_t>{worker.test_labels[0], worker.test_labels[51]});
  CHECK(std::get<NeighboursEvent>(worker.answer(nearest)).indices.size() == 5);
  CHECK(worker.last<MapEvent>().labels.size() == 52);
  Settings settings = small_settings();
  const RequestId experiment = worker.receive(ExperimentCommand{
      .arms = {{.settings = settings}, {.settings = settings, .wrong_labels = 0.5}}, .steps = 20});
  worker.run_all();
  CHECK(std::get<ExperimentEvent>(worker.answer(experiment)).arms.size() == 2);
}

TEST_CASE("drawings are learned as one of its classes") {
  WithOwnData worker(3);
  worker.use(true);
  const RequestId taught = worker.receive(
      TeachCommand{.pixels = stripes({2}), .labels = {2}, .classes = {0, 1, 2}, .learn = true});
  worker.run_all();
  CHECK(std::get<FinishedEvent>(worker.answer(taught)).teaching);
}

TEST_CASE("its images can be turned") {
  WithOwnData worker(3);
  worker.use(true);
  const auto first = [&] {
    const RequestId request =
        worker.receive(PicturesCommand{.split = Split::kTrain, .indices = {1}});
    worker.run_all();
    return std::get<PicturesEvent>(worker.answer(request)).pixels;
  };
  std::vector<std::uint8_t> before = first();
  worker.use(true, true);
  turn_images(before);
  CHECK(first() == before);
}

TEST_CASE("the site's data set comes back, with what was there of it") {
  WithOwnData worker(3);
  worker.receive(LoadDataCommand{});
  worker.run_all();
  const auto before = worker.last<LoadingEvent>();
  worker.use(true);
  const RequestId back = worker.use(false);
  CHECK(outputs_of(std::get<WeightsEvent>(worker.answer(back))) == 10);
  CHECK(worker.last<LoadingEvent>().train_images == before.train_images);
  CHECK(worker.last<LoadingEvent>().complete);
  const RequestId evaluated = worker.receive(EvaluateCommand{});
  worker.run_all();
  CHECK(std::get<EvaluatedEvent>(worker.answer(evaluated)).labels.size() == 600);
}

TEST_CASE("a change of the data ends what is under way, and every command has its answer") {
  WithOwnData worker(3);
  worker.receive(LoadDataCommand{});
  worker.run_all();
  std::vector<RequestId> asked = {
      worker.receive(TrainCommand{.settings = small_settings()}), worker.receive(MapCommand{true}),
      worker.receive(EvaluateCommand{}), worker.receive(MeasureSpeedCommand{})};
  worker.session.work();
  asked.push_back(worker.use(true));
  for (const RequestId request : asked) CHECK(worker.answered(request));
  worker.run_all();
  CHECK(outputs_of(worker.last<WeightsEvent>()) == 3);
}

TEST_CASE("files that are no data set are refused with their reason, and none can be used then") {
  Worker worker;
  worker.session.add_data_file("labels", idx_labels(mixed_labels(20, 3)));
  worker.session.end_data_files("mine");
  CHECK(worker.last<ErrorEvent>().code == ErrorCode::kDataSet);
  CHECK(worker.last<ErrorEvent>().file == "no-images");
  const RequestId used =
      worker.receive(UseDataCommand{.own = true, .turned = false, .settings = small_settings()});
  CHECK(std::holds_alternative<ErrorEvent>(worker.answer(used)));
  worker.session.add_data_file("labels", idx_labels(mixed_labels(20, 3)));
  worker.session.refuse_data_files("damaged\nimages");
  CHECK(worker.last<ErrorEvent>().file == "damaged\nimages");
  worker.session.end_data_files("mine");
  CHECK(worker.last<ErrorEvent>().file == "nothing");
}

TEST_CASE("the site's files that come meanwhile are kept") {
  WithOwnData worker(3);
  worker.receive(LoadDataCommand{});
  worker.use(true);
  worker.run_all();
  worker.use(false);
  const RequestId evaluated = worker.receive(EvaluateCommand{});
  worker.run_all();
  CHECK(std::get<EvaluatedEvent>(worker.answer(evaluated)).labels.size() == 600);
}

TEST_CASE(
    "a network of the set's classes is read, whoever wrote it, and tried on the set's images") {
  WithOwnData worker(3);
  worker.use(true);
  Network<float> network({.layers = {784, 4, 3}});
  network.initialise(2);
  const auto read = [&](const std::string& name, const FileBytes& bytes, int classes) {
    const RequestId asked =
        worker.receive(ImportCommand{.files = {{name, bytes}}, .classes = classes});
    worker.run_all();
    return worker.answer(asked);
  };
  for (const auto& file : {to_onnx(network), to_safetensors(network)}) {
    CHECK(std::get<ImportedEvent>(read("mine", file, 3)).layers == std::vector<int>{784, 4, 3});
  }
  const auto foreign = std::get<ImportedEvent>(read("theirs.npz", to_npz(network, {}), 3));
  CHECK(foreign.layers == std::vector<int>{784, 4, 3});
  CHECK(foreign.findings.tried == 130);
  for (const int classes : {2, 10}) {
    const auto refused = std::get<ErrorEvent>(read("mine", to_onnx(network), classes));
    CHECK(refused.code == ErrorCode::kModelInput);
    CHECK(refused.file == "784-4-3");
  }
  CHECK(worker.wanted.empty());
}
