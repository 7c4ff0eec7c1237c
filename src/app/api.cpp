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

Api::Reply Api::later(const Request& request, Pending::Answer answer) {
  if (request.wants_answer) pending_.push_back({answer, request.id});
  return std::nullopt;
}

Result<Api::Reply> Api::dispatch(const Request& request) {
  using Answer = Pending::Answer;
  using Phase = Training::Phase;
  switch (request.rule->method) {
    case Method::kDescribe:
      return at_once(description_json(app_.state));
    case Method::kTrain:
      return train(request);
    case Method::kPause:
      return control_run(request, Phase::kPaused, PauseTraining{}, Answer::kPaused);
    case Method::kResume:
      return control_run(request, Phase::kRunning, ResumeTraining{}, Answer::kResumed);
    case Method::kStop:
      return control_run(request, Phase::kIdle, StopTraining{}, Answer::kStopped);
    case Method::kReset:
      return reset(request);
    case Method::kEvaluate: {
      const Reply waiting = later(request, Answer::kEvaluated);
      app_.host.send_to_engine(EvaluateCommand{});
      return waiting;
    }
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
  const Reply waiting = later(request, Pending::Answer::kFinished);
  app_.state.settings = *settings;
  app_.act(StartTraining{});
  return waiting;
}

Result<Api::Reply> Api::control_run(const Request& request, Training::Phase wanted,
                                    const Action& action, Pending::Answer answer) {
  const Training::Phase phase = app_.state.training.phase;
  if (phase == Training::Phase::kIdle) {
    return Error{ErrorCode::kNotTraining, "No training run is under way."};
  }
  const bool paused = phase == Training::Phase::kPaused;
  const bool so_already =
      wanted == Training::Phase::kPaused ? paused : wanted == Training::Phase::kRunning && !paused;
  if (so_already) return at_once();
  const Reply waiting = later(request, answer);
  app_.act(action);
  return waiting;
}

Result<Api::Reply> Api::reset(const Request& request) {
  const Reply waiting = later(request, Pending::Answer::kReset);
  app_.state.settings.seed =
      static_cast<std::uint32_t>(integer_param(request, "seed", defaults_.seed));
  app_.act(ResetNetwork{});
  return waiting;
}

Result<Api::Reply> Api::measure_speed(const Request& request) {
  if (!app_.state.idle()) return kBusy;
  const Reply waiting = later(request, Pending::Answer::kMeasured);
  app_.act(MeasureSpeed{switch_param(request, "detailed")});
  return waiting;
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
  const Reply waiting = later(request, Pending::Answer::kTaught);
  app_.draw(*drawing);
  app_.act(NameDrawing{static_cast<int>(integer_param(request, "digit"))});
  return waiting;
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
  using Answer = Pending::Answer;
  const bool teaching = app_.state.training.teaching;  // the short run that `teach` answers for
  if (const auto* loading = std::get_if<LoadingEvent>(&event)) {
    notify("loading", to_json(*loading));
  } else if (const auto* progress = std::get_if<ProgressEvent>(&event)) {
    if (!teaching) notify("progress", to_json(*progress));
  } else if (const auto* epoch = std::get_if<EpochEvent>(&event)) {
    if (!teaching) notify("epoch", to_json(*epoch));
  } else if (const auto* run = std::get_if<RunStateEvent>(&event)) {
    resolve(run->running ? Answer::kResumed : Answer::kPaused, "{}");
  } else if (const auto* weights = std::get_if<WeightsEvent>(&event)) {
    if (!weights->trained) resolve(Answer::kReset, "{}");
  } else if (const auto* finished = std::get_if<FinishedEvent>(&event)) {
    // Whoever wanted the run paused or resumed has what there is to have.
    for (const Answer answer : {Answer::kStopped, Answer::kPaused, Answer::kResumed}) {
      resolve(answer, "{}");
    }
    if (finished->teaching && (finished->stopped || finished->diverged)) {
      reject(Answer::kTaught,
             {ErrorCode::kNotLearned,
              "The drawing is kept, but something else ended the learning before its time. Every "
              "run that follows has it among its examples."});
    } else if (finished->teaching) {
      resolve(Answer::kTaught, taught_json(app_.state, *finished));
    } else if (!finished->diverged) {
      resolve(Answer::kFinished, to_json(*finished));
    }
  } else if (const auto* evaluated = std::get_if<EvaluatedEvent>(&event)) {
    resolve(Answer::kEvaluated, to_json(*evaluated));
  } else if (const auto* speed = std::get_if<SpeedEvent>(&event)) {
    if (speed->done) resolve(Answer::kMeasured, to_json(*speed));
  } else if (const auto* error = std::get_if<ErrorEvent>(&event)) {
    reject_waiting({error->code, error->message});
  }
}

void Api::engine_died(const std::string& said) {
  reject_waiting(
      {ErrorCode::kEngineFailed,
       "The part that trains has stopped working. " +
           (said.empty() ? "" : "It said: " + said + ". ") +
           "It is being started anew; the drawing, the settings and the newest weights are kept."});
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

std::vector<Api::Pending> Api::take_waiting(Pending::Answer answer) {
  std::vector<Pending> others;
  std::vector<Pending> taken;
  for (Pending& call : pending_) {
    (call.answer == answer ? taken : others).push_back(std::move(call));
  }
  pending_ = std::move(others);
  return taken;
}

void Api::resolve(Pending::Answer answer, const std::string& result) {
  for (const Pending& call : take_waiting(answer)) reply(call.id, result);
}

void Api::reject(Pending::Answer answer, const Error& error) {
  for (const Pending& call : take_waiting(answer)) reply(call.id, error);
}

void Api::reject_waiting(const Error& error) {
  notify("error", to_json(error));
  const std::vector<Pending> waiting = std::exchange(pending_, {});
  for (const Pending& call : waiting) reply(call.id, error);
}

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
