#include "ui/digit_choice.h"

#include <algorithm>

#include "ui/class_names.h"

namespace inkling {
namespace {

int digit_choice_lines(float width, int count) {
  const int most = std::max(1, static_cast<int>((width + 2) / (kTouch + 2)));
  return (count + most - 1) / most;
}

}  // namespace

std::optional<int> draw_digit_choice(Ui& ui, const std::string& id, Rect row, int chosen,
                                     bool disabled, std::optional<Text> what, int count) {
  std::optional<int> pressed;
  const int lines = digit_choice_lines(row.w, count);
  const int columns = (count + lines - 1) / lines;
  for (int digit = 0; digit < count; ++digit) {
    const Rect line = {row.x, row.y + static_cast<float>(digit / columns) * (kTouch + 2), row.w,
                       kTouch};
    const std::string words = class_name(ui.language(), digit);
    if (ui.choice(id + std::to_string(digit), Role::kToggle,
                  line.column(digit % columns, columns, 2), class_sign(digit), digit == chosen,
                  disabled, what ? ui.say(Text::kNamed, {ui.say(*what), words}) : words)) {
      pressed = digit;
    }
  }
  return pressed;
}

float digit_choice_height(float width, int count) {
  return static_cast<float>(digit_choice_lines(width, count)) * (kTouch + 2);
}

}  // namespace inkling
