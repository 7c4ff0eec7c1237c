// The app's only boundary to JavaScript: page.js calls the functions below, and offers those in
// EM_JS.
#include <GLES3/gl3.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <memory>

#include "app/app.h"

// clang-format off
EM_JS(void, page_send_to_engine, (const std::uint8_t* bytes, std::size_t size), {
  Module.host.sendToEngine(HEAPU8.slice(bytes, bytes + size).buffer);
});
EM_JS(void, page_restart_engine, (), { Module.host.restartEngine(); });
EM_JS(void, page_post, (const char* json, const std::uint8_t* bytes, std::size_t size), {
  Module.host.postToParent(UTF8ToString(json), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, page_announce, (const char* text), { Module.host.announce(UTF8ToString(text)); });
EM_JS(void, page_show_semantics, (const char* json), { Module.host.showSemantics(UTF8ToString(json)); });
EM_JS(void, page_show_appearance, (const char* language, bool dark), {
  Module.host.showAppearance(UTF8ToString(language), dark);
});
EM_JS(void, page_show_lesson, (const char* json), { Module.host.showLesson(UTF8ToString(json)); });
EM_JS(int, page_count_requests, (bool foreign), { return Module.host.countRequests(Boolean(foreign)); });
EM_JS(void, page_fetch_chinese_fonts, (), { Module.host.fetchChineseFonts(); });
EM_JS(void, page_open_notices, (), { Module.host.openNotices(); });
EM_JS(void, page_save_file, (const char* name, const std::uint8_t* bytes, std::size_t size), {
  Module.host.saveFile(UTF8ToString(name), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, page_choose_file, (), { Module.host.chooseFile(); });
EM_JS(void, page_play_sound, (int sound), { Module.host.playSound(sound); });
EM_JS(void, page_save_card, (const char* title, const char* score, const char* line, const char* invitation,
                             const char* query), {
  Module.host.saveCard(UTF8ToString(title), UTF8ToString(score), UTF8ToString(line), UTF8ToString(invitation),
                       UTF8ToString(query));
});
EM_JS(void, page_copy_link, (const char* query), { Module.host.copyLink(UTF8ToString(query)); });
EM_JS(bool, page_keeps, (), { return Module.host.keeps; });
EM_JS(void, page_keep, (const char* part, const std::uint8_t* bytes, std::size_t size), {
  Module.host.keep(UTF8ToString(part), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, page_delete_kept, (), { Module.host.deleteKept(); });
EM_JS(void, page_fetch_shipped_model, (), { Module.host.fetchShippedModel(); });
// Hands bytes to whoever called an exported function.
EM_JS(void, page_take_bytes, (const std::uint8_t* bytes, std::size_t size), {
  Module.host.takeBytes(HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, page_wake, (), { Module.host.wake(); });
// clang-format on

namespace {

using namespace inkling;

class PageHost : public AppHost {
 public:
  void send_to_engine(const EngineRequest& request) override {
    const auto bytes = encode(request);
    page_send_to_engine(bytes.data(), bytes.size());
  }
  void restart_engine() override { page_restart_engine(); }
  void post_to_parent(const std::string& json, std::span<const std::uint8_t> attachment) override {
    page_post(json.c_str(), attachment.data(), attachment.size());
  }
  void announce(const std::string& text) override { page_announce(text.c_str()); }
  void show_semantics(const std::string& json) override { page_show_semantics(json.c_str()); }
  void show_appearance(const std::string& language, bool dark) override {
    page_show_appearance(language.c_str(), dark);
  }
  void show_lesson(const std::string& json) override { page_show_lesson(json.c_str()); }
  std::pair<int, int> count_requests() override {
    return {page_count_requests(false), page_count_requests(true)};
  }
  void fetch_chinese_fonts() override { page_fetch_chinese_fonts(); }
  void open_notices() override { page_open_notices(); }
  void save_file(const std::string& name, std::span<const std::uint8_t> bytes) override {
    page_save_file(name.c_str(), bytes.data(), bytes.size());
  }
  void choose_file() override { page_choose_file(); }
  void play_sound(Sound sound) override { page_play_sound(static_cast<int>(sound)); }
  void save_card(const Card& card, const std::string& query) override {
    page_save_card(card.title.c_str(), card.score.c_str(), card.line.c_str(),
                   card.invitation.c_str(), query.c_str());
  }
  void copy_link(const std::string& query) override { page_copy_link(query.c_str()); }
  bool keeps() const override { return page_keeps(); }
  void keep(KeptPart part, std::span<const std::uint8_t> bytes) override {
    page_keep(kKeptPartNames[static_cast<int>(part)], bytes.data(), bytes.size());
  }
  void delete_kept() override { page_delete_kept(); }
  void fetch_shipped_model() override { page_fetch_shipped_model(); }
};

PageHost host;
std::unique_ptr<App> app;

#if IMGUI_VERSION_NUM >= 19200

void update_font_texture(bool /*changed*/) {}

#else

void update_font_texture(bool changed) {
  if (changed) ImGui_ImplOpenGL3_DestroyFontsTexture();
  if (!ImGui::GetIO().Fonts->TexID) ImGui_ImplOpenGL3_CreateFontsTexture();
}

#endif

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void app_create(const std::uint8_t* regular, std::size_t regular_size,
                                     const std::uint8_t* bold, std::size_t bold_size) {
  ImGui::CreateContext();
  app = std::make_unique<App>(host, FontFiles{.regular = {regular, regular + regular_size},
                                              .bold = {bold, bold + bold_size}});
}

EMSCRIPTEN_KEEPALIVE void app_add_chinese_fonts(const std::uint8_t* regular,
                                                std::size_t regular_size, const std::uint8_t* bold,
                                                std::size_t bold_size) {
  app->add_chinese_fonts(
      {.regular = {regular, regular + regular_size}, .bold = {bold, bold + bold_size}});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_chinese_fonts_failed() {
  app->chinese_fonts_failed();
  page_wake();
}

// False where there is no parameter of that name. Both have a length: an address may hold a NUL.
EMSCRIPTEN_KEEPALIVE bool app_parameter(const char* name, std::size_t name_size, const char* value,
                                        std::size_t value_size) {
  return app->set_parameter({name, name_size}, {value, value_size});
}

// The part is one of KeptPart.
EMSCRIPTEN_KEEPALIVE bool app_take_up_kept(int part, const std::uint8_t* bytes, std::size_t size) {
  return app->take_up_kept(static_cast<KeptPart>(part), {bytes, size});
}

EMSCRIPTEN_KEEPALIVE void app_take_up_left(const std::uint8_t* base, std::size_t base_size,
                                           const std::uint8_t* mine, std::size_t mine_size) {
  app->take_up_left({base, base_size}, {mine, mine_size});
}

// It comes to host.takeBytes before this returns.
EMSCRIPTEN_KEEPALIVE void app_kept_base() {
  page_take_bytes(app->kept_base().data(), app->kept_base().size());
}

EMSCRIPTEN_KEEPALIVE void app_import_file(const char* name, const std::uint8_t* bytes,
                                          std::size_t size) {
  app->import_file(name, {bytes, size});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_offer_other_network(const std::uint8_t* bytes, std::size_t size) {
  app->offer_other_network({bytes, size});
}

EMSCRIPTEN_KEEPALIVE void app_kept_is_late() {
  app->kept_is_late();
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_kept_came_late(const std::uint8_t* visitor, std::size_t visitor_size,
                                             const std::uint8_t* network,
                                             std::size_t network_size) {
  app->kept_came_late({visitor, visitor_size}, {network, network_size});
  page_wake();
}

// The merged record comes to host.takeBytes before this returns.
EMSCRIPTEN_KEEPALIVE void app_merge_kept(const std::uint8_t* theirs, std::size_t theirs_size,
                                         bool deleted, const std::uint8_t* mine,
                                         std::size_t mine_size) {
  const auto merged = app->merge_kept({theirs, theirs_size}, deleted, {mine, mine_size});
  page_take_bytes(merged.data(), merged.size());
}

EMSCRIPTEN_KEEPALIVE void app_kept(int part, const std::uint8_t* mine, std::size_t size) {
  app->kept(static_cast<KeptPart>(part), {mine, size});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_keeping_failed(int part) {
  app->keeping_failed(static_cast<KeptPart>(part));
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_link_copied(bool copied, const char* link) {
  app->link_copied(copied, link);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_kept_deleted(bool done) {
  app->kept_deleted(done);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_use_shipped_model(const std::uint8_t* file, std::size_t size) {
  app->use_shipped_model({file, size});
}

EMSCRIPTEN_KEEPALIVE void app_offer_shipped_model(const std::uint8_t* file, std::size_t size) {
  app->offer_shipped_model({file, size});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_shipped_model_is_late() { app->shipped_model_is_late(); }

EMSCRIPTEN_KEEPALIVE void app_shipped_model_failed() {
  app->shipped_model_failed();
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_tell_restart() { app->tell_restart(); }

EMSCRIPTEN_KEEPALIVE void app_fonts_are_late() {
  app->fonts_are_late();
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_add_fonts(const std::uint8_t* regular, std::size_t regular_size,
                                        const std::uint8_t* bold, std::size_t bold_size) {
  app->add_fonts({.regular = {regular, regular + regular_size}, .bold = {bold, bold + bold_size}});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE bool app_engine_is_awaited() { return app->engine_is_awaited(); }

EMSCRIPTEN_KEEPALIVE void app_engine_is_silent() {
  app->engine_is_silent();
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_preferences(bool dark, bool reduced_motion, bool more_contrast) {
  app->set_preferences(
      {.dark = dark, .reduced_motion = reduced_motion, .more_contrast = more_contrast});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_start() { app->start(); }

EMSCRIPTEN_KEEPALIVE void app_use_leisure() { app->use_leisure(); }

// The drawing surface of the canvas, at the beginning and after the browser took it away. False
// where it gives none.
EMSCRIPTEN_KEEPALIVE bool app_open_surface() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.antialias = false;
  const auto context = emscripten_webgl_create_context("#canvas", &attributes);
  if (context <= 0) return false;
  emscripten_webgl_make_context_current(context);
  return ImGui_ImplOpenGL3_Init("#version 300 es");
}

// The surface is gone: its objects are, too.
EMSCRIPTEN_KEEPALIVE void app_close_surface() {
  ImGui_ImplOpenGL3_Shutdown();
  use_dynamic_fonts();
  emscripten_webgl_destroy_context(emscripten_webgl_get_current_context());
}

// Not `drawn` where nobody would see it: then it is only known what there is, and said.
EMSCRIPTEN_KEEPALIVE bool app_frame(double now_ms, float width, float height, float pixel_ratio,
                                    bool drawn) {
  const bool more = app->frame(now_ms, {width, height, pixel_ratio});
  if (!drawn) return more;
  ImGui_ImplOpenGL3_NewFrame();  // makes what is missing of the surface's objects
  update_font_texture(app->take_fonts_changed());
  const State& state = app->state();
  const ImVec4 paper =
      ImGui::ColorConvertU32ToFloat4(palette(state.dark(), state.preferences.more_contrast).paper);
  glClearColor(paper.x, paper.y, paper.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glViewport(0, 0, static_cast<int>(width * pixel_ratio), static_cast<int>(height * pixel_ratio));
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  return more;
}

EMSCRIPTEN_KEEPALIVE void app_pointer(int kind, int id, bool touch, float x, float y) {
  app->pointer({static_cast<PointerKind>(kind), id, touch, x, y});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_key(int digit) {
  app->key(digit);
  page_wake();
}

// A step of the pen of the keys: -1, 0 or 1 in each direction.
EMSCRIPTEN_KEEPALIVE void app_move_pen(int right, int down) {
  app->move_pen(right, down);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_turn_pen() {
  app->turn_pen();
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_show_pen(bool shown) {
  app->show_pen(shown);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_wipe_pad() {
  app->wipe_pad();
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_wheel(float lines) {
  app->wheel(lines);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_activate(const char* id, const char* value) {
  app->activate_control(id, value);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_focus(const char* id) {
  app->focus_control(id);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_engine_event(const std::uint8_t* bytes, std::size_t size) {
  if (const auto message = decode_message({bytes, size})) app->engine_event(*message);
}

// 0: no training runs; 1: one that began with random weights; 2: one that goes on.
EMSCRIPTEN_KEEPALIVE int app_training() {
  const inkling::Training& training = app->state().training;
  if (training.phase != inkling::Training::Phase::kRunning) return 0;
  return training.goes_on ? 2 : 1;
}

EMSCRIPTEN_KEEPALIVE void app_engine_died(const char* said) {
  app->engine_died(said);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_api_call(const char* json, const std::uint8_t* attachment,
                                       std::size_t size) {
  app->api_call(json, {attachment, size});
  page_wake();
}
}
