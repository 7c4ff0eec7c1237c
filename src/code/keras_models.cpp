#include "code/keras_models.h"

namespace inkling {
namespace {

using ExpressionKind = PythonExpression::Kind;

}  // namespace

std::optional<int> KerasModels::made_by(const PythonExpression& value) {
  if (const ScopeValue* same = scope_.find(&value)) return same->model;
  if (value.kind != ExpressionKind::kCall) return std::nullopt;
  if (const auto made = made_.find(&value); made != made_.end()) return made->second;
  const std::string_view name = scope_.name_of(value.first);
  if (name == "Sequential") return make_sequential(value);
  if (name == "Input") {
    return keep({.line = value.line, .is_beginning = true, .layers = {&value}}, value);
  }
  const bool is_end = name == "Model";
  const ScopeValue* called = scope_.find(value.first);
  const bool is_layer = value.first->kind == ExpressionKind::kCall ||
                        (called != nullptr && called->expression != nullptr &&
                         called->expression->kind == ExpressionKind::kCall);
  const PythonExpression* inside = argument(value, is_end ? 1 : 0, is_end ? "outputs" : "inputs");
  if (!(is_end || is_layer) || inside == nullptr) return std::nullopt;
  const auto before = made_by(*inside);
  if (!before) return std::nullopt;
  KerasModel model = models_[static_cast<std::size_t>(*before)];
  model.line = value.line;
  model.is_beginning = !is_end;
  if (is_layer) add_layer(model, *value.first);
  return keep(std::move(model), value);
}

KerasModel* KerasModels::meant_by(const PythonExpression& expression) {
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

// A model inside another one stands for its layers.
void KerasModels::add_layer(KerasModel& model, const PythonExpression& layer) {
  constexpr std::size_t kMostLayers = 100;
  const ScopeValue* inner = scope_.find(&layer);
  if (model.layers.size() >= kMostLayers) return;
  if (inner == nullptr || !inner->model) return model.layers.push_back(&layer);
  const auto layers = models_[static_cast<std::size_t>(*inner->model)].layers;
  model.layers.insert(model.layers.end(), layers.begin(), layers.end());
}

KerasModel* KerasModels::chosen() {
  KerasModel* chosen = nullptr;
  for (KerasModel& model : models_) {
    if (model.is_beginning) continue;
    if (chosen == nullptr || (model.fit != nullptr && chosen->fit == nullptr)) chosen = &model;
  }
  return chosen;
}

int KerasModels::keep(KerasModel model, const PythonExpression& made_by) {
  model.made_by = &made_by;
  models_.push_back(std::move(model));
  return made_[&made_by] = static_cast<int>(models_.size()) - 1;
}

int KerasModels::make_sequential(const PythonExpression& call) {
  KerasModel model;
  model.line = call.line;
  const PythonExpression* layers = scope_.resolve(argument(call, 0, "layers"));
  if (layers != nullptr && layers->kind == ExpressionKind::kList) {
    for (const PythonItem& item : layers->items) add_layer(model, *item.value);
  } else if (layers != nullptr) {
    findings_.push_back(finding(ProgramFinding::Kind::kModel, call.line, layers->source));
  }
  return keep(std::move(model), call);
}

}  // namespace inkling
