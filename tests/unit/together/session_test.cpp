#include "together/session.h"

#include <doctest/doctest.h>

#include <string>

#include "model/safetensors.h"
#include "unit/toy_shards.h"

using namespace inkling;

namespace {

using NetworkFile = std::vector<std::uint8_t>;

NetworkFile network_file(std::vector<int> layers, std::uint64_t seed) {
  Network<float> network({.layers = std::move(layers)});
  network.initialise(seed);
  return to_safetensors(network);
}

// A host with a small data set, which it brings when it is asked to.
struct TogetherHost {
  TogetherHost()
      : session({.send = [this](std::span<const std::uint8_t> message) { take(message); },
                 .fetch = [this](const std::string& file) { wanted.push_back(file); },
                 .now_ms = [this] { return now_ms += 1; }}) {}

  void take(std::span<const std::uint8_t> message) {
    const std::string text(message.begin() + 1, message.end());
    if (message[0] == kFileMessage) {
      saved.assign(message.begin() + 1, message.end());
      return;
    }
    REQUIRE(message[0] == kJsonMessage);
    auto document = parse_json(text);
    REQUIRE(document.ok());
    (find_member(*document, "state") != nullptr ? state : leak) = std::move(*document);
  }

  void bring(const std::string& file) {
    if (file == "manifest.json") {
      const std::string text = manifest_json(toy.manifest);
      session.fetched(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
      return;
    }
    for (std::size_t i = 0; i < toy.shards.size(); ++i) {
      if (toy.manifest.shards[i].file == file) session.fetched(file, toy.shards[i]);
    }
  }

  void settle() {
    for (int turns = 0; turns < 5000; ++turns) {
      if (!wanted.empty()) {
        const std::string file = wanted.back();
        wanted.pop_back();
        offline ? session.fetch_failed(file, {ErrorCode::kUnreachable, "offline"}) : bring(file);
      } else if (!session.work()) {
        return;
      }
    }
    FAIL("it does not come to an end");
  }

  const rapidjson::Value& of_state(const char* name) { return state["state"][name]; }

  ToyShards toy{2500, 4, 300};
  std::vector<std::string> wanted;
  bool offline = false;
  double now_ms = 0;
  rapidjson::Document state, leak;
  NetworkFile saved;
  TogetherSession session;
};

}  // namespace

TEST_CASE("files become networks, scores and a mean that can be saved") {
  TogetherHost host;
  host.settle();
  CHECK(host.of_state("networks").Empty());
  host.session.add_file("ann.safetensors", network_file({784, 12, 10}, 1));
  host.session.add_file("class.zip/ben.safetensors", network_file({784, 12, 10}, 2));
  host.session.end_files("class.zip");
  host.settle();
  const auto& networks = host.of_state("networks");
  REQUIRE(networks.Size() == 2);
  CHECK(std::string(networks[1]["name"].GetString()) == "ben");
  CHECK(std::string(networks[1]["shape"].GetString()) == "784-12-10");
  CHECK(networks[0]["test"].IsDouble());
  CHECK(host.of_state("mixes")[0]["weights"]["test"].IsDouble());
  CHECK_FALSE(host.of_state("mixes")[0]["alike"].GetBool());
  CHECK_FALSE(host.of_state("working").GetBool());
  CHECK(host.of_state("choices_read").GetInt() == 1);
  CHECK(host.of_state("refused").Empty());
  host.session.receive(R"({"do": "save", "mix": 0})");
  const auto mean = from_safetensors(host.saved);
  REQUIRE(mean.ok());
  CHECK(mean->shape().layers == std::vector{784, 12, 10});
  host.session.receive(R"({"do": "remove", "network": 0})");
  host.settle();
  CHECK(host.of_state("networks").Size() == 1);
  CHECK(host.of_state("mixes").Empty());
}

TEST_CASE("what is refused is named with its reason") {
  TogetherHost host;
  host.session.add_file("ann.safetensors", network_file({784, 10}, 1));
  host.session.add_file("again.safetensors", network_file({784, 10}, 1));
  host.session.add_file("folder/empty.inkling", {});
  host.session.end_files("none.zip");
  host.session.refuse_files("too-large\nhuge.bin\n160");
  host.session.refuse_files("unread");
  host.session.refuse_files("damaged\nphoto.png");
  host.session.refuse_files("damaged\nclass.zip");
  host.settle();
  std::string told;
  for (const auto& file : host.of_state("refused").GetArray()) {
    told += std::string(file["name"].GetString()) + ":" + file["reason"].GetString() + " ";
  }
  CHECK(told ==
        "again.safetensors:same-file empty.inkling:empty none.zip:other-format "
        "huge.bin:too-large :not-unpacked photo.png:other-format class.zip:damaged ");
  host.session.receive(R"({"do": "clear"})");
  host.settle();
  CHECK(host.of_state("refused").Empty());
  CHECK(host.of_state("networks").Empty());
}

TEST_CASE("nonsense changes nothing") {
  TogetherHost host;
  for (const char* wish :
       {"", "{", "[]", "7", R"({"do": 3})", R"({"do": "dance"})", R"({"do": "remove"})",
        R"({"do": "remove", "network": 9})", R"({"do": "save", "mix": 0})",
        R"({"do": "difference", "before": 0, "after": -1})"}) {
    host.session.receive(wish);
  }
  host.settle();
  CHECK(host.saved.empty());
  CHECK(host.leak.IsNull());
  CHECK(host.of_state("networks").Empty());
}

TEST_CASE("the demonstration: a mean of those that began alike, and of those that did not") {
  TogetherHost host;
  host.session.receive(R"({"do": "demo"})");
  host.settle();
  REQUIRE(host.of_state("networks").Size() == 4);
  CHECK(host.of_state("is_demonstration").GetBool());
  CHECK(host.of_state("demonstration").IsNull());
  const auto& mixes = host.of_state("mixes");
  REQUIRE(mixes.Size() == 3);
  CHECK(mixes[1]["alike"].GetBool());
  CHECK(mixes[1]["members"].Size() == 2);
  CHECK(mixes[1]["weights"]["test"].GetDouble() > 0.9);
  CHECK(mixes[0]["answers"]["test"].GetDouble() > 0.9);
  CHECK(mixes[2]["members"].Size() == 3);
  CHECK(mixes[2]["weights"]["test"].GetDouble() < mixes[2]["answers"]["test"].GetDouble());
  CHECK(host.of_state("shuffled")["mean"].GetDouble() <
        host.of_state("shuffled")["itself"].GetDouble());
  // Somebody's own files take its place.
  host.session.add_file("ann.safetensors", network_file({784, 10}, 1));
  host.settle();
  CHECK(host.of_state("networks").Size() == 1);
  CHECK_FALSE(host.of_state("is_demonstration").GetBool());
}

TEST_CASE("where the images cannot be had it is said, and tried again when it is wished") {
  TogetherHost host;
  host.offline = true;
  host.session.add_file("ann.safetensors", network_file({784, 10}, 1));
  host.settle();
  CHECK(host.of_state("failed").GetBool());
  CHECK(host.of_state("networks")[0]["test"].IsNull());
  host.offline = false;
  host.session.receive(R"({"do": "retry"})");
  host.settle();
  CHECK_FALSE(host.of_state("failed").GetBool());
  CHECK(host.of_state("networks")[0]["test"].IsDouble());
}

TEST_CASE("the picture of a step, and of the difference of two files") {
  TogetherHost host;
  host.session.receive(R"({"do": "step", "images": 1})");
  host.settle();
  REQUIRE_FALSE(host.leak.IsNull());
  CHECK(host.leak["leak"]["picture"].Size() == 784);
  CHECK(host.leak["leak"]["originals"].Size() == 1);
  CHECK(host.leak["leak"]["share"].GetDouble() == doctest::Approx(1).epsilon(1e-3));
  host.session.add_file("a.safetensors", network_file({784, 12, 10}, 1));
  host.session.add_file("b.safetensors", network_file({784, 12, 10}, 2));
  host.session.add_file("c.safetensors", network_file({784, 10}, 2));
  host.session.receive(R"({"do": "difference", "before": 0, "after": 1})");
  CHECK(host.leak["leak"]["images"].GetInt() == 0);
  CHECK(host.leak["leak"]["share"].GetDouble() < 0.5);
  CHECK(host.leak["leak"]["units"].Size() == 12);
  host.leak.SetNull();
  host.session.receive(R"({"do": "difference", "before": 0, "after": 2})");
  CHECK(host.leak.IsNull());
}
