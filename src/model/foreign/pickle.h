// Reads a pickle, as far as a dictionary of tensors needs it.
//
// A pickle is a program, and loading it in Python runs whatever it says. Here only the few
// instructions are understood that a dictionary of tensors needs (Python's pickletools.py lists
// them all); anything else is refused, and nothing is executed.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace inkling::pickle {

// What a pickle makes.
struct Value;
using Pointer = Value*;

struct Global {
  std::string module;
  std::string name;
};
struct Storage {
  std::string type;  // It is the name of the storage's class, such as "FloatStorage".
  std::string key;
};
struct TensorView {
  Storage storage;
  std::int64_t offset = 0;
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;
};
struct List {
  std::vector<Pointer> items;
};
struct Dictionary {
  std::vector<std::pair<Pointer, Pointer>> items;
};

struct Value {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Global, Storage, TensorView,
               List, Dictionary>
      content;
};

template <class T>
const T* as(const Value* value) {
  return value != nullptr ? std::get_if<T>(&value->content) : nullptr;
}

// The values that a pickle makes; they refer to each other, and stay where they are when more come.
using Values = std::deque<Value>;

// Returns the value that the program leaves; it is among `values`. Returns an error that names the
// function that the program wants to have called, where that makes no tensor.
Result<const Value*> run(std::span<const std::uint8_t> program, Values& values);

Error refused(const std::string& what);

}  // namespace inkling::pickle
