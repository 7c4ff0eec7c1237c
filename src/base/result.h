// Errors that a user can meet, as values.
//
// A function that can fail for a reason outside the program (a file, the network, a visitor's
// input) returns Result<T>. Broken invariants are assertions instead.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace inkling {

// The numbers are part of the public API: JSON-RPC 2.0 reserves -32768 to -32600, our own are
// -32000 and below.
enum class ErrorCode : int {
  kParseError = -32700,      // not JSON
  kInvalidRequest = -32600,  // not a JSON-RPC request
  kMethodNotFound = -32601,  // no such method
  kInvalidParams = -32602,   // a parameter is missing, of the wrong type or out of range
  kBusy = -32000,            // a training run is under way
  kUnreachable = -32002,     // a file of the site could not be fetched
  kDamaged = -32003,         // a file arrived, but not as it was published
  kEngineFailed = -32004,    // the worker did not start, or died
  kDiverged = -32005,        // the loss ran away: see Trainer::Outcome
  kNothingDrawn = -32006,    // a drawing without ink
  kNotTraining = -32007,     // pause, resume or stop with no run under way
  kNotPlaying = -32010,      // an answer, and no game waits for one
  kCannotKeep = -32009,      // the browser lets nothing be kept between visits
  kBadModel = -32008,        // a model file is damaged, or of another kind of network
  kNotLearned = -32011,      // a drawing was to be learned, and the learning was cut short
  kTooLarge = -32012,        // a message is larger than any that makes sense
  kSuperseded = -32014,      // a later call took the place of one that was not done yet
  // Said on the page only:
  kCannotDelete = -32050,   // the browser did not delete what was kept
  kStorageSilent = -32051,  // what was kept does not come
  kEngineSilent = -32052,   // the worker has not been heard of yet
  kShippedSilent = -32053,  // the network that the site comes with has not come
  kFontsMissing = -32054,   // the letters have not come
  kRestarted = -32055,      // the page's part of the app failed and was started anew
};

struct Error {
  ErrorCode code;
  std::string message;  // one plain English sentence that says what happened and what to do
};

// Either a value or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  bool ok() const { return std::holds_alternative<T>(content_); }
  explicit operator bool() const { return ok(); }

  T& value() {
    assert(ok());
    return *std::get_if<T>(&content_);
  }
  const T& value() const {
    assert(ok());
    return *std::get_if<T>(&content_);
  }
  const Error& error() const {
    assert(!ok());
    return *std::get_if<Error>(&content_);
  }

  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }

 private:
  std::variant<T, Error> content_;
};

struct Nothing {};
using Status = Result<Nothing>;

}  // namespace inkling
