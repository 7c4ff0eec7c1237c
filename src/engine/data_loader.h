// A DataLoader loads the data set: the manifest, then its shards, as far as somebody needs them.
//
// The loader knows nothing of those who need data. It reports how much has arrived, and returns
// what went wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "engine/protocol.h"
#include "nn/examples.h"

namespace inkling {

// No data set has as many images, so this number asks for all of them.
inline constexpr int kAllImages = std::numeric_limits<int>::max();

// A DataNeed is what some work needs of the data set before it can begin.
struct DataNeed {
  enum class Test {
    kNone,
    kFirst,  // The first shard of the test images is enough.
    kAll,
  };
  // This many are needed, from the first one on, or the whole training set where it has fewer.
  int training_images = 0;
  Test test = Test::kAll;

  // Returns whether any file of it is needed.
  bool any() const { return training_images > 0 || test != Test::kNone; }
};

class DataLoader {
 public:
  struct Host {
    // See SessionHost::fetch.
    std::function<void(const std::string& file)> fetch;
    std::function<void(const LoadingEvent& event)> report;
  };
  explicit DataLoader(Host host) : host_(std::move(host)) {}

  // Fetches what is missing of the need, and tries again what could not be had before. Only a need
  // for the first test images alone leaves the other test images unfetched: whoever uses training
  // images measures on the test set sooner or later.
  void request(const DataNeed& need);
  bool has(const DataNeed& need) const;

  // Returns why something could not be had, until the next request(). No further shard is begun
  // meanwhile.
  const std::optional<ErrorEvent>& failure() const { return failure_; }

  // The host reports through these what happens to a file: see Session. Where a file that is still
  // missing cannot be had or is damaged, the returned event says so, which is failure() as well.
  [[nodiscard]] std::optional<ErrorEvent> fetched(const std::string& file,
                                                  std::span<const std::uint8_t> bytes);
  [[nodiscard]] std::optional<ErrorEvent> fetch_failed(const std::string& file, const Error& error);
  void fetch_progress(const std::string& file, int packed_bytes);
  void fetch_stalled(const std::string& file);

  // Returns null until the manifest has arrived.
  const Dataset* dataset() const {
    if (own_) return &*own_;
    return dataset_ ? &*dataset_ : nullptr;
  }
  DataTraits traits() const { return own_ ? own_->traits() : DataTraits{}; }

  // Uses a visitor's own data set from now on, or the site's again. Nobody may still be looking at
  // the examples of the visitor's set before.
  void use_own(Dataset own);
  void use_site();
  bool has_own() const { return own_.has_value(); }
  // Rows and columns of the images of the visitor's own change places.
  void turn_own() { own_->turn(); }
  // Returns the examples that have arrived, from the first one on without a gap. They stay where
  // they are.
  Examples examples(Split split) const;

 private:
  struct Shard {
    enum class State { kMissing, kUnderWay, kLoaded };
    State state = State::kMissing;
    int packed_bytes = 0;  // This many have arrived.
  };

  std::optional<ErrorEvent> take_manifest(std::span<const std::uint8_t> bytes);
  std::optional<std::size_t> find_shard(const std::string& file) const;
  bool loaded(const std::string& file) const;
  bool wanted(const ShardInfo& shard) const;
  void fetch_again();
  void fetch_next();
  void report() const;

  Host host_;
  std::optional<Dataset> dataset_;  // It is the site's, and stays while another one is in use.
  std::optional<Dataset> own_;
  std::vector<Shard> shards_;  // They are those of the manifest, in its order.
  // This many training images are wanted, and all test images with them. If it is empty, none of
  // either are wanted but for the first test images, where first_test_images_ is set.
  std::optional<int> training_images_;
  bool first_test_images_ = false;
  bool stalled_ = false;  // A connection stalled, and nothing has arrived since.
  std::optional<ErrorEvent> failure_;
};

}  // namespace inkling
