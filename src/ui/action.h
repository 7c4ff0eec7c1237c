// An action is what the visitor did on the screen, as a value of a type that only its sender and
// its receiver need to know.
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace inkling {

class Action {
 public:
  template <class T>
  requires(!std::same_as<std::decay_t<T>, Action>) Action(T content)
      : type_(&kTypeMark<T>), content_(std::make_shared<const T>(std::move(content))) {}

  // Returns the content where it is of this type, else null.
  template <class T>
  const T* as() const {
    return type_ == &kTypeMark<T> ? static_cast<const T*>(content_.get()) : nullptr;
  }

 private:
  // The address stands for the type: the app is built without run-time type information.
  template <class T>
  static inline char kTypeMark = 0;

  const void* type_;
  std::shared_ptr<const void> content_;
};

namespace internal {

template <class Receiver, class T>
bool try_to_handle(const Action& action, const Receiver& receiver,
                   void (Receiver::*handle)(const T&) const) {
  const T* content = action.as<T>();
  if (content != nullptr) (receiver.*handle)(*content);
  return content != nullptr;
}

}  // namespace internal

// Gives the action to that of the handlers whose parameter has its type. The handlers are lambdas,
// each with one parameter `const T&`. Returns whether there is one.
template <class... Handlers>
bool handle(const Action& action, const Handlers&... handlers) {
  return (internal::try_to_handle(action, handlers, &Handlers::operator()) || ...);
}

}  // namespace inkling
