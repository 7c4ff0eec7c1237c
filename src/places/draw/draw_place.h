// Draw shows the pad, what the network says of it, and the one button to begin with.
#pragma once

#include "app/core/core.h"
#include "app/core/place.h"
#include "places/draw/learning_scene.h"
#include "places/draw/paper.h"

namespace inkling {

struct ToggleInkSteps {};
// Several digits on the pad are read as a number from now on, or no longer.
struct ReadNumbers {
  bool wanted;
};
// The digit of the number alone stays on the pad.
struct TakeDigit {
  std::size_t index;
};
// WatchMeLearn starts a training run, as a scene where the visitor likes motion; HurryScene lets
// the same run go on at full speed.
struct WatchMeLearn {};
struct HurryScene {};

class DrawPlace : public Place {
 public:
  explicit DrawPlace(Core& core) : core_(core) {}

  const char* name() const override { return "draw"; }
  Text title() const override { return Text::kPlaceDraw; }
  bool demonstrates() const override { return true; }
  bool reads_numbers() const override { return reads_numbers_; }
  void draw_sign(Ui& ui, Rect area, ImU32 colour) const override;
  Rect draw(Ui& ui, Rect area, bool wide) const override;
  std::string article(Rect area) const override;
  void article_input(std::string_view what, std::string_view value) override;
  void leave() override {
    scene_.hurry();
    paper_.leave();
  }
  bool act(const Action& action) override;
  void before_drawing() override { scene_.put_away(); }
  bool advance(double elapsed_ms) override { return scene_.advance(elapsed_ms); }
  void after_frame() override { paper_.after_frame(); }
  void on_event(const Event& event) override {
    scene_.on_event(event);
    paper_.on_event(event);
  }
  void on_refusal(RequestId request) override { paper_.on_refusal(request); }
  std::vector<std::uint8_t> saved() const override;
  bool restore(std::span<const std::uint8_t> bytes) override;
  void forget() override {
    scene_.put_away();
    paper_.forget();
    reads_numbers_ = true;
  }

  const LearningScene& scene() const { return scene_; }
  Paper& paper() { return paper_; }

 private:
  Core& core_;
  LearningScene scene_{core_};
  Paper paper_{core_};
  // It shows how the picture that the network sees comes about.
  bool ink_steps_open_ = false;
  bool reads_numbers_ = true;
};

}  // namespace inkling
