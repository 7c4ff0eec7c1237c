#include "code/read_program.h"

#include <algorithm>
#include <tuple>

#include "code/keras_training.h"
#include "code/python_scope.h"

namespace inkling {
namespace {

using FindingKind = ProgramFinding::Kind;
using ExpressionKind = PythonExpression::Kind;
using StatementKind = PythonStatement::Kind;

constexpr std::size_t kMaxProgram = 100'000;  // bytes
constexpr int kTrainImages = 60000, kTestImages = 10000;

class ProgramReader {
 public:
  explicit ProgramReader(std::string_view source) : statements_(python_statements(source)) {}

  ReadProgram take() {
    if (const PythonStatement* other = other_framework()) {
      add(FindingKind::kFramework, other->line, other->source);
      return std::move(result_);
    }
    for (const PythonStatement& statement : statements_.list) read_statement(statement);
    finish();
    auto& findings = result_.findings;
    const auto key = [](const ProgramFinding& f) { return std::tie(f.line, f.kind, f.piece); };
    std::sort(findings.begin(), findings.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
    return std::move(result_);
  }

 private:
  void add(FindingKind kind, int line, std::string_view source) {
    result_.findings.push_back(finding(kind, line, source));
  }

  // Returns the import of another framework, whose programs would be misread line by line.
  const PythonStatement* other_framework() const {
    for (const PythonStatement& statement : statements_.list) {
      if (statement.kind != StatementKind::kImport) continue;
      for (const auto& [name, alias] : statement.names) {
        if (is_one_of(name, {"torch", "jax", "flax"})) return &statement;
      }
    }
    return nullptr;
  }

  // ---- Statements -----------------------------------------------------------------------------

  void read_statement(const PythonStatement& statement) {
    while (!blocks_.empty() && blocks_.back().header->column >= statement.column)
      blocks_.pop_back();
    switch (statement.kind) {
      case StatementKind::kImport:
        for (const auto& [name, alias] : statement.names) scope_.import_as(name, alias);
        return;
      case StatementKind::kHeader:
        return read_header(statement);
      case StatementKind::kAssignment:
        return read_assignment(statement);
      case StatementKind::kExpression:
      case StatementKind::kReturn:
        if (statement.value != nullptr) read_value(*statement.value, statement);
        return;
      case StatementKind::kOther:
        return add(FindingKind::kStatement, statement.line, statement.source);
    }
  }

  // The body of a function is read where it stands, and that of a program's main part is its own.
  void read_header(const PythonStatement& statement) {
    const bool is_harmless = is_one_of(statement.keyword, {"def", "with"}) ||
                             statement.source.find("__name__") != std::string_view::npos;
    if (!is_harmless) blocks_.push_back({&statement});
  }

  // What matters for training must be done once, and surely. A block that has been told stands in
  // others that have been, too.
  void note_blocks() {
    for (auto block = blocks_.rbegin(); block != blocks_.rend() && !block->is_told; ++block) {
      add(FindingKind::kBlock, block->header->line, block->header->source);
      block->is_told = true;
    }
  }

  void read_assignment(const PythonStatement& statement) {
    const PythonExpression& value = *statement.value;
    for (const PythonExpression* target : statement.targets) {
      if (scope_.name_of(&value) == "load_data" && value.kind == ExpressionKind::kCall) {
        load_data(value, *target);
      } else if (target->kind == ExpressionKind::kTuple && value.kind == ExpressionKind::kTuple &&
                 target->items.size() == value.items.size()) {
        // All values are computed before the first one is assigned.
        std::vector<ScopeValue> values;
        for (const PythonItem& item : value.items) {
          read_value(*item.value, statement);
          values.push_back(value_of(*item.value));
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
          assign(*target->items[i].value, std::move(values[i]), statement);
        }
      } else if (target->kind == ExpressionKind::kTuple) {
        read_value(value, statement);
        for (const PythonItem& item : target->items) assign(*item.value, {}, statement);
      } else {
        read_value(value, statement);
        assign(*target, value_of(value), statement);
      }
    }
  }

  void assign(const PythonExpression& target, ScopeValue value, const PythonStatement& statement) {
    if (value.array || value.number) {
      const ScopeValue* before = scope_.find(&target);
      if (before != nullptr && (before->array || before->number)) note_blocks();
    }
    if (target.kind == ExpressionKind::kName) return scope_.set(target.text, std::move(value));
    // An element of an array or a property of a model changes what is learned.
    if (concerns_training(target)) {
      add(FindingKind::kStatement, statement.line, statement.source);
    }
  }

  // Returns what a name stands for that is given this value.
  ScopeValue value_of(const PythonExpression& value) {
    if (const ScopeValue* same = scope_.find(&value)) return *same;
    if (auto array = scope_.array(&value)) return {.array = array};
    if (const auto number = scope_.number(&value)) {
      return {.number = number, .array = {}};
    }
    if (const auto model = model_from(value)) return {.model = model};
    // Operations are none of these: a name that stands for a sum of itself would have no end.
    const bool is_kept = value.kind != ExpressionKind::kOperation &&
                         value.kind != ExpressionKind::kOther &&
                         value.kind != ExpressionKind::kName;
    return {.expression = is_kept ? &value : nullptr};
  }

  void load_data(const PythonExpression& call, const PythonExpression& target) {
    using Part = TrackedArray::Part;
    const PythonExpression* module =
        call.first->kind == ExpressionKind::kAttribute ? call.first->first : nullptr;
    if (module == nullptr || scope_.name_of(module) != "mnist") {
      add(FindingKind::kDataset, call.line, call.source);
    }
    if (target.kind != ExpressionKind::kTuple) return;
    constexpr Part kParts[2][2] = {{Part::kTrainImages, Part::kTrainLabels},
                                   {Part::kTestImages, Part::kTestLabels}};
    for (std::size_t split = 0; split < std::min<std::size_t>(2, target.items.size()); ++split) {
      const PythonExpression& pair = *target.items[split].value;
      for (std::size_t i = 0; i < std::min<std::size_t>(2, pair.items.size()); ++i) {
        const int count = split == 0 ? kTrainImages : kTestImages;
        const PythonExpression& name = *pair.items[i].value;
        if (name.kind != ExpressionKind::kName) continue;
        scope_.set(name.text, {.array = TrackedArray{.part = kParts[split][i], .count = count}});
      }
    }
  }

  // ---- Models ---------------------------------------------------------------------------------

  int keep_model(KerasModel model) {
    models_.push_back(std::move(model));
    return static_cast<int>(models_.size()) - 1;
  }

  // Returns the index of what a call makes: a model; or the beginning of one, as Input() and the
  // calls of layers do, which Model() ends.
  std::optional<int> model_from(const PythonExpression& value) {
    if (const ScopeValue* same = scope_.find(&value)) return same->model;
    if (value.kind != ExpressionKind::kCall) return std::nullopt;
    const std::string_view name = scope_.name_of(value.first);
    if (name == "Sequential") return add_sequential(value);
    if (name == "Input") {
      return keep_model({.line = value.line, .is_beginning = true, .layers = {&value}});
    }
    const bool is_end = name == "Model";
    const bool is_layer = value.first->kind == ExpressionKind::kCall;
    const PythonExpression* inside = argument(value, is_end ? 1 : 0, is_end ? "outputs" : "inputs");
    if (!(is_end || is_layer) || inside == nullptr) return std::nullopt;
    const auto before = model_from(*inside);
    if (!before) return std::nullopt;
    KerasModel model = models_[static_cast<std::size_t>(*before)];
    model.line = value.line;
    model.is_beginning = !is_end;
    if (is_layer) add_layer(model, *value.first);
    return keep_model(std::move(model));
  }

  int add_sequential(const PythonExpression& call) {
    KerasModel model;
    model.line = call.line;
    const PythonExpression* layers = scope_.resolve(argument(call, 0, "layers"));
    if (layers != nullptr && layers->kind == ExpressionKind::kList) {
      for (const PythonItem& item : layers->items) add_layer(model, *item.value);
    } else if (layers != nullptr) {
      add(FindingKind::kModel, call.line, layers->source);
    }
    return keep_model(std::move(model));
  }

  // A model inside another one stands for its layers.
  void add_layer(KerasModel& model, const PythonExpression& layer) {
    constexpr std::size_t kMostLayers = 100;
    const ScopeValue* inner = scope_.find(&layer);
    if (model.layers.size() >= kMostLayers) return;
    if (inner == nullptr || !inner->model) return model.layers.push_back(&layer);
    const auto layers = models_[static_cast<std::size_t>(*inner->model)].layers;
    model.layers.insert(model.layers.end(), layers.begin(), layers.end());
  }

  // Returns null where the expression is no model. One that a function of the program's own makes
  // is taken for the only one that there is.
  KerasModel* model_of(const PythonExpression& expression) {
    const ScopeValue* value = scope_.find(&expression);
    if (value != nullptr && value->model) return &models_[static_cast<std::size_t>(*value->model)];
    if (expression.kind != ExpressionKind::kName || scope_.array(&expression)) return nullptr;
    KerasModel* only = nullptr;
    for (KerasModel& model : models_) {
      if (model.is_beginning) continue;
      if (only != nullptr) return nullptr;
      only = &model;
    }
    return only;
  }

  // ---- Calls ----------------------------------------------------------------------------------

  void read_value(const PythonExpression& whole, const PythonStatement& statement) {
    // What is called may be asked for something at once: model.fit(...).history["loss"].
    const PythonExpression* called = &whole;
    while (called->kind == ExpressionKind::kAttribute ||
           called->kind == ExpressionKind::kSubscript) {
      called = called->first;
    }
    const PythonExpression& value = *called;
    if (value.kind == ExpressionKind::kOther) {
      // A comprehension or a lambda alone changes nothing; what is assigned is unknown then.
      const bool is_check = statement.source.substr(0, 7) == "assert ";
      if (statement.kind == StatementKind::kExpression && !is_check) {
        add(FindingKind::kStatement, value.line, value.source);
      }
      return;
    }
    if (value.kind != ExpressionKind::kCall) return;
    const std::string_view name = scope_.name_of(value.first);
    const bool is_method = value.first->kind == ExpressionKind::kAttribute;
    if (is_one_of(name, {"set_random_seed", "set_seed", "seed"})) return read_seed(value);
    if (is_method && is_one_of(name, {"add", "compile", "fit"})) {
      if (KerasModel* model = model_of(*value.first->first)) {
        return call_model(*model, name, value);
      }
      return add(FindingKind::kModel, value.line, value.source);
    }
    if (statement.kind == StatementKind::kAssignment) return;
    if (is_one_of(name, {"Sequential", "Model"})) {
      if (statement.kind == StatementKind::kReturn) (void)model_from(value);
      return;
    }
    if (statement.kind == StatementKind::kExpression && !is_harmless(value, name)) {
      add(FindingKind::kStatement, value.line, value.source);
    }
  }

  void call_model(KerasModel& model, std::string_view name, const PythonExpression& call) {
    note_blocks();
    if (model.fit != nullptr) return add(FindingKind::kStatement, call.line, call.source);
    if (name == "add") {
      const PythonExpression* layer = argument(call, 0, "layer");
      if (layer != nullptr) add_layer(model, *layer);
    } else if (name == "compile") {
      model.compile = &call;
    } else {
      model.fit = &call;
      const PythonExpression* images = argument(call, 0, "x");
      const PythonExpression* labels = argument(call, 1, "y");
      model.images = scope_.array(images);
      model.labels = scope_.array(labels);
    }
  }

  void read_seed(const PythonExpression& call) {
    const SettingInfo& info = *find_setting("seed");
    const PythonExpression* given = argument(call, 0, "seed");
    const auto seed = scope_.number(given);
    if (!seed || *seed < info.min || *seed > info.max ||
        *seed != static_cast<std::uint32_t>(*seed)) {
      return add(FindingKind::kRange, call.line, call.source);
    }
    info.set(result_.settings, *seed);
  }

  static const PythonExpression& root_of(const PythonExpression& expression) {
    const PythonExpression* root = &expression;
    while (root->first != nullptr && root->kind != ExpressionKind::kOperation) root = root->first;
    return *root;
  }

  bool concerns_training(const PythonExpression& expression) const {
    const ScopeValue* value = scope_.find(&root_of(expression));
    return value != nullptr && (value->model || value->array);
  }

  // Calls that print, draw, measure or save, and those that a notebook shows the value of.
  bool is_harmless(const PythonExpression& call, std::string_view name) const {
    if (is_one_of(name,
                  {"print",    "display", "help",     "plot_model",   "clear_session", "summary",
                   "evaluate", "predict", "save",     "save_weights", "export",        "savefig",
                   "numpy",    "len",     "type",     "softmax",      "argmax",        "round",
                   "head",     "plot",    "describe", "get_weights",  "to_json"})) {
      return true;
    }
    const ScopeValue* called = scope_.find(call.first);
    if (called != nullptr && called->model) return true;
    if (concerns_training(call)) return false;
    return is_one_of(root_of(call).text, {"plt", "ax", "axes", "axs", "fig", "pyplot", "sns", "os",
                                          "sys", "time", "warnings", "logging", "pd", "main"});
  }

  // ---- The end --------------------------------------------------------------------------------

  void finish() {
    if (scope_.is_exhausted()) add(FindingKind::kTooLong, 1, statements_.list.front().source);
    const KerasModel* chosen = nullptr;
    for (const KerasModel& model : models_) {
      if (model.is_beginning) continue;
      if (chosen == nullptr || (model.fit != nullptr && chosen->fit == nullptr)) chosen = &model;
    }
    if (chosen == nullptr) return add(FindingKind::kMissing, 1, "Sequential()");
    read_keras_model(scope_, *chosen, result_.settings, result_.findings);
    // Of several networks one is read, and the others are told if they learn, too.
    for (const KerasModel& other : models_) {
      if (&other != chosen && other.fit != nullptr) {
        add(FindingKind::kModel, other.fit->line, other.fit->source);
      }
    }
  }

  PythonStatements statements_;
  PythonScope scope_;
  std::vector<KerasModel> models_;
  struct Block {
    const PythonStatement* header;
    bool is_told = false;
  };
  std::vector<Block> blocks_;  // They surround the statement that is read.
  ReadProgram result_;
};

}  // namespace

ReadProgram read_keras_program(std::string_view text) {
  if (text.size() > kMaxProgram) {
    return {{}, {finding(FindingKind::kTooLong, 1, text)}};
  }
  return ProgramReader(text).take();
}

}  // namespace inkling
