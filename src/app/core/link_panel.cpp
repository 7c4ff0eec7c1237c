#include "app/core/link_panel.h"

#include <algorithm>

#include "base/json_fields.h"

namespace inkling {

void show_link(Core& core, const std::string& query, const std::string& title) {
  core.host.show_link(json_object([&](JsonWriter& writer) {
    field(writer, "query", query);
    field(writer, "title", title);
  }));
}

std::string settings_query(const Settings& settings) {
  const Settings usual;
  std::string query = "mode=train";
  for (const SettingInfo& info : setting_table()) {
    const std::string value = setting_text(settings, info);
    if (value == setting_text(usual, info)) continue;
    std::string name = info.name;
    std::replace(name.begin(), name.end(), '_', '-');
    query += "&" + name + "=" + value;
  }
  return query;
}

}  // namespace inkling
