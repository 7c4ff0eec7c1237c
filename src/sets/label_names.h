// Gathers the labels of a data set: numbers, or the names of folders.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sets/image_set.h"

namespace inkling {

// Gives each label a number as it comes.
class LabelNames {
 public:
  // With more, what stands there are no labels.
  static constexpr int kMost = 1000;

  // Returns its number, or kMost where there are too many.
  int number_of(const std::string& name);
  int count() const { return static_cast<int>(numbers_.size()); }

  // Returns the labels in the order of the classes: numbers by their size, else by the alphabet.
  std::vector<std::string> sorted() const;
  // Returns for each number that was given the place of its label in that order.
  std::vector<int> places() const;

 private:
  std::map<std::string, int> numbers_;
};

// Returns what people call the classes with these labels: numbers of letters become letters.
// `paths` are the names of the set's files, and `first` the first labels of its training images.
std::vector<std::string> shown_names(const std::vector<std::string>& labels);
KnownNames known_names(const std::vector<std::string>& labels, const std::string& paths,
                       const std::vector<int>& first);

}  // namespace inkling
