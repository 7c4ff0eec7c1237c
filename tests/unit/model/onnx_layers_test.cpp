#include "model/foreign/onnx_layers.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "model/foreign/foreign_file.h"
#include "unit/model/foreign_files.h"

using namespace inkling;

namespace {

// Weight i is i.
std::vector<float> counted(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(i);
  return values;
}

const ProtoWriter kWeights = onnx_floats("w", {784, 10}, counted(7840));

// Reads a graph that puts nodes in front of a layer y = d W.
Result<Network<float>> read_front(std::vector<ProtoWriter> nodes,
                                  std::vector<ProtoWriter> constants = {},
                                  const std::vector<std::int64_t>& input = {0, 784}) {
  nodes.push_back(onnx_node("MatMul", {"d", "w"}, {"y"}));
  constants.push_back(kWeights);
  return read_foreign_file(onnx_model(nodes, constants, input));
}

// Reads a graph that puts nodes behind the layer h = x W.
Result<Network<float>> read_end(std::vector<ProtoWriter> nodes,
                                std::vector<ProtoWriter> constants = {}) {
  nodes.insert(nodes.begin(), onnx_node("MatMul", {"x", "w"}, {"h"}));
  constants.push_back(kWeights);
  return read_foreign_file(onnx_model(nodes, constants));
}

std::string part(const Result<Network<float>>& read) { return read ? "" : read.error().subject; }

}  // namespace

TEST_CASE("nodes that turn an image about are known from those that only shape it") {
  const std::vector<std::int64_t> image = {0, 1, 28, 28};
  CHECK(read_front({onnx_node("Flatten", {"x"}, {"d"})}, {}, image).ok());
  CHECK(read_front({onnx_node("Reshape", {"x", "s"}, {"d"})}, {onnx_whole("s", {-1, 784})}, image)
            .ok());
  CHECK(read_front({onnx_node("Reshape", {"x", "s"}, {"d"})}, {onnx_whole("s", {0, -1})}, image)
            .ok());
  CHECK(read_front({onnx_node("Transpose", {"x"}, {"t"}, {{"perm", {0, 2, 3, 1}, true}}),
                    onnx_node("Flatten", {"t"}, {"d"})},
                   {}, image)
            .ok());
  // Each of these exchanges rows and columns.
  const auto turned = [](const Result<Network<float>>& read) {
    return part(read) == "Transpose (n_t)";
  };
  CHECK(turned(read_front({onnx_node("Squeeze", {"x", "one"}, {"q"}),
                           onnx_node("Transpose", {"q"}, {"t"}, {{"perm", {0, 2, 1}, true}}),
                           onnx_node("Flatten", {"t"}, {"d"})},
                          {onnx_whole("one", {1})}, image)));
  CHECK(turned(read_front({onnx_node("Reshape", {"x", "s"}, {"q"}),
                           onnx_node("Transpose", {"q"}, {"t"}, {{"perm", {0, 2, 1, 3}, true}}),
                           onnx_node("Flatten", {"t"}, {"d"})},
                          {onnx_whole("s", {-1, 28, 28, 1})}, image)));
  CHECK(turned(read_front({onnx_node("Reshape", {"x", "s"}, {"q"}),
                           onnx_node("Transpose", {"q"}, {"t"}, {{"perm", {1, 0}, true}}),
                           onnx_node("Reshape", {"t", "back"}, {"d"})},
                          {onnx_whole("s", {28, 28}), onnx_whole("back", {1, 784})}, {1, 784})));
  // Rows of an image are no images.
  CHECK(part(read_front({onnx_node("Reshape", {"x", "s"}, {"d"})}, {onnx_whole("s", {-1, 28})})) ==
        "MatMul (n_y)");
}

TEST_CASE("numbers that are rounded on the way are refused, and changes between floats are not") {
  const auto cast = [](std::int64_t to) {
    return read_front({onnx_node("Cast", {"x"}, {"d"}, {{"to", {to}}})});
  };
  for (const std::int64_t to : {1, 10, 11, 16}) CHECK(cast(to).ok());
  for (const std::int64_t to : {0, 2, 7, 9}) CHECK(part(cast(to)) == "Cast (n_d)");
}

TEST_CASE("constants are shaped and turned as their nodes say") {
  const auto weights = [](std::vector<ProtoWriter> nodes, const ProtoWriter& from) {
    nodes.push_back(onnx_node("MatMul", {"x", "m"}, {"y"}));
    return read_foreign_file(onnx_model(nodes, {from, onnx_whole("shape", {784, -1})}));
  };
  const auto flat = onnx_floats("f", {7840}, counted(7840));
  const auto turned = onnx_floats("f", {10, 784}, counted(7840));
  const auto reshaped = weights({onnx_node("Reshape", {"f", "shape"}, {"m"})}, flat);
  REQUIRE(reshaped.ok());
  CHECK(reshaped->layer(0).weights(2, 1) == 21);
  const auto transposed =
      weights({onnx_node("Transpose", {"f"}, {"m"}, {{"perm", {1, 0}, true}})}, turned);
  REQUIRE(transposed.ok());
  CHECK(transposed->layer(0).weights(2, 1) == 786);
  const auto same = weights({onnx_node("Transpose", {"f"}, {"m"}, {{"perm", {0, 1}, true}})},
                            onnx_floats("f", {784, 10}, counted(7840)));
  REQUIRE(same.ok());
  CHECK(same->layer(0).weights(2, 1) == 21);
  // What computes weights otherwise is named.
  for (const char* op : {"DequantizeLinear", "Neg"}) {
    const auto read = weights({onnx_node(op, {"f"}, {"m"})}, turned);
    CHECK(read.error().message.find(std::string(op) + " (n_m)") != std::string::npos);
  }
  const auto rounded = weights({onnx_node("Cast", {"f"}, {"r"}, {{"to", {3}}}),
                                onnx_node("Cast", {"r"}, {"m"}, {{"to", {1}}})},
                               onnx_floats("f", {784, 10}, counted(7840)));
  CHECK(rounded.error().message.find("Cast") != std::string::npos);
}

TEST_CASE("constants are added to the values they belong to, and to no other") {
  const auto ten = counted(10);
  for (const std::vector<std::int64_t>& dims :
       {std::vector<std::int64_t>{10}, {1, 10}, {1, 1, 10}}) {
    const auto read =
        read_end({onnx_node("Add", {"h", "c"}, {"y"})}, {onnx_floats("c", dims, ten)});
    CHECK((read.ok() ? read->layer(0).biases[7] : -1) == 7);
  }
  CHECK(part(read_end({onnx_node("Add", {"h", "c"}, {"y"})}, {onnx_floats("c", {10, 1}, ten)})) ==
        "Add (n_y)");
  const auto gemm = [&](const std::vector<std::int64_t>& dims) {
    return read_foreign_file(onnx_model({onnx_node("Gemm", {"x", "w", "c"}, {"y"})},
                                        {kWeights, onnx_floats("c", dims, ten)}));
  };
  CHECK(gemm({1, 10}).ok());
  CHECK(part(gemm({10, 1})) == "Gemm (n_y)");
  // The matrix comes first, and images lie in columns.
  const auto columns = [&](const std::vector<std::int64_t>& dims) {
    return read_foreign_file(
        onnx_model({onnx_node("Transpose", {"x"}, {"t"}, {{"perm", {1, 0}, true}}),
                    onnx_node("MatMul", {"m", "t"}, {"q"}), onnx_node("Add", {"q", "c"}, {"s"}),
                    onnx_node("Transpose", {"s"}, {"y"}, {{"perm", {1, 0}, true}})},
                   {onnx_floats("m", {10, 784}, counted(7840)), onnx_floats("c", dims, ten)}));
  };
  REQUIRE(columns({10, 1}).ok());
  CHECK(columns({10, 1})->layer(0).biases[7] == 7);
  CHECK(columns({10, 1})->layer(0).weights(2, 1) == 786);
  CHECK(part(columns({10})) == "Add (n_s)");
}

TEST_CASE("a softmax along the batch, an operator of somebody's own and a name twice are refused") {
  const auto softmax = [](std::int64_t axis) {
    return read_end({onnx_node("Softmax", {"h"}, {"y"}, {{"axis", {axis}}})});
  };
  CHECK(softmax(1).ok());
  CHECK(softmax(-1).ok());
  CHECK(part(softmax(0)) == "Softmax (n_y)");
  CHECK(part(read_end({onnx_node("Relu", {"h"}, {"y"}, {}, "com.acme")})) == "com.acme Relu (n_y)");
  CHECK_FALSE(read_end({onnx_node("Identity", {"h"}, {"y"})}, {kWeights}).ok());
  CHECK(part(read_end({onnx_node("Identity", {"h"}, {"h"}),
                       onnx_node("Identity", {"h"}, {"y"})})) == "Identity (n_h)");
  CHECK(read_end({onnx_node("LeakyRelu", {"h"}, {"y"})}).error().code ==
        ErrorCode::kModelActivation);
}

TEST_CASE("what the outputs do not need is left out, and several may lie on the way") {
  const std::vector<ProtoWriter> nodes = {onnx_node("MatMul", {"x", "w"}, {"z"}),
                                          onnx_node("Conv", {"z"}, {"unused"}),
                                          onnx_node("Softmax", {"z"}, {"y"})};
  CHECK(read_foreign_file(onnx_model(nodes, {kWeights}, {0, 784}, {"z"})).ok());
  CHECK(read_foreign_file(onnx_model(nodes, {kWeights}, {0, 784}, {"z", "y"})).ok());
  CHECK_FALSE(read_foreign_file(onnx_model(nodes, {kWeights}, {0, 784}, {"y", "unused"})).ok());
}

TEST_CASE("numbers of 16 bits are read where whole numbers list them") {
  ProtoWriter weights;
  weights.number(1, 784);
  weights.number(1, 10);
  weights.number(2, 10);
  weights.text(8, "w");
  constexpr std::uint64_t kHalf = 0x3800;  // 0.5 in binary16
  for (int i = 0; i < 7840; ++i) weights.number(5, kHalf);
  const auto read =
      read_foreign_file(onnx_model({onnx_node("MatMul", {"x", "w"}, {"y"})}, {weights}));
  REQUIRE(read.ok());
  CHECK(read->layer(0).weights(3, 3) == 0.5f);
}

TEST_CASE("many nodes that share a matrix are refused at once") {
  std::vector<ProtoWriter> nodes;
  std::string at = "x";
  for (int i = 0; i < 400; ++i) {
    const std::string sum = "m" + std::to_string(i), next = "r" + std::to_string(i);
    nodes.push_back(onnx_node("MatMul", {at, "s"}, {sum}));
    nodes.push_back(onnx_node("Relu", {sum}, {next}));
    at = next;
  }
  nodes.push_back(onnx_node("MatMul", {at, "w"}, {"y"}));
  const auto read = read_foreign_file(
      onnx_model(nodes, {kWeights, onnx_floats("s", {784, 784}, same_floats(784 * 784))}));
  CHECK(read.error().subject == "large");
}
