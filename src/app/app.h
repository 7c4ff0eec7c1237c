// App joins the core and the places, takes what the page tells them, and runs the frame loop.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/core/core.h"
#include "app/letters.h"
#include "app/places.h"
#include "ui/rect.h"
#include "ui/semantics.h"
#include "ui/ui.h"

namespace inkling {

// The page hands on the pointer, which is a mouse, a finger or a pen, in CSS pixels of the canvas.
enum class PointerKind { kDown, kMove, kUp, kCancel };
struct PointerEvent {
  PointerKind kind = PointerKind::kMove;
  int id = 0;
  bool touch = false;  // It leaves no pointer hovering when it is lifted.
  float x = 0;
  float y = 0;
};

struct Viewport {
  float width = 0;  // CSS pixels
  float height = 0;
  float pixel_ratio = 1;
};

class App {
 public:
  // Needs a current ImGui context. `fonts` have the letters of English.
  App(AppHost& host, FontFiles fonts);

  // Whatever else the page tells goes to the core at once (see the functions in app/core/).
  Core& core() { return core_; }
  Places& places() { return places_; }
  Letters& letters() { return letters_; }

  void set_preferences(const Preferences& preferences);
  // Starts the app when everything is set; the embedding page may then begin.
  void start();
  // Fetches the data set at a moment when nothing else is to be done.
  void prefetch_when_idle();

  void pointer(const PointerEvent& event);
  void wheel(float lines);
  // Returns whether a part of the screen lies there that can scroll that way. If not, the wheel
  // scrolls the page around the canvas.
  bool can_scroll(float x, float y, bool down) const;
  // Handles a digit key that was pressed outside of any field.
  void key(int digit);
  // Wipes the pad, for those who draw with the keys.
  void wipe_pad();
  // Something was done to the DOM element of a control.
  void activate_control(const std::string& id, const std::string& value);
  void focus_control(const std::string& id);

  // Builds a frame, to be found in ImGui::GetDrawData(). Returns whether another one should follow
  // at once.
  bool frame(double now_ms, const Viewport& viewport);
  // Builds a frame that has nothing but the snapshot in it. The next frame() has everything again;
  // what the pointer holds would be let go, so nothing may be held.
  void frame_snapshot(Snapshot snapshot, float pixel_ratio);
  bool pointer_holds() const;
  // Gives what clears a rectangle where the frames are rendered.
  void clear_with(ClearCallback clear) { ui_memory_.clear = clear; }

  const State& state() const { return core_.state; }
  Rect pad() const { return pad_; }
  const Semantics& semantics() const { return semantics_; }
  // Records all texts that are drawn from now on, for tests.
  void record_drawn(std::vector<std::string>* texts) { semantics_.record_drawn(texts); }

 private:
  // Updates what the page shows beside the canvas, where it is no longer true.
  void tell_page();
  // Gives ImGui the pointer up to the next press or release.
  void feed_pointer();
  // Puts everything on ImGui's lists. Returns what the visitor did.
  std::vector<Action> draw(double now_ms, const Viewport& viewport);

  Core core_;
  Places places_;
  Letters letters_;
  Semantics semantics_;
  UiMemory ui_memory_;
  std::string shown_semantics_;
  std::string shown_article_;
  std::optional<std::pair<Language, bool>> shown_appearance_;  // The bool says whether it is dark.

  std::deque<PointerEvent> pointer_events_;  // The events wait for ImGui, in order.
  Rect pad_;
  std::vector<Ui::ScrollArea> scroll_areas_;  // The areas are those of the last frame.
  Rect article_;                              // The DOM shows the text of a place here.
  double last_frame_ms_ = 0;
  Viewport viewport_;  // The viewport is that of the last frame.
};

}  // namespace inkling
