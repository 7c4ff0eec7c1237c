// Walks over the parts of a text in Python.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "code/python_tokens.h"

namespace inkling {

class PythonCursor {
 protected:
  explicit PythonCursor(std::string_view source)
      : source_(source), tokens_(python_tokens(source)) {}

  bool at_end() const {
    return at_ >= tokens_.size() || tokens_[at_].kind == PythonToken::Kind::kEndOfLine;
  }
  bool at(std::string_view text) const {
    return !at_end() && tokens_[at_].text == text &&
           tokens_[at_].kind != PythonToken::Kind::kString;
  }
  bool at_operator(std::string_view text) const {
    return at(text) && tokens_[at_].kind == PythonToken::Kind::kOperator;
  }
  bool at_kind(PythonToken::Kind kind) const { return !at_end() && tokens_[at_].kind == kind; }
  bool accept(std::string_view text) {
    if (!at(text)) return false;
    ++at_;
    return true;
  }
  int line() const { return tokens_[std::min(at_, tokens_.size() - 1)].line; }
  // Statements are read in their order, so the search goes on where it ended before.
  int column() {
    const std::size_t begin = tokens_[at_].begin;
    for (; column_known_to_ < begin; ++column_known_to_) {
      if (source_[column_known_to_] == '\n') line_begin_ = column_known_to_ + 1;
    }
    return static_cast<int>(begin - line_begin_);
  }
  std::string_view source_from(std::size_t first_token) const {
    if (at_ <= first_token) return {};
    const std::size_t begin = tokens_[first_token].begin;
    return source_.substr(begin, tokens_[at_ - 1].end - begin);
  }

  // Goes on to the comma, the bracket or the end of the line that ends an element.
  void skip_element() {
    for (int depth = 0; !at_end(); ++at_) {
      if (!at_kind(PythonToken::Kind::kOperator)) continue;
      const char c = tokens_[at_].text[0];
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (depth == 0 && (c == ',' || c == ')' || c == ']' || c == '}')) return;
      if (c == ')' || c == ']' || c == '}') --depth;
    }
  }

  void skip_line() {
    while (!at_end()) ++at_;
  }

  std::string_view source_;
  std::vector<PythonToken> tokens_;
  std::size_t at_ = 0;

 private:
  std::size_t line_begin_ = 0, column_known_to_ = 0;
};

}  // namespace inkling
