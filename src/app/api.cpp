#include "app/api.h"

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "data/strokes_json.h"
#include "model/model_file.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "nn/attribution.h"
#include "nn/verdict.h"

namespace inkling {
namespace {

using rapidjson::Value;

template <class Fill>
std::string json_object(Fill fill) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  fill(writer);
  writer.EndObject();
  return buffer.GetString();
}

void field(JsonWriter& writer, const char* name, double value) {
  writer.Key(name);
  if (std::isfinite(value)) {
    writer.Double(value);
  } else {
    writer.Null();  // not measured; JSON has no word for it
  }
}
void field(JsonWriter& writer, const char* name, int value) {
  writer.Key(name);
  writer.Int(value);
}
void field(JsonWriter& writer, const char* name, bool value) {
  writer.Key(name);
  writer.Bool(value);
}
void field(JsonWriter& writer, const char* name, const std::string& value) {
  writer.Key(name);
  writer.String(value.c_str(), static_cast<rapidjson::SizeType>(value.size()));
}
template <class Numbers>
void list_field(JsonWriter& writer, const char* name, const Numbers& values) {
  writer.Key(name);
  writer.StartArray();
  for (const auto value : values) {
    if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) {
      writer.Int(value);
    } else {
      writer.Double(static_cast<double>(value));
    }
  }
  writer.EndArray();
}

std::string value_json(const Value& value) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

constexpr const char* kBusyMessage = "A training run is under way. Stop it first, or wait.";

Error invalid(const std::string& message) { return {ErrorCode::kInvalidParams, message}; }

// A JSON value as the text that set_setting reads, if it is of the right kind for it.
Result<std::string> setting_text_of(const SettingInfo& info, const Value& value) {
  using Kind = SettingInfo::Kind;
  const Error wrong = invalid(std::string(info.name) + " has a value of the wrong type.");
  switch (info.kind) {
    case Kind::kLayers: {
      if (!value.IsArray()) return wrong;
      std::string text;
      for (const Value& units : value.GetArray()) {
        if (!units.IsNumber()) return wrong;
        text += (text.empty() ? "" : ",") + value_json(units);
      }
      return text;
    }
    case Kind::kChoice:
      if (!value.IsString()) return wrong;
      return std::string(value.GetString(), value.GetStringLength());
    case Kind::kSwitch:
      if (!value.IsBool()) return wrong;
      return std::string(value.GetBool() ? "true" : "false");
    case Kind::kInteger:
    case Kind::kReal:
      if (!value.IsNumber()) return wrong;
      return value_json(value);
  }
  return wrong;
}

Result<Settings> settings_of(const Value& params, const Settings& defaults) {
  Settings settings = defaults;
  for (const auto& member : params.GetObject()) {
    const std::string name = member.name.GetString();
    const SettingInfo* info = find_setting(name);
    if (info == nullptr) return invalid("There is no parameter " + name + ".");
    const Result<std::string> text = setting_text_of(*info, member.value);
    if (!text) return text.error();
    const Status set = set_setting(settings, *info, *text);
    if (!set) return set.error();
  }
  if (params.HasMember("optimizer") && !params.HasMember("learning_rate")) {
    settings.learning_rate = default_learning_rate(settings.optimizer);
  }
  return settings;
}

// params.strokes of a method that wants something to be drawn.
Result<Drawing> ink_of_params(const std::string& method, const Value& params) {
  const Value* strokes = find_member(params, "strokes");
  if (strokes == nullptr) return invalid(method + " needs strokes.");
  Result<Drawing> drawing = drawing_from_json(*strokes);
  if (drawing && is_empty(*drawing)) {
    return Error{ErrorCode::kNothingDrawn, "There is no ink in these strokes."};
  }
  return drawing;
}

Result<Picture> picture_of_params(const Value& params) {
  const Value* strokes = find_member(params, "strokes");
  const Value* pixels = find_member(params, "pixels");
  if ((strokes == nullptr) == (pixels == nullptr)) {
    return invalid("Give either strokes or pixels.");
  }
  if (strokes != nullptr) {
    const Result<Drawing> drawing = drawing_from_json(*strokes);
    if (!drawing) return drawing.error();
    if (is_empty(*drawing)) {
      return Error{ErrorCode::kNothingDrawn, "Nothing is drawn, so there is nothing to read."};
    }
    return picture_of(*drawing);
  }
  Picture picture;
  const Error wrong = invalid("pixels must be 784 numbers from 0 to 255.");
  if (!pixels->IsArray() || pixels->Size() != picture.size()) return wrong;
  for (rapidjson::SizeType i = 0; i < pixels->Size(); ++i) {
    const Value& pixel = (*pixels)[i];
    if (!pixel.IsNumber() || !(pixel.GetDouble() >= 0 && pixel.GetDouble() <= 255)) return wrong;
    picture[i] = static_cast<std::uint8_t>(std::lround(pixel.GetDouble()));
  }
  return picture;
}

// The likeliest of the ten digits; the visitor's own symbols, where there are any, have a list of
// their own.
std::string prediction_json(const State& state, const Picture& picture, const Probabilities& p,
                            bool with_picture) {
  const std::span<const float> all(p);
  return json_object([&](JsonWriter& writer) {
    field(writer, "digit", most_likely(all.first(kDigits)));
    list_field(writer, "probabilities", all.first(kDigits));
    if (state.symbols > 0) {
      list_field(writer, "symbols", all.subspan(kDigits, static_cast<std::size_t>(state.symbols)));
    }
    if (with_picture) list_field(writer, "image", picture);
  });
}

std::string error_json(const Error& error) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "code", static_cast<int>(error.code));
    field(writer, "message", error.message);
  });
}

std::string finished_json(const FinishedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "epochs", event.epochs);
    field(writer, "steps", event.steps);
    field(writer, "train_loss", event.train_loss);
    field(writer, "test_loss", event.test_loss);
    field(writer, "test_accuracy", event.test_accuracy);
    field(writer, "seconds", event.seconds);
    field(writer, "images_per_second", event.images_per_second);
    field(writer, "stopped", event.stopped);
  });
}

std::string taught_json(const State& state, const FinishedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "drawings", static_cast<int>(state.own_drawings.size()));
    field(writer, "test_accuracy", event.test_accuracy);
    field(writer, "seconds", event.seconds);
  });
}

std::optional<int> integer_of(const Value& value, int least, int most) {
  if (!value.IsInt() || value.GetInt() < least || value.GetInt() > most) return std::nullopt;
  return value.GetInt();
}

std::string explanation_json(int digit, int against, const Attribution& attribution) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "digit", digit);
    field(writer, "against", against);
    field(writer, "difference", attribution.difference);
    field(writer, "bias", attribution.bias);
    list_field(writer, "contributions", attribution.contributions);
  });
}

std::string speed_json(const SpeedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    writer.Key("figures");
    writer.StartArray();
    for (const SpeedFigure& figure : event.figures) {
      writer.StartObject();
      field(writer, "kernel", figure.kernel);
      field(writer, "kind", std::string(kSpeedKindNames[static_cast<int>(figure.kind)]));
      field(writer, "detail", figure.detail);
      field(writer, "value", figure.value);
      writer.EndObject();
    }
    writer.EndArray();
  });
}

std::string evaluated_json(const EvaluatedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "test_loss", event.loss);
    field(writer, "test_accuracy", event.accuracy);
    writer.Key("confusion");
    writer.StartArray();
    for (std::size_t i = 0; i < event.confusion.size(); ++i) {
      if (i % kDigits == 0) writer.StartArray();
      writer.Int(event.confusion[i]);
      if (i % kDigits == kDigits - 1) writer.EndArray();
    }
    writer.EndArray();
  });
}

}  // namespace

struct Api::Request {
  std::string id = "null";  // as JSON
  std::string method;
  const Value* params;  // an object
  std::span<const std::uint8_t> attachment;
};

// ---- Calls --------------------------------------------------------------------------------------

void Api::call(std::string_view json, std::span<const std::uint8_t> attachment) {
  const auto document = parse_json(json);
  if (!document) {
    reply("null", document.error());
    return;
  }
  const Value empty(rapidjson::kObjectType);
  Request request{.method = "", .params = &empty, .attachment = attachment};
  const Value* id = find_member(*document, "id");
  const bool wants_answer = id != nullptr;
  const bool good_id = id == nullptr || id->IsString() || id->IsNumber() || id->IsNull();
  if (wants_answer && good_id) request.id = value_json(*id);
  const Value* version = find_member(*document, "jsonrpc");
  const Value* method = find_member(*document, "method");
  const Value* params = find_member(*document, "params");
  if (!good_id || version == nullptr || !version->IsString() ||
      std::string_view(version->GetString()) != "2.0" || method == nullptr || !method->IsString()) {
    reply(request.id, Error{ErrorCode::kInvalidRequest,
                            "A request must have \"jsonrpc\": \"2.0\" and a method."});
    return;
  }
  request.method = method->GetString();
  if (params != nullptr && !params->IsNull()) {
    if (!params->IsObject()) {
      reply(request.id, invalid("params must be an object."));
      return;
    }
    request.params = params;
  }
  bool answered_later = false;
  const Result<std::string> result = dispatch(request, answered_later);
  if (wants_answer && !answered_later) reply(request.id, result);
}

Result<std::string> Api::dispatch(const Request& request, bool& answered_later) {
  State& state = app_.state;
  const std::string& method = request.method;
  const bool training = state.training.phase != Training::Phase::kIdle;
  const auto later = [&](Pending::Answer answer) -> std::string {
    pending_.push_back({answer, request.id});
    answered_later = true;
    return "";
  };

  if (method == "describe") return description();

  if (method == "train") {
    const Result<Settings> settings = settings_of(*request.params, defaults_);
    if (!settings) return settings.error();
    if (training) {
      return Error{ErrorCode::kBusy, kBusyMessage};
    }
    const auto waiting = later(Pending::Answer::kFinished);
    state.settings = *settings;
    app_.act(StartTraining{});
    return waiting;
  }

  if (method == "pause" || method == "resume" || method == "stop") {
    if (!training) return Error{ErrorCode::kNotTraining, "No training run is under way."};
    if (method == "pause") {
      if (state.training.phase == Training::Phase::kPaused) return std::string("{}");
      const auto waiting = later(Pending::Answer::kPaused);
      app_.act(PauseTraining{});
      return waiting;
    }
    if (method == "resume") {
      if (state.training.phase != Training::Phase::kPaused) return std::string("{}");
      const auto waiting = later(Pending::Answer::kResumed);
      app_.act(ResumeTraining{});
      return waiting;
    }
    const auto waiting = later(Pending::Answer::kStopped);
    app_.act(StopTraining{});
    return waiting;
  }

  if (method == "reset") {
    Settings settings = state.settings;
    settings.seed = defaults_.seed;
    if (const Value* seed = find_member(*request.params, "seed")) {
      const SettingInfo& info = *find_setting("seed");
      const Result<std::string> text = setting_text_of(info, *seed);
      if (!text) return text.error();
      const Status set = set_setting(settings, info, *text);
      if (!set) return set.error();
    }
    const auto waiting = later(Pending::Answer::kReset);
    state.settings = settings;
    app_.act(ResetNetwork{});
    return waiting;
  }

  if (method == "evaluate") {
    const auto waiting = later(Pending::Answer::kEvaluated);
    app_.host.send_to_engine(EvaluateCommand{});
    return waiting;
  }

  if (method == "measureSpeed") {
    bool detailed = false;
    if (const Value* value = find_member(*request.params, "detailed")) {
      if (!value->IsBool()) return invalid("detailed must be true or false.");
      detailed = value->GetBool();
    }
    if (training) {
      return Error{ErrorCode::kBusy, kBusyMessage};
    }
    const auto waiting = later(Pending::Answer::kMeasured);
    app_.act(MeasureSpeed{detailed});
    return waiting;
  }

  if (method == "predict") {
    const Result<Picture> picture = picture_of_params(*request.params);
    if (!picture) return picture.error();
    return prediction_json(state, *picture, predict(state.network, *picture), true);
  }

  if (method == "exportModel") {
    const Value* format = find_member(*request.params, "format");
    const std::string name = format != nullptr && format->IsString() ? format->GetString() : "";
    if (name != "safetensors" && name != "onnx") {
      return invalid("format must be \"safetensors\" or \"onnx\".");
    }
    const Network<float> digits = with_class_count(state.network, kDigits);
    const auto file = name == "onnx" ? to_onnx(digits) : to_safetensors(digits);
    answered_later = true;
    reply(request.id,
          json_object([&](JsonWriter& writer) { field(writer, "name", "inkling." + name); }), file);
    return std::string();
  }

  if (method == "importModel") {
    if (request.attachment.empty()) return invalid("bytes must be a Uint8Array with a model file.");
    if (training) return Error{ErrorCode::kBusy, kBusyMessage};
    Result<Network<float>> network = read_model_file(request.attachment);
    if (!network) return network.error();
    app_.act(UseNetwork{std::move(*network)});
    return description();
  }

  if (method == "draw") {
    const Result<Drawing> drawing = ink_of_params(request.method, *request.params);
    if (!drawing) return drawing.error();
    app_.draw(*drawing);
    return std::string("{}");
  }

  if (method == "teach") {
    const int last = state.classes() - 1;
    const Value* digit = find_member(*request.params, "digit");
    const auto label = digit == nullptr ? std::nullopt : integer_of(*digit, 0, last);
    if (!label) {
      return invalid("digit must be a whole number from 0 to " + std::to_string(last) + ".");
    }
    const Result<Drawing> drawing = ink_of_params(request.method, *request.params);
    if (!drawing) return drawing.error();
    const auto waiting = later(Pending::Answer::kTaught);
    app_.draw(*drawing);
    app_.act(NameDrawing{*label});
    return waiting;
  }

  if (method == "explain") {
    const Result<Picture> picture = picture_of_params(*request.params);
    if (!picture) return picture.error();
    std::optional<int> digit, against;
    const std::pair<const char*, std::optional<int>*> wanted[] = {{"digit", &digit},
                                                                  {"against", &against}};
    for (const auto& [name, number] : wanted) {
      const Value* value = find_member(*request.params, name);
      if (value == nullptr) continue;
      *number = integer_of(*value, 0, state.classes() - 1);
      if (!*number) return invalid(std::string(name) + " must be a digit.");
    }
    const Comparison two = compared(predict(state.network, *picture), digit, against);
    return explanation_json(two.digit, two.against,
                            attribute(state.network, *picture, two.digit, two.against));
  }

  if (method == "startGame") {
    const Value* game = find_member(*request.params, "game");
    const std::string name = game != nullptr && game->IsString() ? game->GetString() : "";
    const auto found = std::find(std::begin(kGameNames), std::end(kGameNames), name);
    if (found == std::end(kGameNames)) {
      return invalid("game must be \"sprint\", \"duel\" or \"golf\".");
    }
    GameOptions options = state.play.offered;
    if (const Value* seed = find_member(*request.params, "seed")) {
      if (!seed->IsUint()) return invalid("seed must be a whole number from 0 to 4294967295.");
      options.seed = seed->GetUint();
    }
    const std::pair<const char*, int*> limits[] = {{"rounds", &options.rounds},
                                                   {"level", &options.level}};
    for (const auto& [limit, number] : limits) {
      const Value* value = find_member(*request.params, limit);
      if (value == nullptr) continue;
      const int most = number == &options.level ? Duel::kLevels : kMostRounds;
      const auto given = integer_of(*value, 1, most);
      if (!given) {
        return invalid(std::string(limit) + " must be a whole number from 1 to " +
                       std::to_string(most) + ".");
      }
      *number = *given;
    }
    app_.act(StartGame{static_cast<GameKind>(found - std::begin(kGameNames)), options});
    return std::string("{}");
  }

  if (method == "answer") {
    const Value* digit = find_member(*request.params, "digit");
    const auto answer = digit == nullptr ? std::nullopt : integer_of(*digit, 0, kDigits - 1);
    if (!answer) return invalid("digit must be a whole number from 0 to 9.");
    constexpr int kMiddle = 3;
    const Value* sure = find_member(*request.params, "sure");
    const auto step = sure == nullptr ? kMiddle : integer_of(*sure, 1, kSureness.size());
    if (!step) return invalid("sure must be a whole number from 1 to 5.");
    if (!state.play.duel || !state.play.duel->may_answer()) {
      return Error{ErrorCode::kNotPlaying,
                   "No duel waits for an answer: one does from the event prompt on."};
    }
    app_.act(AnswerDuel{*answer});
    app_.act(StateSureness{*step - 1});
    app_.act(NextPicture{});
    return std::string("{}");
  }

  if (method == "configure") {
    for (const auto& member : request.params->GetObject()) {
      if (!member.value.IsString()) return invalid("Attributes are given as text.");
      const Status set = app_.configure(member.name.GetString(), member.value.GetString());
      if (!set) return set.error();
    }
    return std::string("{}");
  }

  if (method == "clear") {
    app_.act(ClearPad{});
    return std::string("{}");
  }

  return Error{ErrorCode::kMethodNotFound, "There is no method " + method + "."};
}

std::string Api::description() const {
  const State& state = app_.state;
  return json_object([&](JsonWriter& writer) {
    field(writer, "version", std::string(kVersion));
    list_field(writer, "layers", state.network.shape().layers);
    field(writer, "parameters", state.network.shape().parameter_count());
    field(writer, "trained", state.trained);
    field(writer, "test_accuracy",
          state.test_accuracy.value_or(std::numeric_limits<double>::quiet_NaN()));
    field(writer, "kernel", state.kernel);
    field(writer, "threads", state.threads);
    field(writer, "train_images", state.data.loading.train_images);
    field(writer, "test_images", state.data.loading.test_images);
  });
}

// ---- Answers and notifications ------------------------------------------------------------------

void Api::engine_event(const Event& event) {
  using Answer = Pending::Answer;
  if (const auto* loading = std::get_if<LoadingEvent>(&event)) {
    notify("loading", json_object([&](JsonWriter& writer) {
             field(writer, "loaded", loading->loaded);
             field(writer, "total", loading->total);
           }));
  } else if (app_.state.training.teaching && (std::holds_alternative<ProgressEvent>(event) ||
                                              std::holds_alternative<EpochEvent>(event))) {
    // Of the short run that `teach` answers for.
  } else if (const auto* progress = std::get_if<ProgressEvent>(&event)) {
    notify("progress", json_object([&](JsonWriter& writer) {
             field(writer, "epoch", progress->epoch);
             field(writer, "epochs", progress->epochs);
             field(writer, "step", progress->step);
             field(writer, "steps", progress->steps);
             field(writer, "train_loss", progress->train_loss);
             field(writer, "images_per_second", progress->images_per_second);
           }));
  } else if (const auto* epoch = std::get_if<EpochEvent>(&event)) {
    notify("epoch", json_object([&](JsonWriter& writer) {
             field(writer, "epoch", epoch->epoch);
             field(writer, "train_loss", epoch->train_loss);
             field(writer, "train_accuracy", epoch->train_accuracy);
             field(writer, "test_loss", epoch->test_loss);
             field(writer, "test_accuracy", epoch->test_accuracy);
             field(writer, "seconds", epoch->seconds);
           }));
  } else if (const auto* run = std::get_if<RunStateEvent>(&event)) {
    resolve(run->running ? Answer::kResumed : Answer::kPaused, "{}");
  } else if (const auto* weights = std::get_if<WeightsEvent>(&event)) {
    if (!weights->trained) resolve(Answer::kReset, "{}");
  } else if (const auto* finished = std::get_if<FinishedEvent>(&event)) {
    // Whoever wanted the run paused or resumed has what there is to have.
    for (const Answer answer : {Answer::kStopped, Answer::kPaused, Answer::kResumed}) {
      resolve(answer, "{}");
    }
    if (finished->teaching) {
      resolve(Answer::kTaught, taught_json(app_.state, *finished));
    } else if (!finished->diverged) {
      resolve(Answer::kFinished, finished_json(*finished));
    }
  } else if (const auto* evaluated = std::get_if<EvaluatedEvent>(&event)) {
    resolve(Answer::kEvaluated, evaluated_json(*evaluated));
  } else if (const auto* speed = std::get_if<SpeedEvent>(&event)) {
    if (speed->done) resolve(Answer::kMeasured, speed_json(*speed));
  } else if (const auto* error = std::get_if<ErrorEvent>(&event)) {
    reject_waiting({error->code, error->message});
  }
}

void Api::engine_died() {
  reject_waiting(
      {ErrorCode::kEngineFailed,
       "The part that trains has stopped working. It is being started anew; the drawing, "
       "the settings and the newest weights are kept."});
}

void Api::drawing_read() {
  const Reading& reading = app_.state.reading;
  if (!reading.empty && !app_.state.demonstrating) {
    notify("prediction",
           prediction_json(app_.state, reading.picture, reading.probabilities, false));
  }
}

void Api::game(GameKind kind, const GameEvent& event) {
  notify("game", json_object([&](JsonWriter& writer) {
           field(writer, "game", std::string(kGameNames[static_cast<int>(kind)]));
           field(writer, "phase", std::string(kGamePhaseNames[static_cast<int>(event.phase)]));
           field(writer, "round", event.round);
           field(writer, "rounds", event.rounds);
           if (event.prompt >= 0) {
             field(writer, "prompt", event.prompt);
           } else {
             field(writer, "prompt", std::numeric_limits<double>::quiet_NaN());
           }
           field(writer, "score", event.score);
           for (const auto& [name, value] : event.more) field(writer, name, value);
         }));
}

void Api::lesson(const LessonEvent& event) {
  notify("lesson", json_object([&](JsonWriter& writer) {
           field(writer, "lesson", event.lesson);
           field(writer, "step", event.step);
           field(writer, "done", event.done);
         }));
}

void Api::ready() { notify("ready", description()); }

void Api::resolve(Pending::Answer answer, const std::string& result) {
  std::vector<Pending> others;
  std::vector<Pending> answered;
  for (Pending& call : pending_) {
    (call.answer == answer ? answered : others).push_back(std::move(call));
  }
  pending_ = std::move(others);
  for (const Pending& call : answered) reply(call.id, result);
}

void Api::reject_waiting(const Error& error) {
  notify("error", error_json(error));
  const std::vector<Pending> waiting = std::exchange(pending_, {});
  for (const Pending& call : waiting) reply(call.id, error);
}

void Api::reply(const std::string& id, const Result<std::string>& result,
                std::span<const std::uint8_t> attachment) {
  const std::string content =
      result ? "\"result\":" + *result : "\"error\":" + error_json(result.error());
  app_.host.post_to_parent("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + content + "}", attachment);
}

void Api::notify(const char* event, const std::string& detail) {
  app_.host.post_to_parent(std::string("{\"jsonrpc\":\"2.0\",\"method\":\"") + event +
                           "\",\"params\":" + detail + "}");
}

}  // namespace inkling
