#include "places/learn/descent_lesson.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "ui/numbers.h"

namespace inkling {
namespace {

// So many evaluations of the loss take some milliseconds of a frame.
constexpr int kHeightsAFrame = 10;

// The ball has rolled, to where less than a tenth of the slope is left.
bool ball_is_down(const Downhill& downhill) {
  if (!downhill.valley || downhill.ball.size() < 2) return false;
  return std::abs(downhill.valley->slope(downhill.ball.back())) <
         0.1 * std::abs(downhill.valley->slope(downhill.ball.front()));
}

bool downhill_step_done(const State&, const Learn& learn, int step) {
  const Downhill& downhill = learn.downhill;
  const auto& losses = downhill.losses;
  const bool rose = std::adjacent_find(losses.begin(), losses.end(), std::less<>()) != losses.end();
  switch (step) {
    case 0:
      return ball_is_down(downhill);
    case 1:
      return losses.size() > 1;
    case 2:
      return rose;
    case 3:
      return losses.size() > 1 && losses.back() < losses.front() / 2;
    default:
      return !downhill.methods.empty() &&
             static_cast<int>(downhill.methods[0].path().size()) > kDescentSteps;
  }
}

LessonNumbers downhill_numbers(const State& state, const Learn& learn) {
  const Downhill& downhill = learn.downhill;
  const bool known = !downhill.losses.empty();
  const bool ball = downhill.valley != nullptr && !downhill.ball.empty();
  const auto of_ball = [&](auto&& value) {
    return ball ? significant(state.language, value(*downhill.valley, downhill.ball.back()))
                : unknown_number(state);
  };
  return {
      {"w", of_ball([](const WeightValley&, double at) { return at; })},
      {"L", of_ball([](const WeightValley& valley, double at) { return valley.loss(at); })},
      {"g", of_ball([](const WeightValley& valley, double at) { return valley.slope(at); })},
      {"eta", of_ball([&](const WeightValley&, double) { return valley_rate(downhill); })},
      {"next", of_ball([&](const WeightValley& valley, double at) {
         return at - valley_rate(downhill) * valley.slope(at);
       })},
      {"rate", fixed(state.language, kRates[downhill.rate], 2)},
      {"loss", known ? loss_words(state.language, downhill.losses.back()) : unknown_number(state)},
      {"start",
       known ? loss_words(state.language, downhill.losses.front()) : unknown_number(state)},
      {"slope", known
                    ? fixed(state.language, std::hypot(downhill.slope.by_x, downhill.slope.by_y), 2)
                    : unknown_number(state)},
      {"taken", text(state.language, Text::kSteps,
                     {std::to_string(std::max<std::size_t>(downhill.path.size(), 1) - 1)})},
      {"parameters", with_thousands(static_cast<int>(state.model.network.parameters().size()))}};
}

double height_at(const Downhill& downhill, std::size_t index) {
  const auto coordinate = [](std::size_t i) {
    return kPlaneLow + (kPlaneHigh - kPlaneLow) * static_cast<double>(i) / (kPlaneSide - 1);
  };
  return downhill.landscape->loss({coordinate(index % kPlaneSide), coordinate(index / kPlaneSide)});
}

}  // namespace

void on_landscape_pictures(const State& state, Downhill& downhill, const PicturesEvent& event) {
  Network<float> origin(state.model.network.shape());
  origin.initialise(state.settings.seed);
  const Examples examples{event.pixels, event.labels};
  downhill.valley = std::make_shared<const WeightValley>(origin, examples);
  downhill.landscape = std::make_shared<const Landscape>(std::move(origin), examples);
  downhill.heights.clear();
  restart_downhill(downhill);
}

void restart_downhill(Downhill& downhill) {
  lift_ball(downhill);
  downhill.path = {kPlaneStart};
  downhill.losses.clear();
  downhill.methods.clear();
  if (!downhill.landscape) return;
  downhill.slope = downhill.landscape->slope(kPlaneStart);
  downhill.losses.push_back(downhill.slope.loss);
}

double valley_rate(const Downhill& downhill) {
  // Steps of 1 / curvature times the slope lead straight to the lowest place of a parabola.
  return kValleyRates[downhill.valley_rate] / std::max(downhill.valley->curvature(), 1e-9);
}

void lift_ball(Downhill& downhill) {
  downhill.ball.clear();
  if (downhill.valley) downhill.ball = {downhill.valley->start()};
}

void roll_ball(Downhill& downhill) {
  if (!downhill.valley) return;
  const double at = downhill.ball.back();
  // What has run away stays where it can still be told.
  if (std::abs(at) > 1e4) return;
  downhill.ball.push_back(at - valley_rate(downhill) * downhill.valley->slope(at));
}

void step_downhill(Downhill& downhill) {
  if (!downhill.landscape) return;
  // Once the descent has diverged, further steps tell nothing.
  if (!std::isfinite(downhill.losses.back())) return;
  const double rate = kRates[downhill.rate];
  PlanePoint at = downhill.path.back();
  at = {at.x - rate * downhill.slope.by_x, at.y - rate * downhill.slope.by_y};
  downhill.path.push_back(at);
  downhill.slope = downhill.landscape->slope(at);
  downhill.losses.push_back(downhill.slope.loss);
}

void release_methods(Downhill& downhill) {
  downhill.methods.clear();
  if (!downhill.landscape) return;
  for (const OptimizerKind kind : {OptimizerKind::kSgd, OptimizerKind::kMomentum,
                                   OptimizerKind::kRmsprop, OptimizerKind::kAdam}) {
    downhill.methods.emplace_back(kind, kRates[downhill.rate], kPlaneStart);
  }
}

bool advance_landscape(Downhill& downhill) {
  if (!downhill.landscape) return false;
  bool more = false;
  constexpr std::size_t kAll = std::size_t{kPlaneSide} * kPlaneSide;
  for (int i = 0; i < kHeightsAFrame && downhill.heights.size() < kAll; ++i) {
    downhill.heights.push_back(static_cast<float>(height_at(downhill, downhill.heights.size())));
    more = true;
  }
  if (!more) {
    for (Descent& method : downhill.methods) {
      if (static_cast<int>(method.path().size()) > kDescentSteps) continue;
      method.step(*downhill.landscape);
      more = true;
    }
  }
  return more;
}

Lesson descent_lesson() {
  return {.steps = 5,
          .wants_drawing = false,
          .step_done = downhill_step_done,
          .numbers = downhill_numbers,
          .draw = draw_downhill};
}

}  // namespace inkling
