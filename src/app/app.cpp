#include "app/app.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>

#include "app/core/actions.h"
#include "app/core/drawing.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/saved_state.h"
#include "app/core/user_drawings.h"
#include "app/parameters.h"
#include "app/screen.h"
#include "app/snapshot.h"

namespace inkling {
namespace {

// Round corners leave the circle by this much at most, in pixels of the screen.
constexpr float kRoundness = 0.3f;

// A frame moves animations on by at most this time: an app that was idle has not animated
// meanwhile.
constexpr double kLongestFrameMs = 50;

// The clocks of games follow slow frames, but not a page that was hidden.
constexpr double kLongestGameFrameMs = 250;

}  // namespace

App::App(AppHost& host, FontFiles fonts)
    : core_(host), places_(core_), letters_(core_, std::move(fonts)) {
  core_.places = places_.all;
  core_.shown = places_.all.front();
  core_.saved_base = saved_bytes(core_.state, core_.places, SavedPart::kVisitor);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.ItemSpacing = {0, 0};
  use_dynamic_fonts();
}

// ---- From the page ------------------------------------------------------------------------------

void App::set_preferences(const Preferences& preferences) {
  core_.state.preferences = preferences;
  wake(core_);
}

void App::start() {
  State& state = core_.state;
  settle_locks(core_);
  const bool other_shape = core_.shape_named && !state.continues_training();
  core_.started = true;
  predict_drawing(core_);
  core_.shown->enter("");
  const NetworkShape wanted = state.settings.shape(kPixels, state.classes());
  const bool other_network =
      other_shape || (!state.model.trained() && (wanted != state.model.network.shape() ||
                                                 state.settings.seed != Settings{}.seed));
  if (other_network) {
    // A network that was saved stays saved until the visitor trains this one.
    set_aside(core_);
    if (has_user_classes(state)) send_user_drawings(core_, false);
    forget_network(core_);
  } else {
    bring_engine_up_to_date(core_);
  }
}

void App::prefetch_when_idle() {
  if (!core_.state.data.wanted) send(core_, LoadDataCommand{});
}

void App::pointer(const PointerEvent& event) {
  wake(core_);
  // A touch on a control takes effect in the frame that follows. A stroke that comes sooner must
  // not be overtaken by it: the pad is cleared first, then drawn on.
  while (event.kind == PointerKind::kDown && !pointer_events_.empty()) {
    frame(last_frame_ms_, viewport_);
  }
  // Without a pad there is no pen: end_stroke() has seen to that.
  const InkPoint point = pad_.w > 0 && pad_.h > 0
                             ? InkPoint{(event.x - pad_.x) / pad_.w, (event.y - pad_.y) / pad_.h}
                             : InkPoint{};
  if (event.kind == PointerKind::kDown && !core_.pen && pad_.contains(event.x, event.y)) {
    if (core_.state.key_pen.down) turn_key_pen(core_);
    core_.pen = event.id;
    put_pen_down(core_, point);
    return;
  }
  if (core_.pen != event.id) {
    // A second finger beside a drawing one is a hand's edge, and means nothing.
    if (!core_.pen) pointer_events_.push_back(event);
    return;
  }
  if (event.kind == PointerKind::kMove) {
    draw_on(core_, point);
  } else {
    end_stroke(core_);
  }
}

void App::wipe_pad() {
  core_.state.key_pen.down = false;
  act(core_, ClearPad{});
}

void App::wheel(float lines) {
  ImGui::GetIO().MouseWheel += lines;
  wake(core_);
}

bool App::can_scroll(float x, float y, bool down) const {
  return std::any_of(scroll_areas_.begin(), scroll_areas_.end(), [&](const Ui::ScrollArea& area) {
    return area.rect.contains(x, y) && (down ? area.down : area.up);
  });
}

void App::key(int digit) {
  wake(core_);
  if (core_.is_open(*core_.shown)) core_.shown->key(digit);
}

void App::activate_control(const std::string& id, const std::string& value) {
  semantics_.activate(id, value);
  // A field's element holds what was typed. Where the app refuses it, nothing of the controls
  // changes; the page is told of them all the same, and shows the value that is in force.
  shown_semantics_.clear();
  wake(core_);
}

void App::focus_control(const std::string& id) {
  semantics_.focus(id);
  wake(core_);
}

// ---- Frames -------------------------------------------------------------------------------------

// ImGui sees one state of the button a frame, and a quick tap would pass between two of them.
void App::feed_pointer() {
  ImGuiIO& io = ImGui::GetIO();
  while (!pointer_events_.empty()) {
    const PointerEvent event = pointer_events_.front();
    pointer_events_.pop_front();
    io.MousePos = {event.x, event.y};
    if (event.kind == PointerKind::kMove) continue;
    io.MouseDown[0] = event.kind == PointerKind::kDown;
    if (!io.MouseDown[0] && event.touch) {
      // A lifted finger points at nothing, but only after ImGui has seen where it was lifted.
      pointer_events_.push_front({.kind = PointerKind::kMove, .x = -FLT_MAX, .y = -FLT_MAX});
    }
    break;
  }
  if (!pointer_events_.empty()) wake(core_);
}

void App::tell_page() {
  const State& state = core_.state;
  std::string semantics = semantics_.json();
  if (semantics != shown_semantics_) {
    shown_semantics_ = std::move(semantics);
    core_.host.show_semantics(shown_semantics_);
  }
  std::string article = core_.is_open(*core_.shown) ? core_.shown->article(article_) : "";
  if (article != shown_article_) {
    shown_article_ = std::move(article);
    core_.host.show_lesson(shown_article_);
  }
  const std::pair appearance = {state.language, state.dark()};
  if (shown_appearance_ != appearance) {
    shown_appearance_ = appearance;
    core_.host.show_appearance(kLanguageNames[static_cast<int>(state.language)], state.dark());
  }
}

std::vector<Action> App::draw(double now_ms, const Viewport& viewport) {
  const State& state = core_.state;
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({viewport.width, viewport.height});
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
  semantics_.begin_frame();
  Ui ui(state.language, palette(state.dark(), state.preferences.more_contrast), letters_.fonts(),
        semantics_, ui_memory_, now_ms);
  pad_ = draw_screen(ui, core_, {0, 0, viewport.width, viewport.height});
  if (pad_.w <= 0 || pad_.h <= 0) end_stroke(core_);
  article_ = ui.article();
  scroll_areas_ = ui.scroll_areas();
  ImGui::End();
  ImGui::Render();
  return ui.actions();
}

bool App::frame(double now_ms, const Viewport& viewport) {
  State& state = core_.state;
  const double elapsed_ms = std::clamp(now_ms - last_frame_ms_, 0.0, kLongestFrameMs);
  // A hidden page gets no frames: the time of a game stands still until it is seen again.
  const double game_ms = std::clamp(now_ms - last_frame_ms_, 0.0, kLongestGameFrameMs);
  last_frame_ms_ = core_.now_ms = now_ms;
  viewport_ = viewport;
  if (core_.frames_wanted > 0) --core_.frames_wanted;
  // The pad may have been cleared under the pen.
  state.key_pen.down = state.key_pen.down && (state.pad.pen_down || core_.rubbing);
  if (core_.pen || state.key_pen.down) {
    predict_drawing(core_);
    if (core_.is_open(*core_.shown)) core_.shown->on_drawn(false);
  }
  const bool advancing = core_.is_open(*core_.shown) && core_.shown->advance(game_ms);
  const bool animated = animate(core_, elapsed_ms);
  const bool notice_waits = settle_notice(core_, elapsed_ms);
  const bool moving = animated || advancing || notice_waits;

  if (!core_.control_to_focus.empty()) {
    semantics_.focus(std::exchange(core_.control_to_focus, ""));
  }
  letters_.prepare(viewport.pixel_ratio);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {viewport.width, viewport.height};
  io.DisplayFramebufferScale = {viewport.pixel_ratio, viewport.pixel_ratio};
  ImGui::GetStyle().CircleTessellationMaxError = kRoundness / viewport.pixel_ratio;
  io.DeltaTime = static_cast<float>(std::max(elapsed_ms, 1.0) / 1000);
  feed_pointer();
  for (const Action& action : draw(now_ms, viewport)) act(core_, action);
  for (Place* place : core_.places) {
    if (core_.is_open(*place)) place->after_frame();
  }
  tell_page();
  return moving || core_.frames_wanted > 0;
}

void App::frame_snapshot(Snapshot snapshot, float pixel_ratio) {
  const State& state = core_.state;
  const Rect area = snapshot_area(snapshot);
  letters_.prepare(pixel_ratio);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {area.w, area.h};
  io.DisplayFramebufferScale = {pixel_ratio, pixel_ratio};
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("snapshot", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoInputs);
  Semantics unseen;
  UiMemory memory;
  memory.clear = ui_memory_.clear;
  Ui ui(state.language, palette(state.dark(), state.preferences.more_contrast), letters_.fonts(),
        unseen, memory, last_frame_ms_);
  draw_snapshot(ui, state, snapshot, area);
  ImGui::End();
  ImGui::Render();
}

bool App::pointer_holds() const { return ImGui::GetIO().MouseDown[0] || !pointer_events_.empty(); }

}  // namespace inkling
