// Tells the DOM what is on the screen.
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
  kPad,  // It is drawn on, also with the arrow keys: see move_key_pen().
};

struct Control {
  std::string id;  // It is the same from frame to frame.
  Role role = Role::kButton;
  std::string label;
  Rect rect;
  bool on = false;        // Toggles and tabs have it.
  bool disabled = false;  // The control is seen but not to be used.
  std::string value;      // It is the text of a text field, or the progress in percent.
  // The control can be seen in this part of the screen, if not in all of it.
  std::optional<Rect> clip = std::nullopt;
  std::string why = "";  // It says why the control is not to be used, where that can be told.
};

class Semantics {
 public:
  void begin_frame() { controls_.clear(); }
  void add(Control control) {
    control.clip = clip_;
    controls_.push_back(std::move(control));
  }
  // Clips what is added from now on: it can be seen inside this rectangle only.
  void set_clip(std::optional<Rect> clip) { clip_ = clip; }
  const std::vector<Control>& controls() const { return controls_; }
  // Records a text that is drawn. Tests listen to them: what is drawn need not be told to the DOM.
  void drawn(std::string_view words) {
    if (drawn_ != nullptr) drawn_->emplace_back(words);
  }
  void record_drawn(std::vector<std::string>* texts) { drawn_ = texts; }
  std::string json() const;

  // Records that something was done to the element of a control: it was pressed, or given a new
  // text. The next frame answers.
  void activate(std::string id, std::string value);
  // Returns the text that came with it, empty for a press. Each activation is given out once.
  std::optional<std::string> take_activation(const std::string& id);
  // Names the focused control, which is scrolled into view once.
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
