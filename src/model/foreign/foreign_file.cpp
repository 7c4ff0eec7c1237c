#include "model/foreign/foreign_file.h"

#include <algorithm>
#include <string_view>

#include "model/foreign/named_tensors.h"
#include "model/foreign/npz_file.h"
#include "model/foreign/onnx_layers.h"
#include "model/foreign/safetensors_tensors.h"
#include "model/foreign/torch_state.h"
#include "model/foreign/zip_file.h"

namespace inkling {
namespace {

Result<ForeignLayers> of_tensors(Result<std::vector<NamedTensor>> tensors, WeightOrder order,
                                 bool ordered) {
  if (!tensors) return tensors.error();
  Result<LayerList> list = layers_of(std::move(*tensors), order, ordered, Nonlinearity::kRelu);
  if (!list) return list.error();
  return ForeignLayers{.list = std::move(*list), .activation_named = false};
}

Result<ForeignLayers> of_archive(std::span<const std::uint8_t> file) {
  const Result<ZipFiles> files = read_zip(file);
  if (!files) return files.error();
  const auto has = [&](const char* end) {
    return std::any_of(files->begin(), files->end(),
                       [end](const auto& entry) { return entry.first.ends_with(end); });
  };
  if (has("data.pkl")) return of_tensors(torch_tensors(*files), WeightOrder::kOutputsFirst, true);
  if (has(".npy")) return of_tensors(npz_tensors(*files), WeightOrder::kInputsFirst, false);
  return Error{ErrorCode::kBadModel,
               "This archive holds neither PyTorch's weights nor NumPy's arrays."};
}

}  // namespace

Result<ForeignLayers> read_foreign_layers(std::span<const std::uint8_t> file,
                                          std::span<const CompanionFile> companions) {
  constexpr std::size_t kSafetensorsHeader = 8;
  if (is_zip(file)) return of_archive(file);
  if (file.size() > kSafetensorsHeader && file[kSafetensorsHeader] == '{') {
    return of_tensors(safetensors_tensors(file), WeightOrder::kOutputsFirst, false);
  }
  const Result<OnnxGraph> graph = read_onnx_graph(file, companions);
  if (!graph) return graph.error();
  Result<LayerList> list = layers_of(*graph);
  if (!list) return list.error();
  return ForeignLayers{.list = std::move(*list), .activation_named = true};
}

Result<Network<float>> read_foreign_file(std::span<const std::uint8_t> file,
                                         std::span<const CompanionFile> companions) {
  const Result<ForeignLayers> layers = read_foreign_layers(file, companions);
  if (!layers) return layers.error();
  return fold(layers->list);
}

}  // namespace inkling
