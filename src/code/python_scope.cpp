#include "code/python_scope.h"

#include <algorithm>
#include <cmath>

#include "base/decimal_number.h"

namespace inkling {

namespace {

using ExpressionKind = PythonExpression::Kind;
using FindingKind = ProgramFinding::Kind;

// Arrays are copied with their findings, of which a few are enough.
void add_to(TrackedArray& array, FindingKind kind, const PythonExpression& expression) {
  constexpr std::size_t kEnough = 10;
  if (array.findings.size() < kEnough) array.findings.push_back(finding(kind, expression));
}

}  // namespace

const ScopeValue* PythonScope::find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

const ScopeValue* PythonScope::find(const PythonExpression* name) const {
  if (name == nullptr || name->kind != ExpressionKind::kName) return nullptr;
  return find(name->text);
}

const PythonExpression* PythonScope::resolve(const PythonExpression* expression) const {
  const ScopeValue* value = find(expression);
  return value != nullptr && value->expression != nullptr ? value->expression : expression;
}

std::string_view PythonScope::name_of(const PythonExpression* expression) const {
  expression = resolve(expression);
  if (expression == nullptr) return {};
  if (expression->kind == ExpressionKind::kCall) expression = expression->first;
  if (expression->kind == ExpressionKind::kAttribute) return expression->text;
  if (expression->kind != ExpressionKind::kName) return {};
  const auto alias = aliases_.find(expression->text);
  return alias == aliases_.end() ? expression->text : alias->second;
}

std::optional<double> PythonScope::number(const PythonExpression* expression) const {
  if (expression == nullptr || --steps_left_ <= 0) return std::nullopt;
  if (expression->kind == ExpressionKind::kNumber) {
    std::string digits(expression->text);
    std::erase(digits, '_');
    return decimal_number(digits);
  }
  if (const ScopeValue* value = find(expression)) return value->number;
  if (expression->kind == ExpressionKind::kCall && expression->items.size() == 1) {
    const PythonExpression* given = expression->items.front().value;
    const std::string_view name = name_of(expression->first);
    if (is_one_of(name, {"float", "int"})) {
      const auto value = number(given);
      return value && name == "int" ? std::trunc(*value) : value;
    }
    const auto counted = name == "len" ? array(given) : std::nullopt;
    return counted ? std::optional<double>(counted->count) : std::nullopt;
  }
  if (expression->kind != ExpressionKind::kOperation) return std::nullopt;
  const auto left = number(expression->first);
  if (!left) return std::nullopt;
  const std::string_view sign = expression->text;
  if (expression->second == nullptr) return sign == "-" ? -*left : *left;
  const auto right = number(expression->second);
  if (!right) return std::nullopt;
  double result = 0;
  if (sign == "+") result = *left + *right;
  if (sign == "-") result = *left - *right;
  if (sign == "*") result = *left * *right;
  if (sign == "/") result = *left / *right;
  if (sign == "//") result = std::floor(*left / *right);
  if (sign == "**") result = std::pow(*left, *right);
  if (sign == "%" || !std::isfinite(result)) return std::nullopt;
  return result;
}

std::optional<std::string_view> PythonScope::text(const PythonExpression* expression) const {
  expression = resolve(expression);
  if (expression == nullptr || expression->kind != ExpressionKind::kString) return std::nullopt;
  return expression->text;
}

std::optional<TrackedArray> PythonScope::array(const PythonExpression* expression) const {
  if (expression == nullptr || --steps_left_ <= 0) return std::nullopt;
  if (const ScopeValue* value = find(expression)) return value->array;
  switch (expression->kind) {
    case ExpressionKind::kSubscript: {
      auto base = array(expression->first);
      return base ? slice_of(std::move(*base), *expression) : std::nullopt;
    }
    case ExpressionKind::kCall:
      return result_of(*expression);
    case ExpressionKind::kOperation: {
      auto base = array(expression->first);
      if (!base) base = array(expression->second);
      if (!base) return std::nullopt;
      const auto factor = number(expression->second);
      const bool scales = factor && *factor > 0;
      if (scales && expression->text == "/") {
        base->divisor *= *factor;
      } else if (scales && expression->text == "*") {
        base->divisor /= *factor;
      } else {
        add_to(*base, FindingKind::kPixels, *expression);
      }
      return base;
    }
    default:
      return std::nullopt;
  }
}

// The first index counts images; further ones take nothing away when they are whole slices, which
// is what people write to add a dimension.
std::optional<TrackedArray> PythonScope::slice_of(TrackedArray array,
                                                  const PythonExpression& subscript) const {
  const auto refuse = [&] {
    add_to(array, FindingKind::kTrainingData, subscript);
    return array;
  };
  for (std::size_t i = 1; i < subscript.items.size(); ++i) {
    const PythonExpression& index = *subscript.items[i].value;
    const bool is_whole =
        index.kind == ExpressionKind::kSlice && index.first == nullptr && index.second == nullptr;
    if (!is_whole && !is_one_of(name_of(&index), {"None", "newaxis"})) return refuse();
  }
  if (subscript.items.empty()) return refuse();
  const PythonExpression& index = *subscript.items.front().value;
  if (index.source == "..." || index.source == "Ellipsis") return array;
  if (index.kind != ExpressionKind::kSlice) return refuse();
  const auto start = number(index.first);
  if (index.first != nullptr && (!start || *start != 0)) return refuse();
  if (index.second == nullptr) return array;
  const auto stop = number(index.second);
  if (!stop || *stop != std::floor(*stop)) return refuse();
  const double end = *stop < 0 ? array.count + *stop : std::min(*stop, double{1} * array.count);
  if (end < 1) return refuse();
  array.count = static_cast<int>(end);
  return array;
}

std::optional<TrackedArray> PythonScope::result_of(const PythonExpression& call) const {
  const std::string_view name = name_of(call.first);
  const bool is_method = call.first->kind == ExpressionKind::kAttribute;
  auto base = is_method ? array(call.first->first) : std::nullopt;
  if (!base && !call.items.empty()) base = array(call.items.front().value);
  if (!base) return std::nullopt;
  if (is_one_of(name, {"to_categorical", "one_hot"})) {
    base->is_one_hot = true;
  } else if (!is_one_of(name, {"reshape", "astype", "copy", "cast", "array", "asarray", "constant",
                               "convert_to_tensor", "expand_dims", "squeeze", "float32"})) {
    add_to(*base, FindingKind::kTrainingData, call);
  }
  return base;
}

const PythonExpression* argument(const PythonExpression& call, int place,
                                 std::string_view keyword) {
  int passed = 0;
  for (const PythonItem& item : call.items) {
    if (item.keyword.empty() ? passed++ == place : item.keyword == keyword) return item.value;
  }
  return nullptr;
}

ProgramFinding finding(FindingKind kind, const PythonExpression& expression) {
  return finding(kind, expression.line, expression.source);
}

ProgramFinding finding(FindingKind kind, int line, std::string_view source) {
  constexpr std::size_t kLongest = 80;
  std::size_t length = std::min(source.find_first_of("\r\n"), source.size());
  if (length > kLongest) {
    length = kLongest;
    // A character of several bytes is not cut: those that continue one are 10xxxxxx.
    while (length > 0 && (static_cast<unsigned char>(source[length]) & 0xc0) == 0x80) --length;
  }
  return {line, kind, std::string(source.substr(0, length))};
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace inkling
