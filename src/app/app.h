// The app: state, frame loop, and what connects them with the engine and the page.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/api.h"
#include "app/engine_client.h"
#include "app/host.h"
#include "app/state.h"
#include "ui/rect.h"
#include "ui/semantics.h"
#include "ui/theme.h"
#include "ui/ui.h"

struct ImGuiContext;

namespace inkling {

// The pointer, mouse, finger or pen, as the page hands it on. In CSS pixels of the canvas.
enum class PointerKind { kDown, kMove, kUp, kCancel };
struct PointerEvent {
  PointerKind kind = PointerKind::kMove;
  int id = 0;
  bool touch = false;  // leaves no pointer hovering when it is lifted
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
  // Those of Chinese, before they are needed or when AppHost::fetch_chinese_fonts() has asked.
  void add_chinese_fonts(FontFiles fonts);
  void chinese_fonts_failed();
  // The app begins with ImGui's own letters where those of English are not there in time.
  void fonts_are_late();
  void add_fonts(FontFiles fonts);

  // A parameter of the page's address, by the names of the public API: mode, lang, theme, or a
  // setting. A value that cannot be used is told in a notice. Returns whether there is a parameter
  // of that name.
  bool set_parameter(const std::string& name, const std::string& value);
  void set_preferences(const Preferences& preferences);
  // A file that the visitor chose or dropped: a network to be used in place of ours. One that
  // cannot be used is told in a notice, and nothing changes.
  void import_file(const std::string& name, std::span<const std::uint8_t> bytes);
  // What was kept at the last visit. Before any parameter of the address. False where it cannot be
  // used; then all is as if there had been none.
  bool take_up_kept(KeptPart part, std::span<const std::uint8_t> bytes);
  // A network that another tab trained, and that one of ours then replaced without knowing of it:
  // it can be brought back.
  void offer_other_network(std::span<const std::uint8_t> bytes);
  // What was made, in a page that was left before it was kept, between `base` and `mine` (two
  // visitor's parts). After the visitor's part and before the network; kept with the next record.
  void take_up_left(std::span<const std::uint8_t> base, std::span<const std::uint8_t> mine);
  // The visitor's part as it was read or kept last.
  std::span<const std::uint8_t> kept_base() const { return kept_base_; }
  // What was kept did not come in time: the app has begun without. It may come later; then it is
  // taken up where nothing has been made meanwhile. Nothing of it is lost: see merge_kept().
  void kept_is_late();
  void kept_came_late(std::span<const std::uint8_t> visitor, std::span<const std::uint8_t> network);
  // `theirs`, which other tabs may have written, and `mine`, which AppHost::keep() was given, as
  // one. `theirs` is empty where nothing is kept; with `deleted`, since another tab deleted
  // everything.
  std::vector<std::uint8_t> merge_kept(std::span<const std::uint8_t> theirs, bool deleted,
                                       std::span<const std::uint8_t> mine) const;
  void kept(KeptPart part, std::span<const std::uint8_t> mine);
  void keeping_failed(KeptPart part);
  void kept_deleted(bool done);
  // What became of AppHost::copy_link(). `link` is the whole address.
  void link_copied(bool copied, const std::string& link);
  // The network that the site comes with, as a safetensors file: to begin with, or to be used when
  // the visitor wants it. One that cannot be used is told in a notice, and the app begins with
  // random weights.
  void use_shipped_model(std::span<const std::uint8_t> file);
  void offer_shipped_model(std::span<const std::uint8_t> file);
  void shipped_model_failed();
  // The app begins with random weights; they are replaced when it comes, unless something has been
  // learned meanwhile.
  void shipped_model_is_late();
  // The page's part of the app stopped in the middle and was started anew.
  void tell_restart();
  // Everything is set: the embedding page may begin.
  void start();
  // Nothing else is to be done: a good moment to fetch the data set.
  void use_leisure();

  void pointer(const PointerEvent& event);
  void wheel(float lines);
  // A digit on the keyboard, outside of any field.
  void key(int digit);
  // Drawing with the keys. The pen is shown while the pad has the focus; it goes a step, -1, 0 or 1
  // in each direction; it is put down or lifted.
  void show_pen(bool shown);
  void move_pen(int right, int down);
  void turn_pen();
  void wipe_pad();
  // Something was done to the DOM element of a control.
  void activate_control(const std::string& id, const std::string& value);
  void focus_control(const std::string& id);

  void engine_event(const EngineMessage& message);
  void engine_died(const std::string& said);
  // Whether the engine owes an answer: then it is worth asking whether it still works.
  bool engine_is_awaited() const { return engine_.waits(); }
  // The engine has not said a word yet, and others wait for the app to be ready.
  void engine_is_silent();
  // `attachment` is what the call's params.bytes held, which JSON cannot carry.
  void api_call(std::string_view json, std::span<const std::uint8_t> attachment) {
    api_.call(json, attachment);
  }

  // Builds a frame, to be found in ImGui::GetDrawData(). Returns whether another one should follow
  // at once.
  bool frame(double now_ms, const Viewport& viewport);
  // Whether the font texture is another one than before; asked once after each frame.
  bool take_fonts_changed() { return std::exchange(fonts_changed_, false); }

  const State& state() const { return state_; }
  Rect pad() const { return pad_; }
  const Semantics& semantics() const { return semantics_; }
  // For tests: all texts that are drawn from now on.
  void record_drawn(std::vector<std::string>* texts) { semantics_.record_drawn(texts); }

 private:
  // Returns the number of the command that it sent to the engine last, if any.
  RequestId act(const Action& action);
  // A parameter as it was read, to be applied later or not at all.
  struct Parameter {
    bool known = true;
    std::function<void()> apply;  // empty where the value was not understood
  };
  Parameter read_parameter(const std::string& name, const std::string& value);
  void name_setting(const SettingInfo& info, const std::string& value);
  Status configure(const Attributes& attributes);
  void change_setting(const ChangeSetting& change);
  void start_training(const Settings& settings, bool one_step);
  void go_on_with_interrupted_training();
  void name_drawing(int label);
  bool eraser_chosen() const;
  void put_pen_down(InkPoint point);
  void draw_on(InkPoint point);
  void lift_pen();
  void end_stroke();  // of a hand or of the keys, if there is one
  void run_experiment(Comparative expected);
  void stop_experiment();
  void ask_for_what_is_shown();
  void tell_lesson_opened();
  void tell_lesson_events();
  void start_game(GameKind kind, const GameOptions& options);
  // Tells what has happened in the game: to the embedding page, to ears, to what is kept.
  void tell_game_events();
  void tell_game_event(const GameEvent& event);
  std::string game_link() const;
  // The engine gets the visitor's own drawings; for each class the number that it has had.
  void send_own_drawings(const std::vector<int>& classes, bool learn);
  void teach(const std::vector<int>& classes, bool learn);
  void teach_same_classes(bool learn);
  // The engine gets what it must have of ours: classes, drawings, weights.
  void bring_engine_up_to_date();
  // A new engine in the place of one that died gets all of it, and is asked again for what is
  // shown.
  void restore_engine();
  // What was begun here at once, in the hope that the engine would do it, and is not done.
  void take_refusal(const Event& event, const EngineClient::Received& received);
  void take_event(const Event& event, bool own_weights);
  bool has_own_classes() const;  // or drawings, of which an engine must be told
  // What is about to be replaced can be brought back: the network and, with `everything`, all that
  // the visitor made.
  void set_aside(bool everything);
  void bring_back();
  void use_network(const Network<float>& network);
  void use_shipped();
  void forget_network();
  void delete_everything();
  void delete_symbol(int label);
  RequestId send(const Command& command);
  void send_network();
  void keep(KeptPart part);
  void tell_missing(ErrorCode code);
  void tell_next_missing();
  void clear_notice(ErrorCode code);
  void drawing_changed();
  // Now, or as soon as its letters are there.
  void use_language(Language language);
  void prepare_fonts(float pixel_ratio);
  void announce_loading(const LoadingEvent& before);
  void tell_page();
  void feed_pointer();

  AppHost& host_;
  FontFiles english_fonts_;
  FontFiles chinese_fonts_;
  bool chinese_fonts_there_ = false;
  bool chinese_wanted_ = false;  // as soon as they are
  State state_;
  Api api_;
  Settings
      defaults_;  // what the page's address and the element's attributes name, and nothing else
  Semantics semantics_;
  PressMemory presses_;
  std::string shown_semantics_;
  std::string shown_lesson_;
  std::optional<std::pair<Language, bool>> shown_appearance_;  // and whether it is dark

  Fonts fonts_;
  Language fonts_language_ = Language::kEnglish;
  float fonts_ratio_ = 0;
  bool fonts_changed_ = false;

  std::deque<PointerEvent> pointer_events_;  // for ImGui, in order
  std::optional<int> pen_;                   // the pointer that draws
  bool rubbing_ = false;                     // the pen that is down rubs out
  Rect pad_;
  Rect article_;  // where the text of a lesson goes, in the DOM
  double last_frame_ms_ = 0;
  Viewport viewport_;      // of the last frame
  int frames_wanted_ = 0;  // ImGui needs one more frame to react to what the last one showed

  EngineClient engine_;
  RequestId asked_ = kNoRequest;  // of the engine, last
  bool announced_ready_ = false;
  bool shape_named_ = false;  // by the page's address
  bool learning_rate_named_ = false;
  std::vector<ErrorCode> missing_;        // what has not come, and was not put away
  std::array<bool, 2> keeping_failed_{};  // of each part, the last time
  int weights_since_kept_ = 0;            // WeightsEvents
  std::vector<std::uint8_t> kept_base_;   // the visitor's part as it was read or kept last
  std::vector<std::uint8_t> shipped_file_;
  bool shipped_wanted_ = false;  // as soon as it is there
  bool shipped_late_ = false;    // the app has begun without it
};

}  // namespace inkling
