#include "places/learn/brain_lesson.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/core/actions.h"
#include "places/learn/lesson_parts.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

bool brain_step_done(const State&, const Learn& learn, int step) {
  return step == 0 ? learn.facts_seen == (1u << kBrainFacts) - 1 : learn.requests.has_value();
}

LessonNumbers brain_numbers(const State& state, const Learn& learn) {
  int units = 0;
  const auto& layers = state.model.network.shape().layers;
  for (std::size_t l = 1; l < layers.size(); ++l) units += layers[l];
  const auto& requests = learn.requests;
  const auto score = [&](GameKind kind) {
    const auto best = best_score(state.best_scores, kind, state.model.test_accuracy);
    return best ? with_thousands(*best) : unknown_number(state);
  };
  return {{"units", with_thousands(units)},
          {"weights", with_thousands(static_cast<int>(state.model.network.parameters().size()))},
          {"requests",
           requests ? text(state.language, Text::kFilesCount, {std::to_string(requests->own)})
                    : unknown_number(state)},
          {"foreign", requests ? std::to_string(requests->foreign) : unknown_number(state)},
          {"sprint", score(GameKind::kSprint)},
          {"duel", score(GameKind::kDuel)},
          {"golf", score(GameKind::kGolf)}};
}

struct Fact {
  const char* id;
  Text title;
  Text more;
  double brain;
  double network;  // The value 0 stands for the units of the network at hand.
};
constexpr Fact kFacts[kBrainFacts] = {
    {"fact-neurons", Text::kFactNeurons, Text::kFactNeuronsMore, 86e9, 0},
    {"fact-energy", Text::kFactEnergy, Text::kFactEnergyMore, 20, 15},
    {"fact-examples", Text::kFactExamples, Text::kFactExamplesMore, 10, 60000}};

int units_of(const State& state) {
  const auto& layers = state.model.network.shape().layers;
  return std::accumulate(layers.begin() + 1, layers.end(), 0);
}

// Draws two quantities on a scale of powers of ten.
void draw_scale(Ui& ui, Rect area, double brain, double network) {
  constexpr double kPowers = 11;
  const Palette& colours = ui.colours();
  const auto bar = [&](Rect line, double value, ImU32 colour, Text name) {
    ui.label(line.cut_left(96), ui.say(name), Type::kSmall, colours.quiet);
    const float thick = line.h / 2;
    const Rect track = {line.x, line.centre_y() - thick / 2, line.w, thick};
    ui.track(track, faded(colours.hairline, 0.5f));
    const auto share = static_cast<float>(std::log10(std::max(value, 1.0)) / kPowers);
    ui.track({track.x, track.y, std::max(thick, track.w * share), thick}, colour);
    for (int power = 1; power < static_cast<int>(kPowers); ++power) {
      const float x = track.x + track.w * static_cast<float>(power / kPowers);
      ui.draw().AddLine({x, track.y}, {x, track.bottom()}, colours.paper, 1.5f);
    }
  };
  bar(area.cut_top(area.h / 2), brain, colours.vermilion, Text::kBrain);
  bar(area, network, colours.indigo, Text::kNetwork);
}

float draw_brain(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                 const LessonNumbers& numbers) {
  const float top = area.y;
  ui.cut_text(area, ui.say(Text::kScaleOfTens), Type::kSmall, ui.colours().quiet, 4);
  // The scales take the room that the words and buttons leave.
  constexpr float kWords = 3 * (kTouch + 2 * kStep) + 254;
  const float scale =
      std::clamp((visible - kWords) / kBrainFacts, 2 * line_height(Type::kSmall), 120.0f);
  for (int i = 0; i < kBrainFacts; ++i) {
    const Fact& fact = kFacts[i];
    const bool open = learn.fact == i;
    if (ui.choice(fact.id, Role::kToggle, area.cut_top(kTouch, 2), ui.say(fact.title), open)) {
      ui.act(ShowFact{i});
    }
    draw_scale(ui, area.cut_top(scale, 4), fact.brain,
               fact.network > 0 ? fact.network : units_of(state));
    if (open) {
      const std::string words =
          ui.say(fact.more, {number(numbers, "units"), number(numbers, "weights")});
      area.cut_top(draw_formula(ui, "fact", area, words, Type::kBody), kStep);
    }
    area.cut_top(kStep);
  }
  std::vector<ButtonSpec> buttons = {{.id = "count-requests",
                                      .words = ui.say(Text::kCountRequests),
                                      .action = CountRequests{},
                                      .look = ButtonLook::kPrimary}};
  if (state.menu) {
    buttons.push_back(
        {.id = "lesson-play", .words = ui.say(Text::kLessonPlay), .action = GoTo{"play"}});
  }
  area.cut_top(ui.button_flow(area, buttons), kStep);
  if (const auto& requests = learn.requests) {
    const std::string words =
        ui.say(Text::kRequests, {std::to_string(requests->own), std::to_string(requests->foreign)});
    area.cut_top(draw_formula(ui, "requests", area, words), kStep);
  }
  return area.y - top;
}

}  // namespace

Lesson brain_lesson() {
  return {.steps = 2,
          .wants_drawing = false,
          .step_done = brain_step_done,
          .numbers = brain_numbers,
          .draw = draw_brain};
}

}  // namespace inkling
