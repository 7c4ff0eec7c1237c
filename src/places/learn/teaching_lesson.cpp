#include "places/learn/teaching_lesson.h"

#include <algorithm>

#include "app/core/drawing.h"
#include "app/core/saving.h"
#include "app/core/user_drawings.h"
#include "nn/metrics.h"
#include "ui/class_names.h"

namespace inkling {
namespace {

bool teaching_step_done(const State& state, const Learn& learn, int step) {
  const Teaching& teaching = learn.teaching;
  switch (step) {
    case 0:
      return symbol_drawings(state).size() >= kLeastDrawings;
    case 1:
      return symbol_is_learned(state);
    case 2:
      return teaching.row(TeachingPart::kOwnHand).size() == kTries;
    case 3:
      return teaching.row(TeachingPart::kOtherHand).size() == kTries;
    default:
      return recognised_in(teaching.row(TeachingPart::kDigits)) > 0;
  }
}

LessonNumbers teaching_numbers(const State& state, const Learn& learn) {
  const std::string dash = unknown_number(state);
  LessonNumbers numbers = {{"drawings", std::to_string(symbol_drawings(state).size())}};
  const auto add = [&](const char* right, const char* tries, TeachingPart part) {
    const Teaching::Row& row = learn.teaching.row(part);
    numbers.emplace_back(right, row.empty() ? dash : std::to_string(recognised_in(row)));
    numbers.emplace_back(tries, row.empty() ? dash : std::to_string(row.size()));
  };
  add("own", "own-tries", TeachingPart::kOwnHand);
  add("other", "other-tries", TeachingPart::kOtherHand);
  add("digits", "digit-tries", TeachingPart::kDigits);
  return numbers;
}

// Makes room for the next drawing. What was there is not to be had back by undoing.
void take_new_sheet(Core& core) {
  core.state.pad = {};
  predict_drawing(core);
  tell_prediction(core);
  save(core, SavedPart::kVisitor);
}

// Returns the part that comes next when the row of `part` is full.
TeachingPart next_part(const Teaching& teaching, TeachingPart part) {
  if (part == TeachingPart::kOwnHand && teaching.row(TeachingPart::kOtherHand).size() < kTries) {
    return TeachingPart::kOtherHand;
  }
  return part == TeachingPart::kOtherHand ? TeachingPart::kDigits : part;
}

}  // namespace

std::vector<const UserDrawing*> symbol_drawings(const State& state) {
  std::vector<const UserDrawing*> found;
  for (const UserDrawing& drawing : state.user_drawings) {
    if (drawing.label == kTaughtSymbol) found.push_back(&drawing);
  }
  return found;
}

bool symbol_is_learned(const State& state) {
  const std::vector<const UserDrawing*> drawings = symbol_drawings(state);
  if (drawings.size() < kLeastDrawings || state.teaching_wanted) return false;
  return most_likely(predict(state.model.network, drawings.back()->picture)) == kTaughtSymbol;
}

bool has_drawing(const State& state) {
  return !state.demonstrating && !is_empty(state.pad.strokes);
}

bool can_keep_symbol(const State& state) {
  return has_drawing(state) && (state.symbols() > 0 || state.idle());
}

TeachingPart shown_part(const State& state, const Teaching& teaching) {
  return state.symbols() > 0 ? teaching.part : TeachingPart::kCollecting;
}

std::size_t recognised_in(const Teaching::Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](const auto& one) { return one.recognised(); }));
}

std::string part_name(Language language, TeachingPart part) {
  constexpr Text kNames[] = {Text::kTeachCollected, Text::kTeachOwnHand, Text::kTeachOtherHand,
                             Text::kTeachDigits};
  return std::string(text(language, kNames[static_cast<std::size_t>(part)]));
}

void keep_symbol(Core& core, Teaching& teaching) {
  end_stroke(core);
  if (!can_keep_symbol(core.state)) return;
  name_drawing(core, kTaughtSymbol);
  ++teaching.kept;
  take_new_sheet(core);
  announce(core, Text::kTeachKept,
           {std::to_string(symbol_drawings(core.state).size()),
            class_name(core.state.language, kTaughtSymbol)});
}

void try_drawing(Core& core, Teaching& teaching, int meant) {
  end_stroke(core);
  const State& state = core.state;
  const TeachingPart part = shown_part(state, teaching);
  if (!has_drawing(state) || state.teaching_wanted || part == TeachingPart::kCollecting) return;
  Teaching::Row& row = teaching.row(part);
  if (row.size() == kTries) row.clear();  // The next tries make a row of their own.
  const int taken_for = state.prediction.likeliest();
  row.push_back({.strokes = state.pad.strokes, .meant = meant, .taken_for = taken_for});
  const std::string number = std::to_string(row.size());
  announce(core,
           text(state.language, row.back().recognised() ? Text::kTeachRight : Text::kTeachWrong,
                {number, class_with_article(state.language, taken_for)}));
  announce(core, Text::kTeachRow,
           {part_name(state.language, part), std::to_string(recognised_in(row)), number});
  if (row.size() == kTries) teaching.part = next_part(teaching, part);
  take_new_sheet(core);
}

Lesson teaching_lesson() {
  return {.steps = 5,
          .wants_drawing = true,
          .any_drawing = true,
          .step_done = teaching_step_done,
          .numbers = teaching_numbers,
          .draw = draw_teaching};
}

}  // namespace inkling
