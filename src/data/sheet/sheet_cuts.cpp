#include "data/sheet/sheet_cuts.h"

#include <algorithm>
#include <cmath>

#include "data/sheet/plane.h"

namespace inkling {
namespace {

// Returns for each row the column before which it is cut. The seam keeps to the columns from `low`
// to `high` (of the mask), and stepping aside costs a little.
std::vector<int> seam_of(const GreyPlane& mask, int low, int high) {
  constexpr float kPaper = 0.01f, kAside = 0.15f;
  const int width = high - low + 1;
  Plane<float> cost(width, mask.height);
  Plane<int> came(width, mask.height);
  for (int y = 0; y < mask.height; ++y) {
    for (int i = 0; i < width; ++i) {
      float best = 0;
      int from = i;
      if (y > 0) {
        best = cost.at(i, y - 1);
        for (const int side : {-1, 1}) {
          if (i + side < 0 || i + side >= width) continue;
          const float other = cost.at(i + side, y - 1) + kAside;
          if (other < best) {
            best = other;
            from = i + side;
          }
        }
      }
      cost.at(i, y) = best + (mask.at(low + i, y) != 0 ? 1.0f : kPaper);
      came.at(i, y) = from;
    }
  }
  std::vector<int> seam(static_cast<std::size_t>(mask.height));
  const float* last = cost.row(mask.height - 1);
  int i = static_cast<int>(std::min_element(last, last + width) - last);
  for (int y = mask.height - 1; y >= 0; --y) {
    seam[static_cast<std::size_t>(y)] = low + i;
    i = came.at(i, y);
  }
  return seam;
}

InkCut cut_along(const InkPart& part, const std::vector<int>& seam) {
  InkCut cut;
  std::vector<InkRun> left, right;
  for (const InkRun& run : part.runs) {
    const int x = part.left + seam[static_cast<std::size_t>(run.y - part.top)];
    if (run.begin < x) left.push_back({run.y, run.begin, std::min(run.end, x)});
    if (run.end > x) right.push_back({run.y, std::max(run.begin, x), run.end});
    cut.ink += run.begin < x && x < run.end ? 1.0f : 0.0f;
  }
  cut.left = part_of(left);
  cut.right = part_of(right);
  return cut;
}

}  // namespace

std::vector<InkCut> cuts_of(const InkPart& part, float height, std::size_t most) {
  constexpr int kSeams = 9;
  GreyPlane mask(part.width(), part.height());
  for (const InkRun& run : part.runs) {
    std::fill(mask.row(run.y - part.top) + run.begin - part.left,
              mask.row(run.y - part.top) + run.end - part.left, std::uint8_t{1});
  }
  std::vector<InkCut> cuts;
  const int reach = std::max(1, static_cast<int>(0.2f * height));
  for (int k = 1; k <= kSeams; ++k) {
    const int middle = part.width() * (k + 1) / (kSeams + 3);
    const int low = std::max(1, middle - reach);
    const int high = std::min(part.width() - 1, middle + reach);
    if (low >= high) continue;
    InkCut cut = cut_along(part, seam_of(mask, low, high));
    if (cut.left.area == 0 || cut.right.area == 0) continue;
    const bool tall =
        static_cast<float>(std::min(cut.left.height(), cut.right.height())) >= 0.5f * height;
    const bool little = cut.ink <= 0.5f * height;
    const bool known = std::any_of(cuts.begin(), cuts.end(), [&](const InkCut& other) {
      return std::abs(other.left.area - cut.left.area) * 20 < part.area;
    });
    if (tall && little && !known) cuts.push_back(std::move(cut));
  }
  std::stable_sort(cuts.begin(), cuts.end(),
                   [](const InkCut& a, const InkCut& b) { return a.ink < b.ink; });
  if (cuts.size() > most) cuts.resize(most);
  return cuts;
}

}  // namespace inkling
