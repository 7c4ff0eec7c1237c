// Whatever is in the files of a data set (IDX, NumPy's arrays, tables, archives of them), they are
// refused with a reason or give images of classes that there are.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/classes.h"
#include "fuzz/fuzz.h"
#include "fuzz/repair_zip.h"
#include "model/foreign/zip_file.h"
#include "sets/set_reader.h"
#include "unit/sets/set_files.h"

namespace {

using namespace inkling;

void check_part(const ImageSet::Part& part, std::size_t classes) {
  if (part.pixels.size() != part.labels.size() * kPixels || part.labels.empty()) std::abort();
  for (const std::uint8_t label : part.labels) {
    if (label >= classes) std::abort();
  }
}

void check(const Result<ImageSet>& set) {
  if (!set) {
    const Error& error = set.error();
    if (error.code != ErrorCode::kDataSet || error.message.empty() || error.subject.empty()) {
      std::abort();
    }
    return;
  }
  if (set->names.size() < 2 || set->names.size() > kMaxClasses) std::abort();
  check_part(set->train, set->names.size());
  check_part(set->test, set->names.size());
}

}  // namespace

void fuzz(std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> file(bytes.begin(), bytes.end());
  if (is_zip(file)) repair_check_sums(file);
  for (const char* path : {"set", "pictures/class/1.png", "test.csv"}) {
    SetReader alone;
    alone.add(path, file);
    check(alone.finish());
    // Beside a set that is as it should be, and with labels for it.
    const FileBytes labels = mixed_labels(12, 3);
    SetReader beside;
    beside.add("train-labels", idx_labels(labels));
    beside.add(path, file);
    check(beside.finish());
  }
}
