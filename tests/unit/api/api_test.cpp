#include "api/api.h"

#include <doctest/doctest.h>

#include "app/core/actions.h"
#include "app/core/drawing.h"
#include "code/read_program.h"
#include "engine/jobs/import_job.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

// Lab is the app without a screen.
struct Lab : TestCore {
  Lab() {
    core.places = places.all;
    core.shown = &places.draw;
    core.announced_ready = true;
    state.model.network.initialise(1);
  }

  // Calls a method and returns its answer, or null if there was none.
  rapidjson::Document call(const std::string& method, const std::string& params = "{}") {
    host.posted.clear();
    api.call(R"({"jsonrpc":"2.0","id":7,"method":")" + method + R"(","params":)" + params + "}");
    host.posted = answers();
    return host.last_posted();
  }
  // Returns what was posted without the events.
  std::vector<std::string> answers() const {
    std::vector<std::string> answers = host.posted;
    std::erase_if(
        answers, [](const std::string& json) { return json.find("\"id\":") == std::string::npos; });
    return answers;
  }
  void tell(const Event& event) {
    apply_event(core, event);
    api.on_event(event);
  }
  // Gives the engine's answer to the command of that number, or to the newest one.
  void answer(const Event& event, RequestId request = kNoRequest) {
    on_engine_message(core, {.event = event,
                             .request = request == kNoRequest ? host.newest_request : request,
                             .answers = true});
  }
  std::size_t commands() const { return host.commands.size(); }

  Places places{core};
  Api api{core, places};
};

}  // namespace

TEST_CASE("pictures are answered when the page has made them, each with its own") {
  Lab lab;
  lab.state.pad.strokes = {{{0.2f, 0.2f}, {0.7f, 0.8f}}};
  lab.state.demonstrating = false;
  predict_drawing(lab.core);
  const auto ask = [&](const std::string& id, const std::string& what) {
    lab.api.call(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"getPicture","params":{"what":")" +
                 what + "\"}}");
  };
  lab.host.posted.clear();
  ask("1", "screen");
  ask("2", "network");
  CHECK(lab.host.posted.empty());
  REQUIRE(lab.host.snapshots.size() == 2);
  CHECK(lab.host.snapshots[0].first == Snapshot::kScreen);
  CHECK(lab.host.snapshots[0].second != kVisitorsSnapshot);
  const std::uint8_t png[] = {1, 2, 3};
  lab.api.on_snapshot(lab.host.snapshots[1].second, png);
  CHECK(lab.host.last_posted()["id"].GetInt() == 2);
  CHECK(lab.host.last_posted()["result"]["name"] == "inkling-network.png");
  CHECK(lab.host.attachment == std::vector<std::uint8_t>{1, 2, 3});
  lab.api.on_snapshot(lab.host.snapshots[0].second, {});
  CHECK(lab.host.last_posted()["id"].GetInt() == 1);
  CHECK(lab.host.last_error() == static_cast<int>(ErrorCode::kNoSnapshot));
  const std::size_t answered = lab.host.posted.size();
  lab.api.on_snapshot(lab.host.snapshots[0].second, png);
  CHECK(lab.host.posted.size() == answered);
  ask("3", "window");
  CHECK(lab.host.last_error() == static_cast<int>(ErrorCode::kInvalidParams));
}

TEST_CASE("without a drawing there is no picture of it, nor of its way through the network") {
  Lab lab;
  for (const char* what : {"drawing", "network"}) {
    lab.call("getPicture", std::string(R"({"what":")") + what + "\"}");
    CHECK(lab.host.last_error() == static_cast<int>(ErrorCode::kNothingDrawn));
  }
  CHECK(lab.host.snapshots.empty());
}

TEST_CASE("describe") {
  Lab lab;
  const auto answer = lab.call("describe");
  CHECK(answer["id"].GetInt() == 7);
  const auto& result = answer["result"];
  CHECK(result["layers"][1].GetInt() == 512);
  CHECK(result["parameters"].GetInt() == 407050);
  CHECK_FALSE(result["trained"].GetBool());
  CHECK(result["test_accuracy"].IsNull());
  CHECK(result["threads"].GetInt() == 1);
}

TEST_CASE("malformed requests get JSON-RPC's errors") {
  Lab lab;
  const auto error_of = [&](const char* json) {
    lab.host.posted.clear();
    lab.api.call(json);
    REQUIRE(lab.host.posted.size() == 1);
    return lab.host.last_error();
  };
  CHECK(error_of("{") == -32700);
  CHECK(error_of("[]") == -32600);
  CHECK(error_of("null") == -32600);
  CHECK(error_of(R"({"id":1,"method":"describe"})") == -32600);
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":5})") == -32600);
  CHECK(error_of(R"({"jsonrpc":"2.0","id":{},"method":"describe"})") == -32600);
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":"describe","params":[1]})") == -32602);
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":"fly"})") == -32601);
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":"levitate"})") == -32601);
}

TEST_CASE("a notification gets no answer") {
  Lab lab;
  lab.api.call(R"({"jsonrpc":"2.0","method":"clear"})");
  CHECK(lab.answers().empty());
  CHECK_FALSE(lab.state.demonstrating);
  lab.api.call(R"({"jsonrpc":"2.0","method":"evaluate"})");
  lab.answer(EvaluatedEvent{});
  CHECK(lab.answers().empty());
}

TEST_CASE("bad parameters change nothing") {
  Lab lab;
  for (const char* params :
       {R"({"hidden":512})", R"({"hidden":["a"]})", R"({"hidden":[0]})", R"({"hidden":[1.5]})",
        R"({"activation":"step"})", R"({"activation":1})", R"({"learning_rate":"0.1"})",
        R"({"learning_rate":0})", R"({"learning_rate":null})", R"({"batch_size":1.5})",
        R"({"epochs":1e99})", R"({"speed":1})", R"({"augment":1})", R"({"schedule":"steep"})"}) {
    INFO(params);
    lab.call("train", params);
    CHECK(lab.host.last_error() == -32602);
  }
  CHECK(lab.commands() == 0);
  CHECK(lab.state.settings == Settings{});
}

TEST_CASE("train takes its parameters, answers at the end, and refuses a second run") {
  Lab lab;
  const auto none = lab.call(
      "train",
      R"({"hidden":[32,16],"activation":"tanh","optimizer":"sgd","epochs":2,"augment":false})");
  CHECK(none.IsNull());
  CHECK(lab.state.settings.hidden == std::vector<int>{32, 16});
  CHECK(lab.state.settings.activation == Activation::kTanh);
  CHECK(lab.state.settings.learning_rate == 0.01);  // It is Keras's default for sgd.
  lab.call("train");
  CHECK(lab.host.last_error() == -32000);
  lab.host.posted.clear();
  lab.answer(FinishedEvent{.epochs = 2, .steps = 10, .test_loss = 0.5, .test_accuracy = 0.9});
  const auto answer = lab.host.last_posted();
  CHECK(answer["id"].GetInt() == 7);
  CHECK(answer["result"]["epochs"].GetInt() == 2);
  CHECK(answer["result"]["test_accuracy"].GetDouble() == 0.9);
  CHECK_FALSE(answer["result"]["stopped"].GetBool());
}

TEST_CASE("each call begins with the defaults, not with the call before") {
  Lab lab;
  lab.call("train", R"({"hidden":[32],"seed":5})");
  lab.answer(FinishedEvent{});
  lab.call("train", "{}");
  CHECK(lab.state.settings == Settings{});
}

TEST_CASE("a run that diverges or loses its data rejects the call") {
  Lab lab;
  lab.call("train");
  const ErrorEvent diverged{.code = ErrorCode::kDiverged, .message = "too large", .file = ""};
  lab.tell(diverged);
  CHECK(std::string(lab.host.last_posted()["method"].GetString()) == "error");
  lab.host.posted.clear();
  lab.tell(FinishedEvent{.diverged = true});
  CHECK(lab.host.posted.empty());
  lab.answer(diverged);
  CHECK(lab.host.last_error() == -32005);
}

TEST_CASE("pause, resume, stop answer when it is so, and fail without a run") {
  Lab lab;
  for (const char* method : {"pause", "resume", "stop"}) {
    lab.call(method);
    CHECK(lab.host.last_error() == -32007);
  }
  lab.call("train");
  const RequestId train = lab.host.newest_request;
  CHECK(lab.call("pause").IsNull());
  lab.tell(RunStateEvent{.running = false});
  CHECK(lab.host.posted.empty());
  lab.answer(DoneEvent{});
  CHECK(lab.host.last_posted().HasMember("result"));
  CHECK(lab.call("resume").IsNull());
  lab.tell(RunStateEvent{.running = true});
  lab.answer(DoneEvent{});
  CHECK(lab.host.last_posted().HasMember("result"));
  CHECK(lab.call("stop").IsNull());
  lab.answer(FinishedEvent{.stopped = true}, train);
  CHECK(lab.host.last_posted()["result"]["stopped"].GetBool());
  lab.answer(DoneEvent{});
  CHECK(lab.answers().size() == 2);
}

TEST_CASE("reset answers when the weights are random") {
  Lab lab;
  CHECK(lab.call("reset", R"({"seed":9})").IsNull());
  CHECK(lab.state.settings.seed == 9);
  lab.tell(
      WeightsEvent{.layers = {784, 512, 10}, .activation = {}, .parameters = {}, .trained = true});
  CHECK(lab.host.posted.empty());
  lab.answer(WeightsEvent{.layers = {784, 512, 10}, .activation = {}, .parameters = {}});
  CHECK(lab.host.last_posted().HasMember("result"));
  lab.call("reset", R"({"seed":-1})");
  CHECK(lab.host.last_error() == -32602);
}

TEST_CASE("predict from strokes and from pixels") {
  Lab lab;
  const auto strokes = lab.call("predict", R"({"strokes":[[[0,0],[10,0],[5,20]]]})");
  const auto& result = strokes["result"];
  CHECK(result["probabilities"].Size() == 10);
  CHECK(result["image"].Size() == 784);
  std::string pixels;
  for (const auto& pixel : result["image"].GetArray()) {
    pixels += (pixels.empty() ? "" : ",") + std::to_string(pixel.GetInt());
  }
  const auto again = lab.call("predict", "{\"pixels\":[" + pixels + "]}");
  CHECK(again["result"]["digit"] == result["digit"]);
  CHECK(again["result"]["probabilities"] == result["probabilities"]);
  CHECK(lab.state.pad.strokes.empty());  // The pad is the visitor's.
}

TEST_CASE("predict refuses what is no drawing") {
  Lab lab;
  const auto code = [&](const char* params) {
    lab.call("predict", params);
    return lab.host.last_error();
  };
  CHECK(code("{}") == -32602);
  CHECK(code(R"({"strokes":[[[0,0]]],"pixels":[]})") == -32602);
  CHECK(code(R"({"strokes":"7"})") == -32602);
  CHECK(code(R"({"strokes":[]})") == -32006);
  CHECK(code(R"({"pixels":[1,2,3]})") == -32602);
}

TEST_CASE("draw and clear") {
  Lab lab;
  CHECK(lab.call("draw", R"({"strokes":[[[0,0],[1,1]]]})").HasMember("result"));
  CHECK(lab.state.pad.strokes.size() == 1);
  lab.call("draw", R"({"strokes":[]})");
  CHECK(lab.host.last_error() == -32006);
  CHECK(lab.state.pad.strokes.size() == 1);
  lab.call("draw", "{}");
  CHECK(lab.host.last_error() == -32602);
}

TEST_CASE("evaluate answers with the confusion matrix") {
  Lab lab;
  lab.call("evaluate");
  CHECK(lab.host.count<EvaluateCommand>() == 1);
  EvaluatedEvent evaluated;
  evaluated.accuracy = 0.97;
  evaluated.confusion.resize(100);
  evaluated.confusion[13] = 5;
  lab.answer(evaluated);
  const auto answer = lab.host.last_posted();
  CHECK(answer["result"]["test_accuracy"].GetDouble() == 0.97);
  CHECK(answer["result"]["confusion"].Size() == 10);
  CHECK(answer["result"]["confusion"][1][3].GetInt() == 5);
}

TEST_CASE("when the engine dies, everybody who waits is told") {
  Lab lab;
  lab.call("train");
  lab.call("evaluate");
  lab.host.posted.clear();
  on_engine_death(lab.core, "");
  CHECK(lab.host.posted.size() == 3);  // The event and two answers were posted.
  CHECK(lab.host.last_error() == -32004);
}

TEST_CASE("text in errors and ids is escaped") {
  Lab lab;
  lab.api.call(R"({"jsonrpc":"2.0","id":"a\"b","method":"x\"y"})");
  CHECK(std::string(lab.host.last_posted()["id"].GetString()) == "a\"b");
}

TEST_CASE("a network goes out as a file and comes in again") {
  Lab lab;
  for (const char* format : {"safetensors", "onnx"}) {
    INFO(format);
    auto answer = lab.call("exportModel", std::string("{\"format\":\"") + format + "\"}");
    CHECK(answer["result"]["name"].GetString() == std::string("inkling.") + format);
    const auto file = lab.host.attachment;
    CHECK(file.size() > 4 * 407050);

    const Network<float> before = lab.state.model.network;
    lab.state.model.network.initialise(2);
    lab.api.call(R"({"jsonrpc":"2.0","id":8,"method":"importModel","params":{"bytes":true}})",
                 file);
    lab.answer(*ImportJob::own({.files = {{"", file}}}));
    answer = lab.host.last_posted();
    CHECK(answer["result"]["format"].GetString() == std::string("Inkling"));
    CHECK(answer["result"]["layers"].Size() == 3);
    const Network<float>& network = lab.state.model.network;
    CHECK(std::equal(network.parameters().begin(), network.parameters().end(),
                     before.parameters().begin()));
  }
  CHECK(lab.call("exportModel", R"({"format":"pickle"})").HasMember("error"));
}

TEST_CASE("a file says how pixels are prepared and, where that is known, how it was trained") {
  Lab lab;
  const auto header_of = [&] {
    lab.call("exportModel", R"({"format":"safetensors"})");
    const auto& file = lab.host.attachment;
    return std::string(file.begin() + 8, file.begin() + 8 + file[0] + 256 * file[1]);
  };
  lab.state.model.test_accuracy.reset();
  std::string header = header_of();
  CHECK(header.find(R"("format":"pt")") != std::string::npos);
  CHECK(header.find("from 0 (paper) to 1 (ink)") != std::string::npos);
  CHECK(header.find("trained_with") == std::string::npos);
  CHECK(header.find("accuracy") == std::string::npos);
  lab.state.model.test_accuracy = 0.9812;
  lab.state.training.result = FinishedEvent{};
  lab.state.training.settings.epochs = 7;
  header = header_of();
  CHECK(header.find("98.12") != std::string::npos);
  CHECK(header.find("epochs=7") != std::string::npos);
  CHECK(header.find("optimizer=rmsprop") != std::string::npos);
}

TEST_CASE("what is asked for after an import waits for its network") {
  Lab lab;
  const auto ask = [&](const char* params) {
    lab.api.call(
        std::string(R"({"jsonrpc":"2.0","id":8,"method":"importModel","params":)") + params + "}",
        std::vector<std::uint8_t>(5, 'x'));
  };
  ask(R"({"files":[{"name":"a.onnx","size":2},{"name":"a.onnx.data","size":3}]})");
  CHECK(lab.host.posted.empty());
  lab.call("describe");
  CHECK(lab.host.posted.empty());
  Network<float> network({.layers = {784, 3, 10}});
  const auto parameters = network.parameters();
  lab.answer(ImportedEvent{
      .format = "ONNX",
      .layers = network.shape().layers,
      .parameters = {parameters.begin(), parameters.end()},
      .findings = {.scaling = PixelScaling::kBytes, .tried = 1000, .accuracy = 0.94}});
  const std::vector<std::string> answers = lab.answers();
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].find("from 0 to 255") != std::string::npos);
  CHECK(answers[0].find("94") != std::string::npos);
  CHECK(answers[1].find("784,3,10") != std::string::npos);
  // More bytes are named than came.
  ask(R"({"files":[{"name":"a.onnx","size":6}]})");
  CHECK(lab.host.last_error() == -32602);
}

TEST_CASE("the settings are told as a program") {
  Lab lab;
  lab.state.settings.hidden = {96};
  auto answer = lab.call("code", R"({"as":"keras"})");
  CHECK(answer["result"]["name"].GetString() == std::string("inkling_keras.py"));
  const ReadProgram read = read_keras_program(answer["result"]["text"].GetString());
  CHECK(read.settings == lab.state.settings);
  CHECK(read.findings.empty());
  answer = lab.call("code", R"({"as":"pytorch"})");
  CHECK(std::string(answer["result"]["text"].GetString()).find("import torch") !=
        std::string::npos);
  lab.call("code", R"({"as":"fortran"})");
  CHECK(lab.host.last_error() == -32602);
}

TEST_CASE("a file that is no model changes nothing") {
  Lab lab;
  const std::vector<std::uint8_t> text(1000, 'x');
  lab.api.call(R"({"jsonrpc":"2.0","id":8,"method":"importModel","params":{"bytes":true}})", text);
  const Network<float> before = lab.state.model.network;
  // Host pages know one code for all that stands against a file.
  lab.answer(ErrorEvent{.code = ErrorCode::kModelLayer, .message = "a Conv2D layer", .file = ""});
  CHECK(lab.host.last_error() == static_cast<int>(ErrorCode::kBadModel));
  lab.call("importModel");
  CHECK(lab.host.last_error() == -32602);
  CHECK(std::equal(before.parameters().begin(), before.parameters().end(),
                   lab.state.model.network.parameters().begin()));
  CHECK_FALSE(lab.state.notice);
}

TEST_CASE("teach draws, names, and answers when it has been learned") {
  Lab lab;
  CHECK(lab.call("teach", R"({"digit":3})")["error"]["code"].GetInt() == -32602);
  CHECK(lab.call("teach", R"({"digit":10,"strokes":[[[0,0],[1,1]]]})")["error"]["code"].GetInt() ==
        -32602);
  CHECK(lab.call("teach", R"({"digit":3,"strokes":[[]]})")["error"]["code"].GetInt() == -32006);
  CHECK(lab.call("teach", R"({"digit":3,"strokes":[[[0,0],[1,1]]]})").IsNull());
  REQUIRE(lab.state.user_drawings.size() == 1);
  CHECK(lab.state.user_drawings[0].label == 3);
  // Its progress is not that of a run of `train`.
  lab.tell(RunStateEvent{.running = true, .waiting_for_data = false, .teaching = true});
  lab.tell(ProgressEvent{.epoch = 1});
  CHECK(lab.host.posted.empty());
  lab.answer(FinishedEvent{.test_accuracy = 0.5, .seconds = 2, .teaching = true});
  CHECK(lab.host.last_posted()["result"]["test_accuracy"].GetDouble() == 0.5);
}

TEST_CASE("a teach that did not learn is rejected") {
  Lab lab;
  for (const bool stopped : {true, false}) {
    CHECK(lab.call("teach", R"({"digit":3,"strokes":[[[0,0],[1,1]]]})").IsNull());
    lab.tell(RunStateEvent{.running = true, .waiting_for_data = false, .teaching = true});
    lab.answer(FinishedEvent{.stopped = stopped, .diverged = !stopped, .teaching = true});
    CHECK(lab.host.last_error() == -32011);
  }
}

TEST_CASE("a teach whose drawing is gone does not say that it is kept") {
  Lab lab;
  CHECK(lab.call("teach", R"({"digit":3,"strokes":[[[0,0],[1,1]]]})").IsNull());
  lab.tell(RunStateEvent{.running = true, .waiting_for_data = false, .teaching = true});
  lab.state.user_drawings.clear();
  lab.answer(FinishedEvent{.stopped = true, .teaching = true});
  CHECK(lab.host.last_error() == -32014);
}

TEST_CASE("probabilities are numbers, whatever the weights have become") {
  Lab lab;
  for (float& parameter : lab.state.model.network.parameters()) parameter = 3e38f;
  const auto answer = lab.call("predict", R"({"strokes":[[[0,0],[1,1]]]})");
  REQUIRE(answer.HasMember("result"));
  for (const auto& p : answer["result"]["probabilities"].GetArray()) CHECK(p.IsNumber());
}

TEST_CASE("a visitor's symbols stand beside the digits, whose list keeps its ten") {
  Lab lab;
  lab.state.model.symbol_ids = {20, 21};
  lab.state.model.network = with_class_count(lab.state.model.network, 12);
  const auto answer = lab.call("predict", R"({"strokes":[[[0,0],[1,1]]]})");
  CHECK(answer["result"]["probabilities"].Size() == 10);
  CHECK(answer["result"]["symbols"].Size() == 2);
  CHECK(answer["result"]["digit"].GetInt() < 10);
}

TEST_CASE("each call gets its own answer, in whatever order they come") {
  Lab lab;
  lab.call("train");
  const RequestId train = lab.host.newest_request;
  lab.call("evaluate");
  const RequestId evaluate = lab.host.newest_request;
  lab.host.posted.clear();
  lab.answer(SupersededEvent{}, train);
  REQUIRE(lab.host.posted.size() == 1);
  CHECK(lab.host.last_error() == -32014);
  lab.answer(FinishedEvent{}, train);  // A second answer is ignored.
  CHECK(lab.host.posted.size() == 1);
  lab.answer(EvaluatedEvent{.confusion = std::vector<int>(100)}, evaluate);
  CHECK(lab.host.posted.size() == 2);
  CHECK(lab.host.last_posted().HasMember("result"));
}
