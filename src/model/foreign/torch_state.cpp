#include "model/foreign/torch_state.h"

#include <cstring>
#include <utility>

#include "model/foreign/elements.h"
#include "model/foreign/pickle.h"

namespace inkling {
namespace {

// These are what a pickle makes.
using pickle::as, pickle::Dictionary, pickle::TensorView, pickle::Value;

ElementType type_of_storage(const std::string& storage) {
  if (storage == "FloatStorage") return ElementType::kFloat32;
  if (storage == "DoubleStorage") return ElementType::kFloat64;
  if (storage == "HalfStorage") return ElementType::kFloat16;
  if (storage == "BFloat16Storage") return ElementType::kBfloat16;
  return ElementType::kWhole;
}

Result<NamedTensor> tensor_of(const std::string& name, const TensorView& view,
                              const ZipFiles& files, const std::string& root) {
  NamedTensor tensor{.name = name, .shape = {}, .values = {}};
  std::int64_t count = 1;
  for (const std::int64_t extent : view.shape) {
    if (extent > kMaxParameters) return pickle::refused("tensor " + name + " is too large");
    tensor.shape.push_back(static_cast<int>(extent));
    count *= extent;
    if (count > kMaxParameters) return pickle::refused("tensor " + name + " is too large");
  }
  const ElementType type = type_of_storage(view.storage.type);
  tensor.whole = type == ElementType::kWhole;
  if (tensor.whole || count == 0) return tensor;
  const auto file = files.find(root + "data/" + view.storage.key);
  if (file == files.end()) return pickle::refused("the numbers of tensor " + name + " are missing");
  const auto all = read_elements(type, file->second, file->second.size() / element_size(type));
  if (!all) return pickle::refused("the numbers of tensor " + name + " are damaged");
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t at = view.offset, rest = i;
    for (std::size_t axis = view.shape.size(); axis-- > 0; rest /= view.shape[axis]) {
      at += rest % view.shape[axis] * view.strides[axis];
    }
    if (at < 0 || at >= static_cast<std::int64_t>(all->size())) {
      return pickle::refused("the numbers of tensor " + name + " are cut off");
    }
    tensor.values.push_back((*all)[static_cast<std::size_t>(at)]);
  }
  return tensor;
}

bool has_tensors(const Value* value) {
  const Dictionary* dictionary = as<Dictionary>(value);
  if (dictionary == nullptr) return false;
  for (const auto& [key, item] : dictionary->items) {
    if (as<std::string>(key) != nullptr && as<TensorView>(item) != nullptr) return true;
  }
  return false;
}

// Returns the dictionary of the model's tensors: the file itself, or a part of a checkpoint.
const Dictionary* model_of(const Value* value) {
  if (has_tensors(value)) return as<Dictionary>(value);
  const Dictionary* checkpoint = as<Dictionary>(value);
  if (checkpoint == nullptr) return nullptr;
  for (const char* name : {"model_state_dict", "state_dict", "model", "net", "network"}) {
    for (const auto& [key, item] : checkpoint->items) {
      const auto* words = as<std::string>(key);
      if (words != nullptr && *words == name && has_tensors(item)) return as<Dictionary>(item);
    }
  }
  return nullptr;
}

}  // namespace

Result<std::vector<NamedTensor>> torch_tensors(const ZipFiles& files) {
  for (const auto& [file, bytes] : files) {
    if (!file.ends_with("data.pkl")) continue;
    const std::string root = file.substr(0, file.size() - std::strlen("data.pkl"));
    pickle::Values values;
    const Result<const Value*> value = pickle::run(bytes, values);
    if (!value) return value.error();
    const Dictionary* model = model_of(*value);
    if (model == nullptr) {
      return pickle::refused(
          "it holds no dictionary of weights; torch.save(model.state_dict(), "
          "\"model.pt\") makes one");
    }
    std::vector<NamedTensor> tensors;
    std::size_t numbers = 0;
    for (const auto& [key, item] : model->items) {
      const auto* name = as<std::string>(key);
      const auto* view = as<TensorView>(item);
      if (name == nullptr || view == nullptr) continue;
      Result<NamedTensor> tensor = tensor_of(*name, *view, files, root);
      if (!tensor) return tensor.error();
      numbers += tensor->values.size();
      if (numbers > kMaxParameters)
        return pickle::refused("it has more weights than can be used here");
      tensors.push_back(std::move(*tensor));
    }
    return tensors;
  }
  return pickle::refused("it has no list of tensors");
}

}  // namespace inkling
