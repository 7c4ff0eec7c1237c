#include "model/foreign/named_tensors.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "model/foreign/biases.h"
#include "model/foreign/tensor_names.h"

using namespace inkling;

namespace {

NamedTensor tensor(const std::string& name, std::vector<int> shape, float first = 0) {
  std::size_t count = 1;
  for (const int extent : shape) count *= static_cast<std::size_t>(extent);
  NamedTensor made{.name = name, .shape = std::move(shape), .values = {}};
  for (std::size_t i = 0; i < count; ++i) {
    made.values.push_back(first + 0.25f * static_cast<float>(i % 7));
  }
  return made;
}

// A normalisation that multiplies by 2 and adds 1.
std::vector<NamedTensor> norm(const std::string& name, int size) {
  const auto filled = [&](const char* part, float value) {
    NamedTensor made = tensor(name + "." + part, {size});
    made.values.assign(made.values.size(), value);
    return made;
  };
  return {filled("weight", 2), filled("bias", 1), filled("running_mean", 0),
          filled("running_var", 1)};
}

std::vector<NamedTensor> joined(std::vector<std::vector<NamedTensor>> parts) {
  std::vector<NamedTensor> all;
  for (auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::vector<NamedTensor> linear(const std::string& name, int outputs, int inputs) {
  return {tensor(name + ".weight", {outputs, inputs}), tensor(name + ".bias", {outputs}, 100)};
}

auto read(const std::vector<NamedTensor>& tensors, bool ordered = false) {
  return layers_of(tensors, WeightOrder::kOutputsFirst, ordered, Nonlinearity::kRelu);
}

// Writes a list as a word: D for a layer, S for a scale, A for an activation.
std::string steps(const LayerList& list) {
  std::string word;
  for (const auto& step : list) word += "DSA"[step.index()];
  return word;
}

std::string refused_tensor(const std::vector<NamedTensor>& tensors) {
  const auto lists = read(tensors);
  return lists ? "" : lists.error().subject;
}

}  // namespace

TEST_CASE("names say what a tensor is, and whose") {
  const struct {
    const char* name;
    const char* owner;
    TensorRole role;
  } cases[] = {{"fc1.weight", "fc.1", TensorRole::kWeight},
               {"module.fc1.bias", "module.fc.1", TensorRole::kBias},
               {"weights.0", "0", TensorRole::kWeight},
               {"biases.0", "0", TensorRole::kBias},
               {"W1", "1", TensorRole::kWeight},
               {"b_hid", "hid", TensorRole::kBias},
               {"W_b", "b", TensorRole::kWeight},
               {"input_b", "input", TensorRole::kBias},
               {"dense_1/kernel", "dense.1", TensorRole::kWeight},
               {"bn1.running_mean", "bn.1", TensorRole::kMean},
               {"bn1_moving_variance", "bn.1", TensorRole::kVariance},
               {"fc.weight_scale", "fc.weight.scale", TensorRole::kOther},
               {"fc.lora_A.weight", "fc.lora.a", TensorRole::kOther},
               {"arr_0", "arr.0", TensorRole::kUnknown}};
  for (const auto& known : cases) {
    CAPTURE(known.name);
    CHECK(place_of(known.name).role == known.role);
    if (known.role != TensorRole::kOther) CHECK(place_of(known.name).owner == known.owner);
  }
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
    const auto lists = read({tensor(p + "10.bias", {10}),
                             tensor(p + "2.weight", {16, 784}),
                             tensor(p + "2.bias", {16}),
                             tensor(p + "10.weight", {10, 16}),
                             {.name = "empty", .shape = {0}, .values = {}},
                             {.name = "bn.num_batches_tracked", .shape = {}, .values = {7}},
                             {.name = "steps", .shape = {1}, .values = {1}, .whole = true}});
    REQUIRE(lists.ok());
    REQUIRE(lists->size() == 1);
    const auto network = fold(lists->front());
    REQUIRE(network.ok());
    CHECK(network->shape().layers == std::vector{784, 16, 10});
    // Row 1, column 0 of the first layer's weights is input 0 of output 1.
    CHECK(network->layer(0).weights(0, 1) == 0.25f * (784 % 7));
  }
  const auto keras = layers_of({tensor("arr_0", {784, 10}), tensor("arr_1", {10})},
                               WeightOrder::kInputsFirst, false, Nonlinearity::kRelu);
  REQUIRE(keras.ok());
  CHECK(fold(keras->front())->layer(0).weights(1, 0) == 0.25f * (10 % 7));
}

TEST_CASE("what belongs to no dense layer is refused by name") {
  const auto fc1 = linear("fc1", 32, 784), fc2 = linear("fc2", 10, 32);
  const NamedTensor w1 = fc1[0], w2 = fc2[0];
  CHECK(refused_tensor({tensor("conv.weight", {8, 1, 3, 3})}).find("conv.weight") == 0);
  CHECK(refused_tensor({tensor("a.weight", {10, 784}), tensor("a.bias", {10}),
                        tensor("b.gain", {33})}) == "b.gain");
  // They have the size of biases.
  for (const char* name : {"norm1.weight", "act.weight", "fc1.weight_scale", "fc1.temperature"}) {
    CHECK(refused_tensor({w1, tensor(name, {32}), w2}) == name);
  }
  CHECK(refused_tensor({w1, tensor("ln.weight", {32}), tensor("ln.bias", {32}), w2}) ==
        "ln.weight");
  CHECK(refused_tensor(joined({fc1,
                               fc2,
                               {tensor("fc1.lora_A.weight", {4, 784})},
                               {tensor("fc1.lora_B.weight", {32, 4})}})) == "fc1.lora_A.weight");
  CHECK(refused_tensor(joined({linear("fc1", 32, 784), linear("fc1.inner", 32, 32),
                               linear("fc2", 10, 32)})) == "fc1.inner.weight");
  CHECK(refused_tensor(joined({fc1, fc2, {tensor("ema.weight", {32, 784})}})) == "ema.weight");
  CHECK(refused_tensor(joined({fc1, fc2, {{.name = "temperature", .shape = {}, .values = {3}}}})) ==
        "temperature");
  CHECK(refused_tensor(
            {w1, {.name = "q.weight", .shape = {32, 32}, .values = {}, .unread = "I8"}, w2}) ==
        "q.weight");
}

TEST_CASE("biases go to the layer of their name, or each layer has one in order") {
  const auto biases = [](std::vector<NamedTensor> matrices, std::vector<NamedTensor> rows) {
    std::vector<const NamedTensor*> weights, others;
    std::vector<int> outputs;
    for (const NamedTensor& matrix : matrices) {
      weights.push_back(&matrix);
      outputs.push_back(matrix.shape[0]);
    }
    for (const NamedTensor& row : rows) others.push_back(&row);
    const auto found = biases_of(weights, outputs, others);
    std::vector<std::string> names;
    if (!found) return std::vector{"! " + found.error().subject};
    for (const NamedTensor* bias : *found) names.push_back(bias == nullptr ? "-" : bias->name);
    return names;
  };
  const auto m = [](const char* name, int outputs) { return tensor(name, {outputs, 8}); };
  const auto r = [](const char* name, int size) { return tensor(name, {size}); };
  using Names = std::vector<std::string>;
  CHECK(biases({m("fc1.weight", 8), m("fc2.weight", 8)}, {r("fc2.bias", 8)}) ==
        Names{"-", "fc2.bias"});
  CHECK(biases({m("W1", 8), m("W2", 8)}, {r("b2", 8), r("b1", 8)}) == Names{"b1", "b2"});
  CHECK(biases({m("arr_0", 8), m("arr_1", 10)}, {r("arr_2", 8), r("arr_3", 10)}) ==
        Names{"arr_2", "arr_3"});
  CHECK(biases({m("W_a", 8), m("W_c", 10)}, {r("bias_z", 8), r("bias_y", 10)}) ==
        Names{"bias_z", "bias_y"});
  CHECK(biases({m("W_a", 8), m("W_c", 10)}, {r("bias_z", 10)}) == Names{"-", "bias_z"});
  CHECK(biases({m("W_a", 8), m("W_c", 8)}, {r("bias_z", 8)}) == Names{"! bias_z"});
  CHECK(biases({m("fc1.weight", 8)}, {r("fc1.bias", 9)}) == Names{"! fc1.bias"});
}

TEST_CASE("a normalisation stands where names and numbers say") {
  const auto fc1 = linear("fc1", 32, 784), fc2 = linear("fc2", 10, 32);
  // The name sorts before that of its layer. The file does not say which side of the activation.
  for (const bool ordered : {false, true}) {
    const auto named = read(joined({fc1, norm("bn1", 32), fc2}), ordered);
    REQUIRE(named.ok());
    REQUIRE(named->size() == 2);
    CHECK(steps(named->at(0)) == "DSAD");
    CHECK(steps(named->at(1)) == "DASD");
  }
  // Numbers of a Sequential say it.
  const auto first = read(joined({norm("0", 784), linear("1", 32, 784), linear("3", 10, 32)}));
  REQUIRE(first->size() == 1);
  CHECK(steps(first->front()) == "SDAD");
  const auto before = read(joined({linear("0", 32, 784), norm("1", 32), linear("3", 10, 32)}));
  REQUIRE(before->size() == 1);
  CHECK(steps(before->front()) == "DSAD");
  const auto behind = read(joined({linear("0", 32, 784), norm("2", 32), linear("3", 10, 32)}));
  REQUIRE(behind->size() == 1);
  CHECK(steps(behind->front()) == "DASD");
  const auto open = read(joined({linear("0", 32, 784), norm("2", 32), linear("4", 10, 32)}));
  CHECK(open->size() == 2);
  // Lists of layers and of normalisations have numbers in common.
  const auto lists = read(joined({linear("layers.0", 32, 784), linear("layers.1", 32, 32),
                                  linear("layers.2", 10, 32), norm("norms.1", 32)}));
  REQUIRE(lists.ok());
  CHECK(steps(lists->front()) == "DADSAD");
}

TEST_CASE("a normalisation that fits no layer, or lacks a part, is refused by name") {
  const auto fc1 = linear("fc1", 32, 784), fc2 = linear("fc2", 10, 32);
  CHECK(refused_tensor(joined({fc1, norm("bn1", 33), fc2})) == "bn1.running_mean");
  auto broken = norm("bn1", 32);
  broken.pop_back();
  CHECK(refused_tensor(joined({fc1, broken, fc2})) == "bn.1");
  CHECK(refused_tensor(joined({fc1, norm("bn1", 32), norm("bn2", 32), norm("bn3", 32), fc2})) !=
        "");
}

TEST_CASE("names that say nothing give way to the order of the file, or to sizes") {
  const auto list = read({tensor("in.weight", {20, 784}), tensor("hidden.weight", {12, 20}),
                          tensor("out.weight", {10, 12})});
  REQUIRE(list.ok());
  CHECK(fold(list->front())->shape().layers == std::vector{784, 20, 12, 10});
  const auto reversed = read({tensor("out.weight", {10, 12}), tensor("hidden.weight", {12, 20}),
                              tensor("in.weight", {20, 784})});
  REQUIRE(reversed.ok());
  CHECK(fold(reversed->front())->shape().layers == std::vector{784, 20, 12, 10});
  // Both orders fit: each is a way to read the file.
  const auto both = read({tensor("a.weight", {20, 784}), tensor("c.weight", {20, 20}, 1),
                          tensor("b.weight", {20, 20}, 2), tensor("d.weight", {10, 20})});
  REQUIRE(both.ok());
  CHECK(both->size() == 2);
}
