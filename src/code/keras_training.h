// Turns compile() and fit() into settings.
#pragma once

#include <vector>

#include "code/keras_layers.h"
#include "code/python_scope.h"

namespace inkling {

// A model as the program has made it. What was not called is null.
struct KerasModel {
  int line = 0;
  bool is_beginning = false;  // Layers were called one after the other, and Model() was not yet.
  const PythonExpression* made_by = nullptr;
  std::vector<const PythonExpression*> layers = {};
  const PythonExpression* compile = nullptr;
  const PythonExpression* fit = nullptr;
  // fit() learned from these; they are empty where they are nothing of MNIST.
  std::optional<TrackedArray> images = {}, labels = {};
  // The program is a part of one that has loaded its data before.
  bool has_data_from_elsewhere = false;
};

// Sets what the model is, how it is compiled and how it is trained.
void read_keras_model(const PythonScope& scope, const KerasModel& model, Settings& settings,
                      std::vector<ProgramFinding>& findings);

}  // namespace inkling
