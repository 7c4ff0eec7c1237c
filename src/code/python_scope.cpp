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

// Returns the value of 128, 1_000, 1e-3, 0x80, 0o200 or 0b1000.
std::optional<double> number_of(std::string_view written) {
  std::string digits(written);
  std::erase(digits, '_');
  if (digits.size() < 3 || digits[0] != '0') return decimal_number(digits);
  const char kind = static_cast<char>(digits[1] | 0x20);  // It is lower case.
  const int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
  if (base == 0) return decimal_number(digits);
  double value = 0;
  for (const char c : std::string_view(digits).substr(2)) {
    const char lower = static_cast<char>(c | 0x20);
    const int digit = lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : c - '0';
    if (digit < 0 || digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

}  // namespace

PythonScope::PythonScope(const PythonStatements& statements) : times_(statements.list.size(), 0) {
  const char* begin = nullptr;
  for (const PythonStatement& statement : statements.list) {
    if (!statement.source.empty()) begin = statement.source.data();
    begins_.push_back(begin);
  }
}

void PythonScope::set(std::string_view name, ScopeValue value) {
  std::vector<Setting>& settings = settings_[name];
  if (!functions_.empty()) {
    functions_.back().emplace(name, settings.empty() ? ScopeValue() : settings.back().value);
  }
  settings.push_back({++now_, std::move(value)});
}

void PythonScope::end_function() {
  const auto before = std::move(functions_.back());
  functions_.pop_back();
  for (const auto& [name, value] : before) settings_[name].push_back({++now_, value});
}

const ScopeValue* PythonScope::find(std::string_view name, int time) const {
  const auto found = settings_.find(name);
  if (found == settings_.end()) return nullptr;
  const std::vector<Setting>& settings = found->second;
  const auto next = std::lower_bound(settings.begin(), settings.end(), time,
                                     [](const Setting& s, int t) { return s.time < t; });
  return next == settings.begin() ? nullptr : &std::prev(next)->value;
}

int PythonScope::time_of(const PythonExpression& expression) const {
  const auto next = std::upper_bound(begins_.begin(), begins_.end(), expression.source.data());
  if (next == begins_.begin()) return 0;
  return times_[static_cast<std::size_t>(next - begins_.begin()) - 1];
}

const ScopeValue* PythonScope::find(const PythonExpression* name) const {
  if (name == nullptr || name->kind != ExpressionKind::kName) return nullptr;
  return find(name->text, time_of(*name));
}

const ScopeValue* PythonScope::find(std::string_view name, const PythonExpression& when) const {
  return find(name, time_of(when));
}

const PythonExpression* PythonScope::resolve(const PythonExpression* expression) const {
  const ScopeValue* value = find(expression);
  return value != nullptr && value->expression != nullptr ? value->expression : expression;
}

std::string_view PythonScope::name_of(const PythonExpression* expression) const {
  constexpr std::string_view kOwn = "def";  // No name is so.
  expression = resolve(expression);
  if (expression == nullptr) return {};
  if (expression->kind == ExpressionKind::kCall) expression = expression->first;
  if (expression->kind == ExpressionKind::kAttribute) return expression->text;
  if (expression->kind != ExpressionKind::kName) return {};
  const ScopeValue* value = find(expression);
  if (value == nullptr) return expression->text;
  if (!value->imported.empty()) return value->imported;
  if (value->expression == nullptr) return kOwn;
  const PythonExpression& meant = *value->expression;
  const bool is_name =
      meant.kind == ExpressionKind::kAttribute || meant.kind == ExpressionKind::kName;
  return is_name ? meant.text : kOwn;
}

std::optional<double> PythonScope::number(const PythonExpression* expression) const {
  if (expression == nullptr) return std::nullopt;
  if (const ScopeValue* value = find(expression)) return value->number;
  switch (expression->kind) {
    case ExpressionKind::kNumber:
      return number_of(expression->text);
    case ExpressionKind::kCall: {
      if (expression->items.size() != 1) return std::nullopt;
      const PythonExpression* given = expression->items.front().value;
      const std::string_view name = name_of(expression->first);
      if (is_one_of(name, {"float", "int"})) {
        const auto value = number(given);
        return value && name == "int" ? std::trunc(*value) : value;
      }
      const auto counted = name == "len" ? array(given) : std::nullopt;
      return counted ? std::optional<double>(counted->count) : std::nullopt;
    }
    case ExpressionKind::kSubscript: {  // x.shape[0]
      const PythonExpression& shape = *expression->first;
      const bool is_shape = shape.kind == ExpressionKind::kAttribute && shape.text == "shape";
      if (!is_shape || expression->items.size() != 1) return std::nullopt;
      if (number(expression->items.front().value) != 0.0) return std::nullopt;
      const auto counted = array(shape.first);
      return counted ? std::optional<double>(counted->count) : std::nullopt;
    }
    case ExpressionKind::kOperation:
      return result_of_operation(*expression);
    default:
      return std::nullopt;
  }
}

std::optional<double> PythonScope::result_of_operation(const PythonExpression& operation) const {
  const auto left = number(operation.first);
  if (!left) return std::nullopt;
  const std::string_view sign = operation.text;
  if (operation.second == nullptr) return sign == "-" ? -*left : *left;
  const auto right = number(operation.second);
  if (!right) return std::nullopt;
  double result = 0;
  if (sign == "+") result = *left + *right;
  if (sign == "-") result = *left - *right;
  if (sign == "*") result = *left * *right;
  if (sign == "/") result = *left / *right;
  if (sign == "//") result = std::floor(*left / *right);
  if (sign == "%") result = *left - *right * std::floor(*left / *right);
  if (sign == "**") result = std::pow(*left, *right);
  if (!std::isfinite(result)) return std::nullopt;
  return result;
}

std::optional<std::string_view> PythonScope::text(const PythonExpression* expression) const {
  expression = resolve(expression);
  if (expression == nullptr || expression->kind != ExpressionKind::kString) return std::nullopt;
  return expression->text;
}

std::optional<TrackedArray> PythonScope::array(const PythonExpression* expression) const {
  if (expression == nullptr) return std::nullopt;
  if (const ScopeValue* value = find(expression)) return value->array;
  switch (expression->kind) {
    case ExpressionKind::kSubscript: {
      auto base = array(expression->first);
      return base ? slice_of(std::move(*base), *expression) : std::nullopt;
    }
    case ExpressionKind::kCall:
      return result_of(*expression);
    case ExpressionKind::kOperation:
      return array_of_operation(*expression);
    default:
      return std::nullopt;
  }
}

std::optional<TrackedArray> PythonScope::array_of_operation(
    const PythonExpression& operation) const {
  auto base = array(operation.first);
  const bool is_first = base.has_value();
  if (!base) base = array(operation.second);
  if (!base) return std::nullopt;
  const auto factor = number(is_first ? operation.second : operation.first);
  const bool scales = base->is_images() && factor && *factor > 0;
  if (scales && is_first && operation.text == "/") {
    base->divisor *= *factor;
  } else if (scales && operation.text == "*") {
    base->divisor /= *factor;
  } else {
    add_to(*base, base->is_images() ? FindingKind::kPixels : FindingKind::kTrainingData, operation);
  }
  return base;
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
  if (is_one_of(name, {"fit", "evaluate", "predict", "len", "int", "float"})) return std::nullopt;
  const bool is_given = call.first->kind == ExpressionKind::kAttribute;
  auto base = is_given ? array(call.first->first) : std::nullopt;
  const bool is_method = base.has_value();
  if (!base && !call.items.empty()) base = array(call.items.front().value);
  if (!base) return std::nullopt;
  bool is_kept = is_one_of(name, {"copy", "array", "asarray", "constant", "convert_to_tensor",
                                  "expand_dims", "squeeze", "float32"});
  if (is_one_of(name, {"to_categorical", "one_hot"})) {
    base->is_one_hot = true;
    is_kept = true;
  }
  if (name == "reshape") is_kept = keeps_images(*base, call, is_method);
  const bool is_cast = is_one_of(name, {"astype", "cast"});
  if (is_cast) is_kept = keeps_values(*base, call, is_method);
  const bool are_pixels = is_cast && base->is_images();
  if (!is_kept) add_to(*base, are_pixels ? FindingKind::kPixels : FindingKind::kTrainingData, call);
  return base;
}

// Each image must stay one: x.reshape(784, -1) would mix them. A side that is not known is right.
bool PythonScope::keeps_images(const TrackedArray& array, const PythonExpression& reshape,
                               bool is_method) const {
  std::vector<const PythonExpression*> sides;
  for (const PythonItem& item : reshape.items) {
    if (!is_one_of(item.keyword, {"", "shape", "newshape"})) return false;
    if (is_method || &item != &reshape.items.front()) sides.push_back(item.value);
  }
  if (sides.size() == 1) {
    const PythonExpression* shape = resolve(sides[0]);
    if (shape->kind == ExpressionKind::kTuple || shape->kind == ExpressionKind::kList) {
      sides.clear();
      for (const PythonItem& item : shape->items) sides.push_back(item.value);
    }
  }
  if (sides.empty()) return false;
  const auto first = number(sides[0]);
  if (first && *first != -1 && *first != array.count) return false;
  double pixels = 1;
  for (std::size_t i = 1; i < sides.size(); ++i) {
    const auto side = number(sides[i]);
    if (!side || *side == -1) return first != -1.0 || !side;  // One side alone may be left open.
    pixels *= *side;
  }
  return !array.is_images() || pixels == 784;
}

// Numbers stay what they are in any kind of float, and in whole numbers unless they were divided.
bool PythonScope::keeps_values(const TrackedArray& array, const PythonExpression& cast,
                               bool is_method) const {
  const PythonExpression* given = argument(cast, is_method ? 0 : 1, "dtype");
  const auto word = text(given);
  const std::string_view kind = word ? *word : name_of(given);
  if (kind.find("float") != kind.npos) return true;
  const bool is_whole =
      is_one_of(kind, {"int", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"});
  return is_whole && array.divisor == 1;
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
