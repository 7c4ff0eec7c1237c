#include "model/foreign/normalisations.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/picture.h"
#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"
#include "model/foreign/tensor_names.h"

namespace inkling {
namespace {

// More ways to place normalisations than this are not tried.
constexpr std::size_t kMostPlaces = 6;

using Places = std::vector<NormPlace>;

// Says where a module stands in a Sequential: "net.3" is number 3 of "net".
struct Index {
  std::string parent;
  int number = 0;
};

std::optional<Index> index_of(const NamedTensor& tensor) {
  const std::string module = module_of(tensor.name);
  const std::size_t point = module.find_last_of('.');
  const std::size_t begin = point == std::string::npos ? 0 : point + 1;
  Index index{.parent = module.substr(0, begin)};
  const char* end = module.data() + module.size();
  const auto [last, error] = std::from_chars(module.data() + begin, end, index.number);
  if (error != std::errc() || last != end) return std::nullopt;
  return index;
}

// Returns whether each place has the width of its normalisation, and none has two.
bool fits(const Places& places, const std::vector<Normalisation>& norms,
          const std::vector<LayerSite>& layers) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const int behind = places[i].layers;
    const int width = behind == 0 ? kPixels : layers[static_cast<std::size_t>(behind - 1)].outputs;
    if (norms[i].mean->values.size() != static_cast<std::size_t>(width)) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (places[j].layers == behind) return false;
    }
  }
  return true;
}

// Returns the places twice where it is open on which side of the activation they are.
std::vector<Places> on_both_sides(const Places& places, const std::vector<bool>& open) {
  Places behind = places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (open[i]) behind[i].behind_activation = true;
  }
  if (behind == places) return {places};
  return {places, behind};
}

// An activation stands between two layers, and nowhere else.
bool has_activation(int behind, std::size_t layer_count) {
  return behind > 0 && behind < static_cast<int>(layer_count);
}

// In a Sequential, numbers tell what stands next to each other: a normalisation right behind a
// layer is in front of the activation, and one right in front of the next layer is behind it.
std::vector<Places> places_in_sequential(const std::vector<Normalisation>& norms,
                                         const std::vector<LayerSite>& layers) {
  std::set<std::string> parents;
  std::vector<int> numbers;
  for (const LayerSite& layer : layers) {
    const auto index = index_of(*layer.weight);
    if (!index || (!numbers.empty() && index->number <= numbers.back())) return {};
    parents.insert(index->parent);
    numbers.push_back(index->number);
  }
  Places places;
  std::vector<bool> open;
  for (const Normalisation& norm : norms) {
    const auto index = index_of(*norm.mean);
    if (!index) return {};
    parents.insert(index->parent);
    const auto next = std::upper_bound(numbers.begin(), numbers.end(), index->number);
    NormPlace place{.layers = static_cast<int>(next - numbers.begin())};
    bool both = false;
    if (has_activation(place.layers, layers.size())) {
      const bool after_layer = *(next - 1) + 1 == index->number;
      const bool before_layer = index->number + 1 == *next;
      place.behind_activation = before_layer && !after_layer;
      both = before_layer == after_layer;
    }
    places.push_back(place);
    open.push_back(both);
  }
  if (parents.size() != 1 || !fits(places, norms, layers)) return {};
  return on_both_sides(places, open);
}

// "bn2" belongs to "fc2", and "batch_normalization" to "dense".
Places places_by_number(const std::vector<Normalisation>& norms,
                        const std::vector<LayerSite>& layers) {
  Places places;
  for (const Normalisation& norm : norms) {
    const auto numbers = numbers_in(norm.owner);
    int found = 0;
    for (std::size_t l = 0; l < layers.size(); ++l) {
      if (numbers_in(place_of(layers[l].weight->name).owner) != numbers) continue;
      if (found != 0) return {};
      found = static_cast<int>(l) + 1;
    }
    if (found == 0) return {};
    places.push_back({.layers = found});
  }
  return fits(places, norms, layers) ? places : Places{};
}

Places places_in_order(const std::vector<Normalisation>& norms,
                       const std::vector<LayerSite>& layers,
                       const std::vector<const NamedTensor*>& order) {
  const auto at = [&](const NamedTensor* tensor) {
    return std::find(order.begin(), order.end(), tensor) - order.begin();
  };
  Places places;
  for (const Normalisation& norm : norms) {
    const auto before = std::count_if(layers.begin(), layers.end(), [&](const LayerSite& layer) {
      return at(layer.weight) < at(norm.mean);
    });
    places.push_back({.layers = static_cast<int>(before)});
  }
  return fits(places, norms, layers) ? places : Places{};
}

// Finds all places that widths allow where normalisations keep their order.
void places_by_width(const std::vector<Normalisation>& norms, const std::vector<LayerSite>& layers,
                     Places& places, std::vector<Places>& found) {
  if (found.size() >= kMostPlaces) return;
  if (places.size() == norms.size()) {
    found.push_back(places);
    return;
  }
  for (int behind = places.empty() ? 0 : places.back().layers + 1;
       behind <= static_cast<int>(layers.size()); ++behind) {
    places.push_back({.layers = behind});
    if (fits(places, norms, layers)) places_by_width(norms, layers, places, found);
    places.pop_back();
  }
}

}  // namespace

Result<std::vector<Normalisation>> take_normalisations(std::vector<const NamedTensor*>& tensors) {
  std::vector<Normalisation> norms;
  const auto of_owner = [&](const std::string& owner) {
    const auto found = std::find_if(norms.begin(), norms.end(),
                                    [&](const Normalisation& norm) { return norm.owner == owner; });
    return found == norms.end() ? nullptr : &*found;
  };
  for (const NamedTensor* tensor : tensors) {
    const TensorPlace place = place_of(tensor->name);
    const bool statistics = place.role == TensorRole::kMean || place.role == TensorRole::kVariance;
    if (statistics && of_owner(place.owner) == nullptr) norms.push_back({.owner = place.owner});
  }
  const NamedTensor* twice = nullptr;
  std::erase_if(tensors, [&](const NamedTensor* tensor) {
    const TensorPlace place = place_of(tensor->name);
    Normalisation* norm = of_owner(place.owner);
    if (norm == nullptr || tensor->shape.size() != 1) return false;
    const NamedTensor** part = place.role == TensorRole::kWeight     ? &norm->weight
                               : place.role == TensorRole::kBias     ? &norm->bias
                               : place.role == TensorRole::kMean     ? &norm->mean
                               : place.role == TensorRole::kVariance ? &norm->variance
                                                                     : nullptr;
    if (part == nullptr) return false;
    if (*part != nullptr) twice = tensor;
    *part = tensor;
    return true;
  });
  if (twice != nullptr) {
    const std::string shown = shown_name(twice->name);
    return refused_part(shown, "Two normalisations in this file have the name of " + shown + ".");
  }
  for (const Normalisation& norm : norms) {
    const std::string shown = shown_name(norm.owner);
    const auto misfits = [&](const NamedTensor* part) {
      return part != nullptr && part->values.size() != norm.mean->values.size();
    };
    if (norm.mean == nullptr || norm.variance == nullptr || misfits(norm.variance) ||
        misfits(norm.weight) || misfits(norm.bias)) {
      return refused_part(
          shown, "The normalisation " + shown + " in this file lacks some of its numbers.");
    }
  }
  return norms;
}

ScaleStep scale_of(const Normalisation& norm, double epsilon) {
  ScaleStep scale{.factors = {}, .shifts = {}, .name = shown_name(norm.owner)};
  for (std::size_t i = 0; i < norm.mean->values.size(); ++i) {
    const double weight = norm.weight != nullptr ? norm.weight->values[i] : 1;
    const double bias = norm.bias != nullptr ? norm.bias->values[i] : 0;
    const double factor =
        weight / std::sqrt(static_cast<double>(norm.variance->values[i]) + epsilon);
    scale.factors.push_back(factor);
    scale.shifts.push_back(bias - factor * norm.mean->values[i]);
  }
  return scale;
}

std::vector<std::vector<NormPlace>> norm_places(const std::vector<Normalisation>& norms,
                                                const std::vector<LayerSite>& layers,
                                                const std::vector<const NamedTensor*>& order,
                                                bool ordered) {
  if (norms.empty()) return {{}};
  if (auto places = places_in_sequential(norms, layers); !places.empty()) return places;
  std::vector<Places> found;
  if (Places places = places_by_number(norms, layers); !places.empty()) {
    found.push_back(std::move(places));
  } else if (places = places_in_order(norms, layers, order); ordered && !places.empty()) {
    found.push_back(std::move(places));
  } else {
    Places begun;
    places_by_width(norms, layers, begun, found);
  }
  std::vector<Places> all;
  for (const Places& places : found) {
    std::vector<bool> open;
    for (const NormPlace& place : places) {
      open.push_back(has_activation(place.layers, layers.size()));
    }
    for (Places& sided : on_both_sides(places, open)) all.push_back(std::move(sided));
  }
  return all;
}

}  // namespace inkling
