#include "ui/strings.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

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

constexpr std::pair<Text, Text> kOfClasses[] = {
    {Text::kWelcomeTrain, Text::kWelcomeTrainOfClasses},
    {Text::kWelcomeInside, Text::kWelcomeInsideOfClasses},
    {Text::kPadLabel, Text::kPadLabelOfClasses},
    {Text::kPadHint, Text::kPadHintOfClasses},
    {Text::kWhatISeeExplained, Text::kWhatISeeExplainedOfClasses},
    {Text::kBarsLabel, Text::kBarsLabelOfClasses},
    {Text::kGuessNone, Text::kGuessNoneOfClasses},
    {Text::kGuessNoneMore, Text::kGuessNoneMoreOfClasses},
    {Text::kGuessNothing, Text::kGuessNothingOfClasses},
    {Text::kGuessSureMore, Text::kGuessSureMoreOfClasses},
    {Text::kGuessEitherMore, Text::kGuessEitherMoreOfClasses},
    {Text::kNameHint, Text::kNameHintOfClasses},
    {Text::kDrawingsMore, Text::kDrawingsMoreOfClasses},
    {Text::kInviteMore, Text::kInviteMoreOfClasses},
    {Text::kSceneTook, Text::kSceneTookOfClasses},
    {Text::kInsideEmpty, Text::kInsideEmptyOfClasses},
    {Text::kDataConfusionHint, Text::kDataConfusionHintOfClasses},
    {Text::kSettingHiddenMore, Text::kSettingHiddenMoreOfClasses},
    {Text::kTestAccuracyUnknown, Text::kTestAccuracyUnknownOfClasses},
    {Text::kImportDraw, Text::kImportDrawOfClasses},
};

// They are the same in all of the app: see use_class_names().
TextsFor texts_for = TextsFor::kDigits;

Text text_of_classes(Text id) {
  const auto* found = std::find_if(std::begin(kOfClasses), std::end(kOfClasses),
                                   [&](const auto& pair) { return pair.first == id; });
  return found == std::end(kOfClasses) ? id : found->second;
}

// Returns what stands for "0", the value itself, or for "0|step|steps", the form that suits the
// value.
std::string_view fill_place(std::string_view area, std::string_view value) {
  if (area.size() == 1) return value;
  const std::string_view forms = area.substr(2);
  const std::size_t bar = forms.find('|');
  return value == "1" ? forms.substr(0, bar) : forms.substr(bar + 1);
}

// Tells a character of Chinese by the first of its three bytes in UTF-8: no other byte has these
// values.
bool is_chinese(char first_byte) {
  const auto byte = static_cast<unsigned char>(first_byte);
  return byte >= 0xe3 && byte <= 0xe9;
}

bool ends_in_chinese(std::string_view words) {
  return words.size() >= 3 && is_chinese(words[words.size() - 3]);
}

bool begins_in_chinese(std::string_view words) { return !words.empty() && is_chinese(words[0]); }

}  // namespace

void use_texts(TextsFor texts) { texts_for = texts; }

std::string_view text(Language language, Text id) {
  if (texts_for == TextsFor::kClasses) id = text_of_classes(id);
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
    const std::string_view value = fill_place(area, values.begin()[area[0] - '0']);
    // A number or a Latin letter stands apart from the characters of Chinese around it; those that
    // fill the same place do not.
    if (filled.ends_with(' ') && begins_in_chinese(value) &&
        ends_in_chinese(std::string_view(filled).substr(0, filled.size() - 1)))
      filled.pop_back();
    filled += value;
    i = end;
    const std::string_view rest = pattern.substr(end + 1);
    if (rest.starts_with(' ') && begins_in_chinese(rest.substr(1)) && ends_in_chinese(value)) ++i;
  }
  return filled;
}

std::string all_texts(Language language) {
  std::string all;
  for (const Entry& entry : kTable) all += entry.by_language[static_cast<int>(language)];
  return all;
}

}  // namespace inkling
