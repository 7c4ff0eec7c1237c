#include "nn/setting_locks.h"

#include <algorithm>

namespace inkling {
namespace {

constexpr std::string_view kBetweenNames = ", \t\n";

}  // namespace

bool SettingLocks::has(const SettingInfo& info) const {
  return std::find(locked_.begin(), locked_.end(), &info) != locked_.end();
}

void SettingLocks::add(const SettingInfo& info) {
  if (!has(info)) locked_.push_back(&info);
}

void SettingLocks::add(const SettingLocks& others) {
  for (const SettingInfo* info : others.all()) add(*info);
}

std::optional<SettingLocks> locks_named(std::string_view names) {
  SettingLocks locks;
  for (;;) {
    const std::size_t begin = names.find_first_not_of(kBetweenNames);
    if (begin == std::string_view::npos) return locks;
    names.remove_prefix(begin);
    const std::string_view name = names.substr(0, names.find_first_of(kBetweenNames));
    names.remove_prefix(name.size());
    if (name == "all") {
      for (const SettingInfo& info : setting_table()) locks.add(info);
      continue;
    }
    const SettingInfo* info = find_setting(name);
    if (info == nullptr) return std::nullopt;
    locks.add(*info);
  }
}

Settings keep_locked(const SettingLocks& locks, const Settings& now, Settings wanted) {
  for (const SettingInfo* info : locks.all()) {
    if (info->kind == SettingInfo::Kind::kLayers) {
      wanted.hidden = now.hidden;
    } else {
      info->set(wanted, info->get(now));
    }
  }
  return wanted;
}

}  // namespace inkling
