// Keeps the models that a program makes, as far as it has come.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "code/keras_training.h"
#include "code/python_scope.h"

namespace inkling {

class KerasModels {
 public:
  KerasModels(const PythonScope& scope, std::vector<ProgramFinding>& findings)
      : scope_(scope), findings_(findings) {}

  // Returns the index of what a call makes: a model; or the beginning of one, as Input() and the
  // calls of layers do, which Model() ends.
  std::optional<int> made_by(const PythonExpression& value);

  // Returns null where the expression is no model. One that is not known is taken for the only one
  // that there is.
  KerasModel* meant_by(const PythonExpression& expression);

  void add_layer(KerasModel& model, const PythonExpression& layer);

  // Returns the model that learns, or the first one where none does, or null where there is none.
  KerasModel* chosen();

  std::deque<KerasModel>& all() { return models_; }

 private:
  int keep(KerasModel model, const PythonExpression& made_by);
  int make_sequential(const PythonExpression& call);

  const PythonScope& scope_;
  std::vector<ProgramFinding>& findings_;
  std::deque<KerasModel> models_;
  std::map<const PythonExpression*, int> made_;  // Each call makes one model.
};

}  // namespace inkling
