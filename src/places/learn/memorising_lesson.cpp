#include "places/learn/memorising_lesson.h"

#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr ExperimentKind kMemorise[] = {ExperimentKind::kImages100};
constexpr ExperimentKind kHelps[] = {ExperimentKind::kImages1000, ExperimentKind::kImages10000,
                                     ExperimentKind::kDeformed, ExperimentKind::kL2,
                                     ExperimentKind::kDropout};

bool memorise_step_done(const State&, const Learn& learn, int step) {
  const ExperimentRun& experiment = learn.experiment;
  if (!experiment.done()) return false;
  return (*experiment.chosen == ExperimentKind::kImages100) == (step == 0);
}

LessonNumbers memorise_numbers(const State& state, const Learn& learn) {
  const ExperimentRun& experiment = learn.experiment;
  if (!experiment.done())
    return {{"train", unknown_number(state)},
            {"test", unknown_number(state)},
            {"usual", unknown_number(state)}};
  const Finding finding = finding_of(experiment.arms);
  return {{"train", percent(state.language, finding.variant_train, 1)},
          {"test", percent(state.language, finding.variant_test, 1)},
          {"usual", percent(state.language, finding.control_test, 1)}};
}

float draw_memorise(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                    const LessonNumbers& /*numbers*/) {
  return draw_experiment_panel(ui, state, learn.experiment, area, visible,
                               lesson_experiments(learn));
}

}  // namespace

std::span<const ExperimentKind> lesson_experiments(const Learn& learn) {
  if (learn.steps_done[6] == 0) return kMemorise;
  return kHelps;
}

Lesson memorising_lesson() {
  return {.steps = 2,
          .wants_drawing = false,
          .step_done = memorise_step_done,
          .numbers = memorise_numbers,
          .draw = draw_memorise};
}

}  // namespace inkling
