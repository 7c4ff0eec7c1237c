// The public API: JSON-RPC 2.0 between the page that embeds the app and the app.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/api_request.h"
#include "app/host.h"
#include "app/learn.h"
#include "app/state.h"

namespace inkling {

// Names and values of the element's attributes.
using Attributes = std::vector<std::pair<std::string, std::string>>;

class Api {
 public:
  // What the API may do to the app.
  struct Actions {
    State& state;
    AppHost& host;
    std::function<void(const Action&)> act;
    // Replaces what is on the pad.
    std::function<void(const Drawing&)> draw;
    // Sets parameters of the page's address anew: all of them, or none.
    std::function<Status(const Attributes& attributes)> configure;
  };

  explicit Api(Actions actions) : app_(std::move(actions)) {}

  // The settings of the page's address, from which `train` starts where its parameters are silent.
  void set_defaults(const Settings& settings) { defaults_ = settings; }

  // One request as JSON text. Answers now or, where the engine must do it, when the engine has done
  // it.
  // `attachment` stands for params.bytes.
  void call(std::string_view json, std::span<const std::uint8_t> attachment = {});

  // Told of every event after the state has taken it; answers calls and notifies the embedding
  // page.
  void engine_event(const Event& event);
  void engine_died(const std::string& said);
  void drawing_read();                               // a `prediction` notification
  void game(GameKind kind, const GameEvent& event);  // a `game` notification
  void lesson(const LessonEvent& event);             // a `lesson` notification
  void ready();

 private:
  // A call that the engine will answer.
  struct Pending {
    enum class Answer {
      kFinished,
      kEvaluated,
      kPaused,
      kResumed,
      kStopped,
      kReset,
      kMeasured,
      kTaught
    };
    Answer answer;
    std::string id;  // as JSON
  };

  // A result as JSON, with a file beside it; none yet where the engine must do something first.
  struct Document {
    std::string json;
    std::vector<std::uint8_t> attachment = {};
  };
  using Reply = std::optional<Document>;
  static Reply at_once(std::string json = "{}") { return Document{std::move(json)}; }
  Reply later(const Request& request, Pending::Answer answer);

  Result<Reply> dispatch(const Request& request);
  Result<Reply> train(const Request& request);
  // To have the run as wanted; it may be so already.
  Result<Reply> control_run(const Request& request, Training::Phase wanted, const Action& action,
                            Pending::Answer answer);
  Result<Reply> reset(const Request& request);
  Result<Reply> measure_speed(const Request& request);
  Result<Reply> predict_picture(const Request& request);
  Result<Reply> teach(const Request& request);
  Result<Reply> explain(const Request& request);
  Result<Reply> draw(const Request& request);
  Result<Reply> start_game(const Request& request);
  Result<Reply> answer_duel(const Request& request);
  Result<Reply> export_model(const Request& request);
  Result<Reply> import_model(const Request& request);
  Result<Reply> configure(const Request& request);

  // The calls that wait for an answer of this kind, and wait no longer.
  std::vector<Pending> take_waiting(Pending::Answer answer);
  void resolve(Pending::Answer answer, const std::string& result);
  void reject(Pending::Answer answer, const Error& error);
  void reject_waiting(const Error& error);
  void reply(const std::string& id, const Result<std::string>& result,
             std::span<const std::uint8_t> attachment = {});
  void notify(const char* event, const std::string& detail);

  Actions app_;
  Settings defaults_;
  std::vector<Pending> pending_;
};

}  // namespace inkling
