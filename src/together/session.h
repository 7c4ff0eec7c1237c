// A TogetherSession is the worker's side of the page on which people learn together: it takes files
// and wishes, works a few milliseconds at a time, and tells what has become of it.
//
// Wishes are JSON: {"do": "demo"}, {"do": "remove", "network": 2}, {"do": "clear"},
// {"do": "retry"}, {"do": "save", "mix": 0}, {"do": "step", "images": 8} and
// {"do": "difference", "before": 0, "after": 1}. What is told is JSON as well (see report.h), but
// for a network to be saved: each message begins with a byte that says which.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "engine/data_loader.h"
#include "nn/learning_apart.h"
#include "together/report.h"
#include "together/together.h"

namespace inkling {

inline constexpr std::uint8_t kJsonMessage = 'j';
inline constexpr std::uint8_t kFileMessage = 'f';

class TogetherSession {
 public:
  struct Host {
    std::function<void(std::span<const std::uint8_t> message)> send;
    std::function<void(const std::string& file)> fetch;  // See SessionHost::fetch.
    std::function<double()> now_ms;
  };
  explicit TogetherSession(Host host);

  // Its data loader refers to it.
  TogetherSession(const TogetherSession&) = delete;
  TogetherSession& operator=(const TogetherSession&) = delete;

  void receive(std::string_view wish);

  // The host brings the files of one choice, which may lie in an archive, then says that these were
  // all, or why they cannot be read.
  void add_file(const std::string& path, std::span<const std::uint8_t> bytes);
  void end_files(const std::string& name);
  void refuse_files(const std::string& reason);  // See refused_set() in sets/image_set.h.

  // See Session.
  void fetched(const std::string& file, std::span<const std::uint8_t> bytes);
  void fetch_failed(const std::string& file, const Error& error);
  void fetch_progress(const std::string& file, int packed_bytes);
  void fetch_stalled(const std::string& file);

  // Does some milliseconds of work. Returns whether there is more to do at once.
  bool work();

 private:
  void wish_for(const rapidjson::Value& wish);
  void begin_demonstration();
  void forget_all();
  void save_mix(int index);
  void show_difference(int before, int after);
  void refuse(const std::string& name, Refusal reason);
  void need_test_images();
  void data_failed(const std::optional<ErrorEvent>& failure);
  bool train_next();
  bool step_next();
  void tell();
  void send(std::uint8_t kind, std::span<const std::uint8_t> content);
  void send_json(const std::string& json);

  Host host_;
  DataLoader data_;
  Together together_;
  TogetherStatus status_;
  std::vector<std::string> archives_opened_;  // Files of these have come.
  bool demonstrating_ = false;                // The networks of the demonstration are to learn
  std::optional<LearningApart> apart_;        // and do so, once their images are there.
  int step_images_ = 0;                       // A step with so many images is wanted.
  bool changed_ = false;                      // The page has not been told yet.
};

}  // namespace inkling
