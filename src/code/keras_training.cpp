#include "code/keras_training.h"

#include <cmath>

#include "code/keras_arguments.h"
#include "code/program_writer.h"

namespace inkling {
namespace {

using FindingKind = ProgramFinding::Kind;
using ExpressionKind = PythonExpression::Kind;

class TrainingReader {
 public:
  TrainingReader(const PythonScope& scope, const KerasModel& model, Settings& settings,
                 std::vector<ProgramFinding>& findings)
      : scope_(scope), model_(model), settings_(settings), findings_(findings) {}

  void read() {
    layers_ = read_keras_layers(scope_, model_.layers, model_.line, settings_, findings_);
    if (model_.fit == nullptr) add_missing("fit()");
    if (model_.fit != nullptr) read_fit(*model_.fit);
    if (model_.compile == nullptr) add_missing("compile()");
    if (model_.compile != nullptr) read_compile(*model_.compile);
  }

 private:
  void add(FindingKind kind, const PythonExpression& expression, std::string instead = "") {
    findings_.push_back(finding(kind, expression));
    findings_.back().instead = std::move(instead);
  }
  KerasArguments arguments(const PythonExpression& call, KerasArguments::Names places,
                           KerasArguments::Names further) {
    return {scope_, findings_, call, places, further};
  }
  void add_missing(std::string_view name) {
    findings_.push_back(finding(FindingKind::kMissing, model_.line, name));
  }

  // Sets a number of the table within its bounds.
  void set_number(const char* name, const PythonExpression& given) {
    const SettingInfo& info = *find_setting(name);
    const auto value = scope_.number(&given);
    const bool whole = info.kind == SettingInfo::Kind::kInteger;
    if (!value) return add(FindingKind::kUnknown, given, setting_text(settings_, info));
    if (*value < info.min || *value > info.max || (whole && *value != std::floor(*value))) {
      return add(FindingKind::kRange, given, setting_text(settings_, info));
    }
    info.set(settings_, *value);
  }

  // ---- compile() ------------------------------------------------------------------------------

  void read_compile(const PythonExpression& call) {
    const auto given = arguments(call, {"optimizer", "loss", "metrics"},
                                 {"weighted_metrics", "run_eagerly", "jit_compile",
                                  "steps_per_execution", "auto_scale_loss", "loss_weights"});
    given.expect_none("loss_weights");
    set_optimizer(OptimizerKind::kRmsprop);  // It is Keras's own choice.
    if (const auto* optimizer = given.get("optimizer")) read_optimizer(*scope_.resolve(optimizer));
    const PythonExpression* loss = given.get("loss");
    if (loss == nullptr) return add(FindingKind::kLoss, call);
    read_loss(*scope_.resolve(loss));
  }

  void set_optimizer(OptimizerKind kind) {
    settings_.optimizer = kind;
    settings_.learning_rate = default_learning_rate(kind);
  }

  void read_optimizer(const PythonExpression& given) {
    const std::string name = lower_case(word_of(scope_, given));
    const bool is_like_adam = is_one_of(name, {"adamw", "adamax", "nadam"});
    if (name == "sgd") {
      set_optimizer(OptimizerKind::kSgd);
    } else if (name == "adam" || is_like_adam) {
      set_optimizer(OptimizerKind::kAdam);
    }
    if (is_like_adam || !is_one_of(name, {"sgd", "rmsprop", "adam"})) {
      add(FindingKind::kOptimizer, given, setting_text(settings_, *find_setting("optimizer")));
    }
    if (given.kind != ExpressionKind::kCall) return;
    if (is_like_adam) {
      if (const auto* rate = argument(given, 0, "learning_rate")) read_learning_rate(*rate);
      return;
    }
    if (name == "sgd") read_sgd(given);
    if (name == "rmsprop") read_rmsprop(given);
    if (name == "adam") read_adam(given);
  }

  // Whatever is given must be as it is here: see math/kernels/step_rule.h.
  void read_sgd(const PythonExpression& call) {
    const auto given = arguments(call, {"learning_rate", "momentum", "nesterov"},
                                 {"lr", "name", "decay", "weight_decay"});
    given.expect_word("nesterov", {"False"});
    if (const PythonExpression* momentum = given.get("momentum")) {
      const auto value = scope_.number(momentum);
      if (value == kMomentum) {
        set_optimizer(OptimizerKind::kMomentum);
      } else if (value != 0.0) {
        add(FindingKind::kOptimizer, call, setting_text(settings_, *find_setting("optimizer")));
      }
    }
    read_common_options(given);
  }

  void read_rmsprop(const PythonExpression& call) {
    const auto given = arguments(call, {"learning_rate", "rho", "momentum", "epsilon", "centered"},
                                 {"lr", "name", "decay", "weight_decay"});
    given.expect_number("rho", kRho);
    given.expect_number("momentum", 0);
    given.expect_number("epsilon", kEpsilon);
    given.expect_word("centered", {"False"});
    read_common_options(given);
  }

  void read_adam(const PythonExpression& call) {
    const auto given = arguments(call, {"learning_rate", "beta_1", "beta_2", "epsilon", "amsgrad"},
                                 {"lr", "name", "decay", "weight_decay"});
    given.expect_number("beta_1", kBeta1);
    given.expect_number("beta_2", kBeta2);
    given.expect_number("epsilon", kEpsilon);
    given.expect_word("amsgrad", {"False"});
    read_common_options(given);
  }

  void read_common_options(const KerasArguments& given) {
    given.expect_number("decay", 0);
    given.expect_number("weight_decay", 0);
    const PythonExpression* rate = given.get("learning_rate");
    if (rate == nullptr) rate = given.get("lr");
    if (rate != nullptr) read_learning_rate(*rate);
  }

  void read_learning_rate(const PythonExpression& given) {
    const PythonExpression& rate = *scope_.resolve(&given);
    if (scope_.number(&given) || rate.kind != ExpressionKind::kCall) {
      return set_number("learning_rate", given);
    }
    if (scope_.name_of(&rate) != "CosineDecay") {
      return add(FindingKind::kSchedule, rate,
                 setting_text(settings_, *find_setting("learning_rate")));
    }
    const auto named =
        arguments(rate, {"initial_learning_rate", "decay_steps", "alpha", "name"}, {});
    named.expect_number("alpha", 0);
    settings_.schedule = Schedule::kCosine;
    const PythonExpression* initial = named.get("initial_learning_rate");
    const PythonExpression* steps = named.get("decay_steps");
    if (initial == nullptr || steps == nullptr) return add(FindingKind::kSchedule, rate);
    set_number("learning_rate", *initial);
    // The cosine must end where the run ends.
    const double all = double{1} * settings_.epochs * steps_per_epoch(settings_);
    if (scope_.number(steps) != all) add(FindingKind::kSchedule, rate);
  }

  void read_loss(const PythonExpression& loss) {
    const std::string name = lower_case(word_of(scope_, loss));
    const bool sparse =
        is_one_of(name, {"sparse_categorical_crossentropy", "sparsecategoricalcrossentropy"});
    if (!sparse && !is_one_of(name, {"categorical_crossentropy", "categoricalcrossentropy"})) {
      return add(FindingKind::kLoss, loss);
    }
    bool from_logits = false;
    if (loss.kind == ExpressionKind::kCall) {
      const auto named = arguments(loss, {"from_logits"}, {"name", "reduction", "label_smoothing"});
      named.expect_word("reduction", {"sum_over_batch_size", "auto", "AUTO"});
      named.expect_number("label_smoothing", 0);
      named.expect_word("from_logits", {"True", "False"});
      const PythonExpression* given = named.get("from_logits");
      from_logits = given != nullptr && scope_.name_of(given) == "True";
    }
    // Softmax once is right: in the last layer or in the loss.
    if (from_logits == layers_.ends_with_softmax) add(FindingKind::kOutput, loss);
    if (model_.labels && model_.labels->is_one_hot == sparse) add(FindingKind::kLoss, loss);
  }

  // ---- fit() ----------------------------------------------------------------------------------

  void read_fit(const PythonExpression& call) {
    constexpr int kKerasBatch = 32, kKerasEpochs = 1;
    const auto given = arguments(call,
                                 {"x", "y", "batch_size", "epochs", "verbose", "callbacks",
                                  "validation_split", "validation_data", "shuffle"},
                                 {"validation_batch_size", "validation_freq", "validation_steps"});
    given.expect_word("shuffle", {"True"});
    read_data(call, given);
    settings_.batch_size = kKerasBatch;
    settings_.epochs = kKerasEpochs;
    if (const PythonExpression* batch = given.get("batch_size")) set_number("batch_size", *batch);
    if (const PythonExpression* epochs = given.get("epochs")) set_number("epochs", *epochs);
    const PythonExpression* callbacks = given.get("callbacks");
    const PythonExpression* list = scope_.resolve(callbacks);
    if (list != nullptr && (list->kind != ExpressionKind::kList || !list->items.empty())) {
      findings_.push_back(finding(FindingKind::kCallback, callbacks->line,
                                  "callbacks=" + std::string(callbacks->source)));
    }
  }

  void read_data(const PythonExpression& call, const KerasArguments& given) {
    const auto& images = model_.images;
    const auto& labels = model_.labels;
    if (model_.has_data_from_elsewhere) return read_split(given);
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
    read_split(given);
  }

  // Keras takes the last part for validation.
  void read_split(const KerasArguments& given) {
    const PythonExpression* split = given.get("validation_split");
    if (split == nullptr) return;
    const auto share = scope_.number(split);
    const double kept = std::floor(settings_.train_images * (1 - share.value_or(1)));
    if (kept < 1 || kept > settings_.train_images) return add(FindingKind::kArgument, *split);
    settings_.train_images = static_cast<int>(kept);
  }

  const PythonScope& scope_;
  const KerasModel& model_;
  Settings& settings_;
  std::vector<ProgramFinding>& findings_;
  KerasLayers layers_;
};

}  // namespace

void read_keras_model(const PythonScope& scope, const KerasModel& model, Settings& settings,
                      std::vector<ProgramFinding>& findings) {
  TrainingReader(scope, model, settings, findings).read();
}

}  // namespace inkling
