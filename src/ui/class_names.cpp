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

}  // namespace inkling
