#include "code/program_parts.h"

#include <algorithm>
#include <set>

namespace inkling {
namespace {

bool concerns_training(const PythonScope& scope, const PythonExpression& expression) {
  const ScopeValue* value = scope.find(&root_of(expression));
  return value != nullptr && (value->model || value->array);
}

}  // namespace

const PythonStatement* other_framework(const PythonStatements& statements) {
  for (const PythonStatement& statement : statements.list) {
    if (statement.kind != PythonStatement::Kind::kImport) continue;
    for (const auto& [name, alias] : statement.names) {
      if (is_one_of(name, {"torch", "jax", "flax"})) return &statement;
    }
  }
  return nullptr;
}

bool is_left_open(const PythonScope& scope, const PythonExpression* expression) {
  return expression != nullptr && expression->kind == PythonExpression::Kind::kName &&
         scope.find(expression) == nullptr;
}

const PythonExpression& root_of(const PythonExpression& expression) {
  const PythonExpression* root = &expression;
  while (root->first != nullptr && root->kind != PythonExpression::Kind::kOperation) {
    root = root->first;
  }
  return *root;
}

bool is_given_training(const PythonScope& scope, const PythonExpression& call) {
  return std::any_of(call.items.begin(), call.items.end(),
                     [&](const PythonItem& item) { return concerns_training(scope, *item.value); });
}

bool is_harmless(const PythonScope& scope, const PythonExpression& call, std::string_view name) {
  if (is_one_of(name,
                {"print",    "display", "help",     "plot_model",   "clear_session", "summary",
                 "evaluate", "predict", "save",     "save_weights", "export",        "savefig",
                 "numpy",    "len",     "type",     "softmax",      "argmax",        "round",
                 "head",     "plot",    "describe", "get_weights",  "to_json"})) {
    return true;
  }
  const ScopeValue* called = scope.find(call.first);
  if (called != nullptr && called->model) return true;
  if (concerns_training(scope, call)) return false;
  return is_one_of(root_of(call).text, {"plt", "ax", "axes", "axs", "fig", "pyplot", "sns", "os",
                                        "sys", "time", "warnings", "logging", "pd"});
}

std::vector<const PythonExpression*> expressions_of(const PythonScope& scope,
                                                    const KerasModel& model) {
  std::vector<const PythonExpression*> waiting = {model.made_by};
  waiting.insert(waiting.end(), model.layers.begin(), model.layers.end());
  for (const PythonExpression* call : {model.compile, model.fit}) {
    if (call == nullptr) continue;
    for (const PythonItem& item : call->items) {
      if (!is_one_of(item.keyword, {"metrics", "verbose", "validation_data", "callbacks"})) {
        waiting.push_back(item.value);
      }
    }
  }
  std::set<const PythonExpression*> found;
  while (!waiting.empty()) {
    const PythonExpression* expression = waiting.back();
    waiting.pop_back();
    if (expression == nullptr || !found.insert(expression).second) continue;
    waiting.insert(waiting.end(), {expression->first, expression->second});
    for (const PythonItem& item : expression->items) waiting.push_back(item.value);
    if (const ScopeValue* value = scope.find(expression)) waiting.push_back(value->expression);
  }
  return {found.begin(), found.end()};
}

}  // namespace inkling
