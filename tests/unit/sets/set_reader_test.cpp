#include "sets/set_reader.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/classes.h"
#include "data/picture_turn.h"
#include "unit/sets/set_files.h"

using namespace inkling;

namespace {

using Files = std::vector<std::pair<std::string, FileBytes>>;

Result<ImageSet> read_set(const Files& files) {
  SetReader reader;
  for (const auto& [path, bytes] : files) reader.add(path, bytes);
  return reader.finish();
}

std::string refusal_of(const Files& files) {
  const auto set = read_set(files);
  if (set) return "";
  CHECK(set.error().code == ErrorCode::kDataSet);
  CHECK_FALSE(set.error().message.empty());
  return set.error().subject;
}

// Checks that each image is the square of its own label, wherever it has gone to.
void check_squares(const ImageSet& set, int first = 0, int tolerance = 0) {
  for (const ImageSet::Part* part : {&set.train, &set.test}) {
    REQUIRE(part->pixels.size() == part->labels.size() * kPixels);
    for (std::size_t i = 0; i < part->labels.size(); ++i) {
      const int middle = part->pixels[i * kPixels + 14 * 28 + 14];
      CHECK(std::abs(middle - (200 + first + part->labels[i])) <= tolerance);
    }
  }
}

Files mnist_like(int train, int test, int classes, int first = 0) {
  const FileBytes train_labels = mixed_labels(train, classes, first);
  const FileBytes test_labels = mixed_labels(test, classes, first);
  return {{"t10k-labels-idx1-ubyte", idx_labels(test_labels)},
          {"train-images-idx3-ubyte", idx_images(train_labels)},
          {"t10k-images-idx3-ubyte", idx_images(test_labels)},
          {"train-labels-idx1-ubyte", idx_labels(train_labels)}};
}

std::string bytes_array(const std::string& shape, const FileBytes& values) {
  return npy(shape, text_of_bytes(values), "|u1");
}

}  // namespace

TEST_CASE("four IDX files are a data set, whatever their order") {
  const auto set = read_set(mnist_like(60, 30, 3));
  REQUIRE(set.ok());
  CHECK(set->train.count() == 60);
  CHECK(set->test.count() == 30);
  CHECK(set->names == std::vector<std::string>{"0", "1", "2"});
  CHECK_FALSE(set->changes.parted);
  CHECK(set->changes.height == 0);
  check_squares(*set);
  const FileBytes labels = mixed_labels(60, 3);
  CHECK(std::equal(labels.begin(), labels.end(), set->train.labels.begin()));
}

TEST_CASE("of two files a seventh is set aside to test with, of all classes") {
  FileBytes labels = mixed_labels(140, 4);
  std::sort(labels.begin(), labels.end());
  const auto set = read_set({{"images", idx_images(labels)}, {"labels", idx_labels(labels)}});
  REQUIRE(set.ok());
  CHECK(set->changes.parted);
  CHECK(set->train.count() == 120);
  CHECK(set->test.count() == 20);
  check_squares(*set);
  for (std::uint8_t label = 0; label < 4; ++label) {
    CHECK(std::count(set->test.labels.begin(), set->test.labels.end(), label) > 0);
  }
}

TEST_CASE("a set that is sorted by its classes is mixed") {
  Files files = mnist_like(90, 30, 3);
  FileBytes labels = mixed_labels(90, 3);
  std::sort(labels.begin(), labels.end());
  files[1].second = idx_images(labels);
  files[3].second = idx_labels(labels);
  const auto set = read_set(files);
  REQUIRE(set.ok());
  check_squares(*set);
  CHECK_FALSE(std::is_sorted(set->train.labels.begin(), set->train.labels.end()));
}

TEST_CASE("NumPy archives are read by the names of their arrays, in every layout") {
  const FileBytes train = mixed_labels(40, 3), test = mixed_labels(20, 3);
  const std::string y_train = bytes_array("(40,)", train), y_test = bytes_array("(20,)", test);
  const std::string flat = bytes_array("(40, 784)", squares(train));
  const std::string deep = bytes_array("(20, 28, 28, 1)", squares(test));
  const auto set = read_set({{"latest.npz", zip_of({{"x_train.npy", flat},
                                                    {"y_train.npy", y_train},
                                                    {"x_test.npy", deep},
                                                    {"y_test.npy", y_test}})}});
  REQUIRE(set.ok());
  CHECK(set->train.count() == 40);
  CHECK(set->test.count() == 20);
  check_squares(*set);
}

TEST_CASE("NumPy's numbers may be of any type, and its labels rows") {
  const FileBytes labels = mixed_labels(20, 3);
  std::vector<float> pixels;
  for (const std::uint8_t pixel : squares(labels)) {
    pixels.push_back(static_cast<float>(pixel) / 255.0f);
  }
  std::vector<double> rows;
  std::vector<std::int64_t> numbers;
  for (const std::uint8_t label : labels) {
    for (int c = 0; c < 3; ++c) rows.push_back(c == label ? 1 : 0);
    numbers.push_back(label);
  }
  pixels[0] = 1;  // Otherwise nothing would be as bright as 255.
  const std::string x = npy("(20, 1, 28, 28)", raw_bytes(pixels));
  for (const std::string& y :
       {npy("(20, 3)", raw_bytes(rows), "<f8"), npy("(20, 1)", raw_bytes(numbers), "<i8")}) {
    const auto set = read_set({{"set.npz", zip_of({{"x_train.npy", x}, {"y_train.npy", y}})}});
    REQUIRE(set.ok());
    check_squares(*set);
  }
}

TEST_CASE("an array in Fortran's order and one of three colours are read") {
  const FileBytes labels = mixed_labels(20, 3);
  const FileBytes grey = squares(labels);
  FileBytes fortran(grey.size()), colours;
  for (std::size_t i = 0; i < grey.size(); ++i) {
    const std::size_t image = i / 784, row = i % 784 / 28, col = i % 28;
    fortran[image + 20 * (row + 28 * col)] = grey[i];
    colours.insert(colours.end(), 3, grey[i]);
  }
  const FileBytes y = file_bytes(bytes_array("(20,)", labels));
  const auto turned =
      read_set({{"x.npy", file_bytes(npy("(20, 28, 28)", text_of_bytes(fortran), "|u1", "True"))},
                {"y.npy", y}});
  REQUIRE(turned.ok());
  check_squares(*turned);
  const auto coloured =
      read_set({{"x.npy", file_bytes(bytes_array("(20, 28, 28, 3)", colours))}, {"y.npy", y}});
  REQUIRE(coloured.ok());
  check_squares(*coloured);
}

TEST_CASE("Kaggle's tables are read, and one without labels is passed over or refused") {
  const FileBytes train = mixed_labels(30, 3), test = mixed_labels(20, 3);
  const FileBytes unlabelled = file_bytes([] {
    std::string text;
    for (int p = 0; p < 784; ++p) text += (p > 0 ? ",7" : "7");
    return text;
  }());
  const auto both = read_set({{"mnist_train.csv", file_bytes(csv_of(train, true))},
                              {"mnist_test.csv", file_bytes(csv_of(test, false))}});
  REQUIRE(both.ok());
  CHECK(both->train.count() == 30);
  CHECK(both->test.count() == 20);
  check_squares(*both);
  const auto kaggle =
      read_set({{"train.csv", file_bytes(csv_of(train, true))}, {"test.csv", unlabelled}});
  REQUIRE(kaggle.ok());
  CHECK(kaggle->changes.left_rest);
  CHECK(kaggle->changes.parted);
  CHECK(refusal_of({{"test.csv", unlabelled}}) == "no-labels");
}

TEST_CASE("pictures are named by their folders") {
  Files files;
  for (int i = 0; i < 20; ++i) {
    const bool cat = i % 2 == 0;
    files.push_back({std::string("pets/") + (i < 14 ? "train/" : "test/") +
                         (cat ? "cat/" : "dog/") + std::to_string(i),
                     idx_file({56, 56}, squares({static_cast<std::uint8_t>(cat ? 0 : 1)}, 56))});
  }
  const auto set = read_set(files);
  REQUIRE(set.ok());
  CHECK(set->names == std::vector<std::string>{"cat", "dog"});
  CHECK(set->train.count() == 14);
  CHECK(set->test.count() == 6);
  CHECK(set->changes.height == 56);
  check_squares(*set);
  CHECK(refusal_of({{"1.png", idx_file({28, 28}, squares({1}))}}) == "no-folder\n1.png");
}

TEST_CASE("images of another size are scaled, and that is told") {
  const FileBytes labels = mixed_labels(20, 3);
  const auto set = read_set({{"images", idx_images(labels, 32)}, {"labels", idx_labels(labels)}});
  REQUIRE(set.ok());
  CHECK(set->changes.height == 32);
  CHECK(set->changes.width == 32);
  check_squares(*set);
}

TEST_CASE("images that are dark on light are inverted, and that is told") {
  const FileBytes labels = mixed_labels(20, 3);
  FileBytes pixels = squares(labels);
  for (std::uint8_t& pixel : pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  const auto set =
      read_set({{"images", idx_file({20, 28, 28}, pixels)}, {"labels", idx_labels(labels)}});
  REQUIRE(set.ok());
  CHECK(set->changes.inverted);
  check_squares(*set);
}

TEST_CASE("EMNIST's letters are turned and named") {
  const FileBytes labels = mixed_labels(52, 26, 1);
  FileBytes pixels = squares(labels);
  pixels[5] = 99;  // It is in the first row, the sixth column.
  const auto set =
      read_set({{"emnist-letters-train-images-idx3-ubyte", idx_file({52, 28, 28}, pixels)},
                {"emnist-letters-train-labels-idx1-ubyte", idx_labels(labels)},
                {"emnist-letters-test-images-idx3-ubyte", idx_images(labels)},
                {"emnist-letters-test-labels-idx1-ubyte", idx_labels(labels)}});
  REQUIRE(set.ok());
  CHECK(set->names.size() == 26);
  CHECK(set->names.front() == "A");
  CHECK(set->names.back() == "Z");
  CHECK(set->changes.turned);
  CHECK(set->train.pixels[5 * 28] == 99);
  CHECK(set->train.pixels[5] == 0);
  check_squares(*set, 1);
}

TEST_CASE("sets whose classes people have names for are known") {
  FileBytes labels = {9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 1, 4, 6, 8};
  const Files clothes = {{"train-images", idx_images(labels)},
                         {"train-labels", idx_labels(labels)},
                         {"t10k-images", idx_images(labels)},
                         {"t10k-labels", idx_labels(labels)}};
  CHECK(read_set(clothes)->known == KnownNames::kClothes);
  labels = mixed_labels(20, 10);
  CHECK(
      read_set({{"kmnist-train-imgs.npz",
                 zip_of({{"arr_0.npy", bytes_array("(20, 28, 28)", squares(labels))}})},
                {"kmnist-train-labels.npz", zip_of({{"arr_0.npy", bytes_array("(20,)", labels)}})}})
          ->known == KnownNames::kHiragana);
  CHECK(read_set(mnist_like(20, 20, 10))->known == KnownNames::kNone);
}

TEST_CASE("what does not fit is refused with its reason") {
  const FileBytes labels = mixed_labels(20, 3);
  const FileBytes images = idx_images(labels);
  CHECK(refusal_of({}) == "nothing");
  CHECK(refusal_of({{"README.txt", file_bytes("Hello")}, {"empty.csv", {}}}) == "nothing");
  CHECK(refusal_of({{"images", images}}) == "no-labels");
  CHECK(refusal_of({{"labels", idx_labels(labels)}}) == "no-images");
  CHECK(refusal_of({{"images", images}, {"labels", idx_labels(mixed_labels(19, 3))}}) ==
        "counts\n20\n19");
  CHECK(refusal_of({{"images", images}, {"labels", idx_labels(FileBytes(20, 5))}}) == "one-class");
  CHECK(refusal_of({{"images", idx_images(mixed_labels(4, 3))},
                    {"labels", idx_labels(mixed_labels(4, 3))}}) == "too-few\n4");
  const FileBytes many = mixed_labels(60, kMaxClasses + 1);
  CHECK(refusal_of({{"images", idx_images(many)}, {"labels", idx_labels(many)}}) ==
        "classes\n27\n26");
  CHECK(refusal_of({{"cut", {images.begin(), images.end() - 1}}}) == "damaged\ncut");
  CHECK(refusal_of({{"x.npy", file_bytes(bytes_array("(2, 5, 6, 7)", FileBytes(420)))}}) ==
        "shape\n2 × 5 × 6 × 7");
  CHECK(refusal_of({{"x.npy", file_bytes(bytes_array("(1000000000000, 0)", {}))}}) ==
        "damaged\nx.npy");
  CHECK(refusal_of({{"y.npy", file_bytes(npy("(4,)", raw_bytes(same_floats(4))))}}) == "labels");
}

TEST_CASE("turning images twice leaves them as they were") {
  FileBytes pixels = squares({1, 2});
  pixels[3] = 77;
  FileBytes turned = pixels;
  turn_images(turned);
  CHECK(turned[3 * 28] == 77);
  turn_images(turned);
  CHECK(turned == pixels);
}
