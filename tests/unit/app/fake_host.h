// FakeHost stands in for the page and remembers what the app asked of it.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <string>
#include <vector>

#include "app/core/host.h"
#include "base/json.h"

class FakeHost : public inkling::AppHost, public inkling::PaperHost {
 public:
  void send_to_engine(const inkling::EngineRequest& request) override {
    commands.push_back(request.command);
    newest_request = request.id;
  }
  void restart_engine() override { ++restarts; }
  void post_to_parent(const std::string& json, std::span<const std::uint8_t> bytes) override {
    posted.push_back(json);
    attachment.assign(bytes.begin(), bytes.end());
  }
  void announce(const std::string& text) override { announced.push_back(text); }
  void show_semantics(const std::string& json) override { semantics = json; }
  void show_appearance(const std::string& language, bool dark) override {
    appearance = {language, dark};
  }
  void show_lesson(const std::string& json) override { lesson = json; }
  std::pair<int, int> count_requests() override { return requests; }
  void fetch_chinese_fonts() override { ++fonts_asked_for; }
  void open_notices() override { ++notices_opened; }
  void open_together(inkling::Language language) override { together_opened.push_back(language); }
  void save_file(const std::string& name, std::span<const std::uint8_t> bytes) override {
    saved = {name, {bytes.begin(), bytes.end()}};
  }
  void choose_file() override { ++files_asked_for; }
  void take_snapshot(inkling::Snapshot snapshot, int number) override {
    snapshots.emplace_back(snapshot, number);
  }
  inkling::PaperHost& paper() override { return *this; }
  void choose_picture() override { ++pictures_asked_for; }
  void open_practice_sheet() override { ++practice_sheets_opened; }
  void forget_picture() override { steps.clear(); }
  void show_picture_step(int step, int width, int height,
                         std::span<const std::uint8_t> grey) override {
    // A step of another size than it says is not there.
    if (grey.size() != static_cast<std::size_t>(width * height)) return;
    steps[step] = {grey.begin(), grey.end()};
  }
  void open_camera(bool front) override { camera = front ? "front" : "back"; }
  void next_camera_frame() override { ++frames_asked_for; }
  void freeze_camera() override { camera = "frozen"; }
  void close_camera() override { camera = "off"; }
  void choose_data(bool) override { ++data_asked_for; }
  void play_sound(inkling::Sound) override { ++sounds; }
  void save_card(const inkling::Card& wanted, const std::string& query) override {
    card = wanted;
    link = query;
  }
  void copy_link(const std::string& query) override { link = query; }
  void copy_lines(const std::string& text) override { lines = text; }
  bool can_save() const override { return may_save; }
  void save(inkling::SavedPart part, std::span<const std::uint8_t> bytes) override {
    records[part].assign(bytes.begin(), bytes.end());
  }
  void delete_saved() override {
    records.clear();
    ++deletions;
  }
  void fetch_shipped_model() override { ++shipped_models_asked_for; }

  // Returns the newest answer or notification.
  rapidjson::Document last_posted() const {
    auto document = inkling::parse_json(posted.empty() ? "null" : posted.back());
    return std::move(*document);
  }
  int last_error() const {
    const auto document = last_posted();
    const auto* error = inkling::find_member(document, "error");
    return error == nullptr ? 0 : (*error)["code"].GetInt();
  }
  template <class T>
  int count() const {
    int count = 0;
    for (const auto& command : commands) count += std::holds_alternative<T>(command) ? 1 : 0;
    return count;
  }

  std::string lesson;
  std::string lines;
  std::vector<inkling::Command> commands;
  inkling::RequestId newest_request = inkling::kNoRequest;
  std::vector<std::string> posted;
  std::vector<std::uint8_t> attachment;  // It came with the newest answer.
  std::vector<std::string> announced;
  bool may_save = true;
  std::map<inkling::SavedPart, std::vector<std::uint8_t>> records;
  std::string semantics;
  std::pair<std::string, bool> appearance;
  std::pair<std::string, std::vector<std::uint8_t>> saved;
  int files_asked_for = 0;
  std::vector<std::pair<inkling::Snapshot, int>> snapshots;
  int pictures_asked_for = 0;
  int practice_sheets_opened = 0;
  std::vector<inkling::Language> together_opened;
  std::map<int, std::vector<std::uint8_t>> steps;  // They are by their numbers.
  std::string camera = "off";
  int frames_asked_for = 0;
  int data_asked_for = 0;
  int sounds = 0;
  inkling::Card card;
  std::string link;
  int restarts = 0;
  int deletions = 0;
  int shipped_models_asked_for = 0;
  std::pair<int, int> requests = {12, 0};
  int fonts_asked_for = 0;
  int notices_opened = 0;
};
