#include "data/sheet/sheet_ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace inkling {
namespace {

// Light changes slowly: it is looked at on a grid with so many cells along the longer side.
constexpr int kCells = 64;
// Closing fills what is narrower than this many cells on either side.
constexpr int kReach = 5;
// A digit may fill much of the picture: its surroundings reach so far.
constexpr int kFar = 12;
// Writing is dark on light unless there is much more that is light.
constexpr double kLightInk = 0.3;

struct InkGrid {
  explicit InkGrid(const GreyPlane& plane)
      : cell(std::max(1, (std::max(plane.width, plane.height) + kCells - 1) / kCells)),
        values((plane.width + cell - 1) / cell, (plane.height + cell - 1) / cell) {}

  int cell;  // pixels
  Plane<float> values;
};

// Fills a grid with what `of` makes of the histogram of each cell, and of how many pixels it has.
template <class Of>
InkGrid grid_of(const GreyPlane& plane, Of of) {
  InkGrid grid(plane);
  for (int j = 0; j < grid.values.height; ++j) {
    for (int i = 0; i < grid.values.width; ++i) {
      std::array<int, 256> counts{};
      const int right = std::min((i + 1) * grid.cell, plane.width);
      const int bottom = std::min((j + 1) * grid.cell, plane.height);
      for (int y = j * grid.cell; y < bottom; ++y) {
        const std::uint8_t* row = plane.row(y);
        for (int x = i * grid.cell; x < right; ++x) ++counts[row[x]];
      }
      grid.values.at(i, j) = of(counts, (right - i * grid.cell) * (bottom - j * grid.cell));
    }
  }
  return grid;
}

// Returns the value that this share of the pixels does not exceed.
float quantile(const std::array<int, 256>& counts, int total, float share) {
  const int wanted = static_cast<int>(share * static_cast<float>(total));
  int sum = 0;
  for (int value = 0; value < 255; ++value) {
    sum += counts[static_cast<std::size_t>(value)];
    if (sum > wanted) return static_cast<float>(value);
  }
  return 255;
}

// Returns for each cell the least or the most of those up to `reach` away.
template <class Pick>
Plane<float> picked(const Plane<float>& from, int reach, Pick pick) {
  Plane<float> across = from;
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) {
      for (int i = std::max(0, x - reach); i <= std::min(from.width - 1, x + reach); ++i) {
        across.at(x, y) = pick(across.at(x, y), from.at(i, y));
      }
    }
  }
  Plane<float> result = across;
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) {
      for (int j = std::max(0, y - reach); j <= std::min(from.height - 1, y + reach); ++j) {
        result.at(x, y) = pick(result.at(x, y), across.at(x, j));
      }
    }
  }
  return result;
}

constexpr auto kLeast = [](float a, float b) { return std::min(a, b); };
constexpr auto kMost = [](float a, float b) { return std::max(a, b); };

// Fills dark things that are narrow. The grid goes on beyond its sides as it is there, so that what
// grows darker towards them stays as dark as it is.
Plane<float> closed(const Plane<float>& from) {
  Plane<float> wider(from.width + 2 * kReach, from.height + 2 * kReach);
  for (int y = 0; y < wider.height; ++y) {
    for (int x = 0; x < wider.width; ++x) {
      wider.at(x, y) = from.at(std::clamp(x - kReach, 0, from.width - 1),
                               std::clamp(y - kReach, 0, from.height - 1));
    }
  }
  wider = picked(picked(wider, kReach, kMost), kReach, kLeast);
  Plane<float> result(from.width, from.height);
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) result.at(x, y) = wider.at(x + kReach, y + kReach);
  }
  return result;
}

// Returns the grid's values along a row of pixels, smooth between the middles of its cells.
std::vector<float> row_of(const InkGrid& grid, int y, int width) {
  const auto cell = static_cast<float>(grid.cell);
  const auto place = [&](int pixel, int cells) {
    return std::clamp((static_cast<float>(pixel) + 0.5f) / cell - 0.5f, 0.0f,
                      static_cast<float>(cells - 1));
  };
  const float fy = place(y, grid.values.height);
  const int y0 = static_cast<int>(fy), y1 = std::min(y0 + 1, grid.values.height - 1);
  const float ty = fy - static_cast<float>(y0);
  std::vector<float> across(static_cast<std::size_t>(grid.values.width) + 1);
  for (int i = 0; i < grid.values.width; ++i) {
    across[static_cast<std::size_t>(i)] =
        grid.values.at(i, y0) * (1 - ty) + grid.values.at(i, y1) * ty;
  }
  across.back() = across[across.size() - 2];
  std::vector<float> row(static_cast<std::size_t>(width));
  for (int x = 0; x < width; ++x) {
    const float fx = place(x, grid.values.width);
    const auto x0 = static_cast<std::size_t>(fx);
    row[static_cast<std::size_t>(x)] =
        across[x0] + (fx - static_cast<float>(x0)) * (across[x0 + 1] - across[x0]);
  }
  return row;
}

// Returns the plane with each pixel averaged with its neighbours, the nearest most.
GreyPlane softened(const GreyPlane& plane) {
  GreyPlane result(plane.width, plane.height);
  std::vector<int> column(static_cast<std::size_t>(plane.width) + 2);
  for (int y = 0; y < plane.height; ++y) {
    const std::uint8_t* above = plane.row(std::max(y - 1, 0));
    const std::uint8_t* here = plane.row(y);
    const std::uint8_t* below = plane.row(std::min(y + 1, plane.height - 1));
    for (int x = 0; x < plane.width; ++x) {
      column[static_cast<std::size_t>(x) + 1] = above[x] + 2 * here[x] + below[x];
    }
    column.front() = column[1];
    column.back() = column[column.size() - 2];
    std::uint8_t* to = result.row(y);
    for (int x = 0; x < plane.width; ++x) {
      const int* c = column.data() + x;
      to[x] = static_cast<std::uint8_t>((c[0] + 2 * c[1] + c[2] + 8) / 16);
    }
  }
  return result;
}

// Returns the deviation that noise gives a pixel, from how near ones differ.
float noise_of(const GreyPlane& plane) {
  std::array<int, 256> counts{};
  int total = 0;
  for (int y = 0; y < plane.height; y += 2) {
    const std::uint8_t* row = plane.row(y);
    for (int x = 0; x + 2 < plane.width; x += 2) {
      ++counts[static_cast<std::size_t>(std::abs(row[x] - row[x + 2]))];
      ++total;
    }
  }
  // Seven in ten differences of two normal numbers are below 1.466 of their deviation.
  return quantile(counts, total, 0.7f) / 1.466f;
}

// Returns how much more there is that is lighter than its surroundings than darker, as a share of
// both: -1 to 1. The surroundings reach so many cells. Ink is little and differs much, so it is
// third powers that are compared.
double lightness_of_ink(const GreyPlane& grey, int reach) {
  InkGrid paper =
      grid_of(grey, [](const auto& counts, int total) { return quantile(counts, total, 0.5f); });
  const int every = reach > kReach ? 2 : 1;
  Plane<float> middle = paper.values;
  for (int y = 0; y < middle.height; ++y) {
    for (int x = 0; x < middle.width; ++x) {
      std::vector<float> near;
      for (int j = std::max(0, y - reach); j <= std::min(middle.height - 1, y + reach);
           j += every) {
        for (int i = std::max(0, x - reach); i <= std::min(middle.width - 1, x + reach);
             i += every) {
          near.push_back(paper.values.at(i, j));
        }
      }
      const auto half = near.begin() + static_cast<std::ptrdiff_t>(near.size() / 2);
      std::nth_element(near.begin(), half, near.end());
      middle.at(x, y) = *half;
    }
  }
  paper.values = std::move(middle);
  // Of many pixels every other one of every other row is enough.
  constexpr std::size_t kMany = 500'000;
  const int step = grey.values.size() > kMany ? 2 : 1;
  double dark = 1, light = 1;
  for (int y = 0; y < grey.height; y += step) {
    const std::vector<float> row = row_of(paper, y, grey.width);
    for (int x = 0; x < grey.width; x += step) {
      const double d = grey.at(x, y) - row[static_cast<std::size_t>(x)];
      (d > 0 ? light : dark) += std::abs(d * d * d);
    }
  }
  return (light - dark) / (light + dark);
}

}  // namespace

bool has_light_ink(const GreyPlane& grey) {
  // Where most of the picture is one grey, that is the paper.
  std::array<int, 256> counts{};
  for (const std::uint8_t value : grey.values) ++counts[value];
  constexpr int kAlike = 2;
  constexpr double kMostly = 0.6;
  int window = std::accumulate(counts.begin(), counts.begin() + 2 * kAlike, 0);
  int most = 0, paper = 0;
  for (int value = kAlike; value + kAlike < 256; ++value) {
    window += counts[static_cast<std::size_t>(value + kAlike)];
    if (window > most) {
      most = window;
      paper = value;
    }
    window -= counts[static_cast<std::size_t>(value - kAlike)];
  }
  if (most > kMostly * static_cast<double>(grey.values.size())) {
    double sum = 0;
    for (int value = 0; value < 256; ++value) {
      const int away = std::abs(value - paper) > kAlike ? value - paper : 0;
      sum += static_cast<double>(counts[static_cast<std::size_t>(value)]) * away;
    }
    return sum > 0;
  }
  // Else it must be so in comparison to what is near and to what is far: light is uneven, too.
  return lightness_of_ink(grey, kReach) > kLightInk && lightness_of_ink(grey, kFar) > kLightInk;
}

GreyPlane flattened(const GreyPlane& grey) {
  InkGrid paper =
      grid_of(grey, [](const auto& counts, int total) { return quantile(counts, total, 0.75f); });
  paper.values = closed(paper.values);
  GreyPlane flat(grey.width, grey.height);
  for (int y = 0; y < grey.height; ++y) {
    const std::vector<float> row = row_of(paper, y, grey.width);
    const std::uint8_t* from = grey.row(y);
    std::uint8_t* to = flat.row(y);
    for (int x = 0; x < grey.width; ++x) {
      const float share =
          static_cast<float>(from[x]) / std::max(row[static_cast<std::size_t>(x)], 1.0f);
      to[x] = static_cast<std::uint8_t>(std::min(255.0f, 255 * share + 0.5f));
    }
  }
  return flat;
}

GreyPlane ink_mask(const GreyPlane& flat) {
  constexpr float kLeastDarkness = 0.08f * 255;
  constexpr float kNoises = 4;
  constexpr float kShareOfNear = 0.4f;  // of the darkest ink near it
  constexpr float kShareOfAll = 0.25f;  // and of that on the whole sheet
  constexpr int kNear = 2;              // cells
  const GreyPlane soft = softened(flat);
  const float least = std::max(kLeastDarkness, kNoises * noise_of(soft));
  InkGrid darkest = grid_of(
      soft, [](const auto& counts, int total) { return 255 - quantile(counts, total, 0.005f); });
  std::vector<float> all = darkest.values.values;
  std::erase_if(all, [&](float darkness) { return darkness < least; });
  float of_all = 0;
  if (!all.empty()) {
    const auto most = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 95 / 100);
    std::nth_element(all.begin(), most, all.end());
    of_all = kShareOfAll * *most;
  }
  darkest.values = picked(darkest.values, kNear, kMost);
  GreyPlane mask(flat.width, flat.height);
  for (int y = 0; y < flat.height; ++y) {
    const std::vector<float> near = row_of(darkest, y, flat.width);
    for (int x = 0; x < flat.width; ++x) {
      const float limit =
          std::max({least, of_all, kShareOfNear * near[static_cast<std::size_t>(x)]});
      mask.at(x, y) = static_cast<float>(255 - soft.at(x, y)) >= limit ? 1 : 0;
    }
  }
  return mask;
}

}  // namespace inkling
