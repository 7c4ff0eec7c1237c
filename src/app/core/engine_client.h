// EngineClient is the page's end of the conversation with the engine, and the only sender of
// commands. It numbers them, and knows which still wait for an answer and which events a later
// command has made stale.
#pragma once

#include <array>
#include <functional>
#include <map>

#include "engine/protocol.h"

namespace inkling {

class EngineClient {
 public:
  struct Link {
    std::function<void(const EngineRequest&)> post;
    // Starts a new engine in the place of one that died.
    std::function<void()> restart;
    // Sends a new engine what it must have of ours, before anything else.
    std::function<void()> restore;
  };
  explicit EngineClient(Link link) : link_(std::move(link)) {}

  // An engine that died is replaced first. Returns the number that the answer will have.
  RequestId send(Command command);

  // Received says what a message means for what the page knows.
  struct Received {
    // The event is of what was asked for last. If not, the state must not follow it.
    bool current = true;
    // The engine now has the weights that it was given, and they come back.
    bool own_weights = false;
    // The event belongs to a TrainCommand.
    bool of_run = false;
  };
  Received receive(const EngineMessage& message);

  bool alive() const { return alive_; }
  // Returns whether an answer is awaited.
  bool waits() const { return !open_.empty(); }
  // The engine will say nothing more: what was asked of it has no answer any more.
  void died();

 private:
  // Of the commands in a slot, only the newest counts. Those in kNetwork say what the network is to
  // be or to become; its runs end with it.
  enum class Slot {
    kNone,
    kNetwork,
    kTeaching,
    kGallery,
    kLessonPictures,
    kNeighbours,
    kMap,
    kExperiment,
    kImport,
    kPicture,
    kCamera,
    kSpeed,
    kCount
  };
  static Slot slot_of(const Command& command);

  struct Open {
    Slot slot = Slot::kNone;
    bool sets_weights = false;
  };

  Link link_;
  RequestId newest_ = kNoRequest;
  std::map<RequestId, Open> open_;
  std::array<RequestId, static_cast<std::size_t>(Slot::kCount)> newest_of_{};
  // It is the newest command that replaced the network; weights of an older origin are stale.
  RequestId replaced_ = kNoRequest;
  bool alive_ = true;
};

}  // namespace inkling
