#include "engine/protocol.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

template <class Content>
Content sent_to_engine(const Content& content) {
  const auto request = decode_request(encode(EngineRequest{.id = 70000, .command = content}));
  REQUIRE(request.has_value());
  CHECK(request->id == 70000);
  REQUIRE(std::holds_alternative<Content>(request->command));
  return std::get<Content>(request->command);
}

template <class Content>
Content sent_to_page(const Content& content, bool answers) {
  const auto message =
      decode_message(encode(EngineMessage{.event = content, .request = 3, .answers = answers}));
  REQUIRE(message.has_value());
  CHECK(message->request == 3);
  CHECK(message->answers == answers);
  REQUIRE(std::holds_alternative<Content>(message->event));
  return std::get<Content>(message->event);
}

}  // namespace

TEST_CASE("commands arrive as they were sent") {
  TrainCommand train;
  train.settings.hidden = {12, 34};
  train.settings.learning_rate = 0.125;
  train.settings.dropout = 0.5;
  train.one_step = true;
  const auto arrived = sent_to_engine(train);
  CHECK(arrived.settings == train.settings);
  CHECK(arrived.one_step);
  CHECK(sent_to_engine(ResumeCommand{.one_step = true}).one_step);
  sent_to_engine(LoadDataCommand{});
  sent_to_engine(EvaluateCommand{});
}

TEST_CASE("events arrive as they were sent") {
  const WeightsEvent weights{.layers = {2, 1},
                             .activation = Activation::kTanh,
                             .parameters = {1, 2, 3},
                             .trained = true,
                             .origin = 9};
  const auto arrived = sent_to_page(weights, false);
  CHECK(arrived.layers == weights.layers);
  CHECK(arrived.activation == Activation::kTanh);
  CHECK(arrived.parameters == weights.parameters);
  CHECK(arrived.trained);
  CHECK(arrived.origin == 9);
  const auto error = sent_to_page(
      ErrorEvent{.code = ErrorCode::kDamaged, .message = "what", .file = "train-0.shard"}, true);
  CHECK(error.code == ErrorCode::kDamaged);
  CHECK(error.file == "train-0.shard");
}

TEST_CASE("bytes that are no message are none") {
  CHECK_FALSE(decode_message({}).has_value());
  CHECK_FALSE(decode_request({}).has_value());
  CHECK_FALSE(decode_message(std::vector<std::uint8_t>{1, 0, 0, 0, 1, 200}).has_value());
  CHECK_FALSE(decode_request(std::vector<std::uint8_t>{1, 0, 0, 0, 200}).has_value());
  auto bytes = encode(EngineMessage{.event = EpochEvent{}});
  bytes.pop_back();
  CHECK_FALSE(decode_message(bytes).has_value());
}
