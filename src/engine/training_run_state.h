// A training run is in one of these states, and these inputs lead from one to another.
//
//  state            means
//  ---------------  -------------------------------------------------------------------------------
//  waiting          the manifest, or images of the next step, have not arrived yet
//  training         the next step can be taken
//  paused           the page has paused the run, whose data was there
//  paused waiting   the page has paused the run while it was waiting
//  epoch            an epoch has ended and is evaluated; another one follows
//  epoch paused     the same, but no step is to follow before the page resumes the run
//  epoch stopped    the same, but the page has stopped the run: the epoch is its last one
//  last epoch       the last epoch has ended and is evaluated
//  stopped          the page has stopped the run within an epoch, and the network is evaluated
//  done             the run is over, and its requests have been answered
//
//  input            comes from  means
//  ---------------  ----------  -------------------------------------------------------------------
//  data arrived     the loader  a file of the data set, by which the run may go on
//  data missing     a step      the images of the next step have not arrived
//  data failed      the loader  what the run needs next could not be had; a stopped run has it
//  epoch ended      a step      it was the last one of an epoch, and another epoch follows
//  last ended       a step      it was the last one of the last epoch
//  evaluated        evaluation  the whole test set has been evaluated
//  diverged         a step      the loss has run away
//  pause, resume    the page
//  stop             the page    the run is to end, and the network to be evaluated first
//  end              the engine  the run is to end at once: another network takes the place of this
//                               one, another run that of this one, or a stopped run cannot be
//                               evaluated
//
// These are the next states; what is left empty is refused, and changes nothing:
//
//  state          | data    | data    | data   | epoch | last  | evalu-  | di-    |
//                 | arrived | missing | failed | ended | ended | ated    | verged |
//  ---------------+---------+---------+--------+-------+-------+---------+--------+
//  waiting        | training|         | done   |       |       |         |        |
//  training       |         | waiting |        | epoch | last  |         | done   |
//                 |         |         |        |       | epoch |         |        |
//  paused         |         |         |        |       |       |         |        |
//  paused waiting | paused  |         | done   |       |       |         |        |
//  epoch          |         |         | done   |       |       | training|        |
//  epoch paused   |         |         | done   |       |       | paused  |        |
//  epoch stopped  |         |         |        |       |       | done    |        |
//  last epoch     |         |         | done   |       |       | done    |        |
//  stopped        |         |         |        |       |       | done    |        |
//  done           |         |         |        |       |       |         |        |
//
//  state          | pause          | resume        | stop          | end  |
//  ---------------+----------------+---------------+---------------+------+
//  waiting        | paused waiting | waiting       | stopped       | done |
//  training       | paused         | training      | stopped       | done |
//  paused         | paused         | training      | stopped       | done |
//  paused waiting | paused waiting | waiting       | stopped       | done |
//  epoch          | epoch paused   | epoch         | epoch stopped | done |
//  epoch paused   | epoch paused   | epoch         | epoch stopped | done |
//  epoch stopped  | epoch stopped  | epoch stopped | epoch stopped | done |
//  last epoch     | last epoch     | last epoch    | last epoch    | done |
//  stopped        | stopped        | stopped       | stopped       | done |
//  done           |                |               |               |      |
#pragma once

#include <array>
#include <optional>

namespace inkling {

enum class RunState {
  kWaiting,
  kTraining,
  kPaused,
  kPausedWaiting,
  kEpoch,
  kEpochPaused,
  kEpochStopped,
  kLastEpoch,
  kStopped,
  kDone,
};
inline constexpr int kRunStates = 10;

enum class RunInput {
  kDataArrived,
  kDataMissing,
  kDataFailed,
  kEpochEnded,
  kLastEpochEnded,
  kEvaluated,
  kDiverged,
  kPause,
  kResume,
  kStop,
  kEnd,
};
inline constexpr int kRunInputs = 11;

struct RunTransition {
  RunState from;
  RunInput input;
  RunState to;
};

// clang-format off
inline constexpr auto kRunTransitions = std::to_array<RunTransition>({
    {RunState::kWaiting, RunInput::kDataArrived, RunState::kTraining},
    {RunState::kWaiting, RunInput::kDataFailed, RunState::kDone},
    {RunState::kWaiting, RunInput::kPause, RunState::kPausedWaiting},
    {RunState::kWaiting, RunInput::kResume, RunState::kWaiting},
    {RunState::kWaiting, RunInput::kStop, RunState::kStopped},
    {RunState::kWaiting, RunInput::kEnd, RunState::kDone},

    {RunState::kTraining, RunInput::kDataMissing, RunState::kWaiting},
    {RunState::kTraining, RunInput::kEpochEnded, RunState::kEpoch},
    {RunState::kTraining, RunInput::kLastEpochEnded, RunState::kLastEpoch},
    {RunState::kTraining, RunInput::kDiverged, RunState::kDone},
    {RunState::kTraining, RunInput::kPause, RunState::kPaused},
    {RunState::kTraining, RunInput::kResume, RunState::kTraining},
    {RunState::kTraining, RunInput::kStop, RunState::kStopped},
    {RunState::kTraining, RunInput::kEnd, RunState::kDone},

    {RunState::kPaused, RunInput::kPause, RunState::kPaused},
    {RunState::kPaused, RunInput::kResume, RunState::kTraining},
    {RunState::kPaused, RunInput::kStop, RunState::kStopped},
    {RunState::kPaused, RunInput::kEnd, RunState::kDone},

    {RunState::kPausedWaiting, RunInput::kDataArrived, RunState::kPaused},
    {RunState::kPausedWaiting, RunInput::kDataFailed, RunState::kDone},
    {RunState::kPausedWaiting, RunInput::kPause, RunState::kPausedWaiting},
    {RunState::kPausedWaiting, RunInput::kResume, RunState::kWaiting},
    {RunState::kPausedWaiting, RunInput::kStop, RunState::kStopped},
    {RunState::kPausedWaiting, RunInput::kEnd, RunState::kDone},

    {RunState::kEpoch, RunInput::kDataFailed, RunState::kDone},
    {RunState::kEpoch, RunInput::kEvaluated, RunState::kTraining},
    {RunState::kEpoch, RunInput::kPause, RunState::kEpochPaused},
    {RunState::kEpoch, RunInput::kResume, RunState::kEpoch},
    {RunState::kEpoch, RunInput::kStop, RunState::kEpochStopped},
    {RunState::kEpoch, RunInput::kEnd, RunState::kDone},

    {RunState::kEpochPaused, RunInput::kDataFailed, RunState::kDone},
    {RunState::kEpochPaused, RunInput::kEvaluated, RunState::kPaused},
    {RunState::kEpochPaused, RunInput::kPause, RunState::kEpochPaused},
    {RunState::kEpochPaused, RunInput::kResume, RunState::kEpoch},
    {RunState::kEpochPaused, RunInput::kStop, RunState::kEpochStopped},
    {RunState::kEpochPaused, RunInput::kEnd, RunState::kDone},

    {RunState::kEpochStopped, RunInput::kEvaluated, RunState::kDone},
    {RunState::kEpochStopped, RunInput::kPause, RunState::kEpochStopped},
    {RunState::kEpochStopped, RunInput::kResume, RunState::kEpochStopped},
    {RunState::kEpochStopped, RunInput::kStop, RunState::kEpochStopped},
    {RunState::kEpochStopped, RunInput::kEnd, RunState::kDone},

    {RunState::kLastEpoch, RunInput::kDataFailed, RunState::kDone},
    {RunState::kLastEpoch, RunInput::kEvaluated, RunState::kDone},
    {RunState::kLastEpoch, RunInput::kPause, RunState::kLastEpoch},
    {RunState::kLastEpoch, RunInput::kResume, RunState::kLastEpoch},
    {RunState::kLastEpoch, RunInput::kStop, RunState::kLastEpoch},
    {RunState::kLastEpoch, RunInput::kEnd, RunState::kDone},

    {RunState::kStopped, RunInput::kEvaluated, RunState::kDone},
    {RunState::kStopped, RunInput::kPause, RunState::kStopped},
    {RunState::kStopped, RunInput::kResume, RunState::kStopped},
    {RunState::kStopped, RunInput::kStop, RunState::kStopped},
    {RunState::kStopped, RunInput::kEnd, RunState::kDone},
});
// clang-format on

// Returns the state after this input, or nothing where it is refused.
constexpr std::optional<RunState> next_run_state(RunState state, RunInput input) {
  for (const RunTransition& transition : kRunTransitions) {
    if (transition.from == state && transition.input == input) return transition.to;
  }
  return std::nullopt;
}

}  // namespace inkling
