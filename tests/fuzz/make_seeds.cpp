// Files that are as they should be, for the fuzzers to begin with: make_seeds FOLDER.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/kept.h"
#include "app/update.h"
#include "model/onnx.h"
#include "model/safetensors.h"

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
  State state;
  state.network = Network<float>({.layers = {784, 2, 10}});
  state.network.initialise(1);
  state.trained = true;
  put_on_pad(state, {{{0, 0}, {1, 1}}});
  name_drawing(state, 10);

  write(folder / "model_file" / "safetensors", to_safetensors(state.network));
  write(folder / "model_file" / "int8", to_safetensors(state.network, Precision::kInt8, {}));
  write(folder / "model_file" / "onnx", to_onnx(state.network));
  for (const KeptPart part : {KeptPart::kVisitor, KeptPart::kNetwork}) {
    std::vector<std::uint8_t> bytes = bytes_to_keep(state, part);
    bytes.insert(bytes.begin(), static_cast<std::uint8_t>(part));
    write(folder / "kept" / kKeptPartNames[static_cast<int>(part)], bytes);
  }
  const std::string json = "[[[0, 0], [1e3, 2.5]], [[-7, 1]]]";
  write(folder / "strokes" / "json", {json.begin(), json.end()});
}
