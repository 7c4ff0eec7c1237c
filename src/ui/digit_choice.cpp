#include "ui/digit_choice.h"

#include <algorithm>

#include "base/classes.h"

namespace inkling {
namespace {

int digit_choice_lines(float width) {
  const int most = std::max(1, static_cast<int>((width + 2) / (kTouch + 2)));
  return (kDigits + most - 1) / most;
}

}  // namespace

std::optional<int> draw_digit_choice(Ui& ui, const std::string& id, Rect row, int chosen,
                                     bool disabled, std::optional<Text> what) {
  std::optional<int> pressed;
  const int lines = digit_choice_lines(row.w);
  const int columns = (kDigits + lines - 1) / lines;
  for (int digit = 0; digit < kDigits; ++digit) {
    const Rect line = {row.x, row.y + static_cast<float>(digit / columns) * (kTouch + 2), row.w,
                       kTouch};
    const std::string words = std::to_string(digit);
    if (ui.choice(id + words, Role::kToggle, line.column(digit % columns, columns, 2), words,
                  digit == chosen, disabled,
                  what ? ui.say(Text::kNamed, {ui.say(*what), words}) : words)) {
      pressed = digit;
    }
  }
  return pressed;
}

float digit_choice_height(float width) {
  return static_cast<float>(digit_choice_lines(width)) * (kTouch + 2);
}

}  // namespace inkling
