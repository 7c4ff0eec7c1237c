// Makes photos of handwriting, to measure with how well they are read.
//
//   make_pictures FOLDER lines STROKES.json COUNT   sheets with COUNT lines of digits in all
//   make_pictures FOLDER none DRAWINGS.json FONT    40 pictures without any digit
//
// STROKES.json holds labelled drawings of single digits. Beside the pictures a labels.json is
// written, which tells what is on each. The same words make the same pictures.
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/json_fields.h"
#include "cli/drawings.h"
#include "cli/files.h"
#include "pictures/no_digits.h"
#include "pictures/photo.h"

using namespace inkling;

namespace {

constexpr float kDegree = 3.14159265f / 180;

template <class T>
T one_of(Random& random, std::initializer_list<T> choices) {
  return choices.begin()[random.below(static_cast<std::uint32_t>(choices.size()))];
}

Colour paper_colour(Random& random) {
  return one_of<Colour>(random, {{0.97f, 0.97f, 0.96f},
                                 {0.95f, 0.93f, 0.87f},
                                 {0.86f, 0.85f, 0.82f},
                                 {0.98f, 0.95f, 0.75f},
                                 {0.85f, 0.92f, 0.97f}});
}

// `height` is that of the digits. Pens have the widths that they have for digits of 6 mm.
Pen a_pen(float height, Random& random) {
  switch (random.below(5)) {
    case 0:  // a pencil
      return {{0.3f, 0.3f, 0.32f},
              height * uniform(random, 0.07f, 0.12f),
              0.6f,
              uniform(random, 0.6f, 0.95f)};
    case 1:  // a ballpoint
      return {{0.1f, 0.15f, 0.5f}, height * uniform(random, 0.055f, 0.09f), 0.15f, 0.9f};
    case 2:  // ink
      return {one_of<Colour>(random, {{0.05f, 0.05f, 0.08f}, {0.05f, 0.1f, 0.45f}}),
              height * uniform(random, 0.07f, 0.12f), 0, 0.95f};
    case 3:  // a felt pen
      return {
          one_of<Colour>(random, {{0.1f, 0.1f, 0.1f}, {0.75f, 0.1f, 0.12f}, {0.05f, 0.4f, 0.2f}}),
          height * uniform(random, 0.12f, 0.2f), 0, 0.92f};
    default:  // a fine one
      return {{0.08f, 0.08f, 0.08f}, height * uniform(random, 0.045f, 0.07f), 0, 0.95f};
  }
}

// Lays one line of digits onto the sheet, its middle at (0, y), and returns its number.
std::string write_line(Photo& photo, const Camera& camera, const Pen& pen, float height, float y,
                       float width, const std::vector<LabelledDrawing>& strokes, Random& random) {
  const int count = 3 + static_cast<int>(random.below(6));
  std::string number;
  std::vector<Drawing> digits;
  std::vector<float> lefts;
  float x = 0;
  for (int i = 0; i < count; ++i) {
    const LabelledDrawing& one = strokes[random.below(static_cast<std::uint32_t>(strokes.size()))];
    const Bounds bounds = bounds_of(one.drawing);
    const float tall = height * uniform(random, 0.88f, 1.1f);
    const float scale = tall / std::max(bounds.high.y - bounds.low.y, bounds.longer_side() * 0.5f);
    const float wide = (bounds.high.x - bounds.low.x) * scale;
    if (x + wide > width && i > 0) break;
    const float up = height * uniform(random, -0.06f, 0.06f);
    Drawing digit = one.drawing;
    for (Stroke& stroke : digit) {
      for (InkPoint& p : stroke) {
        p = {(p.x - bounds.low.x) * scale, (p.y - bounds.high.y) * scale + height / 2 + y + up};
      }
    }
    digits.push_back(std::move(digit));
    lefts.push_back(x);
    number += static_cast<char>('0' + *one.label);
    // Now and then two digits come very near to each other.
    const float gap =
        random.below(25) == 0 ? uniform(random, 0.0f, 0.1f) : uniform(random, 0.15f, 0.6f);
    x += wide + pen.width + height * gap;
  }
  for (std::size_t i = 0; i < digits.size(); ++i) {
    for (Stroke& stroke : digits[i]) {
      for (InkPoint& p : stroke) p.x += lefts[i] - x / 2;
      photo.draw(stroke, camera, pen, random);
    }
  }
  return number;
}

// Makes one sheet with up to `most` lines. Returns the numbers, from top to bottom.
std::vector<std::string> write_sheet(const std::filesystem::path& path, int most,
                                     const std::vector<LabelledDrawing>& strokes, Random& random) {
  const int width = one_of(random, {800, 1024, 1280, 1600, 2048});
  const int height = width * 3 / 4;
  const auto w = static_cast<float>(width);
  const Camera camera(width, height, uniform(random, -8, 8) * kDegree,
                      uniform(random, 0, 15) * kDegree, uniform(random, 0, 6.28f), 1.5f * w);
  Photo photo(width, height, paper_colour(random));
  const int lines =
      std::min(most, random.below(10) < 7 ? 1 : 2 + static_cast<int>(random.below(2)));
  const float tall = w * uniform(random, 0.04f, lines == 1 ? 0.11f : 0.08f);
  const Pen pen = a_pen(tall, random);
  if (const auto paper = random.below(3); paper > 0) {
    const float faint = uniform(random, 0.15f, 0.5f);
    const Colour colour = {0.75f - faint / 2, 0.8f - faint / 2, 0.95f - faint / 4};
    const float spacing =
        tall * (paper == 1 ? uniform(random, 1.2f, 1.7f) : uniform(random, 0.55f, 1.1f));
    photo.print_lines(camera, spacing, std::max(0.6f, tall * uniform(random, 0.015f, 0.035f)),
                      colour, paper == 2);
  }
  std::vector<std::string> numbers;
  for (int i = 0; i < lines; ++i) {
    const float y = (static_cast<float>(i) - 0.5f * static_cast<float>(lines - 1)) * tall * 2;
    numbers.push_back(write_line(photo, camera, pen, tall, y, 0.8f * w, strokes, random));
  }
  photo.shine(uniform(random, 0.45f, 1.0f), uniform(random, 0, 0.5f), uniform(random, 0, 0.5f),
              random.below(2) == 0 ? uniform(random, 0.1f, 0.4f) : 0, random);
  photo.blur(uniform(random, 0.3f, 1.0f) * w / 1000);
  const auto bytes = photo.developed(uniform(random, 1, 5), random);
  const int quality = 45 + static_cast<int>(random.below(50));
  stbi_write_jpg(path.c_str(), width, height, 3, bytes.data(), quality);
  return numbers;
}

// Returns whether an entry of a file of drawings is named after a number that it shows.
bool is_number(const rapidjson::Value& entry) {
  const rapidjson::Value* name = find_member(entry, "name");
  if (name == nullptr || !name->IsString()) return false;
  const std::string text = name->GetString();
  return text == "twelve" || text == "fortytwo";
}

// Leaves out the numbers among drawings that are no digits by themselves.
Status leave_out_numbers(std::vector<LabelledDrawing>& drawings,
                         const std::filesystem::path& path) {
  const Result<Bytes> text = read_file(path);
  if (!text) return text.error();
  const auto document = parse_json({reinterpret_cast<const char*>(text->data()), text->size()});
  if (!document) return document.error();
  for (std::size_t i = drawings.size(); i-- > 0;) {
    if (is_number((*document)[static_cast<rapidjson::SizeType>(i)])) {
      drawings.erase(drawings.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return Nothing{};
}

void write_labels(const std::filesystem::path& folder,
                  const std::map<std::string, std::string>& labels) {
  const std::string text = json_object([&](JsonWriter& writer) {
    for (const auto& [file, label] : labels) field(writer, file.c_str(), label);
  });
  if (!write_file(folder / "labels.json",
                  {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})) {
    std::exit(2);
  }
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() != 4 || (arguments[1] != "lines" && arguments[1] != "none")) {
    std::fprintf(stderr,
                 "make_pictures FOLDER lines STROKES.json COUNT\n"
                 "make_pictures FOLDER none DRAWINGS.json FONT\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[0];
  std::filesystem::create_directories(folder);
  auto drawings = load_drawings(arguments[2]);
  const Status loaded =
      drawings ? leave_out_numbers(*drawings, arguments[2]) : Status(drawings.error());
  if (!loaded) {
    std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
    return 2;
  }
  std::map<std::string, std::string> labels;
  char name[40];
  if (arguments[1] == "none") {
    const auto font = read_file(arguments[3]);
    constexpr int kPictures = 40;
    for (int i = 0; i < kPictures; ++i) {
      Random random(2, static_cast<std::uint64_t>(i));
      const auto [width, height, bytes] =
          picture_without_digits(i, *drawings, font ? *font : Bytes{}, random);
      std::snprintf(name, sizeof name, "none%02d.jpg", i);
      stbi_write_jpg((folder / name).c_str(), width, height, 3, bytes.data(), 80);
      labels[name] = "";
    }
  } else {
    std::vector<LabelledDrawing> strokes = *drawings;
    std::erase_if(strokes, [](const LabelledDrawing& one) { return !one.label; });
    int left = std::atoi(arguments[3].c_str());
    for (int i = 0; left > 0 && !strokes.empty(); ++i) {
      Random random(1, static_cast<std::uint64_t>(i));
      std::snprintf(name, sizeof name, "sheet%04d.jpg", i);
      const auto numbers = write_sheet(folder / name, left, strokes, random);
      left -= static_cast<int>(numbers.size());
      for (const std::string& number : numbers) labels[name] += number;
    }
  }
  write_labels(folder, labels);
  return 0;
}
