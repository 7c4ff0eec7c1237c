#include "places/learn/picture_dials.h"

#include <algorithm>
#include <numbers>

#include "places/learn/fooling_lesson.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

enum class Sign { kLeft, kRight, kUp, kDown, kAgainstClock, kWithClock, kLess, kMore };

void draw_arrow_head(Ui& ui, ImVec2 tip, ImVec2 way, ImU32 colour) {
  constexpr float kLong = 6, kWide = 5;
  const ImVec2 back = {tip.x - kLong * way.x, tip.y - kLong * way.y};
  ui.draw().AddTriangleFilled(tip, {back.x - kWide * way.y, back.y + kWide * way.x},
                              {back.x + kWide * way.y, back.y - kWide * way.x}, colour);
}

void draw_sign(Ui& ui, Rect rect, Sign sign, ImU32 colour) {
  constexpr float kArm = 8;
  const ImVec2 at = {rect.centre_x(), rect.centre_y()};
  switch (sign) {
    case Sign::kLess:
    case Sign::kMore:
      ui.label(rect, ui.say(sign == Sign::kLess ? Text::kMinusSign : Text::kPlusSign), Type::kTitle,
               colour, Align::kCentre);
      return;
    case Sign::kAgainstClock:
    case Sign::kWithClock: {
      // Three quarters of a circle end at its right or its left, with the arrow pointing down.
      constexpr float kPi = std::numbers::pi_v<float>;
      const bool with = sign == Sign::kWithClock;
      const float side = with ? 1.0f : -1.0f;
      ui.draw().PathArcTo(at, kArm, with ? -1.35f * kPi : -1.0f * kPi, with ? 0.0f : 0.35f * kPi,
                          20);
      ui.draw().PathStroke(colour, 0, 2);
      draw_arrow_head(ui, {at.x + side * kArm, at.y + 5}, {0, 1}, colour);
      return;
    }
    default:
      break;
  }
  const ImVec2 way = sign == Sign::kLeft    ? ImVec2{-1, 0}
                     : sign == Sign::kRight ? ImVec2{1, 0}
                     : sign == Sign::kUp    ? ImVec2{0, -1}
                                            : ImVec2{0, 1};
  const ImVec2 tip = {at.x + kArm * way.x, at.y + kArm * way.y};
  ui.draw().AddLine({at.x - kArm * way.x, at.y - kArm * way.y},
                    {tip.x - 3 * way.x, tip.y - 3 * way.y}, colour, 2);
  draw_arrow_head(ui, tip, way, colour);
}

// A Dial has two buttons, which change one number in steps.
struct Dial {
  const char* id;
  Text title;
  Text less;
  Text more;
  Sign less_sign;
  Sign more_sign;
  int PictureChanges::*number;
  int step;
  int least;
  int most;
  bool goes_round;  // One step beyond the most comes the least.
  int unlocked_at;  // It is there when this many steps of the lesson are done.
};
constexpr Dial kDials[] = {
    {"shift-x", Text::kShiftRight, Text::kShiftLess, Text::kShiftMore, Sign::kLeft, Sign::kRight,
     &PictureChanges::right, 1, -kMostShift, kMostShift, false, 0},
    {"shift-y", Text::kShiftDown, Text::kShiftUpward, Text::kShiftDownward, Sign::kUp, Sign::kDown,
     &PictureChanges::down, 1, -kMostShift, kMostShift, false, 0},
    {"noise", Text::kNoiseDial, Text::kLessNoise, Text::kMoreNoise, Sign::kLess, Sign::kMore,
     &PictureChanges::noise, kNoiseStep, 0, 100, false, 1},
    {"turn", Text::kTurn, Text::kTurnBack, Text::kTurnOn, Sign::kAgainstClock, Sign::kWithClock,
     &PictureChanges::turn, kTurnStep, kTurnStep - 180, 180, true, 2}};

int turned_on(const Dial& dial, int value, int steps) {
  value += steps * dial.step;
  if (!dial.goes_round) return std::clamp(value, dial.least, dial.most);
  const int round = dial.most - dial.least + dial.step;
  return value > dial.most ? value - round : value < dial.least ? value + round : value;
}

std::string dial_value(const Ui& ui, const Dial& dial, int value) {
  const std::string number = fixed(ui.language(), value, 0);
  if (dial.number == &PictureChanges::noise) return ui.say(Text::kPercent, {number});
  return dial.number == &PictureChanges::turn ? ui.say(Text::kDegrees, {number}) : number;
}

void draw_dial(Ui& ui, const Dial& dial, const PictureChanges& changes, Rect area) {
  const Palette& colours = ui.colours();
  const int value = changes.*dial.number;
  const std::string shown = dial_value(ui, dial, value);
  ui.draw().AddRectFilled({area.x, area.y}, {area.right(), area.bottom()},
                          faded(colours.hairline, 0.25f), kCorner - 4);
  for (const bool more : {false, true}) {
    const int next = turned_on(dial, value, more ? 1 : -1);
    const Rect place = more ? area.cut_right(kTouch) : area.cut_left(kTouch);
    const bool disabled = next == value;
    const Ui::Press press = ui.pressable(
        {.id = std::string(dial.id) + (more ? "-more" : "-less"),
         .role = Role::kButton,
         .label = ui.say(Text::kDialLabel, {ui.say(more ? dial.more : dial.less), shown}),
         .rect = place,
         .disabled = disabled,
         .value = ""});
    ui.draw().AddRectFilled({place.x, place.y}, {place.right(), place.bottom()},
                            faded(colours.hairline, press.hovered ? 0.9f : 0.5f), kCorner - 4);
    draw_sign(ui, place, more ? dial.more_sign : dial.less_sign,
              disabled ? faded(colours.quiet, 0.5f) : colours.ink);
    if (press.pressed) {
      PictureChanges wanted = changes;
      wanted.*dial.number = next;
      ui.act(ChangePicture{wanted});
    }
  }
  const std::string words = ui.say(Text::kDialShown, {ui.say(dial.title), shown});
  ui.label(area, words, ui.width_of(words, Type::kBody) <= area.w - 4 ? Type::kBody : Type::kSmall,
           value == 0 ? colours.quiet : colours.ink, Align::kCentre);
}

// From this step on the visitor may say that the drawing is no digit.
constexpr int kNoDigitAt = 3;
constexpr float kDialGap = 6;

int dial_count(int steps_done) {
  return static_cast<int>(
      std::count_if(std::begin(kDials), std::end(kDials),
                    [&](const Dial& dial) { return dial.unlocked_at <= steps_done; }));
}

// The dials have two columns where they have room, and so have the buttons after them.
int dial_columns(float width) {
  constexpr float kLeastDial = 160;
  return width >= 2 * kLeastDial + kStep ? 2 : 1;
}

}  // namespace

float picture_dials_height(float width, int steps_done) {
  const int cells = dial_count(steps_done) + (steps_done >= kNoDigitAt ? 2 : 1);
  const int columns = dial_columns(width);
  return static_cast<float>((cells + columns - 1) / columns) * (kTouch + kDialGap);
}

float draw_picture_dials(Ui& ui, const Fooling& fooling, int steps_done, Rect area) {
  const int columns = dial_columns(area.w);
  int cells = 0;
  const auto next_cell = [&] {
    const auto row = static_cast<float>(cells / columns);
    return Rect{area.x, area.y + row * (kTouch + kDialGap), area.w, kTouch}.column(
        cells++ % columns, columns, kStep);
  };
  for (int i = 0; i < dial_count(steps_done); ++i) {
    draw_dial(ui, kDials[i], fooling.changes, next_cell());
  }
  if (steps_done >= kNoDigitAt) {
    const Rect toggle = next_cell();
    ui.outline(toggle, kCorner);
    if (ui.choice("no-digit", Role::kToggle, toggle, ui.say(Text::kNoDigit), fooling.no_digit)) {
      ui.act(SayNoDigit{!fooling.no_digit});
    }
  }
  if (ui.button("fooled-reset", next_cell(), ui.say(Text::kResetChanges), ButtonLook::kOutline,
                fooling.changes == PictureChanges{})) {
    ui.act(ChangePicture{});
  }
  return picture_dials_height(area.w, steps_done);
}

}  // namespace inkling
