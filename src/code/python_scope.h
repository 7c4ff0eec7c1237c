// Knows what the names in a program stand for, as far as training depends on it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "code/python_statements.h"
#include "code/read_program.h"

namespace inkling {

// An array that was made of MNIST's.
struct TrackedArray {
  enum class Part { kTrainImages, kTrainLabels, kTestImages, kTestLabels };
  Part part;
  int count;
  double divisor = 1;  // Each pixel was divided by this in all.
  bool is_one_hot = false;
  // They count only when somebody learns from the array.
  std::vector<ProgramFinding> findings = {};
};

// What a name stands for: at most one of these is there.
struct ScopeValue {
  std::optional<double> number = {};
  std::optional<TrackedArray> array = {};
  std::optional<int> model = {};  // It is the index of a model.
  const PythonExpression* expression = nullptr;
};

class PythonScope {
 public:
  void import_as(std::string_view name, std::string_view alias) { aliases_[alias] = name; }
  void set(std::string_view name, ScopeValue value) { values_[name] = std::move(value); }

  // Returns null where the name stands for nothing that is known.
  const ScopeValue* find(std::string_view name) const;
  const ScopeValue* find(const PythonExpression* name) const;

  // Returns what a name was last set to, or the expression itself.
  const PythonExpression* resolve(const PythonExpression* expression) const;

  // Returns the last part of a dotted name, "Dense" of keras.layers.Dense, or of what is called.
  // What was imported under another name has its own one.
  std::string_view name_of(const PythonExpression* expression) const;

  // Returns the value of a number, a name or a sum. There is none where it is not known.
  std::optional<double> number(const PythonExpression* expression) const;

  // Returns the text of a string. There is none where it is something else.
  std::optional<std::string_view> text(const PythonExpression* expression) const;

  // A program that computes more than any that makes sense is not followed to its end.
  bool is_exhausted() const { return steps_left_ <= 0; }

  // Returns what is known of an array after slices, divisions, reshape() and the like.
  std::optional<TrackedArray> array(const PythonExpression* expression) const;

 private:
  std::optional<TrackedArray> slice_of(TrackedArray array, const PythonExpression& subscript) const;
  std::optional<TrackedArray> result_of(const PythonExpression& call) const;

  std::map<std::string_view, std::string_view> aliases_;
  std::map<std::string_view, ScopeValue> values_;
  // Expressions inside each other may be computed again and again; this many are in all.
  mutable int steps_left_ = 1'000'000;
};

// Returns the argument of a call by its place or its keyword, or null.
const PythonExpression* argument(const PythonExpression& call, int place, std::string_view keyword);

// Makes a finding of an expression. Long ones are cut, and so are those of several lines.
ProgramFinding finding(ProgramFinding::Kind kind, const PythonExpression& expression);
ProgramFinding finding(ProgramFinding::Kind kind, int line, std::string_view source);

// Returns whether the word is one of the list.
bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list);

}  // namespace inkling
