// Lesson 7 changes the drawing until the network is wrong.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

// Makes these changes to the drawing, instead of those before.
struct ChangePicture {
  PictureChanges changes;
};
// Says that the drawing is no digit, or that it is one after all.
struct SayNoDigit {
  bool no_digit;
};
// Shows the experiment with shuffled pixels, or the changed drawing again.
struct ShowShuffling {
  bool shown;
};

inline constexpr int kMostShift = 8;      // pixels
inline constexpr int kTurnStep = 30;      // degrees
inline constexpr int kNoiseStep = 10;     // percent
inline constexpr float kVerySure = 0.8f;  // A larger probability is called very sure.

void change_picture(const State& state, Learn& learn, const PictureChanges& changes);
void say_no_digit(const State& state, Learn& learn, bool no_digit);
void show_shuffling(Learn& learn, bool shown);
// Fits the lesson to the newest prediction: a new drawing begins without changes.
void study_changes(const State& state, Learn& learn);

// Returns the class that the network takes the changed drawing for.
int fooled_guess(const Fooling& fooling);
// Returns whether that is what the network took the drawing for as it was. Nothing is right for
// what is no digit.
bool guess_is_right(const State& state, const Fooling& fooling);
// Returns how many of the tries were very sure, and how many of those were wrong.
struct SureTries {
  int all = 0;
  int wrong = 0;
};
SureTries sure_tries(const Fooling& fooling);

// Draws the hands-on part (fooling_view.cpp).
float draw_fooling(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                   const LessonNumbers& numbers);

Lesson fooling_lesson();

}  // namespace inkling
