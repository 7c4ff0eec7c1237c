// An ImageSet is a data set that somebody else has made, in the form that the engine learns from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/picture.h"
#include "base/result.h"

namespace inkling {

// A set is told by more than its files: these have names for their classes that people know.
enum class KnownNames { kNone, kClothes, kHiragana };

struct ImageSet {
  struct Part {
    std::vector<std::uint8_t> pixels;  // [count, 784]
    std::vector<std::uint8_t> labels;  // [count]: indices of `names`

    int count() const { return static_cast<int>(labels.size()); }
  };
  // What was done to the files' images so that they fit.
  struct Changes {
    int height = 0;          // Some images had this size and were scaled; 0 where none were.
    int width = 0;           //
    bool inverted = false;   // They were dark on light.
    bool turned = false;     // Rows have changed places with columns.
    bool parted = false;     // There was nothing to test with, so a seventh was set aside.
    bool left_rest = false;  // A file without labels was passed over.
    static void fields(auto& self, auto& archive) {
      archive(self.height, self.width, self.inverted, self.turned, self.parted, self.left_rest);
    }
  };

  Part train;
  Part test;
  std::vector<std::string> names;  // They name the classes, as the files do.
  KnownNames known = KnownNames::kNone;
  Changes changes;
};

// More images than these do not fit into the engine's memory beside a network that learns.
inline constexpr int kMostSetImages = 150'000;
// With fewer, nothing can be set aside to test with.
inline constexpr int kFewestSetImages = 10;

// Returns why files are no data set. `reason` names it for the page, with values behind it, each
// after a line feed: see set_words.cpp.
inline Error refused_set(const std::string& reason, const std::string& message) {
  return {ErrorCode::kDataSet, message, reason};
}

}  // namespace inkling
