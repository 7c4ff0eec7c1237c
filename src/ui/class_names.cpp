#include "ui/class_names.h"

#include <utility>

#include "base/classes.h"

namespace inkling {
namespace {

// As the kernels in use, the names are one for all of the program: whatever is said of a class is
// said with them.
std::vector<std::string> own_names;

// Returns so many letters from the beginning of a text in UTF-8.
std::string first_letters(const std::string& text, int count) {
  std::size_t end = 0;
  while (end < text.size() && count > 0) {
    do {
      ++end;
    } while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80);
    --count;
  }
  return text.substr(0, end);
}

const std::string* own_name(int label) {
  const auto i = static_cast<std::size_t>(label);
  return i < own_names.size() ? &own_names[i] : nullptr;
}

}  // namespace

void use_class_names(std::vector<std::string> names) {
  own_names = std::move(names);
  use_texts(own_names.empty() ? TextsFor::kDigits : TextsFor::kClasses);
}

bool classes_are_digits() { return own_names.empty(); }

std::string class_sign(int label) {
  if (const std::string* own = own_name(label)) return first_letters(*own, 2);
  if (label < kDigits) return std::to_string(label);
  return std::string(1, static_cast<char>('A' + label - kDigits));
}

std::string class_name(Language language, int label) {
  if (const std::string* own = own_name(label)) return *own;
  const std::string sign = class_sign(label);
  return label < kDigits ? sign : text(language, Text::kSymbolName, {sign});
}

std::string class_with_article(Language language, int label, bool begins) {
  if (const std::string* own = own_name(label)) return text(language, Text::kOneOfClass, {*own});
  if (label >= kDigits) {
    return text(language, begins ? Text::kOneSymbol : Text::kLowerSymbol,
                {class_name(language, label)});
  }
  const Text usual = begins ? Text::kOneDigit : Text::kLowerDigit;
  const Text eight = begins ? Text::kOneEight : Text::kLowerEight;
  return text(language, label == 8 ? eight : usual, {std::to_string(label)});
}

}  // namespace inkling
