#include "data/sheet/sheet_ruling.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "data/sheet/sheet_parts.h"

namespace inkling {
namespace {

// A line that goes across: its height at the middle column, and how much it falls for each column.
struct PrintedLine {
  float height = 0;
  float slope = 0;

  float at(int x, int width) const {
    return height + slope * (static_cast<float>(x) - 0.5f * static_cast<float>(width));
  }
};

// A piece of a column of ink, from `top` to before `bottom`.
struct ColumnRun {
  int x = 0;
  int top = 0;
  int bottom = 0;
  int thickness() const { return bottom - top; }
};

constexpr float kSteepest = 0.36f;    // tan(20 degrees)
constexpr float kSlopeStep = 0.004f;  // columns are up to some 2,000: a pixel or two at the ends
constexpr int kSlopes = 2 * static_cast<int>(kSteepest / kSlopeStep) + 1;
constexpr int kBin = 2;  // pixels

int thickest_line(const GreyPlane& ink) {
  return std::max(3, std::max(ink.width, ink.height) / 200);
}

std::vector<ColumnRun> thin_runs(const GreyPlane& ink) {
  const int thickest = thickest_line(ink);
  std::vector<ColumnRun> runs;
  std::vector<int> begin(static_cast<std::size_t>(ink.width), -1);
  for (int y = 0; y <= ink.height; ++y) {
    for (int x = 0; x < ink.width; ++x) {
      int& top = begin[static_cast<std::size_t>(x)];
      if (y < ink.height && ink.at(x, y) != 0) {
        if (top < 0) top = y;
      } else if (top >= 0) {
        if (y - top <= thickest) runs.push_back({x, top, y});
        top = -1;
      }
    }
  }
  return runs;
}

// Returns lines along which thin runs lie over much of the picture (Hough 1962; Duda and Hart
// 1972).
std::vector<PrintedLine> lines_through(const std::vector<ColumnRun>& runs, int width, int height) {
  constexpr std::size_t kMostVotes = 60'000;
  constexpr float kCovered = 0.1f;  // of the width
  constexpr std::size_t kMostLines = 2000;
  const std::size_t every = runs.size() / kMostVotes + 1;
  const int beyond = static_cast<int>(kSteepest * static_cast<float>(width) / 2) / kBin + 2;
  const int bins = height / kBin + 2 * beyond + 1;
  Plane<int> votes(bins, kSlopes);
  for (std::size_t i = 0; i < runs.size(); i += every) {
    const float y = 0.5f * static_cast<float>(runs[i].top + runs[i].bottom);
    const float x = static_cast<float>(runs[i].x) - 0.5f * static_cast<float>(width);
    for (int s = 0; s < kSlopes; ++s) {
      const float slope = static_cast<float>(s - kSlopes / 2) * kSlopeStep;
      ++votes.at(static_cast<int>((y - slope * x) / kBin + static_cast<float>(beyond)), s);
    }
  }
  const int needed = std::max(
      8, static_cast<int>(kCovered * static_cast<float>(width) / static_cast<float>(every)));
  std::vector<PrintedLine> lines;
  for (int s = 0; s < kSlopes; ++s) {
    for (int b = 0; b < bins; ++b) {
      const int own = votes.at(b, s);
      if (own < needed) continue;
      bool best = true;
      for (int t = std::max(0, s - 3); t <= std::min(kSlopes - 1, s + 3); ++t) {
        for (int c = std::max(0, b - 3); c <= std::min(bins - 1, b + 3); ++c) {
          const int other = votes.at(c, t);
          best = best && (other < own || (other == own && (t > s || (t == s && c >= b))));
        }
      }
      if (!best) continue;
      // So many lines are noise.
      if (lines.size() == kMostLines) return {};
      lines.push_back({(static_cast<float>(b - beyond) + 0.5f) * kBin,
                       static_cast<float>(s - kSlopes / 2) * kSlopeStep});
    }
  }
  return lines;
}

template <class T>
T middle_of(std::vector<T> values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return *half;
}

// Returns the runs of ink near the line, at most one in each column. Lines bend a little where the
// lens or the paper does, so it goes after them.
std::vector<ColumnRun> runs_along(const GreyPlane& ink, const PrintedLine& line) {
  constexpr int kAside = 3;  // pixels
  std::vector<ColumnRun> runs;
  float aside = 0;
  for (int x = 0; x < ink.width; ++x) {
    const int y = static_cast<int>(std::lround(line.at(x, ink.width) + aside));
    int found = -1;
    for (int d = 0; d <= kAside && found < 0; ++d) {
      if (ink.contains(x, y - d) && ink.at(x, y - d) != 0) found = y - d;
      if (found < 0 && ink.contains(x, y + d) && ink.at(x, y + d) != 0) found = y + d;
    }
    if (found < 0) continue;
    int top = found, bottom = found;
    while (top > 0 && ink.at(x, top - 1) != 0) --top;
    while (bottom < ink.height && ink.at(x, bottom) != 0) ++bottom;
    runs.push_back({x, top, bottom});
    if (bottom - top <= thickest_line(ink)) {
      const float away = 0.5f * static_cast<float>(top + bottom) - line.at(x, ink.width);
      aside += 0.1f * (std::clamp(away, -8.0f, 8.0f) - aside);
    }
  }
  return runs;
}

int darkest_in(const GreyPlane& flat, const ColumnRun& run) {
  int darkest = 0;
  for (int y = run.top; y < run.bottom; ++y) {
    darkest = std::max(darkest, 255 - flat.at(run.x, y));
  }
  return darkest;
}

struct LineLooks {
  int thickness = 0;
  int darkness = 0;
};

// Returns how the thin runs among these look, or nothing where none is thin.
std::optional<LineLooks> looks_of(const std::vector<ColumnRun>& runs, const GreyPlane& flat,
                                  int thickest) {
  std::vector<int> thickness, darkness;
  for (const ColumnRun& run : runs) {
    if (run.thickness() > thickest) continue;
    thickness.push_back(run.thickness());
    darkness.push_back(darkest_in(flat, run));
  }
  if (thickness.empty()) return std::nullopt;
  return LineLooks{middle_of(thickness), middle_of(darkness)};
}

void erase_line(GreyPlane& ink, const GreyPlane& flat, const std::vector<ColumnRun>& runs,
                const LineLooks& looks) {
  for (const ColumnRun& run : runs) {
    if (run.thickness() > looks.thickness + 1) continue;
    if (darkest_in(flat, run) > looks.darkness + looks.darkness / 3 + 10) continue;
    for (int y = run.top; y < run.bottom; ++y) ink.at(run.x, y) = 0;
  }
}

// Returns along how much of its way through the picture a line can be seen, 0 to 1, and how long
// that way is, as a share of the picture's width.
struct LineSeen {
  float share = 0;
  float way = 0;
};
LineSeen seen_of(const PrintedLine& line, const std::vector<ColumnRun>& runs,
                 const GreyPlane& ink) {
  constexpr int kParts = 20;
  std::vector<int> covered(kParts), columns(kParts);
  for (int x = 0; x < ink.width; ++x) {
    const float y = line.at(x, ink.width);
    if (y >= 0 && y < static_cast<float>(ink.height)) {
      ++columns[static_cast<std::size_t>(x * kParts / ink.width)];
    }
  }
  for (const ColumnRun& run : runs) {
    if (run.thickness() > thickest_line(ink)) continue;
    ++covered[static_cast<std::size_t>(run.x * kParts / ink.width)];
  }
  int parts = 0, full = 0;
  for (std::size_t i = 0; i < kParts; ++i) {
    if (columns[i] * 2 * kParts < ink.width) continue;
    ++parts;
    full += covered[i] * 3 > columns[i] ? 1 : 0;
  }
  if (parts == 0) return {};
  return {static_cast<float>(full) / static_cast<float>(parts), static_cast<float>(parts) / kParts};
}

void erase_across(GreyPlane& ink, const GreyPlane& flat) {
  constexpr std::size_t kSeveral = 3;
  constexpr float kSurely = 0.7f, kLongWay = 0.6f;
  constexpr float kPerhaps = 0.4f;
  const auto lines = lines_through(thin_runs(ink), ink.width, ink.height);
  std::vector<std::vector<ColumnRun>> printed;
  std::vector<int> darkness;
  for (const PrintedLine& line : lines) {
    std::vector<ColumnRun> runs = runs_along(ink, line);
    const LineSeen seen = seen_of(line, runs, ink);
    if (seen.share < kPerhaps) continue;
    if (seen.share >= kSurely && seen.way >= kLongWay) {
      if (const auto looks = looks_of(runs, flat, thickest_line(ink))) {
        darkness.push_back(looks->darkness);
      }
    }
    printed.push_back(std::move(runs));
  }
  // Where several lines are sure, those that are hidden in part are told by being as faint.
  if (darkness.size() < kSeveral) return;
  const int usual = middle_of(darkness);
  for (const auto& runs : printed) {
    auto looks = looks_of(runs, flat, thickest_line(ink));
    if (!looks) continue;
    looks->darkness = std::min(looks->darkness, usual + usual / 4);
    erase_line(ink, flat, runs, *looks);
  }
}

// Where lines cross, a little of them is thicker than they are. Such crumbs go with what was around
// them.
void erase_crumbs(GreyPlane& traces, const GreyPlane& ink) {
  const int largest = 2 * thickest_line(ink) + 2;
  for (const InkPart& part : parts_of(traces, 1)) {
    if (part.width() > largest || part.height() > largest) continue;
    const bool torn = std::any_of(part.runs.begin(), part.runs.end(), [&](const InkRun& run) {
      for (int y = std::max(run.y - 1, 0); y <= std::min(run.y + 1, ink.height - 1); ++y) {
        for (int x = std::max(run.begin - 1, 0); x <= std::min(run.end, ink.width - 1); ++x) {
          if (ink.at(x, y) != 0 && traces.at(x, y) == 0) return true;
        }
      }
      return false;
    });
    if (!torn) continue;
    for (const InkRun& run : part.runs) {
      std::fill(traces.row(run.y) + run.begin, traces.row(run.y) + run.end, std::uint8_t{0});
    }
  }
}

GreyPlane transposed(const GreyPlane& plane) {
  GreyPlane result(plane.height, plane.width);
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) result.at(y, x) = plane.at(x, y);
  }
  return result;
}

}  // namespace

GreyPlane without_printed_lines(const GreyPlane& ink, const GreyPlane& flat) {
  // A strip of paper is no sheet.
  constexpr int kLeast = 32, kMost = 8000;
  if (std::min(ink.width, ink.height) < kLeast || std::max(ink.width, ink.height) > kMost) {
    return ink;
  }
  GreyPlane across = ink;
  erase_across(across, flat);
  GreyPlane down = transposed(across);
  erase_across(down, transposed(flat));
  GreyPlane traces = transposed(down);
  erase_crumbs(traces, ink);
  return traces;
}

}  // namespace inkling
