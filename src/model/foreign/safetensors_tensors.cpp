#include "model/foreign/safetensors_tensors.h"

#include <cstring>
#include <map>
#include <set>
#include <string>

#include "base/json.h"
#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"

namespace inkling {
namespace {

constexpr std::size_t kHeaderLengthBytes = 8;
constexpr std::uint64_t kMostHeader = 1 << 20;

Error damaged_tensors(const std::string& what) {
  return {ErrorCode::kBadModel, "This safetensors file is damaged: " + what + "."};
}

TypeInFile type_in_safetensors(const std::string& name) {
  static const std::map<std::string, ElementType> kTypes = {
      {"F64", ElementType::kFloat64}, {"F32", ElementType::kFloat32},
      {"F16", ElementType::kFloat16}, {"BF16", ElementType::kBfloat16},
      {"I8", ElementType::kInt8},     {"I16", ElementType::kInt16},
      {"I32", ElementType::kInt32},   {"I64", ElementType::kInt64},
      {"U8", ElementType::kUint8},    {"U16", ElementType::kUint16},
      {"U32", ElementType::kUint32},  {"U64", ElementType::kUint64}};
  const auto found = kTypes.find(name);
  return {found == kTypes.end() ? ElementType::kOther : found->second, name, ByteOrder::kLittle};
}

Status add_entry(TensorList& list, const std::string& name, const rapidjson::Value& entry,
                 std::span<const std::uint8_t> data) {
  const std::string shown = shown_name(name);
  const rapidjson::Value* dtype = find_member(entry, "dtype");
  const rapidjson::Value* shape = find_member(entry, "shape");
  const rapidjson::Value* offsets = find_member(entry, "data_offsets");
  if (dtype == nullptr || !dtype->IsString() || shape == nullptr || !shape->IsArray() ||
      offsets == nullptr || !offsets->IsArray() || offsets->Size() != 2 ||
      !(*offsets)[0].IsUint64() || !(*offsets)[1].IsUint64()) {
    return damaged_tensors("tensor " + shown + " has no proper type, shape or place");
  }
  const std::uint64_t begin = (*offsets)[0].GetUint64(), end = (*offsets)[1].GetUint64();
  if (begin > end) return damaged_tensors("tensor " + shown + " has no proper place");
  if (end > data.size()) return refused_format("cut");
  std::vector<std::int64_t> extents;
  for (const rapidjson::Value& extent : shape->GetArray()) {
    if (!extent.IsInt64()) return damaged_tensors("tensor " + shown + " has an impossible shape");
    extents.push_back(extent.GetInt64());
  }
  return list.add(
      name, extents, type_in_safetensors({dtype->GetString(), dtype->GetStringLength()}),
      data.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
}

}  // namespace

Result<std::vector<NamedTensor>> safetensors_tensors(std::span<const std::uint8_t> file) {
  std::uint64_t header_size = 0;
  if (file.size() < kHeaderLengthBytes) return damaged_tensors("it is too short");
  std::memcpy(&header_size, file.data(), kHeaderLengthBytes);
  if (header_size > kMostHeader) return damaged_tensors("its header is too long");
  if (header_size > file.size() - kHeaderLengthBytes) return refused_format("cut");
  const auto header = file.subspan(kHeaderLengthBytes, static_cast<std::size_t>(header_size));
  const auto data = file.subspan(kHeaderLengthBytes + header.size());
  const auto document = parse_json({reinterpret_cast<const char*>(header.data()), header.size()});
  if (!document || !document->IsObject()) return damaged_tensors("its header is not JSON");
  TensorList list;
  std::set<std::string> names;
  for (const auto& [name, entry] : document->GetObject()) {
    const std::string text(name.GetString(), name.GetStringLength());
    if (text == "__metadata__") continue;
    if (!names.insert(text).second) {
      return damaged_tensors("it has two tensors named " + shown_name(text));
    }
    if (const Status status = add_entry(list, text, entry, data); !status) return status.error();
  }
  return list.take();
}

}  // namespace inkling
