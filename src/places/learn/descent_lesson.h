// Lesson 5 takes steps downhill, by hand and by four methods.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

// The ball rolls down the loss of one weight alone.
struct ChooseValleyRate {
  int rate;
};
struct RollBall {};
struct LiftBall {};  // It goes back to where it began.
struct ChooseRate {
  int rate;
};
struct StepDownhill {};
struct RestartDownhill {};
struct ReleaseMethods {};

inline constexpr int kLandscapeImages = 128;
// These numbers say which part of the plane is shown, and how finely.
inline constexpr double kPlaneLow = -1;
inline constexpr double kPlaneHigh = 6;
inline constexpr int kPlaneSide = 29;  // points along a side
inline constexpr PlanePoint kPlaneStart = {0, 4.5};
inline constexpr double kRates[] = {0.03, 0.1, 0.3, 1, 3};
inline constexpr int kDescentSteps = 40;
// The rates for one weight are so many times that which leads straight to the lowest place of a
// parabola: too small, good, too large.
inline constexpr double kValleyRates[] = {0.15, 0.7, 2.3};

void on_landscape_pictures(const State& state, Downhill& downhill, const PicturesEvent& event);
void roll_ball(Downhill& downhill);
void lift_ball(Downhill& downhill);
double valley_rate(const Downhill& downhill);
void step_downhill(Downhill& downhill);
void restart_downhill(Downhill& downhill);
void release_methods(Downhill& downhill);
// Measures some more of the landscape, and lets the methods take a step. Returns whether there is
// more to do.
bool advance_landscape(Downhill& downhill);

// Draws the loss over one weight, with the ball. Returns the height that it took.
float draw_valley(Ui& ui, const Learn& learn, Rect area, float visible,
                  const LessonNumbers& numbers);

float draw_downhill(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                    const LessonNumbers& numbers);

Lesson descent_lesson();

}  // namespace inkling
