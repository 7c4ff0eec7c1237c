#include "data/sheet/sheet_ink.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkling {

GreyPlane flattened(const GreyPlane& grey) {
  std::array<std::size_t, 256> counts{};
  for (const std::uint8_t value : grey.values) ++counts[value];
  const auto paper =
      static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  int most = 1;
  for (const std::uint8_t value : grey.values) most = std::max(most, std::abs(value - paper));
  GreyPlane flat(grey.width, grey.height);
  std::transform(grey.values.begin(), grey.values.end(), flat.values.begin(), [&](std::uint8_t v) {
    return static_cast<std::uint8_t>(255 - 255 * std::abs(v - paper) / most);
  });
  return flat;
}

GreyPlane ink_mask(const GreyPlane& flat) {
  GreyPlane mask(flat.width, flat.height);
  std::transform(flat.values.begin(), flat.values.end(), mask.values.begin(),
                 [](std::uint8_t v) { return static_cast<std::uint8_t>(v < 128 ? 1 : 0); });
  return mask;
}

}  // namespace inkling
