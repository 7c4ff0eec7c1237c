#include "data/idx.h"

namespace inkling {
namespace {

constexpr std::uint8_t kUnsignedByte = 0x08;

Error damaged_idx(const char* what) {
  return {ErrorCode::kDamaged, std::string("This is no IDX file of bytes: ") + what + "."};
}

}  // namespace

Result<IdxArray> parse_idx(std::span<const std::uint8_t> file) {
  if (file.size() < 4) return damaged_idx("it is shorter than a header");
  if (file[0] != 0 || file[1] != 0) return damaged_idx("it does not begin with two zero bytes");
  if (file[2] != kUnsignedByte) return damaged_idx("its elements are not unsigned bytes");
  const std::size_t dimensions = file[3];
  const std::size_t header = 4 + 4 * dimensions;
  if (dimensions == 0 || file.size() < header) return damaged_idx("its header is cut off");

  IdxArray array;
  std::uint64_t size = 1;
  for (std::size_t d = 0; d < dimensions; ++d) {
    const std::uint8_t* at = file.data() + 4 + 4 * d;
    const std::uint32_t extent =
        std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | at[3];
    size *= extent;
    if (extent > file.size() || size > file.size())
      return damaged_idx("it is shorter than its shape");
    array.shape.push_back(static_cast<int>(extent));
  }
  if (file.size() - header != size) return damaged_idx("its length does not fit its shape");
  array.values = file.subspan(header);
  return array;
}

}  // namespace inkling
