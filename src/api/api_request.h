// One table says what an embedding page may ask. Every request is checked against it before
// anything is done; the functions below then read what the request holds.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "data/ink.h"
#include "engine/protocol.h"
#include "nn/settings.h"

namespace inkling {

enum class Method {
  kDescribe,
  kTrain,
  kPause,
  kResume,
  kStop,
  kReset,
  kEvaluate,
  kMeasureSpeed,
  kPredict,
  kTeach,
  kExplain,
  kDraw,
  kClear,
  kStartGame,
  kAnswer,
  kExportModel,
  kImportModel,
  kGetPicture,
  kReadPicture,
  kGetState,
  kSetState,
  kCode,
  kConfigure
};

struct ParamRule {
  enum class Kind {
    kInteger,  // The value is a whole number from `least` to `most`.
    kClass,    // The value is a digit, or the number of a symbol that the network has learned.
    kSwitch,   // The value is true or false.
    kChoice,   // The value is one of `choices`.
    kList,     // The value is an array, which its reader checks further.
    kFile,     // The value is a Uint8Array, which comes beside the JSON.
    kFiles  // The value is a list of files, whose bytes come beside the JSON, one behind another.
  };
  enum class Need {
    kOptional,
    kRequired,
    kEither  // Exactly one of a method's parameters marked so must be given.
  };
  std::string_view name;
  Kind kind;
  Need need = Need::kOptional;
  double least = 0;
  double most = 0;
  std::span<const char* const> choices = {};
};

struct MethodRule {
  // Parameters can also be rows of other tables: the settings of nn/settings.h, or the attributes
  // of the element, as text.
  enum class Others { kNone, kSettings, kAttributes };
  std::string_view name;
  Method method;
  std::vector<ParamRule> params = {};
  Others others = Others::kNone;
};

inline constexpr const char* kProgramKinds[] = {"keras", "pytorch"};

// Returns the table.
const std::vector<MethodRule>& method_rules();

struct Request {
  std::string id = "null";  // The id is JSON text.
  bool wants_answer = true;
  const MethodRule* rule = nullptr;
  rapidjson::Document document;
  // The object lies in `document` if the request has one; otherwise it is empty.
  const rapidjson::Value* params = nullptr;
  // The attachment stands for params.bytes, or for the bytes of all in params.files.
  std::span<const std::uint8_t> file{};
};

// Reads a message and checks it. Fails with kParseError, kInvalidRequest, kMethodNotFound or
// kInvalidParams. `request` holds an id as soon as one is known, for the answer that tells the
// error. `classes` is the number of classes that the network tells apart.
Status read_request(std::string_view json, std::span<const std::uint8_t> file, int classes,
                    Request& request);

// ---- Parameters of a request that was checked ---------------------------------------------------

std::int64_t integer_param(const Request& request, const char* name, std::int64_t otherwise = 0);
std::optional<int> class_param(const Request& request, const char* name);
bool switch_param(const Request& request, const char* name);  // The default is false.
// Returns which of its rule's choices a required parameter is.
std::size_t choice_param(const Request& request, std::string_view name);

// Returns `defaults` changed by the parameters that are settings. An optimizer that comes without a
// learning rate brings its own.
Result<Settings> settings_of(const Request& request, const Settings& defaults);

// Returns all parameters, which are text, by name.
std::vector<std::pair<std::string, std::string>> attributes_of(const Request& request);

// Returns the files of `importModel`. Fails where their sizes are not those of the attachment.
Result<std::vector<ImportCommand::File>> files_of(const Request& request);

// Returns the strokes. Fails with kNothingDrawn where they hold no ink.
Result<Drawing> drawing_of(const Request& request);

// Returns what the network would see of the strokes, or the pixels as they are.
Result<Picture> picture_of(const Request& request);

}  // namespace inkling
