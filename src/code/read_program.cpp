#include "code/read_program.h"

#include <algorithm>
#include <deque>
#include <tuple>

#include "code/keras_models.h"
#include "code/program_parts.h"
#include "code/python_blocks.h"
#include "code/python_scope.h"
#include "code/python_text.h"

namespace inkling {
namespace {

using FindingKind = ProgramFinding::Kind;
using ExpressionKind = PythonExpression::Kind;
using StatementKind = PythonStatement::Kind;

constexpr std::size_t kMaxProgram = 100'000;  // bytes
constexpr int kTrainImages = 60000, kTestImages = 10000;

class ProgramReader {
 public:
  explicit ProgramReader(std::string_view text)
      : source_(plain_python(text)),
        statements_(python_statements(source_)),
        scope_(statements_),
        models_(scope_, result_.findings) {}

  ReadProgram take() {
    if (const PythonStatement* other = other_framework(statements_)) {
      add(FindingKind::kFramework, other->line, other->source);
      return std::move(result_);
    }
    if (const auto& slip = statements_.slip) {
      add(FindingKind::kSyntax, slip->line, slip->source);
      return std::move(result_);
    }
    run(0, statements_.list.size());
    // A program of functions alone is read as if each of them were called.
    for (std::size_t i = 0; i < functions_.size() && models_.chosen() == nullptr; ++i) {
      if (!functions_[i].was_called) run_function(functions_[i], nullptr);
    }
    finish();
    auto& findings = result_.findings;
    const auto key = [](const ProgramFinding& f) { return std::tie(f.line, f.kind, f.piece); };
    std::sort(findings.begin(), findings.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
    return std::move(result_);
  }

 private:
  struct Function {
    const PythonStatement* header;
    std::size_t begin, end;  // These statements are its body.
    bool was_called = false;
    bool matters = false;  // It has done something with models or with data.
    ScopeValue result = {};
  };

  void add(FindingKind kind, int line, std::string_view source) {
    result_.findings.push_back(finding(kind, line, source));
  }

  // ---- Statements -----------------------------------------------------------------------------

  // Does these statements, in blocks that surround none of what stands before them.
  void run(std::size_t begin, std::size_t end) {
    const std::size_t outer_blocks = blocks_.count();
    for (std::size_t i = begin; i < end; ++i) {
      const PythonStatement& statement = statements_.list[i];
      scope_.enter(i);
      blocks_.leave(statement.column, outer_blocks);
      if (statement.function.empty()) {
        read_statement(statement);
      } else {
        i = define_function(i, end) - 1;
      }
    }
    blocks_.leave(0, outer_blocks);
  }

  void read_statement(const PythonStatement& statement) {
    if (statement.kind != StatementKind::kImport) {
      for (const auto& [name, alias] : statement.names) set(name, {});
    }
    switch (statement.kind) {
      case StatementKind::kImport:
        for (const auto& [name, alias] : statement.names) set(alias, {.imported = name});
        return;
      case StatementKind::kHeader:
        return read_header(statement);
      case StatementKind::kAssignment:
        if (statement.value->kind != ExpressionKind::kTuple) {
          read_value(*statement.value, statement);
        } else {
          for (const PythonItem& item : statement.value->items) read_value(*item.value, statement);
        }
        for (const PythonExpression* target : statement.targets) {
          bind(*target, *statement.value, statement);
        }
        return;
      case StatementKind::kReturn:
      case StatementKind::kExpression:
        if (statement.value == nullptr) return;
        read_value(*statement.value, statement);
        if (statement.kind == StatementKind::kReturn) return_value_ = value_of(*statement.value);
        return;
      case StatementKind::kOther:
        return add(FindingKind::kStatement, statement.line, statement.source);
    }
  }

  // The main part of a program is done once, and so is what stands under `with`.
  void read_header(const PythonStatement& statement) {
    const bool is_harmless =
        statement.keyword == "with" || statement.source.find("__name__") != std::string_view::npos;
    if (!is_harmless) blocks_.enter(statement);
  }

  void note_blocks(std::optional<int> innermost) { blocks_.note(innermost, result_.findings); }

  // ---- Functions ------------------------------------------------------------------------------

  // Returns the index of the first statement behind the function.
  std::size_t define_function(std::size_t header, std::size_t end) {
    const PythonStatement& statement = statements_.list[header];
    std::size_t behind = header + 1;
    while (behind < end && statements_.list[behind].column > statement.column) ++behind;
    functions_.push_back({.header = &statement, .begin = header + 1, .end = behind});
    set(statement.function, {.function = static_cast<int>(functions_.size()) - 1});
    return behind;
  }

  // Returns the function of the program's own that is called, or null.
  Function* called_function(const PythonExpression& call) {
    if (call.kind != ExpressionKind::kCall) return nullptr;
    const ScopeValue* value = scope_.find(call.first);
    if (value == nullptr || !value->function) return nullptr;
    return &functions_[static_cast<std::size_t>(*value->function)];
  }

  // Does the body of a function where it is called. What it does is done once: a second call is not
  // followed.
  ScopeValue call_function(Function& function, const PythonExpression& call) {
    const auto known = results_.find(&call);
    if (known != results_.end()) return known->second;
    constexpr int kMostCalls = 32;  // So many may be under way, one inside the other.
    ScopeValue result;
    if (!function.was_called && calls_under_way_ < kMostCalls) {
      result = run_function(function, &call);
    } else if (function.matters) {
      add(FindingKind::kStatement, call.line, call.source);
    }
    return results_[&call] = result;
  }

  ScopeValue run_function(Function& function, const PythonExpression* call) {
    function.was_called = true;
    ++calls_under_way_;
    const int deeds_before = deeds_;
    std::vector<std::pair<std::string_view, ScopeValue>> given;
    int place = 0;
    for (const PythonItem& parameter : function.header->parameters) {
      const PythonExpression* value =
          call == nullptr ? nullptr : argument(*call, place, parameter.keyword);
      if (value == nullptr) value = parameter.value;
      given.emplace_back(parameter.keyword, value == nullptr ? ScopeValue() : value_of(*value));
      ++place;
    }
    scope_.begin_function();
    for (auto& [name, value] : given) set(name, std::move(value));
    const ScopeValue outer = std::exchange(return_value_, {});
    run(function.begin, function.end);
    const ScopeValue result = std::exchange(return_value_, outer);
    scope_.end_function();
    function.matters = deeds_ != deeds_before;
    --calls_under_way_;
    return result;
  }

  // ---- Assignments ----------------------------------------------------------------------------

  void set(std::string_view name, ScopeValue value) {
    value.block = blocks_.innermost();
    scope_.set(name, std::move(value));
  }

  // Several names may be set to several values, and what is not understood to anything.
  void bind(const PythonExpression& target, const PythonExpression& value,
            const PythonStatement& statement) {
    const ScopeValue known = value_of(value);
    const PythonExpression& meant = known.expression != nullptr ? *known.expression : value;
    const bool are_several =
        target.kind == ExpressionKind::kTuple || target.kind == ExpressionKind::kList;
    if (!are_several) return assign(target, known, statement);
    if (meant.kind == ExpressionKind::kCall && scope_.name_of(meant.first) == "load_data") {
      return load_data(meant, target);
    }
    const bool fits =
        (meant.kind == ExpressionKind::kTuple || meant.kind == ExpressionKind::kList) &&
        meant.items.size() == target.items.size();
    for (std::size_t i = 0; i < target.items.size(); ++i) {
      if (fits) {
        bind(*target.items[i].value, *meant.items[i].value, statement);
      } else {
        forget(*target.items[i].value, statement);
      }
    }
  }

  void forget(const PythonExpression& target, const PythonStatement& statement) {
    if (target.items.empty() || target.kind == ExpressionKind::kSubscript) {
      return assign(target, {}, statement);
    }
    for (const PythonItem& item : target.items) forget(*item.value, statement);
  }

  void assign(const PythonExpression& target, ScopeValue value, const PythonStatement& statement) {
    if (target.kind == ExpressionKind::kName) return set(target.text, std::move(value));
    change(target, statement.line, statement.source);
  }

  // A part of something is changed, or a method of it is called: an element of an array or a
  // property of a model changes what is learned, and an optimizer or a list only where it is used.
  void change(const PythonExpression& part, int line, std::string_view source) {
    const ScopeValue* value = scope_.find(&root_of(part));
    if (value == nullptr) return;
    if (value->model || value->array) {
      ++deeds_;
      add(FindingKind::kStatement, line, source);
    } else if (value->expression != nullptr) {
      changes_[value->expression].push_back(finding(FindingKind::kStatement, line, source));
    }
  }

  // Returns what a name stands for that is given this value.
  ScopeValue value_of(const PythonExpression& value) {
    if (const ScopeValue* same = scope_.find(&value)) return *same;
    if (Function* function = called_function(value)) return call_function(*function, value);
    ScopeValue known = {.array = scope_.array(&value), .expression = &value};
    if (!known.array) known.number = scope_.number(&value);
    if (!known.array && !known.number) known.model = models_.made_by(value);
    if (known.model) ++deeds_;
    return known;
  }

  void load_data(const PythonExpression& call, const PythonExpression& target) {
    using Part = TrackedArray::Part;
    loads_data_ = true;
    ++deeds_;
    const PythonExpression* module =
        call.first->kind == ExpressionKind::kAttribute ? call.first->first : nullptr;
    if (module == nullptr || scope_.name_of(module) != "mnist") {
      add(FindingKind::kDataset, call.line, call.source);
    }
    constexpr Part kParts[2][2] = {{Part::kTrainImages, Part::kTrainLabels},
                                   {Part::kTestImages, Part::kTestLabels}};
    for (std::size_t split = 0; split < std::min<std::size_t>(2, target.items.size()); ++split) {
      const PythonExpression& pair = *target.items[split].value;
      for (std::size_t i = 0; i < std::min<std::size_t>(2, pair.items.size()); ++i) {
        const int count = split == 0 ? kTrainImages : kTestImages;
        const PythonExpression& name = *pair.items[i].value;
        if (name.kind != ExpressionKind::kName) continue;
        set(name.text, {.array = TrackedArray{.part = kParts[split][i], .count = count}});
      }
    }
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
      if (KerasModel* model = models_.meant_by(*value.first->first)) {
        return call_model(*model, name, value);
      }
      return add(FindingKind::kModel, value.line, value.source);
    }
    if (Function* function = called_function(value)) return (void)call_function(*function, value);
    if (name == "load_data") loads_data_ = true;
    if (statement.kind != StatementKind::kExpression || is_harmless(scope_, value, name)) return;
    const ScopeValue* owner = is_method ? scope_.find(&root_of(value)) : nullptr;
    const bool is_apart = owner != nullptr && owner->expression != nullptr && !owner->model &&
                          !owner->array && !is_given_training(scope_, value);
    if (is_apart) return change(value, value.line, value.source);
    if (!is_one_of(name, {"Sequential", "Model"})) {
      add(FindingKind::kStatement, value.line, value.source);
    }
  }

  void call_model(KerasModel& model, std::string_view name, const PythonExpression& call) {
    ++deeds_;
    note_blocks(blocks_.innermost());
    const ScopeValue* value = scope_.find(call.first->first);
    if (value != nullptr) note_blocks(value->block);
    if (model.fit != nullptr) return add(FindingKind::kStatement, call.line, call.source);
    if (name == "add") {
      const PythonExpression* layer = argument(call, 0, "layer");
      if (layer != nullptr) models_.add_layer(model, *layer);
    } else if (name == "compile") {
      model.compile = &call;
    } else {
      model.fit = &call;
      model.images = scope_.array(argument(call, 0, "x"));
      model.labels = scope_.array(argument(call, 1, "y"));
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

  // ---- The end --------------------------------------------------------------------------------

  void finish() {
    KerasModel* chosen = models_.chosen();
    if (chosen == nullptr) {
      result_.settings = {};
      return add(FindingKind::kMissing, 1, "Sequential()");
    }
    result_.is_taken = true;
    chosen->has_data_from_elsewhere = !loads_data_ && chosen->fit != nullptr &&
                                      is_left_open(scope_, argument(*chosen->fit, 0, "x")) &&
                                      is_left_open(scope_, argument(*chosen->fit, 1, "y"));
    read_keras_model(scope_, *chosen, result_.settings, result_.findings);
    note_what_is_used(*chosen);
    // Of several networks one is read, and the others are told if they learn, too.
    for (const KerasModel& other : models_.all()) {
      if (&other != chosen && other.fit != nullptr) {
        add(FindingKind::kModel, other.fit->line, other.fit->source);
      }
    }
  }

  // Tells where something that the model was made with was changed, and where it was set in a block
  // that may not happen.
  void note_what_is_used(const KerasModel& model) {
    for (const PythonExpression* expression : expressions_of(scope_, model)) {
      if (const ScopeValue* value = scope_.find(expression)) note_blocks(value->block);
      const auto changed = changes_.find(expression);
      if (changed == changes_.end()) continue;
      auto& findings = result_.findings;
      findings.insert(findings.end(), changed->second.begin(), changed->second.end());
    }
  }

  std::string source_;
  PythonStatements statements_;
  ReadProgram result_;
  PythonScope scope_;
  KerasModels models_;
  PythonBlocks blocks_;
  std::deque<Function> functions_;
  std::map<const PythonExpression*, ScopeValue> results_;  // Each call of a function has one.
  int calls_under_way_ = 0;
  int deeds_ = 0;  // So often something was done with models or with data.
  ScopeValue return_value_;
  bool loads_data_ = false;
  // What was changed in a value after it was made.
  std::map<const PythonExpression*, std::vector<ProgramFinding>> changes_;
};

}  // namespace

ReadProgram read_keras_program(std::string_view text) {
  if (text.size() > kMaxProgram) {
    return {.settings = {}, .findings = {finding(FindingKind::kTooLong, 1, text)}};
  }
  return ProgramReader(text).take();
}

}  // namespace inkling
