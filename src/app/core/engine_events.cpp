#include "app/core/engine_events.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/core/data_sets.h"
#include "app/core/drawing.h"
#include "app/core/importing.h"
#include "app/core/notices.h"
#include "app/core/saving.h"
#include "app/core/user_drawings.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// While training runs, the weights are saved after this many WeightsEvents, which take some
// seconds.
constexpr int kSaveEvery = 30;

float epochs_of(const State& state, int step) {
  const ProgressEvent& progress = state.training.progress;
  if (progress.steps == 0) return 0;
  return static_cast<float>(step) * static_cast<float>(progress.epochs) /
         static_cast<float>(progress.steps);
}

// The curves end with what was measured last, which is also told beside them. They do so after
// teaching, too: the network is another one then, and its curve goes straight up or down.
void measured_at_the_end(Training& training, const FinishedEvent& event) {
  std::vector<CurvePoint>& curve = training.test_curve;
  if (curve.empty() && event.teaching) return;  // Nothing has been plotted.
  float at = training.train_curve.empty() ? 0 : training.train_curve.back().epochs;
  if (!curve.empty()) at = std::max(at, curve.back().epochs);
  const CurvePoint point = {at, static_cast<float>(event.test_loss),
                            static_cast<float>(event.test_accuracy)};
  // A quick look at a part of the images gives way to the measurement of all.
  if (!event.teaching && !curve.empty() && curve.back().epochs == at) curve.pop_back();
  curve.push_back(point);
}

// EventVisitor changes the shared state as an event says.
struct EventVisitor {
  State& state;

  void operator()(const ReadyEvent& event) {
    state.kernel = event.kernel;
    state.threads = event.threads;
  }

  void operator()(const LoadingEvent& event) {
    state.data.loading = event;
    state.data.failed = false;
  }

  void operator()(const WeightsEvent& event) {
    // Weights of other classes than those on the page belong to a moment before or after.
    if (event.layers.empty() || event.layers.back() != state.classes()) return;
    Network<float> network({.layers = event.layers, .activation = event.activation});
    const auto parameters = network.parameters();
    if (parameters.size() != event.parameters.size()) return;
    std::copy(event.parameters.begin(), event.parameters.end(), parameters.begin());
    state.model.replace(std::move(network),
                        event.trained ? Model::Origin::kTrained : Model::Origin::kRandom);
  }

  void operator()(const ProgressEvent& event) {
    Training& training = state.training;
    if (training.teaching) return;
    training.progress = event;
    const float epochs = training.epochs_before + epochs_of(state, event.step);
    training.train_curve.push_back(
        {epochs, static_cast<float>(event.train_loss), static_cast<float>(event.train_accuracy)});
    if (event.has_test_sample) {
      training.test_curve.push_back(
          {epochs, static_cast<float>(event.test_loss), static_cast<float>(event.test_accuracy)});
    }
  }

  void operator()(const EpochEvent& event) {
    if (state.training.teaching) return;
    state.training.test_curve.push_back(
        {state.training.epochs_before + static_cast<float>(event.epoch),
         static_cast<float>(event.test_loss), static_cast<float>(event.test_accuracy)});
  }

  void operator()(const RunStateEvent& event) {
    using Phase = Training::Phase;
    Training& training = state.training;
    // A run that is paced rests after each step, and is not paused.
    training.phase = !event.running && !training.paced ? Phase::kPaused
                     : event.waiting_for_data          ? Phase::kWaitingForData
                                                       : Phase::kRunning;
    training.teaching = event.teaching;
  }

  void operator()(const FinishedEvent& event) {
    state.training.phase = Training::Phase::kIdle;
    state.training.teaching = state.training.paced = false;
    if (event.teaching) {
      state.teaching_wanted = false;
    } else {
      state.training.result = event;
    }
    if (!std::isfinite(event.test_accuracy)) return;
    state.model.test_accuracy = event.test_accuracy;
    state.model.confusion = event.confusion;
    measured_at_the_end(state.training, event);
  }

  void operator()(const EvaluatedEvent& event) {
    // In a run the weights go on changing, so it was measured of others than those at hand.
    if (state.training.phase != Training::Phase::kRunning) {
      state.model.test_accuracy = event.accuracy;
      state.model.confusion = event.confusion;
    }
  }

  // The places handle these.
  void operator()(const TestPicturesEvent&) {}
  void operator()(const PicturesEvent&) {}
  void operator()(const NeighboursEvent&) {}
  void operator()(const MapEvent&) {}
  void operator()(const ExperimentEvent&) {}
  void operator()(const ImportedEvent&) {}  // take_import() has it.
  void operator()(const PictureReadEvent&) {}
  void operator()(const SpeedEvent&) {}
  void operator()(const DataSetEvent&) {}  // take_data_set() has it.

  void operator()(const DoneEvent&) {}
  void operator()(const SupersededEvent&) {}

  // This error answers no command; an error that does is handled by whoever sent the command.
  void operator()(const ErrorEvent& event) {
    const bool of_file = event.code == ErrorCode::kUnreachable || event.code == ErrorCode::kDamaged;
    // A run that an error before this one ended is still wanted.
    const bool training_wanted = state.training.phase != Training::Phase::kIdle ||
                                 (state.notice && state.notice->retry_training);
    state.data.failed = state.data.failed || of_file;
    if (event.code == ErrorCode::kDataSet) state.data_on_its_way = false;
    state.notice = {.code = event.code,
                    .subject = event.file,
                    .retry_training = training_wanted && event.code != ErrorCode::kDiverged};
  }
};

bool is_refusal(const EngineMessage& message) {
  return message.answers && (std::holds_alternative<ErrorEvent>(message.event) ||
                             std::holds_alternative<SupersededEvent>(message.event));
}

// Announces that loading begins, stalls or ends.
void announce_loading(Core& core, const LoadingEvent& before) {
  const LoadingEvent& now = core.state.data.loading;
  if (core.state.own_data) return;  // It was read at once.
  if (before.total == 0) {
    announce(core, Text::kSayLoading);
  } else if (now.complete && !before.complete) {
    announce(core, Text::kSayLoaded);
  } else if (now.stalled && !before.stalled) {
    announce(core, Text::kLoadingStalled);
  }
}

void announce_progress(Core& core, const Event& event) {
  const State& state = core.state;
  const auto* epoch = std::get_if<EpochEvent>(&event);
  if (epoch != nullptr && !state.training.teaching) {
    announce(core, Text::kSayEpoch,
             {std::to_string(epoch->epoch), percent(state.language, epoch->test_accuracy, 1)});
  }
  const auto* finished = std::get_if<FinishedEvent>(&event);
  if (finished == nullptr) return;
  if (finished->teaching) {
    announce(core, newest_is_learned(state) ? Text::kDrawingsLearned : Text::kDrawingsNotLearned);
  } else if (std::isfinite(finished->test_accuracy)) {
    announce(core, Text::kSayFinished, {percent(state.language, finished->test_accuracy, 2)});
  }
}

// `own_weights` says that the weights are those that the engine was given, which come back.
void take_event(Core& core, const Event& event, bool own_weights) {
  Model& model = core.state.model;
  const bool is_weights = std::holds_alternative<WeightsEvent>(event);
  const Model::Origin origin = model.origin;
  const std::optional<double> accuracy = model.test_accuracy;
  const std::vector<int> confusion = model.confusion;
  const LoadingEvent loading_before = core.state.data.loading;
  const std::optional<Notice> notice_before = core.state.notice;
  apply_event(core, event);
  if (const auto& notice = core.state.notice; notice && notice != notice_before) {
    announce(core, notice_words(core.state, *notice));
  }
  if (is_weights && own_weights) {
    // All that is known of them is still true.
    model.origin = origin;
    model.test_accuracy = accuracy;
    model.confusion = confusion;
  }
  if (origin != Model::Origin::kRandom && !model.trained()) save(core, SavedPart::kNetwork);
  if (is_weights) {
    tell_prediction(core);
    if (++core.weights_since_saved >= kSaveEvery) save(core, SavedPart::kNetwork);
  }
  if (std::holds_alternative<FinishedEvent>(event)) save(core, SavedPart::kNetwork);
  if (std::holds_alternative<LoadingEvent>(event)) announce_loading(core, loading_before);
  announce_progress(core, event);
}

void tell_ready(Core& core) {
  if (std::exchange(core.announced_ready, true) || core.listener == nullptr) return;
  core.listener->on_ready();
}

}  // namespace

void apply_event(Core& core, const Event& event) {
  // Progress that comes while data was waited for means that the data has come.
  Training& training = core.state.training;
  if (std::holds_alternative<ProgressEvent>(event) &&
      training.phase == Training::Phase::kWaitingForData) {
    training.phase = Training::Phase::kRunning;
  }
  std::visit(EventVisitor{core.state}, event);
  if (std::holds_alternative<WeightsEvent>(event)) predict_drawing(core);
  for (Place* place : core.places) {
    if (core.is_open(*place)) place->on_event(event);
  }
}

void on_engine_message(Core& core, const EngineMessage& message) {
  const EngineClient::Received received = core.engine.receive(message);
  if (is_refusal(message)) {
    for (Place* place : core.places) place->on_refusal(message.request);
  }
  if (message.answers && message.request == core.importing.request &&
      message.request != kNoRequest) {
    take_import(core, message.event);
  }
  if (received.current) {
    // The page marked the run as begun in the hope that the engine would do it, and it is not done.
    if (is_refusal(message) && received.of_run && !core.state.training.teaching) {
      core.state.training.phase = Training::Phase::kIdle;
    }
    // An error that answers a command is handled by whoever sent it; what went wrong is told
    // separately.
    if (!message.answers || !std::holds_alternative<ErrorEvent>(message.event)) {
      take_event(core, message.event, received.own_weights);
      if (const auto* data = std::get_if<DataSetEvent>(&message.event)) take_data_set(core, *data);
      if (core.listener != nullptr) core.listener->on_event(message.event);
      if (std::holds_alternative<ReadyEvent>(message.event)) {
        clear_notice(core, ErrorCode::kEngineSilent);
        tell_ready(core);
      }
    }
  }
  if (message.answers && core.listener != nullptr) core.listener->on_answer(message);
  // A camera's frames come many times a second, and the page moves them by itself.
  const auto* picture = std::get_if<PictureReadEvent>(&message.event);
  if (picture == nullptr || picture->use != ReadingFor::kCamera) wake(core);
}

void on_engine_silence(Core& core) {
  if (core.announced_ready) return;
  tell_missing(core, ErrorCode::kEngineSilent);
  tell_ready(core);
}

void on_engine_death(Core& core, const std::string& said) {
  if (!core.engine.alive()) return;
  core.engine.died();
  give_up_import(core);
  State& state = core.state;
  const bool training = !state.idle() && !state.own_data;
  for (Place* place : core.places) {
    place->on_event(ErrorEvent{.code = ErrorCode::kEngineFailed, .message = said, .file = ""});
  }
  state.training.paced = false;
  state.training.phase = Training::Phase::kIdle;
  leave_own_data(core);  // Its images were in the engine that is no more.
  tell(core, {.code = ErrorCode::kEngineFailed, .subject = said, .retry_training = training});
  state.teaching_wanted = false;
  state.data_on_its_way = false;
  if (core.listener != nullptr) core.listener->on_engine_death(said);
  tell_ready(core);
}

}  // namespace inkling
