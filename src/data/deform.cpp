#include "data/deform.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "data/raster.h"
#include "math/kernels/f32x4.h"

namespace inkling {
namespace {

constexpr float kCentre = kPictureSide / 2.0f;

// These limits say how far a deformation goes. Each number is drawn uniformly between minus and
// plus its limit.
constexpr float kRotation = 0.22f;  // radians
constexpr float kSlant = 0.22f;     // columns a row
constexpr float kSize = 0.08f;      // The size changes by up to this share.
constexpr float kAspect = 0.12f;    // The logarithm of a side changes by up to this.
constexpr float kShift = 0.7f;      // pixels
constexpr float kElastic = 3.0f;    // A control point moves by up to this many pixels.
// Strokes are added to this share of the zeros, ones and sevens.
constexpr float kAddedStrokes = 0.3f;
// This share of the strokes through zeros is level.
constexpr float kLevelBars = 0.4f;
// This share of the pictures gets another pen.
constexpr float kOtherPens = 0.6f;
// Interpolation leaves a rim of traces around the ink, which MNIST's pictures have half as much of.
// Ink that is fainter than this, of 255, is paper.
constexpr float kFaintest = 8;

float uniform_symmetric(Random& random, float most) { return uniform(random, -most, most); }

// ---- Added strokes ------------------------------------------------------------------------------

struct Box {
  float left = kPictureSide, top = kPictureSide, right = 0, bottom = 0;
  float width() const { return right - left; }
  float height() const { return bottom - top; }
};

// Returns the box around the ink. Right and bottom are edges, not pixels.
Box box_of(const Coverage& ink) {
  Box box;
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      if (ink[static_cast<std::size_t>(y) * kPictureSide + x] < 0.3f) continue;
      box.left = std::min(box.left, static_cast<float>(x));
      box.top = std::min(box.top, static_cast<float>(y));
      box.right = std::max(box.right, static_cast<float>(x + 1));
      box.bottom = std::max(box.bottom, static_cast<float>(y + 1));
    }
  }
  return box;
}

// Returns the middle of the ink in a row of the picture, or the picture's middle where the row is
// empty.
float ink_middle(const Coverage& ink, float y) {
  const auto row = static_cast<std::size_t>(std::clamp(y, 0.0f, kPictureSide - 1.0f));
  float mass = 0, moment = 0;
  for (int x = 0; x < kPictureSide; ++x) {
    const float pixel = ink[row * kPictureSide + x];
    mass += pixel;
    moment += pixel * (static_cast<float>(x) + 0.5f);
  }
  return mass > 0 ? moment / mass : kCentre;
}

void add_stroke(Coverage& ink, int label, Random& random) {
  const Box box = box_of(ink);
  if (box.width() <= 0 || box.height() <= 0) return;
  const float pen = uniform(random, 1.6f, 2.8f);
  const auto at = [&](float x, float y) {
    return InkPoint{box.left + x * box.width(), box.top + y * box.height()};
  };
  if (label == 0 && random.uniform() < kLevelBars) {
    const float left = uniform(random, -0.3f, 0.15f);
    const float left_y = uniform(random, 0.38f, 0.62f);
    const float right = uniform(random, 0.85f, 1.3f);
    const float right_y = uniform(random, 0.38f, 0.62f);
    draw_line(ink, at(left, left_y), at(right, right_y), pen);
  } else if (label == 0) {
    // Each end of the slash lies anywhere from inside the ring to well beyond it, at any slope.
    const float low = uniform(random, 0.75f, 1.3f);
    const float high = uniform(random, -0.3f, 0.25f);
    const float left = uniform(random, -0.35f, 0.4f);
    const float right = uniform(random, 0.6f, 1.35f);
    draw_line(ink, at(left, low), at(right, high), pen);
  } else if (label == 7) {
    const float y = box.top + uniform(random, 0.4f, 0.65f) * box.height();
    const float x = ink_middle(ink, y);
    const float rise = uniform(random, -1.0f, 2.0f);
    const float left = uniform(random, 2.5f, 6.5f);
    const float right = uniform(random, 2.5f, 6.5f);
    draw_line(ink, {x - left, y + rise}, {x + right, y - rise}, pen);
  } else if (label == 1) {
    const float shape = static_cast<float>(random.uniform());
    if (shape < 0.8f) {
      const InkPoint top = {ink_middle(ink, box.top + 1), box.top + 1};
      draw_line(ink, top,
                {top.x - uniform(random, 2.5f, 7.5f),
                 top.y + uniform(random, 0.05f, 0.42f) * box.height()},
                pen);
    }
    if (shape > 0.4f) {
      const float y = box.bottom - 1;
      const float x = ink_middle(ink, y);
      const float left = uniform(random, 2.5f, 7.5f);
      const float left_rise = uniform_symmetric(random, 1);
      const float right = uniform(random, 2.5f, 7.5f);
      const float right_rise = uniform_symmetric(random, 1);
      draw_line(ink, {x - left, y + left_rise}, {x + right, y + right_rise}, pen);
    }
  }
}

// A DigitPlacement says how a picture is to be read so that it lies as those of the set do: its
// longer side has 20 pixels, and its centre of mass is in the middle. Added strokes may have
// changed both.
struct DigitPlacement {
  InkPoint centre;  // Its centre of mass lies here.
  float scale;      // This many of its pixels make one of the copy.
};
DigitPlacement placement_of(const Coverage& ink) {
  const Box box = box_of(ink);
  return {centre_of_mass(ink), std::max({box.width(), box.height(), kDigitBox}) / kDigitBox};
}

// ---- Where a pixel comes from -------------------------------------------------------------------

// Pixels are read in the coordinates of a Source: its rim moves them, and its pixels lie at whole
// numbers instead of halves.
constexpr int kSourceRim = 2;
constexpr int kSourceSide = kPictureSide + 2 * kSourceRim;

// The field of displacements is smooth: it consists of cubic B-splines over a grid of random
// numbers. Simard smooths noise with a Gaussian of 4 pixels; a cubic B-spline is nearly one, and a
// grid of 7 pixels gives it that width at a hundredth of the work.
constexpr int kGrid = 7;                             // The control points are so many pixels apart.
constexpr int kControls = kPictureSide / kGrid + 3;  // This many of them lie along a side.
using Row = std::array<float, kPictureSide>;

// Returns the weight of each control point of a line in each pixel, [controls, pixels].
constexpr std::array<Row, kControls> spline_weights() {
  std::array<Row, kControls> weights{};
  for (int x = 0; x < kPictureSide; ++x) {
    const float t = (static_cast<float>(x % kGrid) + 0.5f) / kGrid;
    const float u = 1 - t;
    const float four[] = {u * u * u / 6, (3 * t * t * t - 6 * t * t + 4) / 6,
                          (3 * u * u * u - 6 * u * u + 4) / 6, t * t * t / 6};
    for (int k = 0; k < 4; ++k) weights[x / kGrid + k][x] = four[k];
  }
  return weights;
}
constexpr std::array<Row, kControls> kWeights = spline_weights();

// Says what the control points weigh in a row of the copy, four of them from `first` on.
struct RowWeights {
  explicit RowWeights(int y) : first(y / kGrid) {
    for (int k = 0; k < 4; ++k) weights[k] = f32x4::splat(kWeights[first + k][y]);
  }
  int first;
  f32x4 weights[4];
};

// A Field says for each pixel of the copy where its ink comes from, in one of the two coordinates.
// It adds a smooth displacement to an affine map, and is no more work than either: B-splines of
// control points on a plane are that plane.
class Field {
 public:
  // The affine map is `across` times the column, from the picture's centre on, plus `down` times
  // the row, plus `shift`.
  Field(float across, float down, float shift, Random& random) {
    std::array<Row, kControls> controls;
    for (int j = 0; j < kControls; ++j) {
      const float level = down * from_centre(j) + shift;
      for (int i = 0; i < kControls; ++i) {
        controls[j][i] = across * from_centre(i) + level + uniform_symmetric(random, kElastic);
      }
    }
    for (int x = 0; x < kPictureSide; x += 4) {
      // Four adjacent pixels are near four or five control points of a line; the others weigh
      // nothing in them.
      constexpr int kNear = 5;
      const int first = std::min(x / kGrid, kControls - kNear);
      f32x4 weights[kNear];
      for (int i = 0; i < kNear; ++i) weights[i] = f32x4::load(&kWeights[first + i][x]);
      for (int j = 0; j < kControls; ++j) {
        f32x4 sum = f32x4::splat(0);
        for (int i = 0; i < kNear; ++i) {
          sum = sum.multiply_add(f32x4::splat(controls[j][first + i]), weights[i]);
        }
        sum.store(&lines_[j][x]);
      }
    }
  }

  // Returns the place of four pixels of a row, from column x on.
  f32x4 at(int x, const RowWeights& row) const {
    f32x4 sum = f32x4::splat(0);
    for (int k = 0; k < 4; ++k) {
      sum = sum.multiply_add(row.weights[k], f32x4::load(&lines_[row.first + k][x]));
    }
    return sum;
  }

 private:
  static float from_centre(int control) {
    return static_cast<float>((control - 1) * kGrid) - kCentre;
  }

  std::array<Row, kControls> lines_;  // The control points of each column, [controls, pixels].
};

// A Source is a picture with a rim of paper, so that reads just outside of it need no check.
class Source {
 public:
  explicit Source(const Coverage& ink) {
    Row columns{};
    for (int y = 0; y < kPictureSide; ++y) {
      const float* row = ink.data() + y * kPictureSide;
      float* padded = padded_.data() + (y + kSourceRim) * kSourceSide + kSourceRim;
      f32x4 darkest = f32x4::splat(0);
      for (int x = 0; x < kPictureSide; x += 4) {
        const f32x4 four = f32x4::load(row + x);
        four.store(padded + x);
        darkest = max(darkest, four);
        max(f32x4::load(&columns[x]), four).store(&columns[x]);
      }
      if (any_less(f32x4::splat(0), darkest)) widen(top_, bottom_, y);
    }
    for (int x = 0; x < kPictureSide; ++x) {
      if (columns[x] > 0) widen(left_, right_, x);
    }
  }

  // Returns whether there may be ink at one of four places: about half of a copy is paper whose
  // places need not be read.
  bool may_have_ink(f32x4 x, f32x4 y) const {
    const f32x4 beside = max(x - f32x4::splat(right_), f32x4::splat(left_) - x);
    const f32x4 beyond = max(y - f32x4::splat(bottom_), f32x4::splat(top_) - y);
    return any_less(max(beside, beyond), f32x4::splat(0));
  }

  // Returns the ink at four places, by bilinear interpolation.
  f32x4 at(f32x4 x, f32x4 y) const {
    const f32x4 least = f32x4::splat(0), most = f32x4::splat(kSourceSide - 2);
    x = min(max(x, least), most);
    y = min(max(y, least), most);
    const f32x4 left = floor(x), top = floor(y);
    std::int32_t place[4];
    left.multiply_add(top, f32x4::splat(kSourceSide)).store_whole(place);
    const float* from[4];
    for (int i = 0; i < 4; ++i) from[i] = padded_.data() + place[i];
    const FloatPairs above = load_pairs(from[0], from[1], from[2], from[3]);
    for (const float*& corner : from) corner += kSourceSide;
    const FloatPairs below = load_pairs(from[0], from[1], from[2], from[3]);
    const f32x4 share = x - left;
    const f32x4 upper = above.first.multiply_add(share, above.second - above.first);
    const f32x4 lower = below.first.multiply_add(share, below.second - below.first);
    return upper.multiply_add(y - top, lower - upper);
  }

 private:
  // Interpolation spreads the ink of a pixel by less than a pixel to both sides.
  static void widen(float& first, float& last, int pixel) {
    const auto at = static_cast<float>(pixel + kSourceRim);
    first = std::min(first, at - 1);
    last = std::max(last, at + 1);
  }

  std::array<float, kSourceSide * kSourceSide> padded_{};
  // There is ink between these places alone.
  float left_ = kSourceSide, right_ = 0, top_ = kSourceSide, bottom_ = 0;
};

// A Pen does to an edge what another width of the pen would do: it moves a blurred edge by taking
// another level of grey for it, and makes it sharper.
struct Pen {
  explicit Pen(Random& random) {
    if (random.uniform() >= kOtherPens) return;
    level = uniform(random, 0.25f, 0.7f);
    // The gain is large enough for paper to stay paper, and ink to stay ink.
    gain = std::max({uniform(random, 1, 2.5f), 0.5f / level, 0.5f / (1 - level)});
  }
  // Returns four pixels of such ink, 0 to 255.
  f32x4 operator()(f32x4 ink) const {
    const f32x4 grey =
        f32x4::splat(255 * (0.5f - level * gain)).multiply_add(f32x4::splat(255 * gain), ink);
    return min(zero_below(grey, f32x4::splat(kFaintest)), f32x4::splat(255));
  }

  float gain = 1;
  float level = 0.5f;
};

}  // namespace

void deform(std::span<const std::uint8_t> from, int label, Random& random,
            std::span<std::uint8_t> to) {
  Coverage ink;
  assert(from.size() == ink.size() && to.size() == ink.size());
  for (std::size_t i = 0; i < ink.size(); i += 4) {
    (f32x4::load_bytes(&from[i]) * f32x4::splat(1 / 255.0f)).store(&ink[i]);
  }
  const bool has_forms = label == 0 || label == 1 || label == 7;
  DigitPlacement place = {{kCentre, kCentre}, 1};
  if (has_forms && random.uniform() < kAddedStrokes) {
    add_stroke(ink, label, random);
    place = placement_of(ink);
  }

  // One matrix holds rotation, slant and stretch.
  const float angle = uniform_symmetric(random, kRotation);
  const float slant = uniform_symmetric(random, kSlant);
  const float size = place.scale * (1 + uniform_symmetric(random, kSize));
  const float aspect = std::exp(uniform_symmetric(random, kAspect));
  const float wide = size * aspect, high = size / aspect;
  const float c = std::cos(angle), s = std::sin(angle);
  const float shift_x = place.centre.x + uniform_symmetric(random, kShift) + (kSourceRim - 0.5f);
  const float shift_y = place.centre.y + uniform_symmetric(random, kShift) + (kSourceRim - 0.5f);
  const Field from_x(wide * c, wide * (c * slant - s), shift_x, random);
  const Field from_y(high * s, high * (s * slant + c), shift_y, random);
  const Pen pen(random);

  const Source source(ink);
  for (int y = 0; y < kPictureSide; ++y) {
    const RowWeights row(y);
    for (int x = 0; x < kPictureSide; x += 4) {
      const f32x4 at_x = from_x.at(x, row), at_y = from_y.at(x, row);
      // Every pen leaves paper as it is.
      const bool paper = !source.may_have_ink(at_x, at_y);
      const f32x4 grey = paper ? f32x4::splat(0) : pen(source.at(at_x, at_y));
      grey.store_bytes(&to[y * kPictureSide + x]);
    }
  }
}

}  // namespace inkling
