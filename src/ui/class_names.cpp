#include "ui/class_names.h"

#include "base/classes.h"

namespace inkling {

std::string class_sign(int label) {
  if (label < kDigits) return std::to_string(label);
  return std::string(1, static_cast<char>('A' + label - kDigits));
}

std::string class_name(Language language, int label) {
  const std::string sign = class_sign(label);
  return label < kDigits ? sign : text(language, Text::kSymbolName, {sign});
}

std::string class_with_article(Language language, int label, bool begins) {
  if (label >= kDigits) {
    return text(language, begins ? Text::kOneSymbol : Text::kLowerSymbol,
                {class_name(language, label)});
  }
  const Text usual = begins ? Text::kOneDigit : Text::kLowerDigit;
  const Text eight = begins ? Text::kOneEight : Text::kLowerEight;
  return text(language, label == 8 ? eight : usual, {std::to_string(label)});
}

}  // namespace inkling
