#include "app/core/saved_state.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "app/core/results.h"
#include "app/core/saved_records.h"

namespace inkling {

SavedVisitor visitor_of(const State& state, std::span<Place* const> places) {
  SavedVisitor saved;
  saved.settings = state.settings;
  saved.pad = state.visitors_pad().strokes;
  saved.symbol_ids = state.model.symbol_ids;
  for (const UserDrawing& drawing : state.user_drawings) {
    saved.drawings.push_back({drawing.id, drawing.strokes, drawing.label});
  }
  saved.best = state.best_scores;
  for (const Place* place : places) {
    std::vector<std::uint8_t> bytes = place->saved();
    if (!bytes.empty()) saved.places.push_back({place->name(), std::move(bytes)});
  }
  if (!state.result_codes.empty()) {
    saved.places.push_back({kSavedResults, results_to_bytes(state.result_codes)});
  }
  return saved;
}

SavedNetwork network_of(const State& state) {
  SavedNetwork saved;
  saved.trained_with = state.training.settings;
  saved.test_accuracy = std::numeric_limits<double>::quiet_NaN();
  if (!state.model.trained()) return saved;
  const auto parameters = state.model.network.parameters();
  saved.layers = state.model.network.shape().layers;
  saved.activation = state.model.network.shape().activation;
  saved.parameters.assign(parameters.begin(), parameters.end());
  saved.symbol_ids = state.model.symbol_ids;
  saved.test_accuracy = state.model.test_accuracy.value_or(saved.test_accuracy);
  saved.progress = state.training.progress;
  saved.train_curve = state.training.train_curve;
  saved.test_curve = state.training.test_curve;
  return saved;
}

namespace {

void restore(State& state, const SavedVisitor& saved) {
  state.settings = keep_locked(state.locks, state.settings, saved.settings);
  state.pad = {.strokes = saved.pad,
               .history = std::vector<std::optional<Drawing>>(saved.pad.size())};
  if (!is_empty(saved.pad)) state.demonstrating = false;
  // The network at hand goes on with the classes that are the same.
  if (saved.symbol_ids != state.model.symbol_ids) {
    state.model.change_classes(classes_from(saved.symbol_ids, state.model.symbol_ids),
                               saved.symbol_ids);
  }
  state.best_scores = saved.best;
  state.result_codes = results_from_bytes(saved.of_place(kSavedResults));
  state.user_drawings.clear();
  for (const SavedDrawing& drawing : saved.drawings) {
    state.user_drawings.push_back(
        {drawing.id, drawing.strokes, drawing.label, picture_of(drawing.strokes)});
  }
}

}  // namespace

void restore(State& state, const SavedNetwork& saved) {
  state.training = {};
  state.training.settings = saved.trained_with;
  state.training.progress = saved.progress;
  state.training.train_curve = saved.train_curve;
  state.training.test_curve = saved.test_curve;
  if (saved.parameters.empty()) return;
  Network<float> network({.layers = saved.layers, .activation = saved.activation});
  std::copy(saved.parameters.begin(), saved.parameters.end(), network.parameters().begin());
  // The two records are written one after the other, and by several tabs: they may name other
  // symbols.
  const std::vector<int> classes = classes_from(state.model.symbol_ids, saved.symbol_ids);
  state.model.replace(with_classes(network, classes), Model::Origin::kTrained);
  if (std::isfinite(saved.test_accuracy)) state.model.test_accuracy = saved.test_accuracy;
}

namespace {

Place* find(std::span<Place* const> places, std::string_view name) {
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const Place* place) { return place->name() == name; });
  return found == places.end() ? nullptr : *found;
}

}  // namespace

bool can_restore(std::span<Place* const> places, const SavedVisitor& saved) {
  return std::all_of(places.begin(), places.end(), [&](Place* place) {
    const std::vector<std::uint8_t> before = place->saved();
    const bool can = place->restore(saved.of_place(place->name()));
    if (can) place->restore(before);
    return can;
  });
}

bool restore(State& state, std::span<Place* const> places, const SavedVisitor& saved) {
  // A part that cannot be used spoils all of it.
  if (!can_restore(places, saved)) return false;
  for (Place* place : places) place->restore(saved.of_place(place->name()));
  restore(state, saved);
  return true;
}

std::vector<int> classes_from(std::span<const std::uint64_t> to,
                              std::span<const std::uint64_t> from) {
  std::vector<int> classes = same_classes(kDigits);
  for (const std::uint64_t id : to) {
    const auto found = std::find(from.begin(), from.end(), id);
    classes.push_back(found == from.end() ? -1 : kDigits + static_cast<int>(found - from.begin()));
  }
  return classes;
}

std::vector<std::uint8_t> saved_bytes(const State& state, std::span<Place* const> places,
                                      SavedPart part) {
  return part == SavedPart::kVisitor ? to_bytes(visitor_of(state, places))
                                     : to_bytes(network_of(state));
}

bool restore_saved(State& state, std::span<Place* const> places, SavedPart part,
                   std::span<const std::uint8_t> bytes) {
  if (part == SavedPart::kVisitor) {
    const std::optional<SavedVisitor> saved = visitor_from_bytes(bytes);
    return saved && restore(state, places, *saved);
  }
  const std::optional<SavedNetwork> saved = network_from_bytes(bytes);
  if (saved) restore(state, *saved);
  return saved.has_value();
}

std::vector<std::uint8_t> merged_bytes(std::span<Place* const> places,
                                       std::span<const std::uint8_t> theirs,
                                       std::span<const std::uint8_t> base,
                                       std::span<const std::uint8_t> mine) {
  const auto other = theirs.empty() ? std::optional(SavedVisitor{}) : visitor_from_bytes(theirs);
  const auto before = visitor_from_bytes(base);
  const auto own = visitor_from_bytes(mine);
  if (!other || !before || !own) return {};
  return to_bytes(merged(
      *other, *before, *own,
      [&](std::string_view name, std::span<const std::uint8_t> place_theirs,
          std::span<const std::uint8_t> place_base, std::span<const std::uint8_t> place_mine) {
        if (name == kSavedResults) return merged_results(place_theirs, place_base, place_mine);
        const Place* place = find(places, name);
        if (place == nullptr) {
          return std::vector<std::uint8_t>(place_theirs.begin(), place_theirs.end());
        }
        return place->merged(place_theirs, place_base, place_mine);
      }));
}

}  // namespace inkling
