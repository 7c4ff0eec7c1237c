// Writes files that are as they should be, for the fuzzers to begin with: make_seeds FOLDER.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/core/drawing.h"
#include "app/core/saved_state.h"
#include "app/core/user_drawings.h"
#include "app/places.h"
#include "base/bytes.h"
#include "code/keras_program.h"
#include "model/npz.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "unit/app/fake_host.h"
#include "unit/model/foreign_files.h"
#include "unit/sets/set_files.h"

using namespace inkling;

namespace {

void write(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

const std::string kActivation = "\"activation\": \"relu\"";

std::string connected(const std::string& from) { return "[[[\"" + from + "\", 0, 0, {}]]]"; }

// Small files of each format that other people's programs write: small ones are changed more often.
void write_foreign(const std::filesystem::path& folder) {
  write(folder / "npz",
        zip_of({{"w.npy", npy("(784, 10)", raw_bytes(same_floats(7840)), "<f4", "True")},
                {"b.npy", npy("(10, 1)", raw_bytes(same_floats(10)))}}));
  write(folder / "torch",
        zip_of({{"m/data.pkl", pickle_of_matrix("torch._utils\n_rebuild_tensor_v2\n")},
                {"m/data/0", raw_bytes(same_floats(7840))}}));
  std::string entries, data;
  const auto add = [&](const std::string& name, const std::string& shape, std::size_t count) {
    const std::string begin = std::to_string(data.size());
    data += std::string(2 * count, '\x38');
    entries += (entries.empty() ? "\"" : ", \"") + name + "\": {\"dtype\": \"F16\", \"shape\": [" +
               shape + "], \"data_offsets\": [" + begin + ", " + std::to_string(data.size()) + "]}";
  };
  add("0.weight", "2, 784", 2 * 784);
  for (const char* part : {"weight", "bias", "running_mean", "running_var"}) {
    add(std::string("2.") + part, "2", 2);
  }
  add("4.weight", "10, 2", 20);
  add("4.bias", "10", 10);
  write(folder / "normalised", safetensors_of(entries, data));
  write(folder / "keras",
        keras_archive(
            keras_layer("InputLayer", "in", "\"batch_shape\": [null, 28, 28]", "[]") + ", " +
                keras_layer("Rescaling", "r", "\"scale\": [2.0], \"offset\": 1", connected("in")) +
                ", " + keras_layer("Dense", "a", kActivation, connected("r")) + ", " +
                keras_layer("Dense", "b", kActivation, connected("c")) + ", " +
                keras_layer("Dense", "c", kActivation, connected("a")) + ", " +
                keras_layer("Dense", "o", "\"activation\": {\"class_name\": \"Softmax\"}",
                            connected("b")),
            {{"a", 784, 2}, {"b", 2, 2}, {"c", 2, 2}, {"o", 2, 10}},
            "\"output_layers\": [[\"o\", 0, 0]], "));
  write(folder / "keras_weights", keras_archive("", {{"dense", 784, 2}, {"dense_1", 2, 10}}));
  write(folder / "onnx_turned",
        onnx_model(
            {onnx_node("Squeeze", {"x", "one"}, {"q"}), onnx_node("Reshape", {"q", "flat"}, {"f"}),
             onnx_node("Mul", {"f", "c"}, {"s"}),
             onnx_node("BatchNormalization", {"s", "c", "c", "c", "c"}, {"n"}),
             onnx_node("Transpose", {"n"}, {"t"}, {{"perm", {1, 0}, true}}),
             onnx_node("Transpose", {"w"}, {"m"}, {{"perm", {1, 0}, true}}),
             onnx_node("MatMul", {"m", "t"}, {"h"}),
             onnx_node("Transpose", {"h"}, {"u"}, {{"perm", {1, 0}, true}}),
             onnx_node("Relu", {"u"}, {"r"}),
             onnx_node("Gemm", {"r", "v", "b"}, {"z"}, {{"transB", {1}}}),
             onnx_node("Softmax", {"z"}, {"y"}, {{"axis", {1}}})},
            {onnx_whole("one", {1}), onnx_whole("flat", {-1, 784}),
             onnx_floats("c", {1}, same_floats(1)), onnx_floats("w", {784, 2}, same_floats(1568)),
             onnx_floats("v", {10, 2}, same_floats(20)), onnx_floats("b", {10}, same_floats(10))},
            {0, 1, 28, 28}, {"z", "y"}));
}

// Data sets of twelve images, in each format.
void write_data_sets(const std::filesystem::path& folder) {
  const FileBytes labels = mixed_labels(12, 3);
  write(folder / "idx", idx_images(labels));
  write(folder / "idx_small", idx_images(labels, 8));
  write(folder / "picture", idx_file({28, 28}, squares({1})));
  write(folder / "csv", file_bytes(csv_of(mixed_labels(3, 3), true)));
  std::string small = "1";
  for (int p = 0; p < 16; ++p) small += ",0.5";
  write(folder / "csv_small", file_bytes(small + "\n" + small + "\n"));
  const std::string x = npy("(12, 28, 28)", text_of_bytes(squares(labels)), "|u1");
  write(folder / "npz",
        zip_of({{"x_train.npy", x}, {"y_train.npy", npy("(12,)", text_of_bytes(labels), "|u1")}}));
  write(folder / "npz_small",
        zip_of({{"x_train.npy", npy("(12, 1, 4, 4)", raw_bytes(same_floats(192)), "<f4", "True")},
                {"y_train.npy", npy("(12, 2)", raw_bytes(same_floats(24)))}}));
}

}  // namespace

int main(int, char** arguments) {
  const std::filesystem::path folder = arguments[1];
  FakeHost host;
  Core core(host);
  Places places(core);
  State& state = core.state;
  state.model.network = Network<float>({.layers = {784, 2, 10}});
  state.model.network.initialise(1);
  state.model.origin = Model::Origin::kTrained;
  put_on_pad(core, {{{0, 0}, {1, 1}}});
  name_drawing(core, 10);

  write(folder / "model_file" / "safetensors", to_safetensors(state.model.network));
  write(folder / "model_file" / "int8", to_safetensors(state.model.network, Precision::kInt8, {}));
  write(folder / "model_file" / "onnx", to_onnx(state.model.network));
  write(folder / "model_file" / "own_npz", to_npz(state.model.network));
  write_foreign(folder / "model_file");
  write_data_sets(folder / "data_set");
  for (const SavedPart part : {SavedPart::kVisitor, SavedPart::kNetwork}) {
    std::vector<std::uint8_t> bytes = saved_bytes(state, places.all, part);
    bytes.insert(bytes.begin(), static_cast<std::uint8_t>(part));
    write(folder / "saved" / kSavedPartNames[static_cast<int>(part)], bytes);
  }
  ByteWriter work;
  work(std::uint8_t{2}, saved_bytes(state, places.all, SavedPart::kNetwork),
       saved_bytes(state, places.all, SavedPart::kVisitor), std::string("en"));
  write(folder / "saved" / "work", work.take());
  const std::string program = text_of(keras_program(robust_preset()));
  write(folder / "program" / "keras", {program.begin(), program.end()});
  // A sheet of 30 x 30 pixels, one byte each, with a line down it.
  std::vector<std::uint8_t> sheet = {30, 0};
  for (int i = 0; i < 900; ++i) sheet.push_back(i % 30 == 14 && i > 150 && i < 750 ? 0 : 255);
  write(folder / "sheet" / "line", sheet);
  const std::string json = "[[[0, 0], [1e3, 2.5]], [[-7, 1]]]";
  write(folder / "strokes" / "json", {json.begin(), json.end()});
}
