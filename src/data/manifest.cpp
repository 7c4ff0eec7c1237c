#include "data/manifest.h"

#include "base/json.h"

namespace inkling {
namespace {

constexpr int kVersion = 1;
constexpr int kMaxImages = 1'000'000;

Error damaged_manifest(const std::string& what) {
  return {ErrorCode::kDamaged, "The list of the data set's files is damaged: " + what + "."};
}

bool read_int(const rapidjson::Value& object, const char* name, int max, int& to) {
  const rapidjson::Value* value = find_member(object, name);
  if (value == nullptr || !value->IsInt() || value->GetInt() < 0 || value->GetInt() > max) {
    return false;
  }
  to = value->GetInt();
  return true;
}

bool read_text(const rapidjson::Value& object, const char* name, std::string& to) {
  const rapidjson::Value* value = find_member(object, name);
  if (value == nullptr || !value->IsString()) return false;
  to.assign(value->GetString(), value->GetStringLength());
  return true;
}

// Returns whether a file of that name lies beside the manifest, not somewhere else on the site or
// beyond it.
bool is_plain_name(const std::string& name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos &&
         name[0] != '.';
}

}  // namespace

int Manifest::count(Split split) const {
  int count = 0;
  for (const ShardInfo& shard : shards) count += shard.split == split ? shard.count : 0;
  return count;
}

Result<Manifest> parse_manifest(std::string_view json) {
  const Result<rapidjson::Document> document = parse_json(json);
  if (!document) return damaged_manifest("it is not JSON");
  int version = 0;
  if (!read_int(*document, "version", kVersion, version) || version != kVersion) {
    return damaged_manifest("it has another version");
  }
  const rapidjson::Value* list = find_member(*document, "shards");
  if (list == nullptr || !list->IsArray() || list->Empty())
    return damaged_manifest("it names no files");

  Manifest manifest;
  for (const rapidjson::Value& entry : list->GetArray()) {
    ShardInfo shard;
    std::string split;
    if (!read_text(entry, "file", shard.file) || !is_plain_name(shard.file) ||
        !read_text(entry, "split", split) || (split != "train" && split != "test") ||
        !read_int(entry, "offset", kMaxImages, shard.offset) ||
        !read_int(entry, "count", kMaxImages, shard.count) || shard.count == 0 ||
        !read_int(entry, "packed_size", kMaxImages * kPixels, shard.packed_size) ||
        !read_text(entry, "sha256", shard.sha256) || shard.sha256.size() != 64) {
      return damaged_manifest("an entry is not as it should be");
    }
    shard.split = split == "train" ? Split::kTrain : Split::kTest;
    if (shard.offset != manifest.count(shard.split) || shard.offset + shard.count > kMaxImages) {
      return damaged_manifest("its files do not follow each other");
    }
    manifest.shards.push_back(std::move(shard));
  }
  if (manifest.count(Split::kTrain) == 0 || manifest.count(Split::kTest) == 0) {
    return damaged_manifest("it names no training images, or none to test with");
  }
  return manifest;
}

std::string manifest_json(const Manifest& manifest) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  writer.Key("version");
  writer.Int(kVersion);
  writer.Key("shards");
  writer.StartArray();
  for (const ShardInfo& shard : manifest.shards) {
    writer.StartObject();
    writer.Key("file");
    writer.String(shard.file.c_str());
    writer.Key("split");
    writer.String(shard.split == Split::kTrain ? "train" : "test");
    writer.Key("offset");
    writer.Int(shard.offset);
    writer.Key("count");
    writer.Int(shard.count);
    writer.Key("packed_size");
    writer.Int(shard.packed_size);
    writer.Key("sha256");
    writer.String(shard.sha256.c_str());
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return buffer.GetString();
}

}  // namespace inkling
