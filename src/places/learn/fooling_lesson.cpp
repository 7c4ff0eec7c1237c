#include "places/learn/fooling_lesson.h"

#include <algorithm>
#include <cmath>

#include "nn/metrics.h"
#include "ui/class_names.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

float certainty_of(const Fooling& fooling) {
  return fooling.reading[static_cast<std::size_t>(fooled_guess(fooling))];
}

// A picture that came up before is no other try, and what a broken network says is none.
void count_try(const State& state, Fooling& fooling) {
  const Fooling::Try now = {certainty_of(fooling), guess_is_right(state, fooling)};
  auto& tries = fooling.tries;
  if (!std::isfinite(now.certainty)) return;
  if (std::find(tries.begin(), tries.end(), now) == tries.end()) tries.push_back(now);
}

void read_again(const State& state, Fooling& fooling) {
  fooling.picture = changed(fooling.drawing, fooling.changes);
  fooling.reading = predict(state.model.network, fooling.picture);
}

// Returns whether the network was right before one of the changes was made, so that this one has
// fooled it.
bool was_right_with(const State& state, const Learn& learn, const PictureChanges& changes) {
  return most_likely(predict(state.model.network, changed(learn.fooling.drawing, changes))) ==
         state.prediction.likeliest();
}

bool fooling_step_done(const State& state, const Learn& learn, int step) {
  const Fooling& fooling = learn.fooling;
  if (step == 4) {
    return learn.experiment.done() && learn.experiment.chosen == ExperimentKind::kShuffled;
  }
  if (state.prediction.empty || state.demonstrating) return false;
  if (step == 3) return fooling.no_digit;
  if (fooling.no_digit || guess_is_right(state, fooling)) return false;
  PictureChanges less = fooling.changes;
  switch (step) {
    case 0:
      less.right = less.down = 0;
      return less != fooling.changes && was_right_with(state, learn, less);
    case 1:
      less.noise = 0;
      return less != fooling.changes && was_right_with(state, learn, less);
    default:
      return less.noise == 0 && certainty_of(fooling) > kVerySure;
  }
}

LessonNumbers fooling_numbers(const State& state, const Learn& learn) {
  const Fooling& fooling = learn.fooling;
  const std::string dash = unknown_number(state);
  const SureTries sure = sure_tries(fooling);
  LessonNumbers numbers = {{"tries", std::to_string(fooling.tries.size())},
                           {"sure", std::to_string(sure.all)},
                           {"sure-wrong", std::to_string(sure.wrong)}};
  if (state.prediction.empty || state.demonstrating) {
    numbers.insert(numbers.end(), {{"drawn", dash}, {"guess", dash}, {"certainty", dash}});
  } else {
    const int guess = fooled_guess(fooling);
    numbers.emplace_back("drawn", class_name(state.language, state.prediction.likeliest()));
    numbers.emplace_back("guess", class_name(state.language, guess));
    numbers.emplace_back("certainty", percent(state.language, certainty_of(fooling)));
  }
  if (fooling_step_done(state, learn, 4)) {
    const Finding finding = finding_of(learn.experiment.arms);
    numbers.emplace_back("in-place", percent(state.language, finding.control_test, 1));
    numbers.emplace_back("shuffled", percent(state.language, finding.variant_test, 1));
  } else {
    numbers.insert(numbers.end(), {{"in-place", dash}, {"shuffled", dash}});
  }
  return numbers;
}

}  // namespace

void change_picture(const State& state, Learn& learn, const PictureChanges& changes) {
  Fooling& fooling = learn.fooling;
  fooling.changes = changes;
  read_again(state, fooling);
  if (changes != PictureChanges{}) count_try(state, fooling);
}

void say_no_digit(const State& state, Learn& learn, bool no_digit) {
  learn.fooling.no_digit = no_digit;
  if (no_digit) count_try(state, learn.fooling);
}

void show_shuffling(Learn& learn, bool shown) {
  learn.fooling.shuffling = shown;
  if (!learn.experiment.chosen) learn.experiment.chosen = ExperimentKind::kShuffled;
}

void study_changes(const State& state, Learn& learn) {
  Fooling& fooling = learn.fooling;
  if (fooling.drawing != state.prediction.picture) {
    fooling.drawing = state.prediction.picture;
    fooling.changes = {};
    fooling.no_digit = false;
  }
  read_again(state, fooling);
}

int fooled_guess(const Fooling& fooling) { return most_likely(fooling.reading); }

bool guess_is_right(const State& state, const Fooling& fooling) {
  return !fooling.no_digit && fooled_guess(fooling) == state.prediction.likeliest();
}

SureTries sure_tries(const Fooling& fooling) {
  SureTries sure;
  for (const Fooling::Try& one : fooling.tries) {
    if (one.certainty <= kVerySure) continue;
    ++sure.all;
    sure.wrong += !one.right;
  }
  return sure;
}

Lesson fooling_lesson() {
  return {.steps = 5,
          .wants_drawing = true,
          .step_done = fooling_step_done,
          .numbers = fooling_numbers,
          .draw = draw_fooling};
}

}  // namespace inkling
