#include "app/learn.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "nn/loss.h"

namespace inkling {
namespace {

// A nudge agrees with the gradient when the two changes of the loss differ by less.
constexpr double kAgrees = 0.02;
// Evaluations of the loss in one frame: some milliseconds.
constexpr int kHeightsAFrame = 10;

constexpr ExperimentKind kMemorise[] = {ExperimentKind::kImages100};
constexpr ExperimentKind kHelps[] = {ExperimentKind::kImages1000, ExperimentKind::kImages10000,
                                     ExperimentKind::kDeformed, ExperimentKind::kL2,
                                     ExperimentKind::kDropout};

bool neuron_step_done(const State& state, int step) {
  const Neuron neuron = neuron_of(state);
  const double without_bias = neuron.sum - neuron.bias;
  const bool against = std::any_of(neuron.products.begin(), neuron.products.end(),
                                   [](double product) { return product < 0; });
  switch (step) {
    case 0:
      return !state.demonstrating && !state.reading.empty && !state.pad.pen_down;
    case 1:
      return neuron.output > 0;
    case 2:
      return without_bias > 0 && neuron.sum <= 0;
    default:
      return against && neuron.output > 0;
  }
}

bool layers_step_done(const State& state, int step) {
  const auto& unit = state.inside.unit;
  if (!unit) return false;
  const bool output = unit->layer + 1 == state.network.layer_count();
  switch (step) {
    case 0:
      return !output || state.network.layer_count() == 1;
    case 1:
      return unit->layer == 0 && state.learn.pixel.has_value();
    default:
      return output;
  }
}

bool wrong_step_done(const State& state, int step) {
  const Learn& learn = state.learn;
  if (!learn.blame || !learn.label) return false;
  const int likeliest = state.reading.likeliest();
  switch (step) {
    case 0:
      return true;
    case 1:
      return std::popcount(learn.labels_tried) > 1;
    default:
      return learn.pushed_digit != likeliest && learn.push != 0 &&
             pushed_probabilities(state)[static_cast<std::size_t>(learn.pushed_digit)] > 0.5;
  }
}

bool blame_step_done(const State& state, int step) {
  const Learn& learn = state.learn;
  const auto rule = chosen_chain_rule(state);
  if (!rule) return false;
  const bool to_blame = rule->gradient() != 0;
  const bool nudged = learn.nudge && to_blame;
  switch (step) {
    case 0:
      return to_blame;
    case 1:
      return nudged;
    case 2:
      return nudged && std::abs(learn.nudge->measured - learn.nudge->predicted) <
                           kAgrees * std::abs(learn.nudge->predicted);
    default:
      return !to_blame;
  }
}

bool downhill_step_done(const State& state, int step) {
  const Downhill& downhill = state.learn.downhill;
  const auto& losses = downhill.losses;
  const bool rose = std::adjacent_find(losses.begin(), losses.end(), std::less<>()) != losses.end();
  switch (step) {
    case 0:
      return losses.size() > 1;
    case 1:
      return rose;
    case 2:
      return losses.size() > 1 && losses.back() < losses.front() / 2;
    default:
      return !downhill.methods.empty() &&
             static_cast<int>(downhill.methods[0].path().size()) > kDescentSteps;
  }
}

bool memorise_step_done(const State& state, int step) {
  const ExperimentView& experiment = state.inside.experiment;
  if (!experiment.done()) return false;
  return (*experiment.chosen == ExperimentKind::kImages100) == (step == 0);
}

bool brain_step_done(const State& state, int step) {
  return step == 0 ? state.learn.facts_seen == (1u << kBrainFacts) - 1
                   : state.learn.requests.has_value();
}

bool step_done(const State& state, int lesson, int step) {
  constexpr bool (*kChecks[kLessons])(const State&, int) = {
      neuron_step_done,   layers_step_done,   wrong_step_done, blame_step_done,
      downhill_step_done, memorise_step_done, brain_step_done};
  return kChecks[lesson - 1](state, step);
}

std::vector<double> pushed_logits(const State& state) {
  std::vector<double> logits = state.learn.blame->way.values.back();
  logits[static_cast<std::size_t>(state.learn.pushed_digit)] += state.learn.push;
  return logits;
}

double height_at(const Downhill& downhill, std::size_t index) {
  const auto place = [](std::size_t i) {
    return kPlaneLow + (kPlaneHigh - kPlaneLow) * static_cast<double>(i) / (kPlaneSide - 1);
  };
  return downhill.landscape->loss({place(index % kPlaneSide), place(index / kPlaneSide)});
}

}  // namespace

void open_lesson(State& state, int lesson) {
  Learn fresh;
  fresh.lesson = lesson;
  fresh.steps_done = state.learn.steps_done;
  // A landscape is of one shape of network.
  const auto& landscape = state.learn.downhill.landscape;
  if (landscape && landscape->shape() == state.network.shape()) {
    fresh.downhill.landscape = landscape;
    fresh.downhill.heights = state.learn.downhill.heights;
  }
  state.learn = std::move(fresh);
  restart_downhill(state);
  state.inside.unit.reset();
  state.inside.experiment = {};
  study(state);
}

std::vector<LessonEvent> advance_lesson(State& state) {
  std::vector<LessonEvent> events;
  Learn& learn = state.learn;
  int& done = learn.steps_done[static_cast<std::size_t>(learn.lesson - 1)];
  const int steps = kLessonSteps[learn.lesson - 1];
  while (done < steps && step_done(state, learn.lesson, done)) {
    ++done;
    events.push_back({learn.lesson, done, done == steps});
  }
  return events;
}

void study(State& state) {
  Learn& learn = state.learn;
  learn.blame.reset();
  if (state.reading.empty) {
    learn.nudge.reset();
    return;
  }
  learn.blame =
      blame(state.network, state.reading.picture, learn.label.value_or(state.reading.likeliest()));
  if (learn.weight && learn.weight->to >= state.network.shape().layers[1]) learn.weight.reset();
  if (learn.nudge) nudge_weight(state, learn.nudge->amount);
}

Neuron neuron_of(const State& state) {
  constexpr int kSide = 4;
  constexpr int kSquare = kPictureSide / kSide;
  Neuron neuron;
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      neuron.inputs[static_cast<std::size_t>(y / kSquare * kSide + x / kSquare)] +=
          state.reading.picture[static_cast<std::size_t>(y * kPictureSide + x)] /
          (255.0 * kSquare * kSquare);
    }
  }
  neuron.bias = state.learn.bias;
  neuron.sum = neuron.bias;
  for (std::size_t i = 0; i < neuron.inputs.size(); ++i) {
    neuron.products[i] = neuron.inputs[i] * state.learn.weights[i];
    neuron.sum += neuron.products[i];
  }
  neuron.output = std::max(0.0, neuron.sum);
  return neuron;
}

int next_weight(int weight) { return weight == 0 ? 1 : weight == 1 ? -1 : 0; }

void state_label(State& state, int label) {
  state.learn.label = label;
  state.learn.labels_tried |= 1u << label;
  study(state);
}

std::vector<double> pushed_probabilities(const State& state) {
  std::vector<double> values = pushed_logits(state);
  softmax<double>(values);
  return values;
}

double pushed_loss(const State& state) {
  // -ln of a softmax, without the softmax: ln(sum of e^z) - z(label).
  const std::vector<double> logits = pushed_logits(state);
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit - largest);
  return largest + std::log(sum) - logits[static_cast<std::size_t>(state.learn.blame->label)];
}

std::optional<ChainRule> chosen_chain_rule(const State& state) {
  const Learn& learn = state.learn;
  if (!learn.blame || !learn.weight) return std::nullopt;
  return chain_rule(state.network, *learn.blame, *learn.weight);
}

void nudge_weight(State& state, double nudge) {
  const auto rule = chosen_chain_rule(state);
  state.learn.nudge.reset();
  if (!rule) return;
  const Blame& blame = *state.learn.blame;
  state.learn.nudge = {.amount = nudge,
                       .predicted = rule->gradient() * nudge,
                       .measured = nudged_loss(state.network, state.reading.picture, blame.label,
                                               *state.learn.weight, nudge) -
                                   blame.loss};
}

// ---- A step downhill ----------------------------------------------------------------------------

bool wants_landscape(const State& state) {
  return state.place == Place::kLearn && state.learn.lesson == 5 &&
         !state.learn.downhill.landscape && !state.learn.downhill.asked;
}

void landscape_pictures_came(State& state, const PicturesEvent& event) {
  Network<float> origin(state.network.shape());
  origin.initialise(state.settings.seed);
  Downhill& downhill = state.learn.downhill;
  downhill.landscape =
      std::make_shared<const Landscape>(std::move(origin), Examples{event.pixels, event.labels});
  downhill.heights.clear();
  restart_downhill(state);
}

void restart_downhill(State& state) {
  Downhill& downhill = state.learn.downhill;
  downhill.path = {kPlaneStart};
  downhill.losses.clear();
  downhill.methods.clear();
  if (!downhill.landscape) return;
  downhill.slope = downhill.landscape->slope(kPlaneStart);
  downhill.losses.push_back(downhill.slope.loss);
}

void step_downhill(State& state) {
  Downhill& downhill = state.learn.downhill;
  if (!downhill.landscape) return;
  // Where it has run away, further steps tell nothing.
  if (!std::isfinite(downhill.losses.back())) return;
  const double rate = kRates[downhill.rate];
  PlanePoint at = downhill.path.back();
  at = {at.x - rate * downhill.slope.by_x, at.y - rate * downhill.slope.by_y};
  downhill.path.push_back(at);
  downhill.slope = downhill.landscape->slope(at);
  downhill.losses.push_back(downhill.slope.loss);
}

void release_methods(State& state) {
  Downhill& downhill = state.learn.downhill;
  downhill.methods.clear();
  if (!downhill.landscape) return;
  for (const OptimizerKind kind : {OptimizerKind::kSgd, OptimizerKind::kMomentum,
                                   OptimizerKind::kRmsprop, OptimizerKind::kAdam}) {
    downhill.methods.emplace_back(kind, kRates[downhill.rate], kPlaneStart);
  }
}

bool advance_landscape(State& state) {
  Downhill& downhill = state.learn.downhill;
  if (state.place != Place::kLearn || state.learn.lesson != 5 || !downhill.landscape) return false;
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

std::span<const ExperimentKind> lesson_experiments(const State& state) {
  if (state.learn.steps_done[5] == 0) return kMemorise;
  return kHelps;
}

}  // namespace inkling
