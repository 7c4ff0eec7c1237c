// The app's only boundary to JavaScript is here: page.js calls the functions below, and offers
// those in EM_JS.
#include <emscripten/emscripten.h>
#include <imgui.h>

#include <memory>
#include <utility>
#include <vector>

#include "api/api.h"
#include "app/app.h"
#include "app/core/data_sets.h"
#include "app/core/drawing.h"
#include "app/core/engine_events.h"
#include "app/core/importing.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/saving.h"
#include "app/parameters.h"
#include "page/frame_page.h"
#include "page/paper_page.h"
#include "page/renderer.h"

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
EM_JS(void, page_open_together, (const char* language), {
  Module.host.openTogether(UTF8ToString(language));
});
EM_JS(void, page_open_notices, (), { Module.host.openNotices(); });
EM_JS(void, page_save_file, (const char* name, const std::uint8_t* bytes, std::size_t size), {
  Module.host.saveFile(UTF8ToString(name), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, page_choose_file, (), { Module.host.chooseFile(); });
EM_JS(void, page_choose_data, (bool folder), { Module.host.chooseData(Boolean(folder)); });
EM_JS(void, page_play_sound, (int sound), { Module.host.playSound(sound); });
EM_JS(void, page_save_card, (const char* title, const char* score, const char* line, const char* invitation,
                             const char* query, const std::uint8_t* drawings, std::size_t size), {
  Module.host.saveCard([title, score, line, invitation, query].map((text) => UTF8ToString(text)),
                       HEAPU8.slice(drawings, drawings + size));
});
EM_JS(void, page_copy_link, (const char* query), { Module.host.copyLink(UTF8ToString(query)); });
EM_JS(void, page_copy_lines, (const char* text), { Module.host.copyLines(UTF8ToString(text)); });
EM_JS(bool, page_can_save, (), { return Module.host.canSave; });
EM_JS(void, page_save, (const char* part, const std::uint8_t* bytes, std::size_t size), {
  Module.host.save(UTF8ToString(part), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, page_delete_saved, (), { Module.host.deleteSaved(); });
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
  void open_together(Language language) override {
    page_open_together(kLanguageNames[static_cast<int>(language)]);
  }
  void save_file(const std::string& name, std::span<const std::uint8_t> bytes) override {
    page_save_file(name.c_str(), bytes.data(), bytes.size());
  }
  void choose_file() override { page_choose_file(); }
  void take_snapshot(Snapshot snapshot, int number) override {
    ask_page_for_snapshot(snapshot, number);
  }
  PaperHost& paper() override { return paper_host(); }
  void choose_data(bool folder) override { page_choose_data(folder); }
  void play_sound(Sound sound) override { page_play_sound(static_cast<int>(sound)); }
  void save_card(const Card& card, const std::string& query) override {
    page_save_card(card.title.c_str(), card.score.c_str(), card.line.c_str(),
                   card.invitation.c_str(), query.c_str(), card.drawings.data(),
                   card.drawings.size());
  }
  void copy_link(const std::string& query) override { page_copy_link(query.c_str()); }
  void copy_lines(const std::string& text) override { page_copy_lines(text.c_str()); }
  bool can_save() const override { return page_can_save(); }
  void save(SavedPart part, std::span<const std::uint8_t> bytes) override {
    page_save(kSavedPartNames[static_cast<int>(part)], bytes.data(), bytes.size());
  }
  void delete_saved() override { page_delete_saved(); }
  void fetch_shipped_model() override { page_fetch_shipped_model(); }
};

PageHost host;
std::unique_ptr<App> app;
std::unique_ptr<Api> api;
std::vector<ImportCommand::File> chosen_files;

}  // namespace

inkling::App& inkling::shown_app() { return *app; }
inkling::Api& inkling::shown_api() { return *api; }
inkling::Paper& inkling::shown_paper() { return app->places().draw.paper(); }

extern "C" {

EMSCRIPTEN_KEEPALIVE void app_create(const std::uint8_t* regular, std::size_t regular_size,
                                     const std::uint8_t* bold, std::size_t bold_size) {
  ImGui::CreateContext();
  app = std::make_unique<App>(host, FontFiles{.regular = {regular, regular + regular_size},
                                              .bold = {bold, bold + bold_size}});
  api = std::make_unique<Api>(app->core(), app->places());
}

EMSCRIPTEN_KEEPALIVE void app_add_chinese_fonts(const std::uint8_t* regular,
                                                std::size_t regular_size, const std::uint8_t* bold,
                                                std::size_t bold_size) {
  app->letters().add_chinese(
      {.regular = {regular, regular + regular_size}, .bold = {bold, bold + bold_size}});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_chinese_fonts_failed() {
  app->letters().tell_chinese_failed();
  page_wake();
}

// Returns false where there is no parameter of that name. Both have a length: an address may hold a
// NUL.
EMSCRIPTEN_KEEPALIVE bool app_parameter(const char* name, std::size_t name_size, const char* value,
                                        std::size_t value_size) {
  return set_parameter(app->core(), {name, name_size}, {value, value_size});
}

// The part is one of SavedPart.
EMSCRIPTEN_KEEPALIVE bool app_restore_saved(int part, const std::uint8_t* bytes, std::size_t size) {
  return restore_saved(app->core(), static_cast<SavedPart>(part), {bytes, size});
}

EMSCRIPTEN_KEEPALIVE void app_restore_unsaved(const std::uint8_t* base, std::size_t base_size,
                                              const std::uint8_t* mine, std::size_t mine_size) {
  restore_unsaved(app->core(), {base, base_size}, {mine, mine_size});
}

// It comes to host.takeBytes before this returns.
EMSCRIPTEN_KEEPALIVE void app_saved_base() {
  page_take_bytes(app->core().saved_base.data(), app->core().saved_base.size());
}

// The files that the visitor chose or dropped come one by one, before app_import().
EMSCRIPTEN_KEEPALIVE void app_add_file(const char* name, const std::uint8_t* bytes,
                                       std::size_t size) {
  chosen_files.push_back({name, {bytes, bytes + size}});
}

EMSCRIPTEN_KEEPALIVE void app_import() {
  import_files(app->core(), std::exchange(chosen_files, {}), true);
  page_wake();
}

// Files of a data set are about to go to the engine. Returns whether they may.
EMSCRIPTEN_KEEPALIVE bool app_begin_reading_data(const char* name) {
  page_wake();
  return begin_reading_data(app->core(), name);
}

// A file that the visitor chose is far larger than any network, and was not read.
EMSCRIPTEN_KEEPALIVE void app_tell_too_large(const char* file) {
  tell(app->core(), {.code = ErrorCode::kBadModel, .subject = file});
  page_wake();
}

// A file of the site that is needed to unpack what the visitor chose could not be fetched.
EMSCRIPTEN_KEEPALIVE void app_tell_unreachable(const char* file) {
  tell(app->core(), {.code = ErrorCode::kUnreachable, .subject = file});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_offer_other_network(const std::uint8_t* bytes, std::size_t size) {
  offer_other_network(app->core(), {bytes, size});
}

EMSCRIPTEN_KEEPALIVE void app_saved_is_late() {
  saved_is_late(app->core());
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_saved_came_late(const std::uint8_t* visitor, std::size_t visitor_size,
                                              const std::uint8_t* network,
                                              std::size_t network_size) {
  saved_came_late(app->core(), {visitor, visitor_size}, {network, network_size});
  page_wake();
}

// The merged record comes to host.takeBytes before this returns.
EMSCRIPTEN_KEEPALIVE void app_merge_saved(const std::uint8_t* theirs, std::size_t theirs_size,
                                          bool deleted, const std::uint8_t* mine,
                                          std::size_t mine_size) {
  const auto merged = merge_saved(app->core(), {theirs, theirs_size}, deleted, {mine, mine_size});
  page_take_bytes(merged.data(), merged.size());
}

EMSCRIPTEN_KEEPALIVE void app_saved(int part, const std::uint8_t* mine, std::size_t size) {
  saved(app->core(), static_cast<SavedPart>(part), {mine, size});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_saving_failed(int part) {
  saving_failed(app->core(), static_cast<SavedPart>(part));
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_link_copied(bool copied, const char* link) {
  app->places().play.link_copied(copied, link);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_lines_copied() {
  lines_copied(app->core());
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_saved_deleted(bool done) {
  saved_deleted(app->core(), done);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_use_shipped_model(const std::uint8_t* file, std::size_t size) {
  begin_with_shipped(app->core(), {file, size});
}

EMSCRIPTEN_KEEPALIVE void app_offer_shipped_model(const std::uint8_t* file, std::size_t size) {
  offer_shipped(app->core(), {file, size});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_shipped_model_is_late() { tell_shipped_late(app->core()); }

EMSCRIPTEN_KEEPALIVE void app_shipped_model_failed() {
  tell_shipped_failed(app->core());
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_tell_restart() {
  tell(app->core(), {.code = ErrorCode::kRestarted, .subject = ""});
}

EMSCRIPTEN_KEEPALIVE void app_fonts_are_late() {
  app->letters().tell_late();
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_add_fonts(const std::uint8_t* regular, std::size_t regular_size,
                                        const std::uint8_t* bold, std::size_t bold_size) {
  app->letters().add_english(
      {.regular = {regular, regular + regular_size}, .bold = {bold, bold + bold_size}});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE bool app_engine_is_awaited() { return app->core().engine.waits(); }

EMSCRIPTEN_KEEPALIVE void app_engine_is_silent() {
  on_engine_silence(app->core());
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_preferences(bool dark, bool reduced_motion, bool more_contrast) {
  app->set_preferences(
      {.dark = dark, .reduced_motion = reduced_motion, .more_contrast = more_contrast});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_start() {
  app->clear_with(renderer::clear_rectangle);
  app->start();
}

EMSCRIPTEN_KEEPALIVE void app_prefetch_when_idle() { app->prefetch_when_idle(); }

// The visitor does something with the text that lies over the canvas.
EMSCRIPTEN_KEEPALIVE void app_article_input(const char* what, const char* value) {
  app->core().shown->article_input(what, value);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_pointer(int kind, int id, bool touch, float x, float y) {
  app->pointer({static_cast<PointerKind>(kind), id, touch, x, y});
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_key(int digit) {
  app->key(digit);
  page_wake();
}

// Moves the pen of the keys by a step, which is -1, 0 or 1 in each direction.
EMSCRIPTEN_KEEPALIVE void app_move_pen(int right, int down) {
  move_key_pen(app->core(), right, down);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_turn_pen() {
  turn_key_pen(app->core());
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_show_pen(bool shown) {
  show_key_pen(app->core(), shown);
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

EMSCRIPTEN_KEEPALIVE bool app_can_scroll(float x, float y, bool down) {
  return app->can_scroll(x, y, down);
}

EMSCRIPTEN_KEEPALIVE void app_activate(const char* id, const char* value) {
  app->activate_control(id, value);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_focus(const char* id) {
  app->focus_control(id);
  page_wake();
}

// Returns whether anything on the canvas may have changed.
EMSCRIPTEN_KEEPALIVE bool app_engine_event(const std::uint8_t* bytes, std::size_t size) {
  if (const auto message = decode_message({bytes, size})) on_engine_message(app->core(), *message);
  return app->core().frames_wanted > 0;
}

// Returns 0 where no training runs, or one of whose steps each is to be seen; 1 for a run that
// began with random weights; 2 for one that goes on.
EMSCRIPTEN_KEEPALIVE int app_training() {
  const inkling::Training& training = app->state().training;
  if (training.phase != inkling::Training::Phase::kRunning || training.paced) return 0;
  return training.continues ? 2 : 1;
}

EMSCRIPTEN_KEEPALIVE void app_engine_died(const char* said) {
  on_engine_death(app->core(), said);
  page_wake();
}

EMSCRIPTEN_KEEPALIVE void app_api_call(const char* json, const std::uint8_t* attachment,
                                       std::size_t size) {
  api->call(json, {attachment, size});
  page_wake();
}
}
