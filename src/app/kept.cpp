#include "app/kept.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/saved_records.h"
#include "app/update.h"

namespace inkling {
namespace {

SavedVisitor visitor_of(const State& state) {
  SavedVisitor saved;
  saved.settings = state.settings;
  saved.pad = visitors_pad(state).strokes;
  saved.symbol_ids = state.symbol_ids;
  for (const OwnDrawing& own : state.own_drawings) {
    saved.drawings.push_back({own.id, own.strokes, own.label});
  }
  saved.sound = state.play.sound;
  saved.best = state.play.best;
  saved.lesson_steps.assign(state.learn.steps_done.begin(), state.learn.steps_done.end());
  return saved;
}

SavedNetwork network_of(const State& state) {
  SavedNetwork saved;
  saved.trained_with = state.training.settings;
  saved.test_accuracy = std::numeric_limits<double>::quiet_NaN();
  if (!state.trained) return saved;
  const auto parameters = state.network.parameters();
  saved.layers = state.network.shape().layers;
  saved.activation = state.network.shape().activation;
  saved.parameters.assign(parameters.begin(), parameters.end());
  saved.symbol_ids = state.symbol_ids;
  saved.test_accuracy = state.test_accuracy.value_or(saved.test_accuracy);
  saved.progress = state.training.progress;
  saved.train_curve = state.training.train_curve;
  saved.test_curve = state.training.test_curve;
  return saved;
}

void take_up(State& state, const SavedVisitor& saved) {
  state.settings = saved.settings;
  state.pad = {.strokes = saved.pad,
               .history = std::vector<std::optional<Drawing>>(saved.pad.size())};
  if (!is_empty(saved.pad)) state.demonstrating = false;
  // The network at hand goes on with the classes that are the same.
  const std::vector<int> classes = classes_from(saved.symbol_ids, state.symbol_ids);
  if (saved.symbol_ids != state.symbol_ids) state.network = with_classes(state.network, classes);
  state.symbol_ids = saved.symbol_ids;
  state.play.sound = saved.sound;
  state.play.best = saved.best;
  std::copy(saved.lesson_steps.begin(), saved.lesson_steps.end(), state.learn.steps_done.begin());
  state.selected_own.reset();
  state.own_drawings.clear();
  for (const SavedDrawing& own : saved.drawings) {
    state.own_drawings.push_back({own.id, own.strokes, own.label, picture_of(own.strokes)});
  }
}

void take_up(State& state, const SavedNetwork& saved) {
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
  state.network = with_classes(network, classes_from(state.symbol_ids, saved.symbol_ids));
  state.trained = true;
  state.test_accuracy.reset();
  if (std::isfinite(saved.test_accuracy)) state.test_accuracy = saved.test_accuracy;
}

template <class Saved>
bool take_up(State& state, const std::optional<Saved>& saved) {
  if (saved) take_up(state, *saved);
  return saved.has_value();
}

}  // namespace

std::vector<int> classes_from(std::span<const std::uint64_t> to,
                              std::span<const std::uint64_t> from) {
  std::vector<int> classes = same_classes(kDigits);
  for (const std::uint64_t id : to) {
    const auto found = std::find(from.begin(), from.end(), id);
    classes.push_back(found == from.end() ? -1 : kDigits + static_cast<int>(found - from.begin()));
  }
  return classes;
}

std::vector<std::uint8_t> bytes_to_keep(const State& state, KeptPart part) {
  return part == KeptPart::kVisitor ? to_bytes(visitor_of(state)) : to_bytes(network_of(state));
}

bool take_up_kept(State& state, KeptPart part, std::span<const std::uint8_t> bytes) {
  return part == KeptPart::kVisitor ? take_up(state, visitor_from_bytes(bytes))
                                    : take_up(state, network_from_bytes(bytes));
}

}  // namespace inkling
