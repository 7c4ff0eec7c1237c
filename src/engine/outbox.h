// The Outbox is the one place where the engine speaks to the page.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/protocol.h"

namespace inkling {

// Requests are commands that wait for an answer, the oldest one first.
using Requests = std::vector<RequestId>;

class Outbox {
 public:
  explicit Outbox(std::function<void(const EngineMessage&)> send) : send_(std::move(send)) {}

  // Sends an event that nobody asked for, or one that belongs to a request and does not answer it
  // yet.
  void tell(Event event, RequestId request = kNoRequest) const {
    send_({.event = std::move(event), .request = request});
  }

  // Sends the one answer to a request.
  void answer(RequestId request, Event event) const {
    send_({.event = std::move(event), .request = request, .answers = true});
  }

  // Sends the same answer to all of them, which wait no longer.
  void answer(Requests& requests, const Event& event) const {
    for (const RequestId request : std::exchange(requests, {})) answer(request, event);
  }

  void refuse(RequestId request, const Error& error) const {
    answer(request,
           ErrorEvent{.code = error.code, .message = error.message, .file = error.subject});
  }
  void refuse(RequestId request, ErrorCode code, std::string message) const {
    refuse(request, Error{code, std::move(message)});
  }
  void refuse_while_training(RequestId request) const {
    refuse(request, ErrorCode::kBusy, "A training run is under way. Stop it first, or wait.");
  }
  void refuse_without_run(RequestId request) const {
    refuse(request, ErrorCode::kNotTraining, "No training run is under way.");
  }

 private:
  std::function<void(const EngineMessage&)> send_;
};

}  // namespace inkling
