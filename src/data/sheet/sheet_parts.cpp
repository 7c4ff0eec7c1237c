#include "data/sheet/sheet_parts.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace inkling {
namespace {

InkPart empty_part() {
  constexpr int kMost = std::numeric_limits<int>::max();
  return {kMost, kMost, 0, 0, 0, {}};
}

void add_run(InkPart& part, const InkRun& run) {
  part.left = std::min(part.left, run.begin);
  part.top = std::min(part.top, run.y);
  part.right = std::max(part.right, run.end);
  part.bottom = std::max(part.bottom, run.y + 1);
  part.area += run.end - run.begin;
  part.runs.push_back(run);
}

std::vector<InkRun> runs_of(const GreyPlane& mask) {
  std::vector<InkRun> runs;
  for (int y = 0; y < mask.height; ++y) {
    const std::uint8_t* row = mask.row(y);
    for (int x = 0; x < mask.width; ++x) {
      if (row[x] == 0) continue;
      const int begin = x;
      while (x < mask.width && row[x] != 0) ++x;
      runs.push_back({y, begin, x});
    }
  }
  return runs;
}

// Returns the run that stands for all that hang together with this one.
int root_of(std::vector<int>& parents, int i) {
  while (parents[static_cast<std::size_t>(i)] != i) {
    int& parent = parents[static_cast<std::size_t>(i)];
    parent = parents[static_cast<std::size_t>(parent)];
    i = parent;
  }
  return i;
}

// Joins each run with those of the row above that it touches.
std::vector<int> connected(const std::vector<InkRun>& runs) {
  std::vector<int> parents(runs.size());
  std::iota(parents.begin(), parents.end(), 0);
  std::size_t above = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const InkRun& run = runs[i];
    while (runs[above].y < run.y - 1 ||
           (runs[above].y == run.y - 1 && runs[above].end < run.begin)) {
      ++above;
    }
    for (std::size_t j = above; runs[j].y == run.y - 1 && runs[j].begin <= run.end; ++j) {
      const int a = root_of(parents, static_cast<int>(i));
      const int b = root_of(parents, static_cast<int>(j));
      parents[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }
  }
  return parents;
}

}  // namespace

std::vector<InkPart> parts_of(const GreyPlane& mask, int least) {
  const std::vector<InkRun> runs = runs_of(mask);
  std::vector<int> parents = connected(runs);
  std::vector<int> areas(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const int root = root_of(parents, static_cast<int>(i));
    areas[static_cast<std::size_t>(root)] += runs[i].end - runs[i].begin;
  }
  std::vector<int> part_of_root(runs.size(), -1);
  std::vector<InkPart> parts;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto root = static_cast<std::size_t>(root_of(parents, static_cast<int>(i)));
    if (areas[root] < least) continue;
    if (part_of_root[root] < 0) {
      part_of_root[root] = static_cast<int>(parts.size());
      parts.push_back(empty_part());
    }
    add_run(parts[static_cast<std::size_t>(part_of_root[root])], runs[i]);
  }
  return parts;
}

InkPart part_of(const std::vector<InkRun>& runs) {
  InkPart part = empty_part();
  for (const InkRun& run : runs) add_run(part, run);
  return part;
}

InkPart joined(const InkPart& a, const InkPart& b) {
  std::vector<InkRun> runs(a.runs.size() + b.runs.size());
  std::merge(
      a.runs.begin(), a.runs.end(), b.runs.begin(), b.runs.end(), runs.begin(),
      [](const InkRun& r, const InkRun& s) { return r.y != s.y ? r.y < s.y : r.begin < s.begin; });
  return part_of(runs);
}

}  // namespace inkling
