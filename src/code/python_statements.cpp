#include "code/python_statements.h"

#include <algorithm>
#include <array>

#include "code/python_cursor.h"
#include "code/python_tokens.h"

namespace inkling {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxArguments = 100;  // So many are compared with each other.

constexpr std::string_view kHeaders[] = {"def",  "class", "for",    "while",   "if",   "elif",
                                         "else", "try",   "except", "finally", "with", "async"};
// Expressions never begin with these.
constexpr std::string_view kOtherWords[] = {"lambda", "not",      "await", "yield",  "raise",
                                            "break",  "continue", "del",   "global", "nonlocal"};

template <class List>
bool is_among(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

class StatementParser : private PythonCursor {
 public:
  using Token = PythonToken::Kind;
  using Kind = PythonExpression::Kind;

  explicit StatementParser(std::string_view source) : PythonCursor(source) {}

  PythonStatements take() {
    while (at_ < tokens_.size()) {
      const std::size_t begin = at_;
      read_statement();
      if (at_ == begin) ++at_;  // It is an end of line, or a bracket that closes nothing.
    }
    if (const auto slip = find_slip(source_, tokens_)) result_.slip = slip;
    return std::move(result_);
  }

 private:
  // ---- Expressions ----------------------------------------------------------------------------

  const PythonExpression* keep(PythonExpression expression, std::size_t first_token) {
    expression.line = tokens_[first_token].line;
    expression.source = source_from(first_token);
    for (const PythonExpression* part : {expression.first, expression.second}) {
      if (part != nullptr) expression.depth = std::max(expression.depth, part->depth + 1);
    }
    for (const PythonItem& item : expression.items) {
      expression.depth = std::max(expression.depth, item.value->depth + 1);
    }
    if (expression.depth > kMaxDepth) return keep_other(first_token);
    result_.expressions.push_back(std::move(expression));
    return &result_.expressions.back();
  }

  const PythonExpression* keep_other(std::size_t first_token) {
    result_.expressions.push_back({.kind = Kind::kOther,
                                   .line = tokens_[first_token].line,
                                   .source = source_from(first_token)});
    return &result_.expressions.back();
  }

  const PythonExpression* make(Kind kind, std::size_t first_token, std::string_view text,
                               const PythonExpression* first = nullptr,
                               const PythonExpression* second = nullptr) {
    return keep({.kind = kind, .text = text, .first = first, .second = second}, first_token);
  }

  const PythonExpression* make_group(Kind kind, std::size_t first_token,
                                     const PythonExpression* first, std::vector<PythonItem> items) {
    return keep({.kind = kind, .first = first, .items = std::move(items)}, first_token);
  }

  // Reads one element: what stands between commas.
  const PythonExpression* read_element() {
    const std::size_t begin = at_;
    if (at_end() || open_ >= kMaxDepth) return read_other(begin);
    ++open_;
    const PythonExpression* sum = read_sum();
    --open_;
    const bool ends = at_end() || at_operator(",") || at_operator(")") || at_operator("]") ||
                      at_operator("}") || at_operator("=") || at_operator(":") ||
                      is_augmented_assignment();
    return ends ? sum : read_other(begin);
  }

  const PythonExpression* read_other(std::size_t begin) {
    skip_element();
    return keep_other(std::min(begin, tokens_.size() - 1));
  }

  bool is_augmented_assignment() const {
    constexpr std::string_view kAssignments[] = {"+=", "-=", "*=", "/=", "%=", "|=", "&=", "^="};
    return at_kind(Token::kOperator) && is_among(kAssignments, tokens_[at_].text);
  }

  const PythonExpression* read_sum() {
    const std::size_t begin = at_;
    const PythonExpression* left = read_product();
    while (at_operator("+") || at_operator("-")) {
      const std::string_view sign = tokens_[at_++].text;
      left = make(Kind::kOperation, begin, sign, left, read_product());
    }
    return left;
  }

  const PythonExpression* read_product() {
    const std::size_t begin = at_;
    const PythonExpression* left = read_signed();
    while (at_operator("*") || at_operator("/") || at_operator("//") || at_operator("%")) {
      const std::string_view sign = tokens_[at_++].text;
      left = make(Kind::kOperation, begin, sign, left, read_signed());
    }
    return left;
  }

  // Reads signs and a power: "-x" is the operation "-" without a second operand.
  const PythonExpression* read_signed() {
    const std::size_t begin = at_;
    if (open_ >= kMaxDepth) return read_other(begin);
    if (at_operator("-") || at_operator("+")) {
      const std::string_view sign = tokens_[at_++].text;
      ++open_;
      const PythonExpression* operand = read_signed();
      --open_;
      return make(Kind::kOperation, begin, sign, operand);
    }
    const PythonExpression* base = read_postfix();
    if (!at_operator("**")) return base;
    ++at_;
    ++open_;
    const PythonExpression* power = read_signed();
    --open_;
    return make(Kind::kOperation, begin, "**", base, power);
  }

  const PythonExpression* read_postfix() {
    const std::size_t begin = at_;
    const PythonExpression* value = read_atom();
    for (;;) {
      if (at_operator(".") && at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == Token::kName) {
        at_ += 2;
        value = make(Kind::kAttribute, begin, tokens_[at_ - 1].text, value);
      } else if (at_operator("(")) {
        value = make_group(Kind::kCall, begin, value, read_items(")").items);
        check_arguments(*value);
      } else if (at_operator("[")) {
        value = make_group(Kind::kSubscript, begin, value, read_items("]").items);
      } else {
        return value;
      }
    }
  }

  // No argument is given twice, and none by its place behind one by its name.
  void check_arguments(const PythonExpression& call) {
    for (std::size_t i = 1; i < call.items.size() && !result_.slip; ++i) {
      const PythonItem& item = call.items[i];
      const bool follows_name = !call.items[i - 1].keyword.empty();
      const bool is_starred = item.value->source.substr(0, 1) == "*";
      bool is_wrong = item.keyword.empty() && follows_name && !is_starred;
      for (std::size_t k = 0; k < i && k < kMaxArguments; ++k) {
        const std::string_view before = call.items[k].keyword;
        is_wrong = is_wrong || (!before.empty() && before == item.keyword);
      }
      if (is_wrong) result_.slip = {item.value->line, item.value->source};
    }
  }

  const PythonExpression* read_atom() {
    const std::size_t begin = at_;
    if (at_kind(Token::kNumber)) return ++at_, make(Kind::kNumber, begin, tokens_[begin].text);
    if (at_kind(Token::kString)) {
      ++at_;
      return make(Kind::kString, begin, tokens_[begin].text);
    }
    if (at_kind(Token::kName) && !is_among(kOtherWords, tokens_[at_].text)) {
      return ++at_, make(Kind::kName, begin, tokens_[begin].text);
    }
    if (at_operator("(")) {
      Items inside = read_items(")");
      if (inside.items.size() == 1 && !inside.has_comma) return inside.items.front().value;
      return make_group(Kind::kTuple, begin, nullptr, std::move(inside.items));
    }
    if (at_operator("[")) {
      return make_group(Kind::kList, begin, nullptr, read_items("]").items);
    }
    if (at_operator("{")) {
      read_items("}");
      return keep_other(begin);
    }
    return read_other(begin);
  }

  struct Items {
    std::vector<PythonItem> items;
    bool has_comma = false;
  };

  // Reads from an opening bracket to beyond the closing one. A subscript's elements may be slices.
  Items read_items(std::string_view closing) {
    Items read;
    ++at_;
    while (!at_end() && !at_operator(closing)) {
      const std::size_t begin = at_;
      PythonItem item = {{}, nullptr};
      if (at_kind(Token::kName) && at_ + 1 < tokens_.size() && tokens_[at_ + 1].text == "=" &&
          tokens_[at_ + 1].kind == Token::kOperator) {
        item.keyword = tokens_[at_].text;
        at_ += 2;
      }
      item.value = at_operator(":") ? nullptr : read_element();
      if (at_operator(":")) item.value = read_slice(begin, item.value);
      if (!at_operator(",") && !at_operator(closing)) item.value = read_other(begin);
      read.items.push_back(item);
      if (accept(",")) {
        read.has_comma = true;
      } else if (!at_operator(closing)) {
        break;  // Another bracket closes here than the one that was opened.
      }
    }
    if (at_operator(closing)) ++at_;
    return read;
  }

  // Reads from the colon on. A slice with a step is of the kind kOther.
  const PythonExpression* read_slice(std::size_t begin, const PythonExpression* start) {
    ++at_;
    const bool is_open = at_operator(",") || at_operator("]") || at_end();
    const PythonExpression* stop = is_open ? nullptr : read_element();
    if (!at_operator(",") && !at_operator("]")) return read_other(begin);
    return make(Kind::kSlice, begin, ":", start, stop);
  }

  // Reads what may be a tuple without brackets.
  const PythonExpression* read_list() {
    const std::size_t begin = at_;
    const PythonExpression* first = read_element();
    if (!at_operator(",")) return first;
    std::vector<PythonItem> items = {{{}, first}};
    while (accept(",")) {
      if (at_end() || at_operator("=")) break;
      items.push_back({{}, read_element()});
    }
    return make_group(Kind::kTuple, begin, nullptr, std::move(items));
  }

  // ---- Statements -----------------------------------------------------------------------------

  void read_statement() {
    using Statement = PythonStatement::Kind;
    if (at_end()) return;
    const std::size_t begin = at_;
    PythonStatement statement = {
        .kind = Statement::kExpression, .line = line(), .column = column()};
    if (at("import") || at("from")) {
      statement.kind = Statement::kImport;
      read_import(statement);
    } else if (at_kind(Token::kName) && is_among(kHeaders, tokens_[at_].text)) {
      statement.kind = Statement::kHeader;
      statement.keyword = tokens_[at_].text;
      if (at("def")) read_function(statement);
      if (at("class") && at_ + 1 < tokens_.size()) {
        statement.names.emplace_back(tokens_[at_ + 1].text, "");
      }
      read_header();
      if (statement.keyword == "for") note_targets(begin + 1, statement);
      for (std::size_t i = begin; i + 1 < at_; ++i) {
        if (tokens_[i].text == "as") statement.names.emplace_back(tokens_[i + 1].text, "");
      }
    } else {
      if (accept("return")) statement.kind = Statement::kReturn;
      if (!at_end()) read_assignment(statement);
      if (!at_end()) {
        statement.kind = Statement::kOther;
        skip_line();
      }
    }
    for (std::size_t i = begin; i + 1 < at_; ++i) {
      if (tokens_[i + 1].text == ":=") statement.names.emplace_back(tokens_[i].text, "");
    }
    statement.source = source_from(begin);
    result_.list.push_back(std::move(statement));
  }

  // Notes the names that a loop sets: those before its "in".
  void note_targets(std::size_t first, PythonStatement& statement) const {
    for (std::size_t i = first; i < at_ && tokens_[i].text != "in"; ++i) {
      if (tokens_[i].kind == Token::kName) statement.names.emplace_back(tokens_[i].text, "");
    }
  }

  // Reads the name of a function and its parameters, which may have types and defaults.
  void read_function(PythonStatement& statement) {
    ++at_;
    if (!at_kind(Token::kName)) return;
    statement.function = tokens_[at_++].text;
    if (!at_operator("(")) return;
    for (++at_; !at_end() && !at_operator(")"); accept(",")) {
      const std::size_t begin = at_;
      while (at_operator("*") || at_operator("**") || at_operator("/")) ++at_;
      PythonItem parameter = {{}, nullptr};
      if (at_kind(Token::kName)) parameter.keyword = tokens_[at_++].text;
      if (accept(":")) read_element();
      if (accept("=")) parameter.value = read_element();
      if (!parameter.keyword.empty()) statement.parameters.push_back(parameter);
      if (at_ == begin) ++at_;
    }
  }

  void read_assignment(PythonStatement& statement) {
    const std::size_t begin = at_;
    statement.value = read_list();
    if (at_operator(":")) {  // A type follows the name.
      ++at_;
      read_element();
    }
    if (is_augmented_assignment()) {
      const std::string_view sign = tokens_[at_++].text.substr(0, 1);
      statement.targets = {statement.value};
      statement.value = make(Kind::kOperation, begin, sign, statement.value, read_list());
    }
    while (at_operator("=")) {
      ++at_;
      statement.targets.push_back(statement.value);
      statement.value = read_list();
    }
    if (!statement.targets.empty()) statement.kind = PythonStatement::Kind::kAssignment;
  }

  // The body may follow on the same line, where it is a statement of its own.
  void read_header() {
    for (int depth = 0; !at_end(); ++at_) {
      if (!at_kind(Token::kOperator)) continue;
      const char c = tokens_[at_].text[0];
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (c == ')' || c == ']' || c == '}') --depth;
      if (c == ':' && depth <= 0) {
        ++at_;
        return;
      }
    }
  }

  void read_import(PythonStatement& statement) {
    std::string_view name;
    while (!at_end()) {
      if (at_kind(Token::kName) && !at("import") && !at("from") && !at("as")) {
        name = tokens_[at_].text;
        const bool renamed = at_ + 2 < tokens_.size() && tokens_[at_ + 1].text == "as";
        if (renamed) at_ += 2;
        if (at_end()) return;
        statement.names.emplace_back(name, tokens_[at_].text);
      }
      ++at_;
    }
  }

  int open_ = 0;  // So many elements are being read, one inside the other.
  PythonStatements result_;
};

}  // namespace

PythonStatements python_statements(std::string_view source) {
  return StatementParser(source).take();
}

}  // namespace inkling
