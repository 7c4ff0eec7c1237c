// Checks the arguments of a call: one that is not known is told rather than passed over.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "code/python_scope.h"

namespace inkling {

// Returns what a string says, or the last part of a dotted name or of what is called: "relu",
// tf.nn.relu and keras.activations.relu are the same.
inline std::string_view word_of(const PythonScope& scope, const PythonExpression& given) {
  const auto text = scope.text(&given);
  return text ? *text : scope.name_of(&given);
}

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

class KerasArguments {
 public:
  using Names = std::initializer_list<std::string_view>;

  // Arguments by their places have the names of `places`; others may have those of `further`, too.
  // What is none of these is told.
  KerasArguments(const PythonScope& scope, std::vector<ProgramFinding>& findings,
                 const PythonExpression& call, Names places, Names further)
      : scope_(scope), findings_(findings) {
    std::size_t place = 0;
    for (PythonItem item : call.items) {
      const bool is_starred = item.value->source.substr(0, 1) == "*";
      if (item.keyword.empty() && place < places.size() && !is_starred) {
        item.keyword = *(places.begin() + place++);
      }
      given_.push_back(item);
      if (!is_one_of(item.keyword, places) && !is_one_of(item.keyword, further)) add(item);
    }
  }

  // Returns null where the argument is not given, or is None.
  const PythonExpression* get(std::string_view name) const {
    for (const PythonItem& item : given_) {
      if (item.keyword == name) return scope_.name_of(item.value) == "None" ? nullptr : item.value;
    }
    return nullptr;
  }

  // Where the argument is given, it must be this number, which is Keras's own and ours.
  void expect_number(std::string_view name, double number) const {
    const PythonExpression* value = get(name);
    if (value != nullptr && scope_.number(value) != number) add({name, value});
  }

  // Where the argument is given, it must be one of these names or strings.
  void expect_word(std::string_view name, Names words) const {
    const PythonExpression* value = get(name);
    if (value != nullptr && !is_one_of(word_of(scope_, *value), words)) add({name, value});
  }

  // Where the argument is given, there is none here.
  void expect_none(std::string_view name) const {
    if (const PythonExpression* value = get(name)) add({name, value});
  }

 private:
  void add(const PythonItem& item) const {
    const std::string name = item.keyword.empty() ? "" : std::string(item.keyword) + "=";
    findings_.push_back(finding(ProgramFinding::Kind::kArgument, item.value->line,
                                name + std::string(item.value->source)));
  }

  const PythonScope& scope_;
  std::vector<ProgramFinding>& findings_;
  std::vector<PythonItem> given_;
};

}  // namespace inkling
