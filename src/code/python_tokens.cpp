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

// Returns the length of a punctuation mark of East Asian or typographic scripts, and 0 where there
// is none. Such marks look like Python's own and are none: U+2010 to U+203A, U+3001 to U+3020,
// U+FF01 to U+FF0F, U+FF1A to U+FF20, U+FF3B to U+FF3E and U+FF5B to U+FF65, all of three bytes.
std::size_t foreign_mark(std::string_view text) {
  if (text.size() < 3 || (text[0] & 0xf0) != 0xe0) return 0;
  const auto low = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) & 0x3fu; };
  const unsigned code = (static_cast<unsigned char>(text[0]) & 0x0fu) << 12 | low(1) << 6 | low(2);
  constexpr unsigned kMarks[][2] = {{0x2010, 0x203a}, {0x3001, 0x3020}, {0xff01, 0xff0f},
                                    {0xff1a, 0xff20}, {0xff3b, 0xff3e}, {0xff5b, 0xff65}};
  for (const auto& [first, last] : kMarks) {
    if (code >= first && code <= last) return 3;
  }
  return 0;
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
    } else if (const std::size_t length = mark_length()) {
      at_ += length;
      add(Kind::kBroken, begin, source_.substr(begin, length));
    } else if (is_letter(c) || c == '"' || c == '\'') {
      while ((is_letter(peek()) && mark_length() == 0) || is_digit(peek())) ++at_;
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

  // Returns the length of what has no meaning in Python outside of strings.
  std::size_t mark_length() const {
    if (at_ >= source_.size()) return 0;
    const bool is_control = static_cast<unsigned char>(peek()) < ' ';
    return is_control || peek() == '$' || peek() == '`' ? 1 : foreign_mark(source_.substr(at_));
  }

  void read_number() {
    const std::size_t begin = at_;
    for (;; ++at_) {
      const char c = peek();
      const char before = at_ > begin ? peek_back() : '\0';
      const bool is_sign_of_power = (c == '+' || c == '-') && (before == 'e' || before == 'E');
      const bool is_part = is_digit(c) || (is_letter(c) && mark_length() == 0) || c == '.';
      if (!is_part && !is_sign_of_power) break;
    }
    add(Kind::kNumber, begin, source_.substr(begin, at_ - begin));
  }

  char peek_back() const { return source_[at_ - 1]; }

  // Strings in three quotes go on over lines; others end with their line at the latest, and are
  // broken then.
  void read_string(std::size_t begin) {
    const bool is_formatted =
        source_.substr(begin, at_ - begin).find_first_of("fF") != std::string_view::npos;
    const char quote = peek();
    const bool is_long = peek(1) == quote && peek(2) == quote;
    const std::string_view closing = is_long ? source_.substr(at_, 3) : source_.substr(at_, 1);
    const int first_line = line_;
    at_ += closing.size();
    const std::size_t first = at_;
    int braces = 0;  // So many are open: what stands in them may have strings of its own.
    while (at_ < source_.size()) {
      if (peek() == '\n' && !is_long) break;
      if (braces > 0 && (peek() == '"' || peek() == '\'') && skip_inner_string()) continue;
      if (source_.substr(at_, closing.size()) == closing) break;
      const bool is_brace = is_formatted && peek() == '{';
      const bool is_doubled = is_brace && braces == 0 && peek(1) == '{';  // It stands for itself.
      if (is_brace && !is_doubled) ++braces;
      if (peek() == '}' && braces > 0) --braces;
      const bool is_escape = (peek() == '\\' && at_ + 1 < source_.size()) || is_doubled;
      if (is_escape) ++at_;
      if (peek() == '\n') ++line_;
      ++at_;
    }
    const std::string_view text = source_.substr(first, at_ - first);
    const bool is_closed = source_.substr(at_, closing.size()) == closing;
    if (is_closed) at_ += closing.size();
    const Kind kind = is_closed ? Kind::kString : Kind::kBroken;
    tokens_.push_back({kind, text, first_line, begin, at_});
  }

  // Skips a string inside the braces of another one, as in f"{history["loss"]}". It ends on its
  // line, before the braces do; otherwise its quote is the other string's end.
  bool skip_inner_string() {
    const std::size_t end = source_.find_first_of(std::string{peek(), '}', '\n'}, at_ + 1);
    if (end == source_.npos || source_[end] != peek()) return false;
    at_ = end + 1;
    return true;
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
