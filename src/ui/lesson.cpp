#include "ui/lesson.h"

#include <cmath>

#include "app/learn.h"
#include "app/play.h"
#include "base/json.h"
#include "ui/figures.h"
#include "ui/guess.h"

namespace inkling {
namespace {

constexpr const char* kUnknown = "–";

// As many digits as make a small number readable: gradients may be tiny.
std::string small_number(double value) {
  if (value == 0) return "0";
  const int digits = std::clamp(static_cast<int>(std::ceil(2 - std::log10(std::abs(value)))), 2, 9);
  return (value < 0 ? "−" : "") + fixed(std::abs(value), digits);
}

LessonNumbers neuron_numbers(const State& state) {
  const Neuron neuron = neuron_of(state);
  return {{"products", fixed(neuron.sum - neuron.bias, 2)},
          {"bias", fixed(neuron.bias, 2)},
          {"sum", fixed(neuron.sum, 2)},
          {"output", fixed(neuron.output, 2)}};
}

LessonNumbers layer_numbers(const State& state) {
  LessonNumbers numbers = {
      {"inputs", std::to_string(kPixels)},
      {"layers", std::to_string(state.network.layer_count())},
      {"parameters", with_thousands(static_cast<int>(state.network.parameters().size()))}};
  const auto& unit = state.inside.unit;
  const auto& insight = state.inside.insight;
  const bool known = unit && insight;
  std::string sum = kUnknown, bias = kUnknown, output = kUnknown;
  std::string x = kUnknown, w = kUnknown, product = kUnknown;
  if (known) {
    const LayerInsight& layer = insight->layers[static_cast<std::size_t>(unit->layer)];
    const auto index = static_cast<std::size_t>(unit->index);
    sum = fixed(layer.sums[index], 2);
    bias = fixed(state.network.layer(unit->layer).biases[index], 2);
    output = fixed(layer.activations[index], 2);
    if (unit->layer == 0 && state.learn.pixel) {
      const double value =
          state.reading.picture[static_cast<std::size_t>(*state.learn.pixel)] / 255.0;
      const float weight = state.network.layer(0).weights(*state.learn.pixel, unit->index);
      x = fixed(value, 2);
      w = fixed(weight, 3);
      product = fixed(value * weight, 3);
    }
  }
  numbers.insert(
      numbers.end(),
      {{"sum", sum}, {"bias", bias}, {"output", output}, {"x", x}, {"w", w}, {"product", product}});
  return numbers;
}

LessonNumbers wrong_numbers(const State& state) {
  const Learn& learn = state.learn;
  if (!learn.blame) {
    return {
        {"label", kUnknown}, {"probability", kUnknown}, {"loss", kUnknown}, {"pushed", kUnknown}};
  }
  const Blame& blame = *learn.blame;
  const auto label = static_cast<std::size_t>(blame.label);
  return {{"label", class_sign(blame.label)},
          {"probability", small_number(blame.probabilities[label])},
          {"loss", small_number(blame.loss)},
          {"pushed",
           percent(pushed_probabilities(state)[static_cast<std::size_t>(learn.pushed_digit)], 1)}};
}

LessonNumbers blame_numbers(const State& state) {
  const auto rule = chosen_chain_rule(state);
  const auto& nudge = state.learn.nudge;
  const auto of_rule = [&](double value) {
    return rule ? small_number(value) : std::string(kUnknown);
  };
  const auto of_nudge = [&](double value) {
    return nudge ? small_number(value) : std::string(kUnknown);
  };
  const ChainRule values = rule.value_or(ChainRule{});
  const Learn::Nudge changes = nudge.value_or(Learn::Nudge{});
  return {{"loss", state.learn.blame ? small_number(state.learn.blame->loss) : kUnknown},
          {"x", of_rule(values.input)},
          {"slope", of_rule(values.slope)},
          {"above", of_rule(values.from_above)},
          {"gradient", of_rule(values.gradient())},
          {"nudge", of_nudge(changes.amount)},
          {"predicted", of_nudge(changes.predicted)},
          {"measured", of_nudge(changes.measured)}};
}

LessonNumbers downhill_numbers(const State& state) {
  const Downhill& downhill = state.learn.downhill;
  const bool known = !downhill.losses.empty();
  return {
      {"rate", fixed(kRates[downhill.rate], 2)},
      {"loss", known ? fixed(downhill.losses.back(), 3) : kUnknown},
      {"start", known ? fixed(downhill.losses.front(), 3) : kUnknown},
      {"slope", known ? fixed(std::hypot(downhill.slope.by_x, downhill.slope.by_y), 2) : kUnknown},
      {"taken", std::to_string(std::max<std::size_t>(downhill.path.size(), 1) - 1)},
      {"parameters", with_thousands(static_cast<int>(state.network.parameters().size()))}};
}

LessonNumbers memorise_numbers(const State& state) {
  const ExperimentView& experiment = state.inside.experiment;
  if (!experiment.done()) return {{"train", kUnknown}, {"test", kUnknown}, {"usual", kUnknown}};
  const Finding finding = finding_of(experiment.sides);
  return {{"train", percent(finding.other_train, 1)},
          {"test", percent(finding.other_test, 1)},
          {"usual", percent(finding.usual_test, 1)}};
}

LessonNumbers brain_numbers(const State& state) {
  int units = 0;
  const auto& layers = state.network.shape().layers;
  for (std::size_t l = 1; l < layers.size(); ++l) units += layers[l];
  const auto& requests = state.learn.requests;
  const auto score = [&](GameKind kind) {
    const auto best = best_score(state, kind);
    return best ? std::to_string(*best) : std::string(kUnknown);
  };
  return {{"units", with_thousands(units)},
          {"weights", with_thousands(static_cast<int>(state.network.parameters().size()))},
          {"requests", requests ? std::to_string(requests->own) : kUnknown},
          {"foreign", requests ? std::to_string(requests->foreign) : kUnknown},
          {"sprint", score(GameKind::kSprint)},
          {"duel", score(GameKind::kDuel)},
          {"golf", score(GameKind::kGolf)}};
}

}  // namespace

LessonNumbers lesson_numbers(const State& state) {
  constexpr LessonNumbers (*kNumbers[kLessons])(const State&) = {
      neuron_numbers,   layer_numbers,    wrong_numbers, blame_numbers,
      downhill_numbers, memorise_numbers, brain_numbers};
  return kNumbers[state.learn.lesson - 1](state);
}

std::string lesson_json(const State& state, Rect article) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  const int lesson = state.learn.lesson;
  writer.StartObject();
  writer.Key("lesson");
  writer.Int(lesson);
  writer.Key("language");
  writer.String(kLanguageNames[static_cast<int>(state.language)]);
  writer.Key("done");
  writer.Int(state.learn.steps_done[static_cast<std::size_t>(lesson - 1)]);
  writer.Key("numbers");
  writer.StartObject();
  for (const auto& [name, value] : lesson_numbers(state)) {
    writer.Key(name);
    writer.String(value.c_str());
  }
  writer.EndObject();
  writer.Key("rect");
  writer.StartArray();
  for (const float side : {article.x, article.y, article.w, article.h}) {
    writer.Int(static_cast<int>(std::lround(side)));
  }
  writer.EndArray();
  writer.EndObject();
  return buffer.GetString();
}

}  // namespace inkling
