#include "app/api.h"

#include <algorithm>

#include "app/api_request.h"
#include "app/api_results.h"
#include "model/model_file.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "nn/attribution.h"
#include "nn/verdict.h"

namespace inkling {
namespace {

const Error kBusy{ErrorCode::kBusy, "A training run is under way. Stop it first, or wait."};

}  // namespace

// ---- Calls --------------------------------------------------------------------------------------

void Api::call(std::string_view json, std::span<const std::uint8_t> attachment) {
  Request request;
  const Status good = read_request(json, attachment, app_.state.classes(), request);
  const Result<Reply> result = good ? dispatch(request) : good.error();
  if (!request.wants_answer) return;
  if (!result) {
    reply(request.id, result.error());
  } else if (const Reply& answer = *result) {
    reply(request.id, answer->json, answer->attachment);
  }
}

Result<Api::Reply> Api::later(const Request& request, RequestId asked) {
  if (asked == kNoRequest) return kBusy;
  if (request.wants_answer) pending_.push_back({asked, request.rule->method, request.id});
  return Reply();
}

Result<Api::Reply> Api::dispatch(const Request& request) {
  using Phase = Training::Phase;
  switch (request.rule->method) {
    case Method::kDescribe:
      return at_once(description_json(app_.state));
    case Method::kTrain:
      return train(request);
    case Method::kPause:
      return control_run(request, Phase::kPaused, PauseTraining{});
    case Method::kResume:
      return control_run(request, Phase::kRunning, ResumeTraining{});
    case Method::kStop:
      return control_run(request, Phase::kIdle, StopTraining{});
    case Method::kReset:
      return reset(request);
    case Method::kEvaluate:
      app_.state.data.wanted = true;
      return later(request, app_.send(EvaluateCommand{}));
    case Method::kMeasureSpeed:
      return measure_speed(request);
    case Method::kPredict:
      return predict_picture(request);
    case Method::kTeach:
      return teach(request);
    case Method::kExplain:
      return explain(request);
    case Method::kDraw:
      return draw(request);
    case Method::kClear:
      app_.act(ClearPad{});
      return at_once();
    case Method::kStartGame:
      return start_game(request);
    case Method::kAnswer:
      return answer_duel(request);
    case Method::kExportModel:
      return export_model(request);
    case Method::kImportModel:
      return import_model(request);
    case Method::kConfigure:
      return configure(request);
  }
  return at_once();
}

Result<Api::Reply> Api::train(const Request& request) {
  const Result<Settings> settings = settings_of(request, defaults_);
  if (!settings) return settings.error();
  if (!app_.state.idle()) return kBusy;
  app_.state.settings = *settings;
  return later(request, app_.act(StartTraining{}));
}

Result<Api::Reply> Api::control_run(const Request& request, Training::Phase wanted,
                                    const Action& action) {
  const Training::Phase phase = app_.state.training.phase;
  if (phase == Training::Phase::kIdle) {
    return Error{ErrorCode::kNotTraining, "No training run is under way."};
  }
  const bool paused = phase == Training::Phase::kPaused;
  const bool so_already =
      wanted == Training::Phase::kPaused ? paused : wanted == Training::Phase::kRunning && !paused;
  if (so_already) return at_once();
  return later(request, app_.act(action));
}

Result<Api::Reply> Api::reset(const Request& request) {
  app_.state.settings.seed =
      static_cast<std::uint32_t>(integer_param(request, "seed", defaults_.seed));
  return later(request, app_.act(ResetNetwork{}));
}

Result<Api::Reply> Api::measure_speed(const Request& request) {
  if (!app_.state.idle()) return kBusy;
  return later(request, app_.act(MeasureSpeed{switch_param(request, "detailed")}));
}

Result<Api::Reply> Api::predict_picture(const Request& request) {
  const Result<Picture> picture = picture_of(request);
  if (!picture) return picture.error();
  const State& state = app_.state;
  return at_once(prediction_json(state, *picture, predict(state.network, *picture), true));
}

Result<Api::Reply> Api::teach(const Request& request) {
  const Result<Drawing> drawing = drawing_of(request);
  if (!drawing) return drawing.error();
  app_.draw(*drawing);
  return later(request, app_.act(NameDrawing{static_cast<int>(integer_param(request, "digit"))}));
}

Result<Api::Reply> Api::explain(const Request& request) {
  const Result<Picture> picture = picture_of(request);
  if (!picture) return picture.error();
  const Network<float>& network = app_.state.network;
  const Comparison two = compared(predict(network, *picture), class_param(request, "digit"),
                                  class_param(request, "against"));
  return at_once(explanation_json(two.digit, two.against,
                                  attribute(network, *picture, two.digit, two.against)));
}

Result<Api::Reply> Api::draw(const Request& request) {
  const Result<Drawing> drawing = drawing_of(request);
  if (!drawing) return drawing.error();
  app_.draw(*drawing);
  return at_once();
}

Result<Api::Reply> Api::start_game(const Request& request) {
  GameOptions options = app_.state.play.offered;
  options.seed = static_cast<std::uint32_t>(integer_param(request, "seed", options.seed));
  options.rounds = static_cast<int>(integer_param(request, "rounds", options.rounds));
  options.level = static_cast<int>(integer_param(request, "level", options.level));
  app_.act(StartGame{static_cast<GameKind>(choice_param(request, "game")), options});
  return at_once();
}

Result<Api::Reply> Api::answer_duel(const Request& request) {
  constexpr int kMiddle = 3;
  if (!app_.state.play.duel || !app_.state.play.duel->may_answer()) {
    return Error{ErrorCode::kNotPlaying,
                 "No duel waits for an answer: one does from the event prompt on."};
  }
  app_.act(AnswerDuel{static_cast<int>(integer_param(request, "digit"))});
  app_.act(StateSureness{static_cast<int>(integer_param(request, "sure", kMiddle)) - 1});
  app_.act(NextPicture{});
  return at_once();
}

Result<Api::Reply> Api::export_model(const Request& request) {
  const Network<float> digits = with_class_count(app_.state.network, kDigits);
  const std::string format = kModelFormats[choice_param(request, "format")];
  const bool onnx = format == "onnx";
  return Reply(
      Document{file_json("inkling." + format), onnx ? to_onnx(digits) : to_safetensors(digits)});
}

Result<Api::Reply> Api::import_model(const Request& request) {
  if (!app_.state.idle()) return kBusy;
  Result<Network<float>> network = read_model_file(request.file);
  if (!network) return network.error();
  app_.act(UseNetwork{std::move(*network)});
  return at_once(description_json(app_.state));
}

Result<Api::Reply> Api::configure(const Request& request) {
  const Status set = app_.configure(attributes_of(request));
  if (!set) return set.error();
  return at_once();
}

// ---- Answers and notifications ------------------------------------------------------------------

void Api::engine_event(const Event& event) {
  const bool teaching = app_.state.training.teaching;  // the short run that `teach` answers for
  if (const auto* loading = std::get_if<LoadingEvent>(&event)) {
    notify("loading", to_json(*loading));
  } else if (const auto* progress = std::get_if<ProgressEvent>(&event)) {
    if (!teaching) notify("progress", to_json(*progress));
  } else if (const auto* epoch = std::get_if<EpochEvent>(&event)) {
    if (!teaching) notify("epoch", to_json(*epoch));
  } else if (const auto* error = std::get_if<ErrorEvent>(&event)) {
    notify("error", to_json(Error{error->code, error->message}));
  }
}

void Api::answered(const EngineMessage& message) {
  const auto call = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& pending) {
    return pending.request == message.request;
  });
  if (call == pending_.end()) return;  // it was no call that wanted it
  const Pending answered = *call;
  pending_.erase(call);
  reply(answered.id, result_of(answered.method, message.event));
}

// The engine's answer as that of the call.
Result<std::string> Api::result_of(Method method, const Event& event) const {
  if (const auto* error = std::get_if<ErrorEvent>(&event)) {
    return Error{error->code, error->message};
  }
  if (std::holds_alternative<SupersededEvent>(event)) {
    return Error{ErrorCode::kSuperseded,
                 "Something that was asked for later took its place before it was done."};
  }
  if (const auto* finished = std::get_if<FinishedEvent>(&event); method == Method::kTeach) {
    if (finished == nullptr || finished->stopped || finished->diverged) {
      return Error{ErrorCode::kNotLearned,
                   "The drawing is kept, but something else ended the learning before its time. "
                   "Every run that follows has it among its examples."};
    }
    return taught_json(app_.state, *finished);
  } else if (finished != nullptr) {
    return to_json(*finished);
  }
  if (const auto* evaluated = std::get_if<EvaluatedEvent>(&event)) return to_json(*evaluated);
  if (const auto* speed = std::get_if<SpeedEvent>(&event)) return to_json(*speed);
  return std::string("{}");
}

void Api::engine_died(const std::string& said) {
  const Error error{
      ErrorCode::kEngineFailed,
      "The part that trains has stopped working. " +
          (said.empty() ? "" : "It said: " + said + ". ") +
          "It is being started anew; the drawing, the settings and the newest weights are kept."};
  notify("error", to_json(error));
  for (const Pending& call : std::exchange(pending_, {})) reply(call.id, error);
}

void Api::drawing_read() {
  const Reading& reading = app_.state.reading;
  if (!reading.empty && !app_.state.demonstrating) {
    notify("prediction",
           prediction_json(app_.state, reading.picture, reading.probabilities, false));
  }
}

void Api::game(GameKind kind, const GameEvent& event) { notify("game", game_json(kind, event)); }

void Api::lesson(const LessonEvent& event) { notify("lesson", to_json(event)); }

void Api::ready() { notify("ready", description_json(app_.state)); }

void Api::reply(const std::string& id, const Result<std::string>& result,
                std::span<const std::uint8_t> attachment) {
  const std::string content =
      result ? "\"result\":" + *result : "\"error\":" + to_json(result.error());
  app_.host.post_to_parent("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + content + "}", attachment);
}

void Api::notify(const char* event, const std::string& detail) {
  app_.host.post_to_parent(std::string("{\"jsonrpc\":\"2.0\",\"method\":\"") + event +
                           "\",\"params\":" + detail + "}");
}

}  // namespace inkling
