#include "data/sheet/sheet_grey.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkling {
namespace {

// The working size: at most so many pixels, and a longer side of at least so many.
constexpr double kMostPixels = 3.1e6;
constexpr int kLeastSide = 200;

// A colour's three parts, 0 to 255.
using Rgb = std::array<std::uint8_t, 3>;

// Reads the pixels of a picture, with what shows through laid on one paper.
class Colours {
 public:
  explicit Colours(const SheetPixels& pixels) : pixels_(pixels) {
    if (pixels.channels != 4) return;
    // Ink that is mostly light was drawn for dark paper.
    std::int64_t light = 0, weight = 0;
    bool clear = false;
    for (std::size_t i = 0; i + 3 < pixels.bytes.size(); i += 4) {
      const std::uint8_t* p = pixels.bytes.data() + i;
      clear = clear || p[3] < 128;
      light += p[3] * (p[0] + p[1] + p[2]);
      weight += p[3] * 3;
    }
    if (clear && light > 128 * weight) paper_ = 0;
  }

  Rgb at(int x, int y) const {
    const std::size_t index =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels_.width) +
        static_cast<std::size_t>(x);
    const std::uint8_t* p =
        pixels_.bytes.data() + index * static_cast<std::size_t>(pixels_.channels);
    if (pixels_.channels == 1) return {p[0], p[0], p[0]};
    if (pixels_.channels == 3 || p[3] == 255) return {p[0], p[1], p[2]};
    const auto laid = [&](int value) {
      return static_cast<std::uint8_t>((value * p[3] + paper_ * (255 - p[3]) + 127) / 255);
    };
    return {laid(p[0]), laid(p[1]), laid(p[2])};
  }

 private:
  const SheetPixels& pixels_;
  int paper_ = 255;
};

Plane<Rgb> smaller(const Colours& colours, int width, int height, int step) {
  Plane<Rgb> plane((width + step - 1) / step, (height + step - 1) / step);
  for (int y = 0; y < plane.height; ++y) {
    const int bottom = std::min((y + 1) * step, height);
    for (int x = 0; x < plane.width; ++x) {
      const int right = std::min((x + 1) * step, width);
      int red = 0, green = 0, blue = 0;
      for (int v = y * step; v < bottom; ++v) {
        for (int u = x * step; u < right; ++u) {
          const Rgb colour = colours.at(u, v);
          red += colour[0];
          green += colour[1];
          blue += colour[2];
        }
      }
      const int count = (right - x * step) * (bottom - y * step);
      const auto mean = [&](int sum) {
        return static_cast<std::uint8_t>((sum + count / 2) / count);
      };
      plane.at(x, y) = {mean(red), mean(green), mean(blue)};
    }
  }
  return plane;
}

// Goes smoothly from the middle of one pixel to that of the next.
Plane<Rgb> larger(const Colours& colours, int width, int height, int times) {
  Plane<Rgb> plane(width * times, height * times);
  const auto place = [&](int pixel, int most) {
    return std::clamp((static_cast<float>(pixel) + 0.5f) / static_cast<float>(times) - 0.5f, 0.0f,
                      static_cast<float>(most - 1));
  };
  for (int y = 0; y < plane.height; ++y) {
    const float fy = place(y, height);
    const int y0 = static_cast<int>(fy), y1 = std::min(y0 + 1, height - 1);
    const float ty = fy - static_cast<float>(y0);
    for (int x = 0; x < plane.width; ++x) {
      const float fx = place(x, width);
      const int x0 = static_cast<int>(fx), x1 = std::min(x0 + 1, width - 1);
      const float tx = fx - static_cast<float>(x0);
      const Rgb a = colours.at(x0, y0), b = colours.at(x1, y0);
      const Rgb c = colours.at(x0, y1), d = colours.at(x1, y1);
      for (std::size_t i = 0; i < 3; ++i) {
        const float value =
            (static_cast<float>(a[i]) * (1 - tx) + static_cast<float>(b[i]) * tx) * (1 - ty) +
            (static_cast<float>(c[i]) * (1 - tx) + static_cast<float>(d[i]) * tx) * ty;
        plane.at(x, y)[i] = static_cast<std::uint8_t>(std::lround(value));
      }
    }
  }
  return plane;
}

using Weights = std::array<float, 3>;

float product(const Weights& a, const Weights& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

// Returns how much each part of a colour counts for grey: as for the eye (Rec. 601), or, where ink
// and paper differ in colour and hardly in brightness, as along the direction in which near pixels
// differ most.
Weights weights_for(const Plane<Rgb>& plane) {
  constexpr Weights kEye = {0.299f, 0.587f, 0.114f};
  constexpr float kMuchMore = 3;
  constexpr int kNear = 6, kEvery = 3;  // pixels
  std::array<Weights, 3> covariance{};
  for (int y = 0; y + kNear < plane.height; y += kEvery) {
    for (int x = 0; x + kNear < plane.width; x += kEvery) {
      for (const Rgb& other : {plane.at(x + kNear, y), plane.at(x, y + kNear)}) {
        const Rgb& own = plane.at(x, y);
        Weights d;
        for (std::size_t i = 0; i < 3; ++i) d[i] = static_cast<float>(own[i] - other[i]);
        for (std::size_t i = 0; i < 3; ++i) {
          for (std::size_t j = 0; j < 3; ++j) covariance[i][j] += d[i] * d[j];
        }
      }
    }
  }
  const auto spread = [&](const Weights& w) {
    return (w[0] * product(covariance[0], w) + w[1] * product(covariance[1], w) +
            w[2] * product(covariance[2], w)) /
           product(w, w);
  };
  Weights most = {1, 0.1f, -0.5f};
  for (int round = 0; round < 20; ++round) {
    const Weights next = {product(covariance[0], most), product(covariance[1], most),
                          product(covariance[2], most)};
    const float length = std::sqrt(product(next, next));
    if (!(length > 0)) return kEye;
    most = {next[0] / length, next[1] / length, next[2] / length};
  }
  if (spread(most) < kMuchMore * spread(kEye)) return kEye;
  const float sum = std::abs(most[0]) + std::abs(most[1]) + std::abs(most[2]);
  return {most[0] / sum, most[1] / sum, most[2] / sum};
}

GreyPlane grey_plane(const Plane<Rgb>& plane) {
  const Weights weights = weights_for(plane);
  float least = 0;  // What counts against a colour would make its grey negative.
  for (const float weight : weights) least += std::min(weight, 0.0f) * 255;
  GreyPlane grey(plane.width, plane.height);
  std::transform(plane.values.begin(), plane.values.end(), grey.values.begin(), [&](const Rgb& c) {
    const float value = weights[0] * static_cast<float>(c[0]) +
                        weights[1] * static_cast<float>(c[1]) +
                        weights[2] * static_cast<float>(c[2]) - least;
    return static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f));
  });
  return grey;
}

}  // namespace

SheetGrey grey_of(const SheetPixels& pixels) {
  const Colours colours(pixels);
  const double count = static_cast<double>(pixels.width) * pixels.height;
  const int longer = std::max(pixels.width, pixels.height);
  if (longer < kLeastSide / 2) {
    const int times = kLeastSide / longer;
    return {grey_plane(larger(colours, pixels.width, pixels.height, times)),
            1.0f / static_cast<float>(times)};
  }
  const int step = std::max(1, static_cast<int>(std::ceil(std::sqrt(count / kMostPixels))));
  return {grey_plane(smaller(colours, pixels.width, pixels.height, step)),
          static_cast<float>(step)};
}

}  // namespace inkling
