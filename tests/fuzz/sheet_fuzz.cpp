// Whatever the pixels of a picture are and however wide it is, it is read or refused.
#include "data/sheet/read_sheet.h"
#include "fuzz/fuzz.h"

void fuzz(std::span<const std::uint8_t> bytes) {
  using namespace inkling;
  if (bytes.size() < 3) return;
  const int channels[] = {1, 3, 4, 1};
  SheetPixels pixels;
  pixels.channels = channels[bytes[1] >> 6];
  pixels.width = 1 + bytes[0] + 256 * (bytes[1] & 63);
  pixels.bytes = bytes.subspan(2);
  const std::size_t row = static_cast<std::size_t>(pixels.width * pixels.channels);
  pixels.height = static_cast<int>(pixels.bytes.size() / row);
  pixels.bytes = pixels.bytes.first(row * static_cast<std::size_t>(pixels.height));
  // It is sure of whatever has much ink.
  const auto reading = read_sheet(pixels, [](const Picture& picture) {
    Probabilities probabilities{};
    const std::size_t digit = picture[400] % kDigits;
    probabilities[digit] = picture[380] > 100 ? 0.9f : 0.3f;
    return probabilities;
  });
  if (!reading) return;
  for (const SheetLine& line : reading->lines) {
    if (line.digits.empty()) __builtin_trap();
  }
}
