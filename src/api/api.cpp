#include "api/api.h"

#include <algorithm>

#include "api/api_results.h"
#include "app/core/actions.h"
#include "app/core/drawing.h"
#include "app/core/exported_file.h"
#include "app/core/importing.h"
#include "app/core/work.h"
#include "app/parameters.h"
#include "app/snapshot.h"
#include "nn/attribution.h"
#include "nn/verdict.h"

namespace inkling {
namespace {

const Error kNoSuchClass{ErrorCode::kInvalidParams,
                         "The data set that is in use has no class of that number."};
const Error kBusy{ErrorCode::kBusy, "A training run is under way. Stop it first, or wait."};

}  // namespace

Api::Api(Core& core, Places& places) : core_(core), places_(places) { core_.listener = this; }

// ---- Calls --------------------------------------------------------------------------------------

void Api::call(std::string_view json, std::span<const std::uint8_t> attachment) {
  // What is asked for after an import means the network that was taken in.
  if (is_importing() || !waiting_.empty()) {
    waiting_.push_back({std::string(json), {attachment.begin(), attachment.end()}});
  } else {
    do_call(json, attachment);
  }
}

bool Api::is_importing() const {
  return std::any_of(pending_.begin(), pending_.end(),
                     [](const Pending& pending) { return pending.method == Method::kImportModel; });
}

void Api::do_waiting_calls() {
  while (!waiting_.empty() && !is_importing()) {
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    do_call(next.json, next.attachment);
  }
}

void Api::do_call(std::string_view json, std::span<const std::uint8_t> attachment) {
  Request request;
  const Status good = read_request(json, attachment, state().classes(), request);
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
      return at_once(description_json(state()));
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
      return later(request, send(core_, EvaluateCommand{}));
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
      act(core_, ClearPad{});
      return at_once();
    case Method::kStartGame:
      return start_game(request);
    case Method::kAnswer:
      return answer_duel(request);
    case Method::kExportModel:
      return export_model(request);
    case Method::kImportModel:
      return import_model(request);
    case Method::kGetPicture:
      return get_picture(request);
    case Method::kReadPicture:
      return read_picture(request);
    case Method::kGetState:
      return Reply(Document{file_json(kWorkFileName), work_file(core_)});
    case Method::kSetState:
      return set_state(request);
    case Method::kCode:
      return at_once(program_json(state(), choice_param(request, "as") == 1));
    case Method::kConfigure:
      return configure(request);
  }
  return at_once();
}

Result<Api::Reply> Api::train(const Request& request) {
  const Result<Settings> settings = settings_of(request, core_.defaults);
  if (!settings) return settings.error();
  if (!state().idle()) return kBusy;
  state().settings = *settings;
  return later(request, act(core_, StartTraining{}));
}

Result<Api::Reply> Api::control_run(const Request& request, Training::Phase wanted,
                                    const Action& action) {
  const Training::Phase phase = state().training.phase;
  if (phase == Training::Phase::kIdle) {
    return Error{ErrorCode::kNotTraining, "No training run is under way."};
  }
  const bool paused = phase == Training::Phase::kPaused;
  const bool so_already =
      wanted == Training::Phase::kPaused ? paused : wanted == Training::Phase::kRunning && !paused;
  if (so_already) return at_once();
  return later(request, act(core_, action));
}

Result<Api::Reply> Api::reset(const Request& request) {
  state().settings.seed =
      static_cast<std::uint32_t>(integer_param(request, "seed", core_.defaults.seed));
  return later(request, act(core_, ResetNetwork{}));
}

Result<Api::Reply> Api::measure_speed(const Request& request) {
  if (!state().idle()) return kBusy;
  return later(request, act(core_, MeasureSpeed{switch_param(request, "detailed")}));
}

Result<Api::Reply> Api::predict_picture(const Request& request) {
  const Result<Picture> picture = picture_of(request);
  if (!picture) return picture.error();
  const State& state = core_.state;
  return at_once(prediction_json(state, *picture, predict(state.model.network, *picture), true));
}

// A data set of the visitor's own may have fewer classes than there are digits.
bool Api::has_classes(const Request& request) const {
  for (const char* name : {"digit", "against"}) {
    if (class_param(request, name).value_or(0) >= core_.state.data_classes()) return false;
  }
  return true;
}

Result<Api::Reply> Api::teach(const Request& request) {
  const Result<Drawing> drawing = drawing_of(request);
  if (!drawing) return drawing.error();
  if (!has_classes(request)) return kNoSuchClass;
  draw_for_visitor(core_, *drawing);
  const int digit = static_cast<int>(integer_param(request, "digit"));
  const Result<Reply> reply = later(request, act(core_, NameDrawing{digit}));
  const auto& drawings = state().user_drawings;
  if (reply && request.wants_answer && !drawings.empty()) {
    pending_.back().drawing = drawings.back().id;
  }
  return reply;
}

Result<Api::Reply> Api::explain(const Request& request) {
  const Result<Picture> picture = picture_of(request);
  if (!picture) return picture.error();
  if (!has_classes(request)) return kNoSuchClass;
  const Network<float>& network = state().model.network;
  const Comparison two = compared(predict(network, *picture), class_param(request, "digit"),
                                  class_param(request, "against"));
  return at_once(explanation_json(two.digit, two.against,
                                  attribute(network, *picture, two.digit, two.against)));
}

Result<Api::Reply> Api::draw(const Request& request) {
  const Result<Drawing> drawing = drawing_of(request);
  if (!drawing) return drawing.error();
  draw_for_visitor(core_, *drawing);
  return at_once();
}

Result<Api::Reply> Api::start_game(const Request& request) {
  if (!core_.is_open(places_.play)) {
    return Error{ErrorCode::kInvalidParams,
                 "The games need the ten digits, and the visitor's own data set is in use."};
  }
  GameOptions options = places_.play.state().offered;
  options.seed = static_cast<std::uint32_t>(integer_param(request, "seed", options.seed));
  options.rounds = static_cast<int>(integer_param(request, "rounds", options.rounds));
  options.level = static_cast<int>(integer_param(request, "level", options.level));
  act(core_, StartGame{static_cast<GameKind>(choice_param(request, "game")), options});
  return at_once();
}

Result<Api::Reply> Api::answer_duel(const Request& request) {
  constexpr int kMiddle = 3;
  const std::optional<Duel>& duel = places_.play.state().duel;
  if (!duel || !duel->may_answer()) {
    return Error{ErrorCode::kNotPlaying,
                 "No duel waits for an answer: one does from the event prompt on."};
  }
  act(core_, AnswerDuel{static_cast<int>(integer_param(request, "digit"))});
  act(core_, SetConfidence{static_cast<int>(integer_param(request, "sure", kMiddle)) - 1});
  act(core_, NextPicture{});
  return at_once();
}

Result<Api::Reply> Api::export_model(const Request& request) {
  const std::size_t format = choice_param(request, "format");
  return Reply(Document{file_json(std::string("inkling.") + kModelFormatNames[format]),
                        exported_file(state(), static_cast<ModelFormat>(format))});
}

Result<Api::Reply> Api::import_model(const Request& request) {
  Result<std::vector<ImportCommand::File>> files = files_of(request);
  if (!files) return files.error();
  return later(request, import_files(core_, std::move(*files), false));
}

Result<Api::Reply> Api::read_picture(const Request& request) {
  const auto size = [&](const char* name) {
    return static_cast<int>(integer_param(request, name));
  };
  return later(request,
               send(core_, ReadPictureCommand{.use = ReadingFor::kHost,
                                              .width = size("width"),
                                              .height = size("height"),
                                              .pixels = {request.file.begin(), request.file.end()},
                                              .full_width = size("full_width"),
                                              .full_height = size("full_height")}));
}

// Two pages that hand each other's state on would never come to rest if they were told of what they
// have set.
Result<Api::Reply> Api::set_state(const Request& request) {
  setting_state_ = true;
  const Status set = open_work(core_, request.file);
  setting_state_ = false;
  if (!set) return set.error();
  return at_once(description_json(state()));
}

Result<Api::Reply> Api::configure(const Request& request) {
  const Status set = inkling::configure(core_, attributes_of(request));
  if (!set) return set.error();
  return at_once();
}

Result<Api::Reply> Api::get_picture(const Request& request) {
  const auto snapshot = static_cast<Snapshot>(choice_param(request, "what"));
  if (const Status can = check_snapshot(state(), snapshot); !can) return can.error();
  if (!request.wants_answer) return Reply();
  ++newest_snapshot_;
  snapshots_.push_back({newest_snapshot_, request.id, snapshot_name(core_, snapshot)});
  core_.host.take_snapshot(snapshot, newest_snapshot_);
  return Reply();
}

void Api::on_snapshot(int number, std::span<const std::uint8_t> png) {
  const auto found =
      std::find_if(snapshots_.begin(), snapshots_.end(),
                   [&](const WaitingSnapshot& waiting) { return waiting.number == number; });
  if (found == snapshots_.end()) return;
  const WaitingSnapshot asked = *found;
  snapshots_.erase(found);
  if (png.empty()) {
    reply(asked.id, Error{ErrorCode::kNoSnapshot, "The browser gives no surface to draw on."});
  } else {
    reply(asked.id, file_json(asked.name), png);
  }
}

// ---- Answers and notifications ------------------------------------------------------------------

void Api::on_event(const Event& event) {
  const bool teaching = state().training.teaching;  // `teach` answers for this short run itself.
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

void Api::on_answer(const EngineMessage& message) {
  const auto call = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& pending) {
    return pending.request == message.request;
  });
  if (call == pending_.end()) return;  // No call asked for it.
  const Pending answered = *call;
  pending_.erase(call);
  reply(answered.id, result_of(answered, message.event));
  do_waiting_calls();
}

// Converts the engine's answer into the result of the call.
Result<std::string> Api::result_of(const Pending& call, const Event& event) const {
  if (const auto* error = std::get_if<ErrorEvent>(&event)) {
    return Error{public_code(error->code), error->message};
  }
  if (std::holds_alternative<SupersededEvent>(event)) {
    return Error{ErrorCode::kSuperseded,
                 "Something that was asked for later took its place before it was done."};
  }
  if (call.method == Method::kTeach) return result_of_teach(call, event);
  if (const auto* finished = std::get_if<FinishedEvent>(&event)) return to_json(*finished);
  if (const auto* evaluated = std::get_if<EvaluatedEvent>(&event)) return to_json(*evaluated);
  if (std::holds_alternative<ImportedEvent>(event)) {
    // A run that the visitor has begun meanwhile keeps its network.
    return state().imported ? Result<std::string>(import_json(state()))
                            : Result<std::string>(kBusy);
  }
  if (const auto* picture = std::get_if<PictureReadEvent>(&event)) {
    return reading_json(state(), *picture);
  }
  if (const auto* speed = std::get_if<SpeedEvent>(&event)) return to_json(*speed);
  return std::string("{}");
}

Result<std::string> Api::result_of_teach(const Pending& call, const Event& event) const {
  const auto* finished = std::get_if<FinishedEvent>(&event);
  if (finished != nullptr && !finished->stopped && !finished->diverged) {
    return taught_json(state(), *finished);
  }
  const auto& drawings = state().user_drawings;
  const bool is_there = std::any_of(drawings.begin(), drawings.end(),
                                    [&](const UserDrawing& one) { return one.id == call.drawing; });
  if (!is_there) {
    return Error{
        ErrorCode::kSuperseded,
        "The drawing was taken away, or other work put in its place, before it was learned."};
  }
  return Error{ErrorCode::kNotLearned,
               "The drawing is kept, but something else ended the learning before its time. "
               "Every run that follows has it among its examples."};
}

void Api::on_engine_death(const std::string& said) {
  const Error error{
      ErrorCode::kEngineFailed,
      "The part that trains has stopped working. " +
          (said.empty() ? "" : "It said: " + said + ". ") +
          "It is being started anew; the drawing, the settings and the newest weights are kept."};
  notify("error", to_json(error));
  for (const Pending& call : std::exchange(pending_, {})) reply(call.id, error);
  do_waiting_calls();
}

void Api::on_prediction() {
  const Prediction& prediction = state().prediction;
  if (!prediction.empty && !state().demonstrating) {
    notify("prediction",
           prediction_json(state(), prediction.picture, prediction.probabilities, false));
  }
}

void Api::on_change() {
  if (!setting_state_) notify("state", "{}");
}

void Api::on_place_event(const char* name, const std::string& json) { notify(name, json); }

void Api::on_ready() { notify("ready", description_json(state())); }

void Api::reply(const std::string& id, const Result<std::string>& result,
                std::span<const std::uint8_t> attachment) {
  const std::string content =
      result ? "\"result\":" + *result : "\"error\":" + to_json(result.error());
  core_.host.post_to_parent("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + content + "}", attachment);
}

void Api::notify(const char* event, const std::string& detail) {
  core_.host.post_to_parent(std::string("{\"jsonrpc\":\"2.0\",\"method\":\"") + event +
                            "\",\"params\":" + detail + "}");
}

}  // namespace inkling
