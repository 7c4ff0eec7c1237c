#include "ui/mood.h"

#include <algorithm>
#include <cmath>

#include "nn/verdict.h"

namespace inkling {
namespace {

constexpr double kSureBelowBits = 0.7;
constexpr double kPuzzledAboveBits = 1.8;
constexpr double kSurprisingChange = 0.6;
constexpr double kSurprisedMs = 700;

Mood::Face face_of(double entropy) {
  if (entropy < kSureBelowBits) return Mood::Face::kSure;
  return entropy > kPuzzledAboveBits ? Mood::Face::kPuzzled : Mood::Face::kCurious;
}

}  // namespace

double total_variation(const Probabilities& a, const Probabilities& b) {
  double distance = 0;
  for (std::size_t i = 0; i < a.size(); ++i) distance += std::abs(a[i] - b[i]) / 2;
  return distance;
}

Mood next_mood(const Mood& before, const Probabilities& old, const Probabilities& now, bool empty) {
  if (empty) return {};
  Mood mood;
  mood.entropy_bits = entropy_bits(now);
  // The first ink of a drawing surprises nobody.
  mood.change = before.face == Mood::Face::kWaiting ? 0 : total_variation(old, now);
  mood.surprised_ms = mood.change > kSurprisingChange ? kSurprisedMs : before.surprised_ms;
  mood.face = mood.surprised_ms > 0 ? Mood::Face::kSurprised : face_of(mood.entropy_bits);
  return mood;
}

Mood calmer(Mood mood, double elapsed_ms) {
  if (mood.face != Mood::Face::kSurprised) return mood;
  mood.surprised_ms = std::max(0.0, mood.surprised_ms - elapsed_ms);
  if (mood.surprised_ms == 0) mood.face = face_of(mood.entropy_bits);
  return mood;
}

}  // namespace inkling
