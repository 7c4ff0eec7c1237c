#include "engine/protocol.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

template <class Message, class Content>
Content round_trip(const Content& content) {
  const auto message = decode<Message>(encode(Message(content)));
  REQUIRE(message.has_value());
  REQUIRE(std::holds_alternative<Content>(*message));
  return std::get<Content>(*message);
}

}  // namespace

TEST_CASE("commands arrive as they were sent") {
  TrainCommand train;
  train.settings.hidden = {12, 34};
  train.settings.learning_rate = 0.125;
  train.settings.dropout = 0.5;
  train.one_step = true;
  const auto arrived = round_trip<Command>(train);
  CHECK(arrived.settings == train.settings);
  CHECK(arrived.one_step);
  CHECK(round_trip<Command>(ResumeCommand{.one_step = true}).one_step);
  round_trip<Command>(LoadDataCommand{});
  round_trip<Command>(EvaluateCommand{});
}

TEST_CASE("events arrive as they were sent") {
  const WeightsEvent weights{
      .layers = {2, 1}, .activation = Activation::kTanh, .parameters = {1, 2, 3}, .trained = true};
  const auto arrived = round_trip<Event>(weights);
  CHECK(arrived.layers == weights.layers);
  CHECK(arrived.activation == Activation::kTanh);
  CHECK(arrived.parameters == weights.parameters);
  CHECK(arrived.trained);
  const auto error = round_trip<Event>(
      ErrorEvent{.code = ErrorCode::kDamaged, .message = "what", .file = "train-0.shard"});
  CHECK(error.code == ErrorCode::kDamaged);
  CHECK(error.file == "train-0.shard");
}

TEST_CASE("bytes that are no message are none") {
  CHECK_FALSE(decode<Event>({}).has_value());
  CHECK_FALSE(decode<Event>(std::vector<std::uint8_t>{200}).has_value());
  auto bytes = encode(Event(EpochEvent{}));
  bytes.pop_back();
  CHECK_FALSE(decode<Event>(bytes).has_value());
}
