#include "model/foreign/biases.h"

#include <algorithm>
#include <set>
#include <string>

#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"
#include "model/foreign/tensor_names.h"

namespace inkling {
namespace {

using Tensors = std::vector<const NamedTensor*>;

// Names that differ by numbers alone, such as "arr_3", do not say what a tensor is. PyTorch's
// "3.weight" does.
bool say_nothing(const Tensors& matrices, const Tensors& rows) {
  std::set<std::string> patterns;
  for (const Tensors* some : {&matrices, &rows}) {
    for (const NamedTensor* tensor : *some) patterns.insert(pattern_of(tensor->name));
  }
  return patterns.size() == 1 && !patterns.begin()->ends_with("weight");
}

Error no_place_for(const NamedTensor& row) {
  const std::string shown = shown_name(row.name);
  return refused_part(shown, "This file is not a network of dense layers: tensor " + shown +
                                 " with " + std::to_string(row.values.size()) +
                                 " numbers belongs to no layer.");
}

// Fills in the biases of the layers that have none yet, in order. Returns whether all fit.
bool fill_in_order(const Tensors& rows, const std::vector<int>& outputs, Tensors& biases) {
  Tensors filled = biases;
  auto row = rows.begin();
  for (std::size_t l = 0; l < filled.size(); ++l) {
    if (filled[l] != nullptr) continue;
    if (row == rows.end() || (*row)->values.size() != static_cast<std::size_t>(outputs[l])) {
      return false;
    }
    filled[l] = *row++;
  }
  if (row != rows.end()) return false;
  biases = std::move(filled);
  return true;
}

// Fills in rows of which each has the size of one layer without biases, and no other row has it.
bool fill_by_size(const Tensors& rows, const std::vector<int>& outputs, Tensors& biases) {
  Tensors filled = biases;
  for (const NamedTensor* row : rows) {
    std::size_t place = filled.size();
    for (std::size_t l = 0; l < filled.size(); ++l) {
      if (row->values.size() != static_cast<std::size_t>(outputs[l])) continue;
      if (biases[l] != nullptr) continue;
      if (place != filled.size()) return false;
      place = l;
    }
    if (place == filled.size() || filled[place] != nullptr) return false;
    filled[place] = row;
  }
  biases = std::move(filled);
  return true;
}

}  // namespace

Result<std::vector<const NamedTensor*>> biases_of(const std::vector<const NamedTensor*>& matrices,
                                                  const std::vector<int>& outputs,
                                                  const std::vector<const NamedTensor*>& rows) {
  Tensors biases(matrices.size(), nullptr), rest;
  const bool silent = say_nothing(matrices, rows);
  std::vector<std::string> owners;
  for (const NamedTensor* matrix : matrices) owners.push_back(place_of(matrix->name).owner);
  for (const NamedTensor* row : rows) {
    const TensorPlace place = place_of(row->name);
    if (!silent && (place.role == TensorRole::kWeight || place.role == TensorRole::kOther)) {
      const std::string shown = shown_name(row->name);
      return refused_part(shown, "This file is not a network of dense layers: tensor " + shown +
                                     " with " + std::to_string(row->values.size()) +
                                     " numbers belongs to a layer of another kind.");
    }
    const auto owner = std::find(owners.begin(), owners.end(), place.owner);
    const bool alone =
        owner != owners.end() && std::find(owner + 1, owners.end(), place.owner) == owners.end();
    if (silent || !alone || place.role != TensorRole::kBias) {
      rest.push_back(row);
      continue;
    }
    const auto l = static_cast<std::size_t>(owner - owners.begin());
    if (biases[l] != nullptr || row->values.size() != static_cast<std::size_t>(outputs[l])) {
      return no_place_for(*row);
    }
    biases[l] = row;
  }
  if (rest.empty()) return biases;
  // Rows whose names do not say that they are biases are taken for such where each layer has one.
  const bool named = std::all_of(rest.begin(), rest.end(), [](const NamedTensor* row) {
    return place_of(row->name).role == TensorRole::kBias;
  });
  const bool alike = std::all_of(rest.begin(), rest.end(), [&](const NamedTensor* row) {
    return pattern_of(row->name) == pattern_of(rest.front()->name);
  });
  if (!silent && !named && (!alike || rest.size() != matrices.size())) {
    return no_place_for(*rest.front());
  }
  if (fill_in_order(rest, outputs, biases)) return biases;
  Tensors by_name = rest;
  std::stable_sort(by_name.begin(), by_name.end(), [](const NamedTensor* a, const NamedTensor* b) {
    return comes_before(a->name, b->name);
  });
  if (fill_in_order(by_name, outputs, biases)) return biases;
  if (fill_by_size(rest, outputs, biases)) return biases;
  return no_place_for(*rest.front());
}

}  // namespace inkling
