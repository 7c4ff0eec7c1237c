#include "ui/strings.h"

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

}  // namespace

std::string_view text(Language language, Text id) {
  return kTable[static_cast<int>(id)].by_language[static_cast<int>(language)];
}

std::string text(Language language, Text id, std::initializer_list<std::string> values) {
  const std::string_view pattern = text(language, id);
  std::string filled;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
    if (index < values.size()) {
      filled += values.begin()[index];
      i += 2;
    } else {
      filled += pattern[i];
    }
  }
  return filled;
}

std::string all_texts(Language language) {
  std::string all;
  for (const Entry& entry : kTable) all += entry.by_language[static_cast<int>(language)];
  return all;
}

}  // namespace inkling
