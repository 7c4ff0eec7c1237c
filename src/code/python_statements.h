// Reads the statements of a text in Python, as far as programs that train a network need them.
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "code/python_syntax.h"

namespace inkling {

struct PythonExpression;

// An argument of a call, or an element of a list, a tuple or a subscript.
struct PythonItem {
  std::string_view keyword;  // It is empty where the item is known by its place.
  const PythonExpression* value;
};

// The kinds: `name`; `first.name`; `first(items)`; `first[items]`; (items) and [items];
// `first text second`; `start:stop` inside a subscript, where either may be null; and kOther, which
// is whatever else Python has.
struct PythonExpression {
  enum class Kind {
    kNumber,
    kString,
    kName,
    kAttribute,
    kCall,
    kSubscript,
    kTuple,
    kList,
    kOperation,
    kSlice,
    kOther
  };
  Kind kind;
  int line = 0;
  std::string_view source = {};  // It is the whole expression as it was written.
  std::string_view text = {};    // It is the number, the string, the name or the operator.
  const PythonExpression* first = nullptr;
  const PythonExpression* second = nullptr;
  std::vector<PythonItem> items = {};
  int depth = 1;  // So many expressions stand inside each other, this one included.
};

struct PythonStatement {
  enum class Kind { kExpression, kAssignment, kImport, kReturn, kHeader, kOther };
  Kind kind;
  int line;
  int column;  // So many characters stand before it on its line; it tells which block it is in.
  std::string_view source = {};
  // An assignment may have several targets, as in a = b = 1. Of "a /= b" the value is "a / b".
  std::vector<const PythonExpression*> targets = {};
  const PythonExpression* value = nullptr;
  // `from m import a as b` gives the names {"b", "a"}. Of other statements these are the names that
  // they set in another way than by "=", as `for name in list`, and that are not known then.
  std::vector<std::pair<std::string_view, std::string_view>> names = {};
  // A header, such as `for`, has its keyword here, and one of a function the function's name and
  // its parameters: each with its default, or with null.
  std::string_view keyword = {};
  std::string_view function = {};
  std::vector<PythonItem> parameters = {};
};

// Holds the statements and all expressions that they refer to. The views refer to the source.
struct PythonStatements {
  std::vector<PythonStatement> list;
  std::deque<PythonExpression> expressions;
  std::optional<PythonSlip> slip = {};  // With one, the rest is a guess.
};

// Never fails: what is not understood becomes a statement or an expression of the kind kOther.
// So does what stands more than 64 expressions deep, so that whoever walks them can recurse.
PythonStatements python_statements(std::string_view source);

}  // namespace inkling
