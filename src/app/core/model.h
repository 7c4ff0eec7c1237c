// Model is the network as one value: its weights, and all that is known of exactly these weights.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/classes.h"
#include "nn/network.h"

namespace inkling {

struct Model {
  enum class Origin {
    kRandom,    // The network is as initialised, and has learned nothing.
    kShipped,   // The site comes with the network.
    kTrained,   // The visitor trained it, or it was restored from a saved state.
    kImported,  // The network came from a file.
  };

  Network<float> network{NetworkShape{}};
  // Each class that the visitor has added to the digits is known by a number that is its own in
  // every tab.
  std::vector<std::uint64_t> symbol_ids;
  Origin origin = Origin::kRandom;
  // The accuracy was measured on the whole test set with exactly these weights.
  std::optional<double> test_accuracy;
  // On that set, with these weights: rows are labels, columns predictions, [classes, classes]. It
  // is empty where nobody has counted.
  std::vector<int> confusion;
  // Other weights have another version.
  std::uint32_t version = 0;

  bool trained() const { return origin != Origin::kRandom; }
  bool shipped() const { return origin == Origin::kShipped; }
  // Returns how many classes the network tells apart: those of the data set, then symbols.
  int classes() const { return network.shape().layers.back(); }

  // Takes other weights, of which nothing is known yet but their origin.
  void replace(Network<float> other, Origin from);
  // Adds, takes away and moves classes. `classes` has for each new class the number that it had, or
  // -1 for one without weights of its own (see with_classes()). `ids` names those after the digits.
  void change_classes(const std::vector<int>& classes, std::vector<std::uint64_t> ids);
};

}  // namespace inkling
