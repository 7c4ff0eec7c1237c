// What is on the screen, told to the DOM.
//
// A canvas is mute: a keyboard cannot reach its buttons, and a screen reader finds nothing. So
// every widget that is drawn is also listed here; the page keeps one DOM element for each,
// invisible and in the same place, which can be focused, read out and operated. What is done to it
// comes back as an activation and is treated as a touch.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/rect.h"

namespace inkling {

enum class Role {
  kButton,
  kToggle,
  kTab,
  kTextField,
  kText,
  kHeading,
  kImage,
  kProgress,
  kPad,  // drawn on, with the keys of arrows too: see App::move_pen()
};

struct Control {
  std::string id;  // the same from frame to frame
  Role role = Role::kButton;
  std::string label;
  Rect rect;
  bool on = false;                          // of a toggle or tab
  bool disabled = false;                    // seen but not to be used
  std::string value;                        // of a text field; of progress, in percent
  std::optional<Rect> clip = std::nullopt;  // what of the screen it can be seen in, if not all
};

class Semantics {
 public:
  void begin_frame() { controls_.clear(); }
  void add(Control control) {
    control.clip = clip_;
    controls_.push_back(std::move(control));
  }
  // What is added from now on can be seen inside this rectangle only.
  void set_clip(std::optional<Rect> clip) { clip_ = clip; }
  const std::vector<Control>& controls() const { return controls_; }
  // A text that is drawn. Tests listen to them: what is drawn need not be told to the DOM.
  void drawn(std::string_view words) {
    if (drawn_ != nullptr) drawn_->emplace_back(words);
  }
  void record_drawn(std::vector<std::string>* texts) { drawn_ = texts; }
  std::string json() const;

  // Something was done to the element of a control: pressed, or given a new text. Answered by the
  // next frame.
  void activate(std::string id, std::string value);
  // The text that came with it, empty for a press. Each activation is given out once.
  std::optional<std::string> take_activation(const std::string& id);
  // The focused control, to be scrolled into view once.
  void focus(std::string id) { focused_ = std::move(id); }
  bool take_focus(const std::string& id);

 private:
  struct Activation {
    std::string id;
    std::string value;
  };
  std::vector<Control> controls_;
  std::vector<std::string>* drawn_ = nullptr;
  std::optional<Rect> clip_;
  std::vector<Activation> activations_;
  std::string focused_;
};

}  // namespace inkling
