// What all places share, and what is done with it.
//
// Core holds the state, the engine's client and the list of places. What is done with them is in
// functions beside it, one concept a file: drawing.h, user_drawings.h, network_changes.h,
// training_runs.h, saving.h, notices.h, engine_events.h.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/engine_client.h"
#include "app/core/host.h"
#include "app/core/place.h"
#include "app/core/state.h"

namespace inkling {

// Who tells the embedding page what happens here: the API.
class CoreListener {
 public:
  virtual ~CoreListener() = default;
  virtual void on_ready() = 0;
  // After the state has taken it.
  virtual void on_event(const Event& event) = 0;
  // The engine has answered a command.
  virtual void on_answer(const EngineMessage& message) = 0;
  virtual void on_engine_death(const std::string& said) = 0;
  // There is another prediction.
  virtual void on_prediction() = 0;
  // An event of a place's own, with its content as a JSON object.
  virtual void on_place_event(const char* name, const std::string& json) = 0;
};

struct Core {
  explicit Core(AppHost& app_host);
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  // Whether this place is on the screen.
  bool shows(const Place& place) const { return shown == &place; }
  // Null where there is none of that name.
  Place* find_place(std::string_view name) const;

  AppHost& host;
  State state;
  EngineClient engine;
  RequestId asked = kNoRequest;  // of the engine, last
  std::span<Place* const> places;
  Place* shown = nullptr;
  CoreListener* listener = nullptr;
  bool started = false;          // what the page's address names has been applied
  int frames_wanted = 0;         // ImGui needs one more frame to react to what the last one showed
  std::string control_to_focus;  // before the next frame

  // ---- The pen (drawing.h) ----
  std::optional<int> pen;  // the pointer that draws
  bool rubbing = false;    // the pen that is down rubs out

  // ---- Defaults (settings_of_page.h) ----
  // What the page's address and the element's attributes name, and nothing else.
  Settings defaults;
  bool shape_named = false;
  std::optional<std::string> named_learning_rate;

  // ---- Notices (notices.h) ----
  std::vector<ErrorCode> missing;  // what has not come, and was not put away
  bool announced_ready = false;

  // ---- What is saved (saving.h) ----
  std::array<bool, 2> saving_failed{};     // of each part, the last time
  int weights_since_saved = 0;             // WeightsEvents
  std::vector<std::uint8_t> saved_base;    // the visitor's part as it was read or saved last
  std::vector<std::uint8_t> shipped_file;  // the network that the site comes with
  bool shipped_wanted = false;             // as soon as it is there
  bool shipped_late = false;               // the app has begun without it

  // ---- Languages (letters.h) ----
  bool chinese_letters_there = false;
  bool chinese_wanted = false;  // as soon as they are
};

// The next frame is to be drawn.
void wake(Core& core);
void announce(Core& core, std::string_view words);
void announce(Core& core, Text words, std::initializer_list<std::string> values = {});

void go_to(Core& core, Place& place, std::string_view part = "");

// Now, or as soon as its letters are there.
void use_language(Core& core, Language language);

// Does what the visitor wants, by the core or by the place whose action it is. Returns the number
// of the command that it sent to the engine last, if any.
RequestId act(Core& core, const Action& action);

// The only way to the engine. Returns the number that the answer will have.
RequestId send(Core& core, const Command& command);

}  // namespace inkling
