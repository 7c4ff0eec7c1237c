#include "app/core/data_words.h"

#include <charconv>
#include <map>

#include "ui/numbers.h"
#include "ui/strings.h"

namespace inkling {
namespace {

std::vector<std::string> parts_of(std::string_view words, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = words.find(separator);
    parts.emplace_back(words.substr(0, end));
    if (end == std::string_view::npos) return parts;
    words.remove_prefix(end + 1);
  }
}

// A number is written as the other numbers on the page.
std::string shown_value(const std::string& value) {
  int number = 0;
  const char* end = value.data() + value.size();
  const auto [at, error] = std::from_chars(value.data(), end, number);
  return error == std::errc() && at == end ? with_thousands(number) : value;
}

}  // namespace

std::vector<std::string> names_of(Language language, KnownNames known,
                                  const std::vector<std::string>& in_files) {
  if (known == KnownNames::kNone) return in_files;
  const auto names = parts_of(
      text(language, known == KnownNames::kClothes ? Text::kClothes : Text::kHiragana), '|');
  return names.size() == in_files.size() ? names : in_files;
}

std::string data_words(Language language, const OwnData& data) {
  return text(language, Text::kDataFound,
              {with_thousands(data.train_images), std::to_string(data.classes()),
               with_thousands(data.test_images)});
}

std::string found_data_words(Language language, const OwnData& data) {
  const std::string space = language == Language::kEnglish ? " " : "";
  std::string words = data_words(language, data);
  if (const std::string changes = data_changes_words(language, data); !changes.empty()) {
    words += space + changes;
  }
  return words + space + std::string(text(language, Text::kDataFresh));
}

std::string data_changes_words(Language language, const OwnData& data) {
  const ImageSet::Changes& changes = data.changes;
  std::string words;
  const auto add = [&](bool told, Text id, std::initializer_list<std::string> values = {}) {
    if (!told) return;
    if (!words.empty() && language == Language::kEnglish) words += " ";
    words += text(language, id, values);
  };
  add(changes.height > 0, Text::kDataScaled,
      {std::to_string(changes.width), std::to_string(changes.height)});
  add(changes.parted, Text::kDataParted);
  add(changes.inverted, Text::kDataInverted);
  add(changes.turned, Text::kDataTurned);
  add(changes.left_rest, Text::kDataLeftRest);
  return words;
}

std::string refused_data_words(Language language, const std::string& reason) {
  static const std::map<std::string, Text> kWords = {
      {"nothing", Text::kDataNothing},    {"no-labels", Text::kDataNoLabels},
      {"no-images", Text::kDataNoImages}, {"counts", Text::kDataCounts},
      {"classes", Text::kDataClasses},    {"one-class", Text::kDataOneClass},
      {"too-few", Text::kDataTooFew},     {"too-many", Text::kDataTooMany},
      {"too-large", Text::kDataTooLarge}, {"labels", Text::kDataLabels},
      {"shape", Text::kDataShape},        {"no-folder", Text::kDataNoFolder},
      {"csv-line", Text::kDataLine},      {"csv-columns", Text::kDataColumns},
      {"damaged", Text::kDataDamaged},    {"unread", Text::kDataUnread}};
  const std::vector<std::string> parts = parts_of(reason, '\n');
  const auto found = kWords.find(parts[0]);
  const auto value = [&](std::size_t i) {
    return i < parts.size() ? shown_value(parts[i]) : std::string();
  };
  return text(language, found == kWords.end() ? Text::kDataNothing : found->second,
              {value(1), value(2)});
}

}  // namespace inkling
