// Provides what a run or a job needs of an engine, to test it without a session.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/engine_context.h"
#include "unit/toy_shards.h"

using namespace inkling;

// EngineFixture has a clock that advances by a millisecond each time it is read.
struct EngineFixture {
  EngineFixture()
      : outbox([this](const EngineMessage& message) { messages.push_back(message); }),
        data({.fetch = [this](const std::string& file) { fetched.push_back(file); },
              .report = [this](const LoadingEvent& event) { reports.push_back(event); }}),
        context{.data = data,
                .model = model,
                .outbox = outbox,
                .now_ms = [this] { return clock_ms += 1; },
                .kernel_sets = {},
                .pool = nullptr} {}

  // Brings a file of the toy data set, whether or not it was fetched.
  std::optional<ErrorEvent> deliver(const std::string& file) {
    if (file == "manifest.json") {
      const std::string json = manifest_json(toy.manifest);
      return data.fetched(file, {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
    }
    for (std::size_t i = 0; i < toy.shards.size(); ++i) {
      if (toy.manifest.shards[i].file == file) return data.fetched(file, toy.shards[i]);
    }
    return std::nullopt;
  }
  void deliver_all() {
    CHECK_FALSE(deliver("manifest.json").has_value());
    for (const ShardInfo& shard : toy.manifest.shards) {
      CHECK_FALSE(deliver(shard.file).has_value());
    }
  }

  std::vector<Event> answers_to(RequestId request) const {
    std::vector<Event> answers;
    for (const EngineMessage& message : messages) {
      if (message.request == request && message.answers) answers.push_back(message.event);
    }
    return answers;
  }

  ToyShards toy{200, 3, 600};
  std::vector<EngineMessage> messages;
  std::vector<std::string> fetched;
  std::vector<LoadingEvent> reports;
  double clock_ms = 0;
  Outbox outbox;
  DataLoader data;
  WorkerModel model;
  EngineContext context;
};
