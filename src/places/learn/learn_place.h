// Learn is the place of the lessons.
#pragma once

#include "app/core/core.h"
#include "app/core/place.h"
#include "places/learn/learn_state.h"

namespace inkling {

struct OpenLesson {
  int lesson;
};

class LearnPlace : public Place {
 public:
  explicit LearnPlace(Core& core) : core_(core) {}
  const Learn& state() const { return learn_; }

  bool needs_digits() const override { return true; }
  const char* name() const override { return "learn"; }
  Text title() const override { return Text::kPlaceLearn; }
  void draw_sign(Ui& ui, Rect area, ImU32 colour) const override;
  std::optional<Text> welcome() const override { return Text::kWelcomeLearn; }
  Rect draw(Ui& ui, Rect area, bool wide) const override;
  std::string article(Rect area) const override;
  // "symbol" is the one that is pointed at in the text, or empty; "link" asks for a link to the
  // lesson.
  void article_input(std::string_view what, std::string_view value) override;
  void enter(std::string_view part) override;
  void leave() override { learn_.watch.pause(); }
  bool act(const Action& action) override;
  void on_prediction() override;
  bool advance(double elapsed_ms) override;
  void after_frame() override;
  void on_event(const Event& event) override;
  void on_refusal(RequestId request) override { learn_.experiment.on_refusal(request); }
  void ask_again() override { learn_.pictures_asked = false; }
  // "lesson" is the number of the lesson that is open.
  std::optional<Parameter> parameter(const std::string& name, const std::string& value) override;
  // Saves how many steps of each lesson are done.
  std::vector<std::uint8_t> saved() const override;
  bool restore(std::span<const std::uint8_t> bytes) override;
  std::vector<std::uint8_t> merged(std::span<const std::uint8_t> theirs,
                                   std::span<const std::uint8_t> base,
                                   std::span<const std::uint8_t> mine) const override;
  void forget() override {
    learn_.steps_done = {};
    learn_.watch = {};
    learn_.first_step = false;
  }

 private:
  void go(const std::string& where);
  void open(int lesson);
  void tell_opened();
  void offer_link();
  void ask_for_pictures();

  Core& core_;
  Learn learn_;
};

}  // namespace inkling
