// A Photo is made of a sheet of paper that nobody ever held: ink, printed lines, light and camera.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "data/ink.h"
#include "data/sheet/plane.h"
#include "math/random.h"

namespace inkling {

struct Colour {
  float red = 0, green = 0, blue = 0;  // 0 to 1
};

// A Camera takes points of the sheet to pixels. The sheet's middle is in the middle of the picture,
// where one unit of the sheet is one pixel.
class Camera {
 public:
  // The sheet is turned by `turn` in the picture, and then tilted by `tilt` about an axis in the
  // picture that has the direction `axis`; all are in radians. `distance` is in pixels.
  Camera(int width, int height, float turn, float tilt, float axis, float distance);

  InkPoint to_picture(InkPoint sheet) const;
  InkPoint to_sheet(InkPoint picture) const;

 private:
  InkPoint middle_;
  std::array<double, 9> there_{};  // It is a homography, row after row,
  std::array<double, 9> back_{};   // and this is its inverse.
};

struct Pen {
  Colour colour;
  float width = 2;    // units of the sheet
  float grain = 0;    // 0 to 1: so much of pencil's ink is missing where paper is rough.
  float opacity = 1;  // 0 to 1
};

class Photo {
 public:
  Photo(int width, int height, Colour paper);

  int width() const { return width_; }
  int height() const { return height_; }
  Colour& at(int x, int y) { return pixels_.at(x, y); }

  // Lays colour on a pixel, `share` of it.
  void lay(int x, int y, Colour colour, float share);
  void draw(const Stroke& sheet, const Camera& camera, const Pen& pen, Random& random);
  // Prints lines across the sheet every `spacing` units, and down too where it is squared.
  void print_lines(const Camera& camera, float spacing, float thickness, Colour colour,
                   bool squared);
  // Multiplies with a light that comes from one side, the lens's dark corners and one shadow.
  void shine(float level, float fall, float corners, float shadow, Random& random);
  void blur(float sigma);
  // Returns 8-bit pixels, [height, width, 3], with this much noise (of 255).
  std::vector<std::uint8_t> developed(float noise, Random& random) const;

 private:
  int width_;
  int height_;
  Plane<Colour> pixels_;
  Plane<float> rough_;  // It is the roughness of the paper, 0 to 1.
};

// Returns a number of the normal distribution, by the sum of twelve uniform ones.
float normal(Random& random);

// Returns smooth noise, 0 to 1, whose hills are `size` pixels wide.
Plane<float> smooth_noise(int width, int height, float size, Random& random);

}  // namespace inkling
