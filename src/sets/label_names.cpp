#include "sets/label_names.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/classes.h"

namespace inkling {
namespace {

std::optional<int> number_in(const std::string& label) {
  int number = 0;
  const char* end = label.data() + label.size();
  const auto [at, error] = std::from_chars(label.data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  return number;
}

bool all_numbers(const std::vector<std::string>& labels) {
  return std::all_of(labels.begin(), labels.end(),
                     [](const std::string& label) { return number_in(label).has_value(); });
}

bool are_digits(const std::vector<std::string>& labels) {
  if (labels.size() != kDigits) return false;
  for (int digit = 0; digit < kDigits; ++digit) {
    if (labels[static_cast<std::size_t>(digit)] != std::to_string(digit)) return false;
  }
  return true;
}

}  // namespace

int LabelNames::number_of(const std::string& name) {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  if (count() >= kMost) return kMost;
  return numbers_.emplace(name, count()).first->second;
}

std::vector<std::string> LabelNames::sorted() const {
  std::vector<std::string> labels;
  for (const auto& [name, number] : numbers_) labels.push_back(name);
  if (all_numbers(labels)) {
    std::stable_sort(labels.begin(), labels.end(), [](const std::string& a, const std::string& b) {
      return *number_in(a) < *number_in(b);
    });
  }
  return labels;
}

std::vector<int> LabelNames::places() const {
  std::vector<int> places(numbers_.size());
  const std::vector<std::string> labels = sorted();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    places[static_cast<std::size_t>(numbers_.at(labels[i]))] = static_cast<int>(i);
  }
  return places;
}

// Letters are numbered from 0 or, as EMNIST does it, from 1 on; some sets leave one out. Ten
// classes or fewer are taken for what their numbers say.
std::vector<std::string> shown_names(const std::vector<std::string>& labels) {
  constexpr int kLetters = 26;
  if (static_cast<int>(labels.size()) <= kDigits || !all_numbers(labels)) return labels;
  const int first = *number_in(labels.front()), last = *number_in(labels.back());
  const int base = last == kLetters ? 1 : 0;
  if (first < base || last - base >= kLetters) return labels;
  std::vector<std::string> letters;
  for (const std::string& label : labels) {
    letters.push_back(std::string(1, static_cast<char>('A' + *number_in(label) - base)));
  }
  return letters;
}

KnownNames known_names(const std::vector<std::string>& labels, const std::string& paths,
                       const std::vector<int>& first) {
  if (!are_digits(labels)) return KnownNames::kNone;
  if (paths.find("kmnist") != std::string::npos) return KnownNames::kHiragana;
  // Fashion-MNIST's files have the names of MNIST's own, but begin with other images.
  const std::vector<int> kClothes = {9, 0, 0, 3, 0, 2, 7, 2, 5, 5};
  const bool begins = first.size() >= kClothes.size() &&
                      std::equal(kClothes.begin(), kClothes.end(), first.begin());
  if (begins || paths.find("fashion") != std::string::npos) return KnownNames::kClothes;
  return KnownNames::kNone;
}

}  // namespace inkling
