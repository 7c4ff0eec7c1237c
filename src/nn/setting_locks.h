// Whoever sets up a lab may lock settings: its visitor sees them and cannot change them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "nn/settings.h"

namespace inkling {

class SettingLocks {
 public:
  bool has(const SettingInfo& info) const;
  bool empty() const { return locked_.empty(); }
  void add(const SettingInfo& info);
  void add(const SettingLocks& others);
  // They are in the order in which they were named.
  const std::vector<const SettingInfo*>& all() const { return locked_; }

 private:
  std::vector<const SettingInfo*> locked_;
};

// Reads names with commas or spaces between them: none, some, or "all" for every setting. Returns
// nothing where one of them is no setting.
std::optional<SettingLocks> locks_named(std::string_view names);

// Returns what is wanted, but for those settings that are locked: they stay as they are `now`.
Settings keep_locked(const SettingLocks& locks, const Settings& now, Settings wanted);

}  // namespace inkling
