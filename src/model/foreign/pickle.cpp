#include "model/foreign/pickle.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"

namespace inkling::pickle {
namespace {

// More than any model's state has; each instruction makes at most one value.
constexpr std::size_t kMostValues = 200'000;
constexpr std::size_t kMostDepth = 50;
constexpr const char* kOwnObject = "an object of its own";

std::optional<std::vector<std::int64_t>> numbers_of(const Value* value) {
  const List* list = as<List>(value);
  if (list == nullptr) return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const Pointer& item : list->items) {
    const auto* number = as<std::int64_t>(item);
    if (number == nullptr || *number < 0) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

class Machine {
 public:
  Machine(std::span<const std::uint8_t> program, Values& values)
      : rest_(program), values_(values) {}

  Result<const Value*> run() {
    while (error_.empty()) {
      const auto op = take(1);
      if (!error_.empty()) break;
      if (op[0] == '.') {
        if (stack_.empty()) break;
        return Result<const Value*>(stack_.back());
      }
      step(static_cast<char>(op[0]));
      if (++steps_ > kMostValues) error_ = "it holds more than a model's weights";
    }
    if (!asked_for_.empty()) return refused_call();
    return refused(error_.empty() ? "its list of tensors is damaged" : error_);
  }

 private:
  std::span<const std::uint8_t> take(std::size_t size) {
    if (size > rest_.size()) {
      error_ = "its list of tensors is cut off";
      return {};
    }
    const auto taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  std::uint64_t number(std::size_t size) {
    std::uint64_t value = 0;
    const auto bytes = take(size);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      value |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    }
    return value;
  }
  std::string text(std::size_t size) {
    const auto bytes = take(size);
    return {bytes.begin(), bytes.end()};
  }
  std::string line() {
    std::string words;
    for (;;) {
      const auto byte = take(1);
      if (byte.empty() || byte[0] == '\n') return words;
      words += static_cast<char>(byte[0]);
    }
  }
  template <class T>
  void push(T content) {
    values_.push_back({std::move(content)});
    stack_.push_back(&values_.back());
  }
  Pointer pop() {
    if (stack_.empty() || (!marks_.empty() && stack_.size() <= marks_.back())) {
      error_ = "its list of tensors is damaged";
      return nullptr;
    }
    const Pointer value = stack_.back();
    stack_.pop_back();
    return value;
  }
  std::vector<Pointer> pop_to_mark() {
    if (marks_.empty()) {
      error_ = "its list of tensors is damaged";
      return {};
    }
    const auto from = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<Pointer> items(from, stack_.end());
    stack_.erase(from, stack_.end());
    marks_.pop_back();
    return items;
  }
  std::vector<Pointer> pop_some(std::size_t count) {
    std::vector<Pointer> items(count);
    for (std::size_t i = count; i-- > 0 && error_.empty();) items[i] = pop();
    return items;
  }
  template <class T>
  T* top() {
    T* found = stack_.empty() || stack_.back() == nullptr ? nullptr
                                                          : std::get_if<T>(&stack_.back()->content);
    if (found == nullptr) error_ = "its list of tensors is damaged";
    return found;
  }

  // Does one instruction; they are named as in pickletools.py.
  void step(char op) {
    switch (op) {
      case '\x80':  // PROTO
        take(1);
        return;
      case '\x95':  // FRAME says how much may be read at once.
        take(8);
        return;
      case '(':  // MARK
        if (marks_.size() > kMostDepth) error_ = "its list of tensors is nested too deeply";
        marks_.push_back(stack_.size());
        return;
      case '}':  // EMPTY_DICT
        return push(Dictionary{});
      case ']':  // EMPTY_LIST
      case ')':  // EMPTY_TUPLE
        return push(List{});
      case 'N':  // NONE
        return push(std::monostate{});
      case '\x88':  // NEWTRUE
        return push(true);
      case '\x89':  // NEWFALSE
        return push(false);
      case 'K':  // BININT1
        return push(static_cast<std::int64_t>(number(1)));
      case 'M':  // BININT2
        return push(static_cast<std::int64_t>(number(2)));
      case 'J':  // BININT
        return push(std::int64_t{static_cast<std::int32_t>(number(4))});
      case '\x8a': {  // LONG1
        const std::size_t size = number(1);
        if (size > 8) error_ = "one of its numbers is too large";
        return push(static_cast<std::int64_t>(number(std::min<std::size_t>(size, 8))));
      }
      case 'G': {  // BINFLOAT, which is big-endian
        std::uint64_t bits = 0;
        for (const std::uint8_t byte : take(8)) bits = bits << 8 | byte;
        double value;
        std::memcpy(&value, &bits, sizeof value);
        return push(value);
      }
      case 'X':  // BINUNICODE
        return push(text(number(4)));
      case '\x8c':  // SHORT_BINUNICODE
        return push(text(number(1)));
      case '\x8d':  // BINUNICODE8
        return push(text(static_cast<std::size_t>(number(8))));
      case '\x93': {  // STACK_GLOBAL
        const auto* name = as<std::string>(pop());
        const auto* module = as<std::string>(pop());
        if (name == nullptr || module == nullptr) {
          error_ = "its list of tensors is damaged";
          return;
        }
        return push(Global{*module, *name});
      }
      case 'c': {  // GLOBAL
        std::string module = line();
        return push(Global{std::move(module), line()});
      }
      case 'q':  // BINPUT
        return remember(number(1));
      case 'r':  // LONG_BINPUT
        return remember(number(4));
      case '\x94':  // MEMOIZE
        return remember(memo_.size());
      case 'h':  // BINGET
        return recall(number(1));
      case 'j':  // LONG_BINGET
        return recall(number(4));
      case 't':  // TUPLE
        return push(List{pop_to_mark()});
      case '\x85':  // TUPLE1
        return push(List{pop_some(1)});
      case '\x86':  // TUPLE2
        return push(List{pop_some(2)});
      case '\x87':  // TUPLE3
        return push(List{pop_some(3)});
      case 'a': {  // APPEND
        const Pointer item = pop();
        if (List* list = top<List>()) list->items.push_back(item);
        return;
      }
      case 'e': {  // APPENDS
        const std::vector<Pointer> items = pop_to_mark();
        if (List* list = top<List>()) {
          list->items.insert(list->items.end(), items.begin(), items.end());
        }
        return;
      }
      case 's': {  // SETITEM
        return set_items(pop_some(2));
      }
      case 'u':  // SETITEMS
        return set_items(pop_to_mark());
      case 'Q':  // BINPERSID
        return push_storage(pop());
      case 'R': {  // REDUCE
        const Value* arguments = pop();
        return reduce(pop(), arguments);
      }
      case 'i': {  // INST
        const std::string module = line();
        return ask_for(module + "." + line());
      }
      case '\x81': {  // NEWOBJ
        pop();
        const auto* made = as<Global>(pop());
        return ask_for(made != nullptr ? made->module + "." + made->name : kOwnObject);
      }
      case 'b':  // BUILD sets attributes, such as the version of each layer, which we do not need.
        pop();
        return;
      default:
        ask_for(kOwnObject);
    }
  }

  void remember(std::uint64_t key) {
    if (stack_.empty()) {
      error_ = "its list of tensors is damaged";
      return;
    }
    memo_[key] = stack_.back();
  }
  void recall(std::uint64_t key) {
    const auto found = memo_.find(key);
    if (found == memo_.end()) {
      error_ = "its list of tensors is damaged";
      return;
    }
    stack_.push_back(found->second);
  }
  void set_items(const std::vector<Pointer>& items) {
    Dictionary* dictionary = top<Dictionary>();
    if (dictionary == nullptr) return;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
      dictionary->items.emplace_back(items[i], items[i + 1]);
    }
  }

  // A persistent id is ("storage", class, key, device, size).
  void push_storage(const Value* id) {
    const List* parts = as<List>(id);
    if (parts != nullptr && parts->items.size() >= 3) {
      const auto* type = as<Global>(parts->items[1]);
      const auto* key = as<std::string>(parts->items[2]);
      if (type != nullptr && key != nullptr) return push(Storage{type->name, *key});
    }
    error_ = "one of its tensors has no numbers";
  }

  void reduce(const Value* function, const Value* arguments) {
    const auto* global = as<Global>(function);
    const List* list = as<List>(arguments);
    if (global == nullptr || list == nullptr) {
      error_ = "its list of tensors is damaged";
      return;
    }
    const std::string name = global->module + "." + global->name;
    if (name == "collections.OrderedDict" && list->items.empty()) return push(Dictionary{});
    if (name == "torch._utils._rebuild_parameter" && !list->items.empty()) {
      stack_.push_back(list->items[0]);
      return;
    }
    if (name == "torch._utils._rebuild_tensor_v2" && list->items.size() >= 4) {
      const auto* storage = as<Storage>(list->items[0]);
      const auto* offset = as<std::int64_t>(list->items[1]);
      const auto shape = numbers_of(list->items[2]), strides = numbers_of(list->items[3]);
      if (storage != nullptr && offset != nullptr && *offset >= 0 && shape && strides &&
          shape->size() == strides->size()) {
        return push(TensorView{*storage, *offset, *shape, *strides});
      }
    }
    ask_for(name);
  }

  // A model that was saved as a whole asks for the classes of its layers, which PyTorch or its
  // author has written. What asks for the system does harm where Python loads it.
  Error refused_call() const {
    static const std::set<std::string> kOfSystem = {
        "os",       "posix",   "nt",     "subprocess", "sys",        "builtins",  "__builtin__",
        "runpy",    "socket",  "shutil", "importlib",  "webbrowser", "pty",       "ctypes",
        "commands", "pathlib", "io",     "code",       "codeop",     "posixpath", "urllib"};
    const std::string shown = shown_name(asked_for_);
    if (kOfSystem.contains(asked_for_.substr(0, asked_for_.find('.')))) {
      return {ErrorCode::kModelProgram,
              "This file asks Python to run " + shown +
                  ", which no network needs. Do not load it in Python unless you trust whoever "
                  "made it.",
              shown};
    }
    Error error = refused_format("torch-model");
    error.message += "\n(It asks for " + shown + ".)";
    return error;
  }

  // The program wants more of Python than to make tensors.
  void ask_for(const std::string& what) {
    asked_for_ = what;
    error_ = "it is a program";
  }

  std::span<const std::uint8_t> rest_;
  Values& values_;
  std::vector<Pointer> stack_;
  std::vector<std::size_t> marks_;
  std::map<std::uint64_t, Pointer> memo_;
  std::size_t steps_ = 0;
  std::string asked_for_;
  std::string error_;
};

}  // namespace

Error refused(const std::string& what) {
  return {ErrorCode::kBadModel, "This PyTorch file cannot be read here: " + what + "."};
}

Result<const Value*> run(std::span<const std::uint8_t> program, Values& values) {
  return Machine(program, values).run();
}

}  // namespace inkling::pickle
