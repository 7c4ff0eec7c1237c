#include "model/foreign/keras_file.h"

#include <doctest/doctest.h>

#include <string>

#include "model/foreign/foreign_file.h"
#include "unit/model/foreign_files.h"

using namespace inkling;

namespace {

const std::string kRelu = "\"activation\": \"relu\"", kSoftmax = "\"activation\": \"softmax\"";

std::string listed(const std::vector<std::string>& layers) {
  std::string words;
  for (const std::string& layer : layers) words += (words.empty() ? "" : ", ") + layer;
  return words;
}

// Reads a network 784-8-10 whose layers are "a" and "b", with `between` in front of "a".
Result<Network<float>> read_with(const std::string& front,
                                 const std::string& activation = "\"relu\"") {
  std::vector<std::string> layers;
  if (!front.empty()) layers.push_back(front);
  layers.push_back(keras_layer("Dense", "a", "\"activation\": " + activation));
  layers.push_back(keras_layer("Dense", "b", kSoftmax));
  return read_foreign_file(keras_archive(listed(layers), {{"a", 784, 8}, {"b", 8, 10}}));
}

std::string call(const std::string& from) { return "[[[\"" + from + "\", 0, 0, {}]]]"; }
// As Keras 3 writes it.
std::string call3(const std::string& from) {
  return "[{\"args\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": [null, 8], "
         "\"keras_history\": [\"" +
         from + "\", 0, 0]}}], \"kwargs\": {}}]";
}

}  // namespace

TEST_CASE("a kernel without its numbers is refused, whatever its type") {
  for (const char* type : {"<i8", "<f4", "<c8", "|V0"}) {
    const std::string layers = keras_layer("Dense", "a", kSoftmax);
    const auto read = read_foreign_file(zip_of(
        {{"0.npy", npy("(784, 10)", "", type)},
         {"1.npy", npy("(10,)", raw_bytes(same_floats(10)))},
         {"keras.json", "{\"config\": {\"config\": {\"layers\": [" + layers +
                            "]}}, \"layers\": [{\"name\": \"a\", \"group\": \"a\", \"arrays\": "
                            "[[\"0\", \"0.npy\"], [\"1\", \"1.npy\"]]}]}"}}));
    CAPTURE(type);
    CHECK_FALSE(read.ok());
  }
}

TEST_CASE("activations are read as names and as objects, and others are named") {
  REQUIRE(read_with("").ok());
  const auto object = [](const char* kind, const char* config) {
    return std::string("{\"class_name\": \"") + kind + "\", \"config\": " + config + "}";
  };
  CHECK(read_with("", object("ReLU", "{\"max_value\": null, \"negative_slope\": 0.0}")).ok());
  CHECK(read_with("", object("function", "\"relu\"")).ok());
  const std::string refused[] = {"\"elu\"",
                                 object("ReLU", "{\"max_value\": 6}"),
                                 object("ReLU", "{\"negative_slope\": 0.3}"),
                                 object("ReLU", "{\"threshold\": {\"class_name\": \"__numpy__\"}}"),
                                 object("LeakyReLU", "{\"negative_slope\": 0.3}"),
                                 object("Softmax", "{\"axis\": 0}"),
                                 object("function", "\"mine\""),
                                 "{}"};
  for (const std::string& activation : refused) {
    CAPTURE(activation);
    const auto read = read_with("", activation);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kModelActivation);
    CHECK(read.error().subject.find("(a)") != std::string::npos);
  }
}

TEST_CASE("scales in front are read as numbers and as lists of one") {
  const auto plain = read_with("");
  const auto scaled = [](const char* numbers) {
    return read_with(keras_layer("Rescaling", "r", numbers));
  };
  for (const char* numbers : {"\"scale\": 3.0, \"offset\": 0", "\"scale\": [3.0]"}) {
    const auto read = scaled(numbers);
    REQUIRE(read.ok());
    CHECK(read->layer(0).weights(5, 5) == 3 * plain->layer(0).weights(5, 5));
  }
  CHECK(scaled("\"scale\": [3.0, 2.0]").error().code == ErrorCode::kModelLayer);
  CHECK(scaled("\"scale\": {\"value\": 3}").error().code == ErrorCode::kModelLayer);
}

TEST_CASE("the shape of the input counts without its batch") {
  const auto with = [](const char* shape) {
    return read_with(keras_layer("InputLayer", "in", std::string("\"batch_shape\": ") + shape));
  };
  for (const char* shape : {"[null, 28, 28]", "[64, 28, 28]", "[null, 784.0]", "[null, null]"}) {
    CHECK(with(shape).ok());
  }
  CHECK(with("[null, 32, 32]").error().subject == "32 x 32");
  for (const char* shape : {"[null, 1e300, 28]", "[null, -5, 28]", "[null, \"a\"]"}) {
    CHECK_FALSE(with(shape).ok());
  }
}

TEST_CASE("the layers of a functional model follow each other as they are connected") {
  for (const auto& connected : {call, call3}) {
    const std::string layers = listed({keras_layer("InputLayer", "in", "", "[]"),
                                       keras_layer("Dense", "a", kRelu, connected("in")),
                                       keras_layer("Dense", "b", kRelu, connected("c")),
                                       keras_layer("Dense", "c", kRelu, connected("a")),
                                       keras_layer("Dense", "o", kSoftmax, connected("b"))});
    const std::vector<KerasWeights> weights = {
        {"a", 784, 8, 1}, {"b", 8, 8, 2}, {"c", 8, 8, 3}, {"o", 8, 10, 4}};
    for (const char* outputs :
         {"", "\"output_layers\": [[\"o\", 0, 0]], ", "\"output_layers\": [\"o\", 0, 0], "}) {
      const auto read = read_foreign_file(keras_archive(layers, weights, outputs));
      REQUIRE(read.ok());
      CHECK(read->layer(1).weights(0, 0) == 3);
      CHECK(read->layer(2).weights(0, 0) == 2);
    }
  }
}

TEST_CASE("a layer that is used twice is there twice") {
  const std::string layers = listed(
      {keras_layer("InputLayer", "in", "", "[]"), keras_layer("Dense", "a", kRelu, call("in")),
       keras_layer("Dense", "b", kRelu, "[[[\"a\", 0, 0, {}]], [[\"b\", 0, 0, {}]]]"),
       keras_layer("Dense", "o", kSoftmax, "[[[\"b\", 1, 0, {}]]]")});
  const auto read =
      read_foreign_file(keras_archive(layers, {{"a", 784, 8, 1}, {"b", 8, 8, 2}, {"o", 8, 10, 4}}));
  REQUIRE(read.ok());
  CHECK(read->shape().layers == std::vector{784, 8, 8, 8, 10});
}

TEST_CASE("ways that divide, join or go in circles are refused by name") {
  const std::vector<KerasWeights> weights = {{"a", 784, 8}, {"b", 8, 8}, {"o", 8, 10}};
  const auto part = [&](const std::string& of_b, const std::string& of_o) {
    const auto read = read_foreign_file(keras_archive(
        listed({keras_layer("InputLayer", "in", "", "[]"),
                keras_layer("Dense", "a", kRelu, call("in")),
                keras_layer("Dense", "b", kRelu, of_b), keras_layer("Dense", "o", kSoftmax, of_o)}),
        weights));
    return read ? "" : read.error().subject;
  };
  CHECK(part(call("a"), call("b")) == "");
  CHECK(part(call("a"), call("a")) == "o");  // "b" is an output, too.
  CHECK(part(call("a"), "[[[\"a\", 0, 0, {}], [\"b\", 0, 0, {}]]]") == "o");
  const auto circle =
      read_foreign_file(keras_archive(listed({keras_layer("Dense", "a", kRelu, call("b")),
                                              keras_layer("Dense", "b", kRelu, call("a"))}),
                                      weights, "\"output_layers\": [[\"b\", 0, 0]], "));
  CHECK(circle.error().message.find("takes what it gives") != std::string::npos);
}

TEST_CASE("weights are found by the names of layers, or by counts where names do not fit") {
  // Files of early Keras 3 name groups by class and count alone.
  const std::string layers =
      listed({keras_layer("Dense", "dense_1", kRelu), keras_layer("Dense", "dense_2", kRelu),
              keras_layer("Dense", "dense_3", kSoftmax)});
  for (const bool named : {false, true}) {
    const auto name = [&](const char* group) { return std::string(named ? group : ""); };
    const auto read =
        read_foreign_file(keras_archive(layers, {{name("dense"), 784, 8, 1, "dense"},
                                                 {name("dense_1"), 8, 8, 2, "dense_1"},
                                                 {name("dense_2"), 8, 10, 3, "dense_2"}}));
    REQUIRE(read.ok());
    CHECK(read->layer(1).weights(0, 0) == 2);
    CHECK(read->layer(2).weights(0, 0) == 3);
  }
}

TEST_CASE("weights alone are read, and a layer that many use is not too much") {
  const auto alone = read_foreign_file(keras_archive("", {{"dense", 784, 8}, {"dense_1", 8, 10}}));
  REQUIRE(alone.ok());
  CHECK(alone->shape().layers == std::vector{784, 8, 10});
  std::vector<std::string> layers(5000, keras_layer("Dense", "a", kRelu));
  const auto many = read_foreign_file(keras_archive(listed(layers), {{"a", 784, 784}}));
  CHECK(many.error().subject == "large");
}
