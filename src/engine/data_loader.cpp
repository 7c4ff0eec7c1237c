#include "engine/data_loader.h"

#include <algorithm>
#include <utility>

namespace inkling {
namespace {

constexpr const char* kManifestFile = "manifest.json";

// This many files are fetched at once, so that others are on their way while one is unpacked.
constexpr int kParallelFetches = 4;

}  // namespace

Examples DataLoader::examples(Split split) const {
  const Dataset* in_use = dataset();
  if (in_use == nullptr) return {};
  const auto count = static_cast<std::size_t>(in_use->ready(split));
  return {in_use->pixels(split).first(count * kPixels), in_use->labels(split).first(count)};
}

bool DataLoader::has(const DataNeed& need) const {
  if (own_ || !need.any()) return true;
  if (!dataset_) return false;
  const Manifest& manifest = dataset_->manifest();
  const int test_images = dataset_->ready(Split::kTest);
  if (need.test == DataNeed::Test::kFirst && test_images == 0) return false;
  if (need.test == DataNeed::Test::kAll && test_images < manifest.count(Split::kTest)) return false;
  return dataset_->ready(Split::kTrain) >=
         std::min(need.training_images, manifest.count(Split::kTrain));
}

void DataLoader::use_own(Dataset own) {
  own_.emplace(std::move(own));
  failure_.reset();
  stalled_ = false;
  report();
}

void DataLoader::use_site() {
  own_.reset();
  if (dataset_) {
    report();
  } else {
    host_.report({});
  }
}

void DataLoader::request(const DataNeed& need) {
  if (own_ || !need.any()) return;
  const std::optional<int> before = training_images_;
  if (need.training_images == 0 && need.test == DataNeed::Test::kFirst) {
    first_test_images_ = true;
  } else {
    training_images_ = std::max(before.value_or(0), need.training_images);
  }
  failure_.reset();
  if (!dataset_) {
    host_.fetch(kManifestFile);
    return;
  }
  fetch_again();
  fetch_next();
  if (training_images_ != before) report();
}

bool DataLoader::wanted(const ShardInfo& shard) const {
  if (!training_images_) {
    return first_test_images_ && shard.split == Split::kTest && shard.offset == 0;
  }
  return shard.split == Split::kTest || shard.offset < *training_images_;
}

// A connection may have been silent for long: the host tries another one then.
void DataLoader::fetch_again() {
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    if (shards_[i].state == Shard::State::kUnderWay) {
      host_.fetch(dataset_->manifest().shards[i].file);
    }
  }
}

void DataLoader::fetch_next() {
  auto under_way = std::count_if(shards_.begin(), shards_.end(), [](const Shard& shard) {
    return shard.state == Shard::State::kUnderWay;
  });
  for (std::size_t i = 0; i < shards_.size() && under_way < kParallelFetches; ++i) {
    const ShardInfo& info = dataset_->manifest().shards[i];
    if (shards_[i].state != Shard::State::kMissing || !wanted(info)) continue;
    shards_[i] = {.state = Shard::State::kUnderWay, .packed_bytes = 0};
    ++under_way;
    host_.fetch(info.file);
  }
}

std::optional<std::size_t> DataLoader::find_shard(const std::string& file) const {
  if (!dataset_) return std::nullopt;
  const auto& infos = dataset_->manifest().shards;
  const auto found = std::find_if(infos.begin(), infos.end(),
                                  [&](const ShardInfo& info) { return info.file == file; });
  if (found == infos.end()) return std::nullopt;
  return static_cast<std::size_t>(found - infos.begin());
}

bool DataLoader::loaded(const std::string& file) const {
  if (file == kManifestFile) return dataset_.has_value();
  const auto index = find_shard(file);
  return index && shards_[*index].state == Shard::State::kLoaded;
}

std::optional<ErrorEvent> DataLoader::take_manifest(std::span<const std::uint8_t> bytes) {
  Result<Manifest> manifest =
      parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!manifest) return fetch_failed(kManifestFile, manifest.error());
  shards_.assign(manifest->shards.size(), {});
  dataset_.emplace(std::move(*manifest));
  report();
  fetch_next();
  return std::nullopt;
}

std::optional<ErrorEvent> DataLoader::fetched(const std::string& file,
                                              std::span<const std::uint8_t> bytes) {
  // A second connection may bring the file once more, while others look at what the first one
  // brought.
  if (loaded(file)) return std::nullopt;
  if (file == kManifestFile) return take_manifest(bytes);
  const auto index = find_shard(file);
  if (!index) return std::nullopt;
  const Status added = dataset_->add_shard(static_cast<int>(*index), bytes);
  if (!added) return fetch_failed(file, added.error());
  stalled_ = false;
  shards_[*index] = {.state = Shard::State::kLoaded,
                     .packed_bytes = dataset_->manifest().shards[*index].packed_size};
  report();
  if (!failure_) fetch_next();
  return std::nullopt;
}

std::optional<ErrorEvent> DataLoader::fetch_failed(const std::string& file, const Error& error) {
  if (loaded(file)) return std::nullopt;
  const ErrorEvent failure = {.code = error.code, .message = error.message, .file = file};
  if (const auto index = find_shard(file)) shards_[*index].state = Shard::State::kMissing;
  // Nobody waits for the site's files while another data set is in use.
  if (own_) return std::nullopt;
  failure_ = failure;
  stalled_ = false;
  // Whoever waited for them is told of the failure, and waits no longer.
  first_test_images_ = false;
  return failure_;
}

void DataLoader::fetch_progress(const std::string& file, int packed_bytes) {
  if (loaded(file)) return;
  stalled_ = false;
  if (!dataset_) return;
  if (const auto index = find_shard(file)) {
    shards_[*index].packed_bytes =
        std::min(packed_bytes, dataset_->manifest().shards[*index].packed_size);
  }
  report();
}

void DataLoader::fetch_stalled(const std::string& file) {
  if (loaded(file)) return;
  fetch_progress(file, 0);
  stalled_ = true;
  if (dataset_) report();
}

void DataLoader::report() const {
  if (own_) {
    const Manifest& own = own_->manifest();
    const int train = own.count(Split::kTrain), test = own.count(Split::kTest);
    host_.report({.loaded = shard_size(train + test),
                  .total = shard_size(train + test),
                  .train_images = train,
                  .test_images = test,
                  .complete = true});
    return;
  }
  const Manifest& manifest = dataset_->manifest();
  LoadingEvent event;
  event.complete = true;
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    const bool loaded = shards_[i].state == Shard::State::kLoaded;
    if (!loaded && !wanted(manifest.shards[i])) continue;
    event.loaded += shards_[i].packed_bytes;
    event.total += manifest.shards[i].packed_size;
    event.complete = event.complete && loaded;
  }
  event.train_images = manifest.count(Split::kTrain);
  event.test_images = manifest.count(Split::kTest);
  event.stalled = stalled_;
  host_.report(event);
}

}  // namespace inkling
