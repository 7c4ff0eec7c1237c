#include "code/python_tokens.h"

#include <algorithm>

namespace inkling {
namespace {

using Kind = PythonToken::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Names may have letters of any script, whose bytes in UTF-8 are all above 127.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) > 127;
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view source) : source_(source) {}

  std::vector<PythonToken> take() {
    while (at_ < source_.size()) read_one();
    end_line();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  bool at_line_start() const { return tokens_.empty() || tokens_.back().kind == Kind::kEndOfLine; }

  void skip_line() { at_ = std::min(source_.find('\n', at_), source_.size()); }

  void add(Kind kind, std::size_t begin, std::string_view text) {
    tokens_.push_back({kind, text, line_, begin, at_});
  }

  void end_line() {
    if (!at_line_start()) tokens_.push_back({Kind::kEndOfLine, {}, line_, at_, at_});
  }

  void read_one() {
    const std::size_t begin = at_;
    const char c = peek();
    if (c == '\n') {
      if (depth_ == 0) end_line();
      ++line_;
      ++at_;
    } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
      at_ += peek(1) == '\n' ? 2 : 3;
      ++line_;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
      ++at_;
    } else if (c == '#' || ((c == '%' || c == '!') && depth_ == 0 && at_line_start())) {
      skip_line();
    } else if (c == ';' && depth_ == 0) {
      end_line();
      ++at_;
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      read_number();
    } else if (is_letter(c) || c == '"' || c == '\'') {
      while (is_letter(peek()) || is_digit(peek())) ++at_;
      // A string may have a prefix of two letters, as in rb"...".
      constexpr std::size_t kLongestPrefix = 2;
      if ((peek() == '"' || peek() == '\'') && at_ - begin <= kLongestPrefix) {
        read_string(begin);
      } else {
        add(Kind::kName, begin, source_.substr(begin, at_ - begin));
      }
    } else {
      read_operator();
    }
  }

  void read_number() {
    const std::size_t begin = at_;
    for (;; ++at_) {
      const char c = peek();
      const char before = at_ > begin ? peek_back() : '\0';
      const bool is_sign_of_power = (c == '+' || c == '-') && (before == 'e' || before == 'E');
      if (!is_digit(c) && !is_letter(c) && c != '.' && !is_sign_of_power) break;
    }
    add(Kind::kNumber, begin, source_.substr(begin, at_ - begin));
  }

  char peek_back() const { return source_[at_ - 1]; }

  // Strings in three quotes go on over lines; others end with their line at the latest.
  void read_string(std::size_t begin) {
    const char quote = peek();
    const bool is_long = peek(1) == quote && peek(2) == quote;
    const std::string_view closing = is_long ? source_.substr(at_, 3) : source_.substr(at_, 1);
    const int first_line = line_;
    at_ += closing.size();
    const std::size_t first = at_;
    while (at_ < source_.size() && source_.substr(at_, closing.size()) != closing) {
      if (peek() == '\n' && !is_long) break;
      const bool is_escape = peek() == '\\' && at_ + 1 < source_.size();
      if (is_escape) ++at_;
      if (peek() == '\n') ++line_;
      ++at_;
    }
    const std::string_view text = source_.substr(first, at_ - first);
    if (source_.substr(at_, closing.size()) == closing) at_ += closing.size();
    tokens_.push_back({Kind::kString, text, first_line, begin, at_});
  }

  void read_operator() {
    constexpr std::string_view kTwo[] = {"**", "//", "==", "!=", "<=", ">=", "->", "+=",
                                         "-=", "*=", "/=", "%=", "|=", "&=", "^=", ":="};
    const std::size_t begin = at_;
    const std::string_view next = source_.substr(at_, 2);
    at_ += std::find(std::begin(kTwo), std::end(kTwo), next) != std::end(kTwo) ? 2 : 1;
    const char c = source_[begin];
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
    add(Kind::kOperator, begin, source_.substr(begin, at_ - begin));
  }

  std::string_view source_;
  std::size_t at_ = 0;
  int line_ = 1;
  int depth_ = 0;  // So many brackets are open.
  std::vector<PythonToken> tokens_;
};

}  // namespace

std::vector<PythonToken> python_tokens(std::string_view source) { return Tokenizer(source).take(); }

}  // namespace inkling
