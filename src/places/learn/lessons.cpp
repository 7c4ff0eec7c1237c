// Lists the lessons.
#include <array>

#include "places/learn/backprop_lesson.h"
#include "places/learn/brain_lesson.h"
#include "places/learn/descent_lesson.h"
#include "places/learn/fooling_lesson.h"
#include "places/learn/layers_lesson.h"
#include "places/learn/lesson.h"
#include "places/learn/loss_lesson.h"
#include "places/learn/memorising_lesson.h"
#include "places/learn/neuron_lesson.h"
#include "places/learn/rules_lesson.h"
#include "places/learn/teaching_lesson.h"
#include "ui/strings.h"

namespace inkling {

const Lesson& lesson_of(int number) {
  static const std::array<Lesson, kLessons> kAll = {
      rules_lesson(),   neuron_lesson(),     layers_lesson(),  loss_lesson(),     backprop_lesson(),
      descent_lesson(), memorising_lesson(), fooling_lesson(), teaching_lesson(), brain_lesson()};
  return kAll[static_cast<std::size_t>(number)];
}

std::string number(const LessonNumbers& numbers, std::string_view name) {
  for (const auto& [key, value] : numbers) {
    if (key == name) return value;
  }
  return "";
}

std::string unknown_number(const State& state) {
  return std::string(text(state.language, Text::kUnknownNumber));
}

}  // namespace inkling
