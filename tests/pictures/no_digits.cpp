#include "pictures/no_digits.h"

#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_truetype.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <cmath>
#include <string>

#include "pictures/photo.h"

namespace inkling {
namespace {

constexpr int kWidth = 1200;
constexpr int kHeight = 900;

Pen dark_pen(Random& random) {
  return {{0.12f, 0.12f, 0.18f}, uniform(random, 3, 9), uniform(random, 0, 0.5f), 0.9f};
}

Camera straight(Random& random) {
  return Camera(kWidth, kHeight, uniform(random, -0.1f, 0.1f), 0, 0, 2000);
}

Stroke oval(float x, float y, float rx, float ry, float from, float to) {
  Stroke stroke;
  for (int i = 0; i <= 40; ++i) {
    const float a = from + (to - from) * static_cast<float>(i) / 40;
    stroke.push_back({x + rx * std::cos(a), y + ry * std::sin(a)});
  }
  return stroke;
}

// Wood, cloth, gravel and the like: noise of several sizes, stretched, or stripes.
void texture(Photo& photo, int kind, Random& random) {
  const float size = uniform(random, 4, 40);
  const Plane<float> coarse = smooth_noise(kWidth, kHeight, size, random);
  const Plane<float> fine = smooth_noise(kWidth, kHeight, size / 4, random);
  const float stripes = uniform(random, 0.03f, 0.3f);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const float bent = 12 * coarse.at(x, y);
      float value = coarse.at(x, y);
      if (kind == 1) value = 0.5f + 0.5f * std::sin(stripes * (static_cast<float>(y) + bent));
      if (kind == 2) {
        value = 0.5f + 0.25f * (std::sin(stripes * static_cast<float>(x)) +
                                std::sin(stripes * static_cast<float>(y)));
      }
      if (kind == 3) value = coarse.at(x, y) > 0.6f ? 0.2f : 0.8f;
      if (kind == 4) value = 0.5f;
      value = 0.25f + 0.5f * value + 0.2f * fine.at(x, y);
      photo.at(x, y) = {value, value * 0.92f, value * 0.8f};
    }
  }
}

void face(Photo& photo, Random& random) {
  const Camera camera = straight(random);
  const Pen pen = dark_pen(random);
  const float r = uniform(random, 150, 300);
  const float squash = uniform(random, 0.9f, 1.3f);
  const auto draw = [&](const Stroke& stroke) { photo.draw(stroke, camera, pen, random); };
  constexpr float kRound = 6.2832f;
  draw(oval(0, 0, r, r * squash, 0.3f, 0.3f + kRound));
  const float eye = uniform(random, 0.06f, 0.16f);
  for (const float side : {-1.0f, 1.0f}) {
    draw(oval(side * 0.38f * r, -0.3f * r, eye * r, eye * r, 0, kRound));
    draw(oval(side * 0.38f * r, -0.3f * r, 0.3f * eye * r, 0.3f * eye * r, 0, kRound));
    draw(oval(side * 0.38f * r, -0.45f * r, 0.2f * r, 0.1f * r, 3.5f, 5.9f));
    draw(oval(side * 1.05f * r, 0, 0.12f * r, 0.25f * r, side > 0 ? -1.6f : 1.6f,
              side > 0 ? 1.6f : 4.7f));
  }
  draw({{0, -0.15f * r}, {-0.12f * r, 0.2f * r}, {0.08f * r, 0.22f * r}});
  draw(oval(0, 0.35f * r, 0.4f * r, 0.25f * r, 0.3f, 2.8f));
  for (int i = 0; i < 9; ++i) {
    const float a = 3.5f + 0.3f * static_cast<float>(i);
    draw({{r * std::cos(a), r * squash * std::sin(a)},
          {1.25f * r * std::cos(a + 0.1f), 1.25f * r * squash * std::sin(a + 0.1f)}});
  }
}

// Things from a list, one beside the other.
void things(Photo& photo, const std::vector<LabelledDrawing>& drawings, int count, Random& random) {
  const Camera camera = straight(random);
  const Pen pen = dark_pen(random);
  const float size = count == 1 ? 400 : 130;
  for (int i = 0; i < count && !drawings.empty(); ++i) {
    const Drawing& thing =
        drawings[random.below(static_cast<std::uint32_t>(drawings.size()))].drawing;
    const Bounds bounds = bounds_of(thing);
    const float scale = size / std::max(bounds.longer_side(), 0.01f);
    const float left = (static_cast<float>(i) - 0.5f * static_cast<float>(count - 1)) * 1.4f * size;
    for (Stroke stroke : thing) {
      for (InkPoint& p : stroke) {
        p = {(p.x - bounds.middle().x) * scale + left, (p.y - bounds.middle().y) * scale};
      }
      photo.draw(stroke, camera, pen, random);
    }
  }
}

void words(Photo& photo, const std::vector<std::uint8_t>& font, int number, Random& random) {
  static const char* const kTexts[] = {"The quick brown fox\njumps over the\nlazy dog",
                                       "Hello world",
                                       "Shopping list:\nmilk, bread, apples",
                                       "handwriting",
                                       "No digits here,\njust plain words",
                                       "BEACH CLOSED",
                                       "Dear Anna,\nthank you for\nthe flowers",
                                       "exit",
                                       "Gruesse aus Wien",
                                       "open daily"};
  stbtt_fontinfo info;
  if (font.empty() ||
      stbtt_InitFont(&info, font.data(), stbtt_GetFontOffsetForIndex(font.data(), 0)) == 0) {
    return;
  }
  const float size = uniform(random, 60, 120);
  const float scale = stbtt_ScaleForPixelHeight(&info, size);
  float x = 60, y = 200;
  for (const char* text = kTexts[static_cast<std::size_t>(number) % std::size(kTexts)]; *text != 0;
       ++text) {
    if (*text == '\n') {
      x = 60;
      y += 1.4f * size;
      continue;
    }
    int advance = 0, bearing = 0, width = 0, height = 0, dx = 0, dy = 0;
    stbtt_GetCodepointHMetrics(&info, *text, &advance, &bearing);
    unsigned char* bitmap =
        stbtt_GetCodepointBitmap(&info, scale, scale, *text, &width, &height, &dx, &dy);
    for (int v = 0; v < height; ++v) {
      for (int u = 0; u < width; ++u) {
        photo.lay(static_cast<int>(x) + dx + u, static_cast<int>(y) + dy + v, {0.1f, 0.1f, 0.15f},
                  static_cast<float>(bitmap[v * width + u]) / 255);
      }
    }
    stbtt_FreeBitmap(bitmap, nullptr);
    x += static_cast<float>(advance) * scale;
  }
}

// Hills, a sun and clouds; or boxes and discs of many colours.
void scene(Photo& photo, bool hills, Random& random) {
  const Plane<float> noise = smooth_noise(kWidth, kHeight, 150, random);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const float up = static_cast<float>(y) / kHeight;
      photo.at(x, y) = {0.5f + 0.3f * up, 0.65f + 0.2f * up, 0.95f - 0.1f * noise.at(x, y)};
      if (hills && up > 0.55f + 0.5f * (noise.at(x, 0) - 0.5f)) {
        photo.at(x, y) = {0.2f, 0.35f + 0.3f * noise.at(x, y), 0.15f};
      }
    }
  }
  for (int i = 0; i < (hills ? 2 : 25); ++i) {
    const float x = uniform(random, 0, kWidth),
                y = uniform(random, 0, hills ? kHeight / 3 : kHeight);
    const float size = uniform(random, 20, 160);
    const bool round = hills || random.below(2) == 0;
    const Colour colour = {uniform(random, 0, 1), uniform(random, 0, 1), uniform(random, 0, 1)};
    for (int v = static_cast<int>(y - size); v <= static_cast<int>(y + size); ++v) {
      for (int u = static_cast<int>(x - size); u <= static_cast<int>(x + size); ++u) {
        if (round && std::hypot(static_cast<float>(u) - x, static_cast<float>(v) - y) > size)
          continue;
        photo.lay(u, v, colour, 0.9f);
      }
    }
  }
}

}  // namespace

PictureBytes picture_without_digits(int number, const std::vector<LabelledDrawing>& drawings,
                                    const std::vector<std::uint8_t>& font, Random& random) {
  Photo photo(kWidth, kHeight, {0.95f, 0.94f, 0.91f});
  const int round = number / 8;
  switch (number % 8) {
    case 0:
    case 1:
      texture(photo, (number % 8 + 2 * round) % 5, random);
      break;
    case 2:
      face(photo, random);
      break;
    case 3:
      things(photo, drawings, 1, random);
      break;
    case 4:
      things(photo, drawings, 6, random);
      break;
    case 5:
      words(photo, font, round, random);
      break;
    case 6:
      words(photo, font, round + 5, random);
      break;
    default:
      scene(photo, round % 2 == 0, random);
  }
  photo.shine(uniform(random, 0.6f, 1.0f), uniform(random, 0, 0.4f), uniform(random, 0, 0.4f), 0,
              random);
  photo.blur(uniform(random, 0.4f, 1.2f));
  return {kWidth, kHeight, photo.developed(uniform(random, 1, 4), random)};
}

}  // namespace inkling
