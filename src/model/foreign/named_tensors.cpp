#include "model/foreign/named_tensors.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "base/picture.h"
#include "model/foreign/biases.h"
#include "model/foreign/formats.h"
#include "model/foreign/normalisations.h"
#include "model/foreign/shown_name.h"
#include "model/foreign/tensor_names.h"

namespace inkling {
namespace {

using Tensors = std::vector<const NamedTensor*>;

Error no_place(const NamedTensor& tensor, const std::string& what) {
  const std::string shown = shown_name(tensor.name);
  return refused_part(
      shown, "This file is not a network of dense layers: tensor " + shown + " " + what + ".");
}

std::string shape_words(const std::vector<int>& shape) {
  std::string words;
  for (const int extent : shape) words += (words.empty() ? "" : " x ") + std::to_string(extent);
  return words;
}

// Files of weights do not say the constant that is added to the variance. PyTorch's default is
// 1e-5, Keras's 1e-3.
double usual_epsilon(WeightOrder order) {
  return order == WeightOrder::kOutputsFirst ? 1e-5 : 1e-3;
}

// Images, or the labels of images, are many, or have the names that everybody gives them.
bool is_data(const NamedTensor& tensor) {
  for (const char* name : {"x_train", "x_test", "y_train", "y_test", "train_", "test_"}) {
    if (tensor.name.starts_with(name)) return true;
  }
  constexpr int kMany = 1000, kVeryMany = 10'000;
  const std::vector<int>& shape = tensor.shape;
  if (shape.empty() || shape[0] < kMany) return false;
  const bool images = shape.size() >= 3 && shape[1] == kPictureSide && shape[2] == kPictureSide;
  const bool rows =
      shape.size() == 2 && shape[1] == kPixels && (tensor.whole || shape[0] >= kVeryMany);
  return images || rows;
}

// A tensor of one axis, or of two of which one has length one.
bool is_row(const NamedTensor& tensor) {
  const std::vector<int>& shape = tensor.shape;
  return shape.size() == 1 || (shape.size() == 2 && (shape[0] == 1 || shape[1] == 1));
}

// Refuses what is no weight or bias, and leaves counters and empty tensors out.
Result<Tensors> taken_tensors(const std::vector<NamedTensor>& tensors) {
  Tensors taken;
  std::set<std::string> names;
  for (const NamedTensor& tensor : tensors) {
    if (is_data(tensor)) return refused_format("data-set");
  }
  for (const NamedTensor& tensor : tensors) {
    if (tensor.shape.size() < 3) continue;
    const std::string shown = shown_name(tensor.name);
    const bool filters = tensor.shape.size() >= 4;
    return Error{ErrorCode::kModelLayer,
                 "This file is not a network of dense layers: tensor " + shown + " is " +
                     shape_words(tensor.shape) +
                     (filters ? ", as a convolution would have it" : "") +
                     "; only networks of dense layers can be shown here.",
                 shown + (filters ? " (convolution)" : "")};
  }
  for (const NamedTensor& tensor : tensors) {
    if (tensor.too_large) return refused_format("large");
    if (!tensor.is_read()) {
      return no_place(tensor, "is of type " + tensor.unread + ", which is not read here");
    }
    const bool counter = tensor.whole || tensor.name.ends_with("num_batches_tracked");
    if (tensor.values.empty() || (counter && tensor.values.size() == 1)) continue;
    if (tensor.shape.empty()) return no_place(tensor, "belongs to no layer");
    if (!names.insert(tensor.name).second) return no_place(tensor, "comes twice");
    taken.push_back(&tensor);
  }
  return taken;
}

DenseStep dense_of(const NamedTensor& weight, bool outputs_first, const NamedTensor* bias) {
  const int rows = weight.shape[0], cols = weight.shape[1];
  DenseStep dense{.inputs = outputs_first ? cols : rows,
                  .outputs = outputs_first ? rows : cols,
                  .weights = std::vector<double>(weight.values.size()),
                  .biases = {},
                  .name = shown_name(weight.name)};
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
bool is_chain(const Tensors& matrices, bool outputs_first) {
  int width = kPixels;
  for (const NamedTensor* matrix : matrices) {
    if (matrix->shape[outputs_first ? 1 : 0] != width) return false;
    width = matrix->shape[outputs_first ? 0 : 1];
  }
  return true;
}

bool is_chain(const Tensors& matrices) {
  return !matrices.empty() && (is_chain(matrices, true) || is_chain(matrices, false));
}

// Brings matrices that no order of the file makes a chain into the only one that their sizes allow.
// Returns whether there is exactly one.
bool find_chain(Tensors& matrices, bool outputs_first) {
  constexpr std::size_t kMost = 8;
  if (matrices.size() > kMost) return false;
  Tensors chain, found;
  int count = 0;
  const std::function<void(int)> extend = [&](int width) {
    if (chain.size() == matrices.size()) {
      if (count++ == 0) found = chain;
      return;
    }
    for (const NamedTensor* matrix : matrices) {
      if (matrix->shape[outputs_first ? 1 : 0] != width) continue;
      if (std::find(chain.begin(), chain.end(), matrix) != chain.end()) continue;
      chain.push_back(matrix);
      extend(matrix->shape[outputs_first ? 0 : 1]);
      chain.pop_back();
    }
  };
  extend(kPixels);
  if (count != 1) return false;
  matrices = std::move(found);
  return true;
}

// The matrices and the rows of a file.
struct Parts {
  Tensors matrices;
  Tensors rows;
};

// What has two axes is a matrix, but where its name says that it is a bias or only rows make the
// matrices a chain.
Parts parts_of(const Tensors& tensors) {
  Parts wide, narrow;
  for (const NamedTensor* tensor : tensors) {
    const bool bias = is_row(*tensor) && place_of(tensor->name).role == TensorRole::kBias;
    const bool row = tensor->shape.size() == 1 || bias;
    (row ? wide.rows : wide.matrices).push_back(tensor);
    (row || is_row(*tensor) ? narrow.rows : narrow.matrices).push_back(tensor);
  }
  return is_chain(narrow.matrices) && !is_chain(wide.matrices) ? narrow : wide;
}

// Names the matrix without which the others are a chain; where it may be one of several, the one
// whose name is least like the others'.
Error broken_chain(const Tensors& matrices, WeightOrder order) {
  std::map<std::string, int> alike;
  for (const NamedTensor* matrix : matrices) ++alike[pattern_of(matrix->name)];
  const NamedTensor* extra = nullptr;
  for (std::size_t i = 0; i < matrices.size() && matrices.size() < 50; ++i) {
    Tensors others = matrices;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    if (!is_chain(others)) continue;
    const auto count = [&](const NamedTensor* matrix) { return alike[pattern_of(matrix->name)]; };
    if (extra == nullptr || count(matrices[i]) < count(extra)) extra = matrices[i];
  }
  if (extra != nullptr) {
    return no_place(*extra, "(" + shape_words(extra->shape) + ") belongs to no layer");
  }
  int width = kPixels;
  const bool outputs_first = order == WeightOrder::kOutputsFirst;
  for (const NamedTensor* matrix : matrices) {
    const int inputs = matrix->shape[outputs_first ? 1 : 0];
    if (inputs != width) {
      return no_place(*matrix,
                      "takes " + std::to_string(inputs) + " values, and " +
                          (width == kPixels ? "images have " : "the one before it gives ") +
                          std::to_string(width));
    }
    width = matrix->shape[outputs_first ? 0 : 1];
  }
  return no_place(*matrices.front(), "is no matrix of a chain");
}

// Refuses what stands inside another layer, such as an adapter: it changes what that layer does.
Status check_modules(const Parts& parts) {
  std::vector<std::string> modules;
  for (const NamedTensor* matrix : parts.matrices) modules.push_back(module_of(matrix->name));
  for (const Tensors* some : {&parts.matrices, &parts.rows}) {
    for (const NamedTensor* tensor : *some) {
      const TensorPlace place = place_of(tensor->name);
      const bool inside =
          std::any_of(modules.begin(), modules.end(), [&](const std::string& module) {
            return !module.empty() && module_of(tensor->name).starts_with(module + ".");
          });
      if (inside || place.role == TensorRole::kOther) {
        return no_place(*tensor, "belongs to a layer of another kind");
      }
    }
  }
  return Nothing{};
}

// Appends the ways in which tensors in this order may be meant.
Status add_lists(const Tensors& order_of_tensors, WeightOrder order, bool ordered,
                 Nonlinearity activation, std::vector<LayerList>& lists) {
  Tensors tensors = order_of_tensors;
  const auto norms = take_normalisations(tensors);
  if (!norms) return norms.error();
  Parts parts = parts_of(tensors);
  if (parts.matrices.empty()) {
    return Error{ErrorCode::kBadModel, "This file has no matrix of weights."};
  }
  if (const Status status = check_modules(parts); !status) return status;
  if (!is_chain(parts.matrices) && !find_chain(parts.matrices, true) &&
      !find_chain(parts.matrices, false)) {
    return broken_chain(parts.matrices, order);
  }
  // Weights stand as those layers have them that are not square, else as usual.
  const bool first = is_chain(parts.matrices, true), last = is_chain(parts.matrices, false);
  const bool outputs_first = first == last ? order == WeightOrder::kOutputsFirst : first;
  std::vector<int> outputs;
  std::vector<LayerSite> sites;
  for (const NamedTensor* matrix : parts.matrices) {
    outputs.push_back(matrix->shape[outputs_first ? 0 : 1]);
    sites.push_back({matrix, outputs.back()});
  }
  const auto biases = biases_of(parts.matrices, outputs, parts.rows);
  if (!biases) return biases.error();
  const auto places = norm_places(*norms, sites, order_of_tensors, ordered);
  if (places.empty()) {
    return no_place(*norms->front().mean, "belongs to a normalisation that fits no layer");
  }
  for (const std::vector<NormPlace>& way : places) {
    LayerList list;
    const auto add_norms = [&](std::size_t layers, bool behind_activation) {
      const NormPlace here{static_cast<int>(layers), behind_activation};
      for (std::size_t i = 0; i < way.size(); ++i) {
        if (way[i] == here) list.emplace_back(scale_of((*norms)[i], usual_epsilon(order)));
      }
    };
    add_norms(0, false);
    for (std::size_t l = 0; l < sites.size(); ++l) {
      list.emplace_back(dense_of(*parts.matrices[l], outputs_first, (*biases)[l]));
      add_norms(l + 1, false);
      if (l + 1 < sites.size()) list.emplace_back(ActivationStep(activation));
      add_norms(l + 1, true);
    }
    lists.push_back(std::move(list));
  }
  return Nothing{};
}

}  // namespace

Result<std::vector<LayerList>> layers_of(const std::vector<NamedTensor>& tensors, WeightOrder order,
                                         bool ordered, Nonlinearity activation) {
  const auto of_file = taken_tensors(tensors);
  if (!of_file) return of_file.error();
  Tensors by_name = *of_file;
  std::stable_sort(by_name.begin(), by_name.end(), [](const NamedTensor* a, const NamedTensor* b) {
    return comes_before(a->name, b->name);
  });
  // The order that should say more comes first.
  const Tensors& better = ordered ? *of_file : by_name;
  const Tensors& other = ordered ? by_name : *of_file;
  // Where an order does not fit, the other one holds; where both do, each is a way to read the
  // file.
  const bool better_fits = is_chain(parts_of(better).matrices);
  const bool other_fits =
      is_chain(parts_of(other).matrices) && parts_of(better).matrices != parts_of(other).matrices;
  std::vector<LayerList> lists;
  for (const Tensors* tensors_in_order : {&better, &other}) {
    const bool first = tensors_in_order == &better;
    if (first ? !better_fits && other_fits : !other_fits) continue;
    const Status status = add_lists(*tensors_in_order, order, ordered, activation, lists);
    if (!status && lists.empty()) return status.error();
  }
  return lists;
}

}  // namespace inkling
