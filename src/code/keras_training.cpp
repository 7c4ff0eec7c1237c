#include "code/keras_training.h"

#include <cmath>

#include "code/keras_arguments.h"
#include "code/program_writer.h"

namespace inkling {
namespace {

using FindingKind = ProgramFinding::Kind;
using ExpressionKind = PythonExpression::Kind;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

class TrainingReader {
 public:
  TrainingReader(const PythonScope& scope, const KerasModel& model, Settings& settings,
                 std::vector<ProgramFinding>& findings)
      : scope_(scope),
        model_(model),
        settings_(settings),
        findings_(findings),
        arguments_(scope, findings) {}

  void read() {
    layers_ = read_keras_layers(scope_, model_.layers, model_.line, settings_, findings_);
    if (model_.fit == nullptr) add_missing("fit()");
    if (model_.fit != nullptr) read_fit(*model_.fit);
    if (model_.compile == nullptr) add_missing("compile()");
    if (model_.compile != nullptr) read_compile(*model_.compile);
  }

 private:
  void add(FindingKind kind, const PythonExpression& expression) {
    findings_.push_back(finding(kind, expression));
  }
  void add_missing(std::string_view name) {
    findings_.push_back(finding(FindingKind::kMissing, model_.line, name));
  }

  // Sets a number of the table within its bounds.
  void set_number(const char* name, const PythonExpression& given) {
    const SettingInfo& info = *find_setting(name);
    const auto value = scope_.number(&given);
    const bool whole = info.kind == SettingInfo::Kind::kInteger;
    if (!value || *value < info.min || *value > info.max ||
        (whole && *value != std::floor(*value))) {
      return add(FindingKind::kRange, given);
    }
    info.set(settings_, *value);
  }

  // ---- compile() ------------------------------------------------------------------------------

  void read_compile(const PythonExpression& call) {
    arguments_.check(call, {"optimizer", "loss", "metrics", "weighted_metrics", "run_eagerly",
                            "jit_compile", "steps_per_execution", "auto_scale_loss"});
    const PythonExpression* optimizer = argument(call, 0, "optimizer");
    set_optimizer(OptimizerKind::kRmsprop);  // It is Keras's own choice.
    if (optimizer != nullptr) read_optimizer(*scope_.resolve(optimizer));
    const PythonExpression* loss = argument(call, 1, "loss");
    if (loss == nullptr) return add(FindingKind::kLoss, call);
    read_loss(*scope_.resolve(loss));
  }

  void set_optimizer(OptimizerKind kind) {
    settings_.optimizer = kind;
    settings_.learning_rate = default_learning_rate(kind);
  }

  void read_optimizer(const PythonExpression& given) {
    const std::string name = lower_case(arguments_.word(given));
    if (name == "sgd") {
      set_optimizer(OptimizerKind::kSgd);
    } else if (name == "rmsprop") {
      set_optimizer(OptimizerKind::kRmsprop);
    } else if (name == "adam") {
      set_optimizer(OptimizerKind::kAdam);
    } else {
      return add(FindingKind::kOptimizer, given);
    }
    if (given.kind != ExpressionKind::kCall) return;
    const bool has_momentum = settings_.optimizer == OptimizerKind::kSgd;
    read_optimizer_options(given);
    if (has_momentum) read_momentum(given);
    const PythonExpression* rate = argument(given, 0, "learning_rate");
    if (rate == nullptr) rate = argument(given, 0, "lr");
    if (rate != nullptr) read_learning_rate(*scope_.resolve(rate), *rate);
  }

  // Whatever is given must be as it is here: see math/kernels/step_rule.h.
  void read_optimizer_options(const PythonExpression& call) {
    const bool adam = settings_.optimizer == OptimizerKind::kAdam;
    const bool rmsprop = settings_.optimizer == OptimizerKind::kRmsprop;
    if (adam) {
      arguments_.check(call, {"learning_rate", "lr", "name", "beta_1", "beta_2", "epsilon",
                              "amsgrad", "decay", "weight_decay"});
      arguments_.expect_number(call, "beta_1", kBeta1);
      arguments_.expect_number(call, "beta_2", kBeta2);
      arguments_.expect_word(call, "amsgrad", {"False"});
    } else if (rmsprop) {
      arguments_.check(call, {"learning_rate", "lr", "name", "rho", "epsilon", "momentum",
                              "centered", "decay", "weight_decay"});
      arguments_.expect_number(call, "rho", kRho);
      arguments_.expect_number(call, "momentum", 0);
      arguments_.expect_word(call, "centered", {"False"});
    } else {
      arguments_.check(
          call, {"learning_rate", "lr", "name", "momentum", "nesterov", "decay", "weight_decay"});
      arguments_.expect_word(call, "nesterov", {"False"});
    }
    // Keras takes further ones by their places, too, which hardly anybody does.
    int places = 0;
    for (const PythonItem& item : call.items) places += item.keyword.empty() ? 1 : 0;
    if (places > (adam || rmsprop ? 1 : 2)) add(FindingKind::kOptimizer, call);
    expect_number_or_none(call, "epsilon", kEpsilon);
    expect_number_or_none(call, "decay", 0);
    expect_number_or_none(call, "weight_decay", 0);
  }

  void expect_number_or_none(const PythonExpression& call, std::string_view keyword,
                             double number) {
    const PythonExpression* given = argument(call, -1, keyword);
    if (given == nullptr || scope_.name_of(given) == "None") return;
    arguments_.expect_number(call, keyword, number);
  }

  void read_momentum(const PythonExpression& call) {
    const PythonExpression* given = argument(call, 1, "momentum");
    if (given == nullptr) return;
    const auto momentum = scope_.number(given);
    if (momentum == kMomentum) {
      set_optimizer(OptimizerKind::kMomentum);
    } else if (momentum != 0.0) {
      add(FindingKind::kOptimizer, call);
    }
  }

  void read_learning_rate(const PythonExpression& rate, const PythonExpression& given) {
    if (rate.kind != ExpressionKind::kCall || scope_.name_of(&rate) == "float") {
      return set_number("learning_rate", given);
    }
    if (scope_.name_of(&rate) != "CosineDecay") return add(FindingKind::kSchedule, rate);
    arguments_.check(rate, {"initial_learning_rate", "decay_steps", "alpha", "name"});
    arguments_.expect_number(rate, "alpha", 0);
    settings_.schedule = Schedule::kCosine;
    const PythonExpression* initial = argument(rate, 0, "initial_learning_rate");
    const PythonExpression* steps = argument(rate, 1, "decay_steps");
    if (initial == nullptr || steps == nullptr) return add(FindingKind::kSchedule, rate);
    set_number("learning_rate", *initial);
    // The cosine must end where the run ends.
    const double all = double{1} * settings_.epochs * steps_per_epoch(settings_);
    if (scope_.number(steps) != all) add(FindingKind::kSchedule, rate);
  }

  void read_loss(const PythonExpression& loss) {
    const std::string name = lower_case(arguments_.word(loss));
    const bool sparse =
        is_one_of(name, {"sparse_categorical_crossentropy", "sparsecategoricalcrossentropy"});
    if (!sparse && !is_one_of(name, {"categorical_crossentropy", "categoricalcrossentropy"})) {
      return add(FindingKind::kLoss, loss);
    }
    bool from_logits = false;
    if (loss.kind == ExpressionKind::kCall) {
      arguments_.check(loss, {"from_logits", "name", "reduction", "label_smoothing"});
      arguments_.expect_word(loss, "reduction", {"sum_over_batch_size", "auto", "AUTO"});
      arguments_.expect_number(loss, "label_smoothing", 0);
      const PythonExpression* given = argument(loss, 0, "from_logits");
      const std::string_view logits = scope_.name_of(given);
      from_logits = logits == "True";
      if (given != nullptr && !is_one_of(logits, {"True", "False"})) add(FindingKind::kLoss, loss);
    }
    // Softmax once is right: in the last layer or in the loss.
    if (from_logits == layers_.ends_with_softmax) add(FindingKind::kOutput, loss);
    if (model_.labels && model_.labels->is_one_hot == sparse) add(FindingKind::kLoss, loss);
  }

  // ---- fit() ----------------------------------------------------------------------------------

  void read_fit(const PythonExpression& call) {
    constexpr int kKerasBatch = 32, kKerasEpochs = 1;
    arguments_.check(call, {"x", "y", "epochs", "batch_size", "verbose", "validation_data",
                            "validation_split", "validation_batch_size", "validation_freq",
                            "validation_steps", "shuffle", "callbacks"});
    arguments_.expect_word(call, "shuffle", {"True"});
    read_data(call);
    settings_.batch_size = kKerasBatch;
    settings_.epochs = kKerasEpochs;
    const PythonExpression* batch = argument(call, 2, "batch_size");
    if (batch != nullptr && scope_.name_of(batch) != "None") set_number("batch_size", *batch);
    if (const PythonExpression* epochs = argument(call, 3, "epochs")) set_number("epochs", *epochs);
    const PythonExpression* callbacks = scope_.resolve(argument(call, 5, "callbacks"));
    const bool is_empty = callbacks != nullptr && callbacks->kind == ExpressionKind::kList &&
                          callbacks->items.empty();
    if (callbacks != nullptr && !is_empty && scope_.name_of(callbacks) != "None") {
      add(FindingKind::kCallback, *callbacks);
    }
  }

  void read_data(const PythonExpression& call) {
    const auto& images = model_.images;
    const auto& labels = model_.labels;
    if (!images || images->part != TrackedArray::Part::kTrainImages || !labels ||
        labels->part != TrackedArray::Part::kTrainLabels || images->count != labels->count) {
      return add(FindingKind::kTrainingData, call);
    }
    for (const TrackedArray& array : {*images, *labels}) {
      findings_.insert(findings_.end(), array.findings.begin(), array.findings.end());
    }
    // Programs differ in their last bits, as 1 / 255 may be rounded.
    constexpr double kTolerance = 1e-6;
    if (std::abs(images->divisor * layers_.divisor / 255 - 1) > kTolerance) {
      add(FindingKind::kPixels, call);
    }
    settings_.train_images = images->count;
    // Keras takes the last part for validation.
    const PythonExpression* split = argument(call, -1, "validation_split");
    if (split == nullptr) return;
    const auto share = scope_.number(split);
    const double kept = std::floor(images->count * (1 - share.value_or(1)));
    if (kept < 1 || kept > images->count) return add(FindingKind::kArgument, *split);
    settings_.train_images = static_cast<int>(kept);
  }

  const PythonScope& scope_;
  const KerasModel& model_;
  Settings& settings_;
  std::vector<ProgramFinding>& findings_;
  KerasArguments arguments_;
  KerasLayers layers_;
};

}  // namespace

void read_keras_model(const PythonScope& scope, const KerasModel& model, Settings& settings,
                      std::vector<ProgramFinding>& findings) {
  TrainingReader(scope, model, settings, findings).read();
}

}  // namespace inkling
