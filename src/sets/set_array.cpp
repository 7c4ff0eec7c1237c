#include "sets/set_array.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "data/idx.h"
#include "model/foreign/npy_array.h"
#include "sets/image_set.h"

namespace inkling {
namespace {

constexpr std::int64_t kLeastSide = 4, kMostSide = 512;
// Rows of fewer numbers are no images: of labels, each is the share of a class.
constexpr std::int64_t kLeastPixels = 64;

std::string words_of(const std::vector<std::int64_t>& shape) {
  std::string words;
  for (const std::int64_t extent : shape) {
    words += (words.empty() ? "" : " × ") + std::to_string(extent);
  }
  return words;
}

std::int64_t inner_count(const SetArray& array) {
  std::int64_t count = 1;
  for (std::size_t d = 1; d < array.shape.size(); ++d) count *= array.shape[d];
  return count;
}

// Reads the numbers of one image after the other, whatever their order is.
class Numbers {
 public:
  explicit Numbers(const SetArray& array)
      : array_(array), size_(element_size(array.type)), inner_(inner_count(array)) {}

  // `inner` counts with the last index changing fastest.
  float at(std::int64_t image, std::int64_t inner) const {
    std::int64_t place = image * inner_ + inner;
    if (array_.fortran) {
      std::int64_t stride = 1;
      for (std::size_t d = 1; d < array_.shape.size(); ++d) stride *= array_.shape[d - 1];
      place = image;
      for (std::size_t d = array_.shape.size() - 1; d > 0; --d) {
        place += inner % array_.shape[d] * stride;
        inner /= array_.shape[d];
        stride /= array_.shape[d - 1];
      }
    }
    return read_element(array_.type,
                        array_.bytes.subspan(static_cast<std::size_t>(place) * size_, size_),
                        array_.order);
  }

  std::int64_t inner() const { return inner_; }

 private:
  const SetArray& array_;
  std::size_t size_;
  std::int64_t inner_;
};

// Numbers from `least` to `most` become 0 to 255.
struct Brightness {
  float least = 0;
  float scale = 1;

  std::uint8_t of(float value) const {
    const float grey = (value - least) * scale;
    return grey >= 0 ? static_cast<std::uint8_t>(std::lround(std::min(grey, 255.0f))) : 0;
  }
};

Brightness brightness_of(const SetArray& array, const Numbers& numbers) {
  // Looking at some images is enough: all of a set have the same range.
  constexpr std::int64_t kLooked = 1000;
  constexpr float kDarkest = 64;
  float least = 0, most = 0;
  for (std::int64_t i = 0; i < std::min(array.count(), kLooked); ++i) {
    for (std::int64_t k = 0; k < numbers.inner(); ++k) {
      const float value = numbers.at(i, k);
      if (!std::isfinite(value)) continue;
      least = std::min(least, value);
      most = std::max(most, value);
    }
  }
  if (least < 0) return {least, 255 / (most - least)};
  return {0, most > 0 && most < kDarkest ? 255 / most : 1};
}

bool is_square(std::int64_t pixels) {
  const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(pixels)));
  return side * side == pixels;
}

bool channels_first(const SetArray& array) {
  return array.shape.size() == 4 && (array.shape[1] == 1 || array.shape[1] == 3) &&
         array.shape[3] > 3;
}

bool is_side(std::int64_t extent) { return extent >= kLeastSide && extent <= kMostSide; }

}  // namespace

bool is_idx(std::span<const std::uint8_t> bytes) {
  return bytes.size() > 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] >= 0x08 &&
         bytes[2] <= 0x0e && bytes[3] >= 1 && bytes[3] <= 4;
}

Result<SetArray> idx_array(std::span<const std::uint8_t> bytes) {
  const Result<IdxArray> idx = parse_idx(bytes);
  if (!idx) return idx.error();
  if (idx->values.empty()) return Error{ErrorCode::kDamaged, "This IDX file holds nothing."};
  SetArray array;
  array.shape.assign(idx->shape.begin(), idx->shape.end());
  array.bytes = idx->values;
  return array;
}

Result<SetArray> npy_set_array(const std::string& name, std::span<const std::uint8_t> bytes) {
  const Result<NpyArray> npy = parse_npy(name, bytes);
  if (!npy) return npy.error();
  const auto count = number_count(npy->shape);
  const std::size_t size = element_size(npy->type.type);
  if (!count || *count == 0 || size == 0 || *count > npy->data.size() ||
      npy->data.size() != *count * size) {
    return Error{ErrorCode::kDamaged, "The array " + name + " is not as long as its shape says."};
  }
  return SetArray{.shape = npy->shape,
                  .type = npy->type.type,
                  .order = npy->type.order,
                  .fortran = npy->fortran,
                  .bytes = npy->data};
}

bool is_labels(const SetArray& array) {
  return array.shape.size() == 1 || (array.shape.size() == 2 && array.shape[1] < kLeastPixels);
}

Result<ImageSize> image_size(const SetArray& array) {
  const std::vector<std::int64_t>& shape = array.shape;
  std::int64_t height = 0, width = 0;
  if (shape.size() == 2 && is_square(shape[1])) {
    height = width = static_cast<std::int64_t>(std::llround(std::sqrt(shape[1])));
  } else if (shape.size() == 3) {
    height = shape[1];
    width = shape[2];
  } else if (channels_first(array)) {
    height = shape[2];
    width = shape[3];
  } else if (shape.size() == 4 && (shape[3] == 1 || shape[3] == 3)) {
    height = shape[1];
    width = shape[2];
  }
  if (!is_side(height) || !is_side(width)) {
    return refused_set("shape\n" + words_of(shape),
                       "An array of " + words_of(shape) + " holds no images that can be learned.");
  }
  return ImageSize{static_cast<int>(height), static_cast<int>(width)};
}

void read_images(const SetArray& array, const ImageSize& size,
                 const std::function<void(std::span<const std::uint8_t> grey)>& take) {
  const Numbers numbers(array);
  const auto pixels = static_cast<std::int64_t>(size.height) * size.width;
  const std::int64_t channels = numbers.inner() / pixels;
  const std::int64_t next_pixel = channels_first(array) ? 1 : channels;
  const std::int64_t next_channel = channels_first(array) ? pixels : 1;
  const Brightness brightness = brightness_of(array, numbers);
  const bool plain = array.type == ElementType::kUint8 && channels == 1 && !array.fortran &&
                     brightness.least == 0 && brightness.scale == 1;
  std::vector<std::uint8_t> grey(static_cast<std::size_t>(pixels));
  for (std::int64_t i = 0; i < array.count(); ++i) {
    if (plain) {
      take(array.bytes.subspan(static_cast<std::size_t>(i * pixels), grey.size()));
      continue;
    }
    for (std::int64_t p = 0; p < pixels; ++p) {
      float sum = 0;
      for (std::int64_t c = 0; c < channels; ++c) {
        sum += numbers.at(i, p * next_pixel + c * next_channel);
      }
      grey[static_cast<std::size_t>(p)] = brightness.of(sum / static_cast<float>(channels));
    }
    take(grey);
  }
}

Result<std::vector<int>> read_labels(const SetArray& array) {
  constexpr float kMost = 1e6f;
  const Numbers numbers(array);
  std::vector<int> labels;
  for (std::int64_t i = 0; i < array.count(); ++i) {
    float label = 0;
    if (numbers.inner() == 1) {
      label = numbers.at(i, 0);
    } else {
      for (std::int64_t k = 1; k < numbers.inner(); ++k) {
        if (numbers.at(i, k) > numbers.at(i, static_cast<std::int64_t>(label))) {
          label = static_cast<float>(k);
        }
      }
    }
    if (!(std::abs(label) < kMost) || label != std::floor(label)) {
      return refused_set("labels", "The labels of this set are not whole numbers.");
    }
    labels.push_back(static_cast<int>(label));
  }
  return labels;
}

}  // namespace inkling
