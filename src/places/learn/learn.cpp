#include "places/learn/learn.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/json_fields.h"
#include "places/learn/backprop_lesson.h"
#include "places/learn/descent_lesson.h"
#include "places/learn/fooling_lesson.h"
#include "places/learn/lesson.h"
#include "places/learn/rules_lesson.h"

namespace inkling {

namespace {

double share_of_zeros(const Network<float>& network) {
  const auto& all = network.parameters();
  return static_cast<double>(std::count(all.begin(), all.end(), 0.0f)) /
         static_cast<double>(std::max<std::size_t>(all.size(), 1));
}

}  // namespace

std::string to_json(const LessonEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "lesson", event.lesson);
    field(writer, "step", event.step);
    field(writer, "done", event.done);
  });
}

bool lesson_done(const Learn& learn, int lesson) {
  return learn.steps_done[static_cast<std::size_t>(lesson)] >= lesson_of(lesson).steps;
}

void open_lesson(const State& state, Learn& learn, int lesson) {
  Learn fresh;
  fresh.lesson = lesson;
  fresh.steps_done = learn.steps_done;
  // A landscape belongs to one shape of network.
  const auto& landscape = learn.downhill.landscape;
  if (landscape && landscape->shape() == state.model.network.shape()) {
    fresh.downhill.landscape = landscape;
    fresh.downhill.heights = learn.downhill.heights;
    fresh.downhill.valley = learn.downhill.valley;
  }
  fresh.rules.images = learn.rules.images;
  set_seven_limit(fresh.rules, SevenWidth::kTop, fresh.rules.rule.limits[0]);
  fresh.samples = learn.samples;
  learn = std::move(fresh);
  restart_downhill(learn.downhill);
  study(state, learn);
}

ClassResult lesson_result(const Learn& learn) {
  static_assert(kLessons <= kMostLessonsInCode);
  ClassResult result;
  result.lesson = learn.lesson;
  result.score = lesson_of(learn.lesson).steps;
  if (learn.first_step) result.seconds = std::max(1.0, learn.watch.seconds());
  return result;
}

std::vector<LessonEvent> advance_lesson(const State& state, Learn& learn) {
  std::vector<LessonEvent> events;
  int& done = learn.steps_done[static_cast<std::size_t>(learn.lesson)];
  const Lesson& lesson = lesson_of(learn.lesson);
  while (done < lesson.steps && lesson.step_done(state, learn, done)) {
    ++done;
    events.push_back({learn.lesson, done, done == lesson.steps});
  }
  return events;
}

void study(const State& state, Learn& learn) {
  learn.zeros = share_of_zeros(state.model.network);
  look_inside(state, learn.network);
  study_changes(state, learn);
  learn.backprop.reset();
  if (state.prediction.empty) {
    learn.nudge.reset();
    return;
  }
  learn.backprop = trace_backprop(state.model.network, state.prediction.picture,
                                  learn.label.value_or(state.prediction.likeliest()));
  if (learn.weight && learn.weight->to >= state.model.network.shape().layers[1])
    learn.weight.reset();
  if (learn.nudge) nudge_weight(state, learn, learn.nudge->amount);
}

std::string lesson_json(const State& state, const Learn& learn, Rect article) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  const int lesson = learn.lesson;
  writer.StartObject();
  writer.Key("lesson");
  writer.Int(lesson);
  writer.Key("language");
  writer.String(kLanguageNames[static_cast<int>(state.language)]);
  writer.Key("done");
  writer.Int(learn.steps_done[static_cast<std::size_t>(lesson)]);
  writer.Key("numbers");
  writer.StartObject();
  for (const auto& [name, value] : lesson_of(lesson).numbers(state, learn)) {
    writer.Key(name);
    writer.String(value.c_str());
  }
  writer.EndObject();
  writer.Key("symbol");
  writer.String(learn.pointed_symbol.c_str());
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
