#include "pictures/photo.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

using Homography = std::array<double, 9>;

InkPoint applied(const Homography& h, double x, double y) {
  const double w = h[6] * x + h[7] * y + h[8];
  return {static_cast<float>((h[0] * x + h[1] * y + h[2]) / w),
          static_cast<float>((h[3] * x + h[4] * y + h[5]) / w)};
}

Homography inverse(const Homography& m) {
  return {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
          m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
          m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
}

float distance_to(InkPoint p, InkPoint a, InkPoint b) {
  const float dx = b.x - a.x, dy = b.y - a.y;
  const float length = dx * dx + dy * dy;
  const float t =
      length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

float linear(float value) { return std::clamp(value, 0.0f, 1.0f); }

}  // namespace

float normal(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return static_cast<float>(sum);
}

Plane<float> smooth_noise(int width, int height, float size, Random& random) {
  const int columns = static_cast<int>(static_cast<float>(width) / size) + 2;
  const int rows = static_cast<int>(static_cast<float>(height) / size) + 2;
  Plane<float> grid(columns, rows);
  for (float& value : grid.values) value = static_cast<float>(random.uniform());
  Plane<float> noise(width, height);
  for (int y = 0; y < height; ++y) {
    const float fy = static_cast<float>(y) / size;
    const int y0 = static_cast<int>(fy);
    const float ty = fy - static_cast<float>(y0);
    for (int x = 0; x < width; ++x) {
      const float fx = static_cast<float>(x) / size;
      const int x0 = static_cast<int>(fx);
      const float tx = fx - static_cast<float>(x0);
      noise.at(x, y) = (grid.at(x0, y0) * (1 - tx) + grid.at(x0 + 1, y0) * tx) * (1 - ty) +
                       (grid.at(x0, y0 + 1) * (1 - tx) + grid.at(x0 + 1, y0 + 1) * tx) * ty;
    }
  }
  return noise;
}

Camera::Camera(int width, int height, float turn, float tilt, float axis, float distance)
    : middle_{static_cast<float>(width) / 2, static_cast<float>(height) / 2} {
  // A point is turned; then the part of it across the axis leaves the plane.
  const double c = std::cos(turn), s = std::sin(turn);
  const double ax = std::cos(axis), ay = std::sin(axis);
  const double shorter = 1 - std::cos(tilt);
  const double deep = std::sin(tilt) / distance;
  // q = p - shorter * (p . n) n with n across the axis; depth = 1 + deep * (p . n).
  const double nx = -ay, ny = ax;
  const double a = 1 - shorter * nx * nx, b = -shorter * nx * ny, d = 1 - shorter * ny * ny;
  there_ = {a * c + b * s,
            -a * s + b * c,
            0,
            b * c + d * s,
            -b * s + d * c,
            0,
            deep * (nx * c + ny * s),
            deep * (-nx * s + ny * c),
            1};
  back_ = inverse(there_);
}

InkPoint Camera::to_picture(InkPoint sheet) const {
  const InkPoint p = applied(there_, sheet.x, sheet.y);
  return {p.x + middle_.x, p.y + middle_.y};
}

InkPoint Camera::to_sheet(InkPoint picture) const {
  return applied(back_, picture.x - middle_.x, picture.y - middle_.y);
}

Photo::Photo(int width, int height, Colour paper)
    : width_(width), height_(height), pixels_(width, height, paper) {}

void Photo::lay(int x, int y, Colour colour, float share) {
  if (!pixels_.contains(x, y)) return;
  Colour& pixel = pixels_.at(x, y);
  pixel = {pixel.red + share * (colour.red - pixel.red),
           pixel.green + share * (colour.green - pixel.green),
           pixel.blue + share * (colour.blue - pixel.blue)};
}

void Photo::draw(const Stroke& sheet, const Camera& camera, const Pen& pen, Random& random) {
  if (rough_.values.empty()) rough_ = smooth_noise(width_, height_, 1.7f, random);
  Plane<float> coverage;
  Stroke points;
  for (const InkPoint& p : sheet) points.push_back(camera.to_picture(p));
  const Bounds bounds = bounds_of({points});
  const int left = static_cast<int>(bounds.low.x - 2 * pen.width) - 2;
  const int top = static_cast<int>(bounds.low.y - 2 * pen.width) - 2;
  coverage = Plane<float>(static_cast<int>(bounds.high.x + 2 * pen.width) + 3 - left,
                          static_cast<int>(bounds.high.y + 2 * pen.width) + 3 - top);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const InkPoint a = points[i == 0 ? 0 : i - 1], b = points[i];
    // The pen is pressed a little more here and there.
    const float radius = 0.5f * pen.width * (1 + 0.08f * normal(random));
    const int x0 = static_cast<int>(std::min(a.x, b.x) - radius) - 1 - left;
    const int x1 = static_cast<int>(std::max(a.x, b.x) + radius) + 1 - left;
    const int y0 = static_cast<int>(std::min(a.y, b.y) - radius) - 1 - top;
    const int y1 = static_cast<int>(std::max(a.y, b.y) + radius) + 1 - top;
    for (int y = y0; y <= y1; ++y) {
      for (int x = x0; x <= x1; ++x) {
        if (!coverage.contains(x, y)) continue;
        const InkPoint p = {static_cast<float>(x + left) + 0.5f,
                            static_cast<float>(y + top) + 0.5f};
        const float ink = linear(radius + 0.5f - distance_to(p, a, b));
        coverage.at(x, y) = std::max(coverage.at(x, y), ink);
      }
    }
  }
  for (int y = 0; y < coverage.height; ++y) {
    for (int x = 0; x < coverage.width; ++x) {
      const int px = x + left, py = y + top;
      if (coverage.at(x, y) <= 0 || !pixels_.contains(px, py)) continue;
      const float missing = pen.grain * linear(2 * rough_.at(px, py) - 0.6f);
      lay(px, py, pen.colour, coverage.at(x, y) * pen.opacity * (1 - missing));
    }
  }
}

void Photo::print_lines(const Camera& camera, float spacing, float thickness, Colour colour,
                        bool squared) {
  const auto coverage = [&](float across) {
    const float from_line = std::abs(across - spacing * std::round(across / spacing));
    return linear(thickness / 2 + 0.5f - from_line) * std::min(1.0f, thickness);
  };
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      const InkPoint p =
          camera.to_sheet({static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f});
      const float ink = std::max(coverage(p.y), squared ? coverage(p.x) : 0);
      if (ink > 0) lay(x, y, colour, ink);
    }
  }
}

void Photo::shine(float level, float fall, float corners, float shadow, Random& random) {
  const float direction = uniform(random, 0, 6.28f);
  const auto w = static_cast<float>(width_), h = static_cast<float>(height_);
  // The shadow is all on one side of a slightly bent edge.
  const float edge_direction = uniform(random, 0, 6.28f);
  const float edge = uniform(random, -0.3f, 0.3f), soft = uniform(random, 0.01f, 0.15f);
  const float bend = uniform(random, -0.5f, 0.5f);
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      const float u = (static_cast<float>(x) - w / 2) / w, v = (static_cast<float>(y) - h / 2) / w;
      float light = level * (1 + fall * (u * std::cos(direction) + v * std::sin(direction)));
      light *= 1 - corners * (u * u + v * v) * 2;
      const float side = u * std::cos(edge_direction) + v * std::sin(edge_direction) - edge +
                         bend * (u * std::sin(edge_direction) - v * std::cos(edge_direction)) *
                             (u * std::sin(edge_direction) - v * std::cos(edge_direction));
      light *= 1 - shadow * linear(side / soft + 0.5f);
      Colour& pixel = pixels_.at(x, y);
      pixel = {pixel.red * light, pixel.green * light, pixel.blue * light};
    }
  }
}

void Photo::blur(float sigma) {
  const int reach = static_cast<int>(std::ceil(2.5f * sigma));
  if (reach < 1) return;
  std::vector<float> kernel;
  float sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    kernel.push_back(std::exp(-0.5f * static_cast<float>(i * i) / (sigma * sigma)));
    sum += kernel.back();
  }
  for (float& value : kernel) value /= sum;
  for (const bool down : {false, true}) {
    Plane<Colour> result(width_, height_);
    for (int y = 0; y < height_; ++y) {
      for (int x = 0; x < width_; ++x) {
        Colour mean;
        for (int i = -reach; i <= reach; ++i) {
          const Colour& from = pixels_.at(std::clamp(down ? x : x + i, 0, width_ - 1),
                                          std::clamp(down ? y + i : y, 0, height_ - 1));
          const float share = kernel[static_cast<std::size_t>(i + reach)];
          mean = {mean.red + share * from.red, mean.green + share * from.green,
                  mean.blue + share * from.blue};
        }
        result.at(x, y) = mean;
      }
    }
    pixels_ = std::move(result);
  }
}

std::vector<std::uint8_t> Photo::developed(float noise, Random& random) const {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(pixels_.values.size() * 3);
  for (const Colour& pixel : pixels_.values) {
    const float grey = noise * normal(random);
    for (const float value : {pixel.red, pixel.green, pixel.blue}) {
      const float own = 0.5f * noise * static_cast<float>(2 * random.uniform() - 1);
      bytes.push_back(static_cast<std::uint8_t>(
          std::lround(std::clamp(255 * value + grey + own, 0.0f, 255.0f))));
    }
  }
  return bytes;
}

}  // namespace inkling
