#include "model/foreign/safetensors_tensors.h"

#include <cstring>
#include <optional>
#include <string>

#include "base/json.h"
#include "model/foreign/elements.h"

namespace inkling {
namespace {

constexpr std::size_t kHeaderLengthBytes = 8;
constexpr std::uint64_t kMostHeader = 1 << 20;

Error damaged_tensors(const std::string& what) {
  return {ErrorCode::kBadModel, "This safetensors file is damaged: " + what + "."};
}

ElementType type_in_safetensors(std::string_view name) {
  if (name == "F64") return ElementType::kFloat64;
  if (name == "F32") return ElementType::kFloat32;
  if (name == "F16") return ElementType::kFloat16;
  if (name == "BF16") return ElementType::kBfloat16;
  return ElementType::kWhole;
}

Result<NamedTensor> read_entry(const std::string& name, const rapidjson::Value& entry,
                               std::span<const std::uint8_t> data) {
  const rapidjson::Value* dtype = find_member(entry, "dtype");
  const rapidjson::Value* shape = find_member(entry, "shape");
  const rapidjson::Value* offsets = find_member(entry, "data_offsets");
  if (dtype == nullptr || !dtype->IsString() || shape == nullptr || !shape->IsArray() ||
      offsets == nullptr || !offsets->IsArray() || offsets->Size() != 2 ||
      !(*offsets)[0].IsUint64() || !(*offsets)[1].IsUint64()) {
    return damaged_tensors("tensor " + name + " has no proper type, shape or place");
  }
  const std::uint64_t begin = (*offsets)[0].GetUint64(), end = (*offsets)[1].GetUint64();
  if (begin > end || end > data.size()) {
    return damaged_tensors("tensor " + name + " lies outside of the file");
  }
  NamedTensor tensor{.name = name, .shape = {}, .values = {}};
  std::uint64_t count = 1;
  for (const rapidjson::Value& extent : shape->GetArray()) {
    if (!extent.IsInt() || extent.GetInt() < 0) {
      return damaged_tensors("tensor " + name + " has an impossible shape");
    }
    tensor.shape.push_back(extent.GetInt());
    count *= static_cast<std::uint64_t>(extent.GetInt());
    if (count > data.size()) return damaged_tensors("tensor " + name + " is larger than the file");
  }
  const ElementType type = type_in_safetensors(dtype->GetString());
  tensor.whole = type == ElementType::kWhole;
  if (tensor.whole) return tensor;
  auto values = read_elements(
      type, data.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)),
      count);
  if (!values) return damaged_tensors("tensor " + name + " has too few numbers, or too many");
  tensor.values = std::move(*values);
  return tensor;
}

}  // namespace

Result<std::vector<NamedTensor>> safetensors_tensors(std::span<const std::uint8_t> file) {
  std::uint64_t header_size = 0;
  if (file.size() < kHeaderLengthBytes) return damaged_tensors("it is too short");
  std::memcpy(&header_size, file.data(), kHeaderLengthBytes);
  if (header_size > kMostHeader || header_size > file.size() - kHeaderLengthBytes) {
    return damaged_tensors("its header is longer than the file");
  }
  const auto header = file.subspan(kHeaderLengthBytes, static_cast<std::size_t>(header_size));
  const auto data = file.subspan(kHeaderLengthBytes + header.size());
  const auto document = parse_json({reinterpret_cast<const char*>(header.data()), header.size()});
  if (!document || !document->IsObject()) return damaged_tensors("its header is not JSON");
  std::vector<NamedTensor> tensors;
  for (const auto& [name, entry] : document->GetObject()) {
    const std::string text(name.GetString(), name.GetStringLength());
    if (text == "__metadata__") continue;
    Result<NamedTensor> tensor = read_entry(text, entry, data);
    if (!tensor) return tensor.error();
    tensors.push_back(std::move(*tensor));
  }
  return tensors;
}

}  // namespace inkling
