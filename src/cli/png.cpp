#include "cli/png.h"

#include <zlib.h>

#include <string_view>

namespace inkling {
namespace {

void append_number(Bytes& to, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(number >> shift));
  }
}

void append_chunk(Bytes& to, std::string_view type, const Bytes& content) {
  append_number(to, static_cast<std::uint32_t>(content.size()));
  const std::size_t checked_from = to.size();
  to.insert(to.end(), type.begin(), type.end());
  to.insert(to.end(), content.begin(), content.end());
  append_number(to, static_cast<std::uint32_t>(crc32(0, to.data() + checked_from,
                                                     static_cast<uInt>(to.size() - checked_from))));
}

}  // namespace

Bytes to_png(const GreyImage& image) {
  Bytes header;
  append_number(header, static_cast<std::uint32_t>(image.width));
  append_number(header, static_cast<std::uint32_t>(image.height));
  // 8 bits of grey; the only methods of compression and filtering; not interlaced.
  for (const std::uint8_t byte : {8, 0, 0, 0, 0}) header.push_back(byte);

  Bytes rows;  // each behind the number of its filter: none
  for (int y = 0; y < image.height; ++y) {
    rows.push_back(0);
    const auto row = image.pixels.begin() + static_cast<std::ptrdiff_t>(y) * image.width;
    rows.insert(rows.end(), row, row + image.width);
  }
  uLongf size = compressBound(static_cast<uLong>(rows.size()));
  Bytes packed(size);
  compress(packed.data(), &size, rows.data(), static_cast<uLong>(rows.size()));
  packed.resize(size);

  Bytes file = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  append_chunk(file, "IHDR", header);
  append_chunk(file, "IDAT", packed);
  append_chunk(file, "IEND", {});
  return file;
}

}  // namespace inkling
