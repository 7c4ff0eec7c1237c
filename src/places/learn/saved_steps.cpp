#include "places/learn/saved_steps.h"

#include <algorithm>

#include "base/bytes.h"

namespace inkling {

std::vector<std::uint8_t> to_bytes(const StepsDone& steps) {
  ByteWriter writer;
  writer(std::vector<int>(steps.begin(), steps.end()));
  return writer.take();
}

std::optional<StepsDone> steps_from_bytes(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kLessonsBefore = 7;
  if (bytes.empty()) return StepsDone{};
  ByteReader reader(bytes);
  std::vector<int> saved;
  reader(saved);
  if (!reader.ok()) return std::nullopt;
  StepsDone steps{};
  if (saved.size() == kLessons) {
    std::copy(saved.begin(), saved.end(), steps.begin());
  } else if (saved.size() == kLessonsBefore) {
    // There were seven lessons once: those that are 1 to 6 and 9 today.
    std::copy(saved.begin(), saved.end() - 1, steps.begin() + 1);
    steps.back() = saved.back();
  } else {
    return std::nullopt;
  }
  return steps;
}

}  // namespace inkling
