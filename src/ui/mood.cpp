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
constexpr double kReactionMs = 1600;
constexpr double kBlinkEveryMs = 3800;
constexpr double kBlinkMs = 130;

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
  Mood mood;
  mood.reaction = before.reaction;
  mood.reaction_ms = before.reaction_ms;
  mood.since_blink_ms = before.since_blink_ms;
  if (empty) return mood;
  mood.entropy_bits = entropy_bits(now);
  // The first ink of a drawing surprises nobody.
  mood.change = before.face == Mood::Face::kWaiting ? 0 : total_variation(old, now);
  mood.surprised_ms = mood.change > kSurprisingChange ? kSurprisedMs : before.surprised_ms;
  mood.face = mood.surprised_ms > 0 ? Mood::Face::kSurprised : face_of(mood.entropy_bits);
  return mood;
}

bool Mood::blinking() const { return since_blink_ms > kBlinkEveryMs; }

Mood reacting(Mood mood, Mood::Face face) {
  mood.reaction = face;
  mood.reaction_ms = kReactionMs;
  return mood;
}

Mood calmer(Mood mood, double elapsed_ms) {
  mood.reaction_ms = std::max(0.0, mood.reaction_ms - elapsed_ms);
  if (mood.reaction_ms == 0) mood.reaction.reset();
  mood.since_blink_ms += elapsed_ms;
  if (mood.since_blink_ms > kBlinkEveryMs + kBlinkMs) mood.since_blink_ms = 0;
  if (mood.face != Mood::Face::kSurprised) return mood;
  mood.surprised_ms = std::max(0.0, mood.surprised_ms - elapsed_ms);
  if (mood.surprised_ms == 0) mood.face = face_of(mood.entropy_bits);
  return mood;
}

}  // namespace inkling
