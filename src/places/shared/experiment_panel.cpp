#include <algorithm>

#include "places/shared/experiment_choice.h"
#include "places/shared/experiment_run.h"
#include "places/shared/experiment_words.h"
#include "ui/figures.h"

namespace inkling {
namespace {

void draw_experiment_curves(Ui& ui, Rect rect, const ExperimentRun& experiment) {
  const ExperimentKind kind = *experiment.chosen;
  const int steps = plan_of(kind, 0).steps;
  std::vector<Curve> curves;
  for (const bool other : {false, true}) {
    const ImU32 colour = other ? ui.colours().vermilion : ui.colours().indigo;
    const std::string name = ui.say(other ? variant_name(kind) : control_name(kind));
    Curve test{.points = {}, .colour = colour, .name = name, .look = Curve::Look::kPlain};
    Curve train{.points = {},
                .colour = faded(colour, 0.6f),
                .name = ui.say(Text::kOwnImages),
                .look = Curve::Look::kThin};
    if (experiment.arms.size() == 2) {
      for (const ExperimentPoint& point : experiment.arms[other ? 1 : 0].points) {
        const auto at = static_cast<float>(point.step);
        test.points.push_back({at, point.test_accuracy});
        train.points.push_back({at, point.train_accuracy});
      }
    }
    curves.push_back(std::move(test));
    curves.push_back(std::move(train));
  }
  draw_curves(ui, rect,
              {.id = "plot-experiment",
               .title = ui.say(Text::kAccuracyCurve),
               .axis = ui.say(Text::kStepsAxis),
               .end = static_cast<float>(steps)},
              curves);
}

}  // namespace

float draw_experiment_panel(Ui& ui, const State& state, const ExperimentRun& experiment, Rect area,
                            float visible, std::span<const ExperimentKind> offered) {
  if (!experiment.chosen) return draw_experiment_choice(ui, area, visible, offered);
  const Palette& colours = ui.colours();
  const float top = area.y;
  const ExperimentKind kind = *experiment.chosen;
  const std::string title =
      ui.say(Text::kExperimentTitle, {ui.say(variant_name(kind)), ui.say(control_name(kind))});
  const Rect head = area.cut_top(ui.paragraph_height(area.w, title, Type::kTitle), kStep);
  ui.paragraph(head, title, Type::kTitle, colours.ink);
  ui.spoken("experiment-title", Role::kText, head, title);

  if (!experiment.expected) {
    area.cut_top(draw_expectation(ui, state, kind, area, visible - (area.y - top)));
    return area.y - top;
  }
  const float height = std::clamp(visible - (area.y - top) - 190, 200.0f, 560.0f);
  draw_experiment_curves(ui, area.cut_top(height, kStep), experiment);
  if (experiment.done()) {
    const Finding finding = finding_of(experiment.arms);
    const bool as_expected = finding.relation == *experiment.expected;
    const std::string words = finding_words(ui.language(), kind, finding) + " " +
                              ui.say(as_expected ? Text::kAsExpected : Text::kNotAsExpected,
                                     {ui.say(expectation_name(*experiment.expected))});
    const Rect line = area;
    area.cut_top(ui.paragraph(area, words, Type::kBody, colours.ink), kStep);
    ui.spoken("experiment-finding", Role::kText, {line.x, line.y, line.w, 22}, words);
    const float buttons = kTouch + kStep;
    ui.reveal("experiment-finding", words, {line.x, line.y, line.w, area.y - line.y + buttons});
  } else {
    ui.reveal("experiment-finding", "", area);
    area.cut_top(
        ui.paragraph(area,
                     ui.say(experiment.running ? Text::kExperimentRunning : Text::kExperimentEnded),
                     Type::kBody, colours.quiet),
        kStep);
  }
  std::vector<ButtonSpec> buttons;
  if (experiment.running) {
    buttons.push_back(
        {.id = "experiment-stop", .words = ui.say(Text::kStop), .action = StopExperiment{}});
  } else {
    buttons.push_back({.id = "experiment-again",
                       .words = ui.say(Text::kExperimentAgain),
                       .action = ChooseExperiment{kind}});
  }
  buttons.push_back({.id = "experiment-other",
                     .words = ui.say(Text::kOtherExperiment),
                     .action = ChooseExperiment{}});
  area.cut_top(ui.button_flow(area, buttons));
  return area.y - top;
}

}  // namespace inkling
