#include "sets/set_reader.h"

#include <algorithm>
#include <utility>

#include "base/classes.h"
#include "data/picture_turn.h"
#include "math/random.h"
#include "model/foreign/npy_array.h"
#include "model/foreign/shown_name.h"
#include "model/foreign/zip_file.h"
#include "sets/csv_table.h"
#include "sets/fit_picture.h"

namespace inkling {
namespace {

constexpr int kTestShare = 7;  // One image of so many is set aside to test with, as in MNIST.
constexpr std::uint64_t kStream = 26;

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

// Returns the folder that a file lies in, without those around it.
std::string folder_of(const std::string& path) {
  const std::size_t end = path.rfind('/');
  if (end == std::string::npos || end == 0) return "";
  const std::size_t begin = path.rfind('/', end - 1);
  return path.substr(begin == std::string::npos ? 0 : begin + 1,
                     end - (begin == std::string::npos ? 0 : begin + 1));
}

Error damaged_file(const std::string& path, const Error& error) {
  return error.code == ErrorCode::kDataSet
             ? error
             : refused_set("damaged\n" + shown_name(path), error.message);
}

void swap_images(std::vector<std::uint8_t>& pixels, std::size_t a, std::size_t b) {
  const auto at = [&](std::size_t i) {
    return pixels.begin() + static_cast<std::ptrdiff_t>(i * kPixels);
  };
  std::swap_ranges(at(a), at(a) + kPixels, at(b));
}

// Mixes the images: what is sorted by classes has some of them only at its end.
void mix(ImageSet::Part& part) {
  Random random(1, kStream);
  for (auto count = static_cast<std::uint32_t>(part.count()); count > 1; --count) {
    const std::uint32_t other = random.below(count);
    if (other == count - 1) continue;
    swap_images(part.pixels, count - 1, other);
    std::swap(part.labels[count - 1], part.labels[other]);
  }
}

bool is_sorted(const ImageSet::Part& part) {
  return std::is_sorted(part.labels.begin(), part.labels.end());
}

// Moves the last images of `from` to `to`, which is empty.
void set_aside(ImageSet::Part& from, ImageSet::Part& to) {
  const auto kept =
      static_cast<std::ptrdiff_t>(from.count() - std::max(1, from.count() / kTestShare));
  to.pixels.assign(from.pixels.begin() + kept * kPixels, from.pixels.end());
  to.labels.assign(from.labels.begin() + kept, from.labels.end());
  from.pixels.resize(static_cast<std::size_t>(kept * kPixels));
  from.labels.resize(static_cast<std::size_t>(kept));
}

// Returns whether the images are dark on light: their borders are bright.
bool is_dark_on_light(const ImageSet::Part& part) {
  constexpr int kLooked = 2000, kBright = 160;
  const int count = std::min(part.count(), kLooked);
  std::uint64_t sum = 0, pixels = 0;
  for (int i = 0; i < count; ++i) {
    const std::uint8_t* image = part.pixels.data() + static_cast<std::ptrdiff_t>(i) * kPixels;
    for (int p = 0; p < kPictureSide; ++p) {
      const int last = kPictureSide - 1;
      sum += image[p] + image[last * kPictureSide + p] + image[p * kPictureSide] +
             image[p * kPictureSide + last];
      pixels += 4;
    }
  }
  return pixels > 0 && sum / pixels >= kBright;
}

void invert(std::vector<std::uint8_t>& pixels) {
  for (std::uint8_t& pixel : pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
}

}  // namespace

// The innermost folder or file that says it decides.
SetReader::Use SetReader::use_of(const std::string& path) {
  std::string rest = small_letters(path);
  while (!rest.empty()) {
    const std::size_t slash = rest.rfind('/');
    const std::string name = slash == std::string::npos ? rest : rest.substr(slash + 1);
    if (contains(name, "train")) return Use::kTrain;
    if (contains(name, "test") || contains(name, "t10k")) return Use::kTest;
    if (contains(name, "valid") || name.starts_with("val_") || name == "val") {
      return Use::kValidation;
    }
    rest.resize(slash == std::string::npos ? 0 : slash);
  }
  return Use::kTrain;
}

void SetReader::add(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (error_) return;
  const Status added = add_file(path, bytes);
  if (!added) error_ = damaged_file(path, added.error());
}

Status SetReader::add_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (is_zip(bytes)) {
    const Result<ZipFiles> files = read_zip(bytes);
    if (!files) return files.error();
    for (const ZipEntry& file : *files) {
      if (is_zip(file.bytes)) continue;  // An archive in an archive could go on for ever.
      if (const Status added = add_file(path + "/" + file.name, file.bytes); !added) {
        return damaged_file(file.name, added.error());
      }
    }
    return Nothing{};
  }
  if (is_csv(path, bytes)) {
    paths_ += small_letters(path) + "\n";
    return add_table(use_of(path), {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  if (!is_idx(bytes) && !is_npy(bytes)) return Nothing{};
  const Result<SetArray> array =
      is_idx(bytes) ? idx_array(bytes) : npy_set_array(shown_name(path), bytes);
  if (!array) return array.error();
  if (is_idx(bytes) && array->shape.size() == 2) return add_picture(path, *array);
  paths_ += small_letters(path) + "\n";
  return add_array(use_of(path), *array);
}

Status SetReader::add_picture(const std::string& path, const SetArray& array) {
  constexpr int kMostPictureSide = 512;
  const std::string folder = folder_of(path);
  if (folder.empty()) {
    return refused_set("no-folder\n" + shown_name(path),
                       "The picture " + shown_name(path) +
                           " lies in no folder: each class needs a folder, by its name.");
  }
  if (array.shape[0] > kMostPictureSide || array.shape[1] > kMostPictureSide) return Nothing{};
  const ImageSize size = {static_cast<int>(array.shape[0]), static_cast<int>(array.shape[1])};
  // The folders around that of the class say what it is for.
  const Use use = use_of(path.substr(0, path.rfind(folder + "/")));
  if (const Status added = add_image(use, array.bytes, size); !added) return added;
  return add_label(use, shown_name(folder));
}

Status SetReader::add_array(Use use, const SetArray& array) {
  if (is_labels(array)) {
    const Result<std::vector<int>> labels = read_labels(array);
    if (!labels) return labels.error();
    for (const int label : *labels) {
      if (const Status added = add_label(use, std::to_string(label)); !added) return added;
    }
    return Nothing{};
  }
  const Result<ImageSize> size = image_size(array);
  if (!size) return size.error();
  expect_images(use, array.count());
  Status added = Nothing{};
  read_images(array, *size, [&](std::span<const std::uint8_t> grey) {
    if (added) added = add_image(use, grey, *size);
  });
  return added;
}

Status SetReader::add_table(Use use, std::string_view text) {
  const Result<CsvLayout> layout = csv_layout(text);
  if (!layout) return layout.error();
  if (layout->label_column < 0) {
    unlabelled_table_ = true;
    return Nothing{};
  }
  const ImageSize size = {layout->side, layout->side};
  // A line has a number and a separator in each column, at least.
  expect_images(use, static_cast<std::int64_t>(text.size()) / (2 * layout->columns - 1));
  Status added = Nothing{};
  const Status read =
      read_csv(text, *layout, [&](std::string_view label, std::span<const std::uint8_t> grey) {
        added = add_image(use, grey, size);
        if (added) added = add_label(use, shown_name(std::string(label)));
        return added.ok();
      });
  return read ? added : read;
}

void SetReader::expect_images(Use use, std::int64_t count) {
  std::vector<std::uint8_t>& pixels = part(use).pixels;
  const auto more = static_cast<std::size_t>(std::min<std::int64_t>(count, kMostSetImages));
  pixels.reserve(pixels.size() + more * kPixels);
}

Status SetReader::add_image(Use use, std::span<const std::uint8_t> grey, const ImageSize& size) {
  int images = 1;
  for (const Part& each : parts_) images += each.images();
  if (images > kMostSetImages) {
    return refused_set(
        "too-many\n" + std::to_string(kMostSetImages),
        "This set is too large: at most " + std::to_string(kMostSetImages) + " images fit.");
  }
  std::vector<std::uint8_t>& pixels = part(use).pixels;
  if (size.height == kPictureSide && size.width == kPictureSide) {
    pixels.insert(pixels.end(), grey.begin(), grey.end());
    return Nothing{};
  }
  changes_.height = size.height;
  changes_.width = size.width;
  const Picture picture = fit_picture(grey, size.height, size.width);
  pixels.insert(pixels.end(), picture.begin(), picture.end());
  return Nothing{};
}

Status SetReader::add_label(Use use, const std::string& label) {
  const int number = labels_.number_of(label);
  if (number >= LabelNames::kMost) {
    return refused_set(
        "classes\n" + std::to_string(LabelNames::kMost) + "\n" + std::to_string(kMaxClasses),
        "This set has too many classes.");
  }
  part(use).labels.push_back(number);
  return Nothing{};
}

Status SetReader::check_parts() {
  int images = 0, labels = 0;
  for (const Part& each : parts_) {
    images += each.images();
    labels += static_cast<int>(each.labels.size());
  }
  if (images == 0 && labels == 0) {
    if (unlabelled_table_) return refused_set("no-labels", "This table has pixels but no labels.");
    return refused_set("nothing", "There is no data set in these files.");
  }
  if (labels == 0) return refused_set("no-labels", "There are images, but no labels.");
  if (images == 0) return refused_set("no-images", "There are labels, but no images.");
  for (const Part& each : parts_) {
    const auto count = static_cast<int>(each.labels.size());
    if (each.images() == count) continue;
    const std::string counts = std::to_string(each.images()) + "\n" + std::to_string(count);
    return refused_set("counts\n" + counts, "There are not as many labels as images.");
  }
  if (images < kFewestSetImages) {
    return refused_set("too-few\n" + std::to_string(images), "These are too few images.");
  }
  return Nothing{};
}

Status SetReader::check_classes() const {
  const int count = labels_.count();
  if (count > kMaxClasses) {
    return refused_set("classes\n" + std::to_string(count) + "\n" + std::to_string(kMaxClasses),
                       "This set has " + std::to_string(count) + " classes; " +
                           std::to_string(kMaxClasses) + " fit.");
  }
  if (count < 2) return refused_set("one-class", "All images of this set are of one class.");
  return Nothing{};
}

ImageSet::Part SetReader::taken(Part& from, const std::vector<int>& places) const {
  ImageSet::Part part;
  part.pixels = std::exchange(from.pixels, {});
  for (const int label : std::exchange(from.labels, {})) {
    part.labels.push_back(static_cast<std::uint8_t>(places[static_cast<std::size_t>(label)]));
  }
  return part;
}

Result<ImageSet> SetReader::finish() {
  if (error_) return *error_;
  if (const Status checked = check_parts(); !checked) return checked.error();
  if (const Status checked = check_classes(); !checked) return checked.error();
  const std::vector<int> places = labels_.places();
  const std::vector<std::string> labels = labels_.sorted();
  ImageSet set;
  set.changes = changes_;
  set.changes.left_rest = unlabelled_table_;
  set.train = taken(part(Use::kTrain), places);
  set.test = taken(part(Use::kTest), places);
  const ImageSet::Part validation = taken(part(Use::kValidation), places);
  if (set.train.count() == 0) set.train = std::move(set.test), set.test = {};
  if (set.test.count() == 0) set.test = validation;
  if (set.train.count() == 0) set.train = std::move(set.test), set.test = {};
  set.known = known_names(labels, paths_, {set.train.labels.begin(), set.train.labels.end()});
  set.names = shown_names(labels);
  set.changes.parted = set.test.count() == 0;
  if (set.changes.parted || is_sorted(set.train)) mix(set.train);
  if (is_sorted(set.test)) mix(set.test);
  if (set.changes.parted) set_aside(set.train, set.test);
  if (is_dark_on_light(set.train)) {
    set.changes.inverted = true;
    invert(set.train.pixels);
    invert(set.test.pixels);
  }
  // EMNIST's files hold every image with its rows as columns.
  if (contains(paths_, "emnist")) {
    set.changes.turned = true;
    turn_images(set.train.pixels);
    turn_images(set.test.pixels);
  }
  return set;
}

}  // namespace inkling
