// Writes files that are as they should be, for the fuzzers to begin with: make_seeds FOLDER.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/core/drawing.h"
#include "app/core/saved_state.h"
#include "app/core/user_drawings.h"
#include "app/places.h"
#include "code/keras_program.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "unit/app/fake_host.h"

using namespace inkling;

namespace {

void write(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
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
  for (const SavedPart part : {SavedPart::kVisitor, SavedPart::kNetwork}) {
    std::vector<std::uint8_t> bytes = saved_bytes(state, places.all, part);
    bytes.insert(bytes.begin(), static_cast<std::uint8_t>(part));
    write(folder / "saved" / kSavedPartNames[static_cast<int>(part)], bytes);
  }
  const std::string program = text_of(keras_program(robust_preset()));
  write(folder / "program" / "keras", {program.begin(), program.end()});
  const std::string json = "[[[0, 0], [1e3, 2.5]], [[-7, 1]]]";
  write(folder / "strokes" / "json", {json.begin(), json.end()});
}
