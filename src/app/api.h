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
    // Both return the number of the command that the engine was given, if any.
    std::function<RequestId(const Action&)> act;
    std::function<RequestId(const Command&)> send;
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

  // Told of every event after the state has taken it; notifies the embedding page.
  void engine_event(const Event& event);
  // The engine has answered a command: with that, the call is answered that wanted it.
  void answered(const EngineMessage& message);
  void engine_died(const std::string& said);
  void drawing_read();                               // a `prediction` notification
  void game(GameKind kind, const GameEvent& event);  // a `game` notification
  void lesson(const LessonEvent& event);             // a `lesson` notification
  void ready();

 private:
  // A call that waits for the engine's answer to a command.
  struct Pending {
    RequestId request;
    Method method;
    std::string id;  // as JSON
  };

  // A result as JSON, with a file beside it; none yet where the engine must do something first.
  struct Document {
    std::string json;
    std::vector<std::uint8_t> attachment = {};
  };
  using Reply = std::optional<Document>;
  static Reply at_once(std::string json = "{}") { return Document{std::move(json)}; }
  // Answers when the engine has answered `asked`.
  Result<Reply> later(const Request& request, RequestId asked);

  Result<Reply> dispatch(const Request& request);
  Result<Reply> train(const Request& request);
  // To have the run as wanted; it may be so already.
  Result<Reply> control_run(const Request& request, Training::Phase wanted, const Action& action);
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

  Result<std::string> result_of(Method method, const Event& event) const;
  void reply(const std::string& id, const Result<std::string>& result,
             std::span<const std::uint8_t> attachment = {});
  void notify(const char* event, const std::string& detail);

  Actions app_;
  Settings defaults_;
  std::vector<Pending> pending_;
};

}  // namespace inkling
