#include "data/sheet/sheet_lines.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace inkling {
namespace {

float overlap(int low_a, int high_a, int low_b, int high_b) {
  return static_cast<float>(std::min(high_a, high_b) - std::max(low_a, low_b));
}

// Returns whether two parts are strokes of one digit, as far as their places tell.
bool belong_together(const InkPart& a, const InkPart& b, float height) {
  const float across = overlap(a.left, a.right, b.left, b.right);
  const float down = overlap(a.top, a.bottom, b.top, b.bottom);
  if (-across > 0.4f * height || -down > 0.5f * height) return false;
  const auto narrower = static_cast<float>(std::min(a.width(), b.width()));
  const auto lower = static_cast<float>(std::min(a.height(), b.height()));
  const auto tall = static_cast<float>(std::max(a.bottom, b.bottom) - std::min(a.top, b.top));
  const auto wide = static_cast<float>(std::max(a.right, b.right) - std::min(a.left, b.left));
  if (tall > 1.5f * height || wide > 1.4f * height) return false;
  // One above the other.
  if (across >= 0.5f * narrower && lower < 0.75f * height &&
      gap_between(a, b, 0.3f * height) < 0.3f * height) {
    return true;
  }
  // A small piece beside a large one: a hat, or the rest of a broken line.
  const bool small = lower < 0.45f * height;
  return small && gap_between(a, b, 0.16f * height) < 0.16f * height;
}

// Large parts say more of what is written than small ones, and dashes say nothing.
double weight_of(const InkPart& part) {
  if (part.width() > 3 * part.height()) return 1e-3 * part.area;
  return static_cast<double>(part.height()) * part.height();
}

// Returns the mean darkness of a part, 0 to 255.
float darkness_of(const InkPart& part, const GreyPlane& flat) {
  std::int64_t sum = 0;
  for (const InkRun& run : part.runs) {
    for (int x = run.begin; x < run.end; ++x) sum += 255 - flat.at(x, run.y);
  }
  return static_cast<float>(sum) / static_cast<float>(std::max(part.area, 1));
}

int root_of_part(std::vector<int>& parents, int i) {
  while (parents[static_cast<std::size_t>(i)] != i) i = parents[static_cast<std::size_t>(i)];
  return i;
}

// Returns how much lines fall to the right, by the middle one of the ways from each part to the
// next one on its right.
float slope_of(const std::vector<InkPart>& parts, float height) {
  constexpr float kSteepest = 0.3f;
  std::vector<float> slopes;
  for (const InkPart& a : parts) {
    if (static_cast<float>(a.height()) < 0.5f * height) continue;
    float nearest = 3 * height;
    float slope = 2;
    for (const InkPart& b : parts) {
      const float dx = b.middle_x() - a.middle_x(), dy = b.middle_y() - a.middle_y();
      if (dx <= 0.2f * height || dx >= nearest || std::abs(dy) > kSteepest * dx + 0.2f * height ||
          static_cast<float>(b.height()) < 0.5f * height) {
        continue;
      }
      nearest = dx;
      // Feet stand on the line more surely than middles do.
      slope = 0.5f * (dy + static_cast<float>(b.bottom - a.bottom)) / dx;
    }
    if (slope < 1) slopes.push_back(std::clamp(slope, -kSteepest, kSteepest));
  }
  if (slopes.empty()) return 0;
  const auto half = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
  std::nth_element(slopes.begin(), half, slopes.end());
  return *half;
}

}  // namespace

std::vector<InkPart> writing_of(std::vector<InkPart> parts, const GreyPlane& flat) {
  const int width = flat.width, height = flat.height;
  std::erase_if(parts, [&](const InkPart& part) {
    const bool all = part.width() > width * 96 / 100 && part.height() > height * 96 / 100;
    return all || (part.width() > width / 2 && part.height() * 8 < part.width());
  });
  const auto at_edge = [&](const InkPart& part) {
    return part.left <= 1 || part.top <= 1 || part.right >= width - 1 || part.bottom >= height - 1;
  };
  // A digit that was cut out closely may touch the edge: then it is most of what there is.
  double inside = 0, outside = 0;
  for (const InkPart& part : parts) {
    (at_edge(part) ? outside : inside) += static_cast<double>(part.height()) * part.height();
  }
  if (inside > 0.1 * outside) std::erase_if(parts, at_edge);
  // Faint things are shadows, and what is left of printed lines.
  std::vector<std::pair<float, double>> darkness;
  double total = 0;
  for (const InkPart& part : parts) {
    darkness.push_back({darkness_of(part, flat), weight_of(part)});
    total += weight_of(part);
  }
  auto sorted = darkness;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0;
  float dark = 0;
  for (const auto& [own, weight] : sorted) {
    dark = own;
    if ((sum += weight) * 4 >= total) break;
  }
  std::vector<InkPart> writing;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (darkness[i].first >= 0.55f * dark) writing.push_back(std::move(parts[i]));
  }
  return writing;
}

float writing_height(const std::vector<InkPart>& parts) {
  // Digits are about as tall as many others. Each height has the parts that are nearly as tall
  // behind it: many count for more than few, and tall ones for more than specks.
  constexpr double kMany = 8;
  std::vector<float> heights;
  for (const InkPart& part : parts) {
    if (part.width() > 3 * part.height() && parts.size() > 1) continue;
    heights.push_back(static_cast<float>(std::max(part.height(), part.width() / 2)));
  }
  std::sort(heights.begin(), heights.end());
  float best = 0;
  double most = 0;
  for (const float height : heights) {
    const auto low = std::lower_bound(heights.begin(), heights.end(), 0.65f * height);
    const auto high = std::upper_bound(heights.begin(), heights.end(), 1.1f * height);
    const double score = std::pow(std::min(kMany, static_cast<double>(high - low)), 1.5) * height;
    if (score <= most) continue;
    most = score;
    best = *(low + (high - low) * 2 / 3);
  }
  return best;
}

float gap_between(const InkPart& a, const InkPart& b, float most) {
  float nearest = most;
  for (const InkRun& r : a.runs) {
    if (static_cast<float>(std::max(b.top - r.y, r.y - b.bottom + 1)) >= nearest) continue;
    for (const InkRun& s : b.runs) {
      const auto dy = static_cast<float>(std::abs(r.y - s.y));
      if (dy >= nearest) continue;
      const auto dx = static_cast<float>(std::max({0, s.begin - r.end + 1, r.begin - s.end + 1}));
      nearest = std::min(nearest, std::hypot(dx, dy));
    }
  }
  return nearest;
}

std::vector<InkPart> joined_strokes(std::vector<InkPart> parts, float height) {
  std::erase_if(parts, [&](const InkPart& part) {
    return static_cast<float>(std::max(part.width(), part.height())) < 0.1f * height;
  });
  std::sort(parts.begin(), parts.end(),
            [](const InkPart& a, const InkPart& b) { return a.left < b.left; });
  std::vector<int> parents(parts.size());
  std::iota(parents.begin(), parents.end(), 0);
  std::vector<InkPart> whole = parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t j = i + 1; j < parts.size(); ++j) {
      if (static_cast<float>(parts[j].left - parts[i].right) > height) break;
      const int a = root_of_part(parents, static_cast<int>(i));
      const int b = root_of_part(parents, static_cast<int>(j));
      if (a == b || !belong_together(parts[i], parts[j], height)) continue;
      InkPart both = joined(whole[static_cast<std::size_t>(a)], whole[static_cast<std::size_t>(b)]);
      if (static_cast<float>(both.height()) > 1.6f * height) continue;
      parents[static_cast<std::size_t>(b)] = a;
      whole[static_cast<std::size_t>(a)] = std::move(both);
    }
  }
  std::vector<InkPart> result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parents[i] == static_cast<int>(i)) result.push_back(std::move(whole[i]));
  }
  return result;
}

LinesFound lines_of(std::vector<InkPart> parts, float height) {
  LinesFound found;
  found.slope = slope_of(parts, height);
  std::sort(parts.begin(), parts.end(),
            [](const InkPart& a, const InkPart& b) { return a.middle_x() < b.middle_x(); });
  struct Line {
    std::vector<InkPart> parts;
    float height = 0;  // Where it is now, as if it were level.
    float sum = 0;
  };
  std::vector<Line> lines;
  for (InkPart& part : parts) {
    const float level = part.middle_y() - found.slope * part.middle_x();
    Line* nearest = nullptr;
    for (Line& line : lines) {
      if (std::abs(line.height - level) >= 0.6f * height) continue;
      if (nearest == nullptr || std::abs(line.height - level) < std::abs(nearest->height - level)) {
        nearest = &line;
      }
    }
    if (nearest == nullptr) {
      lines.push_back({{}, level, 0});
      nearest = &lines.back();
    }
    // A small part, such as a dash, says less of where the line is.
    const float trust = static_cast<float>(part.height()) < 0.5f * height ? 0.1f : 0.5f;
    nearest->height += trust * (level - nearest->height);
    nearest->sum += level;
    nearest->parts.push_back(std::move(part));
  }
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.sum / static_cast<float>(a.parts.size()) < b.sum / static_cast<float>(b.parts.size());
  });
  for (Line& line : lines) found.lines.push_back(std::move(line.parts));
  return found;
}

}  // namespace inkling
