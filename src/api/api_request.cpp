#include "api/api_request.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/core/host.h"
#include "data/strokes_json.h"
#include "games/duel.h"
#include "games/game.h"
#include "model/model_format.h"

namespace inkling {
namespace {

using rapidjson::Value;
using Kind = ParamRule::Kind;
using Need = ParamRule::Need;

ParamRule integer(std::string_view name, double least, double most, Need need = Need::kOptional) {
  return {.name = name, .kind = Kind::kInteger, .need = need, .least = least, .most = most};
}
ParamRule seed() { return integer("seed", 0, std::numeric_limits<std::uint32_t>::max()); }
ParamRule strokes(Need need) { return {.name = "strokes", .kind = Kind::kList, .need = need}; }
ParamRule pixels() { return {.name = "pixels", .kind = Kind::kList, .need = Need::kEither}; }
ParamRule one_class(std::string_view name, Need need = Need::kOptional) {
  return {.name = name, .kind = Kind::kClass, .need = need};
}
ParamRule choice(std::string_view name, std::span<const char* const> choices) {
  return {.name = name, .kind = Kind::kChoice, .need = Need::kRequired, .choices = choices};
}

// The page makes pictures smaller than this, in pixels, on each side.
constexpr double kMostPictureSide = 4096;

Error invalid(const std::string& message) { return {ErrorCode::kInvalidParams, message}; }

std::string value_json(const Value& value) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

std::string text_of(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

// Lists the choices as "a", "b" or "c".
std::string listed(std::span<const char* const> choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) text += i + 1 < choices.size() ? ", " : " or ";
    text += "\"" + std::string(choices[i]) + "\"";
  }
  return text;
}

std::string whole_number(double least, double most) {
  return "a whole number from " + std::to_string(static_cast<std::int64_t>(least)) + " to " +
         std::to_string(static_cast<std::int64_t>(most));
}

// Returns what a parameter must be, to follow "x must be".
std::string expected(const ParamRule& rule, int classes) {
  switch (rule.kind) {
    case Kind::kInteger:
      return whole_number(rule.least, rule.most);
    case Kind::kClass:
      return whole_number(0, classes - 1);
    case Kind::kSwitch:
      return "true or false";
    case Kind::kChoice:
      return listed(rule.choices);
    case Kind::kList:
      return "a list";
    case Kind::kFile:
      return "a Uint8Array with the content of a file";
    case Kind::kFiles:
      return "a list of {name, bytes}, each with the content of a file as a Uint8Array";
  }
  return "";
}

bool is_integer(const Value& value, double least, double most) {
  if (!value.IsNumber()) return false;
  const double number = value.GetDouble();
  return number == std::floor(number) && number >= least && number <= most;
}

bool are_files(const Value& list) {
  return std::all_of(list.Begin(), list.End(), [](const Value& file) {
    const Value* name = find_member(file, "name");
    const Value* size = find_member(file, "size");
    return name != nullptr && name->IsString() && size != nullptr &&
           is_integer(*size, 0, std::numeric_limits<int>::max());
  });
}

bool fits(const ParamRule& rule, const Value& value, bool has_file, int classes) {
  switch (rule.kind) {
    case Kind::kInteger:
      return is_integer(value, rule.least, rule.most);
    case Kind::kClass:
      return is_integer(value, 0, classes - 1);
    case Kind::kSwitch:
      return value.IsBool();
    case Kind::kChoice:
      return value.IsString() && std::any_of(rule.choices.begin(), rule.choices.end(),
                                             [&](const char* c) { return text_of(value) == c; });
    case Kind::kList:
      return value.IsArray();
    case Kind::kFile:
      return has_file;
    case Kind::kFiles:
      return value.IsArray() && !value.Empty() && are_files(value);
  }
  return false;
}

Status check_params(const MethodRule& method, const Value& params, bool has_file, int classes) {
  using Others = MethodRule::Others;
  int either = 0;
  std::string alternatives;
  for (const ParamRule& rule : method.params) {
    const std::string name(rule.name);
    const Value* value = find_member(params, name.c_str());
    const Error wrong = invalid(name + " must be " + expected(rule, classes) + ".");
    if (value == nullptr && rule.need == Need::kRequired) return wrong;
    if (value != nullptr && !fits(rule, *value, has_file, classes)) return wrong;
    if (rule.need != Need::kEither) continue;
    if (value != nullptr) ++either;
    alternatives += (alternatives.empty() ? "" : " or ") + name;
  }
  if (!alternatives.empty() && either != 1) return invalid("Give either " + alternatives + ".");

  for (const auto& member : params.GetObject()) {
    const std::string name = text_of(member.name);
    const bool known = std::any_of(method.params.begin(), method.params.end(),
                                   [&](const ParamRule& rule) { return rule.name == name; }) ||
                       (method.others == Others::kSettings && find_setting(name) != nullptr) ||
                       method.others == Others::kAttributes;
    if (!known) return invalid(std::string(method.name) + " has no parameter " + name + ".");
    if (method.others == Others::kAttributes && !member.value.IsString()) {
      return invalid("Attributes are given as text.");
    }
  }
  return Nothing{};
}

// Returns a JSON value as the text that set_setting() reads, or an error where its type is wrong.
Result<std::string> setting_text_of(const SettingInfo& info, const Value& value) {
  const Error wrong = invalid(std::string(info.name) + " has a value of the wrong type.");
  switch (info.kind) {
    case SettingInfo::Kind::kLayers: {
      if (!value.IsArray()) return wrong;
      std::string text;
      for (const Value& units : value.GetArray()) {
        if (!units.IsNumber()) return wrong;
        text += (text.empty() ? "" : ",") + value_json(units);
      }
      return text;
    }
    case SettingInfo::Kind::kChoice:
      if (!value.IsString()) return wrong;
      return text_of(value);
    case SettingInfo::Kind::kSwitch:
      if (!value.IsBool()) return wrong;
      return std::string(value.GetBool() ? "true" : "false");
    case SettingInfo::Kind::kInteger:
    case SettingInfo::Kind::kReal:
      if (!value.IsNumber()) return wrong;
      return value_json(value);
  }
  return wrong;
}

}  // namespace

const std::vector<MethodRule>& method_rules() {
  using Others = MethodRule::Others;
  static const std::vector<MethodRule> rules = {
      {"describe", Method::kDescribe},
      {"train", Method::kTrain, {}, Others::kSettings},
      {"pause", Method::kPause},
      {"resume", Method::kResume},
      {"stop", Method::kStop},
      {"reset", Method::kReset, {seed()}},
      {"evaluate", Method::kEvaluate},
      {"measureSpeed", Method::kMeasureSpeed, {{.name = "detailed", .kind = Kind::kSwitch}}},
      {"predict", Method::kPredict, {strokes(Need::kEither), pixels()}},
      {"teach", Method::kTeach, {strokes(Need::kRequired), one_class("digit", Need::kRequired)}},
      {"explain",
       Method::kExplain,
       {strokes(Need::kEither), pixels(), one_class("digit"), one_class("against")}},
      {"draw", Method::kDraw, {strokes(Need::kRequired)}},
      {"clear", Method::kClear},
      {"startGame",
       Method::kStartGame,
       {choice("game", kGameNames), seed(), integer("rounds", 1, kMostRounds),
        integer("level", 1, Duel::kLevels)}},
      {"answer",
       Method::kAnswer,
       {integer("digit", 0, kDigits - 1, Need::kRequired), integer("sure", 1, kConfidence.size())}},
      {"exportModel", Method::kExportModel, {choice("format", kModelFormatNames)}},
      {"importModel",
       Method::kImportModel,
       {{.name = "bytes", .kind = Kind::kFile, .need = Need::kEither},
        {.name = "files", .kind = Kind::kFiles, .need = Need::kEither}}},
      {"getPicture", Method::kGetPicture, {choice("what", kSnapshotNames)}},
      // The page decodes the file before: its pixels take the place of `bytes`, and the others say
      // how many they are.
      {"readPicture",
       Method::kReadPicture,
       {{.name = "bytes", .kind = Kind::kFile, .need = Need::kRequired},
        integer("width", 1, kMostPictureSide),
        integer("height", 1, kMostPictureSide),
        integer("full_width", 1, kMostSheetPixels),
        integer("full_height", 1, kMostSheetPixels)}},
      {"getState", Method::kGetState},
      {"setState",
       Method::kSetState,
       {{.name = "bytes", .kind = Kind::kFile, .need = Need::kRequired}}},
      {"code", Method::kCode, {choice("as", kProgramKinds)}},
      {"configure", Method::kConfigure, {}, Others::kAttributes},
  };
  return rules;
}

Status read_request(std::string_view json, std::span<const std::uint8_t> file, int classes,
                    Request& request) {
  auto parsed = parse_json(json);
  if (!parsed) return parsed.error();
  request.document = std::move(*parsed);
  const Value* id = find_member(request.document, "id");
  const bool good_id = id == nullptr || id->IsString() || id->IsNumber() || id->IsNull();
  if (id != nullptr && good_id) request.id = value_json(*id);
  const Value* version = find_member(request.document, "jsonrpc");
  const Value* method = find_member(request.document, "method");
  if (!good_id || version == nullptr || !version->IsString() || text_of(*version) != "2.0" ||
      method == nullptr || !method->IsString()) {
    return Error{ErrorCode::kInvalidRequest,
                 "A request must have \"jsonrpc\": \"2.0\" and a method."};
  }
  request.wants_answer = id != nullptr;
  const std::string name = text_of(*method);
  const auto rule = std::find_if(method_rules().begin(), method_rules().end(),
                                 [&](const MethodRule& r) { return r.name == name; });
  if (rule == method_rules().end()) {
    return Error{ErrorCode::kMethodNotFound, "There is no method " + name + "."};
  }
  request.rule = &*rule;
  request.file = file;
  static const Value none(rapidjson::kObjectType);
  const Value* params = find_member(request.document, "params");
  request.params = params == nullptr || params->IsNull() ? &none : params;
  if (!request.params->IsObject()) return invalid("params must be an object.");
  return check_params(*rule, *request.params, !file.empty(), classes);
}

// ---- Parameters of a request that was checked ---------------------------------------------------

std::int64_t integer_param(const Request& request, const char* name, std::int64_t otherwise) {
  const Value* value = find_member(*request.params, name);
  return value == nullptr ? otherwise : static_cast<std::int64_t>(value->GetDouble());
}

std::optional<int> class_param(const Request& request, const char* name) {
  if (find_member(*request.params, name) == nullptr) return std::nullopt;
  return static_cast<int>(integer_param(request, name));
}

bool switch_param(const Request& request, const char* name) {
  const Value* value = find_member(*request.params, name);
  return value != nullptr && value->GetBool();
}

Result<std::vector<ImportCommand::File>> files_of(const Request& request) {
  const auto bytes = request.file;
  const Value* list = find_member(*request.params, "files");
  std::vector<ImportCommand::File> files;
  if (list == nullptr) {
    files.push_back({"", {bytes.begin(), bytes.end()}});
    return files;
  }
  std::size_t at = 0;
  for (const Value& file : list->GetArray()) {
    const auto size = static_cast<std::size_t>(find_member(file, "size")->GetInt());
    if (size > bytes.size() - at) return invalid("files lack some of their bytes.");
    const auto piece = bytes.subspan(at, size);
    files.push_back({text_of(*find_member(file, "name")), {piece.begin(), piece.end()}});
    at += size;
  }
  return files;
}

std::size_t choice_param(const Request& request, std::string_view name) {
  const auto& params = request.rule->params;
  const auto rule = std::find_if(params.begin(), params.end(),
                                 [&](const ParamRule& r) { return r.name == name; });
  const std::string chosen = text_of((*request.params)[std::string(name).c_str()]);
  return static_cast<std::size_t>(std::find(rule->choices.begin(), rule->choices.end(), chosen) -
                                  rule->choices.begin());
}

Result<Settings> settings_of(const Request& request, const Settings& defaults) {
  SettingTexts texts;
  for (const auto& member : request.params->GetObject()) {
    const SettingInfo& info = *find_setting(text_of(member.name));
    const Result<std::string> text = setting_text_of(info, member.value);
    if (!text) return text.error();
    texts.emplace_back(info.name, *text);
  }
  Settings settings = defaults;
  if (const Status set = set_settings(settings, texts); !set) return set.error();
  return settings;
}

std::vector<std::pair<std::string, std::string>> attributes_of(const Request& request) {
  std::vector<std::pair<std::string, std::string>> attributes;
  for (const auto& member : request.params->GetObject()) {
    attributes.emplace_back(text_of(member.name), text_of(member.value));
  }
  return attributes;
}

Result<Drawing> drawing_of(const Request& request) {
  Result<Drawing> drawing = drawing_from_json((*request.params)["strokes"]);
  if (drawing && is_empty(*drawing)) {
    return Error{ErrorCode::kNothingDrawn, "There is no ink in these strokes."};
  }
  return drawing;
}

Result<Picture> picture_of(const Request& request) {
  const Value* pixels = find_member(*request.params, "pixels");
  if (pixels == nullptr) {
    const Result<Drawing> drawing = drawing_of(request);
    if (!drawing) return drawing.error();
    return picture_of(*drawing);
  }
  Picture picture;
  const Error wrong = invalid("pixels must be 784 numbers from 0 to 255.");
  if (pixels->Size() != picture.size()) return wrong;
  for (rapidjson::SizeType i = 0; i < pixels->Size(); ++i) {
    const Value& pixel = (*pixels)[i];
    if (!pixel.IsNumber() || !(pixel.GetDouble() >= 0 && pixel.GetDouble() <= 255)) return wrong;
    picture[i] = static_cast<std::uint8_t>(std::lround(pixel.GetDouble()));
  }
  return picture;
}

}  // namespace inkling
