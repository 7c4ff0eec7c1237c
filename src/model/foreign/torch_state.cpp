#include "model/foreign/torch_state.h"

#include <cstring>
#include <map>

#include "model/foreign/pickle.h"
#include "model/foreign/shown_name.h"

namespace inkling {
namespace {

// These are what a pickle makes.
using pickle::as, pickle::Dictionary, pickle::TensorView, pickle::Value;

ElementType type_of_storage(const std::string& storage) {
  static const std::map<std::string, ElementType> kTypes = {
      {"FloatStorage", ElementType::kFloat32}, {"DoubleStorage", ElementType::kFloat64},
      {"HalfStorage", ElementType::kFloat16},  {"BFloat16Storage", ElementType::kBfloat16},
      {"CharStorage", ElementType::kInt8},     {"ByteStorage", ElementType::kUint8},
      {"ShortStorage", ElementType::kInt16},   {"IntStorage", ElementType::kInt32},
      {"LongStorage", ElementType::kInt64}};
  const auto found = kTypes.find(storage);
  return found == kTypes.end() ? ElementType::kOther : found->second;
}

// The files of a state: numbers lie in one for each storage.
struct TorchFiles {
  const ZipFiles& all;
  std::string root;
  ByteOrder order = ByteOrder::kLittle;
};

// Adds the part of a storage that a tensor sees of it.
Status add_view(TensorList& list, const std::string& name, const TensorView& view,
                const TorchFiles& files) {
  const std::string shown = shown_name(name);
  constexpr std::size_t kMostAxes = 8;
  if (view.shape.size() > kMostAxes) {
    return pickle::refused("tensor " + shown + " has too many axes");
  }
  const TypeInFile type{type_of_storage(view.storage.type), view.storage.type, files.order};
  const std::size_t size = element_size(type.type);
  const auto count = number_count(view.shape);
  if (!count || !list.has_room(*count) || size == 0 || *count == 0) {
    return list.add(name, view.shape, type, {});
  }
  const ZipEntry* file = find_entry(files.all, files.root + "data/" + view.storage.key);
  if (file == nullptr) return pickle::refused("the numbers of tensor " + shown + " are missing");
  const std::uint64_t held = file->bytes.size() / size;
  const Error cut = pickle::refused("the numbers of tensor " + shown + " are cut off");
  // The last number lies the furthest behind: then all lie in the file, and no sum overflows.
  std::uint64_t last = static_cast<std::uint64_t>(view.offset);
  for (std::size_t axis = 0; axis < view.shape.size(); ++axis) {
    const auto steps = static_cast<std::uint64_t>(view.shape[axis]) - 1;
    const auto stride = static_cast<std::uint64_t>(view.strides[axis]);
    if (last >= held || (steps > 0 && stride > (held - last) / steps)) return cut;
    last += steps * stride;
  }
  if (last >= held) return cut;
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(*count) * size);
  for (std::uint64_t i = 0; i < *count; ++i) {
    std::uint64_t at = static_cast<std::uint64_t>(view.offset), rest = i;
    for (std::size_t axis = view.shape.size(); axis-- > 0;) {
      const auto extent = static_cast<std::uint64_t>(view.shape[axis]);
      at += rest % extent * static_cast<std::uint64_t>(view.strides[axis]);
      rest /= extent;
    }
    std::memcpy(bytes.data() + i * size, file->bytes.data() + at * size, size);
  }
  return list.add(name, view.shape, type, bytes);
}

bool has_tensors(const Value* value) {
  const Dictionary* dictionary = as<Dictionary>(value);
  if (dictionary == nullptr) return false;
  for (const auto& [key, item] : dictionary->items) {
    if (as<std::string>(key) != nullptr && as<TensorView>(item) != nullptr) return true;
  }
  return false;
}

// Returns the dictionary of the model's tensors: a part of a checkpoint, or the file itself. A
// checkpoint may have tensors of its own beside its model, such as the loss.
const Dictionary* model_of(const Value* value) {
  const Dictionary* checkpoint = as<Dictionary>(value);
  if (checkpoint == nullptr) return nullptr;
  for (const char* name : {"model_state_dict", "state_dict", "model", "net", "network"}) {
    for (const auto& [key, item] : checkpoint->items) {
      const auto* words = as<std::string>(key);
      if (words != nullptr && *words == name && has_tensors(item)) return as<Dictionary>(item);
    }
  }
  if (has_tensors(value)) return checkpoint;
  const Dictionary* only = nullptr;
  for (const auto& [key, item] : checkpoint->items) {
    if (!has_tensors(item)) continue;
    if (only != nullptr) return nullptr;
    only = as<Dictionary>(item);
  }
  return only;
}

// Files from machines that write their numbers the other way round say so.
ByteOrder byte_order(const ZipFiles& files, const std::string& root) {
  const ZipEntry* entry = find_entry(files, root + "byteorder");
  const bool big = entry != nullptr && entry->bytes.size() >= 3 &&
                   std::memcmp(entry->bytes.data(), "big", 3) == 0;
  return big ? ByteOrder::kBig : ByteOrder::kLittle;
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
    const TorchFiles of_state{files, root, byte_order(files, root)};
    TensorList list;
    for (const auto& [key, item] : model->items) {
      const auto* name = as<std::string>(key);
      const auto* view = as<TensorView>(item);
      if (name == nullptr || view == nullptr) continue;
      if (const Status status = add_view(list, *name, *view, of_state); !status) {
        return status.error();
      }
    }
    return list.take();
  }
  return pickle::refused("it has no list of tensors");
}

}  // namespace inkling
