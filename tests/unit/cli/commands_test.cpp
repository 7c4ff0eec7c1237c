// Tests the command line, from its words to its exit code.
#include "cli/commands.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "cli/files.h"
#include "cli/png.h"
#include "model/safetensors.h"
#include "unit/toy_digits.h"

using namespace inkling;
namespace fs = std::filesystem;

namespace {

// Folder is gone after the test.
struct Folder {
  Folder() : path(fs::temp_directory_path() / ("inkling-test-" + std::to_string(getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

void write_idx(const fs::path& path, std::vector<std::uint32_t> shape, const Bytes& values) {
  Bytes file = {0, 0, 8, static_cast<std::uint8_t>(shape.size())};
  for (const std::uint32_t extent : shape) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      file.push_back(static_cast<std::uint8_t>(extent >> shift));
    }
  }
  file.insert(file.end(), values.begin(), values.end());
  REQUIRE(write_file(path, file).ok());
}

void write_idx_files(const fs::path& folder) {
  for (const auto& [prefix, count] : {std::pair{"train", 400u}, {"t10k", 100u}}) {
    const ToyDigits toy(static_cast<int>(count), count);
    write_idx(folder / (std::string(prefix) + "-images-idx3-ubyte"), {count, 28, 28}, toy.pixels);
    write_idx(folder / (std::string(prefix) + "-labels-idx1-ubyte"), {count}, toy.labels);
  }
}

int run(std::vector<std::string> words) { return run_command_line(words); }

}  // namespace

TEST_CASE("gzip there and back; damage and too much are noticed") {
  const Bytes bytes(10000, 7);
  Bytes packed = gzip(bytes);
  CHECK(packed.size() < 200);
  CHECK(*gunzip(packed, 10000) == bytes);
  CHECK_FALSE(gunzip(packed, 9999).ok());
  CHECK_FALSE(gunzip(std::span(packed).first(packed.size() - 5), 10000).ok());
  packed[20] ^= 0xff;
  CHECK_FALSE(gunzip(packed, 10000).ok());
  CHECK_FALSE(gunzip({}, 10).ok());
}

TEST_CASE("pack, train, evaluate, predict") {
  const Folder folder;
  write_idx_files(folder.path);
  const std::string data = (folder.path / "packed").string();
  const std::string model = (folder.path / "model.safetensors").string();
  REQUIRE(run({"pack", folder.path.string(), data}) == 0);
  const auto dataset = load_dataset(data);
  REQUIRE(dataset.ok());
  CHECK(dataset->ready(Split::kTrain) == 400);
  CHECK(dataset->ready(Split::kTest) == 100);

  CHECK(run({"train", "--data", data, "--out", model, "--hidden", "20", "--epochs", "1",
             "--train-images", "200"}) == 0);
  const auto file = read_file(model);
  REQUIRE(file.ok());
  CHECK(from_safetensors(*file)->shape().layers == std::vector<int>{784, 20, 10});
  CHECK(run({"evaluate", "--data", data, "--model", model}) == 0);
  CHECK(run({"evaluate", "--data", data, "--model", model, "--hold-out", "50"}) == 0);

  const fs::path drawing = folder.path / "drawing.json";
  std::ofstream(drawing)
      << R"([{"label": 7, "strokes": [[[0,0],[10,0],[3,20]]]}, {"strokes": []}])";
  CHECK(run({"predict", "--model", model, drawing.string()}) == 0);
  std::ofstream(drawing) << "[[[0,0],[10,0],[3,20]]]";
  CHECK(run({"predict", "--model", model, drawing.string()}) == 0);

  SUBCASE("drawings are learned, among fewer images than there mostly are") {
    std::ofstream(drawing) << R"([{"label": 7, "strokes": [[[0,0],[10,0],[3,20]]]}])";
    const std::string taught = (folder.path / "taught.safetensors").string();
    CHECK(run({"teach", "--data", data, "--model", model, "--out", taught, drawing.string()}) == 0);
    CHECK(from_safetensors(*read_file(taught)).ok());
  }
  SUBCASE("a shard that is damaged is refused") {
    auto shard = read_file(fs::path(data) / "train-0.shard");
    (*shard)[shard->size() / 2] ^= 1;
    REQUIRE(write_file(fs::path(data) / "train-0.shard", *shard).ok());
    CHECK(run({"evaluate", "--data", data, "--model", model}) == 2);
  }
  SUBCASE("a model that is damaged is refused") {
    auto bytes = read_file(model);
    bytes->pop_back();
    REQUIRE(write_file(model, *bytes).ok());
    CHECK(run({"evaluate", "--data", data, "--model", model}) == 2);
  }
  SUBCASE("drawings that are none are refused") {
    std::ofstream(drawing) << "{";
    CHECK(run({"predict", "--model", model, drawing.string()}) == 2);
    std::ofstream(drawing) << R"({"strokes": 5})";
    CHECK(run({"predict", "--model", model, drawing.string()}) == 2);
  }
  SUBCASE("IDX files that do not belong together are refused") {
    write_idx(folder.path / "train-labels-idx1-ubyte", {3}, {1, 2, 3});
    CHECK(run({"pack", folder.path.string(), data}) == 2);
  }
}

TEST_CASE("settings are written as a program, and read from one") {
  const Folder folder;
  for (const char* framework : {"keras", "pytorch", "notebook"}) {
    CHECK(run({"code", "--as", framework, "--hidden", "20", "--epochs", "2"}) == 0);
  }
  const std::string program = (folder.path / "program.py").string();
  std::ofstream(program) << "model = Sequential([Dense(10), Conv2D(3)])";
  CHECK(run({"code", "--read", program}) == 0);
  CHECK(run({"code", "--read", program, "--epochs", "2"}) == 2);
  CHECK(run({"code", "--read", "/no/such/file"}) == 2);
  CHECK(run({"code", "--as", "basic"}) == 2);
  CHECK(run({"code", "--epochs", "0"}) == 2);
}

TEST_CASE("pictures are read, each step is shown, and what is no picture ends with code 2") {
  const Folder folder;
  const std::string model = folder.path / "model.safetensors";
  const Network<float> network({.layers = {784, 10}});
  REQUIRE(write_file(model, to_safetensors(network)));
  GreyImage image(300, 120);
  std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{255});
  for (int y = 30; y < 90; ++y) image.at(150, y) = image.at(151, y) = image.at(152, y) = 0;
  const std::string picture = folder.path / "one.png";
  REQUIRE(write_file(picture, to_png(image)));
  const std::string steps = folder.path / "steps";
  CHECK(run({"read-picture", "--model", model, picture, "--json", "--steps", steps}) == 0);
  for (const char* step : {"1-grey", "2-flat", "3-ink", "4-traces", "5-digits"}) {
    CHECK(fs::exists(fs::path(steps) / ("one-" + std::string(step) + ".png")));
  }
  CHECK(run({"read-picture", "--model", model, model}) == 2);
  CHECK(run({"read-picture", "--model", model, "--labels", picture}) == 2);
}

TEST_CASE("help is help, and wrong words end with code 2") {
  CHECK(run({"--help"}) == 0);
  for (const char* command : {"train", "evaluate", "predict", "pack"}) {
    CHECK(run({command, "--help"}) == 0);
    CHECK(run({command, "--no-such-option", "1"}) == 2);
  }
  CHECK(run({}) == 2);
  CHECK(run({"fly"}) == 2);
  CHECK(run({"train", "--epochs", "0"}) == 2);
  CHECK(run({"train", "--temperature=-1"}) == 2);
  CHECK(run({"train", "--precision", "int4"}) == 2);
  CHECK(run({"train", "--prune", "much"}) == 2);
  CHECK(run({"train", "a-file"}) == 2);
  CHECK(run({"train", "--epochs"}) == 2);
  CHECK(run({"train", "--data", "/no/such/folder"}) == 2);
  CHECK(run({"evaluate", "--model", "/no/such/file"}) == 2);
  CHECK(run({"predict"}) == 2);
  CHECK(run({"pack", "one"}) == 2);
}
