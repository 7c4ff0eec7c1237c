// Turns the layers of a Sequential model into settings.
#pragma once

#include <vector>

#include "code/python_scope.h"

namespace inkling {

struct KerasLayers {
  // The last layer gives probabilities; otherwise it gives logits.
  bool ends_with_softmax = false;
  // A layer of the model divides all pixels by this.
  double divisor = 1;
};

// Sets what layers say: hidden, activation, dropout, l2, augment. `line` is that of the model.
KerasLayers read_keras_layers(const PythonScope& scope,
                              const std::vector<const PythonExpression*>& layers, int line,
                              Settings& settings, std::vector<ProgramFinding>& findings);

}  // namespace inkling
