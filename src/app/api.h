// The public API: JSON-RPC 2.0 between the page that embeds the app and the app.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/host.h"
#include "app/learn.h"
#include "app/state.h"

namespace inkling {

inline constexpr const char* kVersion = "1.0.0";

class Api {
 public:
  // What the API may do to the app.
  struct Actions {
    State& state;
    AppHost& host;
    std::function<void(const Action&)> act;
    // Replaces what is on the pad.
    std::function<void(const Drawing&)> draw;
    // Sets a parameter of the page's address anew.
    std::function<Status(const std::string& name, const std::string& value)> configure;
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
  void engine_died();
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

  struct Request;
  Result<std::string> dispatch(const Request& request, bool& answered_later);
  // Answers those who wait for it.
  void resolve(Pending::Answer answer, const std::string& result);
  void reject_waiting(const Error& error);
  void reply(const std::string& id, const Result<std::string>& result,
             std::span<const std::uint8_t> attachment = {});
  void notify(const char* event, const std::string& detail);
  std::string description() const;

  Actions app_;
  Settings defaults_;
  std::vector<Pending> pending_;
};

}  // namespace inkling
