#include "page/frame_page.h"

#include <emscripten/emscripten.h>

#include <utility>

#include "app/snapshot.h"
#include "page/renderer.h"

// clang-format off
EM_JS(void, page_take_snapshot, (int snapshot, int number), { Module.host.takeSnapshot(snapshot, number); });
EM_JS(void, page_take_sheet_words, (const char* json), { Module.host.takeSheetWords(UTF8ToString(json)); });
EM_JS(void, wake_for_frame, (), { Module.host.wake(); });
// clang-format on

namespace inkling {
namespace {

// Renders the frame that the app has built, into so many pixels.
void render_frame(float width, float height) {
  const State& state = shown_app().state();
  const ImVec4 paper =
      ImGui::ColorConvertU32ToFloat4(palette(state.dark(), state.preferences.more_contrast).paper);
  renderer::render(paper, static_cast<int>(width), static_cast<int>(height),
                   shown_app().letters().take_changed());
}

}  // namespace

void ask_page_for_snapshot(Snapshot snapshot, int number) {
  page_take_snapshot(static_cast<int>(snapshot), number);
}

}  // namespace inkling

using namespace inkling;

extern "C" {

EMSCRIPTEN_KEEPALIVE bool app_open_surface() { return renderer::open_surface(); }

EMSCRIPTEN_KEEPALIVE void app_close_surface() { renderer::close_surface(); }

EMSCRIPTEN_KEEPALIVE void app_draw_all() {
  renderer::draw_all();
  wake_for_frame();
}

// A frame is not `drawn` where nobody would see it; the app then only works out what there is, and
// says it.
EMSCRIPTEN_KEEPALIVE bool app_frame(double now_ms, float width, float height, float pixel_ratio,
                                    bool drawn) {
  const bool more = shown_app().frame(now_ms, {width, height, pixel_ratio});
  if (!drawn) return more;
  render_frame(width * pixel_ratio, height * pixel_ratio);
  return more;
}

EMSCRIPTEN_KEEPALIVE bool app_pointer_holds() { return shown_app().pointer_holds(); }

// Returns a snapshot's width and height in pixels, as 65536 * width + height.
EMSCRIPTEN_KEEPALIVE int app_snapshot_size(int snapshot, float pixel_ratio) {
  const Rect area = snapshot_area(static_cast<Snapshot>(snapshot));
  return 65536 * static_cast<int>(area.w * pixel_ratio) + static_cast<int>(area.h * pixel_ratio);
}

// Draws a snapshot instead of the screen, on a canvas of that size.
EMSCRIPTEN_KEEPALIVE void app_draw_snapshot(int snapshot, float pixel_ratio) {
  const Rect area = snapshot_area(static_cast<Snapshot>(snapshot));
  shown_app().frame_snapshot(static_cast<Snapshot>(snapshot), pixel_ratio);
  renderer::draw_all();
  render_frame(area.w * pixel_ratio, area.h * pixel_ratio);
  renderer::draw_all();
}

// There are no bytes where the browser could make no picture.
EMSCRIPTEN_KEEPALIVE void app_snapshot_taken(int number, const std::uint8_t* png,
                                             std::size_t size) {
  Core& core = shown_app().core();
  if (number != kVisitorsSnapshot) {
    shown_api().on_snapshot(number, {png, size});
  } else if (size > 0) {
    core.host.save_file(snapshot_name(core, Snapshot::kScreen), {png, size});
  }
}

// Draws the screen as it is to be on a sheet of paper: in light colours.
EMSCRIPTEN_KEEPALIVE void app_draw_for_paper(double now_ms, float width, float height,
                                             float pixel_ratio) {
  State& state = shown_app().core().state;
  const ThemeChoice theme = std::exchange(state.theme, ThemeChoice::kLight);
  shown_app().frame(now_ms, {width, height, pixel_ratio});
  render_frame(width * pixel_ratio, height * pixel_ratio);
  state.theme = theme;
}

// The words come to host.takeSheetWords before this returns.
EMSCRIPTEN_KEEPALIVE void app_sheet_words() {
  page_take_sheet_words(sheet_words_json(shown_app().core()).c_str());
}
}
