#include "app/core/picture_lines.h"

#include "ui/class_names.h"

namespace inkling {

std::vector<std::string> lines_of(const PictureReadEvent& event) {
  std::vector<std::string> lines;
  int newest = -1;
  for (const PictureReadEvent::Digit& digit : event.digits) {
    if (digit.standing == Standing::kNone) continue;
    if (digit.line != newest) lines.emplace_back();
    newest = digit.line;
    const bool is_symbol = classes_are_digits() && digit.digit >= kDigits;
    lines.back() += is_symbol ? "*" : class_sign(digit.digit);
  }
  return lines;
}

}  // namespace inkling
