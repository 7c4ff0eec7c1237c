// Provides a session with a worker around it, for tests.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "engine/session.h"
#include "unit/toy_shards.h"

using namespace inkling;

// Worker surrounds a session with files that arrive when the test says so, and with a clock that
// the test moves.
struct Worker {
  Worker()
      : session({.send =
                     [this](const EngineMessage& message) {
                       messages.push_back(message);
                       events.push_back(message.event);
                     },
                 .fetch =
                     [this](const std::string& file) {
                       ++times_wanted[file];
                       const bool open =
                           std::find(wanted.begin(), wanted.end(), file) != wanted.end();
                       if (!open) wanted.push_back(file);
                     },
                 .now_ms = [this] { return clock_ms += 0.01; }}) {}

  // Gives the session a command, with the next number.
  RequestId receive(Command command) {
    session.receive({.id = ++newest, .command = std::move(command)});
    return newest;
  }

  // Returns the answer to a command; there must be exactly one.
  Event answer(RequestId request) const {
    std::vector<Event> answers;
    for (const EngineMessage& message : messages) {
      if (message.request == request && message.answers) answers.push_back(message.event);
    }
    REQUIRE(answers.size() == 1);
    return answers[0];
  }
  bool answered(RequestId request) const {
    return std::any_of(messages.begin(), messages.end(), [&](const EngineMessage& message) {
      return message.request == request && message.answers;
    });
  }

  // Delivers the next file that is waited for. Returns false if there is none.
  bool deliver() {
    if (wanted.empty()) return false;
    const std::string file = wanted.front();
    wanted.pop_front();
    if (file == "manifest.json") {
      const std::string json = manifest_json(toy.manifest);
      session.fetched(file, {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
      return true;
    }
    for (std::size_t i = 0; i < toy.shards.size(); ++i) {
      if (toy.manifest.shards[i].file == file) session.fetched(file, toy.shards[i]);
    }
    return true;
  }

  void work_until_idle() {
    for (int i = 0; i < 100000 && session.work(); ++i) clock_ms += 5;
  }

  void run_all() {
    do {
      work_until_idle();
    } while (deliver());
    work_until_idle();
  }

  template <class T>
  std::vector<T> all() const {
    std::vector<T> found;
    for (const Event& event : events) {
      if (const T* content = std::get_if<T>(&event)) found.push_back(*content);
    }
    return found;
  }
  template <class T>
  T last() const {
    const auto found = all<T>();
    REQUIRE_FALSE(found.empty());
    return found.back();
  }

  ToyShards toy{200, 3, 600};
  std::vector<EngineMessage> messages;
  std::vector<Event> events;  // The messages carried these.
  RequestId newest = kNoRequest;
  std::deque<std::string> wanted;  // Each has an open connection.
  std::map<std::string, int> times_wanted;
  double clock_ms = 0;
  Session session;
};

inline Settings small_settings() {
  Settings settings;
  settings.hidden = {16};
  settings.epochs = 2;
  settings.batch_size = 20;
  settings.learning_rate = 0.003;
  return settings;
}
