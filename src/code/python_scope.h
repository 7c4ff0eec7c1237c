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

  bool is_images() const { return part == Part::kTrainImages || part == Part::kTestImages; }
};

// What is known of what a name stands for. It is empty where that is anything.
struct ScopeValue {
  std::optional<double> number = {};
  std::optional<TrackedArray> array = {};
  std::optional<int> model = {};     // It is the index of a model.
  std::optional<int> function = {};  // It is the index of a function of the program's own.
  std::string_view imported = {};    // It is the name in the module that it comes from.
  const PythonExpression* expression = nullptr;  // It was set to this.
  std::optional<int> block = {};                 // It was set in this block, which may not happen.
};

// A name in an expression means what it stood for when its statement was done: so expressions can
// be looked at later, as those of a model are when it is complete. Each statement is done once.
class PythonScope {
 public:
  explicit PythonScope(const PythonStatements& statements);

  // The statement of this index is done now.
  void enter(std::size_t statement) { times_[statement] = ++now_; }

  // From the next statement on, the name stands for the value: in the body of a function until it
  // ends.
  void set(std::string_view name, ScopeValue value);
  void begin_function() { functions_.emplace_back(); }
  void end_function();

  // Returns null where the expression is no name, or one that the program has not set.
  const ScopeValue* find(const PythonExpression* name) const;
  // Returns what a name stood for when the statement of the expression was done.
  const ScopeValue* find(std::string_view name, const PythonExpression& when) const;

  // Returns what a name was set to, or the expression itself.
  const PythonExpression* resolve(const PythonExpression* expression) const;

  // Returns the last part of a dotted name, "Dense" of keras.layers.Dense, or of what is called.
  // What was imported under another name has its own one, and what the program itself has made has
  // one that nothing else has.
  std::string_view name_of(const PythonExpression* expression) const;

  // Returns the value of a number, a name or a sum. There is none where it is not known.
  std::optional<double> number(const PythonExpression* expression) const;

  // Returns the text of a string. There is none where it is something else.
  std::optional<std::string_view> text(const PythonExpression* expression) const;

  // Returns what is known of an array after slices, divisions, reshape() and the like.
  std::optional<TrackedArray> array(const PythonExpression* expression) const;

 private:
  struct Setting {
    int time;
    ScopeValue value;
  };

  const ScopeValue* find(std::string_view name, int time) const;
  int time_of(const PythonExpression& expression) const;
  std::optional<double> result_of_operation(const PythonExpression& operation) const;
  std::optional<TrackedArray> array_of_operation(const PythonExpression& operation) const;
  std::optional<TrackedArray> slice_of(TrackedArray array, const PythonExpression& subscript) const;
  std::optional<TrackedArray> result_of(const PythonExpression& call) const;
  bool keeps_images(const TrackedArray& array, const PythonExpression& reshape,
                    bool is_method) const;
  bool keeps_values(const TrackedArray& array, const PythonExpression& cast, bool is_method) const;

  int now_ = 0;
  std::vector<const char*> begins_;  // Each statement begins here, in their order.
  std::vector<int> times_;           // Each statement was done then.
  std::map<std::string_view, std::vector<Setting>> settings_;
  // Of each function whose body is being done: what its own names stood for before.
  std::vector<std::map<std::string_view, ScopeValue>> functions_;
};

// Returns the argument of a call by its place or its keyword, or null.
const PythonExpression* argument(const PythonExpression& call, int place, std::string_view keyword);

// Makes a finding of an expression. Long ones are cut, and so are those of several lines.
ProgramFinding finding(ProgramFinding::Kind kind, const PythonExpression& expression);
ProgramFinding finding(ProgramFinding::Kind kind, int line, std::string_view source);

// Returns whether the word is one of the list.
bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list);

}  // namespace inkling
