#include <algorithm>

#include "ui/experiment_words.h"
#include "ui/figures.h"
#include "ui/inside_panels.h"

namespace inkling {
namespace {

constexpr Text kExpectations[] = {Text::kExpectWorse, Text::kExpectAlike, Text::kExpectBetter};
constexpr const char* kExpectationIds[] = {"expect-worse", "expect-alike", "expect-better"};

float draw_choice(Ui& ui, Rect place, std::span<const ExperimentKind> offered) {
  const float top = place.y;
  place.cut_top(
      ui.paragraph(place, ui.say(Text::kExperimentHint), Type::kSmall, ui.colours().quiet), kStep);
  std::vector<ButtonSpec> buttons;
  for (const ExperimentKind kind : offered) {
    buttons.push_back({.id = std::string("experiment-") + kExperimentNames[static_cast<int>(kind)],
                       .words = ui.say(other_side(kind)),
                       .action = ChooseExperiment{kind}});
  }
  place.cut_top(ui.button_flow(place, buttons));
  return place.y - top;
}

void draw_experiment_curves(Ui& ui, Rect rect, const ExperimentView& experiment) {
  const ExperimentKind kind = *experiment.chosen;
  const int steps = plan_of(kind, 0).steps;
  std::vector<Curve> curves;
  for (const bool other : {false, true}) {
    const ImU32 colour = other ? ui.colours().vermilion : ui.colours().indigo;
    const std::string name = ui.say(other ? other_side(kind) : usual_side(kind));
    Curve test{.points = {}, .colour = colour, .name = name, .look = Curve::Look::kPlain};
    Curve train{.points = {},
                .colour = faded(colour, 0.6f),
                .name = ui.say(Text::kOwnImages),
                .look = Curve::Look::kThin};
    if (experiment.sides.size() == 2) {
      for (const ExperimentPoint& point : experiment.sides[other ? 1 : 0].points) {
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

float draw_experiment_panel(Ui& ui, const State& state, Rect place, float visible,
                            std::span<const ExperimentKind> offered) {
  const ExperimentView& experiment = state.inside.experiment;
  if (!experiment.chosen) return draw_choice(ui, place, offered);
  const Palette& colours = ui.colours();
  const float top = place.y;
  const ExperimentKind kind = *experiment.chosen;
  const std::string title =
      ui.say(Text::kExperimentTitle, {ui.say(other_side(kind)), ui.say(usual_side(kind))});
  const Rect head = place.cut_top(ui.paragraph_height(place.w, title, Type::kTitle), kStep);
  ui.paragraph(head, title, Type::kTitle, colours.ink);
  ui.spoken("experiment-title", Role::kText, head, title);

  if (!experiment.expected) {
    place.cut_top(ui.paragraph(place, ui.say(Text::kExpectQuestion, {ui.say(other_side(kind))}),
                               Type::kBody, colours.ink),
                  kStep);
    std::vector<ButtonSpec> buttons;
    for (int i = 0; i < 3; ++i) {
      buttons.push_back({.id = kExpectationIds[i],
                         .words = ui.say(kExpectations[i]),
                         .action = RunExperiment{static_cast<Comparative>(i)},
                         .disabled = !state.idle()});
    }
    buttons.push_back({.id = "experiment-other",
                       .words = ui.say(Text::kOtherExperiment),
                       .action = ChooseExperiment{},
                       .look = ButtonLook::kQuiet});
    place.cut_top(ui.button_flow(place, buttons), kStep);
    if (!state.idle()) {
      place.cut_top(
          ui.paragraph(place, ui.say(Text::kExperimentLater), Type::kSmall, colours.quiet));
    }
    return place.y - top;
  }
  const float height = std::clamp(visible - (place.y - top) - 190, 200.0f, 420.0f);
  draw_experiment_curves(ui, place.cut_top(height, kStep), experiment);
  if (experiment.done()) {
    const Finding finding = finding_of(experiment.sides);
    const bool as_expected = finding.comparative == *experiment.expected;
    const std::string words =
        finding_words(ui.language(), kind, finding) + " " +
        ui.say(as_expected ? Text::kAsExpected : Text::kNotAsExpected,
               {ui.say(kExpectations[static_cast<int>(*experiment.expected)])});
    const Rect line = place;
    place.cut_top(ui.paragraph(place, words, Type::kBody, colours.ink), kStep);
    ui.spoken("experiment-finding", Role::kText, {line.x, line.y, line.w, 22}, words);
  } else {
    place.cut_top(
        ui.paragraph(place,
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
  place.cut_top(ui.button_flow(place, buttons));
  return place.y - top;
}

}  // namespace inkling
