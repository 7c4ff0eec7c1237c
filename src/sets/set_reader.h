// Makes one data set of the files that somebody has chosen together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sets/image_set.h"
#include "sets/label_names.h"
#include "sets/set_array.h"

namespace inkling {

// A SetReader takes files in one by one, and lets go of each as soon as its images are copied: a
// set fills much of the memory.
//
// Which images a file's labels belong to, and whether they are there to test with, follows from the
// names: of files, of arrays in an archive, and of the folders that pictures lie in.
class SetReader {
 public:
  // Takes a file: IDX, a NumPy array, an archive of such (stored, not compressed), a table, or a
  // picture as an IDX array [height, width], whose label is the name of its folder. Everything else
  // is passed over. An error is told by finish().
  void add(const std::string& path, std::span<const std::uint8_t> bytes);

  // Returns the set. Nothing is left in the reader.
  Result<ImageSet> finish();

 private:
  enum class Use { kTrain, kTest, kValidation };
  static constexpr int kUses = 3;
  struct Part {
    std::vector<std::uint8_t> pixels;
    std::vector<int> labels;  // Numbers of LabelNames.
    int images() const { return static_cast<int>(pixels.size() / kPixels); }
  };

  static Use use_of(const std::string& path);
  Part& part(Use use) { return parts_[static_cast<int>(use)]; }

  Status add_file(const std::string& path, std::span<const std::uint8_t> bytes);
  Status add_picture(const std::string& path, const SetArray& array);
  Status add_array(Use use, const SetArray& array);
  Status add_table(Use use, std::string_view text);
  Status add_image(Use use, std::span<const std::uint8_t> grey, const ImageSize& size);
  Status add_label(Use use, const std::string& label);
  // Makes room for so many more images at once: growing takes half as much memory again.
  void expect_images(Use use, std::int64_t count);

  Status check_parts();
  Status check_classes() const;
  ImageSet::Part taken(Part& from, const std::vector<int>& places) const;

  Part parts_[kUses];
  LabelNames labels_;
  std::string paths_;  // All names of files, in small letters.
  ImageSet::Changes changes_;
  bool unlabelled_table_ = false;
  std::optional<Error> error_;  // It is the first one.
};

}  // namespace inkling
