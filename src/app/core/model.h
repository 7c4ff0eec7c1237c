// The network as one value: its weights, and all that is known of exactly these weights.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/classes.h"
#include "nn/network.h"

namespace inkling {

struct Model {
  enum class Origin {
    kRandom,    // as initialised: it has learned nothing
    kShipped,   // the one that the site comes with
    kTrained,   // trained by the visitor, here or in an earlier visit
    kImported,  // from a file
  };

  Network<float> network{NetworkShape{}};
  // Of the classes that the visitor has added to the digits; each is known by a number that is its
  // own in every tab.
  std::vector<std::uint64_t> symbol_ids;
  Origin origin = Origin::kRandom;
  // On the whole test set, of exactly these weights.
  std::optional<double> test_accuracy;
  // Another number for each other weights.
  std::uint32_t version = 0;

  bool trained() const { return origin != Origin::kRandom; }
  bool shipped() const { return origin == Origin::kShipped; }
  // What it tells apart: digits, then symbols.
  int classes() const { return network.shape().layers.back(); }
  int symbols() const { return classes() - kDigits; }

  // Other weights, of which nothing is known yet but where they are from.
  void replace(Network<float> other, Origin from);
  // Classes are added, taken away and moved: for each new class the number that it had, -1 for one
  // without weights of its own (see with_classes()). `ids` names those after the digits.
  void change_classes(const std::vector<int>& classes, std::vector<std::uint64_t> ids);
};

}  // namespace inkling
