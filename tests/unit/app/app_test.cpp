// Tests the whole app without a page: frames are built, but nothing is drawn.
#include "app/app.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "app/core/actions.h"
#include "model/safetensors.h"
#include "unit/app/fake_host.h"
#include "unit/app/made_up.h"
#include "unit/app/page.h"

using namespace inkling;

TEST_CASE("Chinese waits for its letters, and is asked for again after they could not be had") {
  ImGuiContext* context = ImGui::CreateContext();
  {
    FakeHost host;
    App app(host, {});
    set_parameter(app.core(), "lang", "zh");
    CHECK(host.fonts_asked_for == 1);
    CHECK(app.state().language == Language::kEnglish);
    app.letters().tell_chinese_failed();
    REQUIRE(app.state().notice);
    CHECK(app.state().notice->code == ErrorCode::kUnreachable);
    app.frame(16, {1280, 800, 1});
    app.activate_control("notice-retry", "");
    app.frame(32, {1280, 800, 1});
    CHECK(host.fonts_asked_for == 2);
    CHECK_FALSE(app.state().notice);
    app.letters().add_chinese({});
    CHECK(app.state().language == Language::kChinese);
  }
  ImGui::DestroyContext(context);
}

TEST_CASE("the demonstration runs until the first touch; then an idle page asks for no frames") {
  Page page;
  page.settle();
  CHECK(page.app.state().demonstrating);
  page.draw_seven();
  CHECK_FALSE(page.app.state().demonstrating);
  CHECK_FALSE(page.app.frame(page.clock_ms += 16, {1280, 800, 1}));
  REQUIRE(page.app.state().pad.strokes.size() == 1);
  CHECK(page.host.announced.size() == 1);
}

namespace {

constexpr Viewport kViewports[] = {{360, 640, 3}, {390, 844, 2}, {768, 1024, 1}, {820, 600, 1},
                                   {844, 390, 2}, {640, 360, 2}, {1280, 800, 1}, {2560, 1200, 1},
                                   {480, 360, 2}, {800, 300, 1}};

// Checks that all controls have ids of their own, words, and a place on the screen that a finger
// can hit.
void check_controls(const Page& page, const Viewport& viewport) {
  std::set<std::string> ids;
  for (const Control& control : page.app.semantics().controls()) {
    INFO(control.id.c_str());
    CHECK(ids.insert(control.id).second);
    CHECK_FALSE(control.label.empty());
    CHECK(control.rect.x >= -0.5f);
    CHECK(control.rect.right() <= viewport.width + 0.5f);
    CHECK(control.rect.w > 0);
    CHECK(control.rect.h > 0);
    const bool pressable = control.role == Role::kButton || control.role == Role::kTab ||
                           control.role == Role::kToggle;
    if (!pressable) continue;
    // A small window in somebody's page is mostly used with a mouse.
    const bool small = viewport.width < 500 && viewport.height < 500;
    CHECK(control.rect.w >= (small ? 24 : viewport.width > 1000 ? 36 : 44));
    CHECK(control.rect.h >= 44);
    if (!control.clip) CHECK(control.rect.bottom() <= viewport.height + 0.5f);
  }
}

// Presses a control and checks what is on the screen then. What never comes to rest, as a game,
// gets some frames of a tenth of a second.
struct Pressing {
  Page& page;
  const Viewport& viewport;
  int frames = 0;

  void operator()(const std::string& id) const {
    INFO(id);
    REQUIRE(page.find(id) != nullptr);
    page.app.activate_control(id, "");
    for (int i = 0; i < frames; ++i) page.app.frame(page.clock_ms += 100, viewport);
    if (frames == 0) page.settle(viewport);
    check_controls(page, viewport);
  }
};

}  // namespace

TEST_CASE("every view fits at every size, in both languages: all controls lie inside the page") {
  for (const char* language : {"en", "zh"}) {
    for (const char* mode : {"draw", "train", "inside"}) {
      for (const Viewport& viewport : kViewports) {
        Page page;
        set_parameter(page.app.core(), "lang", language);
        set_parameter(page.app.core(), "mode", mode);
        page.app.set_preferences({.dark = true, .reduced_motion = true});
        page.settle(viewport);
        INFO(language, " ", mode, " ", viewport.width, "x", viewport.height);
        check_controls(page, viewport);
        CHECK(page.app.pad().w >= 100);
        CHECK(page.app.pad().w == doctest::Approx(page.app.pad().h));
        CHECK(page.app.pad().bottom() <= viewport.height);
        // With a drawing on the pad, there are controls to name it.
        page.draw_seven();
        page.settle(viewport);
        check_controls(page, viewport);
      }
    }
  }
}

TEST_CASE("saved work and what is asked about it fit at every size, in both languages") {
  for (const char* language : {"en", "zh"}) {
    for (const Viewport& viewport : kViewports) {
      INFO(language, " ", viewport.width, "x", viewport.height);
      Page page;
      set_parameter(page.app.core(), "lang", language);
      set_parameter(page.app.core(), "mode", "train");
      page.app.set_preferences({.dark = false, .reduced_motion = true});
      page.settle(viewport);
      page.draw_seven();
      const Pressing press{page, viewport};
      press("work");
      press("save-work");
      const auto [name, file] = page.host.saved;
      press("start-fresh");
      saved_deleted(page.app.core(), true);
      press("take-back");
      for (const std::size_t size : {file.size() / 2, file.size()}) {
        import_files(page.app.core(),
                     {{name, {file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)}}},
                     true);
        page.settle(viewport);
        REQUIRE(page.find("notice") != nullptr);
        check_controls(page, viewport);
      }
      press("notice-open");
      press("place-draw");
    }
  }
}

TEST_CASE("every view of Inside and every lesson fits at every size, in both languages") {
  for (const char* language : {"en", "zh"}) {
    for (const Viewport& viewport : kViewports) {
      INFO(language, " ", viewport.width, "x", viewport.height);
      Page page;
      set_parameter(page.app.core(), "lang", language);
      set_parameter(page.app.core(), "mode", "inside");
      page.app.set_preferences({.dark = false, .reduced_motion = true});
      const Pressing press{page, viewport};
      page.settle(viewport);
      page.draw_seven();
      answer_all(page);
      press("inside-data");
      for (const char* show : kDataShowNames) {
        press(std::string("data-") + show);
        answer_pictures(page);
        page.settle(viewport);
        check_controls(page, viewport);
        if (page.find("picture-0") != nullptr) press("picture-0");
      }
      press("inside-map");
      CHECK(page.find("map") != nullptr);
      press("inside-experiments");
      press("experiment-zero-start");
      press("expect-worse");
      ExperimentEvent event;
      event.arms = made_up_arms(0.9, 0.1, 0.1, false);
      page.say(event);
      page.settle(viewport);
      CHECK(page.find("experiment-finding") != nullptr);
      check_controls(page, viewport);

      press("place-learn");
      for (int lesson = 0; lesson < kLessons; ++lesson) {
        press("lesson-" + std::to_string(lesson));
        answer_pictures(page);
        page.settle(viewport);
        check_controls(page, viewport);
        const auto told = parse_json(page.host.lesson);
        REQUIRE(told.ok());
        CHECK((*told)["lesson"].GetInt() == lesson);
        const auto& rect = (*told)["rect"];
        CHECK(rect[2].GetInt() >= 200);
        CHECK(rect[3].GetInt() >= 100);
        CHECK(rect[0].GetInt() + rect[2].GetInt() <= static_cast<int>(viewport.width));
        CHECK(rect[1].GetInt() + rect[3].GetInt() <= static_cast<int>(viewport.height));
      }
      press("place-draw");
      CHECK(page.host.lesson.empty());
    }
  }
}

TEST_CASE("every phase of every game fits at every size, in both languages") {
  for (const char* language : {"en", "zh"}) {
    for (const Viewport& viewport : kViewports) {
      INFO(language, " ", viewport.width, "x", viewport.height);
      Page page;
      set_parameter(page.app.core(), "lang", language);
      set_parameter(page.app.core(), "mode", "play");
      page.app.set_preferences({.dark = false, .reduced_motion = true});
      const auto frames = [&](int count) {
        for (int i = 0; i < count; ++i) page.app.frame(page.clock_ms += 100, viewport);
        check_controls(page, viewport);
      };
      const Pressing press{page, viewport, 3};
      frames(2);
      press("sprint-start");
      CHECK(page.app.pad().w >= 100);
      CHECK(page.app.pad().bottom() <= viewport.height);
      frames(460);  // After these frames, its time is over.
      REQUIRE(page.find("game-over") != nullptr);
      press("game-leave");

      press("golf-start");
      for (int i = 0; i < 9; ++i) {
        while (page.find("golf-next") == nullptr && page.find("game-over") == nullptr) {
          page.api.call(R"({"jsonrpc":"2.0","method":"draw","params":{"strokes":
              [[[0,0],[5,9],[0,9],[5,0]]]}})",
                        {});
          frames(2);
        }
        if (page.find("golf-next") != nullptr) press("golf-next");
      }
      REQUIRE(page.find("game-over") != nullptr);
      press("game-leave");

      press("duel-start");
      page.say(TestPicturesEvent{.pixels = std::vector<std::uint8_t>(784 * 8, 90),
                                 .labels = {0, 1, 2, 3, 4, 5, 6, 7}});
      while (page.find("game-over") == nullptr) {
        frames(12);
        press("duel-answer-3");
        press("duel-sure-2");
        if (page.find("duel-next") != nullptr) press("duel-next");
      }
      press("share-link");
      page.app.places().play.link_copied(false,
                                         "https://example.org/a/path/to/it/?" + page.host.link);
      frames(2);
    }
  }
}

TEST_CASE("attributes can be set while the app runs; a wrong one changes nothing") {
  Page page;
  page.settle();
  const auto configure = [&](const std::string& params) {
    page.api.call(R"({"jsonrpc":"2.0","id":1,"method":"configure","params":)" + params + "}", {});
    page.settle();
    return page.host.last_error();
  };
  CHECK(configure(R"({"mode":"learn"})") == 0);
  CHECK(page.app.core().shown == &page.app.places().learn);
  CHECK(configure(R"({"lesson":"3","lang":"zh"})") == 0);
  CHECK(page.app.places().learn.state().lesson == 3);
  CHECK(page.app.state().language == Language::kChinese);
  CHECK(configure(R"({"learning-rate":"0.02"})") == 0);
  CHECK(page.app.state().settings.learning_rate == 0.02);
  for (const char* wrong :
       {R"({"mode":"nowhere"})", R"({"colour":"red"})", R"({"lesson":"10"})", R"({"lesson":4})"}) {
    CHECK(configure(wrong) == static_cast<int>(ErrorCode::kInvalidParams));
  }
  CHECK(page.app.core().shown == &page.app.places().learn);
  CHECK(page.app.places().learn.state().lesson == 3);
  CHECK_FALSE(page.app.state().notice);  // Only the caller is told.
}

TEST_CASE("a tap and an activation of the DOM do the same") {
  Page page;
  page.settle();
  page.tap("place-train");
  CHECK(page.app.core().shown == &page.app.places().train);
  page.app.activate_control("place-draw", "");
  page.settle();
  CHECK(page.app.core().shown == &page.app.places().draw);
  page.tap("language");
  CHECK(page.app.state().language == Language::kChinese);
  CHECK(page.host.appearance.first == "zh");
  page.tap("theme");
  CHECK(page.app.state().dark());
  page.tap("notices");
  CHECK(page.host.notices_opened == 1);
}

TEST_CASE("undo and clear by their buttons") {
  Page page;
  page.settle();
  page.draw_seven();
  page.draw_seven();
  page.tap("pad-undo");
  CHECK(page.app.state().pad.strokes.size() == 1);
  page.tap("pad-clear");
  CHECK(page.app.state().pad.strokes.empty());
}

TEST_CASE("a second finger does not disturb a stroke") {
  Page page;
  page.settle();
  const Rect pad = page.app.pad();
  page.app.pointer({PointerKind::kDown, 1, true, pad.x + 50, pad.y + 50});
  page.app.pointer({PointerKind::kDown, 2, true, pad.x + 150, pad.y + 150});
  page.app.pointer({PointerKind::kMove, 2, true, pad.x + 190, pad.y + 150});
  page.app.pointer({PointerKind::kMove, 1, true, pad.x + 90, pad.y + 50});
  page.app.pointer({PointerKind::kUp, 2, true, pad.x + 190, pad.y + 150});
  page.app.pointer({PointerKind::kUp, 1, true, pad.x + 90, pad.y + 50});
  REQUIRE(page.app.state().pad.strokes.size() == 1);
  CHECK(page.app.state().pad.strokes[0].size() == 2);
}

TEST_CASE("training by its buttons") {
  Page page;
  page.app.set_preferences({.reduced_motion = true});
  page.settle();
  page.tap("invite");
  CHECK(page.host.count<TrainCommand>() == 1);
  page.tap("place-train");
  page.say(RunStateEvent{.running = true});
  page.settle();
  page.tap("train");
  CHECK(page.host.count<PauseCommand>() == 1);
  page.say(RunStateEvent{.running = false});
  page.settle();
  page.tap("step");
  CHECK(page.host.count<ResumeCommand>() == 1);
  page.tap("stop");
  CHECK(page.host.count<StopCommand>() == 1);
}

TEST_CASE("settings by buttons and by text; a bad text is told and changes nothing") {
  Page page;
  set_parameter(page.app.core(), "mode", "train");
  page.settle();
  page.app.activate_control("settings", "");
  page.settle();
  page.app.activate_control("setting-hidden", "64,32");
  page.app.activate_control("setting-epochs-more", "");
  page.app.activate_control("setting-optimizer-sgd", "");
  page.settle();
  CHECK(page.app.state().settings.hidden == std::vector<int>{64, 32});
  CHECK(page.app.state().settings.epochs == 6);
  CHECK(page.app.state().settings.learning_rate == 0.01);
  page.app.activate_control("setting-batch_size", "0");
  page.settle();
  CHECK(page.app.state().settings.batch_size == 128);
  // The refusal stands under its field, and goes when a value is taken.
  CHECK_FALSE(page.app.state().notice.has_value());
  REQUIRE(page.find("setting-refused") != nullptr);
  CHECK(page.find("setting-refused")->label == "I cannot use \"0\" here, so it stays 128.");
  CHECK(page.host.announced.back() == page.find("setting-refused")->label);
  const Control& field = *page.find("setting-batch_size");
  CHECK(page.find("setting-refused")->rect.y >= field.rect.bottom());
  CHECK(page.find("setting-refused")->rect.y < field.rect.bottom() + 40);
  page.app.activate_control("setting-batch_size", "32");
  page.settle();
  CHECK(page.find("setting-refused") == nullptr);
  page.app.activate_control("settings-restore", "");
  page.settle();
  CHECK(page.app.state().settings == Settings{});
}

TEST_CASE("parameters of the address; a bad one is told and the default stays") {
  Page page;
  set_parameter(page.app.core(), "hidden", "64");
  set_parameter(page.app.core(), "learning-rate", "0.01");
  set_parameter(page.app.core(), "unknown", "1");
  CHECK_FALSE(page.app.state().notice.has_value());
  page.app.start();
  REQUIRE(page.host.count<ResetCommand>() == 1);
  CHECK(page.app.state().settings.hidden == std::vector<int>{64});
  set_parameter(page.app.core(), "epochs", "many");
  REQUIRE(page.app.state().notice.has_value());
  CHECK(page.app.state().notice->subject == "epochs=many");
  CHECK(page.app.state().settings.epochs == 5);
}

TEST_CASE("a dead engine is replaced when it is needed, and gets the weights first") {
  Page page;
  page.app.set_preferences({.reduced_motion = true});
  page.say(ReadyEvent{.kernel = "simd128"});
  const WeightsEvent learned{.layers = {784, 10},
                             .activation = Activation::kRelu,
                             .parameters = std::vector<float>(7850, 0.25f),
                             .trained = true};
  page.say(learned);
  page.settle();
  page.draw_seven();
  page.tap("invite");
  on_engine_death(page.app.core(), "");
  page.settle();
  CHECK(page.host.restarts == 0);
  CHECK(page.app.state().pad.strokes.size() == 1);
  REQUIRE(page.find("notice-retry") != nullptr);
  page.host.commands.clear();
  page.tap("notice-retry");
  CHECK(page.host.restarts == 1);
  REQUIRE(page.host.commands.size() == 2);
  CHECK(std::get<SetWeightsCommand>(page.host.commands[0]).parameters == learned.parameters);
  CHECK(std::holds_alternative<TrainCommand>(page.host.commands[1]));
  // The random weights that a new engine begins with do not replace ours.
  on_engine_message(page.app.core(),
                    {.event = WeightsEvent{.layers = {784, 512, 10},
                                           .activation = Activation::kRelu,
                                           .parameters = std::vector<float>(407050, 0.0f)}});
  CHECK(page.app.state().model.network.shape().layers == std::vector<int>{784, 10});
  CHECK(page.app.state().model.trained());
}

TEST_CASE("a visitor's file takes the network's place, and a bad one does not") {
  Page page;
  Network<float> network({.layers = {784, 6, 10}});
  network.initialise(4);
  page.import_file("mine.safetensors", to_safetensors(network));
  page.settle();
  CHECK(page.app.state().model.network.shape() == network.shape());
  CHECK(page.app.state().model.trained());
  CHECK(page.host.count<SetWeightsCommand>() == 1);
  CHECK_FALSE(page.host.records.empty());

  page.import_file("cat.jpg", std::vector<std::uint8_t>(100, 'x'));
  page.settle();
  CHECK(page.app.state().model.network.shape() == network.shape());
  REQUIRE(page.app.state().notice.has_value());
  CHECK(page.app.state().notice->subject == "cat.jpg");
}

TEST_CASE("a page that is opened again goes on with what was kept") {
  std::map<SavedPart, std::vector<std::uint8_t>> kept;
  {
    Page page;
    Network<float> network({.layers = {784, 6, 10}});
    network.initialise(4);
    page.import_file("mine.safetensors", to_safetensors(network));
    kept = page.host.records;
  }
  Page page;
  for (const auto& [part, bytes] : kept) REQUIRE(restore_saved(page.app.core(), part, bytes));
  page.app.start();
  CHECK(page.host.count<SetWeightsCommand>() == 1);
  CHECK(page.app.state().model.network.shape().layers[1] == 6);

  // An address that names a shape means that shape.
  Page named;
  for (const auto& [part, bytes] : kept) REQUIRE(restore_saved(named.app.core(), part, bytes));
  set_parameter(named.app.core(), "hidden", "20");
  named.app.start();
  CHECK(named.host.count<SetWeightsCommand>() == 0);
  CHECK(named.host.count<ResetCommand>() == 1);
}

TEST_CASE("a shipped model that cannot be used is told, and the page begins without") {
  Page page;
  begin_with_shipped(page.app.core(), std::vector<std::uint8_t>(10, 'x'));
  page.app.start();
  page.settle();
  CHECK_FALSE(page.app.state().model.trained());
  REQUIRE(page.find("notice") != nullptr);
  CHECK(page.find("notice")->label.find("model.safetensors") != std::string::npos);
}

TEST_CASE("one touch on the right digit: the drawing is kept, sent to be learned, and done") {
  Page page;
  page.settle();
  CHECK(page.find("name-3") == nullptr);
  page.draw_seven();
  page.tap("name-3");
  const State& state = page.app.state();
  REQUIRE(state.user_drawings.size() == 1);
  CHECK(state.user_drawings[0].label == 3);
  REQUIRE(page.host.count<TeachCommand>() == 1);
  const auto& teach = std::get<TeachCommand>(page.host.commands.back());
  CHECK(teach.learn);
  CHECK(teach.labels == std::vector<std::uint8_t>{3});
  CHECK(teach.pixels.size() == 784);
  CHECK(teach.classes.size() == 10);
  CHECK_FALSE(page.host.records.at(SavedPart::kVisitor).empty());
  // The next stroke begins another drawing.
  page.draw_seven();
  CHECK(state.pad.strokes.size() == 1);
}

TEST_CASE("learned is what the network now takes for its name; anything else is not yet") {
  Page page;
  page.settle();
  page.draw_seven();
  page.tap("name-3");
  const auto teaching_ends_with = [&](int sure_of) {
    WeightsEvent weights{.layers = {784, 10},
                         .activation = Activation::kRelu,
                         .parameters = std::vector<float>(7850, 0.0f),
                         .trained = true};
    weights.parameters[static_cast<std::size_t>(7840 + sure_of)] = 9;
    page.say(weights);
    page.say(FinishedEvent{.test_accuracy = 0.9, .teaching = true});
    page.settle();
    CHECK(page.host.announced.back() == page.find("teaching-line")->label);
    return page.find("teaching-line")->label;
  };
  CHECK(teaching_ends_with(7) == "Not yet: show me some more.");
  CHECK(teaching_ends_with(3).starts_with("Learned."));
}

TEST_CASE("a change of mind belongs to a round of a game") {
  Page page;
  page.settle();
  const auto be_sure_of = [&](int digit) {
    WeightsEvent weights{.layers = {784, 10},
                         .activation = Activation::kRelu,
                         .parameters = std::vector<float>(7850, 0.0f),
                         .trained = true};
    weights.parameters[static_cast<std::size_t>(7840 + digit)] = 9;
    page.say(weights);
    page.settle();
  };
  be_sure_of(5);
  page.draw_seven();
  be_sure_of(1);  // This change of mind happens in Draw.
  page.tap("place-play");
  CHECK(page.find("guess")->label == "A 1, I think. 100%");
  page.api.call(R"({"jsonrpc":"2.0","method":"startGame","params":{"game":"golf"}})", {});
  const int prompt = page.app.places().play.state().golf->prompt();
  const int first = (prompt + 1) % 10, second = (prompt + 2) % 10;
  be_sure_of(first);
  page.draw_seven();
  be_sure_of(second);
  CHECK(page.app.state().passed_guess == first);
  page.tap("place-draw");
  page.tap("place-play");
  CHECK_FALSE(page.app.state().passed_guess);
}

TEST_CASE("the map tells how many numbers there are to each image") {
  Page page;
  set_parameter(page.app.core(), "mode", "inside");
  std::vector<std::string> drawn;
  const auto map_of = [&](std::vector<int> layers) {
    Network<float> network({.layers = layers});
    page.import_file("mine.safetensors", to_safetensors(network));
    page.settle();
    page.app.activate_control("inside-map", "");
    page.settle();
    drawn.clear();
    page.app.record_drawn(&drawn);
    page.app.frame(page.clock_ms += 16, {1280, 800, 1});
    page.app.record_drawn(nullptr);
    const auto hint = std::find_if(drawn.begin(), drawn.end(), [](const std::string& words) {
      return words.starts_with("Each point");
    });
    REQUIRE(hint != drawn.end());
    return *hint;
  };
  CHECK(map_of({784, 80, 25, 10}).find("with 25 numbers.") != std::string::npos);
  CHECK(map_of({784, 1, 10}).find("with 1 number.") != std::string::npos);
  CHECK(map_of({784, 10}).find("with 784 pixels.") != std::string::npos);
}

TEST_CASE("a symbol of one's own is a new class, up to six of them") {
  Page page;
  page.settle();
  for (int symbol = 0; symbol < 6; ++symbol) {
    page.draw_seven();
    page.tap("name-" + std::to_string(10 + symbol));
    CHECK(page.app.state().symbols() == symbol + 1);
    CHECK(std::get<TeachCommand>(page.host.commands.back()).classes.back() == -1);
  }
  page.draw_seven();
  CHECK(page.find("name-15") != nullptr);
  CHECK(page.find("name-16") == nullptr);
}

TEST_CASE("own drawings are listed, given another name and deleted") {
  Page page;
  page.settle();
  for (const char* name : {"name-3", "name-10", "name-11"}) {
    page.draw_seven();
    page.tap(name);
  }
  const State& state = page.app.state();
  page.tap("show-drawings");
  REQUIRE(page.find("drawing-2") != nullptr);
  page.press("drawing-0");
  page.press("relabel-5");
  CHECK(state.user_drawings[0].label == 5);
  CHECK(std::get<TeachCommand>(page.host.commands.back()).labels[0] == 5);
  page.press("drawing-delete");
  CHECK(state.user_drawings.size() == 2);
  page.press("drawing-0");
  page.press("symbol-delete");
  REQUIRE(state.user_drawings.size() == 1);
  CHECK(state.user_drawings[0].label == 10);  // What was symbol B is A now.
  CHECK(state.symbols() == 1);
  const auto& teach = std::get<TeachCommand>(page.host.commands.back());
  CHECK(teach.classes.back() == 11);
  CHECK_FALSE(teach.learn);
}

TEST_CASE("after the engine's death the run goes on for the epochs that were left") {
  Page page;
  page.api.call(R"({"jsonrpc":"2.0","method":"train","params":{"epochs":5}})", {});
  page.say(RunStateEvent{.running = true});
  page.say(ProgressEvent{.epoch = 3, .epochs = 5, .step = 50, .steps = 100, .train_loss = 0.3});
  on_engine_death(page.app.core(), "wasmTable is not defined");
  page.settle();
  page.tap("notice-retry");
  const auto& train = std::get<TrainCommand>(page.host.commands.back());
  CHECK(train.settings.epochs == 3);
  CHECK(page.app.state().settings.epochs == 5);
  const Training& training = page.app.state().training;
  REQUIRE(training.train_curve.size() == 1);
  page.say(ProgressEvent{.epoch = 1, .epochs = 3, .step = 10, .steps = 60, .train_loss = 0.3});
  CHECK(training.train_curve.back().epochs == doctest::Approx(3.0));
}

TEST_CASE("where nothing may be kept, nothing is prepared for it") {
  Page page;
  page.host.may_save = false;
  page.settle();
  page.draw_seven();
  page.tap("name-3");
  CHECK(page.host.records.empty());
}

TEST_CASE("a stroke that follows a touch on Clear within one frame is not cleared") {
  Page page;
  page.settle();
  page.draw_seven();
  const Control* clear = page.find("pad-clear");
  REQUIRE(clear != nullptr);
  const Rect pad = page.app.pad();
  for (const PointerKind kind : {PointerKind::kDown, PointerKind::kUp}) {
    page.app.pointer({kind, 1, true, clear->rect.centre_x(), clear->rect.centre_y()});
  }
  page.app.pointer({PointerKind::kDown, 2, true, pad.x + 50, pad.y + 50});
  page.app.pointer({PointerKind::kMove, 2, true, pad.x + 90, pad.y + 90});
  page.app.pointer({PointerKind::kUp, 2, true, pad.x + 90, pad.y + 90});
  page.settle();
  REQUIRE(page.app.state().pad.strokes.size() == 1);
  CHECK(page.app.state().pad.strokes[0].size() == 2);
}

TEST_CASE("a game tells the embedding page, ears and the shelf of best scores what happens") {
  Page page;
  page.settle();
  page.api.call(R"({"jsonrpc":"2.0","id":1,"method":"startGame","params":
      {"game":"golf","seed":7,"rounds":1}})",
                {});
  const auto told = [&](const std::string& part) {
    return std::any_of(page.host.posted.begin(), page.host.posted.end(),
                       [&](const std::string& json) { return json.find(part) != json.npos; });
  };
  CHECK(page.app.core().shown == &page.app.places().play);
  CHECK(told(R"("method":"game","params":{"game":"golf","phase":"prompt","round":1,"rounds":1)"));
  while (!told(R"("phase":"over")")) {
    page.api.call(
        R"({"jsonrpc":"2.0","method":"draw","params":{"strokes":[[[0,0],[5,9],[0,9],[5,0]]]}})",
        {});
  }
  CHECK(told(R"("phase":"scored")"));
  CHECK(page.host.sounds == 0);  // Sound is off until it is wanted.
  CHECK_FALSE(page.host.announced.empty());
  page.settle();
  page.app.activate_control("share-card", "");
  page.settle();
  CHECK(page.host.link == "mode=play&game=golf&seed=7&rounds=1");
  CHECK(page.host.card.title.find("Golf") != std::string::npos);
}

TEST_CASE("the time of a game stands still while the page is hidden, and follows slow frames") {
  Page page;
  page.settle();
  page.api.call(R"({"jsonrpc":"2.0","method":"startGame","params":{"game":"sprint"}})", {});
  const Viewport viewport = {1280, 800, 1};
  page.app.frame(page.clock_ms += 16, viewport);
  const double before = page.app.places().play.state().sprint->left_ms();
  page.app.frame(page.clock_ms += 200, viewport);
  CHECK(page.app.places().play.state().sprint->left_ms() == doctest::Approx(before - 200));
  page.app.frame(page.clock_ms += 3600e3, viewport);  // An hour passes in another tab.
  CHECK(page.app.places().play.state().sprint->left_ms() >= before - 500);
}

TEST_CASE("in a duel, digits on the keyboard answer, then say how sure") {
  Page page;
  page.settle();
  page.api.call(R"({"jsonrpc":"2.0","id":1,"method":"answer","params":{"digit":3}})", {});
  CHECK(page.host.last_error() == -32010);
  page.api.call(R"({"jsonrpc":"2.0","method":"startGame","params":{"game":"duel","rounds":2}})",
                {});
  CHECK(page.host.count<TestPicturesCommand>() == 1);
  page.say(TestPicturesEvent{.pixels = std::vector<std::uint8_t>(784, 90), .labels = {4}});
  for (int i = 0; i < 12; ++i) page.app.frame(page.clock_ms += 100, {1280, 800, 1});
  page.app.key(4);
  page.app.key(9);  // The scale has no such step.
  page.app.key(5);
  const Duel& duel = *page.app.places().play.state().duel;
  REQUIRE(duel.phase() == Duel::Phase::kResult);
  CHECK(duel.current().visitor_right());
  CHECK(duel.current().visitor.probability == kConfidence[4]);
}

TEST_CASE("the limits of one game are not those of the next") {
  Page page;
  set_parameter(page.app.core(), "rounds", "4");
  page.settle();
  const auto start = [&](const std::string& params) {
    page.api.call(R"({"jsonrpc":"2.0","method":"startGame","params":)" + params + "}", {});
    return page.app.places().play.state().options;
  };
  CHECK(start(R"({"game":"sprint","seed":9,"rounds":2})").rounds == 2);
  CHECK(start(R"({"game":"sprint"})").rounds == 4);  // The address says so.
  CHECK(page.app.places().play.state().options.seed == 1);
}

TEST_CASE("deleting everything deletes best scores and own drawings") {
  Page page;
  page.settle();
  page.draw_seven();
  page.tap("name-3");
  page.api.call(R"({"jsonrpc":"2.0","method":"startGame","params":{"game":"golf"}})", {});
  while (!page.app.places().play.state().golf->over()) {
    page.api.call(
        R"({"jsonrpc":"2.0","method":"draw","params":{"strokes":[[[0,0],[5,9],[0,9],[5,0]]]}})",
        {});
  }
  CHECK(page.app.state().best_scores.size() == 1);
  page.tap("place-train");
  page.app.activate_control("work", "");
  page.settle();
  page.app.activate_control("start-fresh", "");
  page.settle();
  CHECK(page.app.state().best_scores.empty());
  CHECK(page.app.state().user_drawings.empty());
  CHECK(page.host.records.empty());
}

namespace {

// Returns a file with a network of so many hidden units.
std::vector<std::uint8_t> file_of(int units, std::uint64_t seed = 4) {
  Network<float> network({.layers = {784, units, 10}});
  network.initialise(seed);
  return to_safetensors(network);
}

int hidden_units(const Page& page) { return page.app.state().model.network.shape().layers[1]; }

}  // namespace

TEST_CASE("deleting ends as a first visit begins, and one touch brings everything back") {
  Page page;
  begin_with_shipped(page.app.core(), file_of(30));
  page.app.start();
  page.settle();
  page.draw_seven();
  page.tap("name-10");
  page.import_file("mine.safetensors", file_of(6));
  page.app.activate_control("place-train", "");
  page.settle();
  page.app.activate_control("work", "");
  page.settle();
  page.host.records.clear();
  page.app.activate_control("start-fresh", "");
  page.settle();
  const State& state = page.app.state();
  CHECK(page.host.deletions == 1);
  CHECK(page.host.records.empty());
  CHECK(state.user_drawings.empty());
  CHECK(state.classes() == 10);
  CHECK(hidden_units(page) == 30);
  CHECK(state.model.shipped());
  CHECK(state.demonstrating);
  CHECK(is_empty(state.pad.strokes));
  CHECK(state.deletion == Deletion::kUnderWay);
  saved_deleted(page.app.core(), true);
  page.settle();
  CHECK(page.find("deletion")->label.find("deleted from this browser") != std::string::npos);
  page.app.activate_control("take-back", "");
  page.settle();
  CHECK(state.user_drawings.size() == 1);
  CHECK(state.classes() == 11);
  CHECK(hidden_units(page) == 6);
  CHECK_FALSE(is_empty(state.pad.strokes));
  CHECK(page.host.records.size() == 2);
  // It can be changed back again: something may have been made meanwhile.
  page.app.activate_control("take-back", "");
  page.settle();
  CHECK(state.user_drawings.empty());
  CHECK(state.model.shipped());
}

TEST_CASE("a deletion that failed is told, and is not called done") {
  Page page;
  page.settle();
  set_parameter(page.app.core(), "mode", "train");
  page.settle();
  page.app.activate_control("work", "");
  page.settle();
  page.app.activate_control("start-fresh", "");
  page.settle();
  saved_deleted(page.app.core(), false);
  page.settle();
  REQUIRE(page.app.state().notice);
  CHECK(page.app.state().notice->code == ErrorCode::kCannotDelete);
  CHECK(page.app.state().deletion == Deletion::kNone);
}

TEST_CASE("whatever replaces a trained network can be taken back, and taken back again") {
  Page page;
  begin_with_shipped(page.app.core(), file_of(30));
  page.app.start();
  set_parameter(page.app.core(), "mode", "train");
  page.settle();
  CHECK(page.find("bring-back") == nullptr);
  page.press("reset");
  CHECK_FALSE(page.app.state().model.trained());
  page.press("bring-back");
  CHECK(page.app.state().model.trained());
  CHECK(hidden_units(page) == 30);
  page.import_file("mine.safetensors", file_of(6));
  page.settle();
  CHECK(hidden_units(page) == 6);
  page.press("bring-back");
  CHECK(hidden_units(page) == 30);
  page.press("bring-back");
  CHECK(hidden_units(page) == 6);
  // A run begins a new network.
  page.say(WeightsEvent{.layers = {784, 6, 10},
                        .activation = Activation::kRelu,
                        .parameters = std::vector<float>(785 * 6 + 70, 0.1f),
                        .trained = true});
  page.press("train");
  page.say(WeightsEvent{.layers = {784, 512, 10},
                        .activation = Activation::kRelu,
                        .parameters = std::vector<float>(407050, 0.0f)});
  page.say(FinishedEvent{.epochs = 5});
  page.settle();
  CHECK(hidden_units(page) == 512);
  page.press("bring-back");
  CHECK(hidden_units(page) == 6);
  page.press("use-shipped");
  CHECK(hidden_units(page) == 30);
  CHECK(page.find("use-shipped")->disabled);
}

TEST_CASE("the network of the site is fetched where a lab began without it") {
  Page page;
  set_parameter(page.app.core(), "mode", "train");
  page.settle();
  page.app.activate_control("use-shipped", "");
  page.settle();
  CHECK(page.host.shipped_models_asked_for == 1);
  offer_shipped(page.app.core(), file_of(30));
  CHECK(hidden_units(page) == 30);
  CHECK(page.app.state().model.trained());
}

TEST_CASE("until the engine has what it was given, its own weights do not show") {
  Page page;
  set_parameter(page.app.core(), "hidden", "55");
  page.app.start();
  CHECK(hidden_units(page) == 55);
  page.say(ReadyEvent{.kernel = "simd128"});
  on_engine_message(page.app.core(),
                    {.event = WeightsEvent{.layers = {784, 512, 10},
                                           .activation = Activation::kRelu,
                                           .parameters = std::vector<float>(407050, 0.0f)}});
  CHECK(hidden_units(page) == 55);
}

TEST_CASE("an address that names a shape does not throw the kept network away") {
  std::map<SavedPart, std::vector<std::uint8_t>> kept;
  {
    Page page;
    page.import_file("mine.safetensors", file_of(6));
    kept = page.host.records;
  }
  Page page;
  for (const auto& [part, bytes] : kept) REQUIRE(restore_saved(page.app.core(), part, bytes));
  set_parameter(page.app.core(), "hidden", "20");
  set_parameter(page.app.core(), "mode", "train");
  page.app.start();
  page.say(WeightsEvent{.layers = {784, 20, 10},
                        .activation = Activation::kRelu,
                        .parameters = std::vector<float>(785 * 20 + 210, 0.0f)});
  page.settle();
  CHECK(page.host.records.count(SavedPart::kNetwork) == 0);
  CHECK(hidden_units(page) == 20);
  page.app.activate_control("bring-back", "");
  page.settle();
  CHECK(hidden_units(page) == 6);
}

TEST_CASE("what other tabs made is merged into what is kept, and stays with what comes next") {
  std::vector<std::uint8_t> store;
  {
    Page other;
    other.settle();
    other.draw_seven();
    other.tap("name-7");
    store = other.host.records.at(SavedPart::kVisitor);
  }
  std::vector<std::uint8_t> both;
  {
    Page page;
    page.settle();
    page.draw_seven();
    const auto mine = page.host.records.at(SavedPart::kVisitor);
    both = merge_saved(page.app.core(), store, false, mine);
    saved(page.app.core(), SavedPart::kVisitor, mine);
    page.draw_seven();
    both = merge_saved(page.app.core(), both, false, page.host.records.at(SavedPart::kVisitor));
    // Without a record, or with a damaged one, what is here is kept whole.
    CHECK(merge_saved(page.app.core(), {}, false, mine) == mine);
    CHECK(merge_saved(page.app.core(), std::vector<std::uint8_t>(20, 1), false, mine) == mine);
  }
  Page again;
  REQUIRE(restore_saved(again.app.core(), SavedPart::kVisitor, both));
  CHECK(again.app.state().user_drawings.size() == 1);
  CHECK(again.app.state().pad.strokes.size() == 2);
}

TEST_CASE("what a page was left with before it was kept is merged, and kept with the next record") {
  std::vector<std::uint8_t> base, mine;
  {
    Page page;
    page.settle();
    base = {page.app.core().saved_base.begin(), page.app.core().saved_base.end()};
    page.draw_seven();
    page.tap("name-7");
    mine = page.host.records.at(SavedPart::kVisitor);
  }
  Page next;
  const std::vector<std::uint8_t> own_base{next.app.core().saved_base.begin(),
                                           next.app.core().saved_base.end()};
  // This record is damaged.
  restore_unsaved(next.app.core(), base, std::vector<std::uint8_t>(20, 1));
  CHECK(next.host.records.empty());
  restore_unsaved(next.app.core(), base, mine);
  restore_unsaved(next.app.core(), base, mine);  // The same record once more adds nothing.
  CHECK(next.app.state().user_drawings.size() == 1);
  CHECK(next.app.state().pad.strokes.size() == 1);
  CHECK(std::equal(own_base.begin(), own_base.end(), next.app.core().saved_base.begin(),
                   next.app.core().saved_base.end()));  // The store has it only now.
  CHECK(next.host.records.contains(SavedPart::kVisitor));
}

TEST_CASE("a notice does not outlive its cause") {
  Page page;
  saving_failed(page.app.core(), SavedPart::kNetwork);
  REQUIRE(page.app.state().notice);
  saved(page.app.core(), SavedPart::kVisitor, {});
  CHECK(page.app.state().notice);  // The network still has no room.
  saved(page.app.core(), SavedPart::kNetwork, {});
  CHECK_FALSE(page.app.state().notice);
  saving_failed(page.app.core(), SavedPart::kVisitor);
  CHECK(page.app.state().notice);  // It is told again after it had worked.
}

TEST_CASE("a notice neither comes nor goes under a pen: the pad stays where it is") {
  Page page;
  page.settle();
  const Rect pad = page.app.pad();
  const auto pointer = [&](PointerKind kind, float x, float y) {
    page.app.pointer({kind, 1, false, pad.x + x * pad.w, pad.y + y * pad.h});
    page.run(2, {1280, 800, 1});
  };
  pointer(PointerKind::kDown, 0.2f, 0.2f);
  saving_failed(page.app.core(), SavedPart::kVisitor);
  pointer(PointerKind::kMove, 0.8f, 0.2f);
  page.run(100, {1280, 800, 1});
  CHECK(page.find("notice") == nullptr);
  CHECK(page.app.pad().h == pad.h);
  pointer(PointerKind::kUp, 0.8f, 0.2f);
  page.run(10, {1280, 800, 1});
  CHECK(page.find("notice") == nullptr);  // Another stroke may follow.
  page.settle();
  CHECK(page.find("notice") != nullptr);
  page.app.pointer(
      {PointerKind::kDown, 1, false, page.app.pad().centre_x(), page.app.pad().centre_y()});
  saved(page.app.core(), SavedPart::kVisitor, {});
  page.run(100, {1280, 800, 1});
  CHECK(page.find("notice") != nullptr);
  page.app.pointer(
      {PointerKind::kUp, 1, false, page.app.pad().centre_x(), page.app.pad().centre_y()});
  page.settle();
  CHECK(page.find("notice") == nullptr);
}

TEST_CASE("what was kept comes late: it is taken up where nothing has been made, else left alone") {
  std::map<SavedPart, std::vector<std::uint8_t>> kept;
  {
    Page page;
    page.settle();
    page.draw_seven();
    page.tap("name-7");
    page.import_file("mine.safetensors", file_of(6));
    kept = page.host.records;
  }
  const auto& visitor = kept.at(SavedPart::kVisitor);
  const auto& network = kept.at(SavedPart::kNetwork);
  {
    Page idle;
    saved_is_late(idle.app.core());
    idle.settle();
    REQUIRE(idle.app.state().notice);
    saved_came_late(idle.app.core(), visitor, network);
    CHECK_FALSE(idle.app.state().notice);
    CHECK(idle.app.state().user_drawings.size() == 1);
    CHECK(hidden_units(idle) == 6);
  }
  std::vector<std::uint8_t> both;
  {
    Page busy;
    saved_is_late(busy.app.core());
    busy.settle();
    busy.draw_seven();
    saved_came_late(busy.app.core(), visitor, network);
    CHECK(busy.app.state().user_drawings.empty());
    CHECK(busy.app.state().notice);
    // Nothing of it is lost: it is merged when something is written.
    both = merge_saved(busy.app.core(), visitor, false, busy.host.records.at(SavedPart::kVisitor));
  }
  Page again;
  REQUIRE(restore_saved(again.app.core(), SavedPart::kVisitor, both));
  CHECK(again.app.state().user_drawings.size() == 1);
}

TEST_CASE("the second press of a double one does not hit what the first one has put there") {
  Page page;
  begin_with_shipped(page.app.core(), file_of(30));
  page.app.start();
  set_parameter(page.app.core(), "mode", "train");
  page.settle();
  const Rect train = page.find("train")->rect;
  const auto press = [&](float right) {
    for (const PointerKind kind : {PointerKind::kDown, PointerKind::kUp}) {
      page.app.pointer({kind, 1, false, train.centre_x() + right, train.centre_y()});
    }
    for (int i = 0; i < 3; ++i) page.app.frame(page.clock_ms += 16, {1280, 800, 1});
  };
  press(0);
  REQUIRE(page.host.count<TrainCommand>() == 1);
  page.say(RunStateEvent{.running = true});
  press(3);  // The button says Pause by now.
  CHECK(page.host.count<PauseCommand>() == 0);
  page.clock_ms += 600;
  press(0);
  CHECK(page.host.count<PauseCommand>() == 1);
}

TEST_CASE("a window without room for anything is survived, and one with room is drawn again") {
  for (const Viewport& tiny : {Viewport{1, 1, 1}, Viewport{1, 800, 1}, Viewport{1200, 1, 1},
                               Viewport{40, 30, 2}, Viewport{0, 0, 1}}) {
    Page page;
    for (const char* place : kPlaceNames) {
      set_parameter(page.app.core(), "mode", place);
      page.run(3, {1280, 800, 1});
      page.app.pointer({PointerKind::kDown, 1, false, 0.5f, 0.5f});
      page.run(10, tiny);
      page.app.pointer({PointerKind::kMove, 1, false, 3, 2});
      page.app.pointer({PointerKind::kUp, 1, false, 3, 2});
      page.run(10, tiny);
      page.run(10, {1280, 800, 1});
      CHECK(page.find("name") != nullptr);
    }
    for (const Stroke& stroke : page.app.state().pad.strokes) {
      for (const InkPoint& p : stroke) CHECK((std::isfinite(p.x) && std::isfinite(p.y)));
    }
  }
}

TEST_CASE("weights that have run away are survived in every place") {
  for (const float odd : {std::nanf(""), std::numeric_limits<float>::infinity(), 3e38f}) {
    Page page;
    page.settle();
    page.draw_seven();
    const auto count = static_cast<std::size_t>(NetworkShape{}.parameter_count());
    page.say(WeightsEvent{.layers = NetworkShape{}.layers,
                          .activation = Activation::kRelu,
                          .parameters = std::vector<float>(count, odd),
                          .trained = true});
    const auto& p = page.app.state().prediction.probabilities;
    CHECK(std::accumulate(p.begin(), p.end(), 0.0f) == doctest::Approx(1));
    for (const char* place : kPlaceNames) {
      page.api.call(
          std::string(R"({"jsonrpc":"2.0","id":1,"method":"configure","params":{"mode":")") +
              place + "\"}}",
          {});
      page.settle();
      for (int view = 0; view < 3; ++view) {
        page.app.activate_control(view == 0   ? "inside-network"
                                  : view == 1 ? "inside-why"
                                              : "inside-map",
                                  "");
        page.settle();
      }
    }
    page.api.call(
        R"({"jsonrpc":"2.0","id":2,"method":"explain","params":{"strokes":[[[0,0],[9,9]]]}})", {});
    CHECK(page.host.last_posted().HasMember("result"));
  }
}

TEST_CASE("an eraser that is held while the place changes does no harm") {
  Page page;
  page.settle();
  page.draw_seven();
  page.api.call(R"({"jsonrpc":"2.0","id":1,"method":"configure","params":{"mode":"inside"}})", {});
  page.settle();
  page.app.activate_control("inside-why", "");
  page.settle();
  page.app.activate_control("eraser", "");
  page.settle();
  const Rect pad = page.app.pad();
  const auto at = [&](PointerKind kind, float share) {
    page.app.pointer({kind, 1, false, pad.x + share * pad.w, pad.y + share * pad.h});
  };
  at(PointerKind::kDown, 0.2f);
  for (int i = 0; i < 30; ++i) at(PointerKind::kMove, 0.2f + 0.02f * static_cast<float>(i));
  page.api.call(R"({"jsonrpc":"2.0","id":1,"method":"configure","params":{"mode":"draw"}})", {});
  at(PointerKind::kMove, 0.5f);
  at(PointerKind::kUp, 0.5f);
  page.settle();
  CHECK_FALSE(page.app.state().pad.pen_down);
  page.draw_seven();
  CHECK(page.app.state().pad.strokes.size() >= 1);
}

TEST_CASE("configure takes all of its attributes or none, and names the lab's defaults alone") {
  Page page;
  set_parameter(page.app.core(), "epochs", "3");
  page.app.start();
  const auto call = [&](const std::string& method, const std::string& params) {
    page.api.call(
        R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}", {});
    return page.host.last_error();
  };
  const State& state = page.app.state();
  CHECK(call("configure", R"({"theme":"dark","mode":"nonsense"})") == -32602);
  CHECK(call("configure", R"({"theme":"dark","colour":"red"})") == -32602);
  CHECK(call("configure", R"({"epochs":"0x10"})") == -32602);
  CHECK(call("configure", R"({"epochs":"5\u0000 more"})") == -32602);
  CHECK(call("configure", R"({"theme\u0000x":"dark"})") == -32602);
  CHECK(state.theme == ThemeChoice::kAuto);
  CHECK(state.settings.epochs == 3);
  CHECK_FALSE(state.notice);

  // What a call trains with is no default; what an attribute names is one.
  call("train", R"({"epochs":1,"hidden":[32],"train_images":2000})");
  page.say(FinishedEvent{.epochs = 1});
  call("configure", R"({"theme":"dark"})");
  CHECK(state.theme == ThemeChoice::kDark);
  call("train", "{}");
  CHECK(state.settings.epochs == 3);
  CHECK(state.settings.hidden == std::vector<int>{512});
  CHECK(state.settings.train_images == 60000);
}

TEST_CASE("the order of an address's parameters does not matter") {
  for (const bool rate_first : {false, true}) {
    Page page;
    if (rate_first) set_parameter(page.app.core(), "learning-rate", "0.5");
    set_parameter(page.app.core(), "optimizer", "sgd");
    if (!rate_first) set_parameter(page.app.core(), "learning-rate", "0.5");
    CHECK(page.app.state().settings.learning_rate == 0.5);
  }
}

TEST_CASE("without a menu the lab is one place, whoever presses what in it") {
  for (const char* mode : kPlaceNames) {
    for (const Viewport& viewport : kViewports) {
      INFO(mode, " ", viewport.width, "x", viewport.height);
      Page page;
      set_parameter(page.app.core(), "mode", mode);
      set_parameter(page.app.core(), "menu", "none");
      page.app.set_preferences({.dark = false, .reduced_motion = true});
      page.app.start();
      page.settle(viewport);
      CHECK(page.find("name") == nullptr);
      CHECK(page.find("language") == nullptr);
      for (const char* place : kPlaceNames) {
        CHECK(page.find(std::string("place-") + place) == nullptr);
      }
      check_controls(page, viewport);
      const Place* shown = page.app.core().shown;
      act(page.app.core(), GoTo{"draw"});
      act(page.app.core(), GoTo{"train", "drawings"});
      CHECK(page.app.core().shown == shown);
    }
  }
  Page page;
  CHECK(set_parameter(page.app.core(), "menu", "some"));
  REQUIRE(page.app.state().notice);
  CHECK(page.app.state().notice->subject == "menu=some");
  // The page around the lab decides.
  set_parameter(page.app.core(), "menu", "none");
  page.app.start();
  CHECK(configure(page.app.core(), {{"mode", "learn"}}).ok());
  CHECK(page.app.core().shown == &page.app.places().learn);
  CHECK(configure(page.app.core(), {{"menu", "full"}}).ok());
  page.settle();
  CHECK(page.find("place-draw") != nullptr);
}

TEST_CASE(
    "the wheel is the lab's over a part that can still scroll that way, and the page's else") {
  Page page;
  set_parameter(page.app.core(), "mode", "train");
  page.settle({390, 700, 1});
  const Rect pad = page.app.pad();
  CHECK_FALSE(page.app.can_scroll(pad.centre_x(), pad.centre_y(), true));
  CHECK(page.app.can_scroll(195, 500, true));
  CHECK_FALSE(page.app.can_scroll(195, 500, false));
}

TEST_CASE("a place says at its first visit what to do there, and not at the next") {
  Page page;
  page.settle();
  CHECK(page.find("welcome") == nullptr);  // In Draw, a pen shows it.
  for (const char* place : {"train", "inside", "learn"}) {
    page.tap(std::string("place-") + place);
    CHECK(page.find("welcome") != nullptr);
    page.settle({480, 360, 1});
    CHECK(page.find("welcome") == nullptr);  // There is no room for it.
    page.settle();
  }
  page.tap("place-train");
  CHECK(page.find("welcome") == nullptr);
}

TEST_CASE("images that do not come are asked for again by a button in their place") {
  Page page;
  act(page.app.core(), GoTo{"inside"});
  act(page.app.core(), ShowInside{Inside::View::kData});
  page.settle();
  page.say(LoadingEvent{.loaded = 1, .total = 4, .train_images = 0, .test_images = 0});
  page.settle();
  REQUIRE(page.find("data-progress") != nullptr);
  CHECK(page.find("data-progress")->value == "25");
  page.say(ErrorEvent{.code = ErrorCode::kUnreachable, .message = "", .file = "train-2.gz"});
  page.settle();
  act(page.app.core(), DismissNotice{});
  page.settle();
  page.host.commands.clear();
  page.tap("data-retry");
  CHECK(std::any_of(
      page.host.commands.begin(), page.host.commands.end(),
      [](const Command& command) { return std::holds_alternative<LoadDataCommand>(command); }));
  CHECK(page.find("data-retry") == nullptr);
}

TEST_CASE("golf: a stroke that comes late is not the first one of the next hole") {
  Page page;
  act(page.app.core(), StartGame{GameKind::kGolf, {.seed = 1}});
  page.settle();
  const int prompt = page.find("game-prompt")->label.back() - '0';
  Network<float> network({.layers = {784, 10}});
  network.layer(0).biases[static_cast<std::size_t>(prompt)] = 9;
  page.app.core().state.model.network = network;
  const Rect pad = page.app.pad();
  const auto stroke = [&] {
    for (const auto& [kind, y] : {std::pair{PointerKind::kDown, 0.2f},
                                  {PointerKind::kMove, 0.5f},
                                  {PointerKind::kMove, 0.8f},
                                  {PointerKind::kUp, 0.8f}}) {
      page.app.pointer({kind, 1, false, pad.centre_x(), pad.y + y * pad.h});
      page.run(1, {1280, 800, 1});
    }
  };
  stroke();
  REQUIRE(page.find("golf-next") != nullptr);
  stroke();
  page.run(2, {1280, 800, 1});
  CHECK(page.find("golf-next") != nullptr);
  page.run(60, {1280, 800, 1});
  stroke();
  page.run(2, {1280, 800, 1});
  CHECK(page.find("game-score")->label.find("2 of 9") != std::string::npos);
}

TEST_CASE("in a small window, what a touch brings up is scrolled into view, once") {
  const Viewport small = {480, 360, 1};
  Page page;
  page.settle();
  page.draw_seven();
  act(page.app.core(), GoTo{"inside"});
  page.settle(small);
  act(page.app.core(), SelectUnit{NetworkView::Unit{0, 3}});
  page.settle(small);
  const Control* details = page.find("unit-details");
  REQUIRE(details != nullptr);
  REQUIRE(details->clip);
  CHECK(details->rect.y >= details->clip->y);
  CHECK(details->rect.y < details->clip->bottom());
  // Another view begins at its top.
  act(page.app.core(), ShowInside{Inside::View::kExperiments});
  page.settle(small);
  CHECK(page.find("inside-network")->rect.y >= details->clip->y);
}

TEST_CASE("in a small window, the way to learning is in sight, with a drawing and without") {
  const Viewport small = {480, 360, 1};
  Page page;
  page.settle(small);
  for (const bool drawn : {false, true}) {
    if (drawn) {
      page.settle();
      page.draw_seven();
      page.settle(small);
    }
    const Control* invite = page.find("invite");
    REQUIRE(invite != nullptr);
    CHECK(invite->rect.bottom() <= 360);
    CHECK_FALSE(invite->clip);
  }
}

TEST_CASE("who clears the pad and watches the network learn sees it read the demonstration") {
  Page page;
  page.settle();
  page.draw_seven();
  page.tap("pad-clear");
  CHECK_FALSE(page.app.state().demonstrating);
  page.tap("invite");
  CHECK(page.app.state().demonstrating);
  CHECK_FALSE(page.app.state().prediction.empty);
}
