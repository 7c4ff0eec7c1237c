#include "app/core/drawing.h"

#include <algorithm>
#include <cmath>

#include "app/core/demonstration.h"
#include "app/core/guess.h"
#include "app/core/saving.h"
#include "data/drawn_number.h"
#include "nn/verdict.h"

namespace inkling {
namespace {

// Bars cover most of their way in this time.
constexpr double kBarsMs = 60;
constexpr float kBarsStill = 0.002f;

// From this probability on a drawing is taken for something.
constexpr float kTaken = 0.4f;

// A number has at least two digits, and each is more likely one than not.
std::vector<PadDigit> number_on_pad(const State& state) {
  constexpr float kLikely = 0.5f;
  std::vector<PadDigit> number;
  for (const Drawing& strokes : side_by_side(state.pad.strokes)) {
    PadDigit& digit = number.emplace_back(PadDigit{.strokes = strokes});
    digit.prediction.empty = false;
    digit.prediction.picture = picture_of(strokes);
    digit.prediction.probabilities = predict(state.model.network, digit.prediction.picture);
    const int likeliest = digit.prediction.likeliest();
    const float share = digit.prediction.probabilities[static_cast<std::size_t>(likeliest)];
    if (likeliest >= kDigits || share < kLikely) return {};
  }
  if (number.size() < 2) number.clear();
  return number;
}

void end_demonstration(State& state) {
  state.demonstrating = false;
  state.demonstration.clear();
}

}  // namespace

void tell_prediction(Core& core) {
  wake(core);
  if (core.listener != nullptr) core.listener->on_prediction();
}

void predict_drawing(Core& core) {
  State& state = core.state;
  const Drawing& drawing = state.shown_drawing();
  Prediction& prediction = state.prediction;
  const Probabilities before = prediction.probabilities;
  const bool was_empty = prediction.empty;
  prediction.empty = is_empty(drawing);
  prediction.picture = picture_of(drawing);
  prediction.probabilities = {};
  if (!prediction.empty) {
    prediction.probabilities = predict(state.model.network, prediction.picture);
  }
  const bool may_be_number = core.shown != nullptr && core.shown->reads_numbers() &&
                             !state.demonstrating && state.model.trained();
  state.number = may_be_number ? number_on_pad(state) : std::vector<PadDigit>{};
  const int likeliest_before = most_likely(before);
  const bool was_taken = !was_empty && before[static_cast<std::size_t>(likeliest_before)] >= kTaken;
  if (prediction.empty || !state.guesses_aloud) {
    state.passed_guess.reset();
  } else if (was_taken && likeliest_before != prediction.likeliest()) {
    state.passed_guess = likeliest_before;
  }
  // A number is as sure as the least sure of its digits.
  const auto* least = &prediction.probabilities;
  for (const PadDigit& digit : state.number) {
    if (least == &prediction.probabilities ||
        entropy_bits(digit.prediction.probabilities) > entropy_bits(*least)) {
      least = &digit.prediction.probabilities;
    }
  }
  state.mood =
      next_mood(state.mood, state.number.empty() ? before : *least, *least, prediction.empty);
  if (core.shown != nullptr && core.is_open(*core.shown)) core.shown->on_prediction();
}

void pen_down(Core& core, InkPoint point) {
  State& state = core.state;
  end_demonstration(state);
  if (core.shown != nullptr) core.shown->before_drawing();
  if (state.pad.named) state.passed_guess.reset();
  begin_stroke(state.pad, point);
  predict_drawing(core);
}

void pen_move(Core& core, InkPoint point) { continue_stroke(core.state.pad, point); }

void pen_up(Core& core) { core.state.pad.pen_down = false; }

void put_pen_down(Core& core, InkPoint point) {
  core.rubbing = core.shown != nullptr && core.shown->erases();
  if (core.rubbing) return begin_erasing(core.state.pad, point);
  pen_down(core, point);
}

void draw_on(Core& core, InkPoint point) {
  if (core.rubbing) {
    erase_at(core.state.pad, point);
  } else {
    pen_move(core, point);
  }
}

void lift_pen(Core& core) {
  if (core.rubbing) end_erasing(core.state.pad);
  core.rubbing = false;
  pen_up(core);
  predict_drawing(core);
  if (core.shown != nullptr) core.shown->on_drawn(true);
  tell_prediction(core);
  save(core, SavedPart::kVisitor);
  announce(core, guess_of(core.state).line);
}

void end_stroke(Core& core) {
  if (core.state.key_pen.down) turn_key_pen(core);
  if (!core.pen) return;
  core.pen.reset();
  lift_pen(core);
}

void move_key_pen(Core& core, int right, int down) {
  constexpr float kPenStep = 0.04f;  // The step is a share of the pad's side.
  constexpr float kMargin = 0.05f;
  KeyPen& pen = core.state.key_pen;
  pen.at.x = std::clamp(pen.at.x + kPenStep * static_cast<float>(right), kMargin, 1 - kMargin);
  pen.at.y = std::clamp(pen.at.y + kPenStep * static_cast<float>(down), kMargin, 1 - kMargin);
  if (pen.down) draw_on(core, pen.at);
  wake(core);
}

void turn_key_pen(Core& core) {
  KeyPen& pen = core.state.key_pen;
  if (core.pen) return;  // A hand is drawing.
  pen.down = !pen.down;
  if (pen.down) {
    put_pen_down(core, pen.at);
    announce(core, Text::kPenDown);
  } else {
    lift_pen(core);
  }
  wake(core);
}

void show_key_pen(Core& core, bool shown) {
  if (!shown && core.state.key_pen.down) turn_key_pen(core);
  core.state.key_pen.shown = shown;
  wake(core);
}

void undo_on_pad(Core& core) {
  if (core.shown != nullptr) core.shown->before_wiping(false);
  undo(core.state.pad);
  predict_drawing(core);
}

void clear_pad(Core& core) {
  State& state = core.state;
  if (core.shown != nullptr) core.shown->before_wiping(true);
  end_demonstration(state);
  // On the pad of a game, what was wiped off stays so.
  state.pad = state.pad_aside ? Pad{} : cleared(std::move(state.pad));
  predict_drawing(core);
}

void put_on_pad(Core& core, const Drawing& drawing) {
  if (core.shown != nullptr) core.shown->before_drawing();
  clear_pad(core);
  place_in_middle(core.state.pad, drawing);
  predict_drawing(core);
}

void draw_for_visitor(Core& core, const Drawing& drawing) {
  put_on_pad(core, drawing);
  save(core, SavedPart::kVisitor);
  if (core.shown != nullptr) core.shown->on_drawn(true);
  tell_prediction(core);
}

bool animate(Core& core, double elapsed_ms) {
  State& state = core.state;
  const bool still = state.preferences.reduced_motion;
  state.mood = calmer(state.mood, elapsed_ms);
  if (still) state.mood.since_blink_ms = 0;
  // A blink that has begun comes to its end.
  bool moving = state.mood.surprised_ms > 0 || state.mood.reaction || state.mood.blinking();
  if (state.demonstrating) {
    // Where motion is not wanted, the first digit is shown as a still picture.
    const bool rests = still || core.shown == nullptr || !core.shown->demonstrates();
    const double before = state.demonstration_ms;
    state.demonstration_ms = rests ? kDemonstrationMs - 1 : before + elapsed_ms;
    if (!rests || before != state.demonstration_ms || state.demonstration.empty()) {
      state.demonstration = demonstration_at(state.demonstration_ms);
      predict_drawing(core);
    }
    moving = moving || !rests;
  }
  const auto share = still ? 1.0f : static_cast<float>(1 - std::exp(-elapsed_ms / kBarsMs));
  for (std::size_t i = 0; i < state.bars.size(); ++i) {
    const float way = state.prediction.probabilities[i] - state.bars[i];
    if (std::fabs(way) < kBarsStill) {
      state.bars[i] = state.prediction.probabilities[i];
    } else {
      state.bars[i] += way * share;
      moving = true;
    }
  }
  return moving;
}

}  // namespace inkling
