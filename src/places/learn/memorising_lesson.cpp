#include "places/learn/memorising_lesson.h"

#include <algorithm>

#include "data/wrong_labels.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr ExperimentKind kMemorise[] = {ExperimentKind::kImages100};
constexpr ExperimentKind kHelps[] = {ExperimentKind::kImages1000, ExperimentKind::kImages10000,
                                     ExperimentKind::kDeformed,   ExperimentKind::kL2,
                                     ExperimentKind::kDropout,    ExperimentKind::kWrongLabels};

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

// Draws some training images whose label is wrong in the experiment, with that label.
float draw_wrong_labels(Ui& ui, const State& state, const PicturesEvent& samples, Rect area) {
  const float top = area.y;
  const ExperimentPlan plan = plan_of(ExperimentKind::kWrongLabels, state.settings.seed);
  const std::vector<std::uint8_t> learned =
      with_wrong_labels(samples.labels, plan.arms[1].wrong_labels, state.settings.seed);
  constexpr float kImage = 64;
  ui.cut_text(area, ui.say(Text::kWrongLabelsShown), Type::kBody, ui.colours().ink, 4);
  const int columns = std::max(1, static_cast<int>((area.w + kStep) / (kImage + kStep)));
  const Rect row = area.cut_top(kImage + line_height(Type::kBody));
  std::string spoken;
  int shown = 0;
  for (std::size_t i = 0; i < learned.size() && shown < columns; ++i) {
    if (learned[i] == samples.labels[i]) continue;
    const Rect cell = {row.x + static_cast<float>(shown) * (kImage + kStep), row.y, kImage, kImage};
    Picture picture;
    std::copy_n(samples.pixels.begin() + static_cast<std::ptrdiff_t>(i * kPixels), kPixels,
                picture.begin());
    draw_picture(ui, cell, picture);
    const std::string label = std::to_string(learned[i]);
    ui.label({cell.x, cell.bottom(), cell.w, line_height(Type::kBody)}, label, Type::kBodyBold,
             ui.colours().vermilion, Align::kCentre);
    spoken += ui.say(Text::kWrongLabel, {std::to_string(samples.labels[i]), label}) + "; ";
    ++shown;
  }
  ui.spoken("wrong-labels", Role::kText, row, spoken);
  return area.y - top;
}

float draw_memorise(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                    const LessonNumbers& /*numbers*/) {
  const float top = area.y;
  area.cut_top(
      draw_experiment_panel(ui, state, learn.experiment, area, visible, lesson_experiments(learn)),
      kStep);
  if (learn.samples && learn.experiment.chosen == ExperimentKind::kWrongLabels) {
    area.cut_top(draw_wrong_labels(ui, state, *learn.samples, area), kStep);
  }
  return area.y - top;
}

}  // namespace

std::span<const ExperimentKind> lesson_experiments(const Learn& learn) {
  if (learn.steps_done[kMemorisingLesson] == 0) return kMemorise;
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
