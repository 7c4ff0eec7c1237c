#include "together/member.h"

#include <algorithm>
#include <map>
#include <utility>

#include "app/core/work_file.h"
#include "base/classes.h"
#include "base/picture.h"
#include "data/ink.h"
#include "data/sha256.h"
#include "model/model_file.h"
#include "model/safetensors.h"
#include "nn/settings.h"

namespace inkling {
namespace {

using FileBytes = std::span<const std::uint8_t>;

std::variant<Member, Refusal> member_of_work(FileBytes file) {
  const Result<Work> work = read_work_file(file);
  if (!work) {
    return work.error().code == ErrorCode::kNewerState ? Refusal::kNewer : Refusal::kDamaged;
  }
  const SavedNetwork& saved = work->network;
  if (saved.parameters.empty()) return Refusal::kNothingLearned;
  Network<float> network({.layers = saved.layers, .activation = saved.activation});
  std::copy(saved.parameters.begin(), saved.parameters.end(), network.parameters().begin());
  Member member;
  member.network = with_class_count(network, kDigits);
  if (!check_reads_digits(member.network)) return Refusal::kNotDigits;
  // Without a run of training, the settings are none that the network was made with.
  if (saved.progress.steps > 0) member.seed = saved.trained_with.seed;
  for (const SavedDrawing& drawing : work->visitor.drawings) {
    if (drawing.label >= kDigits) continue;
    const Picture picture = picture_of(drawing.strokes);
    member.pixels.insert(member.pixels.end(), picture.begin(), picture.end());
    member.labels.push_back(static_cast<std::uint8_t>(drawing.label));
  }
  return member;
}

// The page notes all settings in one line, the command line each by its name.
std::optional<std::uint32_t> noted_seed(const std::map<std::string, std::string>& notes) {
  constexpr std::string_view kSeed = " seed=";
  std::string text;
  if (const auto seed = notes.find("seed"); seed != notes.end()) {
    text = seed->second;
  } else if (const auto all = notes.find("trained_with"); all != notes.end()) {
    const std::string words = " " + all->second;
    const std::size_t at = words.find(kSeed);
    if (at == words.npos) return std::nullopt;
    text = words.substr(at + kSeed.size());
    text = text.substr(0, text.find(' '));
  }
  Settings settings;
  if (!set_setting(settings, *find_setting("seed"), text)) return std::nullopt;
  return settings.seed;
}

std::variant<Member, Refusal> member_of_safetensors(FileBytes file) {
  const Result<Network<float>> network = read_model_file(file);
  if (!network) {
    return network.error().code == ErrorCode::kModelInput ? Refusal::kNotDigits
                                                          : Refusal::kBadNetwork;
  }
  Member member;
  member.network = *network;
  member.seed = noted_seed(safetensors_notes(file));
  return member;
}

std::variant<Member, Refusal> member_of(const std::string& path, FileBytes file) {
  if (file.empty()) return Refusal::kEmpty;
  if (is_work_file(path, file)) return member_of_work(file);
  if (is_safetensors(file) || path.ends_with(".safetensors")) return member_of_safetensors(file);
  return Refusal::kOtherFormat;
}

}  // namespace

std::variant<Member, Refusal> read_member(const std::string& path, FileBytes file) {
  std::variant<Member, Refusal> read = member_of(path, file);
  if (Member* member = std::get_if<Member>(&read)) {
    member->name = member_name(path);
    member->file_hash = sha256_hex(file);
  }
  return read;
}

std::string member_name(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (slash != 0) parts.push_back(path.substr(0, slash));
    path = slash == path.npos ? "" : path.substr(slash + 1);
  }
  if (parts.empty()) return "";
  const bool called_alike =
      parts.back().starts_with("my-work") || parts.back().starts_with("inkling");
  const bool in_folder = parts.size() > 1 && !parts[parts.size() - 2].ends_with(".zip");
  const std::string_view name = called_alike && in_folder ? parts[parts.size() - 2] : parts.back();
  const std::size_t dot = name.rfind('.');
  return std::string(name.substr(0, dot == 0 ? name.npos : dot));
}

}  // namespace inkling
