#include "data/sheet/sheet_grey.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkling {
namespace {

// The working size: at most so many pixels, and a longer side of at least so many.
constexpr double kMostPixels = 3.1e6;
constexpr int kLeastSide = 200;

struct Light {
  float red = 0, green = 0, blue = 0;
};

// Reads the pixels of a picture, with what shows through laid on one paper.
class Colours {
 public:
  explicit Colours(const SheetPixels& pixels) : pixels_(pixels) {
    if (pixels.channels != 4) return;
    // Ink that is mostly light was drawn for dark paper.
    double light = 0, weight = 0;
    const std::size_t count = pixels.bytes.size() / 4;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint8_t* p = pixels.bytes.data() + 4 * i;
      clear_ = clear_ || p[3] < 128;
      light += p[3] * (p[0] + p[1] + p[2]);
      weight += p[3] * 3.0;
    }
    if (clear_ && light > 128 * weight) paper_ = 0;
  }

  Light at(int x, int y) const {
    const std::size_t index =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels_.width) +
        static_cast<std::size_t>(x);
    const std::uint8_t* p =
        pixels_.bytes.data() + index * static_cast<std::size_t>(pixels_.channels);
    if (pixels_.channels == 1)
      return {static_cast<float>(p[0]), static_cast<float>(p[0]), static_cast<float>(p[0])};
    Light light = {static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])};
    if (pixels_.channels == 4 && p[3] != 255) {
      const float share = static_cast<float>(p[3]) / 255;
      const auto laid = [&](float value) { return value * share + paper_ * (1 - share); };
      light = {laid(light.red), laid(light.green), laid(light.blue)};
    }
    return light;
  }

 private:
  const SheetPixels& pixels_;
  bool clear_ = false;
  float paper_ = 255;
};

float grey_of(const Light& light) {
  return 0.299f * light.red + 0.587f * light.green + 0.114f * light.blue;  // Rec. 601
}

GreyPlane smaller(const Colours& colours, int width, int height, int step) {
  GreyPlane plane((width + step - 1) / step, (height + step - 1) / step);
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      const int right = std::min((x + 1) * step, width), bottom = std::min((y + 1) * step, height);
      float sum = 0;
      for (int v = y * step; v < bottom; ++v) {
        for (int u = x * step; u < right; ++u) sum += grey_of(colours.at(u, v));
      }
      sum /= static_cast<float>((right - x * step) * (bottom - y * step));
      plane.at(x, y) = static_cast<std::uint8_t>(std::lround(sum));
    }
  }
  return plane;
}

GreyPlane larger(const Colours& colours, int width, int height, int times) {
  GreyPlane plane(width * times, height * times);
  for (int y = 0; y < plane.height; ++y) {
    const float fy = std::clamp((static_cast<float>(y) + 0.5f) / static_cast<float>(times) - 0.5f,
                                0.0f, static_cast<float>(height - 1));
    const int y0 = static_cast<int>(fy), y1 = std::min(y0 + 1, height - 1);
    const float ty = fy - static_cast<float>(y0);
    for (int x = 0; x < plane.width; ++x) {
      const float fx = std::clamp((static_cast<float>(x) + 0.5f) / static_cast<float>(times) - 0.5f,
                                  0.0f, static_cast<float>(width - 1));
      const int x0 = static_cast<int>(fx), x1 = std::min(x0 + 1, width - 1);
      const float tx = fx - static_cast<float>(x0);
      const auto at = [&](int u, int v) { return grey_of(colours.at(u, v)); };
      const float grey = (at(x0, y0) * (1 - tx) + at(x1, y0) * tx) * (1 - ty) +
                         (at(x0, y1) * (1 - tx) + at(x1, y1) * tx) * ty;
      plane.at(x, y) = static_cast<std::uint8_t>(std::lround(grey));
    }
  }
  return plane;
}

}  // namespace

SheetGrey grey_of(const SheetPixels& pixels) {
  const Colours colours(pixels);
  const double count = static_cast<double>(pixels.width) * pixels.height;
  const int longer = std::max(pixels.width, pixels.height);
  if (longer < kLeastSide / 2) {
    const int times = kLeastSide / longer;
    return {larger(colours, pixels.width, pixels.height, times), 1.0f / static_cast<float>(times)};
  }
  const int step = std::max(1, static_cast<int>(std::ceil(std::sqrt(count / kMostPixels))));
  return {smaller(colours, pixels.width, pixels.height, step), static_cast<float>(step)};
}

}  // namespace inkling
