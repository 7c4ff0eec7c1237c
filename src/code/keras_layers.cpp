#include "code/keras_layers.h"

#include <algorithm>
#include <cmath>

#include "code/keras_arguments.h"
#include "code/keras_program.h"

namespace inkling {
namespace {

using FindingKind = ProgramFinding::Kind;

constexpr int kClasses = 10;
constexpr std::string_view kModelName = "Sequential()";

// A DenseReading is one dense layer with what follows it.
struct DenseReading {
  const PythonExpression* call;
  double units = 0;
  const PythonExpression* unknown_at = nullptr;  // Its units are not known.
  std::string_view activation = {};              // It is empty where there is none.
  const PythonExpression* activation_at = nullptr;
  double dropout = 0;
  const PythonExpression* dropout_at = nullptr;
  double l2 = 0;
};

class LayerReader {
 public:
  LayerReader(const PythonScope& scope, Settings& settings, std::vector<ProgramFinding>& findings)
      : scope_(scope), settings_(settings), findings_(findings) {}

  KerasLayers read(const std::vector<const PythonExpression*>& layers, int line) {
    for (const PythonExpression* layer : layers) read_layer(*scope_.resolve(layer));
    finish_deformation();
    finish(line);
    return result_;
  }

 private:
  void add(FindingKind kind, const PythonExpression& expression, std::string instead = "") {
    findings_.push_back(finding(kind, expression));
    findings_.back().instead = std::move(instead);
  }

  KerasArguments arguments(const PythonExpression& layer, KerasArguments::Names places,
                           KerasArguments::Names further) {
    return {scope_, findings_, layer, places, further};
  }

  // Returns the name of the layer. One whose letters alone are wrong is told.
  std::string_view name_of(const PythonExpression& layer) {
    const std::string_view name = scope_.name_of(&layer);
    for (const std::string_view known :
         {"Dense", "Dropout", "Flatten", "Activation", "Rescaling", "Softmax", "InputLayer"}) {
      if (name == known || lower_case(name) != lower_case(known)) continue;
      add(FindingKind::kMisspelt, *layer.first, std::string(known));
      return known;
    }
    return name;
  }

  void read_layer(const PythonExpression& layer) {
    if (layer.kind != PythonExpression::Kind::kCall) return add(FindingKind::kLayer, layer);
    const std::string_view name = name_of(layer);
    if (is_one_of(name, {"Input", "InputLayer"})) {
      const auto given =
          arguments(layer, {"shape", "batch_size", "dtype"}, {"input_shape", "name"});
      for (const char* keyword : {"shape", "input_shape"}) check_shape_of(layer, given, keyword);
    } else if (name == "Flatten") {
      check_shape_of(layer, arguments(layer, {"data_format"}, {"input_shape", "name"}),
                     "input_shape");
    } else if (name == "Dense") {
      read_dense(layer);
    } else if (is_one_of(name, {"Activation", "ReLU", "Softmax"})) {
      read_activation(layer, name);
    } else if (name == "Dropout") {
      read_dropout(layer);
    } else if (name == "Rescaling") {
      read_rescaling(layer);
    } else if (is_one_of(name, {"RandomRotation", "RandomTranslation", "RandomZoom"}) &&
               dense_.empty()) {
      read_deformation(layer, name);
    } else {
      add(FindingKind::kLayer, layer);
    }
  }

  // An image has 28 x 28 pixels, whatever its shape. What is computed at run time must fit the
  // data.
  void check_shape_of(const PythonExpression& layer, const KerasArguments& given,
                      std::string_view keyword) {
    const PythonExpression* shape = scope_.resolve(given.get(keyword));
    if (shape == nullptr) return;
    double pixels = 1;
    const bool is_list = is_one_of(shape->source.substr(0, 1), {"(", "["});
    if (is_list && !shape->items.empty()) {
      for (const PythonItem& item : shape->items) {
        const auto side = scope_.number(item.value);
        if (!side) return;
        pixels *= *side;
      }
    } else if (const auto side = scope_.number(shape)) {
      pixels = *side;
    } else {
      return;
    }
    if (pixels != 784) add(FindingKind::kLayer, layer);
  }

  void read_dense(const PythonExpression& layer) {
    const auto given =
        arguments(layer,
                  {"units", "activation", "use_bias", "kernel_initializer", "bias_initializer",
                   "kernel_regularizer", "bias_regularizer", "activity_regularizer"},
                  {"input_shape", "input_dim", "name", "dtype"});
    check_shape_of(layer, given, "input_shape");
    check_shape_of(layer, given, "input_dim");
    DenseReading dense = {.call = &layer};
    const PythonExpression* units_at = given.get("units");
    const auto units = scope_.number(units_at);
    const double article = Settings().hidden.front();
    dense.units = std::clamp(std::floor(units.value_or(article)), 1.0, double{kMaxUnits});
    if (!units) {
      dense.unknown_at = units_at == nullptr ? &layer : units_at;
    } else if (*units != dense.units) {
      add(FindingKind::kUnits, layer, std::to_string(static_cast<int>(dense.units)));
    }
    if (const PythonExpression* activation = given.get("activation")) {
      set_activation(dense, activation_of(*activation), *activation);
    }
    given.expect_word("use_bias", {"True"});
    given.expect_word("kernel_initializer", {"glorot_uniform", "GlorotUniform"});
    given.expect_word("bias_initializer", {"zeros", "Zeros"});
    given.expect_word("dtype", {"float32"});
    given.expect_none("bias_regularizer");
    given.expect_none("activity_regularizer");
    if (const PythonExpression* regularizer = given.get("kernel_regularizer")) {
      read_regularizer(*regularizer, dense);
    }
    dense_.push_back(dense);
  }

  // Returns "" for none.
  std::string_view activation_of(const PythonExpression& given) const {
    const std::string_view name = word_of(scope_, given);
    return is_one_of(name, {"linear", "None"}) ? std::string_view() : name;
  }

  static void set_activation(DenseReading& dense, std::string_view name,
                             const PythonExpression& at) {
    dense.activation = name;
    dense.activation_at = &at;
  }

  void read_activation(const PythonExpression& layer, std::string_view name) {
    std::string_view activation = name == "ReLU" ? "relu" : "softmax";
    if (name == "Activation") {
      const PythonExpression* given = arguments(layer, {"activation"}, {"name"}).get("activation");
      if (given == nullptr) return add(FindingKind::kActivation, layer);
      activation = activation_of(*given);
    } else {
      (void)arguments(layer, {}, {"name"});
    }
    if (activation.empty()) return;
    // The order of dropout and activation matters for some of them.
    if (dense_.empty() || !dense_.back().activation.empty() || dense_.back().dropout != 0) {
      return add(FindingKind::kActivation, layer);
    }
    set_activation(dense_.back(), activation, layer);
  }

  void read_regularizer(const PythonExpression& given, DenseReading& dense) {
    constexpr double kKerasDefault = 0.01;
    if (!is_one_of(word_of(scope_, given), {"l2", "L2"})) {
      return add(FindingKind::kRegularizer, given);
    }
    const PythonExpression& call = *scope_.resolve(&given);
    if (call.kind != PythonExpression::Kind::kCall) {
      dense.l2 = kKerasDefault;
      return;
    }
    const auto named = arguments(call, {"l2"}, {"l"});
    const PythonExpression* factor = named.get("l2");
    if (factor == nullptr) factor = named.get("l");
    const auto value = factor == nullptr ? kKerasDefault : scope_.number(factor);
    if (!value || *value < 0 || *value > 1) return add(FindingKind::kRegularizer, given);
    dense.l2 = *value;
  }

  void read_dropout(const PythonExpression& layer) {
    const auto given = arguments(layer, {"rate"}, {"name", "seed"});
    const auto rate = scope_.number(given.get("rate"));
    const double most = find_setting("dropout")->max;
    if (dense_.empty() || !rate || *rate < 0 || *rate > most || dense_.back().dropout_at) {
      return add(FindingKind::kDropout, layer);
    }
    dense_.back().dropout = *rate;
    dense_.back().dropout_at = &layer;
  }

  void read_rescaling(const PythonExpression& layer) {
    const auto given = arguments(layer, {"scale", "offset"}, {"name", "input_shape"});
    check_shape_of(layer, given, "input_shape");
    const auto scale = scope_.number(given.get("scale"));
    const PythonExpression* offset = given.get("offset");
    const bool moves = offset != nullptr && scope_.number(offset) != 0.0;
    if (!dense_.empty() || !scale || *scale <= 0 || moves) {
      return add(FindingKind::kPixels, layer);
    }
    result_.divisor /= *scale;
  }

  // Ours has its own limits. With others it is another deformation, which is said.
  void read_deformation(const PythonExpression& layer, std::string_view name) {
    const double limit = name == "RandomRotation"      ? kKerasRotation
                         : name == "RandomTranslation" ? kKerasTranslation
                                                       : kKerasZoom;
    settings_.augment = true;
    const std::size_t factors = name == "RandomRotation" ? 1 : 2;
    bool is_ours = layer.items.size() == factors + 1 &&
                   scope_.text(argument(layer, -1, "fill_mode")) == "constant";
    for (std::size_t i = 0; is_ours && i < factors; ++i) {
      is_ours = layer.items[i].keyword.empty() && scope_.number(layer.items[i].value) == limit;
    }
    is_ours = is_ours &&
              std::find(deformations_.begin(), deformations_.end(), name) == deformations_.end();
    deformations_.push_back(name);
    if (!is_ours) add(FindingKind::kLayer, layer);
    last_deformation_ = &layer;
  }

  // All three of them make a deformation that is like ours.
  void finish_deformation() {
    if (!deformations_.empty() && deformations_.size() < 3) {
      add(FindingKind::kLayer, *last_deformation_);
    }
  }

  void finish(int line) {
    if (dense_.empty()) {
      findings_.push_back(finding(FindingKind::kOutput, line, kModelName));
      settings_.hidden.clear();
      return;
    }
    finish_regularizer();
    // Of layers that are not known, the last one is the output.
    if (dense_.back().unknown_at != nullptr) dense_.back().units = kClasses;
    for (const DenseReading& dense : dense_) {
      const std::string units = std::to_string(static_cast<int>(dense.units));
      if (dense.unknown_at != nullptr) add(FindingKind::kUnknown, *dense.unknown_at, units);
    }
    const PythonExpression& last = *dense_.back().call;
    if (dense_.back().units == kClasses) {
      finish_output(dense_.back());
      dense_.pop_back();
    } else {
      add(FindingKind::kOutput, last);
    }
    settings_.hidden.clear();
    for (const DenseReading& dense : dense_) finish_hidden(dense);
    if (settings_.hidden.empty()) read_unused(last);
    if (!check_shape(settings_.shape())) {
      findings_.push_back(finding(FindingKind::kUnits, line, kModelName));
      settings_.hidden = Settings().hidden;
    }
  }

  void finish_regularizer() {
    settings_.l2 = dense_.front().l2;
    for (const DenseReading& dense : dense_) {
      if (dense.l2 != settings_.l2) add(FindingKind::kRegularizer, *dense.call);
    }
  }

  void finish_output(const DenseReading& output) {
    result_.ends_with_softmax = output.activation == "softmax";
    if (!result_.ends_with_softmax && !output.activation.empty()) {
      add(FindingKind::kOutput, *output.activation_at);
    }
    if (output.dropout_at != nullptr) add(FindingKind::kDropout, *output.dropout_at);
  }

  void finish_hidden(const DenseReading& dense) {
    const bool is_first = settings_.hidden.empty();
    if (settings_.hidden.size() == kMaxHiddenLayers) return add(FindingKind::kLayer, *dense.call);
    settings_.hidden.push_back(static_cast<int>(dense.units));
    const PythonExpression& at = dense.activation_at ? *dense.activation_at : *dense.call;
    const SettingInfo& activation = *find_setting("activation");
    if (is_first) {
      if (!set_setting(settings_, activation, dense.activation)) {
        add(FindingKind::kActivation, at, setting_text(settings_, activation));
      }
      settings_.dropout = dense.dropout;
      return;
    }
    if (const std::string same = setting_text(settings_, activation); dense.activation != same) {
      add(FindingKind::kActivation, at, same);
    }
    if (dense.dropout != settings_.dropout) {
      add(FindingKind::kDropout, dense.dropout_at ? *dense.dropout_at : *dense.call);
    }
  }

  // Without hidden layers a program can only name what they would have: see keras_program.cpp.
  void read_unused(const PythonExpression& last) {
    const ScopeValue* activation = scope_.find("activation", last);
    if (activation != nullptr && activation->expression != nullptr) {
      if (const auto name = scope_.text(activation->expression)) {
        (void)set_setting(settings_, *find_setting("activation"), *name);
      }
    }
    const ScopeValue* dropout = scope_.find("dropout", last);
    if (dropout != nullptr && dropout->number && *dropout->number >= 0 &&
        *dropout->number <= find_setting("dropout")->max) {
      settings_.dropout = *dropout->number;
    }
  }

  const PythonScope& scope_;
  Settings& settings_;
  std::vector<ProgramFinding>& findings_;
  KerasLayers result_;
  std::vector<DenseReading> dense_;
  std::vector<std::string_view> deformations_;
  const PythonExpression* last_deformation_ = nullptr;
};

}  // namespace

KerasLayers read_keras_layers(const PythonScope& scope,
                              const std::vector<const PythonExpression*>& layers, int line,
                              Settings& settings, std::vector<ProgramFinding>& findings) {
  return LayerReader(scope, settings, findings).read(layers, line);
}

}  // namespace inkling
