#include "model/foreign/keras_file.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/picture.h"
#include "model/foreign/formats.h"
#include "model/foreign/keras_graph.h"
#include "model/foreign/named_tensors.h"
#include "model/foreign/normalisations.h"
#include "model/foreign/npz_file.h"
#include "model/foreign/shown_name.h"

namespace inkling {
namespace {

using Json = KerasJson;

// Keras names groups of weights by classes: "BatchNormalization" becomes "batch_normalization".
std::string snake_case(std::string_view words) {
  std::string result;
  for (const char c : words) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !result.empty()) result += '_';
    result += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

// Walks the layers of a configuration, and gives each its weights.
class KerasModel {
 public:
  explicit KerasModel(std::vector<NamedTensor> arrays) {
    for (NamedTensor& array : arrays) arrays_[array.name] = std::move(array);
  }

  Status take_groups(const Json& layers) {
    for (const Json& layer : layers.GetArray()) {
      Group group{
          json_string(find_member(layer, "name")), json_string(find_member(layer, "group")), {}};
      const Json* arrays = find_member(layer, "arrays");
      if (arrays == nullptr || !arrays->IsArray()) return damaged_keras("a layer has no arrays");
      for (const Json& pair : arrays->GetArray()) {
        if (!pair.IsArray() || pair.Size() != 2) return damaged_keras("a weight has no name");
        std::string file = json_string(&pair[1]);
        if (file.ends_with(".npy")) file.resize(file.size() - 4);
        const auto found = arrays_.find(file);
        if (found == arrays_.end())
          return damaged_keras("the array " + shown_name(file) + " is missing");
        group.weights.emplace_back(json_string(&pair[0]), &found->second);
      }
      groups_.push_back(std::move(group));
    }
    return Nothing{};
  }

  // Without a configuration, the layers are found from the names and shapes of their weights.
  Result<ForeignLayers> of_weights_alone() const {
    std::vector<NamedTensor> tensors;
    for (const Group& group : groups_) {
      for (std::size_t i = 0; i < group.weights.size(); ++i) {
        NamedTensor named = *group.weights[i].second;
        named.name = (group.name.empty() ? group.group : group.name) + "." + weight_name(group, i);
        tensors.push_back(std::move(named));
      }
    }
    Result<std::vector<LayerList>> lists =
        layers_of(tensors, WeightOrder::kInputsFirst, true, Nonlinearity::kRelu);
    if (!lists) return lists.error();
    return ForeignLayers{.format = "Keras", .lists = std::move(*lists), .activation_named = false};
  }

  Result<ForeignLayers> of_config(const Json& model) {
    if (const Status status = take_model(model); !status) return status.error();
    return ForeignLayers{.format = "Keras", .lists = {std::move(list_)}, .activation_named = true};
  }

 private:
  struct Group {
    std::string name;
    std::string group;
    std::vector<std::pair<std::string, const NamedTensor*>> weights;
  };

  // Keras 3 numbers the weights of a layer instead of naming them.
  static std::string weight_name(const Group& group, std::size_t index) {
    static const char* const kOfDense[] = {"kernel", "bias"};
    static const char* const kOfNormalisation[] = {"gamma", "beta", "moving_mean",
                                                   "moving_variance"};
    const std::string& name = group.weights[index].first;
    const std::string last = name.substr(name.rfind('/') + 1);
    const bool numbered = std::all_of(group.weights.begin(), group.weights.end(),
                                      [](const auto& weight) { return weight.first.size() == 1; });
    const std::size_t axes = group.weights[0].second->shape.size();
    if (numbered && axes == 2 && group.weights.size() <= std::size(kOfDense)) {
      return kOfDense[index];
    }
    if (numbered && axes == 1 && group.weights.size() == std::size(kOfNormalisation)) {
      return kOfNormalisation[index];
    }
    return last.substr(0, last.find(':'));
  }

  Status take_model(const Json& model) {
    const Json* config = find_member(model, "config");
    // Old versions of Keras write the layers of a Sequential model as its whole configuration.
    const Json* layers = config != nullptr && config->IsArray() ? config
                         : config != nullptr                    ? find_member(*config, "layers")
                                                                : nullptr;
    if (layers == nullptr || !layers->IsArray()) {
      return damaged_keras("its configuration lists no layers");
    }
    static const Json kNone(rapidjson::kObjectType);
    name_groups(*layers);
    const auto connected = connected_layers(*layers, config->IsObject() ? *config : kNone);
    if (!connected) return connected.error();
    for (const Json* layer : *connected) {
      if (const Status status = take_layer(*layer); !status) return status;
    }
    return Nothing{};
  }

  Status take_layer(const Json& layer) {
    const std::string kind = json_string(find_member(layer, "class_name"));
    static const Json kNone(rapidjson::kObjectType);
    const Json* member = find_member(layer, "config");
    const Json& config = member != nullptr ? *member : kNone;
    const std::string name = name_of(layer);
    // These change nothing once a network is trained, or only the shape of an image.
    static const std::set<std::string> kWithoutEffect = {
        "InputLayer",      "Flatten",        "Dropout",           "Reshape",
        "GaussianDropout", "GaussianNoise",  "AlphaDropout",      "ActivityRegularization",
        "Identity",        "RandomRotation", "RandomTranslation", "RandomZoom"};
    if (kind == "InputLayer") return check_input(config, name);
    if (kWithoutEffect.contains(kind)) return Nothing{};
    if (kind == "Dense") return take_dense(config, name);
    if (kind == "BatchNormalization") return take_normalisation(config, name);
    if (kind == "Rescaling") return take_rescaling(config, name);
    if (kind == "Activation") return take_activation(find_member(config, "activation"), name);
    if (kind == "ReLU" || kind == "Softmax" || kind == "LeakyReLU" || kind == "PReLU" ||
        kind == "ELU" || kind == "ThresholdedReLU") {
      return take_activation(&layer, name);
    }
    return refused_layer(kind, name);
  }

  static std::string name_of(const Json& layer) {
    const Json* config = find_member(layer, "config");
    const std::string name = config == nullptr ? "" : json_string(find_member(*config, "name"));
    return name.empty() ? json_string(find_member(layer, "name")) : name;
  }

  static Error refused_layer(const std::string& kind, const std::string& name) {
    const std::string shown = shown_name(kind), layer = shown_name(name);
    return {ErrorCode::kModelLayer,
            "This file has a " + shown + " layer" + (name.empty() ? "" : ", " + layer) +
                ": only networks of dense layers can be shown here.",
            shown + (name.empty() ? "" : " " + layer)};
  }

  static Error refused_activation(const std::string& kind, const std::string& name) {
    const std::string words =
        shown_name(kind) + (name.empty() ? "" : " (" + shown_name(name) + ")");
    return {ErrorCode::kModelActivation,
            "This network has the activation " + words +
                ": only relu, sigmoid and tanh can be shown here.",
            words};
  }

  static bool is_plain_relu(const Json& config) {
    const Json* most = find_member(config, "max_value");
    for (const char* slope : {"negative_slope", "threshold"}) {
      double number = 0;
      if (!take_number(find_member(config, slope), 0, number) || number != 0) return false;
    }
    return is_absent(most);
  }

  // The first number is the batch, mostly null.
  Status check_input(const Json& config, const std::string& name) const {
    const Json* shape = find_member(config, "batch_shape");
    if (shape == nullptr) shape = find_member(config, "batch_input_shape");
    if (shape == nullptr || !shape->IsArray()) return Nothing{};
    double values = 1;
    std::string words;
    for (rapidjson::SizeType i = 1; i < shape->Size(); ++i) {
      const Json& extent = (*shape)[i];
      if (extent.IsNull()) continue;
      if (!extent.IsNumber() || !(extent.GetDouble() >= 1 && extent.GetDouble() < 1e9)) {
        return damaged_keras("layer " + shown_name(name) + " has an impossible shape");
      }
      values *= extent.GetDouble();
      words += (words.empty() ? "" : " x ") +
               std::to_string(static_cast<std::int64_t>(extent.GetDouble()));
    }
    if (words.empty() || values == kPixels) return Nothing{};
    return Error{ErrorCode::kModelInput,
                 "This model takes " + words + " values: only images of 28 x 28 can be shown.",
                 words};
  }

  // Both are numbers, or lists of one.
  Status take_rescaling(const Json& config, const std::string& name) {
    double numbers[2] = {};
    const char* const members[2] = {"scale", "offset"};
    const double usual[2] = {1, 0};
    for (std::size_t i = 0; i < std::size(members); ++i) {
      const Json* value = find_member(config, members[i]);
      if (value != nullptr && value->IsArray() && value->Size() == 1) value = &(*value)[0];
      if (!take_number(value, usual[i], numbers[i])) return refused_layer("Rescaling", name);
    }
    list_.push_back(ScaleStep{{numbers[0]}, {numbers[1]}, shown_name(name)});
    return Nothing{};
  }

  // An activation is written as its name, or as an object that has it as its class or, around a
  // function, as its configuration.
  Status take_activation(const Json* activation, const std::string& name) {
    if (is_absent(activation)) return Nothing{};
    std::string words = json_string(activation);
    if (activation->IsObject()) {
      const Json* config = find_member(*activation, "config");
      words = json_string(config);
      if (words.empty()) words = json_string(find_member(*activation, "class_name"));
      if (words == "ReLU" && config != nullptr && !is_plain_relu(*config)) {
        return refused_activation("ReLU with a slope or a bound", name);
      }
      double axis = -1;
      if (words == "Softmax" && config != nullptr &&
          (!take_number(find_member(*config, "axis"), -1, axis) || (axis != -1 && axis != 1))) {
        return refused_activation("Softmax along another axis", name);
      }
    }
    static const std::map<std::string, Nonlinearity> kKnown = {
        {"relu", Nonlinearity::kRelu},
        {"ReLU", Nonlinearity::kRelu},
        {"sigmoid", Nonlinearity::kSigmoid},
        {"tanh", Nonlinearity::kTanh},
        {"softmax", Nonlinearity::kSoftmax},
        {"Softmax", Nonlinearity::kSoftmax},
        {"log_softmax", Nonlinearity::kLogSoftmax}};
    if (words == "linear") return Nothing{};
    const auto found = kKnown.find(words);
    if (found == kKnown.end()) {
      return refused_activation(words.empty() ? "without a name" : words, name);
    }
    list_.emplace_back(ActivationStep(found->second, shown_name(name)));
    return Nothing{};
  }

  // Weights are saved under the name of their layer, or under that of its class with a count. One
  // of the two holds for all layers: a name alone may be another layer's count.
  void name_groups(const Json& layers) {
    std::map<std::string, int> counts;
    std::map<std::string, const Group*> by_name, by_count;
    bool all_named = true;
    const auto find = [&](auto member, const std::string& wanted) -> const Group* {
      const auto found = std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) {
        return group.*member == wanted && !group.weights.empty();
      });
      return found == groups_.end() ? nullptr : &*found;
    };
    for (const Json& layer : layers.GetArray()) {
      const std::string kind = json_string(find_member(layer, "class_name")), name = name_of(layer);
      const int count = counts[kind]++;
      if (kind != "Dense" && kind != "BatchNormalization") continue;
      by_count[name] =
          find(&Group::group, snake_case(kind) + (count == 0 ? "" : "_" + std::to_string(count)));
      by_name[name] = find(&Group::name, name);
      all_named = all_named && by_name[name] != nullptr;
    }
    group_of_ = all_named ? std::move(by_name) : std::move(by_count);
  }

  const Group* weights_of(const std::string& name) const {
    const auto found = group_of_.find(name);
    return found == group_of_.end() ? nullptr : found->second;
  }

  Status take_dense(const Json& config, const std::string& name) {
    const Group* group = weights_of(name);
    const std::string shown = shown_name(name);
    if (group == nullptr) return damaged_keras("the weights of layer " + shown + " are missing");
    const bool biased = json_flag(find_member(config, "use_bias"), true);
    if (group->weights.size() != (biased ? 2u : 1u)) {
      return damaged_keras("layer " + shown + " has weights of another kind");
    }
    const NamedTensor& kernel = *group->weights[0].second;
    const NamedTensor* bias = biased ? group->weights[1].second : nullptr;
    if (const Status status = check_read(kernel, shown); !status) return status;
    if (kernel.shape.size() != 2) {
      return damaged_keras("layer " + shown + " has weights of another kind");
    }
    weights_ += kernel.values.size();
    if (weights_ > kMostWeights) return refused_format("large");
    DenseStep dense{kernel.shape[0], kernel.shape[1], {}, {}, shown};
    dense.weights.assign(kernel.values.begin(), kernel.values.end());
    dense.biases.assign(static_cast<std::size_t>(dense.outputs), 0);
    if (bias != nullptr) {
      if (const Status status = check_read(*bias, shown); !status) return status;
      if (bias->values.size() != dense.biases.size()) {
        return damaged_keras("the biases of layer " + shown + " have another size");
      }
      std::copy(bias->values.begin(), bias->values.end(), dense.biases.begin());
    }
    list_.emplace_back(std::move(dense));
    return take_activation(find_member(config, "activation"), name);
  }

  static Status check_read(const NamedTensor& tensor, const std::string& layer) {
    if (tensor.too_large) return refused_format("large");
    if (tensor.is_read()) return Nothing{};
    return refused_part(layer, "The weights of layer " + layer + " in this file are of type " +
                                   tensor.unread + ", which is not read here.");
  }

  // y = gamma (x - mean) / sqrt(variance + epsilon) + beta; gamma and beta may be left out.
  Status take_normalisation(const Json& config, const std::string& name) {
    const Group* group = weights_of(name);
    const std::string shown = shown_name(name);
    if (group == nullptr) return damaged_keras("the weights of layer " + shown + " are missing");
    const bool scales = json_flag(find_member(config, "scale"), true);
    const bool centres = json_flag(find_member(config, "center"), true);
    double epsilon = 0;
    const bool known = take_number(find_member(config, "epsilon"), 1e-3, epsilon);
    const std::size_t wanted = 2u + (scales ? 1 : 0) + (centres ? 1 : 0);
    if (!known || group->weights.size() != wanted) {
      return damaged_keras("layer " + shown + " has weights of another kind");
    }
    for (const auto& [part, tensor] : group->weights) {
      if (const Status status = check_read(*tensor, shown); !status) return status;
      if (tensor->values.size() != group->weights[0].second->values.size()) {
        return damaged_keras("layer " + shown + " lacks some of its numbers");
      }
    }
    std::size_t next = 0;
    Normalisation norm{.owner = name};
    if (scales) norm.weight = group->weights[next++].second;
    if (centres) norm.bias = group->weights[next++].second;
    norm.mean = group->weights[next++].second;
    norm.variance = group->weights[next].second;
    list_.emplace_back(scale_of(norm, epsilon));
    return Nothing{};
  }

  std::map<std::string, NamedTensor> arrays_;
  std::vector<Group> groups_;
  std::uint64_t weights_ = 0;                     // The list has so many.
  std::map<std::string, const Group*> group_of_;  // by the name of a layer
  LayerList list_;
};

}  // namespace

Result<ForeignLayers> keras_layers(const ZipFiles& files) {
  const ZipEntry* entry = find_entry(files, kKerasList);
  if (entry == nullptr) return damaged_keras("it has no list of layers");
  const std::span<const std::uint8_t> bytes = entry->bytes;
  const auto document = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!document) return damaged_keras("its list of layers is garbled");
  const Json* layers = find_member(*document, "layers");
  if (layers == nullptr || !layers->IsArray()) return damaged_keras("it has no list of layers");
  Result<std::vector<NamedTensor>> arrays = npz_tensors(files);
  if (!arrays) return arrays.error();
  KerasModel model(std::move(*arrays));
  const Json* config = find_member(*document, "config");
  const bool configured = config != nullptr && config->IsObject();
  if (const Status status = model.take_groups(*layers); !status) return status.error();
  return configured ? model.of_config(*config) : model.of_weights_alone();
}

}  // namespace inkling
