#include "app/core/picture_lines.h"

namespace inkling {

std::vector<std::string> lines_of(const PictureReadEvent& event) {
  std::vector<std::string> lines;
  int newest = -1;
  for (const PictureReadEvent::Digit& digit : event.digits) {
    if (digit.standing == Standing::kNone) continue;
    if (digit.line != newest) lines.emplace_back();
    newest = digit.line;
    lines.back() += digit.digit < kDigits ? static_cast<char>('0' + digit.digit) : '*';
  }
  return lines;
}

}  // namespace inkling
