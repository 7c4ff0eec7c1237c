// Draw: the pad, what the network says of it, and the one button to begin with.
#pragma once

#include "app/core/core.h"
#include "app/core/place.h"

namespace inkling {

struct ToggleInkSteps {};

class DrawPlace : public Place {
 public:
  explicit DrawPlace(Core& core) : core_(core) {}

  const char* name() const override { return "draw"; }
  Text title() const override { return Text::kPlaceDraw; }
  Rect draw(Ui& ui, Rect area, bool wide) const override;
  bool act(const Action& action) override;

 private:
  Core& core_;
  bool ink_steps_open_ = false;  // how the picture that the network sees comes about
};

}  // namespace inkling
