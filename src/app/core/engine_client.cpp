#include "app/core/engine_client.h"

#include <utility>

#include "nn/network.h"

namespace inkling {
namespace {

// Returns whether the engine has another network after the command.
bool replaces_network(const Command& command) {
  if (const auto* teach = std::get_if<TeachCommand>(&command)) {
    return teach->classes != same_classes(static_cast<int>(teach->classes.size()));
  }
  return std::holds_alternative<ResetCommand>(command) ||
         std::holds_alternative<SetWeightsCommand>(command) ||
         std::holds_alternative<UseDataCommand>(command);
}

}  // namespace

EngineClient::Slot EngineClient::slot_of(const Command& command) {
  struct Visitor {
    Slot operator()(const TrainCommand&) { return Slot::kNetwork; }
    Slot operator()(const ResetCommand&) { return Slot::kNetwork; }
    Slot operator()(const SetWeightsCommand&) { return Slot::kNetwork; }
    Slot operator()(const UseDataCommand&) { return Slot::kNetwork; }
    // Without anything to be learned there is no run, and one under way goes on.
    Slot operator()(const TeachCommand& teach) {
      return teach.learn && !teach.labels.empty() ? Slot::kTeaching : Slot::kNone;
    }
    Slot operator()(const PicturesCommand& pictures) {
      return pictures.use == PicturesFor::kGallery ? Slot::kGallery : Slot::kLessonPictures;
    }
    Slot operator()(const NeighboursCommand&) { return Slot::kNeighbours; }
    Slot operator()(const MapCommand&) { return Slot::kMap; }
    Slot operator()(const ExperimentCommand&) { return Slot::kExperiment; }
    Slot operator()(const MeasureSpeedCommand&) { return Slot::kSpeed; }
    Slot operator()(const LoadDataCommand&) { return Slot::kNone; }
    Slot operator()(const PauseCommand&) { return Slot::kNone; }
    Slot operator()(const ResumeCommand&) { return Slot::kNone; }
    Slot operator()(const StopCommand&) { return Slot::kNone; }
    Slot operator()(const TestPicturesCommand&) { return Slot::kNone; }
    Slot operator()(const EvaluateCommand&) { return Slot::kNone; }
    Slot operator()(const ImportCommand&) { return Slot::kImport; }
    Slot operator()(const ReadPictureCommand& picture) {
      return picture.use == ReadingFor::kVisitor  ? Slot::kPicture
             : picture.use == ReadingFor::kCamera ? Slot::kCamera
                                                  : Slot::kNone;
    }
  };
  return std::visit(Visitor{}, command);
}

RequestId EngineClient::send(Command command) {
  if (!alive_) {
    alive_ = true;
    link_.restart();
    link_.restore();
  }
  const RequestId id = ++newest_;
  const Slot slot = slot_of(command);
  open_[id] = {slot, std::holds_alternative<SetWeightsCommand>(command)};
  newest_of_[static_cast<std::size_t>(slot)] = id;
  if (replaces_network(command)) replaced_ = id;
  link_.post({.id = id, .command = std::move(command)});
  return id;
}

EngineClient::Received EngineClient::receive(const EngineMessage& message) {
  const auto* weights = std::get_if<WeightsEvent>(&message.event);
  Received received;
  if (weights != nullptr) received.current = weights->origin >= replaced_;
  if (message.request == kNoRequest) return received;
  const auto found = open_.find(message.request);
  // It has been answered already, or was asked of an engine that is no more.
  if (found == open_.end()) return {.current = false};
  const Open open = found->second;
  if (message.answers) open_.erase(found);
  if (weights != nullptr) {
    received.own_weights = received.current && open.sets_weights;
    return received;
  }
  received.of_run = open.slot == Slot::kNetwork;
  if (open.slot == Slot::kNone) return received;
  received.current = newest_of_[static_cast<std::size_t>(open.slot)] == message.request;
  // A network that took the place of another one has ended the other's runs.
  const bool run = open.slot == Slot::kNetwork || open.slot == Slot::kTeaching;
  if (run && message.request < replaced_) received.current = false;
  return received;
}

void EngineClient::died() {
  alive_ = false;
  open_.clear();
}

}  // namespace inkling
