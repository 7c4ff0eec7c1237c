#include "model/foreign/foreign_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "model/foreign/named_tensors.h"
#include "model/onnx.h"
#include "model/safetensors.h"

using namespace inkling;

namespace {

DenseStep dense(int inputs, int outputs, std::vector<double> weights, std::vector<double> biases) {
  return {inputs, outputs, std::move(weights), std::move(biases), "test"};
}

NamedTensor tensor(const std::string& name, std::vector<int> shape, float first = 0) {
  std::size_t count = 1;
  for (const int extent : shape) count *= static_cast<std::size_t>(extent);
  NamedTensor made{.name = name, .shape = std::move(shape), .values = {}};
  for (std::size_t i = 0; i < count; ++i) {
    made.values.push_back(first + 0.25f * static_cast<float>(i % 7));
  }
  return made;
}

// Returns what two layers with two inputs make of (x, y).
std::vector<float> run(const Network<float>& network, float x, float y) {
  std::vector<float> values = {x, y};
  for (int l = 0; l < network.layer_count(); ++l) {
    const auto layer = network.layer(l);
    std::vector<float> sums(layer.biases.begin(), layer.biases.end());
    for (std::size_t in = 0; in < values.size(); ++in) {
      for (std::size_t out = 0; out < sums.size(); ++out) {
        sums[out] += values[in] * layer.weights(static_cast<int>(in), static_cast<int>(out));
      }
    }
    if (l + 1 < network.layer_count()) {
      for (float& sum : sums) sum = std::max(sum, 0.0f);
    }
    values = sums;
  }
  return values;
}

void append(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 255);
}

// Writes an archive of files that are stored as they are.
std::vector<std::uint8_t> zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string all, directory;
  for (const auto& [name, content] : files) {
    const std::size_t at = all.size();
    std::string sizes;
    append(sizes, 0, 4);  // The check sum is not looked at.
    append(sizes, content.size(), 4);
    append(sizes, content.size(), 4);
    append(sizes, name.size(), 2);
    append(sizes, 0, 2);
    all += std::string("PK\3\4", 4) + std::string(10, '\0') + sizes + name + content;
    directory += std::string("PK\1\2", 4) + std::string(12, '\0') + sizes + std::string(10, '\0');
    append(directory, at, 4);
    directory += name;
  }
  const std::size_t begin = all.size();
  all += directory + std::string("PK\5\6", 4) + std::string(4, '\0');
  append(all, files.size(), 2);
  append(all, files.size(), 2);
  append(all, directory.size(), 4);
  append(all, begin, 4);
  append(all, 0, 2);
  return {all.begin(), all.end()};
}

std::string pickled(const std::string& text) {
  std::string bytes = "X";
  append(bytes, text.size(), 4);
  return bytes + text;
}

// Pickles a dictionary of one matrix [10, 784], as torch.save() does; `function` makes the tensor.
std::string pickle_of_matrix(const std::string& function) {
  std::string size = "J", rows = "J", cols = "J";
  append(size, 7840, 4);
  append(rows, 10, 4);
  append(cols, 784, 4);
  return std::string("\x80\2}q\0(", 6) + pickled("fc.weight") + "c" + function + "((" +
         pickled("storage") + "ctorch\nFloatStorage\n" + pickled("0") + pickled("cpu") + size +
         "tQ" + std::string("K\0", 2) + rows + cols + "\x86" + cols + "K\1\x86\x89" +
         "ccollections\nOrderedDict\n)RtRu.";
}

std::string floats(std::size_t count, float value) {
  const std::vector<float> values(count, value);
  return {reinterpret_cast<const char*>(values.data()), count * sizeof(float)};
}

}  // namespace

TEST_CASE("a state that PyTorch saved is read, and nothing that it asks for beside is done") {
  const auto file = [](const std::string& function) {
    return zip_of({{"m/data.pkl", pickle_of_matrix(function)}, {"m/data/0", floats(7840, 0.5f)}});
  };
  const auto network = read_foreign_file(file("torch._utils\n_rebuild_tensor_v2\n"));
  REQUIRE(network.ok());
  CHECK(network->shape().layers == std::vector{784, 10});
  CHECK(network->layer(0).weights(783, 9) == 0.5f);
  const auto evil = read_foreign_file(file("os\nsystem\n"));
  CHECK(evil.error().message.find("os.system") != std::string::npos);
  CHECK(evil.error().message.find("state_dict") != std::string::npos);
  const auto missing = read_foreign_file(
      zip_of({{"m/data.pkl", pickle_of_matrix("torch._utils\n_rebuild_tensor_v2\n")}}));
  CHECK(missing.error().message.find("fc.weight") != std::string::npos);
}

TEST_CASE("NumPy's arrays are read in both orders") {
  const auto array = [](const std::string& shape, const std::string& fortran, std::size_t count) {
    std::string header =
        "{'descr': '<f4', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
    std::string bytes = std::string("\x93NUMPY\1\0", 8);
    append(bytes, header.size(), 2);
    bytes += header;
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(i);
    return bytes + std::string(reinterpret_cast<const char*>(values.data()), 4 * count);
  };
  for (const bool fortran : {false, true}) {
    const auto network = read_foreign_file(
        zip_of({{"arr_0.npy", array("(784, 10)", fortran ? "True" : "False", 7840)},
                {"arr_1.npy", array("(10,)", "False", 10)}}));
    REQUIRE(network.ok());
    CHECK(network->layer(0).weights(2, 1) == (fortran ? 786 : 21));
    CHECK(network->layer(0).biases[3] == 3);
  }
}

TEST_CASE("scales before and behind layers become part of them") {
  // y = relu(((x - 1) / 2) W + b) * 3 + 1, then another layer.
  const LayerList list = {
      ScaleStep{{1}, {-1}},      ScaleStep{{0.5}, {0}}, dense(2, 2, {1, 2, 3, 4}, {0.5, -0.5}),
      ScaleStep{{2, 1}, {0, 1}}, Nonlinearity::kRelu,   ScaleStep{{3}, {1}},
      dense(2, 1, {1, -1}, {0}), Nonlinearity::kSoftmax};
  const auto network = fold(list);
  REQUIRE(network.ok());
  CHECK(network->shape().layers == std::vector{2, 2, 1});
  const float x = 3, y = 5;
  const float first = std::max(0.0f, 2 * ((x - 1) / 2 * 1 + (y - 1) / 2 * 3 + 0.5f)) * 3 + 1;
  const float second = std::max(0.0f, (x - 1) / 2 * 2 + (y - 1) / 2 * 4 - 0.5f + 1) * 3 + 1;
  CHECK(run(*network, x, y)[0] == doctest::Approx(first - second));
}

TEST_CASE("two layers without an activation between them are one") {
  const auto network = fold({dense(2, 2, {1, 2, 3, 4}, {1, 1}), dense(2, 1, {1, 10}, {5})});
  REQUIRE(network.ok());
  CHECK(network->shape().layers == std::vector{2, 1});
  CHECK(run(*network, 1, 0)[0] == doctest::Approx((1 + 1) + 10 * (2 + 1) + 5));
}

TEST_CASE("what cannot be folded is named") {
  const DenseStep layer = dense(2, 2, {1, 2, 3, 4}, {0, 0});
  const auto says = [](const LayerList& list) { return fold(list).error().message; };
  CHECK(says({}).find("no layers") != std::string::npos);
  CHECK(
      says({layer, Nonlinearity::kRelu, layer, Nonlinearity::kTanh, layer}).find("relu and tanh") !=
      std::string::npos);
  CHECK(says({layer, Nonlinearity::kRelu, dense(3, 1, {1, 1, 1}, {0})}).find("takes 3 values") !=
        std::string::npos);
  CHECK(says({layer, Nonlinearity::kSoftmax, layer}).find("after its outputs") !=
        std::string::npos);
}

TEST_CASE("names are brought into the order that people mean") {
  CHECK(comes_before("fc2.weight", "fc10.weight"));
  CHECK_FALSE(comes_before("fc10.weight", "fc2.weight"));
  CHECK(comes_before("layer", "layer1"));
  CHECK_FALSE(comes_before("a1", "a1"));
  CHECK(comes_before("a007b", "a8"));
}

TEST_CASE("layers are found whatever their names, either way round, with other tensors beside") {
  for (const char* prefix : {"", "module.", "_orig_mod.net."}) {
    const std::string p = prefix;
    const auto list = layers_of({tensor(p + "10.bias", {10}),
                                 tensor(p + "2.weight", {16, 784}),
                                 tensor(p + "2.bias", {16}),
                                 tensor(p + "10.weight", {10, 16}),
                                 {.name = "empty", .shape = {0}, .values = {}},
                                 {.name = "steps", .shape = {1}, .values = {1}, .whole = true}},
                                WeightOrder::kOutputsFirst, false, Nonlinearity::kRelu);
    REQUIRE(list.ok());
    const auto network = fold(*list);
    REQUIRE(network.ok());
    CHECK(network->shape().layers == std::vector{784, 16, 10});
    // Row 1, column 0 of the first layer's weights is input 0 of output 1.
    CHECK(network->layer(0).weights(0, 1) == 0.25f * (784 % 7));
  }
  const auto keras = layers_of({tensor("arr_0", {784, 10}), tensor("arr_1", {10})},
                               WeightOrder::kInputsFirst, false, Nonlinearity::kRelu);
  REQUIRE(keras.ok());
  CHECK(fold(*keras)->layer(0).weights(1, 0) == 0.25f * (10 % 7));
  const auto convolution = layers_of({tensor("conv.weight", {8, 1, 3, 3})},
                                     WeightOrder::kOutputsFirst, false, Nonlinearity::kRelu);
  CHECK(convolution.error().message.find("conv.weight") != std::string::npos);
  const auto stray =
      layers_of({tensor("a.weight", {10, 784}), tensor("a.bias", {10}), tensor("b.gain", {33})},
                WeightOrder::kOutputsFirst, false, Nonlinearity::kRelu);
  CHECK(stray.error().message.find("b.gain") != std::string::npos);
}

TEST_CASE("names that say nothing give way to the order of the file, where only that fits") {
  const auto list = layers_of({tensor("in.weight", {20, 784}), tensor("hidden.weight", {12, 20}),
                               tensor("out.weight", {10, 12})},
                              WeightOrder::kOutputsFirst, false, Nonlinearity::kRelu);
  REQUIRE(list.ok());
  CHECK(fold(*list)->shape().layers == std::vector{784, 20, 12, 10});
}

TEST_CASE("our own files read as other people's are the same networks") {
  Network<float> network({.layers = {784, 12, 10}});
  network.initialise(3);
  for (const auto& file : {to_safetensors(network), to_onnx(network)}) {
    const auto read = read_foreign_file(file);
    REQUIRE(read.ok());
    REQUIRE(read->shape() == network.shape());
    CHECK(std::equal(read->parameters().begin(), read->parameters().end(),
                     network.parameters().begin()));
  }
}

TEST_CASE("files that are cut off are refused, wherever that is") {
  Network<float> network({.layers = {784, 2, 10}});
  network.initialise(3);
  for (const auto& file : {to_safetensors(network), to_onnx(network)}) {
    for (std::size_t size = 0; size < file.size(); size += 97) {
      CHECK_FALSE(read_foreign_file(std::span(file).first(size)).ok());
    }
  }
}
