// The saved state, which is remembered between two visits, consists of records of bytes.
//
// There are two, since one is small and changes often and the other is large: what the visitor
// made, and the network. Several tabs of one site share them. No tab owns them: each merges what it
// has made since it last read or wrote a record into the record that it finds, as a revision
// control system would, with that last state as the common ancestor. So no lock is needed, which
// pages that came over plain HTTP do not have and a frozen tab would not give back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/state.h"

namespace inkling {

struct SavedDrawing {
  std::uint64_t id = 0;
  Drawing strokes;
  int label = 0;  // The label is a digit, or kDigits and on for one of symbol_ids.
  bool operator==(const SavedDrawing&) const = default;

  static void fields(auto& self, auto& archive) { archive(self.id, self.strokes, self.label); }
};

// A place saves what is its own under its name.
struct SavedPlace {
  std::string name;
  std::vector<std::uint8_t> bytes;
  bool operator==(const SavedPlace&) const = default;

  static void fields(auto& self, auto& archive) { archive(self.name, self.bytes); }
};

struct SavedVisitor {
  Settings settings;
  Drawing pad;
  std::vector<std::uint64_t> symbol_ids;
  std::vector<SavedDrawing> drawings;
  std::vector<BestScore> best;
  std::vector<SavedPlace> places;  // Some are of places that only a later version has.

  // Returns an empty span where there is nothing of that name.
  std::span<const std::uint8_t> of_place(std::string_view name) const;

  static void fields(auto& self, auto& archive) {
    archive(self.settings, self.pad, self.symbol_ids, self.drawings, self.best, self.places);
  }
};

struct SavedNetwork {
  std::vector<int> layers;
  Activation activation = Activation::kRelu;
  std::vector<float> parameters;          // The list is empty where the weights are still random.
  std::vector<std::uint64_t> symbol_ids;  // The ids name the classes after the digits.
  double test_accuracy = 0;               // The accuracy is NaN where it is not known.
  Settings trained_with;
  ProgressEvent progress;
  std::vector<CurvePoint> train_curve;
  std::vector<CurvePoint> test_curve;

  static void fields(auto& self, auto& archive) {
    archive(self.layers, self.activation, self.parameters, self.symbol_ids, self.test_accuracy,
            self.trained_with);
    archive(self.progress, self.train_curve, self.test_curve);
  }
};

std::vector<std::uint8_t> to_bytes(const SavedVisitor& visitor);
std::vector<std::uint8_t> to_bytes(const SavedNetwork& network);

// Returns nothing where the bytes are damaged, of a version that is not known, or hold what no
// visitor could have made. What a place has saved is the place's to check. Records of the two
// versions before this one are read, too.
std::optional<SavedVisitor> visitor_from_bytes(std::span<const std::uint8_t> bytes);
std::optional<SavedNetwork> network_from_bytes(std::span<const std::uint8_t> bytes);

// Returns whether a later version than this one has written the record.
bool is_of_later_version(std::span<const std::uint8_t> record);

// MergePlace merges what a place has saved (see Place::merged()).
using MergePlace = std::function<std::vector<std::uint8_t>(
    std::string_view name, std::span<const std::uint8_t> theirs, std::span<const std::uint8_t> base,
    std::span<const std::uint8_t> mine)>;

// Merges what has been made between `base` and `mine` into `theirs`, which other tabs may have
// written. Drawings, symbols and scores are added to each other. What was taken away on either side
// is gone. A setting or the pad is that of the side that changed it, and mine where both did.
SavedVisitor merged(const SavedVisitor& theirs, const SavedVisitor& base, const SavedVisitor& mine,
                    const MergePlace& merge_place);

// Returns a number by which a drawing or a symbol is known in every record. It is made of what is
// drawn, and is none that `taken` has already.
std::uint64_t drawing_id(const Drawing& strokes, std::span<const std::uint64_t> taken);

}  // namespace inkling
