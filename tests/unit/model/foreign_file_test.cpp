#include "model/foreign/foreign_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "unit/model/foreign_files.h"

using namespace inkling;

namespace {

DenseStep dense(int inputs, int outputs, std::vector<double> weights, std::vector<double> biases) {
  return {inputs, outputs, std::move(weights), std::move(biases), "test"};
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

}  // namespace

TEST_CASE("a state that PyTorch saved is read, and nothing that it asks for beside is done") {
  const auto file = [](const std::string& function) {
    return zip_of({{"m/data.pkl", pickle_of_matrix(function)},
                   {"m/data/0", raw_bytes(same_floats(7840, 0.5f))}});
  };
  const auto network = read_foreign_file(file("torch._utils\n_rebuild_tensor_v2\n"));
  REQUIRE(network.ok());
  CHECK(network->shape().layers == std::vector{784, 10});
  CHECK(network->layer(0).weights(783, 9) == 0.5f);
  // Nobody is told to load a program in Python.
  for (const char* function : {"os\nsystem\n", "posix\nsystem\n", "builtins\nexec\n"}) {
    const auto evil = read_foreign_file(file(function));
    CHECK(evil.error().code == ErrorCode::kModelProgram);
    CHECK(evil.error().message.find("Do not load it in Python") != std::string::npos);
    CHECK(evil.error().message.find("torch.load") == std::string::npos);
  }
  const auto whole = read_foreign_file(file("__main__\nNet\n"));
  CHECK(whole.error().message.find("state_dict") != std::string::npos);
  CHECK(whole.error().message.find("__main__.Net") != std::string::npos);
  CHECK(whole.error().message.find("torch.load") == std::string::npos);
  const auto missing = read_foreign_file(
      zip_of({{"m/data.pkl", pickle_of_matrix("torch._utils\n_rebuild_tensor_v2\n")}}));
  CHECK(missing.error().message.find("fc.weight") != std::string::npos);
}

TEST_CASE("no advice loads a file of which nobody knows what it runs") {
  for (const UnreadFormat& format : unread_formats()) {
    const std::string python = format.python;
    CHECK(python.find("weights_only=False") == std::string::npos);
    CHECK(python.find("joblib.load") == std::string::npos);
    CHECK(python.find("pickle.load") == std::string::npos);
    CHECK((python.empty() ? std::string(format.words) : python).size() > 10);
  }
}

TEST_CASE("newer pickles are read: frames, globals from the stack, long texts") {
  std::string program = "\x80\4\x95";
  append_number(program, 1000, 8);
  std::string frame = pickle_of_matrix("torch._utils\n_rebuild_tensor_v2\n");
  const std::string old = "ctorch._utils\n_rebuild_tensor_v2\n";
  const std::size_t at = frame.find(old);
  REQUIRE(at != std::string::npos);
  std::string name = "\x8d";
  append_number(name, 18, 8);
  frame.replace(at, old.size(), "\x8c\x0ctorch._utils" + name + "_rebuild_tensor_v2\x93");
  const auto network =
      read_foreign_file(zip_of({{"m/data.pkl", program + frame.substr(2)},
                                {"m/data/0", raw_bytes(same_floats(7840, 0.25f))}}));
  REQUIRE(network.ok());
  CHECK(network->layer(0).weights(5, 5) == 0.25f);
}

TEST_CASE("the model in a checkpoint is read, whatever tensors lie beside it") {
  const std::string matrix = pickle_of_matrix("torch._utils\n_rebuild_tensor_v2\n");
  const std::string inner = matrix.substr(2, matrix.size() - 3);
  const std::string loss = pickled_text("loss") + "ctorch._utils\n_rebuild_tensor_v2\n((" +
                           pickled_text("storage") + "ctorch\nFloatStorage\n" + pickled_text("1") +
                           pickled_text("cpu") + "K\1tQ" + std::string("K\0", 2) + "))\x89" +
                           "ccollections\nOrderedDict\n)RtR";
  const auto network =
      read_foreign_file(zip_of({{"m/data.pkl", std::string("\x80\2}(", 4) + loss +
                                                   pickled_text("model_state_dict") + inner + "u."},
                                {"m/data/0", raw_bytes(same_floats(7840, 0.5f))},
                                {"m/data/1", raw_bytes(same_floats(1))}}));
  REQUIRE(network.ok());
  CHECK(network->shape().layers == std::vector{784, 10});
}

TEST_CASE("NumPy's arrays are read in both orders, either way round, and as whole numbers") {
  std::vector<float> values(7840);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  const std::string biases =
      npy("(10,)", raw_bytes(std::vector<float>(values.begin(), values.begin() + 10)));
  for (const bool fortran : {false, true}) {
    const auto network = read_foreign_file(zip_of(
        {{"arr_0.npy", npy("(784, 10)", raw_bytes(values), "<f4", fortran ? "True" : "False")},
         {"arr_1.npy", biases}}));
    REQUIRE(network.ok());
    CHECK(network->layer(0).weights(2, 1) == (fortran ? 786 : 21));
    CHECK(network->layer(0).biases[3] == 3);
  }
  std::string big = raw_bytes(values);
  for (std::size_t at = 0; at < big.size(); at += 4)
    std::reverse(big.begin() + static_cast<std::ptrdiff_t>(at),
                 big.begin() + static_cast<std::ptrdiff_t>(at) + 4);
  const std::string column = npy("(10, 1)", raw_bytes(same_floats(10, 7)));
  const std::vector<std::int64_t> whole(values.begin(), values.end());
  for (const std::string& matrix :
       {npy("(784L, 10L)", big, ">f4"), npy("(784, 10)", raw_bytes(whole), "<i8")}) {
    const auto network = read_foreign_file(zip_of({{"w.npy", matrix}, {"b.npy", column}}));
    REQUIRE(network.ok());
    CHECK(network->layer(0).weights(2, 1) == 21);
    CHECK(network->layer(0).biases[9] == 7);
  }
}

TEST_CASE("arrays of types that are not read are named, and never left out") {
  const std::string first = npy("(784, 32)", raw_bytes(same_floats(784 * 32)));
  const std::string last = npy("(32, 10)", raw_bytes(same_floats(320)));
  const std::pair<const char*, std::string> cases[] = {{"<f16", std::string(16 * 1024, '\0')},
                                                       {"|i1", std::string(1024, '\0')},
                                                       {"<c8", std::string(8 * 1024, '\0')}};
  for (const auto& [type, data] : cases) {
    const auto read = read_foreign_file(
        zip_of({{"w1.npy", first}, {"w2.npy", npy("(32, 32)", data, type)}, {"w3.npy", last}}));
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().subject == "w2");
    CHECK(read.error().message.find(type) != std::string::npos);
  }
}

TEST_CASE("an archive whose check sums do not fit, or with a name twice, is refused") {
  auto file = zip_of({{"w.npy", npy("(784, 10)", raw_bytes(same_floats(7840)))}});
  REQUIRE(read_foreign_file(file).ok());
  file[1000] ^= 1;
  CHECK(read_foreign_file(file).error().message.find("check sum") != std::string::npos);
  ZipWriter zip;
  const auto array = file_bytes(npy("(784, 10)", raw_bytes(same_floats(7840))));
  zip.add("w.npy", array);
  zip.add("w.npy", array);
  CHECK(read_foreign_file(zip.take()).error().message.find("two files") != std::string::npos);
}

TEST_CASE("what is no network says what it is, and what to do") {
  using namespace std::string_literals;
  const auto says = [](const char* name, const std::string& content) {
    const auto bytes = file_bytes(content);
    const ForeignFile files[] = {{name, bytes}};
    return read_foreign_layers(files).error();
  };
  const struct {
    const char* name;
    std::string content;
    const char* id;
  } cases[] = {
      {"a.onnx", "", "empty"},
      {"a.png", "\x89PNG\r\n\x1a\n"s + std::string(40, '\0'), "picture"},
      {"a.txt", "hello", "text"},
      {"a.csv", "1,2,3\n4,5,6\n", "text"},
      {"a.py", "x = 1\n", "python"},
      {"a", "import keras\n", "python"},
      {"a.ipynb", "{\"cells\": [], \"nbformat\": 4}", "notebook"},
      {"model.json", "{\"modelTopology\": {}}", "tfjs"},
      {"a.npy", npy("(2,)", raw_bytes(same_floats(2))), "npy"},
      {"a.mat", "MATLAB 5.0 MAT-file\0\1"s, "matlab"},
      {"a.pkl", "\x80\4."s, "pickle"},
      {"a.joblib", "\x80\4."s, "joblib"},
      {"a.pt", std::string(257, '\0') + "ustar" + std::string(100, '\0'), "torch-old"},
      {"a.onnx.data", std::string("\xff\xfe\0\0\xff\xfe\0\0", 8), "onnx-data"},
      {"a.bin", std::string("\xff\xfe\0\0\xff\xfe\0\0", 8), "unknown"},
      {"train-images-idx3-ubyte", "\0\0\x08\x03\0\0\xea\x60"s, "data-set"},
      {"a.h5", "\x89HDF\r\n\x1a\n"s + std::string(20, '\0'), "cut"},
      {"a.keras", "PK\3\4"s + std::string(50, '\0'), "cut"},
  };
  for (const auto& file : cases) {
    CAPTURE(file.name);
    const Error error = says(file.name, file.content);
    CHECK(error.code == ErrorCode::kModelFormat);
    CHECK(error.subject == file.id);
    CHECK(error.message.find("ONNX file is damaged") == std::string::npos);
  }
  const auto data_set = read_foreign_file(
      zip_of({{"x_train.npy", npy("(6000, 28, 28)", std::string(6000 * 784, '\0'), "|u1")},
              {"y_train.npy", npy("(6000,)", std::string(6000, '\0'), "|u1")}}));
  CHECK(data_set.error().subject == "data-set");
  const auto large = read_foreign_file(
      zip_of({{"w.npy", npy("(784, 5000)", raw_bytes(same_floats(784 * 5000)))}}));
  CHECK(large.error().subject == "large");
}

TEST_CASE("a model is told from the file that its weights are in, whatever that begins with") {
  const auto model = onnx_model({onnx_node("MatMul", {"x", "w"}, {"y"})},
                                {onnx_floats("w", {784, 10}, same_floats(7840))});
  for (const char* start : {"{", "12345678{", "PK\3\4"}) {
    const auto data = file_bytes(start + std::string(100, ' '));
    const ForeignFile files[] = {{"m.onnx.data", data}, {"m.onnx", model}};
    CHECK(read_foreign_layers(files).ok());
  }
}

TEST_CASE("a name that is long, or no text, is made fit for a sentence") {
  CHECK(shown_name(std::string(1'000'000, 'N')).size() < 70);
  CHECK(shown_name("a\n\xff\xe4\xbd\xa0") == "a??\xe4\xbd\xa0");
  CHECK(shown_name("\xed\xa0\x80") == "???");
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

TEST_CASE("what stands in the way has its name") {
  const DenseStep layer = dense(2, 2, {1, 2, 3, 4}, {0, 0});
  const auto part = [](const LayerList& list) { return fold(list).error().subject; };
  const ActivationStep relu(Nonlinearity::kRelu, "relu_1"), tanh(Nonlinearity::kTanh, "tanh_1");
  CHECK(part({layer, relu, tanh, layer}) == "tanh_1");
  CHECK(part({layer, relu, layer, tanh, layer}) == "tanh_1");
  CHECK(part({layer, relu, ActivationStep(Nonlinearity::kSoftmax, "soft")}) == "soft");
  CHECK(part({layer, relu}) == "relu_1");
  CHECK(part({layer, ScaleStep{{1, 2, 3}, {0}, "scale"}}) == "scale");
  CHECK(part({ScaleStep{{1, 2, 3}, {0}, "scale"}, layer}) == "scale");
  CHECK(part({layer, relu, ScaleStep{{2}, {0}, "scale"}, relu, layer}) == "relu_1");
}

TEST_CASE("a layer without all its numbers is never read") {
  CHECK_FALSE(fold({dense(2, 2, {}, {0, 0})}).ok());
  CHECK_FALSE(fold({dense(2, 2, {1, 2, 3, 4}, {})}).ok());
}

TEST_CASE(
    "long runs of layers without an activation become one at once, and too many are refused") {
  const auto layer = [](int inputs, int outputs) {
    const auto count = static_cast<std::size_t>(inputs) * static_cast<std::size_t>(outputs);
    return dense(inputs, outputs, std::vector<double>(count, 1.0 / inputs),
                 std::vector<double>(static_cast<std::size_t>(outputs), 1));
  };
  for (const bool narrows : {true, false}) {
    const int outputs = narrows ? 10 : 1500;
    LayerList list = {layer(784, 1000), layer(1000, 1000), layer(1000, outputs)};
    if (!narrows) list.insert(list.end(), {Nonlinearity::kRelu, layer(1500, 10)});
    const auto network = fold(list);
    REQUIRE(network.ok());
    // Each layer takes the mean of its inputs and adds 1: weights of 1 / 784, biases of 3.
    CHECK(network->layer(0).weights(5, 5) == doctest::Approx(1.0 / 784));
    CHECK(network->layer(0).biases[5] == doctest::Approx(3));
  }
  LayerList many = {layer(784, 1400)};
  for (int i = 0; i < 3; ++i) many.insert(many.end(), {layer(1400, 1400), Nonlinearity::kRelu});
  CHECK(fold(many).error().subject == "large");
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
