#include "cli/files.h"

#include <zlib.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "data/idx.h"
#include "data/sha256.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;

// zlib takes this window size for "the largest window, in a gzip wrapper".
constexpr int kGzipWindow = 15 + 16;

// Shards are small enough that training can begin soon and that checking one does not hold up a
// command, and large enough that gzip and the network are used well.
constexpr int kTrainShard = 2000;
constexpr int kTestShard = 2000;
constexpr int kFirstTestShard = 500;  // The first one is small, to play with.

struct LabelledImages {
  Bytes image_file;
  Bytes label_file;
  std::span<const std::uint8_t> pixels;
  std::span<const std::uint8_t> labels;
};

Result<LabelledImages> read_idx_pair(const fs::path& folder, const std::string& prefix) {
  LabelledImages pair;
  for (const bool images : {true, false}) {
    const fs::path path =
        folder / (prefix + (images ? "-images-idx3-ubyte" : "-labels-idx1-ubyte"));
    Result<Bytes> bytes = read_file(path);
    if (!bytes) return bytes.error();
    Bytes& file = images ? pair.image_file : pair.label_file;
    file = std::move(*bytes);
    const Result<IdxArray> array = parse_idx(file);
    if (!array) return Error{array.error().code, path.string() + ": " + array.error().message};
    const std::vector<int> picture = {array->shape[0], 28, 28};
    if (array->shape != (images ? picture : std::vector<int>{array->shape[0]})) {
      return Error{ErrorCode::kDamaged, path.string() + " has another shape than MNIST's files."};
    }
    (images ? pair.pixels : pair.labels) = array->values;
  }
  if (pair.pixels.size() != pair.labels.size() * kPixels) {
    return Error{ErrorCode::kDamaged,
                 "There are not as many labels as pictures in " + prefix + "."};
  }
  return pair;
}

}  // namespace

Result<Bytes> read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  Bytes bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.is_open() || stream.bad()) {
    return Error{ErrorCode::kUnreachable, "Cannot read " + path.string() + "."};
  }
  return bytes;
}

Status write_file(const fs::path& path, std::span<const std::uint8_t> bytes) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) return Error{ErrorCode::kUnreachable, "Cannot write " + path.string() + "."};
  return Nothing{};
}

Bytes gzip(std::span<const std::uint8_t> bytes) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY);
  Bytes packed(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

Result<Bytes> gunzip(std::span<const std::uint8_t> bytes, std::size_t max_size) {
  z_stream stream{};
  inflateInit2(&stream, kGzipWindow);
  Bytes unpacked(max_size + 1);  // One byte more shows what is too long.
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = unpacked.data();
  stream.avail_out = static_cast<uInt>(unpacked.size());
  const int outcome = inflate(&stream, Z_FINISH);
  unpacked.resize(stream.total_out);
  inflateEnd(&stream);
  if (outcome != Z_STREAM_END || unpacked.size() > max_size) {
    return Error{ErrorCode::kDamaged, "This is no complete gzip file."};
  }
  return unpacked;
}

Result<Dataset> load_dataset(const fs::path& folder) {
  const Result<Bytes> text = read_file(folder / "manifest.json");
  if (!text) {
    return Error{ErrorCode::kUnreachable,
                 "There is no data set in " + folder.string() +
                     ". Name one with --data; './build.sh build' makes one."};
  }
  const Result<Manifest> manifest =
      parse_manifest({reinterpret_cast<const char*>(text->data()), text->size()});
  if (!manifest) return manifest.error();
  Dataset dataset(*manifest);
  for (std::size_t i = 0; i < manifest->shards.size(); ++i) {
    const ShardInfo& shard = manifest->shards[i];
    const Result<Bytes> packed = read_file(folder / shard.file);
    if (!packed) return packed.error();
    const Result<Bytes> bytes = gunzip(*packed, static_cast<std::size_t>(shard_size(shard.count)));
    if (!bytes) return Error{bytes.error().code, shard.file + ": " + bytes.error().message};
    const Status added = dataset.add_shard(static_cast<int>(i), *bytes);
    if (!added) return added.error();
  }
  return dataset;
}

Status pack_dataset(const fs::path& from, const fs::path& to) {
  const Result<LabelledImages> train = read_idx_pair(from, "train");
  if (!train) return train.error();
  const Result<LabelledImages> test = read_idx_pair(from, "t10k");
  if (!test) return test.error();
  std::error_code error;
  fs::create_directories(to, error);
  if (error) return Error{ErrorCode::kUnreachable, "Cannot make the folder " + to.string() + "."};

  Manifest manifest;
  const auto add = [&](const LabelledImages& images, Split split, int first, int size) -> Status {
    const int count = std::min(size, static_cast<int>(images.labels.size()) - first);
    if (count <= 0) return Nothing{};
    Bytes shard(static_cast<std::size_t>(shard_size(count)));
    std::memcpy(shard.data(), images.pixels.data() + static_cast<std::size_t>(first) * kPixels,
                static_cast<std::size_t>(count) * kPixels);
    std::memcpy(shard.data() + static_cast<std::size_t>(count) * kPixels,
                images.labels.data() + first, static_cast<std::size_t>(count));
    const Bytes packed = gzip(shard);
    const std::string name = split == Split::kTrain ? "train-" : "test-";
    // The name does not end in ".gz": some servers would unpack such a file on the way, and the
    // page would then unpack it again.
    const std::string file = name + std::to_string(first) + ".shard";
    manifest.shards.push_back({.file = file,
                               .split = split,
                               .offset = first,
                               .count = count,
                               .packed_size = static_cast<int>(packed.size()),
                               .sha256 = sha256_hex(shard)});
    return write_file(to / file, packed);
  };
  // Training can begin with the first shard, and be measured with the test images that come next.
  const int train_count = static_cast<int>(train->labels.size());
  const int test_count = static_cast<int>(test->labels.size());
  Status status = add(*train, Split::kTrain, 0, kTrainShard);
  if (status) status = add(*test, Split::kTest, 0, kFirstTestShard);
  for (int first = kFirstTestShard; status && first < test_count; first += kTestShard) {
    status = add(*test, Split::kTest, first, kTestShard);
  }
  for (int first = kTrainShard; status && first < train_count; first += kTrainShard) {
    status = add(*train, Split::kTrain, first, kTrainShard);
  }
  if (!status) return status;
  const std::string json = manifest_json(manifest);
  return write_file(to / "manifest.json",
                    {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
}

}  // namespace inkling
