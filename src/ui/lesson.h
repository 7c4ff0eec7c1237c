// A lesson's text stands in the DOM, its numbers come from here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/learn.h"
#include "ui/ui.h"

namespace inkling {

// The numbers of the open lesson, as the text and the canvas show them, by name. A number that is
// not known yet is a dash.
using LessonNumbers = std::vector<std::pair<const char*, std::string>>;
LessonNumbers lesson_numbers(const State& state);

// What the neuron of the first lesson adds up, as it is printed: the products, the bias, the sum.
std::vector<double> printed_sum(const Neuron& neuron);

// {"lesson": 4, "language": "en", "done": 1, "numbers": {"loss": "2.31"}, "rect": [x, y, w, h]}.
// `done` counts the steps; `article` is where on the page the text goes.
std::string lesson_json(const State& state, Rect article);

// The hands-on part of the open lesson. Returns its height.
float draw_lesson(Ui& ui, const State& state, Rect place, float visible);

}  // namespace inkling
