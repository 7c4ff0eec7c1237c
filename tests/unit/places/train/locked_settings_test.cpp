// Tests that no way of the visitor's changes a setting that is locked, and that the host's do.
#include <doctest/doctest.h>

#include "app/core/actions.h"
#include "app/core/saved_state.h"
#include "code/keras_program.h"
#include "code/program.h"
#include "model/safetensors.h"
#include "places/train/settings_panel.h"
#include "unit/app/page.h"

namespace inkling {
namespace {

void open_settings(Page& page, const Viewport& viewport = {1280, 800, 1}) {
  page.settle(viewport);
  page.app.activate_control("settings", "");
  page.settle(viewport);
}

// Locks `names` and opens the settings.
void lock(Page& page, const std::string& names) {
  set_parameter(page.app.core(), "mode", "train");
  set_parameter(page.app.core(), "locked", names);
  page.app.start();
  open_settings(page);
}

TEST_CASE("a locked setting is seen, says why it stays, and takes neither touch nor text") {
  Page page;
  lock(page, "learning-rate,hidden,optimizer");
  const Settings& settings = page.app.state().settings;
  for (const char* id : {"setting-learning_rate", "setting-hidden", "setting-optimizer-sgd"}) {
    INFO(id);
    REQUIRE(page.find(id) != nullptr);
    CHECK(page.find(id)->disabled);
    CHECK(page.find(id)->why.find("Locked") == 0);
  }
  CHECK(page.find("locked-learning_rate") != nullptr);
  CHECK(page.find("locked-epochs") == nullptr);
  CHECK(page.host.semantics.find("\"why\":\"Locked") != std::string::npos);
  page.app.activate_control("setting-learning_rate", "5");
  page.app.activate_control("setting-learning_rate-more", "");
  page.app.activate_control("setting-hidden", "7");
  page.app.activate_control("setting-optimizer-sgd", "");
  page.settle();
  CHECK(settings == Settings{});
  CHECK(page.host.announced.back().find("Locked") == 0);
  act(page.app.core(), ChangeSetting{find_setting("learning_rate"), "5"});
  CHECK(settings == Settings{});
  page.app.activate_control("setting-epochs", "9");
  page.settle();
  CHECK(settings.epochs == 9);
}

TEST_CASE("what a field refuses is told to the page once more, where nothing else changes either") {
  Page page;
  lock(page, "learning_rate");
  for (int time = 0; time < 2; ++time) {
    page.app.activate_control("setting-learning_rate", "7");
    page.settle();
  }
  page.host.semantics.clear();
  page.app.activate_control("setting-learning_rate", "7");
  page.settle();
  CHECK(page.host.semantics.find("\"value\":\"0.001\"") != std::string::npos);
}

TEST_CASE("a locked learning rate stays when the optimizer changes") {
  Page page;
  lock(page, "learning_rate");
  page.app.activate_control("setting-optimizer-sgd", "");
  page.settle();
  CHECK(page.app.state().settings.optimizer == OptimizerKind::kSgd);
  CHECK(page.app.state().settings.learning_rate == 0.001);
}

TEST_CASE("what is locked fits at every size, in both languages, and comes and goes live") {
  for (const char* language : {"en", "zh"}) {
    for (const Viewport& viewport : {Viewport{1280, 800, 1}, {390, 844, 2}, {480, 360, 1}}) {
      Page page;
      set_parameter(page.app.core(), "lang", language);
      set_parameter(page.app.core(), "mode", "train");
      page.app.start();
      CHECK(configure(page.app.core(), {{"locked", "all"}}).ok());
      open_settings(page, viewport);
      for (const SettingInfo& info : setting_table()) {
        const Control* line = page.find(std::string("locked-") + info.name);
        REQUIRE(line != nullptr);
        CHECK(line->rect.right() <= viewport.width);
      }
      CHECK(configure(page.app.core(), {{"locked", "seed"}}).ok());
      page.settle(viewport);
      CHECK(page.find("locked-seed") != nullptr);
      CHECK(page.find("locked-hidden") == nullptr);
      CHECK_FALSE(configure(page.app.core(), {{"locked", "seed,colour"}}).ok());
      CHECK(configure(page.app.core(), {{"locked", ""}}).ok());
      page.settle(viewport);
      CHECK(page.find("locked-seed") == nullptr);
    }
  }
}

TEST_CASE("presets, defaults and programs leave what is locked, and a program says so") {
  Page page;
  set_parameter(page.app.core(), "learning-rate", "0.25");
  lock(page, "learning-rate,batch-size");
  const Settings& settings = page.app.state().settings;
  CHECK(page.find("settings-restore") == nullptr);
  act(page.app.core(), UseRobustPreset{});
  CHECK(settings.learning_rate == 0.25);
  CHECK(settings.augment);
  act(page.app.core(), RestoreSettings{});
  CHECK(settings.learning_rate == 0.25);
  CHECK_FALSE(settings.augment);
  Settings other;
  other.hidden = {48};
  other.batch_size = 16;
  other.learning_rate = 0.5;
  page.app.places().train.article_input("read",
                                        text_of(keras_program(other, page.app.state().language)));
  CHECK(settings.hidden == std::vector<int>{48});
  CHECK(settings.batch_size == 128);
  CHECK(settings.learning_rate == 0.25);
  act(page.app.core(), GoTo{"train", "code"});
  page.settle();
  CHECK(page.host.lesson.find("Locked, so unchanged: Learning rate, Batch size") !=
        std::string::npos);
}

TEST_CASE("neither an import, nor what comes back, nor deletion changes what is locked") {
  Page page;
  set_parameter(page.app.core(), "epochs", "3");
  lock(page, "hidden,activation,epochs");
  const Settings& settings = page.app.state().settings;
  Network<float> small({.layers = {784, 6, 10}, .activation = Activation::kTanh});
  page.import_file("small.safetensors", to_safetensors(small));
  CHECK(settings.hidden == std::vector<int>{512});
  CHECK(settings.activation == Activation::kRelu);
  State visit;
  visit.settings.epochs = 50;
  visit.settings.seed = 4;
  restore_saved(page.app.core(), SavedPart::kVisitor,
                saved_bytes(visit, page.app.core().places, SavedPart::kVisitor));
  CHECK(settings.epochs == 3);
  CHECK(settings.seed == 4);
  act(page.app.core(), StartFresh{});
  CHECK(settings.epochs == 3);
  CHECK(settings.seed == 1);
}

TEST_CASE("what is locked and not named has its usual value, whatever an earlier visit has left") {
  Page page;
  State visit;
  visit.settings.epochs = 50;
  visit.settings.optimizer = OptimizerKind::kSgd;
  visit.settings.learning_rate = 3;
  visit.settings.batch_size = 16;
  restore_saved(page.app.core(), SavedPart::kVisitor,
                saved_bytes(visit, page.app.core().places, SavedPart::kVisitor));
  set_parameter(page.app.core(), "batch-size", "32");
  set_parameter(page.app.core(), "locked", "learning-rate,optimizer");
  set_parameter(page.app.core(), "locked", "batch-size");
  page.app.start();
  const Settings& settings = page.app.state().settings;
  CHECK(settings.optimizer == OptimizerKind::kRmsprop);
  CHECK(settings.learning_rate == 0.001);
  CHECK(settings.batch_size == 32);
  CHECK(settings.epochs == 50);
}

TEST_CASE("the page around a lab changes what is locked in it") {
  Page page;
  lock(page, "all");
  page.api.call(
      R"({"jsonrpc":"2.0","id":1,"method":"train","params":{"epochs":2,"learning_rate":0.5}})");
  CHECK(page.app.state().settings.epochs == 2);
  CHECK(page.app.state().settings.learning_rate == 0.5);
  CHECK(configure(page.app.core(), {{"epochs", "4"}}).ok());
  CHECK(page.app.state().settings.epochs == 4);
}

}  // namespace
}  // namespace inkling
