#include "app/core/engine_client.h"

#include <doctest/doctest.h>

#include <deque>
#include <set>

#include "math/random.h"

using namespace inkling;

namespace {

// Conversation is a client whose engine is the test.
struct Conversation {
  EngineMessage say(Event event, RequestId request = kNoRequest, bool answers = false) const {
    return {.event = std::move(event), .request = request, .answers = answers};
  }
  bool current(Event event, RequestId request = kNoRequest, bool answers = false) {
    return client.receive(say(std::move(event), request, answers)).current;
  }

  std::vector<EngineRequest> posted;
  int restarts = 0;
  EngineClient client{{.post = [this](const EngineRequest& request) { posted.push_back(request); },
                       .restart = [this] { ++restarts; },
                       .restore = [this] { client.send(SetWeightsCommand{}); }}};
};

WeightsEvent weights_of(RequestId origin) {
  WeightsEvent weights;
  weights.origin = origin;
  return weights;
}

}  // namespace

TEST_CASE("commands are numbered, and a dead engine is replaced before the next one") {
  Conversation talk;
  CHECK(talk.client.send(EvaluateCommand{}) == 1);
  talk.client.died();
  CHECK_FALSE(talk.client.alive());
  CHECK(talk.client.send(EvaluateCommand{}) == 3);
  CHECK(talk.restarts == 1);
  REQUIRE(talk.posted.size() == 3);
  CHECK(std::holds_alternative<SetWeightsCommand>(talk.posted[1].command));
  CHECK_FALSE(talk.current(EvaluatedEvent{}, 1, true));  // The dead engine sent it.
  CHECK(talk.current(EvaluatedEvent{}, 3, true));
  CHECK_FALSE(talk.current(EvaluatedEvent{}, 3, true));  // It has been answered.
}

TEST_CASE("after a reset, what comes of the run before it is stale") {
  Conversation talk;
  const RequestId first = talk.client.send(TrainCommand{});
  CHECK(talk.current(ProgressEvent{}, first));
  const RequestId reset = talk.client.send(ResetCommand{});
  const RequestId second = talk.client.send(TrainCommand{});
  CHECK_FALSE(talk.current(ProgressEvent{}, first));
  CHECK_FALSE(talk.current(FinishedEvent{}, first, true));
  CHECK_FALSE(talk.current(weights_of(first)));
  CHECK_FALSE(talk.current(weights_of(kNoRequest)));
  CHECK(talk.current(weights_of(reset), reset, true));
  CHECK(talk.current(RunStateEvent{}, second));
  CHECK(talk.current(weights_of(second)));
  CHECK(talk.current(FinishedEvent{}, second, true));
}

TEST_CASE("weights that come back are told from those that were learned") {
  Conversation talk;
  const RequestId set = talk.client.send(SetWeightsCommand{});
  CHECK_FALSE(talk.client.receive(talk.say(weights_of(kNoRequest))).current);
  const auto received = talk.client.receive(talk.say(weights_of(set), set, true));
  CHECK(received.current);
  CHECK(received.own_weights);
  CHECK_FALSE(talk.client.receive(talk.say(weights_of(set))).own_weights);
}

TEST_CASE("the short run of the newest drawing counts; one that teaches nothing changes nothing") {
  Conversation talk;
  TeachCommand teach{.pixels = {}, .labels = {1}, .classes = same_classes(10), .learn = true};
  const RequestId first = talk.client.send(teach);
  CHECK(talk.current(RunStateEvent{.teaching = true}, first));
  teach.learn = false;
  const RequestId quiet = talk.client.send(teach);
  CHECK(talk.current(DoneEvent{}, quiet, true));
  CHECK(talk.current(ProgressEvent{}, first));
  teach.learn = true;
  const RequestId second = talk.client.send(teach);
  CHECK_FALSE(talk.current(FinishedEvent{.teaching = true}, first, true));
  CHECK(talk.current(FinishedEvent{.teaching = true}, second, true));
  teach.classes.push_back(-1);  // The network becomes another one.
  const RequestId symbol = talk.client.send(teach);
  CHECK_FALSE(talk.current(weights_of(second)));
  CHECK(talk.current(weights_of(symbol)));
}

TEST_CASE("pictures for one use say nothing of those for another") {
  Conversation talk;
  const RequestId old = talk.client.send(PicturesCommand{.use = PicturesFor::kGallery});
  const RequestId map = talk.client.send(PicturesCommand{.use = PicturesFor::kLesson});
  const RequestId now = talk.client.send(PicturesCommand{.use = PicturesFor::kGallery});
  CHECK_FALSE(talk.current(SupersededEvent{}, old, true));
  CHECK(talk.current(PicturesEvent{}, map, true));
  CHECK(talk.current(PicturesEvent{}, now, true));
}

// The engine answers late, in any order that the protocol allows, and dies.
TEST_CASE("in thousands of requests, deaths and late events, each answer is taken once") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO(seed);
    Random random(seed, 2);
    Conversation talk;
    std::deque<EngineRequest> open;  // The engine has these.
    std::deque<EngineMessage> late;  // A dead engine sent these.
    std::size_t taken = 0;
    std::set<RequestId> answered;
    std::set<RequestId> lost;
    RequestId newest_map = kNoRequest;
    for (int step = 0; step < 2000; ++step) {
      const auto fetch_posted = [&] {
        for (; taken < talk.posted.size(); ++taken) open.push_back(talk.posted[taken]);
      };
      switch (random.below(8)) {
        case 0:
          talk.client.send(EvaluateCommand{});
          break;
        case 1:
          newest_map = talk.client.send(MapCommand{true});
          break;
        case 2:
          talk.client.send(TrainCommand{});
          break;
        case 3:
          talk.client.send(ResetCommand{});
          break;
        case 4:
          if (random.below(20) != 0) break;
          fetch_posted();
          for (const EngineRequest& request : open) {
            lost.insert(request.id);
            late.push_back(talk.say(DoneEvent{}, request.id, true));
          }
          open.clear();
          talk.client.died();
          break;
        case 5:
          if (late.empty()) break;
          CHECK_FALSE(talk.client.receive(late.front()).current);
          late.pop_front();
          break;
        default: {
          fetch_posted();
          if (open.empty()) break;
          const auto at =
              static_cast<std::ptrdiff_t>(random.below(static_cast<std::uint32_t>(open.size())));
          const EngineRequest request = open[static_cast<std::size_t>(at)];
          open.erase(open.begin() + at);
          const bool map = std::holds_alternative<MapCommand>(request.command);
          const bool current = talk.current(DoneEvent{}, request.id, true);
          if (map) CHECK(current == (request.id == newest_map));
          CHECK(answered.insert(request.id).second);
          CHECK_FALSE(talk.current(DoneEvent{}, request.id, true));
        }
      }
    }
    for (; taken < talk.posted.size(); ++taken) open.push_back(talk.posted[taken]);
    CHECK(answered.size() + lost.size() + open.size() == talk.posted.size());
    for (const RequestId id : lost) CHECK(answered.count(id) == 0);
  }
}
