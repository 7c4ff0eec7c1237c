#include "model/foreign/named_tensors.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>

#include "base/picture.h"

namespace inkling {
namespace {

Error no_place(const std::string& what) {
  return {ErrorCode::kBadModel, "This file is not a network of dense layers: " + what + "."};
}

std::string shape_words(const std::vector<int>& shape) {
  std::string words;
  for (const int extent : shape) words += (words.empty() ? "" : " x ") + std::to_string(extent);
  return words;
}

// Returns what stands before the last point or slash: tensors of one layer have it in common.
std::string owner_of(const std::string& name) {
  const std::size_t end = name.find_last_of("./");
  return end == std::string::npos ? "" : name.substr(0, end);
}

bool ends_with(const std::string& name, const char* end) { return name.ends_with(end); }

// Holds what one owner has of a batch normalisation.
struct Normalisation {
  const NamedTensor* weight = nullptr;
  const NamedTensor* bias = nullptr;
  const NamedTensor* mean = nullptr;
  const NamedTensor* variance = nullptr;
};

// Files of weights do not say the constant that is added to the variance. PyTorch's default is
// 1e-5, Keras's 1e-3.
double usual_epsilon(WeightOrder order) {
  return order == WeightOrder::kOutputsFirst ? 1e-5 : 1e-3;
}

ScaleStep scale_of(const Normalisation& norm, double epsilon) {
  ScaleStep scale;
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

bool is_normalisation(const Normalisation& norm) {
  if (norm.mean == nullptr || norm.variance == nullptr) return false;
  const std::size_t size = norm.mean->values.size();
  const auto fits = [size](const NamedTensor* tensor) {
    return tensor == nullptr || tensor->values.size() == size;
  };
  return fits(norm.weight) && fits(norm.bias) && fits(norm.variance);
}

std::map<std::string, Normalisation> normalisations(const std::vector<NamedTensor>& tensors) {
  std::map<std::string, Normalisation> found;
  for (const NamedTensor& tensor : tensors) {
    if (tensor.shape.size() != 1) continue;
    Normalisation& norm = found[owner_of(tensor.name)];
    if (ends_with(tensor.name, "running_mean") || ends_with(tensor.name, "moving_mean")) {
      norm.mean = &tensor;
    }
    if (ends_with(tensor.name, "running_var") || ends_with(tensor.name, "moving_variance")) {
      norm.variance = &tensor;
    }
    if (ends_with(tensor.name, "weight") || ends_with(tensor.name, "gamma")) norm.weight = &tensor;
    if (ends_with(tensor.name, "bias") || ends_with(tensor.name, "beta")) norm.bias = &tensor;
  }
  std::erase_if(found, [](const auto& entry) { return !is_normalisation(entry.second); });
  return found;
}

DenseStep dense_of(const NamedTensor& weight, bool outputs_first, const NamedTensor* bias) {
  const int rows = weight.shape[0], cols = weight.shape[1];
  DenseStep dense{.inputs = outputs_first ? cols : rows,
                  .outputs = outputs_first ? rows : cols,
                  .weights = std::vector<double>(weight.values.size()),
                  .biases = {},
                  .name = weight.name};
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      const auto from = static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
                        static_cast<std::size_t>(col);
      const auto to = outputs_first
                          ? static_cast<std::size_t>(col) * static_cast<std::size_t>(rows) +
                                static_cast<std::size_t>(row)
                          : from;
      dense.weights[to] = weight.values[from];
    }
  }
  dense.biases.assign(static_cast<std::size_t>(dense.outputs), 0);
  if (bias != nullptr) dense.biases.assign(bias->values.begin(), bias->values.end());
  return dense;
}

// Returns whether the matrices fit one behind the other.
bool is_chain(const std::vector<const NamedTensor*>& weights, bool outputs_first) {
  int width = kPixels;
  for (const NamedTensor* weight : weights) {
    if (weight->shape[outputs_first ? 1 : 0] != width) return false;
    width = weight->shape[outputs_first ? 0 : 1];
  }
  return true;
}

// Says which way round the weights are: as the layers that are not square have it, else as usual.
bool outputs_come_first(const std::vector<const NamedTensor*>& weights, WeightOrder usual) {
  const bool first = is_chain(weights, true), last = is_chain(weights, false);
  return first == last ? usual == WeightOrder::kOutputsFirst : first;
}

std::vector<const NamedTensor*> matrices_in(const std::vector<const NamedTensor*>& tensors) {
  std::vector<const NamedTensor*> matrices;
  for (const NamedTensor* tensor : tensors) {
    if (tensor->shape.size() == 2) matrices.push_back(tensor);
  }
  return matrices;
}

// Brings the tensors into the order of the file or of their names: the one that should say more
// comes first, and the other where only that makes a chain.
std::vector<const NamedTensor*> in_order(const std::vector<NamedTensor>& tensors, bool ordered) {
  std::vector<const NamedTensor*> of_file, by_name;
  for (const NamedTensor& tensor : tensors) of_file.push_back(&tensor);
  by_name = of_file;
  std::stable_sort(by_name.begin(), by_name.end(), [](const NamedTensor* a, const NamedTensor* b) {
    return comes_before(a->name, b->name);
  });
  const auto fits = [](const std::vector<const NamedTensor*>& order) {
    const auto matrices = matrices_in(order);
    return is_chain(matrices, true) || is_chain(matrices, false);
  };
  const auto& better = ordered ? of_file : by_name;
  const auto& other = ordered ? by_name : of_file;
  return fits(other) && !fits(better) ? other : better;
}

}  // namespace

bool comes_before(const std::string& a, const std::string& b) {
  const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      std::size_t end_a = i, end_b = j;
      while (end_a < a.size() && digit(a[end_a])) ++end_a;
      while (end_b < b.size() && digit(b[end_b])) ++end_b;
      // Numbers are compared by length and digits, without their leading zeros: any size goes.
      const auto number = [](const std::string& text, std::size_t begin, std::size_t end) {
        while (begin + 1 < end && text[begin] == '0') ++begin;
        return text.substr(begin, end - begin);
      };
      const std::string x = number(a, i, end_a), y = number(b, j, end_b);
      if (x != y) return x.size() != y.size() ? x.size() < y.size() : x < y;
      i = end_a;
      j = end_b;
    } else {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

Result<LayerList> layers_of(std::vector<NamedTensor> tensors, WeightOrder order, bool ordered,
                            Nonlinearity activation) {
  std::erase_if(tensors, [](const NamedTensor& tensor) {
    return tensor.whole || tensor.values.empty() || tensor.shape.empty();
  });
  const auto norms = normalisations(tensors);
  std::vector<const NamedTensor*> weights, rows;
  for (const NamedTensor* tensor : in_order(tensors, ordered)) {
    if (norms.contains(owner_of(tensor->name)) && tensor->shape.size() == 1) continue;
    if (tensor->shape.size() > 2) {
      return no_place("tensor " + tensor->name + " is " + shape_words(tensor->shape) +
                      ", as a convolution would have it; only networks of dense layers can be "
                      "shown here");
    }
    (tensor->shape.size() == 2 ? weights : rows).push_back(tensor);
  }
  if (weights.empty()) return no_place("it has no matrix of weights");

  const bool outputs_first = outputs_come_first(weights, order);
  LayerList list;
  std::vector<const NamedTensor*> rest = rows;
  for (std::size_t l = 0; l < weights.size(); ++l) {
    const NamedTensor& weight = *weights[l];
    const auto outputs = static_cast<std::size_t>(weight.shape[outputs_first ? 0 : 1]);
    const auto of_size = [&](const NamedTensor* row) { return row->values.size() == outputs; };
    const std::string owner = owner_of(weight.name);
    auto bias = owner.empty() ? rest.end() : std::find_if(rest.begin(), rest.end(), [&](auto* row) {
      return of_size(row) && owner_of(row->name) == owner;
    });
    if (bias == rest.end()) bias = std::find_if(rest.begin(), rest.end(), of_size);
    const NamedTensor* found = bias == rest.end() ? nullptr : *bias;
    if (found != nullptr) rest.erase(bias);
    list.emplace_back(dense_of(weight, outputs_first, found));
    // A normalisation stands between this layer and the next one, by its name.
    for (const auto& [norm_owner, norm] : norms) {
      const bool after = comes_before(owner, norm_owner);
      const bool before_next =
          l + 1 == weights.size() || comes_before(norm_owner, owner_of(weights[l + 1]->name));
      if (after && before_next) list.emplace_back(scale_of(norm, usual_epsilon(order)));
    }
    if (l + 1 < weights.size()) list.emplace_back(activation);
  }
  if (!rest.empty()) {
    return no_place("tensor " + rest.front()->name + " with " +
                    std::to_string(rest.front()->values.size()) + " numbers belongs to no layer");
  }
  return list;
}

}  // namespace inkling
