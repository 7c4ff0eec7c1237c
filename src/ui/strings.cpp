#include "ui/strings.h"

#include <cassert>

namespace inkling {
namespace {

struct Entry {
  std::string_view by_language[2];
};

constexpr Entry kTable[] = {
#define STRING(id, english, chinese) {{english, chinese}},
#include "ui/strings.def"
#undef STRING
};

// Returns what stands for "0", the value itself, or for "0|step|steps", the form that suits the
// value.
std::string_view fill_place(std::string_view area, std::string_view value) {
  if (area.size() == 1) return value;
  const std::string_view forms = area.substr(2);
  const std::size_t bar = forms.find('|');
  return value == "1" ? forms.substr(0, bar) : forms.substr(bar + 1);
}

}  // namespace

std::string_view text(Language language, Text id) {
  return kTable[static_cast<int>(id)].by_language[static_cast<int>(language)];
}

std::string text(Language language, Text id, std::initializer_list<std::string> values) {
  const std::string_view pattern = text(language, id);
  std::string filled;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t end = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      filled += pattern[i];
      continue;
    }
    const std::string_view area = pattern.substr(i + 1, end - i - 1);
    assert(!area.empty() && static_cast<std::size_t>(area[0] - '0') < values.size());
    filled += fill_place(area, values.begin()[area[0] - '0']);
    i = end;
  }
  return filled;
}

std::string all_texts(Language language) {
  std::string all;
  for (const Entry& entry : kTable) all += entry.by_language[static_cast<int>(language)];
  return all;
}

}  // namespace inkling
