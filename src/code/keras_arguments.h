// Checks the arguments of a call: one that is not known is told rather than passed over.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "code/python_scope.h"

namespace inkling {

class KerasArguments {
 public:
  KerasArguments(const PythonScope& scope, std::vector<ProgramFinding>& findings)
      : scope_(scope), findings_(findings) {}

  // Every keyword must be among these.
  void check(const PythonExpression& call, std::initializer_list<std::string_view> known) {
    for (const PythonItem& item : call.items) {
      if (!item.keyword.empty() && !is_one_of(item.keyword, known)) add(item);
    }
  }

  // Where the keyword is given, it must be this number, which is Keras's own and ours.
  void expect_number(const PythonExpression& call, std::string_view keyword, double number) {
    for (const PythonItem& item : call.items) {
      if (item.keyword == keyword && scope_.number(item.value) != number) add(item);
    }
  }

  // Where the keyword is given, it must be one of these names or strings.
  void expect_word(const PythonExpression& call, std::string_view keyword,
                   std::initializer_list<std::string_view> words) {
    for (const PythonItem& item : call.items) {
      if (item.keyword == keyword && !is_one_of(word(*item.value), words)) add(item);
    }
  }

  // Returns what a string says, or the last part of a dotted name or of what is called: "relu",
  // tf.nn.relu and keras.activations.relu are the same.
  std::string_view word(const PythonExpression& given) const {
    const auto text = scope_.text(&given);
    return text ? *text : scope_.name_of(&given);
  }

 private:
  void add(const PythonItem& item) {
    const std::string both = std::string(item.keyword) + "=" + std::string(item.value->source);
    findings_.push_back(finding(ProgramFinding::Kind::kArgument, item.value->line, both));
  }

  const PythonScope& scope_;
  std::vector<ProgramFinding>& findings_;
};

}  // namespace inkling
