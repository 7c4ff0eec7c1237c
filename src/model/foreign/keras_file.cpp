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

#include "base/json.h"
#include "base/picture.h"
#include "model/foreign/named_tensors.h"
#include "model/foreign/npz_file.h"

namespace inkling {
namespace {

using Json = rapidjson::Value;

Error damaged_keras(const std::string& what) {
  return {ErrorCode::kBadModel, "This Keras file is damaged: " + what + "."};
}

std::string json_string(const Json* value) {
  return value != nullptr && value->IsString()
             ? std::string(value->GetString(), value->GetStringLength())
             : "";
}

double json_number(const Json* value, double otherwise) {
  return value != nullptr && value->IsNumber() ? value->GetDouble() : otherwise;
}

bool json_flag(const Json* value, bool otherwise) {
  return value != nullptr && value->IsBool() ? value->GetBool() : otherwise;
}

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
        if (found == arrays_.end()) return damaged_keras("the array " + file + " is missing");
        group.weights.emplace_back(json_string(&pair[0]), &found->second);
      }
      groups_.push_back(std::move(group));
    }
    return Nothing{};
  }

  // Without a configuration, the layers are found from the shapes of their weights.
  Result<ForeignLayers> of_weights_alone() const {
    static const std::map<std::string, std::string> kNormalisation = {
        {"gamma", "weight"},
        {"beta", "bias"},
        {"moving_mean", "running_mean"},
        {"moving_variance", "running_var"}};
    std::vector<NamedTensor> tensors;
    for (const Group& group : groups_) {
      for (const auto& [name, tensor] : group.weights) {
        NamedTensor named = *tensor;
        std::string last = name.substr(name.rfind('/') + 1);
        last = last.substr(0, last.find(':'));
        const auto known = kNormalisation.find(last);
        named.name = group.name + "." + (known == kNormalisation.end() ? last : known->second);
        tensors.push_back(std::move(named));
      }
    }
    Result<LayerList> list =
        layers_of(std::move(tensors), WeightOrder::kInputsFirst, true, Nonlinearity::kRelu);
    if (!list) return list.error();
    return ForeignLayers{.format = "Keras", .list = std::move(*list), .activation_named = false};
  }

  Result<ForeignLayers> of_config(const Json& model) {
    if (const Status status = take_model(model); !status) return status.error();
    return ForeignLayers{.format = "Keras", .list = std::move(list_), .activation_named = true};
  }

 private:
  struct Group {
    std::string name;
    std::string group;
    std::vector<std::pair<std::string, const NamedTensor*>> weights;
  };

  Status take_model(const Json& model) {
    const Json* config = find_member(model, "config");
    // Old versions of Keras write the layers of a Sequential model as its whole configuration.
    const Json* layers = config != nullptr && config->IsArray() ? config
                         : config != nullptr                    ? find_member(*config, "layers")
                                                                : nullptr;
    if (layers == nullptr || !layers->IsArray()) {
      return damaged_keras("its configuration lists no layers");
    }
    for (const Json& layer : layers->GetArray()) {
      if (const Status status = take_layer(layer); !status) return status;
    }
    return Nothing{};
  }

  Status take_layer(const Json& layer) {
    const std::string kind = json_string(find_member(layer, "class_name"));
    static const Json kNone(rapidjson::kObjectType);
    const Json* member = find_member(layer, "config");
    const Json& config = member != nullptr ? *member : kNone;
    std::string name = json_string(find_member(config, "name"));
    if (name.empty()) name = json_string(find_member(layer, "name"));
    // These change nothing once a network is trained, or only the shape of an image.
    static const std::set<std::string> kWithoutEffect = {
        "InputLayer",      "Flatten",        "Dropout",           "Reshape",
        "GaussianDropout", "GaussianNoise",  "AlphaDropout",      "ActivityRegularization",
        "Identity",        "RandomRotation", "RandomTranslation", "RandomZoom"};
    if (kind == "InputLayer") return check_input(config);
    if (kWithoutEffect.contains(kind)) return Nothing{};
    if (kind == "Dense") return take_dense(config, name);
    if (kind == "BatchNormalization") return take_normalisation(config, name);
    if (kind == "Rescaling") {
      list_.push_back(ScaleStep{{json_number(find_member(config, "scale"), 1)},
                                {json_number(find_member(config, "offset"), 0)}});
      return Nothing{};
    }
    if (kind == "Activation") return take_activation(find_member(config, "activation"), kind, name);
    if (kind == "ReLU" && is_plain_relu(config)) return add(Nonlinearity::kRelu);
    if (kind == "Softmax") return add(Nonlinearity::kSoftmax);
    return refused_layer(kind, name);
  }

  static Error refused_layer(const std::string& kind, const std::string& name) {
    const std::string words = kind + (name.empty() ? "" : " " + name);
    return {ErrorCode::kModelLayer,
            "This file has a " + kind + " layer" + (name.empty() ? "" : ", " + name) +
                ": only networks of dense layers can be shown here.",
            words};
  }

  static bool is_plain_relu(const Json& config) {
    const Json* most = find_member(config, "max_value");
    return (most == nullptr || most->IsNull()) &&
           json_number(find_member(config, "negative_slope"), 0) == 0 &&
           json_number(find_member(config, "threshold"), 0) == 0;
  }

  Status check_input(const Json& config) const {
    const Json* shape = find_member(config, "batch_shape");
    if (shape == nullptr) shape = find_member(config, "batch_input_shape");
    if (shape == nullptr || !shape->IsArray()) return Nothing{};
    double values = 1;
    std::string words;
    for (const Json& extent : shape->GetArray()) {
      if (!extent.IsNumber()) continue;
      values *= extent.GetDouble();
      words += (words.empty() ? "" : " x ") + std::to_string(extent.GetInt());
    }
    if (words.empty() || values == kPixels) return Nothing{};
    return Error{ErrorCode::kModelInput,
                 "This model takes " + words + " values: only images of 28 x 28 can be shown.",
                 words};
  }

  Status add(Nonlinearity nonlinearity) {
    list_.emplace_back(nonlinearity);
    return Nothing{};
  }

  // An activation is written as its name, or as an object around it.
  Status take_activation(const Json* activation, const std::string& kind, const std::string& name) {
    if (activation == nullptr || activation->IsNull()) return Nothing{};
    std::string words = json_string(activation);
    if (activation->IsObject()) {
      words = json_string(find_member(*activation, "config"));
      if (words.empty()) words = json_string(find_member(*activation, "class_name"));
    }
    static const std::map<std::string, Nonlinearity> kKnown = {
        {"relu", Nonlinearity::kRelu},       {"ReLU", Nonlinearity::kRelu},
        {"sigmoid", Nonlinearity::kSigmoid}, {"tanh", Nonlinearity::kTanh},
        {"softmax", Nonlinearity::kSoftmax}, {"log_softmax", Nonlinearity::kLogSoftmax}};
    if (words == "linear") return Nothing{};
    const auto found = kKnown.find(words);
    if (found == kKnown.end()) return refused_layer(kind, name + " (" + words + ")");
    return add(found->second);
  }

  // Weights are saved under the name of their layer, or under that of its class with a count.
  const Group* weights_of(const std::string& kind, const std::string& name) {
    const int count = counts_[kind]++;
    const std::string counted = snake_case(kind) + (count == 0 ? "" : "_" + std::to_string(count));
    const auto find = [&](auto member, const std::string& wanted) -> const Group* {
      const auto found = std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) {
        return group.*member == wanted && !group.weights.empty();
      });
      return found == groups_.end() ? nullptr : &*found;
    };
    if (const Group* by_name = find(&Group::name, name)) return by_name;
    return find(&Group::group, counted);
  }

  Status take_dense(const Json& config, const std::string& name) {
    const Group* group = weights_of("Dense", name);
    if (group == nullptr) return damaged_keras("the weights of layer " + name + " are missing");
    const bool biased = json_flag(find_member(config, "use_bias"), true);
    const NamedTensor& kernel = *group->weights[0].second;
    if (group->weights.size() != (biased ? 2u : 1u) || kernel.shape.size() != 2) {
      return damaged_keras("layer " + name + " has weights of another kind");
    }
    DenseStep dense{kernel.shape[0], kernel.shape[1], {}, {}, name};
    dense.weights.assign(kernel.values.begin(), kernel.values.end());
    dense.biases.assign(static_cast<std::size_t>(std::max(0, dense.outputs)), 0);
    if (biased) {
      const NamedTensor& bias = *group->weights[1].second;
      if (bias.values.size() != dense.biases.size()) {
        return damaged_keras("the biases of layer " + name + " have another size");
      }
      std::copy(bias.values.begin(), bias.values.end(), dense.biases.begin());
    }
    list_.emplace_back(std::move(dense));
    return take_activation(find_member(config, "activation"), "Dense", name);
  }

  // y = gamma (x - mean) / sqrt(variance + epsilon) + beta; gamma and beta may be left out.
  Status take_normalisation(const Json& config, const std::string& name) {
    const Group* group = weights_of("BatchNormalization", name);
    if (group == nullptr) return damaged_keras("the weights of layer " + name + " are missing");
    const bool scales = json_flag(find_member(config, "scale"), true);
    const bool centres = json_flag(find_member(config, "center"), true);
    const double epsilon = json_number(find_member(config, "epsilon"), 1e-3);
    const std::size_t least = 2u + (scales ? 1 : 0) + (centres ? 1 : 0);
    if (group->weights.size() < least) {
      return damaged_keras("layer " + name + " lacks some of its numbers");
    }
    std::size_t next = 0;
    const NamedTensor* gamma = scales ? group->weights[next++].second : nullptr;
    const NamedTensor* beta = centres ? group->weights[next++].second : nullptr;
    const NamedTensor& mean = *group->weights[next++].second;
    const NamedTensor& variance = *group->weights[next].second;
    const std::size_t size = mean.values.size();
    const auto fits = [size](const NamedTensor* tensor) {
      return tensor == nullptr || tensor->values.size() == size;
    };
    if (!fits(gamma) || !fits(beta) || !fits(&variance)) {
      return damaged_keras("layer " + name + " lacks some of its numbers");
    }
    ScaleStep scale;
    for (std::size_t i = 0; i < size; ++i) {
      const double deviation = std::sqrt(static_cast<double>(variance.values[i]) + epsilon);
      const double factor = (gamma != nullptr ? gamma->values[i] : 1) / deviation;
      scale.factors.push_back(factor);
      scale.shifts.push_back((beta != nullptr ? beta->values[i] : 0) - factor * mean.values[i]);
    }
    list_.emplace_back(std::move(scale));
    return Nothing{};
  }

  std::map<std::string, NamedTensor> arrays_;
  std::vector<Group> groups_;
  std::map<std::string, int> counts_;  // So many layers of each class have been taken.
  LayerList list_;
};

}  // namespace

Result<ForeignLayers> keras_layers(const ZipFiles& files) {
  const auto entry = files.find(kKerasList);
  if (entry == files.end()) return damaged_keras("it has no list of layers");
  const std::span<const std::uint8_t> bytes = entry->second;
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
