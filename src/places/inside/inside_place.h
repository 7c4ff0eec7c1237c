// Inside shows the network and the drawing on its way through it, the data, a map and experiments.
#pragma once

#include "app/core/core.h"
#include "app/core/place.h"
#include "places/inside/inside_state.h"

namespace inkling {

struct ShowInside {
  Inside::View view;
};
struct CompareDigits {
  int digit;
  int against;
};
struct ToggleEraser {};
struct ShowData {
  DataView view;
};
struct ShowMapPoint {
  std::optional<int> point;
};

class InsidePlace : public Place {
 public:
  explicit InsidePlace(Core& core) : core_(core) {}
  const Inside& state() const { return inside_; }

  const char* name() const override { return "inside"; }
  Text title() const override { return Text::kPlaceInside; }
  void draw_sign(Ui& ui, Rect area, ImU32 colour) const override;
  std::optional<Text> welcome() const override { return Text::kWelcomeInside; }
  Rect draw(Ui& ui, Rect area, bool wide) const override;
  void enter(std::string_view part) override;
  bool act(const Action& action) override;
  bool erases() const override { return inside_.erasing; }
  void on_prediction() override;
  bool advance(double elapsed_ms) override;
  void after_frame() override;
  void on_event(const Event& event) override;
  void on_refusal(RequestId request) override { inside_.experiment.on_refusal(request); }
  void ask_again() override { inside_.asked = {}; }
  void data_changed() override;

 private:
  Core& core_;
  Inside inside_;
};

}  // namespace inkling
