#include "code/python_syntax.h"

#include <algorithm>
#include <iterator>

namespace inkling {
namespace {

template <std::size_t kCount>
bool is_in(const std::string_view (&list)[kCount], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// These stand between values, or begin a statement.
constexpr std::string_view kKeywords[] = {
    "and",   "as",     "assert", "async",    "await",  "break",   "class", "continue",
    "def",   "del",    "elif",   "else",     "except", "for",     "from",  "global",
    "if",    "import", "in",     "is",       "lambda", "not",     "or",    "pass",
    "raise", "return", "try",    "nonlocal", "with",   "finally", "while", "yield"};
// These begin statements where the next word is a name, and are names themselves elsewhere.
constexpr std::string_view kSoftKeywords[] = {"match", "case", "type"};
constexpr std::string_view kSlipHeaders[] = {"def",  "class", "for",    "while",   "if",  "elif",
                                             "else", "try",   "except", "finally", "with"};
constexpr std::string_view kNeedRight[] = {
    "+",  "-",  "*",  "/",  "//", "%",  "**", "=",  "==", "!=", "<=", ">=", "<", ">",
    "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", ":=", "->", "@",  "|",  "&"};
constexpr std::string_view kNeedLeft[] = {"/",  "//", "%",  "=",  "==", "!=", "<=", ">=", "<", ">",
                                          "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", ":="};

class SlipFinder {
 public:
  using Kind = PythonToken::Kind;

  SlipFinder(std::string_view source, const std::vector<PythonToken>& tokens)
      : source_(source), tokens_(tokens) {}

  std::optional<PythonSlip> find() {
    // A bracket that is not closed swallows what follows, which is no slip of its own.
    if (auto slip = find_broken()) return slip;
    if (auto slip = find_open_bracket()) return slip;
    for (std::size_t first = 0; first < tokens_.size();) {
      std::size_t end = first;
      while (end < tokens_.size() && tokens_[end].kind != Kind::kEndOfLine) ++end;
      if (end > first) {
        if (auto slip = find_in_line(first, end)) return slip;
      }
      first = end + 1;
    }
    return std::nullopt;
  }

 private:
  // ---- Tokens ---------------------------------------------------------------------------------

  // Returns the operator, and nothing where the token is something else or is not there.
  std::string_view sign(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::kOperator ? tokens_[i].text
                                                                    : std::string_view();
  }
  bool opens(std::size_t i) const {
    const std::string_view text = sign(i);
    return text == "(" || text == "[" || text == "{";
  }
  bool closes(std::size_t i) const {
    const std::string_view text = sign(i);
    return text == ")" || text == "]" || text == "}";
  }
  bool is_keyword(std::size_t i) const {
    return tokens_[i].kind == Kind::kName && is_in(kKeywords, tokens_[i].text);
  }
  bool is_value(std::size_t i) const {
    const Kind kind = tokens_[i].kind;
    return kind == Kind::kNumber || kind == Kind::kString ||
           (kind == Kind::kName && !is_keyword(i));
  }
  // Two operators in one, such as << and //=, are tokens of their own here.
  bool touch(std::size_t i) const { return tokens_[i].end == tokens_[i + 1].begin; }

  // Returns the line of the source that the token stands on, from its first letter on.
  PythonSlip at(std::size_t i) const {
    const std::size_t before =
        tokens_[i].begin == 0 ? source_.npos : source_.find_last_of('\n', tokens_[i].begin - 1);
    const std::size_t begin = before == source_.npos ? 0 : before + 1;
    std::string_view line = source_.substr(begin, source_.find('\n', begin) - begin);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    return {tokens_[i].line, line};
  }

  // ---- Checks ---------------------------------------------------------------------------------

  std::optional<PythonSlip> find_broken() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == Kind::kBroken) return at(i);
    }
    return std::nullopt;
  }

  std::optional<PythonSlip> find_open_bracket() const {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (opens(i)) open.push_back(i);
      if (!closes(i)) continue;
      if (open.empty()) return at(i);
      const char opening = tokens_[open.back()].text[0], closing = tokens_[i].text[0];
      const bool fits = (opening == '(' && closing == ')') || (opening == '[' && closing == ']') ||
                        (opening == '{' && closing == '}');
      if (!fits) return at(open.back());
      open.pop_back();
    }
    if (!open.empty()) return at(open.back());
    return std::nullopt;
  }

  // Looks through a statement, or several with a colon between them.
  std::optional<PythonSlip> find_in_line(std::size_t first, std::size_t end) const {
    const std::string_view word =
        tokens_[first].kind == Kind::kName ? tokens_[first].text : std::string_view();
    const bool names_parameters = word == "def" || word == "async";
    const bool is_import = word == "from" || word == "import";
    std::vector<std::string_view> open;  // What stands in brackets may have colons in some.
    bool has_colon = false, has_lambda = false;
    if (is_in(kNeedLeft, sign(first))) return at(first);
    for (std::size_t i = first; i < end; ++i) {
      if (opens(i)) open.push_back(tokens_[i].text);
      if (closes(i)) open.pop_back();
      has_lambda = has_lambda || (is_keyword(i) && tokens_[i].text == "lambda");
      if (sign(i) == ":") {
        has_colon = has_colon || open.empty();
        const bool is_allowed = names_parameters || has_lambda || open.empty();
        if (!is_allowed && open.back() == "(") return at(i);
      }
      const bool is_soft = i == first && is_in(kSoftKeywords, tokens_[i].text);
      const bool takes_stars = names_parameters || has_lambda || is_import;
      if (i + 1 == end) {
        if (!takes_stars && is_in(kNeedRight, sign(i))) return at(i);
        if (sign(i) == "." && sign(i - 1) != ".") return at(i);
      } else if ((!is_soft && !may_follow(i)) || (!takes_stars && lacks_part(i))) {
        return at(i);
      }
    }
    if (is_in(kSlipHeaders, word) && !has_colon) return at(first);
    return std::nullopt;
  }

  // Returns whether the next token may stand behind this one, as far as they are values.
  bool may_follow(std::size_t i) const {
    const bool ends = is_value(i) || closes(i);
    const bool begins = is_value(i + 1) || sign(i + 1) == "{";
    const bool are_strings =
        tokens_[i].kind == Kind::kString && tokens_[i + 1].kind == Kind::kString;
    return !ends || !begins || are_strings;
  }

  // Returns whether something is missing between this token and the next one.
  bool lacks_part(std::size_t i) const {
    const std::string_view before = sign(i), next = sign(i + 1);
    const bool begins = opens(i) || before == ",";
    if (begins && (next == "," || is_in(kNeedLeft, next))) {
      return next != "/";  // It may stand alone among parameters.
    }
    const bool ends = closes(i + 1) || next == "," || next == ":";
    const bool is_star = before == "*" && i > 0 && (opens(i - 1) || sign(i - 1) == ",");
    if (is_in(kNeedRight, before) && ends && !is_star) return true;
    if (before == "." && ends) return sign(i - 1) != ".";
    return is_in(kNeedRight, before) && is_in(kNeedLeft, next) && !touch(i);
  }

  std::string_view source_;
  const std::vector<PythonToken>& tokens_;
};

}  // namespace

std::optional<PythonSlip> find_slip(std::string_view source,
                                    const std::vector<PythonToken>& tokens) {
  return SlipFinder(source, tokens).find();
}

}  // namespace inkling
