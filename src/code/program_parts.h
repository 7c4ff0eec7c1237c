// Tells the parts of a program apart that training depends on.
#pragma once

#include <string_view>
#include <vector>

#include "code/keras_training.h"
#include "code/python_scope.h"

namespace inkling {

// Returns the import of another framework, whose programs would be misread line by line, or null.
const PythonStatement* other_framework(const PythonStatements& statements);

// Returns whether the expression is a name that the program has never set.
bool is_left_open(const PythonScope& scope, const PythonExpression* expression);

// Returns the beginning of a dotted name, of a call or of a subscript: model of model.layers[0].
const PythonExpression& root_of(const PythonExpression& expression);

// Returns whether a call is given a model or an array that was made of MNIST's.
bool is_given_training(const PythonScope& scope, const PythonExpression& call);

// Returns whether a call prints, draws, measures or saves, or is one whose value a notebook shows.
bool is_harmless(const PythonScope& scope, const PythonExpression& call, std::string_view name);

// Returns all expressions that the model was made, compiled and trained with, those behind names
// too.
std::vector<const PythonExpression*> expressions_of(const PythonScope& scope,
                                                    const KerasModel& model);

}  // namespace inkling
