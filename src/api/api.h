// The public API is JSON-RPC 2.0 between the app and the page that embeds it.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/api_request.h"
#include "app/core/core.h"
#include "app/places.h"

namespace inkling {

class Api : public CoreListener {
 public:
  Api(Core& core, Places& places);

  // Handles one request, given as JSON text. Answers at once or, where the engine must do it, when
  // the engine has done it. `attachment` stands for params.bytes.
  void call(std::string_view json, std::span<const std::uint8_t> attachment = {});

  // These callbacks tell the embedding page what happens in the app. A call is answered when the
  // engine has answered the command that the call sent.
  void on_ready() override;
  void on_event(const Event& event) override;
  void on_answer(const EngineMessage& message) override;
  void on_engine_death(const std::string& said) override;
  void on_prediction() override;
  void on_change() override;
  void on_place_event(const char* name, const std::string& json) override;
  // The page has made a picture of this number, or could not: then there are no bytes.
  void on_snapshot(int number, std::span<const std::uint8_t> png);

 private:
  // A Pending call waits for the engine's answer to a command.
  struct Pending {
    RequestId request;
    Method method;
    std::string id;             // The id is JSON text.
    std::uint64_t drawing = 0;  // `teach` waits for this one to be learned.
  };

  // This call waits for a picture, which the page makes.
  struct WaitingSnapshot {
    int number;
    std::string id;
    std::string name;
  };

  // This call came while a network was being taken in.
  struct Waiting {
    std::string json;
    std::vector<std::uint8_t> attachment;
  };

  // A Document is a result as JSON, with a file beside it. A Reply has none yet where the engine
  // must do something first.
  struct Document {
    std::string json;
    std::vector<std::uint8_t> attachment = {};
  };
  using Reply = std::optional<Document>;
  static Reply at_once(std::string json = "{}") { return Document{std::move(json)}; }
  // Answers when the engine has answered `asked`.
  Result<Reply> later(const Request& request, RequestId asked);

  void do_call(std::string_view json, std::span<const std::uint8_t> attachment);
  bool is_importing() const;
  void do_waiting_calls();
  Result<Reply> dispatch(const Request& request);
  Result<Reply> train(const Request& request);
  // Brings the run into the phase that is wanted, which it may be in already.
  Result<Reply> control_run(const Request& request, Training::Phase wanted, const Action& action);
  Result<Reply> reset(const Request& request);
  Result<Reply> measure_speed(const Request& request);
  bool has_classes(const Request& request) const;
  Result<Reply> predict_picture(const Request& request);
  Result<Reply> teach(const Request& request);
  Result<Reply> explain(const Request& request);
  Result<Reply> draw(const Request& request);
  Result<Reply> start_game(const Request& request);
  Result<Reply> answer_duel(const Request& request);
  Result<Reply> export_model(const Request& request);
  Result<Reply> import_model(const Request& request);
  Result<Reply> get_picture(const Request& request);
  Result<Reply> read_picture(const Request& request);
  Result<Reply> set_state(const Request& request);
  Result<Reply> configure(const Request& request);

  Result<std::string> result_of(const Pending& call, const Event& event) const;
  Result<std::string> result_of_teach(const Pending& call, const Event& event) const;
  void reply(const std::string& id, const Result<std::string>& result,
             std::span<const std::uint8_t> attachment = {});
  void notify(const char* event, const std::string& detail);

  State& state() { return core_.state; }
  const State& state() const { return core_.state; }

  Core& core_;
  Places& places_;
  std::vector<Pending> pending_;
  std::deque<Waiting> waiting_;
  std::vector<WaitingSnapshot> snapshots_;
  int newest_snapshot_ = kVisitorsSnapshot;
  bool setting_state_ = false;
};

}  // namespace inkling
