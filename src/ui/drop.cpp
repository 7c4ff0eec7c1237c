#include "ui/drop.h"

#include <algorithm>
#include <cmath>

#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kPi = 3.14159265f;

// Faces differ in these, all in units of the drop's radius.
struct Features {
  float eye_height;  // The eye is round at 1.
  float eye_size;    // The eye has this radius.
  float look_x;      // The pupils go there.
  float look_y;
  float mouth_curve;  // A mouth that curves up is glad.
  float mouth_width;  // At 0 the mouth is open and round.
  float lean;         // The tip leans to the right.
};

Features features_of(Mood::Face face) {
  switch (face) {
    case Mood::Face::kWaiting:
      return {1, 0.17f, 0, 0.3f, 0.05f, 0.22f, 0};
    case Mood::Face::kCurious:
      return {1.15f, 0.19f, 0.35f, -0.2f, 0.08f, 0.2f, 0.18f};
    case Mood::Face::kSure:
      return {0.7f, 0.19f, 0, 0, 0.22f, 0.36f, 0};
    case Mood::Face::kPuzzled:
      return {0.85f, 0.17f, -0.4f, -0.35f, -0.12f, 0.26f, -0.22f};
    case Mood::Face::kSurprised:
      return {1.35f, 0.22f, 0, 0, 0, 0, 0};
    case Mood::Face::kProud:
      return {0.35f, 0.2f, 0, 0, 0.34f, 0.44f, 0.1f};
    case Mood::Face::kSheepish:
      return {1.1f, 0.16f, 0.5f, 0.7f, -0.04f, 0.16f, -0.35f};
  }
  return {};
}

}  // namespace

Text mood_name(Mood::Face face) {
  constexpr Text kNames[] = {Text::kMoodWaiting, Text::kMoodCurious,   Text::kMoodSure,
                             Text::kMoodPuzzled, Text::kMoodSurprised, Text::kMoodProud,
                             Text::kMoodSheepish};
  return kNames[static_cast<int>(face)];
}

void draw_drop(Ui& ui, Rect rect, const Mood& mood, std::optional<ImVec2> watched) {
  Features f = features_of(mood.shown());
  if (watched) {
    const float x = watched->x - rect.centre_x(), y = watched->y - rect.centre_y();
    const float distance = std::max(1.0f, std::hypot(x, y));
    constexpr float kAside = 0.8f;  // The pupils stay inside the eyes.
    f.look_x = kAside * x / distance;
    f.look_y = kAside * y / distance;
  }
  if (mood.blinking()) f.eye_height = 0.12f;
  const Palette& colours = ui.colours();
  ImDrawList& list = ui.draw();
  const float r = std::min(rect.w, rect.h) * 0.36f;
  const ImVec2 c = {rect.centre_x(), rect.bottom() - r - rect.h * 0.04f};
  list.PathLineTo({c.x + f.lean * r, c.y - 1.7f * r});
  list.PathArcTo(c, r, -0.6f, kPi + 0.6f, std::clamp(static_cast<int>(r), 28, 96));
  list.PathFillConvex(colours.ink);
  for (const float side : {-1.0f, 1.0f}) {
    const ImVec2 eye = {c.x + side * 0.36f * r, c.y - 0.12f * r};
    const float wide = f.eye_size * r * 1.15f;
    const float high = wide * f.eye_height;
    const int pieces = std::clamp(static_cast<int>(2 * high), 16, 64);
    for (int i = 0; i < pieces; ++i) {
      const float angle = 2 * kPi * static_cast<float>(i) / static_cast<float>(pieces);
      list.PathLineTo({eye.x + wide * std::cos(angle), eye.y + high * std::sin(angle)});
    }
    list.PathFillConvex(colours.paper);
    list.AddCircleFilled({eye.x + f.look_x * wide * 0.6f, eye.y + f.look_y * high * 0.6f},
                         wide * 0.5f, colours.ink, pieces);
  }
  const ImVec2 mouth = {c.x, c.y + 0.42f * r};
  if (f.mouth_width == 0) {
    list.AddCircleFilled(mouth, 0.13f * r, colours.paper, 24);
    return;
  }
  const float w = f.mouth_width * r;
  list.PathLineTo({mouth.x - w, mouth.y});
  list.PathBezierQuadraticCurveTo({mouth.x, mouth.y + 2 * f.mouth_curve * r},
                                  {mouth.x + w, mouth.y}, 10);
  list.PathStroke(colours.paper, 0, std::max(1.2f, 0.09f * r));
}

std::string mood_words(const Ui& ui, const Mood& mood) {
  return ui.say(Text::kMoodNumbers,
                {ui.say(mood_name(mood.face)), fixed(ui.language(), mood.entropy_bits, 2),
                 percent(ui.language(), mood.change)});
}

}  // namespace inkling
