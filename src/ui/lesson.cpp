#include "ui/lesson.h"

#include <cmath>

#include "app/learn.h"
#include "app/play.h"
#include "base/json.h"
#include "ui/guess.h"
#include "ui/inside_panels.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

std::string unknown(const State& state) {
  return std::string(text(state.language, Text::kUnknownNumber));
}

LessonNumbers neuron_numbers(const State& state) {
  const auto said = [&](double value) { return fixed(state.language, value, 2); };
  const Neuron neuron = neuron_of(state);
  const std::vector<double> sum = printed_sum(neuron);
  return {{"products", said(sum[0])},
          {"bias", said(sum[1])},
          {"sum", said(sum[2])},
          {"output", said(neuron.output > 0 ? sum[2] : 0)}};
}

LessonNumbers layer_numbers(const State& state) {
  LessonNumbers numbers = {
      {"inputs", std::to_string(kPixels)},
      {"layers", std::to_string(state.network.layer_count())},
      {"parameters", with_thousands(static_cast<int>(state.network.parameters().size()))}};
  const auto& unit = state.inside.unit;
  const auto& insight = state.inside.insight;
  const bool known = unit && insight;
  const std::string dash = unknown(state);
  std::string sum = dash, bias = dash, output = dash, x = dash, w = dash, product = dash;
  if (known) {
    const LayerInsight& layer = insight->layers[static_cast<std::size_t>(unit->layer)];
    const std::vector<double> terms = printed_sum(state, *unit);
    bias = fixed(state.language, terms[1], 2);
    sum = fixed(state.language, terms[2], 2);
    output = fixed(state.language, layer.activations[static_cast<std::size_t>(unit->index)], 2);
    if (unit->layer == 0 && state.learn.pixel) {
      const double value =
          state.reading.picture[static_cast<std::size_t>(*state.learn.pixel)] / 255.0;
      const float weight = state.network.layer(0).weights(*state.learn.pixel, unit->index);
      x = fixed(state.language, value, 2);
      w = fixed(state.language, weight, 3);
      product = fixed(state.language, value * weight, 3);
    }
  }
  numbers.insert(
      numbers.end(),
      {{"sum", sum}, {"bias", bias}, {"output", output}, {"x", x}, {"w", w}, {"product", product}});
  return numbers;
}

LessonNumbers wrong_numbers(const State& state) {
  const Learn& learn = state.learn;
  const std::string dash = unknown(state);
  if (!learn.blame) {
    return {{"label", dash}, {"probability", dash}, {"loss", dash}, {"pushed", dash}};
  }
  const std::vector<double> pushed = pushed_probabilities(state);
  const auto of = [&](int digit) { return pushed[static_cast<std::size_t>(digit)]; };
  return {{"label", class_sign(learn.blame->label)},
          {"probability", significant(state.language, of(learn.blame->label))},
          {"loss", significant(state.language, pushed_loss(state))},
          {"pushed", learn.push != 0 ? percent(state.language, of(learn.pushed_digit), 1) : dash}};
}

LessonNumbers blame_numbers(const State& state) {
  const auto rule = chosen_chain_rule(state);
  const auto& nudge = state.learn.nudge;
  const auto of_rule = [&](double value) {
    return rule ? significant(state.language, value) : unknown(state);
  };
  const auto of_nudge = [&](double value) {
    return nudge ? significant(state.language, value) : unknown(state);
  };
  const ChainRule values = rule.value_or(ChainRule{});
  const Learn::Nudge changes = nudge.value_or(Learn::Nudge{});
  return {{"loss", state.learn.blame ? significant(state.language, state.learn.blame->loss)
                                     : unknown(state)},
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
  return {{"rate", fixed(state.language, kRates[downhill.rate], 2)},
          {"loss", known ? loss_words(state.language, downhill.losses.back()) : unknown(state)},
          {"start", known ? loss_words(state.language, downhill.losses.front()) : unknown(state)},
          {"slope",
           known ? fixed(state.language, std::hypot(downhill.slope.by_x, downhill.slope.by_y), 2)
                 : unknown(state)},
          {"taken", text(state.language, Text::kSteps,
                         {std::to_string(std::max<std::size_t>(downhill.path.size(), 1) - 1)})},
          {"parameters", with_thousands(static_cast<int>(state.network.parameters().size()))}};
}

LessonNumbers memorise_numbers(const State& state) {
  const ExperimentView& experiment = state.inside.experiment;
  if (!experiment.done())
    return {{"train", unknown(state)}, {"test", unknown(state)}, {"usual", unknown(state)}};
  const Finding finding = finding_of(experiment.sides);
  return {{"train", percent(state.language, finding.other_train, 1)},
          {"test", percent(state.language, finding.other_test, 1)},
          {"usual", percent(state.language, finding.usual_test, 1)}};
}

LessonNumbers brain_numbers(const State& state) {
  int units = 0;
  const auto& layers = state.network.shape().layers;
  for (std::size_t l = 1; l < layers.size(); ++l) units += layers[l];
  const auto& requests = state.learn.requests;
  const auto score = [&](GameKind kind) {
    const auto best = best_score(state, kind);
    return best ? with_thousands(*best) : unknown(state);
  };
  return {{"units", with_thousands(units)},
          {"weights", with_thousands(static_cast<int>(state.network.parameters().size()))},
          {"requests",
           requests ? text(state.language, Text::kFilesCount, {std::to_string(requests->own)})
                    : unknown(state)},
          {"foreign", requests ? std::to_string(requests->foreign) : unknown(state)},
          {"sprint", score(GameKind::kSprint)},
          {"duel", score(GameKind::kDuel)},
          {"golf", score(GameKind::kGolf)}};
}

}  // namespace

std::vector<double> printed_sum(const Neuron& neuron) {
  return rounded_sum(std::array{neuron.sum - neuron.bias, neuron.bias});
}

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
