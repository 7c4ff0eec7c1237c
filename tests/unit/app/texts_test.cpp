// Checks whatever a visitor can see or hear, in states that were made up to provoke trouble: no
// text contains NaN or infinity, a zero with a minus sign, or a plural after 1.
#include <doctest/doctest.h>

#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <regex>
#include <set>

#include "places/learn/descent_lesson.h"
#include "unit/app/made_up.h"
#include "unit/app/page.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

struct Fault {
  const char* name;
  std::regex pattern;
};

// Returns the names of the faults in a text of either language, or an empty text.
std::string faults_in(const std::string& words) {
  using std::regex_constants::icase;
  static const Fault kFaults[] = {
      {"no number", std::regex(R"(\b(nan|inf)\b)", icase)},
      {"a zero below zero", std::regex(R"((−|-)\s?0(\.0+)?(?![.0-9]))")},
      {"one of many", std::regex(R"(\b1 (steps|epochs|drawings|images|points|files|units|numbers|)"
                                 R"(times|outputs|threads|weights|digits)\b)")},
      // A network's shape has hyphens, 784-512-10, and so has the code of a result, 3HKC-9RYX.
      {"a hyphen for a minus", std::regex(R"((^|[^0-9A-Z])-[0-9])")},
      {"a place that was not filled in", std::regex(R"(\{[0-9])")}};
  std::string found;
  for (const Fault& fault : kFaults) {
    if (std::regex_search(words, fault.pattern)) found += std::string(fault.name) + "; ";
  }
  return found;
}

// ReadPage is a page of which every text is read.
struct ReadPage : Page {
  ReadPage() { app.record_drawn(&drawn); }

  void read(const std::string& words) {
    if (!seen.insert(words).second) return;
    INFO(words);
    CHECK(faults_in(words) == "");
  }
  void read_all() {
    for (const std::string& words : drawn) read(words);
    drawn.clear();
    for (const Control& control : app.semantics().controls()) {
      read(control.label);
      read(control.value);
    }
    for (const std::string& words : host.announced) read(words);
    host.announced.clear();
    if (host.lesson.empty()) return;
    const auto lesson = parse_json(host.lesson);
    REQUIRE(lesson.ok());
    const rapidjson::Value* numbers = find_member(*lesson, "numbers");
    if (numbers == nullptr) return;  // It is a program.
    for (const auto& number : numbers->GetObject()) read(number.value.GetString());
  }
  void frames(int count = 2) {
    for (int i = 0; i < count; ++i) app.frame(clock_ms += 100, {1280, 800, 1});
    read_all();
  }
  void press(const std::string& id) {
    app.activate_control(id, "");
    frames();
  }
  void draw() {
    api.call(R"({"jsonrpc":"2.0","method":"draw","params":{"strokes":
        [[[0,0],[6,0],[2,9]]]}})",
             {});
    frames();
  }
  // Presses whatever can be pressed, some of each kind, and whatever that brings.
  void press_everything() {
    const Place* place = app.core().shown;
    std::map<std::string, int> pressed;  // The key is a control's id without its digits.
    std::set<std::string> done;
    for (bool more = true; more;) {
      more = false;
      // The last ones come first: what a tab shows stands behind the tabs, and is pressed before
      // another tab is.
      const std::vector<Control> controls = app.semantics().controls();
      for (auto at = controls.rbegin(); at != controls.rend(); ++at) {
        const Control& control = *at;
        if (control.disabled || leads_away(control.id) || !done.insert(control.id).second) continue;
        if (control.role != Role::kButton && control.role != Role::kToggle &&
            control.role != Role::kTab) {
          continue;
        }
        std::string kind = control.id;
        std::erase_if(kind, [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
        if (++pressed[kind] > 8) continue;
        INFO(control.id);
        press(control.id);
        answer_pictures(*this);
        if (app.core().shown != place) {
          press(std::string("place-") + place->name());
        }
        more = true;
        break;
      }
    }
  }
  // Tells whether a control begins something else, or clears what was made up.
  static bool leads_away(const std::string& id) {
    static const std::set<std::string> kAway = {"language",      "theme",
                                                "notices",       "start-fresh",
                                                "reset",         "train",
                                                "invite",        "stop",
                                                "step",          "pad-clear",
                                                "pad-undo",      "sturdy",
                                                "speed-measure", "settings-restore",
                                                "sprint-start",  "duel-start",
                                                "golf-start",    "drawing-delete",
                                                "symbol-delete", "downhill-restart",
                                                "notice-retry",  "load-file",
                                                "lesson-play",   "experiment-other"};
    return kAway.contains(id) || id.starts_with("place-") || id.starts_with("lesson-") ||
           id.starts_with("name-");
  }

  std::vector<std::string> drawn;
  std::set<std::string> seen;
};

WeightsEvent weights(std::vector<int> layers, bool trained, float scale, float bias) {
  Network<float> network({.layers = layers});
  network.initialise(3);
  for (float& parameter : network.parameters()) parameter *= scale;
  for (int layer = 0; layer < network.layer_count(); ++layer) {
    for (float& value : network.layer(layer).biases) value = bias;
  }
  const auto parameters = network.parameters();
  return {.layers = std::move(layers),
          .activation = Activation::kRelu,
          .parameters = {parameters.begin(), parameters.end()},
          .trained = trained};
}

struct Made {
  const char* name;
  WeightsEvent weights;
};
std::vector<Made> made_up_networks() {
  const auto nan = static_cast<float>(kNan);
  return {{"one unit, next to no bias", weights({784, 1, 10}, true, 1, -1e-9f)},
          {"untrained", weights({784, 6, 5, 10}, false, 1, 0)},
          {"no hidden layer, huge", weights({784, 10}, true, 1e30f, -1e30f)},
          {"all zero", weights({784, 6, 10}, true, 0, -0.004f)},
          {"not a number", weights({784, 6, 10}, true, 1, nan)}};
}

constexpr const char* kLanguages[] = {"en", "zh"};

}  // namespace

TEST_CASE("the reader of texts finds what it looks for") {
  for (const char* bad : {"Momentum: loss -nan", "4.2 of inf possible (0%)", "0.26 − 0.00 = 0.26",
                          "-0.00", "bias −0", "Stopped after 1 steps", "784-10 · sgd · 1 epochs",
                          "1 drawings", "sum = -0.27", "损失 NaN", "偏置 -0.6", "{0} steps"}) {
    INFO(std::string(bad));
    CHECK(faults_in(bad) != "");
  }
  for (const char* good : {"784-512-10", "0.26 + 0.00 = 0.26", "−0.27", "1 step", "11 steps",
                           "1,001 images", "0.1", "−0.004", "information", "arXiv:1710.04744"}) {
    INFO(std::string(good));
    CHECK(faults_in(good) == "");
  }
}

TEST_CASE("no text of any place has a number that is none, whatever the network is") {
  for (const char* language : kLanguages) {
    for (const Made& made : made_up_networks()) {
      INFO(std::string(language), ", ", std::string(made.name));
      ReadPage page;
      set_parameter(page.app.core(), "lang", language);
      set_parameter(page.app.core(), "epochs", "1");
      set_parameter(page.app.core(), "learning-rate", "0.00001");
      page.app.set_preferences({.dark = false, .reduced_motion = true});
      page.host.requests = {1, 0};
      page.frames();  // The pen draws by itself.
      page.say(made.weights);
      page.draw();
      page.press("name-3");
      page.say(made.weights);
      answer_all(page);
      EvaluatedEvent once;
      once.labels = {4};
      once.predictions = {9};
      once.probabilities = {static_cast<float>(kNan)};
      once.confusion.assign(100, 1);
      page.say(once);
      for (const char* place : kPlaceNames) {
        INFO(std::string(place));
        page.press(std::string("place-") + place);
        if (std::string_view(place) != "learn") {
          page.press_everything();
          continue;
        }
        for (int lesson = 0; lesson < kLessons; ++lesson) {
          INFO("lesson ", lesson);
          page.press("lesson-" + std::to_string(lesson));
          answer_pictures(page);
          page.frames(90);  // Each frame measures a part of the landscape.
          page.press_everything();
          page.frames(kDescentSteps);
        }
      }
      // With fewer texts, the test has looked at nothing.
      CHECK(page.seen.size() > 150);
      if (page.app.state().language == Language::kChinese) continue;
      CHECK(page.seen.contains("A 4 taken for a 9: 1 time"));
      CHECK(page.seen.contains("1 file from this site, 0 from anywhere else."));
      CHECK(page.seen.contains("784-512-10 · rmsprop · 1 epoch"));
      CHECK(page.seen.contains("Your handwriting · 1 drawing"));
    }
  }
}

TEST_CASE("a lesson's bias that is taken away and given back leaves no trace") {
  ReadPage page;
  set_parameter(page.app.core(), "mode", "learn");
  set_parameter(page.app.core(), "lesson", "1");
  page.draw();
  for (int i = 0; i < 16; ++i) page.press("input-" + std::to_string(i));
  for (const char* button : {"bias-less", "bias-more"}) {
    for (int i = 0; i < 6; ++i) page.press(button);
  }
  CHECK(page.app.places().learn.state().bias == 0);
  CHECK(page.find("neuron-sum")->label.find(" + 0.00 = ") != std::string::npos);
}

TEST_CASE("methods that run away are told so") {
  for (const char* language : kLanguages) {
    ReadPage page;
    set_parameter(page.app.core(), "lang", language);
    set_parameter(page.app.core(), "mode", "learn");
    set_parameter(page.app.core(), "lesson", "5");
    page.say(weights({784, 16, 16, 10}, true, 1, 0));
    page.frames();
    PicturesEvent pictures;
    pictures.use = PicturesFor::kLesson;
    const ToyDigits toy(kLandscapeImages);
    pictures.indices.resize(kLandscapeImages);
    pictures.pixels = toy.pixels;
    pictures.labels = toy.labels;
    page.say(pictures);
    page.frames(90);
    for (int i = 0; i < 20; ++i) page.press("ball-roll");
    page.frames(2);
    page.press("rate-4");
    page.press("downhill-step");
    page.press("downhill-methods");
    page.frames(kDescentSteps + 2);
    for (int i = 0; i < 40; ++i) page.press("downhill-step");
    const Downhill& downhill = page.app.places().learn.state().downhill;
    CHECK_FALSE(std::isfinite(downhill.losses.back()));
    const std::string word = language[0] == 'e' ? "ran away" : "发散了";
    CHECK(page.find("methods")->label.find(word) != std::string::npos);
    CHECK(page.find("downhill-loss")->label.find(word) != std::string::npos);
  }
}

TEST_CASE("runs of one step, losses without bound and clocks that stand still are told in words") {
  for (const char* language : kLanguages) {
    ReadPage page;
    set_parameter(page.app.core(), "lang", language);
    set_parameter(page.app.core(), "mode", "train");
    set_parameter(page.app.core(), "epochs", "1");
    page.frames();
    for (const char* fold : {"settings", "hand", "speed"}) page.press(fold);
    page.press("speed-measure");
    SpeedEvent speed;
    const double peaks[] = {kInf, 0, kNan};
    for (std::size_t i = 0; i < std::size(kKernelNames); ++i) {
      const std::string kernel = kKernelNames[i];
      using Kind = SpeedFigure::Kind;
      speed.figures.push_back({kernel, Kind::kPeak, "", peaks[i]});
      speed.figures.push_back({kernel, Kind::kProduct, "512x512x512 A B", 4.2});
      speed.figures.push_back({kernel, Kind::kTraining, "1", peaks[i]});
    }
    speed.done = true;
    page.say(speed);
    page.frames();
    CHECK(page.find("speed-products-0")->label.ends_with(language[0] == 'e' ? ": 4.2" : "：4.2"));

    page.press("train");
    page.frames();
    page.say(RunStateEvent{.running = true});
    page.frames();
    for (const double loss : {3.0, kInf, kNan}) {
      page.say(ProgressEvent{.epoch = 1,
                             .epochs = 1,
                             .step = 1,
                             .steps = 469,
                             .train_loss = loss,
                             .train_accuracy = 0.1,
                             .images_per_second = 1e-3,
                             .has_test_sample = true,
                             .test_loss = loss,
                             .test_accuracy = 0.1});
      page.frames();
    }
    page.say(FinishedEvent{.steps = 1,
                           .train_loss = 3,
                           .test_loss = kNan,
                           .test_accuracy = 0.0977,
                           .images_per_second = kInf,
                           .stopped = true});
    page.frames();
    page.press("place-draw");
  }
}

TEST_CASE("games of one digit, one hole and one picture") {
  for (const char* language : kLanguages) {
    INFO(std::string(language));
    ReadPage page;
    set_parameter(page.app.core(), "lang", language);
    page.frames();
    const auto start = [&](const std::string& params) {
      page.api.call(R"({"jsonrpc":"2.0","method":"startGame","params":)" + params + "}", {});
      page.frames();
    };
    start(R"({"game":"sprint"})");
    WeightsEvent sure = weights({784, 10}, true, 0, 0);
    const int prompt = page.app.places().play.state().sprint->prompt();
    sure.parameters[static_cast<std::size_t>(784 * 10 + prompt)] = 50;
    page.say(sure);
    page.draw();
    CHECK(page.app.places().play.state().sprint->hits().size() == 1);
    page.frames(460);
    REQUIRE(page.find("game-over") != nullptr);

    start(R"({"game":"golf","rounds":1})");
    while (page.find("game-over") == nullptr) {
      page.press("pad-clear");
      page.draw();
    }
    start(R"({"game":"duel","rounds":1})");
    page.say(TestPicturesEvent{.pixels = std::vector<std::uint8_t>(784 * 8, 90),
                               .labels = {0, 1, 2, 3, 4, 5, 6, 7}});
    for (int i = 0; i < 50 && page.find("game-over") == nullptr; ++i) {
      page.frames(12);
      page.press("duel-answer-3");
      page.press("duel-sure-2");
      page.press("duel-next");
    }
    REQUIRE(page.find("game-over") != nullptr);
    page.press("share-link");
    page.app.places().play.link_copied(true, "https://example.org/");
    page.frames();
    page.app.places().play.link_copied(false, "https://example.org/?" + page.host.link);
    page.frames();
  }
}
