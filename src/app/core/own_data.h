// Says what is known of a data set of the visitor's own, and what waits until it is left.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/model.h"
#include "sets/image_set.h"

namespace inkling {

struct OwnData {
  std::string file{};  // The name of the files, or of the folder that they came in.
  int train_images = 0;
  int test_images = 0;
  std::vector<std::string> names_in_files{};
  std::vector<std::string> names;  // They are shown, and the visitor can edit them.
  KnownNames known = KnownNames::kNone;
  ImageSet::Changes changes{};

  int classes() const { return static_cast<int>(names.size()); }
};

}  // namespace inkling
