#include "places/learn/learn_place.h"

#include <algorithm>
#include <numeric>

#include "app/core/link_panel.h"
#include "app/core/results.h"
#include "app/core/saving.h"
#include "base/whole_number.h"
#include "places/learn/backprop_lesson.h"
#include "places/learn/brain_lesson.h"
#include "places/learn/descent_lesson.h"
#include "places/learn/fooling_lesson.h"
#include "places/learn/layers_lesson.h"
#include "places/learn/learn.h"
#include "places/learn/learn_view.h"
#include "places/learn/lesson.h"
#include "places/learn/loss_lesson.h"
#include "places/learn/neuron_lesson.h"
#include "places/learn/rules_lesson.h"
#include "places/learn/saved_steps.h"
#include "places/learn/symbols.h"
#include "places/learn/teaching_lesson.h"

namespace inkling {
namespace {

// Returns nothing where the bytes hold no steps that could have been done.
std::optional<StepsDone> possible_steps(std::span<const std::uint8_t> bytes) {
  const std::optional<StepsDone> steps = steps_from_bytes(bytes);
  if (!steps) return std::nullopt;
  for (int lesson = 0; lesson < kLessons; ++lesson) {
    const int done = (*steps)[static_cast<std::size_t>(lesson)];
    if (done < 0 || done > lesson_of(lesson).steps) return std::nullopt;
  }
  return steps;
}

}  // namespace

void LearnPlace::draw_sign(Ui& ui, Rect area, ImU32 colour) const {
  // It is an open book.
  for (const float side : {-1.0f, 1.0f}) {
    const float x = area.centre_x(), far = x + side * (area.w / 2 - 1);
    const ImVec2 page[] = {
        {x, area.y + 5}, {far, area.y + 2}, {far, area.bottom() - 4}, {x, area.bottom() - 1}};
    ui.draw().AddPolyline(page, 4, colour, ImDrawFlags_Closed, 1.8f);
  }
}

Rect LearnPlace::draw(Ui& ui, Rect area, bool wide) const {
  return draw_learn_view(ui, core_.state, learn_, area, wide);
}

std::string LearnPlace::article(Rect area) const { return lesson_json(core_.state, learn_, area); }

void LearnPlace::article_input(std::string_view what, std::string_view value) {
  if (what == "symbol") learn_.named_symbol = value;
  if (what == "go") go(std::string(value));
  if (what == "link") offer_link();
}

void LearnPlace::enter(std::string_view) {
  learn_.pictures_asked = false;
  tell_opened();
}

bool LearnPlace::act(const Action& action) {
  if (core_.shows(*this) && learn_.experiment.act(core_, action)) return true;
  const State& state = core_.state;
  return handle(
      action, [&](const OpenLesson& wanted) { open(wanted.lesson); },
      [&](const PointAtSymbol& point) { learn_.pointed_symbol = point.symbol; },
      [&](const SetSevenLimit& set) { set_seven_limit(learn_.rules, set.which, set.limit); },
      [&](const AskNetwork&) {
        learn_.rules.network_tried = 0;
        learn_.rules.network = {};
      },
      [&](const SetNeuronWeight& set) {
        learn_.weights[static_cast<std::size_t>(set.input)] = set.weight;
        learn_.input = set.input;
      },
      [&](const SetNeuronBias& set) { learn_.bias = set.bias; },
      [&](const SelectUnit& select) { learn_.network.unit = select.unit; },
      [&](const ChoosePixel& choose) { learn_.pixel = choose.pixel; },
      [&](const SetTrueLabel& set) { set_true_label(state, learn_, set.label); },
      [&](const SetFewLogit& set) {
        learn_.few_logits[static_cast<std::size_t>(set.row)] = set.logit;
        learn_.few_chosen = set.row;
      },
      [&](const PushLogit& push) {
        learn_.pushed_digit = push.digit;
        learn_.push = push.push;
      },
      [&](const ChooseGear& choose) {
        learn_.gears[static_cast<std::size_t>(choose.gear)] = choose.turns;
      },
      [&](const ChooseWeight& choose) {
        learn_.weight = choose.weight;
        learn_.nudge.reset();
      },
      [&](const NudgeWeight& nudge) { nudge_weight(state, learn_, nudge.nudge); },
      [&](const ChooseValleyRate& choose) { learn_.downhill.valley_rate = choose.rate; },
      [&](const RollBall&) { roll_ball(learn_.downhill); },
      [&](const LiftBall&) { lift_ball(learn_.downhill); },
      [&](const ChooseRate& choose) { learn_.downhill.rate = choose.rate; },
      [&](const StepDownhill&) { step_downhill(learn_.downhill); },
      [&](const RestartDownhill&) { restart_downhill(learn_.downhill); },
      [&](const ReleaseMethods&) { release_methods(learn_.downhill); },
      [&](const ChangePicture& change) { change_picture(state, learn_, change.changes); },
      [&](const SayNoDigit& say) { say_no_digit(state, learn_, say.no_digit); },
      [&](const ShowShuffling& show) { show_shuffling(learn_, show.shown); },
      [&](const ShowFact& show) {
        learn_.fact = show.fact;
        learn_.facts_seen |= 1u << show.fact;
      },
      [&](const ShowTeaching& show) { learn_.teaching.part = show.part; },
      [&](const KeepSymbol&) { keep_symbol(core_, learn_.teaching); },
      [&](const TryDrawing& wanted) { try_drawing(core_, learn_.teaching, wanted.meant); },
      [&](const CountRequests&) {
        const auto [own, foreign] = core_.host.count_requests();
        learn_.requests = {.own = own, .foreign = foreign};
      });
}

void LearnPlace::offer_link() {
  const std::string number = std::to_string(learn_.lesson);
  const Language language = core_.state.language;
  const Text title = static_cast<Text>(static_cast<int>(Text::kLesson0) + learn_.lesson);
  show_link(core_, "mode=learn&lesson=" + number,
            text(language, Text::kLessonChoice, {number, std::string(text(language, title))}));
}

// Goes to another lesson by its number, or to another place by its name, where there is a way.
void LearnPlace::go(const std::string& where) {
  if (const auto lesson = whole_number(where, 0, kLessons - 1)) {
    open(*lesson);
    return;
  }
  Place* place = core_.state.menu ? core_.find_place(where) : nullptr;
  if (place != nullptr) go_to(core_, *place);
}

void LearnPlace::open(int lesson) {
  learn_.experiment.stop(core_);
  open_lesson(core_.state, learn_, lesson);
  tell_opened();
}

void LearnPlace::tell_opened() {
  if (core_.listener == nullptr) return;
  const int steps = learn_.steps_done[static_cast<std::size_t>(learn_.lesson)];
  core_.listener->on_place_event(
      "lesson", to_json(LessonEvent{learn_.lesson, steps, lesson_done(learn_, learn_.lesson)}));
}

void LearnPlace::on_prediction() { study(core_.state, learn_); }

bool LearnPlace::advance(double) {
  learn_.watch.tick(core_.now_ms);
  if (learn_.lesson == kRulesLesson) return advance_rules(core_.state, learn_.rules);
  return learn_.lesson == kDescentLesson && advance_landscape(learn_.downhill);
}

void LearnPlace::after_frame() {
  if (!core_.shows(*this)) return;
  for (const LessonEvent& event : advance_lesson(core_.state, learn_)) {
    if (core_.listener != nullptr) core_.listener->on_place_event("lesson", to_json(event));
    announce(core_, event.done ? Text::kLessonDone : Text::kStepDone,
             {std::to_string(event.lesson), std::to_string(event.step)});
    learn_.first_step = learn_.first_step || event.step == 1;
    if (event.done) keep_result(core_.state, lesson_result(learn_));
    save(core_, SavedPart::kVisitor);
  }
  ask_for_pictures();
}

// The rules are tried on test images; the loss is measured on training images, as it is in
// training.
void LearnPlace::ask_for_pictures() {
  const bool rules = learn_.lesson == kRulesLesson && !learn_.rules.images;
  const bool samples = (learn_.lesson == kDescentLesson && !learn_.downhill.landscape) ||
                       (learn_.lesson == kMemorisingLesson && !learn_.samples);
  if (learn_.pictures_asked || (!rules && !samples)) return;
  learn_.pictures_asked = true;
  std::vector<int> first(static_cast<std::size_t>(rules ? kRuleImages : kLandscapeImages));
  std::iota(first.begin(), first.end(), 0);
  send(core_, PicturesCommand{.use = PicturesFor::kLesson,
                              .split = rules ? Split::kTest : Split::kTrain,
                              .indices = std::move(first)});
}

void LearnPlace::on_event(const Event& event) {
  learn_.experiment.on_event(event);
  const auto* pictures = std::get_if<PicturesEvent>(&event);
  if (pictures == nullptr || pictures->use != PicturesFor::kLesson || pictures->indices.empty()) {
    return;
  }
  if (pictures->split == Split::kTest) {
    on_rule_pictures(learn_.rules, *pictures);
  } else {
    learn_.samples = std::make_shared<const PicturesEvent>(*pictures);
    if (learn_.lesson == kDescentLesson) {
      on_landscape_pictures(core_.state, learn_.downhill, *pictures);
    }
  }
}

std::optional<Parameter> LearnPlace::parameter(const std::string& name, const std::string& value) {
  if (name != "lesson") return std::nullopt;
  return parameter_of(whole_number(value, 0, kLessons - 1), [this](int lesson) {
    if (!core_.started) {
      learn_.lesson = lesson;
    } else if (lesson != learn_.lesson) {
      open(lesson);
    }
  });
}

std::vector<std::uint8_t> LearnPlace::saved() const { return to_bytes(learn_.steps_done); }

bool LearnPlace::restore(std::span<const std::uint8_t> bytes) {
  const std::optional<StepsDone> steps = possible_steps(bytes);
  if (steps) learn_.steps_done = *steps;
  return steps.has_value();
}

std::vector<std::uint8_t> LearnPlace::merged(std::span<const std::uint8_t> theirs,
                                             std::span<const std::uint8_t> base,
                                             std::span<const std::uint8_t> mine) const {
  StepsDone merged = possible_steps(theirs).value_or(StepsDone{});
  const StepsDone before = possible_steps(base).value_or(StepsDone{});
  const StepsDone own = possible_steps(mine).value_or(StepsDone{});
  for (std::size_t i = 0; i < kLessons; ++i) {
    if (own[i] != before[i]) merged[i] = std::max(own[i], merged[i]);
  }
  return to_bytes(merged);
}

}  // namespace inkling
