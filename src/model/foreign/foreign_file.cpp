#include "model/foreign/foreign_file.h"

#include <algorithm>
#include <string_view>

#include "model/foreign/formats.h"
#include "model/foreign/keras_file.h"
#include "model/foreign/named_tensors.h"
#include "model/foreign/npz_file.h"
#include "model/foreign/onnx_layers.h"
#include "model/foreign/safetensors_tensors.h"
#include "model/foreign/torch_state.h"
#include "model/foreign/zip_file.h"
#include "model/safetensors.h"

namespace inkling {
namespace {

Result<ForeignLayers> of_tensors(const char* format,
                                 const Result<std::vector<NamedTensor>>& tensors, WeightOrder order,
                                 bool ordered) {
  if (!tensors) return tensors.error();
  Result<std::vector<LayerList>> lists = layers_of(*tensors, order, ordered, Nonlinearity::kRelu);
  if (!lists) return lists.error();
  return ForeignLayers{.format = format, .lists = std::move(*lists), .activation_named = false};
}

Result<ForeignLayers> of_archive(std::span<const std::uint8_t> file) {
  const Result<ZipFiles> files = read_zip(file);
  if (!files) return files.error();
  const auto has = [&](const char* end) {
    return std::any_of(files->begin(), files->end(),
                       [end](const ZipEntry& entry) { return entry.name.ends_with(end); });
  };
  if (find_entry(*files, kKerasList) != nullptr) return keras_layers(*files);
  if (find_entry(*files, "model.weights.h5") != nullptr) return refused_format("keras");
  if (has("data.pkl")) {
    return of_tensors("PyTorch", torch_tensors(*files), WeightOrder::kOutputsFirst, true);
  }
  if (has(".npy")) {
    return of_tensors("NumPy", npz_tensors(*files), WeightOrder::kInputsFirst, true);
  }
  return Error{ErrorCode::kBadModel,
               "This archive holds neither PyTorch's weights nor NumPy's arrays."};
}

bool is_known(const ForeignFile& file) {
  return is_zip(file.bytes) || is_safetensors(file.bytes) ||
         unread_format_of(file.name, file.bytes) != nullptr;
}

// Other files may hold the weights of an ONNX file, and are anything at all.
std::span<const ForeignFile>::iterator model_among(std::span<const ForeignFile> files) {
  const auto named = std::find_if(files.begin(), files.end(), [](const ForeignFile& file) {
    return file.name.ends_with(".onnx");
  });
  if (named != files.end()) return named;
  const auto known = std::find_if(files.begin(), files.end(), is_known);
  return known == files.end() ? files.begin() : known;
}

}  // namespace

Result<ForeignLayers> read_foreign_layers(std::span<const ForeignFile> files) {
  if (files.empty()) return Error{ErrorCode::kBadModel, "There is no file."};
  const auto model = model_among(files);
  const std::span<const std::uint8_t> bytes = model->bytes;
  if (is_zip(bytes)) return of_archive(bytes);
  if (is_safetensors(bytes)) {
    return of_tensors("safetensors", safetensors_tensors(bytes), WeightOrder::kOutputsFirst, false);
  }
  if (const UnreadFormat* format = unread_format_of(model->name, bytes)) {
    return refused_format(format->id);
  }
  std::vector<ForeignFile> companions(files.begin(), files.end());
  companions.erase(companions.begin() + (model - files.begin()));
  const Result<OnnxGraph> graph = read_onnx_graph(bytes, companions);
  if (!graph) return graph.error();
  Result<LayerList> list = layers_of(*graph);
  if (!list) return list.error();
  return ForeignLayers{.format = "ONNX", .lists = {std::move(*list)}, .activation_named = true};
}

Result<Network<float>> read_foreign_file(std::span<const std::uint8_t> file) {
  const ForeignFile files[] = {{"", file}};
  const Result<ForeignLayers> layers = read_foreign_layers(files);
  if (!layers) return layers.error();
  return fold(layers->lists.front());
}

}  // namespace inkling
