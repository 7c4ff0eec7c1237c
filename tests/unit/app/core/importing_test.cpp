// Tests what stays and what goes when somebody else's network is taken in.
#include "app/core/importing.h"

#include "app/core/actions.h"
#include "model/safetensors.h"
#include "unit/app/page.h"

using namespace inkling;

namespace {

ImportedEvent imported(std::vector<int> layers, PixelScaling scaling) {
  Network<float> network({.layers = layers, .activation = Activation::kTanh});
  network.initialise(scaling == PixelScaling::kUnit ? 2 : 3);
  const auto parameters = network.parameters();
  ImportedEvent event;
  event.layers = network.shape().layers;
  event.activation = network.shape().activation;
  event.parameters.assign(parameters.begin(), parameters.end());
  event.format = "Keras";
  event.findings.tried = 1000;
  event.findings.accuracy = event.findings.plain_accuracy = 0.97;
  event.findings.scaling = scaling;
  return event;
}

// The visitor has trained a network of 30 hidden units, and opens one of 20.
struct Opened : Page {
  Opened() {
    Network<float> own({.layers = {784, 30, 10}});
    own.initialise(1);
    app.core().state.settings.hidden = {30};
    app.core().state.model.replace(own, Model::Origin::kTrained);
    set_parameter(app.core(), "mode", "train");
    open({784, 20, 10});
  }
  void open(std::vector<int> layers) {
    import_files(app.core(), {{"theirs.keras", {1}}}, true);
    answer(imported(std::move(layers), PixelScaling::kUnit));
    settle();
  }
  void choose(PixelScaling scaling) {
    act(app.core(), ImportOtherwise{scaling});
    answer(imported({784, 20, 10}, scaling));
    settle();
  }
  int hidden() const { return app.state().model.network.shape().layers[1]; }
  bool tells_import() const {
    return find("network")->label.find("theirs.keras") != std::string::npos ||
           find("pixels-0") != nullptr;
  }
};

}  // namespace

TEST_CASE("another scale of the pixels keeps the network from before aside") {
  Opened page;
  page.choose(PixelScaling::kBytes);
  page.choose(PixelScaling::kInverted);
  CHECK(page.app.state().import_at_hand()->findings.scaling == PixelScaling::kInverted);
  act(page.app.core(), BringBack{});
  CHECK(page.hidden() == 30);
  act(page.app.core(), BringBack{});
  CHECK(page.hidden() == 20);
  // A choice whose answer comes when another network is at hand sets that one aside.
  act(page.app.core(), BringBack{});
  page.choose(PixelScaling::kBytes);
  act(page.app.core(), BringBack{});
  CHECK(page.hidden() == 30);
}

TEST_CASE("what was said of an import goes with its network") {
  for (const Action& action : {Action{ResetNetwork{}}, Action{BringBack{}}, Action{UseShipped{}}}) {
    Opened page;
    CHECK(page.tells_import());
    if (action.as<UseShipped>() != nullptr) {
      Network<float> shipped({.layers = {784, 8, 10}});
      offer_shipped(page.app.core(), to_safetensors(shipped));
    }
    act(page.app.core(), action);
    page.settle();
    CHECK_FALSE(page.tells_import());
    CHECK(page.find("notice") == nullptr);
  }
  Opened page;
  act(page.app.core(), StartTraining{});
  const auto parameters = page.app.state().model.network.parameters();
  WeightsEvent weights;
  weights.layers = {784, 20, 10};
  weights.activation = Activation::kTanh;
  weights.parameters.assign(parameters.begin(), parameters.end());
  weights.trained = true;
  page.say(weights);
  page.say(weights);
  page.settle();
  CHECK_FALSE(page.tells_import());
}

TEST_CASE("the settings follow a network that is opened, and come back with the one from before") {
  Opened page;
  CHECK(page.app.state().continues_training());
  CHECK(page.app.state().settings.activation == Activation::kTanh);
  CHECK(page.find("train")->label == "Keep training");
  act(page.app.core(), BringBack{});
  CHECK(page.app.state().settings.hidden == std::vector{30});
  CHECK(page.app.state().settings.activation == Activation::kRelu);
  page.open({784, 2000, 10});  // A setting cannot have so many units.
  CHECK(page.app.state().settings.hidden == std::vector{30});
}

TEST_CASE("an import is heard, and a refusal too") {
  Opened page;
  CHECK(page.host.announced.back().find("97") != std::string::npos);
  CHECK(page.find("notice-draw") != nullptr);
  page.tap("notice-draw");
  CHECK(page.find("notice") == nullptr);
  CHECK(page.app.core().shown->name() == std::string("draw"));
  import_files(page.app.core(), {{"model.tflite", {1}}}, true);
  page.answer(ErrorEvent{.code = ErrorCode::kModelFormat, .message = "", .file = "tflite"});
  page.settle();
  const std::string words = page.find("notice")->label;
  CHECK(page.host.announced.back() == words);
  page.tap("notice-copy");
  CHECK(words.find(page.host.lines) != std::string::npos);
  CHECK(page.host.lines.find("model.save") != std::string::npos);
  lines_copied(page.app.core());
  page.settle();
  CHECK(page.find("notice-copy")->label == "Copied");
}
