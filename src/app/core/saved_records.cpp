#include "app/core/saved_records.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <iterator>

#include "app/core/old_records.h"
#include "base/bytes.h"
#include "math/numbers.h"

namespace inkling {
namespace {

// Every change of the fields takes a new version. The two before it are still read (old_records.h).
constexpr std::uint32_t kVersion = 6;

// ---- What is possible ---------------------------------------------------------------------------

// Returns whether set_setting() would have let these settings through.
bool possible(const Settings& settings) {
  for (const SettingInfo& info : setting_table()) {
    Settings scratch;
    const bool read_back = info.kind != SettingInfo::Kind::kChoice ||
                           (info.get(settings) >= info.min && info.get(settings) <= info.max);
    if (!read_back || !set_setting(scratch, info, setting_text(settings, info))) return false;
  }
  return true;
}

template <class T, class Key>
bool all_different(const std::vector<T>& items, Key key) {
  std::vector<std::uint64_t> keys;
  for (const T& item : items) keys.push_back(key(item));
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
}

bool possible(const Drawing& drawing) {
  return std::all_of(drawing.begin(), drawing.end(), [](const Stroke& stroke) {
    return std::all_of(stroke.begin(), stroke.end(),
                       [](const InkPoint& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
  });
}

bool possible(const SavedVisitor& visitor) {
  const auto symbols = static_cast<int>(visitor.symbol_ids.size());
  if (!possible(visitor.settings) || !possible(visitor.pad) || symbols > kMaxSymbols) return false;
  if (!all_different(visitor.symbol_ids, [](std::uint64_t id) { return id; })) return false;
  if (std::any_of(visitor.symbol_ids.begin(), visitor.symbol_ids.end(),
                  [](std::uint64_t id) { return id < kDigits; })) {
    return false;  // Those are the digits.
  }
  if (!all_different(visitor.drawings, [](const SavedDrawing& d) { return d.id; })) return false;
  const bool scores_possible =
      std::all_of(visitor.best.begin(), visitor.best.end(), [](const BestScore& best) {
        return static_cast<int>(best.kind) >= 0 && static_cast<int>(best.kind) < kGames;
      });
  if (!scores_possible) return false;
  return std::all_of(visitor.drawings.begin(), visitor.drawings.end(),
                     [&](const SavedDrawing& drawing) {
                       return drawing.label >= 0 && drawing.label < kDigits + symbols &&
                              !is_empty(drawing.strokes) && possible(drawing.strokes);
                     });
}

bool possible(const SavedNetwork& saved) {
  if (!possible(saved.trained_with)) return false;
  if (saved.parameters.empty()) return true;
  const std::vector<int>& layers = saved.layers;
  if (layers.size() < 2 || layers.front() != kPixels ||
      layers.back() != kDigits + static_cast<int>(saved.symbol_ids.size()) ||
      layers.back() > kDigits + kMaxSymbols) {
    return false;
  }
  const int activation = static_cast<int>(saved.activation);
  const NetworkShape shape{.layers = layers, .activation = saved.activation};
  return check_shape(shape).ok() && activation >= 0 &&
         activation < static_cast<int>(std::size(kActivationNames)) &&
         static_cast<std::size_t>(shape.parameter_count()) == saved.parameters.size() &&
         all_finite(saved.parameters);
}

// ---- Bytes --------------------------------------------------------------------------------------

template <class Record>
std::vector<std::uint8_t> with_version(const Record& record) {
  ByteWriter writer;
  writer(kVersion, record);
  return writer.take();
}

template <class Record>
std::optional<Record> if_possible(std::optional<Record> record) {
  if (record && !possible(*record)) record.reset();
  return record;
}

// ---- Merging ------------------------------------------------------------------------------------

template <class T>
const T& changed_side(const T& theirs, const T& base, const T& mine) {
  return mine == base ? theirs : mine;
}

Settings merged_settings(const Settings& theirs, const Settings& base, const Settings& mine) {
  Settings settings = theirs;
  for (const SettingInfo& info : setting_table()) {
    const std::string text = setting_text(mine, info);
    // A text that a setting gave is one that it takes.
    if (text != setting_text(base, info) && !set_setting(settings, info, text)) return mine;
  }
  return settings;
}

// Returns `theirs` without what `mine` has taken away from `base`, and with what it has added.
template <class T, class Same>
std::vector<T> merged_list(const std::vector<T>& theirs, const std::vector<T>& base,
                           const std::vector<T>& mine, Same same) {
  const auto has = [&](const std::vector<T>& list, const T& item) {
    return std::any_of(list.begin(), list.end(), [&](const T& other) { return same(item, other); });
  };
  std::vector<T> list = theirs;
  std::erase_if(list, [&](const T& item) { return has(base, item) && !has(mine, item); });
  for (const T& item : mine) {
    if (!has(base, item) && !has(list, item)) list.push_back(item);
  }
  return list;
}

// Returns a name for a class that does not depend on a record's order of symbols: a digit, or an
// id.
std::uint64_t class_key(const SavedVisitor& visitor, int label) {
  return label < kDigits ? static_cast<std::uint64_t>(label)
                         : visitor.symbol_ids[static_cast<std::size_t>(label - kDigits)];
}

// Returns -1 where there is no such class.
int label_of(const SavedVisitor& visitor, std::uint64_t key) {
  if (key < kDigits) return static_cast<int>(key);
  const auto& ids = visitor.symbol_ids;
  const auto found = std::find(ids.begin(), ids.end(), key);
  return found == ids.end() ? -1 : kDigits + static_cast<int>(found - ids.begin());
}

const SavedDrawing* find_drawing(const SavedVisitor& visitor, std::uint64_t id) {
  const auto found = std::find_if(visitor.drawings.begin(), visitor.drawings.end(),
                                  [&](const SavedDrawing& drawing) { return drawing.id == id; });
  return found == visitor.drawings.end() ? nullptr : &*found;
}

// Returns the class of a drawing on the side that changed it.
std::uint64_t merged_class(std::uint64_t id, const SavedVisitor& theirs, const SavedVisitor& base,
                           const SavedVisitor& mine) {
  const SavedDrawing* in_mine = find_drawing(mine, id);
  const SavedDrawing* in_base = find_drawing(base, id);
  const SavedDrawing* in_theirs = find_drawing(theirs, id);
  if (in_theirs == nullptr) return class_key(mine, in_mine->label);
  const std::uint64_t their_class = class_key(theirs, in_theirs->label);
  if (in_mine == nullptr || in_base == nullptr) return their_class;
  return changed_side(their_class, class_key(base, in_base->label),
                      class_key(mine, in_mine->label));
}

std::vector<BestScore> merged_scores(const std::vector<BestScore>& theirs,
                                     const std::vector<BestScore>& base,
                                     const std::vector<BestScore>& mine) {
  std::vector<BestScore> scores = theirs;
  for (const BestScore& score : mine) {
    if (std::find(base.begin(), base.end(), score) == base.end()) add_score(scores, score);
  }
  return scores;
}

// Merges the places that either side knows.
std::vector<SavedPlace> merged_places(const SavedVisitor& theirs, const SavedVisitor& base,
                                      const SavedVisitor& mine, const MergePlace& merge_place) {
  std::vector<SavedPlace> places = theirs.places;
  for (const SavedPlace& own : mine.places) {
    if (theirs.of_place(own.name).empty()) places.push_back({own.name, {}});
  }
  for (SavedPlace& place : places) {
    if (mine.of_place(place.name).empty()) continue;  // This version does not have it.
    place.bytes =
        merge_place(place.name, place.bytes, base.of_place(place.name), mine.of_place(place.name));
  }
  return places;
}

}  // namespace

std::span<const std::uint8_t> SavedVisitor::of_place(std::string_view name) const {
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const SavedPlace& place) { return place.name == name; });
  if (found == places.end()) return {};
  return found->bytes;
}

std::vector<std::uint8_t> to_bytes(const SavedVisitor& visitor) { return with_version(visitor); }
std::vector<std::uint8_t> to_bytes(const SavedNetwork& network) { return with_version(network); }

std::optional<SavedVisitor> visitor_from_bytes(std::span<const std::uint8_t> bytes) {
  std::optional<SavedVisitor> record = read_record<SavedVisitor>(bytes, kVersion);
  return if_possible(record ? std::move(record) : old_visitor_from_bytes(bytes));
}

std::optional<SavedNetwork> network_from_bytes(std::span<const std::uint8_t> bytes) {
  std::optional<SavedNetwork> record = read_record<SavedNetwork>(bytes, kVersion);
  return if_possible(record ? std::move(record) : old_network_from_bytes(bytes));
}

bool is_of_later_version(std::span<const std::uint8_t> record) {
  std::uint32_t version = 0;
  ByteReader reader(record);
  reader(version);
  return version > kVersion;
}

SavedVisitor merged(const SavedVisitor& theirs, const SavedVisitor& base, const SavedVisitor& mine,
                    const MergePlace& merge_place) {
  SavedVisitor visitor;
  visitor.settings = merged_settings(theirs.settings, base.settings, mine.settings);
  visitor.pad = changed_side(theirs.pad, base.pad, mine.pad);
  visitor.best = merged_scores(theirs.best, base.best, mine.best);
  visitor.places = merged_places(theirs, base, mine, merge_place);
  visitor.symbol_ids = merged_list(theirs.symbol_ids, base.symbol_ids, mine.symbol_ids,
                                   std::equal_to<std::uint64_t>());
  if (visitor.symbol_ids.size() > kMaxSymbols) visitor.symbol_ids.resize(kMaxSymbols);
  visitor.drawings =
      merged_list(theirs.drawings, base.drawings, mine.drawings,
                  [](const SavedDrawing& a, const SavedDrawing& b) { return a.id == b.id; });
  for (SavedDrawing& drawing : visitor.drawings) {
    drawing.label = label_of(visitor, merged_class(drawing.id, theirs, base, mine));
  }
  // Their symbols were deleted meanwhile.
  std::erase_if(visitor.drawings, [](const SavedDrawing& drawing) { return drawing.label < 0; });
  return visitor;
}

std::uint64_t drawing_id(const Drawing& strokes, std::span<const std::uint64_t> taken) {
  // The hash is FNV-1a over the points (Fowler, Noll and Vo).
  constexpr std::uint64_t kPrime = 1099511628211u;
  std::uint64_t hash = 14695981039346656037u;
  const auto add = [&](float value) {
    std::uint8_t bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * kPrime;
  };
  for (const Stroke& stroke : strokes) {
    for (const InkPoint& point : stroke) {
      add(point.x);
      add(point.y);
    }
    hash = (hash ^ stroke.size()) * kPrime;
  }
  // Smaller numbers name the digits and the symbols of old records.
  constexpr std::uint64_t kLeast = 1000;
  hash = std::max(hash, kLeast);
  while (std::find(taken.begin(), taken.end(), hash) != taken.end()) ++hash;
  return hash;
}

}  // namespace inkling
