// Errors that a user can meet are values.
//
// A function that can fail for a reason outside the program (a file, the network, a visitor's
// input) returns Result<T>. Broken invariants are assertions instead.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace inkling {

// The numbers are part of the public API. JSON-RPC 2.0 reserves -32768 to -32000 and leaves -32099
// to -32000 of these to implementations; the app's own errors are among the latter.
enum class ErrorCode : int {
  kParseError = -32700,      // The text is not JSON.
  kInvalidRequest = -32600,  // The JSON is not a JSON-RPC request.
  kMethodNotFound = -32601,  // There is no such method.
  kInvalidParams = -32602,   // A parameter is missing, of the wrong type or out of range.
  kBusy = -32000,            // A training run is under way.
  kUnreachable = -32002,     // A file of the site could not be fetched.
  kDamaged = -32003,         // A file arrived, but not as it was published.
  kEngineFailed = -32004,    // The worker did not start, or died.
  kDiverged = -32005,        // The loss diverged (see Trainer::Outcome).
  kNothingDrawn = -32006,    // A drawing has no ink.
  kNotTraining = -32007,     // Pause, resume or stop came with no run under way.
  kNotPlaying = -32010,      // An answer came, and no game waits for one.
  kCannotKeep = -32009,      // The browser lets nothing be saved between visits.
  kBadModel = -32008,        // A model file is damaged, or of another kind of network.
  kNotLearned = -32011,      // A drawing was to be learned, and the learning was cut short.
  kTooLarge = -32012,        // A message is larger than any that makes sense.
  kSuperseded = -32014,      // A later call took the place of one that was not done yet.
  kBadPicture = -32015,      // A picture is damaged, too large, or none that browsers know.
  kNoSnapshot = -32018,      // The browser gives no surface to draw a picture on.
  kBadState = -32016,        // A file of saved work is damaged, cut off, or something else.
  kNewerState = -32017,      // A file of saved work was written by a later version.
  // The following are told on the page only.
  kCannotDelete = -32050,   // The browser did not delete what was saved.
  kStorageSilent = -32051,  // What was saved does not come.
  kEngineSilent = -32052,   // The worker has not been heard of yet.
  kShippedSilent = -32053,  // The network that the site comes with has not come.
  kFontsMissing = -32054,   // The letters have not come.
  kRestarted = -32055,      // The page's part of the app failed and was started anew.
  // These tell what kind of kBadModel a file is.
  kModelLayer = -32056,        // It has a layer that is not a dense one. It is the subject.
  kModelInput = -32057,        // It does not go from 28 x 28 pixels to ten digits.
  kModelFileMissing = -32058,  // Its weights are in a second file, the subject.
  kModelFormat = -32059,       // It is of a known format that is not read, the subject.
  // It is no error: a network was taken in from a file, and the visitor reads what was found out.
  kModelRead = -32060,
  // These tell more kinds of kBadModel.
  kModelPart = -32061,        // A part of it stands in the way, the subject: a tensor or a node.
  kModelActivation = -32062,  // Its layers have an activation that we do not have, the subject.
  kModelProgram = -32063,     // It asks to run a program, the subject, where Python loads it.
  kDataSet = -32064,          // Files are no data set that can be learned: see refused_set().
  // It is no error: a data set was taken in from files.
  kDataSetRead = -32065,
  // These are no errors: the visitor is asked about a file of saved work, or reads that it is open.
  kWorkOffered = -32066,
  kWorkOpened = -32067,
};

// Host pages are told of the kinds by one code.
inline ErrorCode public_code(ErrorCode code) {
  const bool kind = code <= ErrorCode::kModelLayer && code >= ErrorCode::kModelProgram &&
                    code != ErrorCode::kModelRead;
  return kind ? ErrorCode::kBadModel : code;
}

struct Error {
  ErrorCode code;
  std::string message;       // It says in plain English what happened and what to do.
  std::string subject = {};  // The error is about this: a file, or a layer.
};

// A Result is either a value or the reason why there is none.
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
