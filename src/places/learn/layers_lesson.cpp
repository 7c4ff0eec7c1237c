#include "places/learn/layers_lesson.h"

#include <algorithm>

#include "places/learn/lesson_parts.h"
#include "places/learn/symbols.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

bool layers_step_done(const State& state, const Learn& learn, int step) {
  const auto& unit = learn.network.unit;
  if (!unit) return false;
  const bool output = unit->layer + 1 == state.model.network.layer_count();
  switch (step) {
    case 0:
      return !output || state.model.network.layer_count() == 1;
    case 1:
      return unit->layer == 0 && learn.pixel.has_value();
    default:
      return output;
  }
}

LessonNumbers layer_numbers(const State& state, const Learn& learn) {
  LessonNumbers numbers = {
      {"inputs", std::to_string(kPixels)},
      {"layers", std::to_string(state.model.network.layer_count())},
      {"parameters", with_thousands(static_cast<int>(state.model.network.parameters().size()))}};
  const auto& unit = learn.network.unit;
  const auto& insight = learn.network.insight;
  const bool known = unit && insight;
  const std::string dash = unknown_number(state);
  std::string sum = dash, bias = dash, output = dash, x = dash, w = dash, product = dash;
  if (known) {
    const LayerInsight& layer = insight->layers[static_cast<std::size_t>(unit->layer)];
    const std::vector<double> terms = printed_sum(state, learn.network, *unit);
    bias = fixed(state.language, terms[1], 2);
    sum = fixed(state.language, terms[2], 2);
    output = fixed(state.language, layer.activations[static_cast<std::size_t>(unit->index)], 2);
    if (unit->layer == 0 && learn.pixel) {
      const double value = state.prediction.picture[static_cast<std::size_t>(*learn.pixel)] / 255.0;
      const float weight = state.model.network.layer(0).weights(*learn.pixel, unit->index);
      x = fixed(state.language, value, 2);
      w = fixed(state.language, weight, 3);
      product = fixed(state.language, value * weight, 3);
    }
  }
  numbers.insert(
      numbers.end(),
      {{"sum", sum},
       {"x", x},
       {"w", w},
       {"product", product},
       {"a", output},
       {"b", bias},
       {"S", known ? fixed(state.language, printed_sum(state, learn.network, *unit)[0], 2) : dash},
       {"f", unit && unit->layer + 1 == state.model.network.layer_count()
                 ? dash
                 : kActivationNames[static_cast<int>(state.model.network.shape().activation)]},
       {"zeros", percent(state.language, learn.zeros)}});
  return numbers;
}

float draw_layers(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                  const LessonNumbers& numbers) {
  const float top = area.y;
  if (!learn.network.insight) return 0;
  SymbolMarks marks(ui, learn);
  const auto& unit = learn.network.unit;
  if (unit && unit->layer == 0 && state.model.network.layer_count() > 1) {
    Rect row = area.cut_top(kPixelMap, kStep);
    const Rect map = row.cut_left(kPixelMap, 2 * kStep);
    const auto pixel =
        draw_pixel_choice(ui, "products", pixel_words(ui, state, unit->index, learn.pixel), map,
                          products_into(state, unit->index), learn.pixel);
    if (pixel) ui.act(ChoosePixel{*pixel});
    if (learn.pixel) {
      marks.mark("w", pixel_place(map, *learn.pixel));
      marks.mark("x", pixel_place(map, *learn.pixel));
    }
    row.cut_top(draw_formula(
        ui, "pixel-product", row,
        learn.pixel ? ui.say(Text::kPixelProduct, {number(numbers, "x"), number(numbers, "w"),
                                                   number(numbers, "product")})
                    : ui.say(Text::kPixelChoice)));
  }
  area.cut_top(draw_network_panel(ui, state, learn.network, area, visible - 40));
  if (unit) {
    const bool output = unit->layer + 1 == state.model.network.layer_count();
    const std::string id =
        output ? "output-" + std::to_string(unit->index)
               : "unit-" + std::to_string(unit->layer) + "-" + std::to_string(unit->index);
    marks.mark_control("S", "unit-details");
    marks.mark_control("b", "unit-details");
    marks.mark_control("f", id);
    marks.mark_control("a", id);
  }
  marks.finish();
  return area.y - top;
}

}  // namespace

Lesson layers_lesson() {
  return {.steps = 3,
          .wants_drawing = true,
          .step_done = layers_step_done,
          .numbers = layer_numbers,
          .draw = draw_layers};
}

}  // namespace inkling
