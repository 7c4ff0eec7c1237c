// Core is what all places share.
//
// It holds the state, the engine's client and the list of places. What is done with them is in
// functions beside it, one concept a file: drawing.h, user_drawings.h, network_changes.h,
// training_runs.h, saving.h, notices.h, engine_events.h.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/engine_client.h"
#include "app/core/host.h"
#include "app/core/importing.h"
#include "app/core/place.h"
#include "app/core/state.h"

namespace inkling {

// A CoreListener tells the embedding page what happens here. The API is one.
class CoreListener {
 public:
  virtual ~CoreListener() = default;
  virtual void on_ready() = 0;
  // The state has taken the event already.
  virtual void on_event(const Event& event) = 0;
  // The engine has answered a command.
  virtual void on_answer(const EngineMessage& message) = 0;
  virtual void on_engine_death(const std::string& said) = 0;
  // There is another prediction.
  virtual void on_prediction() = 0;
  // Something of what the visitor made is another one now.
  virtual void on_change() = 0;
  // A place sends an event of its own, with its content as a JSON object.
  virtual void on_place_event(const char* name, const std::string& json) = 0;
};

struct Core {
  explicit Core(AppHost& app_host);
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  // Returns whether this place is on the screen.
  bool shows(const Place& place) const { return shown == &place; }
  // Returns whether the place can be used: some need the ten digits, and a data set of the
  // visitor's own may have others.
  bool is_open(const Place& place) const { return !state.own_data || !place.needs_digits(); }
  // Returns null where no place has this name.
  Place* find_place(std::string_view name) const;

  AppHost& host;
  State state;
  EngineClient engine;
  RequestId asked = kNoRequest;  // The newest command to the engine has this number.
  std::span<Place* const> places;
  Place* shown = nullptr;
  std::set<const Place*> visited;  // The visitor has been there, and gone.
  CoreListener* listener = nullptr;
  double now_ms = 0;             // It is the time of this frame.
  bool started = false;          // What the page's address names has been applied.
  int frames_wanted = 0;         // ImGui needs one more frame to react to what the last one showed.
  std::string control_to_focus;  // This control gets the focus before the next frame.

  // ---- The pen (drawing.h) ----
  std::optional<int> pen;  // This pointer draws.
  bool rubbing = false;    // The pen that is down rubs out.

  // ---- Defaults (parameters.h) ----
  // These hold what the page's address and the element's attributes name. Settings that were saved
  // at an earlier visit are defaults, too.
  Settings defaults;
  bool shape_named = false;
  std::vector<const SettingInfo*> named_settings;
  std::optional<std::string> named_learning_rate;

  // ---- Notices (notices.h) ----
  std::vector<ErrorCode> missing;  // Each names what has not come, and was not dismissed.
  bool announced_ready = false;
  double pen_rests_in_ms = 0;  // A digit may still get another stroke until then.

  Importing importing;  // importing.h

  // ---- What is saved (saving.h) ----
  std::array<bool, 2> saving_failed{};     // It says of each part whether its last save failed.
  int weights_since_saved = 0;             // It counts WeightsEvents.
  std::vector<std::uint8_t> saved_base;    // It is the visitor's part as last read or saved.
  std::vector<std::uint8_t> shipped_file;  // The site comes with this network.
  bool shipped_wanted = false;             // That network is used as soon as it is there.
  bool shipped_late = false;               // The app has begun without it.

  // ---- Languages (letters.h) ----
  bool chinese_letters_there = false;
  bool chinese_wanted = false;  // Chinese is used as soon as its letters are there.
};

// Requests that the next frame be drawn.
void wake(Core& core);
void announce(Core& core, std::string_view words);
void announce(Core& core, Text words, std::initializer_list<std::string> values = {});

void go_to(Core& core, Place& place, std::string_view part = "");

// Uses the language now, or as soon as its letters are there.
void use_language(Core& core, Language language);

// Has the core, or the place whose action it is, do what the visitor wants. Returns the number of
// the command that was sent to the engine last, if any.
RequestId act(Core& core, const Action& action);

// Sends a command; there is no other way to the engine. Returns the number that the answer will
// have.
RequestId send(Core& core, const Command& command);

}  // namespace inkling
