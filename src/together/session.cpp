#include "together/session.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <variant>

#include "model/safetensors.h"
#include "nn/settings.h"
#include "together/one_step.h"

namespace inkling {
namespace {

// Wishes are looked for so often.
constexpr double kSliceMs = 30;

// The demonstration: two networks that begin alike and two that do not. Small ones with two hidden
// layers learn in a moment, and show the difference more clearly than a single wide layer would.
constexpr std::uint32_t kDemoSeeds[] = {1, 1, 2, 3};
constexpr const char* kDemoNames[] = {"A", "B", "C", "D"};
Settings demo_settings() {
  Settings settings;
  settings.hidden = {128, 64};
  settings.train_images = 2500;
  settings.epochs = 5;
  return settings;
}
int demo_images() { return static_cast<int>(std::size(kDemoSeeds)) * demo_settings().train_images; }

constexpr int kMostStepImages = 512;
DataNeed step_need(int images) {
  return {.training_images = images, .test = DataNeed::Test::kNone};
}

int number_in(const rapidjson::Value& wish, const char* name) {
  const rapidjson::Value* value = find_member(wish, name);
  return value != nullptr && value->IsInt() ? value->GetInt() : -1;
}

}  // namespace

TogetherSession::TogetherSession(Host host)
    : host_(std::move(host)),
      data_({.fetch = host_.fetch, .report = [this](const LoadingEvent& event) {
               status_.loading = event;
               changed_ = true;
             }}) {
  changed_ = true;
}

void TogetherSession::receive(std::string_view wish) {
  if (const auto document = parse_json(wish)) wish_for(*document);
}

void TogetherSession::wish_for(const rapidjson::Value& wish) {
  const rapidjson::Value* name = find_member(wish, "do");
  if (name == nullptr || !name->IsString()) return;
  const std::string_view what = name->GetString();
  if (what == "demo") {
    begin_demonstration();
  } else if (what == "remove") {
    together_.remove(number_in(wish, "network"));
  } else if (what == "clear") {
    forget_all();
  } else if (what == "retry") {
    status_.failed = false;
    if (demonstrating_) data_.request({.training_images = demo_images()});
    if (step_images_ > 0) data_.request(step_need(step_images_));
    need_test_images();
  } else if (what == "save") {
    save_mix(number_in(wish, "mix"));
  } else if (what == "step") {
    step_images_ = std::clamp(number_in(wish, "images"), 1, kMostStepImages);
    data_.request(step_need(step_images_));
  } else if (what == "difference") {
    show_difference(number_in(wish, "before"), number_in(wish, "after"));
  }
  changed_ = true;
}

void TogetherSession::forget_all() {
  together_.clear();
  apart_.reset();
  demonstrating_ = false;
  status_.refused.clear();
  status_.demonstration.reset();
  status_.is_demonstration = status_.failed = false;
}

void TogetherSession::begin_demonstration() {
  forget_all();
  demonstrating_ = status_.is_demonstration = true;
  status_.demonstration = 0;
  data_.request({.training_images = demo_images()});
}

void TogetherSession::save_mix(int index) {
  const auto& mixes = together_.mixes();
  if (index < 0 || index >= static_cast<int>(mixes.size())) return;
  const Mix& mix = mixes[static_cast<std::size_t>(index)];
  if (!mix.mean) return;
  std::map<std::string, std::string> notes = {
      {"format", "pt"},
      {"pixels", "28 x 28, row after row, from 0 (paper) to 1 (ink); the digit in the middle"},
      {"outputs", "ten logits; their softmax gives the probabilities of the digits 0 to 9"},
      {"made_of",
       "the mean of the weights of " + std::to_string(mix.members.size()) + " networks"}};
  send(kFileMessage, to_safetensors(*mix.mean, Precision::kFloat32, notes));
}

void TogetherSession::show_difference(int before, int after) {
  const auto& entries = together_.entries();
  const int count = static_cast<int>(entries.size());
  if (before < 0 || after < 0 || before >= count || after >= count) return;
  const Network<float>& one = entries[static_cast<std::size_t>(before)].member.network;
  const Network<float>& other = entries[static_cast<std::size_t>(after)].member.network;
  if (one.shape() == other.shape()) send_json(leak_json(leak_of(one, other), {}));
}

// ---- Files --------------------------------------------------------------------------------------

void TogetherSession::refuse(const std::string& name, Refusal reason) {
  status_.refused.push_back({name, reason});
  changed_ = true;
}

void TogetherSession::add_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (status_.is_demonstration) forget_all();
  const std::size_t slash = path.rfind('/');
  if (slash != path.npos) archives_opened_.push_back(path.substr(0, path.find('/')));
  const std::string file = path.substr(slash + 1);
  std::variant<Member, Refusal> read = read_member(path, bytes);
  if (const Refusal* reason = std::get_if<Refusal>(&read)) return refuse(file, *reason);
  if (!together_.add(std::get<Member>(std::move(read)))) return refuse(file, Refusal::kSameFile);
  need_test_images();
  changed_ = true;
}

void TogetherSession::end_files(const std::string& name) {
  ++status_.choices_read;
  changed_ = true;
  const bool opened = std::erase(archives_opened_, name) > 0;
  if (name.ends_with(".zip") && !opened) refuse(name, Refusal::kOtherFormat);
}

void TogetherSession::refuse_files(const std::string& reason) {
  ++status_.choices_read;
  const std::size_t line = reason.find('\n');
  const std::string kind = reason.substr(0, line);
  std::string name = line == reason.npos ? "" : reason.substr(line + 1);
  name = name.substr(0, name.find('\n'));
  if (kind == "too-large") return refuse(name, Refusal::kTooLarge);
  if (kind == "unread") return refuse(name, Refusal::kNotUnpacked);
  // Pictures are decoded on the way, and are none of ours, damaged or not.
  const bool packed = name.ends_with(".zip") || name.ends_with(".gz");
  refuse(name, packed ? Refusal::kDamaged : Refusal::kOtherFormat);
}

// ---- Data ---------------------------------------------------------------------------------------

void TogetherSession::need_test_images() {
  if (!together_.entries().empty()) data_.request({});
}

void TogetherSession::data_failed(const std::optional<ErrorEvent>& failure) {
  if (!failure) return;
  status_.failed = true;
  changed_ = true;
}

void TogetherSession::fetched(const std::string& file, std::span<const std::uint8_t> bytes) {
  data_failed(data_.fetched(file, bytes));
}

void TogetherSession::fetch_failed(const std::string& file, const Error& error) {
  data_failed(data_.fetch_failed(file, error));
}

void TogetherSession::fetch_progress(const std::string& file, int packed_bytes) {
  data_.fetch_progress(file, packed_bytes);
  tell();
}

void TogetherSession::fetch_stalled(const std::string& file) { data_.fetch_stalled(file); }

// ---- Work ---------------------------------------------------------------------------------------

bool TogetherSession::train_next() {
  if (!demonstrating_ || !data_.has({.training_images = demo_images()})) return false;
  if (!apart_) {
    apart_.emplace(demo_settings(), kDemoSeeds, data_.examples(Split::kTrain));
  }
  if (apart_->advance()) {
    status_.demonstration = apart_->share_done();
    return true;
  }
  for (int i = 0; i < apart_->count(); ++i) {
    Member member;
    member.name = kDemoNames[i];
    member.network = apart_->network(i);
    member.seed = kDemoSeeds[i];
    together_.add(std::move(member));
  }
  apart_.reset();
  demonstrating_ = false;
  status_.demonstration.reset();
  return true;
}

bool TogetherSession::step_next() {
  if (step_images_ == 0 || !data_.has(step_need(step_images_))) return false;
  const Examples images = data_.examples(Split::kTrain).part(0, std::exchange(step_images_, 0));
  send_json(leak_json(leak_of_one_step(images), images));
  return true;
}

bool TogetherSession::work() {
  const double until_ms = host_.now_ms() + kSliceMs;
  bool more = true;
  while (more && host_.now_ms() < until_ms) {
    const Examples test =
        data_.has({}) ? data_.examples(Split::kTest) : Examples{.pixels = {}, .labels = {}};
    more = step_next() || train_next() || together_.advance(test);
    changed_ = changed_ || more;
  }
  if (status_.working != more) changed_ = true;
  status_.working = more;
  tell();
  return more;
}

void TogetherSession::tell() {
  if (std::exchange(changed_, false)) send_json(state_json(together_, status_));
}

void TogetherSession::send_json(const std::string& json) {
  send(kJsonMessage, {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
}

void TogetherSession::send(std::uint8_t kind, std::span<const std::uint8_t> content) {
  std::vector<std::uint8_t> message = {kind};
  message.insert(message.end(), content.begin(), content.end());
  host_.send(message);
}

}  // namespace inkling
