// Gives every view its text, buttons and fields on ImGui's draw list, and lists each for the DOM as
// well.
//
// A Ui lives for one frame. Views are functions that take it, what they show, and the rectangle
// that they may fill; what the visitor did comes out as actions.
#pragma once

#include <imgui.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ui/action.h"
#include "ui/fill.h"
#include "ui/rect.h"
#include "ui/semantics.h"
#include "ui/strings.h"
#include "ui/theme.h"

namespace inkling {

enum class Align { kLeft, kCentre, kRight };

enum class ButtonLook {
  kPrimary,  // It is filled: the one thing to do.
  kOutline,  // It may be pressed.
  kQuiet,    // It is text alone.
};

struct ButtonSpec {
  std::string id;
  std::string words;
  Action action;
  ButtonLook look = ButtonLook::kOutline;
  bool disabled = false;
  std::string spoken = "";  // See Ui::button().
};

// Who presses twice means one thing. Where the first press has put another control under the
// finger, or given the control another meaning, the second one is not meant for it.
class PressMemory {
 public:
  // Returns whether a press counts; if so, it is remembered. `meaning` is what the control does.
  bool is_meant(const std::string& meaning, ImVec2 at, double now_ms);

 private:
  std::string meaning_;
  ImVec2 at_;
  double when_ms_ = -1e9;
};

// What has come up is shown once: then the visitor scrolls as they like.
class RevealMemory {
 public:
  // Returns whether `what` is another than at the last time. The first time, nothing is new.
  bool is_new(const std::string& id, const std::string& what);

 private:
  std::map<std::string, std::string> shown_;
};

// The visitor has pressed what cannot be used, and is told why.
struct TellWhy {
  std::string words;
};

// Lives from frame to frame.
struct UiMemory {
  ClearCallback clear = nullptr;
  PressMemory presses;
  RevealMemory reveals;
};

class Ui {
 public:
  // `now_ms` is the time of the frame.
  Ui(Language language, const Palette& palette, const Fonts& fonts, Semantics& semantics,
     UiMemory& memory, double now_ms)
      : language_(language),
        palette_(palette),
        fonts_(fonts),
        semantics_(semantics),
        memory_(memory),
        now_ms_(now_ms) {}

  const Palette& colours() const { return palette_; }
  Language language() const { return language_; }
  float window_width() const { return ImGui::GetIO().DisplaySize.x; }
  ImDrawList& draw() const { return *ImGui::GetWindowDrawList(); }
  Semantics& semantics() { return semantics_; }

  void act(Action action) { actions_.push_back(std::move(action)); }
  const std::vector<Action>& actions() const { return actions_; }

  // ---- Text ----
  std::string say(Text id) const { return std::string(text(language_, id)); }
  std::string say(Text id, std::initializer_list<std::string> values) const {
    return text(language_, id, values);
  }
  float width_of(std::string_view words, Type type) const;
  // Draws one line, in the middle of the rectangle's height. It is cut off where it is too long for
  // it.
  void label(Rect rect, std::string_view words, Type type, ImU32 colour,
             Align align = Align::kLeft);
  // Draws text wrapped to the rectangle's width, from its top. Returns the height it took.
  float paragraph(Rect rect, std::string_view words, Type type, ImU32 colour,
                  Align align = Align::kLeft);
  // Draws such text at the area's top, and cuts the place that it took off the area.
  void cut_text(Rect& area, std::string_view words, Type type, ImU32 colour, float gap = 0);
  // Draws digits in the middle of the rectangle, as large as it has room for.
  void poster(Rect rect, std::string_view digits, ImU32 colour);
  float paragraph_height(float width, std::string_view words, Type type) const;
  // Tells the DOM a text as well, under a name that stays.
  void spoken(const char* id, Role role, Rect rect, std::string words);

  // Leaves a place to text in the DOM; article() is empty where there is none.
  void leave_to_article(Rect rect) { article_ = rect; }
  Rect article() const { return article_; }

  // ---- Surfaces ----
  void sheet(Rect rect);
  void outline(Rect rect, float corner_radius) const;
  // A lighter piece of paper, without a shadow.
  void tile(Rect rect, float corner) const { fill(rect, palette_.card, corner); }
  // The colour is opaque.
  void fill(Rect rect, ImU32 colour, float corner) const {
    fill_rounded(draw(), rect, colour, corner, memory_.clear);
  }
  void track(Rect rect, ImU32 colour) const;

  // ---- Controls. All are operated by pointer, keyboard and screen reader alike ----
  struct Press {
    bool pressed = false;
    bool by_pointer = false;  // It was pressed on the canvas, not through the DOM.
    bool hovered = false;
    bool held = false;
  };
  // Adds the bare area; the caller draws it. `meaning` is what a press does, where the control's id
  // does not say it.
  Press pressable(Control control, const std::string& meaning = "");
  // `spoken` names a button whose words say too little alone, "+" or "3".
  bool button(const std::string& id, Rect rect, std::string_view words, ButtonLook look,
              bool disabled = false, std::string_view spoken = {});
  // Draws buttons side by side, each as wide as its words, in as many lines as they need. Returns
  // their height.
  float button_flow(Rect area, const std::vector<ButtonSpec>& buttons);
  float button_flow_height(float width, const std::vector<ButtonSpec>& buttons) const;
  // Draws one of several choices, the chosen one filled.
  bool choice(const std::string& id, Role role, Rect rect, std::string_view words, bool chosen,
              bool disabled = false, std::string_view spoken = {});
  // Draws a text that a tap turns into a DOM field. Returns true with the new text in `value`, when
  // one was entered.
  bool text_field(const std::string& id, Rect rect, const std::string& label, std::string& value);

  // What is drawn until end_locked() is seen, and cannot be changed; `why` says the reason.
  void begin_locked(std::string why) { locked_because_ = std::move(why); }
  void end_locked() { locked_because_.clear(); }
  bool is_locked() const { return !locked_because_.empty(); }

  // ---- Scrolling: a part of the screen that may be higher than its place ----
  // Returns the place of the content: as wide as `rect`, moved up by as much as it is scrolled.
  Rect begin_scroll(const char* id, Rect rect);
  void end_scroll(float content_height);
  // Scrolls the part that is being drawn to `rect` when `what`, which is shown there, has just come
  // up or changed. It is empty while nothing is shown.
  void reveal(const std::string& id, const std::string& what, Rect rect);
  // These parts can scroll now, in these directions.
  struct ScrollArea {
    Rect rect;
    bool up = false;
    bool down = false;
  };
  const std::vector<ScrollArea>& scroll_areas() const { return scroll_areas_; }

 private:
  std::vector<Rect> flow_places(float width, const std::vector<ButtonSpec>& buttons) const;
  // Scrolls to a control that has come into focus.
  void follow_focus(const Control& control);

  Language language_;
  const Palette& palette_;
  const Fonts& fonts_;
  Semantics& semantics_;
  UiMemory& memory_;
  double now_ms_;
  std::vector<Action> actions_;
  std::vector<ScrollArea> scroll_areas_;
  Rect article_;
  std::string locked_because_;  // It is empty where nothing is locked.
};

}  // namespace inkling
