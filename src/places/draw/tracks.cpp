#include "places/draw/tracks.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <tuple>

#include "nn/metrics.h"
#include "nn/verdict.h"

namespace inkling {
namespace {

using Digit = PictureReadEvent::Digit;
using Box = std::array<float, 4>;

// A digit that was seen so often is shown, and one that was missed so often is forgotten.
constexpr int kShownFrom = 2;
constexpr int kMostMissed = 4;

// A box whose way is this share of its height or more is followed at once; below that it is
// smoothed.
constexpr float kAtOnce = 0.5f;
constexpr float kLeastShare = 0.3f;
// A new reading counts this much against what was read before.
constexpr float kNewReading = 0.4f;
// Two boxes are of one digit where their middles are nearer than this share of their height.
constexpr float kReach = 0.6f;

float middle_x(const Box& box) { return box[0] + box[2] / 2; }
float middle_y(const Box& box) { return box[1] + box[3] / 2; }

// Returns how far the middles are from each other, as a share of the boxes' height.
float distance(const Box& a, const Box& b) {
  const float size = std::max({a[3], b[3], 1.0f});
  return std::hypot(middle_x(a) - middle_x(b), middle_y(a) - middle_y(b)) / size;
}

void follow_digit(Track& track, const Digit& seen) {
  const Box before = track.digit.box;
  const Probabilities probabilities = track.digit.probabilities;
  track.digit = seen;
  const float share = std::clamp(distance(before, seen.box) / kAtOnce, kLeastShare, 1.0f);
  for (std::size_t i = 0; i < before.size(); ++i) {
    track.digit.box[i] = before[i] + share * (seen.box[i] - before[i]);
  }
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    track.digit.probabilities[i] =
        probabilities[i] + kNewReading * (seen.probabilities[i] - probabilities[i]);
  }
  track.digit.digit = most_likely(track.digit.probabilities);
  if (seen.standing != Standing::kNone) {
    track.digit.standing = verdict_on(track.digit.probabilities) == Verdict::kSure
                               ? Standing::kSure
                               : Standing::kPerhaps;
  }
  ++track.seen;
  track.missed = 0;
}

}  // namespace

void Tracks::follow(const PictureReadEvent& reading) {
  // The nearest pairs come first.
  struct Pair {
    float distance;
    std::size_t track;
    std::size_t digit;
  };
  std::vector<Pair> pairs;
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    for (std::size_t d = 0; d < reading.digits.size(); ++d) {
      const float apart = distance(tracks_[t].digit.box, reading.digits[d].box);
      if (apart < kReach) pairs.push_back({apart, t, d});
    }
  }
  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
  std::vector<bool> has_digit(tracks_.size()), has_track(reading.digits.size());
  for (const Pair& pair : pairs) {
    if (has_digit[pair.track] || has_track[pair.digit]) continue;
    has_digit[pair.track] = has_track[pair.digit] = true;
    follow_digit(tracks_[pair.track], reading.digits[pair.digit]);
  }
  for (std::size_t t = 0; t < has_digit.size(); ++t) {
    if (!has_digit[t]) ++tracks_[t].missed;
  }
  std::erase_if(tracks_, [](const Track& track) { return track.missed > kMostMissed; });
  for (std::size_t d = 0; d < has_track.size(); ++d) {
    if (!has_track[d]) tracks_.push_back({.id = next_id_++, .digit = reading.digits[d], .seen = 1});
  }
}

std::vector<Track> Tracks::shown() const {
  std::vector<Track> shown;
  std::copy_if(tracks_.begin(), tracks_.end(), std::back_inserter(shown),
               [](const Track& track) { return track.seen >= kShownFrom; });
  std::sort(shown.begin(), shown.end(), [](const Track& a, const Track& b) {
    return std::tuple(a.digit.line, a.digit.box[0], a.id) <
           std::tuple(b.digit.line, b.digit.box[0], b.id);
  });
  return shown;
}

}  // namespace inkling
