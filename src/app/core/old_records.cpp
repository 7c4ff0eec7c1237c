#include "app/core/old_records.h"

#include <algorithm>

namespace inkling {
namespace {

// ---- Version 5 ----------------------------------------------------------------------------------

// What Play and Learn save is among the rest in these records.

constexpr std::uint32_t kVersionWithoutPlaces = 5;

template <class T>
SavedPlace place_of(const char* name, const T& value) {
  ByteWriter writer;
  writer(value);
  return {name, writer.take()};
}

std::vector<SavedPlace> project_all(bool sound, const std::vector<int>& lesson_steps) {
  return {place_of("learn", lesson_steps), place_of("play", sound)};
}

struct VisitorWithoutPlaces {
  SavedVisitor rest;
  bool sound = false;
  std::vector<int> lesson_steps;

  static void fields(auto& self, auto& archive) {
    archive(self.rest.settings, self.rest.pad, self.rest.symbol_ids, self.rest.drawings, self.sound,
            self.rest.best, self.lesson_steps);
  }
};

// ---- Version 4 ----------------------------------------------------------------------------------

// These records know drawings and symbols by their order only.

constexpr std::uint32_t kVersionWithoutIds = 4;

struct DrawingWithoutId {
  Drawing strokes;
  int label = 0;

  static void fields(auto& self, auto& archive) { archive(self.strokes, self.label); }
};

struct VisitorWithoutIds {
  SavedVisitor rest;
  int symbols = 0;
  std::vector<DrawingWithoutId> drawings;
  bool sound = false;
  std::vector<int> lesson_steps;

  static void fields(auto& self, auto& archive) {
    archive(self.rest.settings, self.rest.pad, self.symbols, self.drawings, self.sound,
            self.rest.best, self.lesson_steps);
  }
};

struct NetworkWithoutIds {
  SavedNetwork rest;

  static void fields(auto& self, auto& archive) {
    archive(self.rest.layers, self.rest.activation, self.rest.parameters, self.rest.test_accuracy,
            self.rest.trained_with);
    archive(self.rest.progress, self.rest.train_curve, self.rest.test_curve);
  }
};

// The ids are the same from every record of that version, so tabs that read it agree on which
// symbol is which.
std::vector<std::uint64_t> ids_of_old_symbols(int count) {
  std::vector<std::uint64_t> ids;
  for (int i = 0; i < std::clamp(count, 0, kMaxSymbols); ++i) {
    ids.push_back(static_cast<std::uint64_t>(kDigits + i));
  }
  return ids;
}

SavedVisitor with_ids(const VisitorWithoutIds& old) {
  SavedVisitor visitor = old.rest;
  visitor.symbol_ids = ids_of_old_symbols(old.symbols);
  visitor.places = project_all(old.sound, old.lesson_steps);
  std::vector<std::uint64_t> taken;
  for (const DrawingWithoutId& drawing : old.drawings) {
    taken.push_back(drawing_id(drawing.strokes, taken));
    visitor.drawings.push_back({taken.back(), drawing.strokes, drawing.label});
  }
  return visitor;
}

SavedNetwork with_ids(const NetworkWithoutIds& old) {
  SavedNetwork network = old.rest;
  if (!network.layers.empty()) {
    network.symbol_ids = ids_of_old_symbols(network.layers.back() - kDigits);
  }
  return network;
}

}  // namespace

std::optional<SavedVisitor> old_visitor_from_bytes(std::span<const std::uint8_t> bytes) {
  if (auto old = read_record<VisitorWithoutPlaces>(bytes, kVersionWithoutPlaces)) {
    old->rest.places = project_all(old->sound, old->lesson_steps);
    return std::move(old->rest);
  }
  const auto older = read_record<VisitorWithoutIds>(bytes, kVersionWithoutIds);
  return older ? std::optional(with_ids(*older)) : std::nullopt;
}

std::optional<SavedNetwork> old_network_from_bytes(std::span<const std::uint8_t> bytes) {
  // This record did not change between versions 5 and 6.
  if (auto old = read_record<SavedNetwork>(bytes, kVersionWithoutPlaces)) return old;
  const auto older = read_record<NetworkWithoutIds>(bytes, kVersionWithoutIds);
  return older ? std::optional(with_ids(*older)) : std::nullopt;
}

}  // namespace inkling
