#include "nn/settings.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

using namespace inkling;

namespace {

bool accepts(const char* name, const char* text) {
  Settings settings;
  return set_setting(settings, *find_setting(name), text).ok();
}

}  // namespace

TEST_CASE("the defaults are the article's program") {
  const Settings s;
  CHECK(s.shape().layers == std::vector<int>{784, 512, 10});
  CHECK(s.shape().parameter_count() == 407050);
  CHECK(s.optimizer == OptimizerKind::kRmsprop);
  CHECK(s.learning_rate == 0.001);
  CHECK(s.batch_size == 128);
  CHECK(s.epochs == 5);
}

TEST_CASE("every setting goes to text and back") {
  Settings changed;
  changed.hidden = {128, 64};
  changed.activation = Activation::kTanh;
  changed.optimizer = OptimizerKind::kAdam;
  changed.learning_rate = 0.00025;
  changed.batch_size = 50;
  changed.epochs = 7;
  changed.seed = 4294967295u;
  changed.l2 = 1e-5;
  changed.dropout = 0.25;
  changed.train_images = 1234;
  Settings copy;
  for (const SettingInfo& info : setting_table()) {
    REQUIRE(set_setting(copy, info, setting_text(changed, info)).ok());
  }
  CHECK(copy == changed);
}

TEST_CASE("a number is a decimal number and nothing else") {
  for (const char* text : {"0.5", ".5", "5e-1", "5E-1", "0.50"}) {
    INFO(text);
    CHECK(accepts("learning_rate", text));
  }
  for (const char* text : {"0x1", " 0.5", "0.5 ", "+0.5", "nan", "inf", "1e", "e5", "--1", "1.2.3",
                           "1,5", "-", ".", ""}) {
    INFO(text);
    CHECK_FALSE(accepts("learning_rate", text));
  }
  Settings settings;
  using namespace std::string_view_literals;
  CHECK_FALSE(set_setting(settings, *find_setting("epochs"), "5\0 and more"sv).ok());
  CHECK_FALSE(set_setting(settings, *find_setting("hidden"), "64,\0"sv).ok());
  CHECK_FALSE(accepts("hidden", "0x10"));
}

TEST_CASE("names may have underscores or hyphens") {
  CHECK(find_setting("learning_rate") == find_setting("learning-rate"));
  CHECK(find_setting("learning_rate") != nullptr);
  CHECK(find_setting("speed") == nullptr);
}

TEST_CASE("hidden layers: any number up to a limit, none too") {
  CHECK(accepts("hidden", ""));
  CHECK(accepts("hidden", "1"));
  CHECK(accepts("hidden", "128,64,32"));
  for (const char* bad : {"0", "-5", "12.5", "a", "128,", ",128", "128,,64", "100000", "1e3x",
                          "8,8,8,8,8,8,8", "1024,1024,1024"}) {
    INFO(bad);
    CHECK_FALSE(accepts("hidden", bad));
  }
}

TEST_CASE("values out of range, of the wrong kind or not numbers are refused and change nothing") {
  const char* const bad[][2] = {
      {"learning_rate", "0"},   {"learning_rate", "-1"},  {"learning_rate", "nan"},
      {"learning_rate", "inf"}, {"learning_rate", ""},    {"learning_rate", "fast"},
      {"batch_size", "0"},      {"batch_size", "1.5"},    {"batch_size", "999999"},
      {"epochs", "0"},          {"seed", "-1"},           {"dropout", "1"},
      {"activation", "ReLU"},   {"optimizer", "adagrad"}, {"train_images", "0"}};
  for (const auto& pair : bad) {
    const char* const name = pair[0];
    const char* const text = pair[1];
    INFO(name, "=", text);
    Settings settings;
    const Status status = set_setting(settings, *find_setting(name), text);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == ErrorCode::kInvalidParams);
    CHECK(status.error().message.find(name) != std::string::npos);
    CHECK(settings == Settings{});
  }
}

TEST_CASE("an error says what is allowed") {
  Settings settings;
  CHECK(set_setting(settings, *find_setting("activation"), "step").error().message ==
        "activation must be relu, sigmoid or tanh.");
  CHECK(set_setting(settings, *find_setting("epochs"), "0").error().message ==
        "epochs must be a whole number from 1 to 1000.");
}

TEST_CASE("several settings are set whatever their order, or not at all") {
  for (const bool rate_first : {true, false}) {
    SettingTexts texts = {{"learning-rate", "0.5"}, {"optimizer", "sgd"}};
    if (!rate_first) std::swap(texts[0], texts[1]);
    Settings settings;
    REQUIRE(set_settings(settings, texts).ok());
    CHECK(settings.learning_rate == 0.5);
    CHECK(settings.optimizer == OptimizerKind::kSgd);
  }
  Settings settings;
  REQUIRE(set_settings(settings, {{"optimizer", "sgd"}}).ok());
  CHECK(settings.learning_rate == default_learning_rate(OptimizerKind::kSgd));
  const Settings before = settings;
  CHECK_FALSE(set_settings(settings, {{"epochs", "3"}, {"optimizer", "none"}}).ok());
  CHECK_FALSE(set_settings(settings, {{"epochs", "3"}, {"no-such", "1"}}).ok());
  CHECK(settings == before);
}

TEST_CASE("whatever number a damaged record has, it has a text") {
  Settings settings;
  const SettingInfo& l2 = *find_setting("l2");
  for (const auto& [value, text] :
       {std::pair{-2e-5, "-0.00002"}, {2e-5, "0.00002"}, {-3e12, "-3e+12"}}) {
    settings.l2 = value;
    CHECK(setting_text(settings, l2) == text);
    CHECK_FALSE((value < 0 && set_setting(settings, l2, text).ok()));
  }
  for (const double odd : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    settings.l2 = odd;
    CHECK_FALSE(set_setting(settings, l2, setting_text(settings, l2)).ok());
  }
}
