#include "app/update.h"

#include <algorithm>
#include <cmath>

#include "app/demonstration.h"
#include "app/learn.h"
#include "app/look.h"
#include "app/play.h"
#include "app/saved_records.h"
#include "nn/verdict.h"

namespace inkling {

namespace {

// Bars cover most of their way in this time.
constexpr double kBarsMs = 60;
constexpr float kBarsStill = 0.002f;

// A drawing given from outside fills this share of the pad.
constexpr float kPlacedSize = 0.62f;

// The two ends of a stroke's next piece are at least this far apart, in shares of the pad: nearer
// ones add nothing.
constexpr float kNearest = 0.002f;

// From this probability on a drawing is taken for something.
constexpr float kTaken = 0.4f;

// Above this probability a drawing of the visitor's own counts as learned.
constexpr float kLearned = 0.5f;

// In shares of the pad's side.
constexpr float kEraserRadius = 0.05f;

float epochs_of(const State& state, int step) {
  const ProgressEvent& progress = state.training.progress;
  if (progress.steps == 0) return 0;
  return static_cast<float>(step) * static_cast<float>(progress.epochs) /
         static_cast<float>(progress.steps);
}

// The curves end with what was measured last, which is also told beside them. After teaching too:
// the network is another one then, and its curve goes straight up or down.
void measured_at_the_end(Training& training, const FinishedEvent& event) {
  std::vector<CurvePoint>& curve = training.test_curve;
  if (curve.empty() && event.teaching) return;  // nothing has been plotted
  float at = training.train_curve.empty() ? 0 : training.train_curve.back().epochs;
  if (!curve.empty()) at = std::max(at, curve.back().epochs);
  const CurvePoint point = {at, static_cast<float>(event.test_loss),
                            static_cast<float>(event.test_accuracy)};
  // A quick look at a part of the images gives way to the measurement of all.
  if (!event.teaching && !curve.empty() && curve.back().epochs == at) curve.pop_back();
  curve.push_back(point);
}

struct EventVisitor {
  State& state;

  void operator()(const ReadyEvent& event) {
    state.kernel = event.kernel;
    state.threads = event.threads;
  }

  void operator()(const LoadingEvent& event) { state.data.loading = event; }

  void operator()(const WeightsEvent& event) {
    NetworkShape shape{.layers = event.layers, .activation = event.activation};
    if (shape != state.network.shape()) state.network = Network<float>(std::move(shape));
    const auto parameters = state.network.parameters();
    if (parameters.size() != event.parameters.size()) return;
    std::copy(event.parameters.begin(), event.parameters.end(), parameters.begin());
    state.trained = event.trained;
    state.test_accuracy.reset();
    if (state.inside.survey) state.inside.survey->outdated = true;
    state.inside.asked.nearest_outdated = true;
    read_drawing(state);
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
    state.training.phase = !event.running           ? Phase::kPaused
                           : event.waiting_for_data ? Phase::kWaitingForData
                                                    : Phase::kRunning;
    state.training.teaching = event.teaching;
    state.inside.experiment.running = false;  // a run ends it
  }

  void operator()(const FinishedEvent& event) {
    state.training.phase = Training::Phase::kIdle;
    state.training.teaching = false;
    if (event.teaching) {
      state.teaching_wanted = false;
    } else {
      state.training.result = event;
    }
    if (!std::isfinite(event.test_accuracy)) return;
    state.test_accuracy = event.test_accuracy;
    measured_at_the_end(state.training, event);
  }

  void operator()(const EvaluatedEvent& event) {
    state.test_accuracy = event.accuracy;
    survey_came(state, event);
  }

  void operator()(const TestPicturesEvent& event) { pictures_came(state, event); }

  void operator()(const PicturesEvent& event) { pictures_came(state, event); }
  void operator()(const NeighboursEvent& event) { state.inside.nearest = event; }
  void operator()(const MapEvent& event) { state.inside.map = event; }

  void operator()(const ExperimentEvent& event) {
    ExperimentView& view = state.inside.experiment;
    if (!view.running) return;
    view.sides = event.sides;
    view.running = !(event.sides[0].done && event.sides[1].done);
  }

  void operator()(const SpeedEvent& event) {
    state.speed = event.figures;
    state.measuring_speed = !event.done;
  }

  void operator()(const DoneEvent&) {}
  void operator()(const SupersededEvent&) {}

  // Of what nobody asked for; the answer to a command is its own affair.
  void operator()(const ErrorEvent& event) {
    state.measuring_speed = false;
    state.inside.experiment.running = false;
    if (wants_pictures(state)) leave_game(state);
    // A run that an error before this one ended is still wanted.
    const bool training_wanted = state.training.phase != Training::Phase::kIdle ||
                                 (state.notice && state.notice->retry_training);
    state.notice = {.code = event.code,
                    .subject = event.file,
                    .remains = "",
                    .retry_training = training_wanted && event.code != ErrorCode::kDiverged};
  }
};

// Changes that hold all strokes before them are large: so many can be taken back.
constexpr std::ptrdiff_t kMostErasures = 40;

void forget_old_changes(Pad& pad) {
  auto& history = pad.history;
  const auto holds_strokes = [](const std::optional<Drawing>& change) {
    return change.has_value();
  };
  if (std::count_if(history.begin(), history.end(), holds_strokes) <= kMostErasures) return;
  history.erase(history.begin(), std::find_if(history.begin(), history.end(), holds_strokes) + 1);
}

// Whether what is on the pad belongs to a game.
bool has_game_pad(const State& state) {
  return state.play.kind.has_value() && state.place == Place::kPlay;
}

bool has_unit(const NetworkShape& shape, const Inside::Unit& unit) {
  const auto layer = static_cast<std::size_t>(unit.layer) + 1;  // the pixels are the first
  return layer < shape.layers.size() && unit.index < shape.layers[layer];
}

void end_demonstration(State& state) {
  state.demonstrating = false;
  state.demonstration.clear();
}

}  // namespace

void apply_event(State& state, const Event& event) {
  // Progress that comes while data was waited for means that it has come.
  if (std::holds_alternative<ProgressEvent>(event) &&
      state.training.phase == Training::Phase::kWaitingForData) {
    state.training.phase = Training::Phase::kRunning;
  }
  std::visit(EventVisitor{state}, event);
}

void read_drawing(State& state) {
  const Drawing& drawing = state.demonstrating ? state.demonstration : state.pad.strokes;
  Reading& reading = state.reading;
  const Probabilities before = reading.probabilities;
  const bool was_empty = reading.empty;
  reading.empty = is_empty(drawing);
  reading.picture = picture_of(drawing);
  reading.probabilities = {};
  if (!reading.empty) reading.probabilities = predict(state.network, reading.picture);
  const int likeliest_before = most_likely(before);
  const bool was_taken = !was_empty && before[static_cast<std::size_t>(likeliest_before)] >= kTaken;
  // Only who plays is guessed at aloud.
  const bool playing = state.place == Place::kPlay && (state.play.sprint || state.play.golf);
  if (reading.empty || !playing) {
    state.passed_guess.reset();
  } else if (was_taken && likeliest_before != reading.likeliest()) {
    state.passed_guess = likeliest_before;
  }
  state.mood = next_mood(state.mood, before, reading.probabilities, reading.empty);
  if (state.place == Place::kInside || state.place == Place::kLearn) look_inside(state);
  if (state.place == Place::kLearn) study(state);
}

void look_inside(State& state) {
  Inside& inside = state.inside;
  // Another network may have fewer layers and units.
  if (inside.unit && !has_unit(state.network.shape(), *inside.unit)) inside.unit.reset();
  if (state.reading.empty) {
    inside.insight.reset();
    inside.why.reset();
    return;
  }
  const Comparison two = compared(state.reading.probabilities, inside.digit, inside.against);
  const Trace way = trace(state.network, state.reading.picture, two.digit, two.against);
  inside.insight = insight_of(way, two.digit, two.against);
  inside.why = attribution_of(way, two.digit, two.against);
}

void go_to(State& state, Place place) {
  const bool changes_pads = state.play.kind && (place == Place::kPlay) != has_game_pad(state);
  state.place = place;
  if (changes_pads) std::swap(state.pad, state.play.hidden_pad);
}

const Pad& visitors_pad(const State& state) {
  return has_game_pad(state) ? state.play.hidden_pad : state.pad;
}

void eraser_down(State& state, InkPoint point) {
  state.pad.history.push_back(state.pad.strokes);
  erase_at(state, point);
}

void eraser_up(State& state) {
  // Where nothing was rubbed out, there is nothing to be taken back.
  auto& history = state.pad.history;
  if (!history.empty() && history.back() == state.pad.strokes) history.pop_back();
  forget_old_changes(state.pad);
}

void erase_at(State& state, InkPoint point) {
  Drawing rest;
  for (const Stroke& stroke : state.pad.strokes) {
    Stroke piece;
    for (const InkPoint& p : stroke) {
      if (std::hypot(p.x - point.x, p.y - point.y) > kEraserRadius) {
        piece.push_back(p);
      } else if (!piece.empty()) {
        rest.push_back(std::exchange(piece, {}));
      }
    }
    if (!piece.empty()) rest.push_back(std::move(piece));
  }
  state.pad.strokes = std::move(rest);
}

void pen_down(State& state, InkPoint point) {
  end_demonstration(state);
  play_before_drawing(state);
  if (state.pad.named) {
    state.pad = {};
    state.passed_guess.reset();
  }
  state.pad.strokes.push_back({point});
  state.pad.history.emplace_back();
  state.pad.pen_down = true;
  read_drawing(state);
}

void pen_move(State& state, InkPoint point) {
  if (!state.pad.pen_down) return;
  // What the pen was drawing may have been taken away meanwhile.
  if (state.pad.strokes.empty()) state.pad.strokes.emplace_back();
  Stroke& stroke = state.pad.strokes.back();
  if (stroke.empty()) {
    stroke.push_back(point);
    return;
  }
  if (std::hypot(point.x - stroke.back().x, point.y - stroke.back().y) < kNearest) return;
  stroke.push_back(point);
}

void pen_up(State& state) { state.pad.pen_down = false; }

Drawing strokes_after_undo(const Pad& pad) {
  if (pad.history.empty()) return pad.strokes;
  if (pad.history.back()) return *pad.history.back();
  Drawing rest = pad.strokes;
  if (!rest.empty()) rest.pop_back();
  return rest;
}

void undo(State& state) {
  play_before_wiping(state, false);
  Pad& pad = state.pad;
  pad.strokes = strokes_after_undo(pad);
  if (!pad.history.empty()) pad.history.pop_back();
  pad.pen_down = false;
  pad.named = false;
  read_drawing(state);
}

void clear_pad(State& state) {
  play_before_wiping(state, true);
  end_demonstration(state);
  Pad cleared;
  // In a game, what was wiped off stays so.
  if (!has_game_pad(state) && !state.pad.strokes.empty()) {
    cleared.history = std::move(state.pad.history);
    cleared.history.emplace_back(std::move(state.pad.strokes));
    forget_old_changes(cleared);
  }
  state.pad = std::move(cleared);
  read_drawing(state);
}

void put_on_pad(State& state, const Drawing& drawing) {
  play_before_drawing(state);
  clear_pad(state);
  const Bounds bounds = bounds_of(drawing);
  const InkPoint middle = bounds.middle();
  const float scale = kPlacedSize / std::max(bounds.longer_side(), 1e-6f);
  for (const Stroke& stroke : drawing) {
    Stroke& placed = state.pad.strokes.emplace_back();
    state.pad.history.emplace_back();
    for (const InkPoint& p : stroke) {
      placed.push_back({0.5f + (p.x - middle.x) * scale, 0.5f + (p.y - middle.y) * scale});
    }
  }
  read_drawing(state);
}

void name_drawing(State& state, int label) {
  std::vector<std::uint64_t> taken = state.symbol_ids;
  for (const OwnDrawing& own : state.own_drawings) taken.push_back(own.id);
  const std::uint64_t id = drawing_id(state.pad.strokes, taken);
  if (label == state.classes()) {
    state.symbol_ids.push_back(id);
    state.network = with_class_count(state.network, state.classes());
    read_drawing(state);
  }
  state.own_drawings.push_back({.id = id,
                                .strokes = state.pad.strokes,
                                .label = label,
                                .picture = picture_of(state.pad.strokes)});
  state.pad.named = true;
}

bool newest_is_learned(const State& state) {
  if (state.own_drawings.empty()) return false;
  const OwnDrawing& newest = state.own_drawings.back();
  return predict(state.network, newest.picture)[static_cast<std::size_t>(newest.label)] > kLearned;
}

void delete_own_drawing(State& state, std::size_t index) {
  state.own_drawings.erase(state.own_drawings.begin() + static_cast<std::ptrdiff_t>(index));
  state.selected_own.reset();
}

void delete_symbol(State& state, int label) {
  std::erase_if(state.own_drawings, [&](const OwnDrawing& own) { return own.label == label; });
  for (OwnDrawing& own : state.own_drawings) {
    if (own.label > label) --own.label;
  }
  std::vector<int> classes = same_classes(state.classes());
  classes.erase(classes.begin() + label);
  state.network = with_classes(state.network, classes);
  state.symbol_ids.erase(state.symbol_ids.begin() + (label - kDigits));
  state.selected_own.reset();
  read_drawing(state);
}

bool animate(State& state, double elapsed_ms) {
  bool moving = state.mood.surprised_ms > 0;
  state.mood = calmer(state.mood, elapsed_ms);
  const bool still = state.preferences.reduced_motion;
  if (state.demonstrating) {
    // A still picture of the first digit, where motion is not wanted.
    state.demonstration_ms = still ? kDemonstrationMs - 1 : state.demonstration_ms + elapsed_ms;
    state.demonstration = demonstration_at(state.demonstration_ms);
    read_drawing(state);
    moving = !still;
  }
  const auto share = still ? 1.0f : static_cast<float>(1 - std::exp(-elapsed_ms / kBarsMs));
  for (std::size_t i = 0; i < state.bars.size(); ++i) {
    const float way = state.reading.probabilities[i] - state.bars[i];
    if (std::fabs(way) < kBarsStill) {
      state.bars[i] = state.reading.probabilities[i];
    } else {
      state.bars[i] += way * share;
      moving = true;
    }
  }
  return moving;
}

}  // namespace inkling
