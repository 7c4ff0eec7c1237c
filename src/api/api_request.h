// What an embedding page may ask: one table, which every request is checked against before anything
// is done, and the reading of what it holds.
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
  kConfigure
};

struct ParamRule {
  enum class Kind {
    kInteger,  // a whole number from `least` to `most`
    kClass,    // a digit, or the number of a symbol that the network has learned
    kSwitch,   // true or false
    kChoice,   // one of `choices`
    kList,     // an array, whose reader says more
    kFile      // a Uint8Array: it comes beside the JSON
  };
  enum class Need {
    kOptional,
    kRequired,
    kEither  // exactly one of a method's parameters that are marked so
  };
  std::string_view name;
  Kind kind;
  Need need = Need::kOptional;
  double least = 0;
  double most = 0;
  std::span<const char* const> choices = {};
};

struct MethodRule {
  // Parameters that are rows of other tables: the settings of nn/settings.h, or the attributes of
  // the element, as text.
  enum class Others { kNone, kSettings, kAttributes };
  std::string_view name;
  Method method;
  std::vector<ParamRule> params = {};
  Others others = Others::kNone;
};

inline constexpr const char* kModelFormats[] = {"safetensors", "onnx"};

// The table.
const std::vector<MethodRule>& method_rules();

struct Request {
  std::string id = "null";  // as JSON
  bool wants_answer = true;
  const MethodRule* rule = nullptr;
  rapidjson::Document document;
  const rapidjson::Value* params = nullptr;  // an object, in the document if it has any
  std::span<const std::uint8_t> file{};      // what stands for params.bytes
};

// Reads a message and checks it. `request` holds an id as soon as one is known, for the answer that
// tells the error: kParseError, kInvalidRequest, kMethodNotFound, kInvalidParams.
// `classes`: how many the network tells apart.
Status read_request(std::string_view json, std::span<const std::uint8_t> file, int classes,
                    Request& request);

// ---- Parameters of a request that was checked ---------------------------------------------------

std::int64_t integer_param(const Request& request, const char* name, std::int64_t otherwise = 0);
std::optional<int> class_param(const Request& request, const char* name);
bool switch_param(const Request& request, const char* name);  // false where it is not given
// Which of its rule's choices a required parameter is.
std::size_t choice_param(const Request& request, std::string_view name);

// `defaults`, changed by the parameters that are settings. An optimizer that comes without a
// learning rate brings its own.
Result<Settings> settings_of(const Request& request, const Settings& defaults);

// All parameters by name, which are text.
std::vector<std::pair<std::string, std::string>> attributes_of(const Request& request);

// The strokes, which must hold ink.
Result<Drawing> drawing_of(const Request& request);

// What the network would see of the strokes, or the pixels as they are.
Result<Picture> picture_of(const Request& request);

}  // namespace inkling
