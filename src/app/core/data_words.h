// Says what was found in the files of a data set, and why they are none.
#pragma once

#include <string>
#include <vector>

#include "app/core/own_data.h"
#include "ui/language.h"

namespace inkling {

// Returns the names of the classes: those that people know, or those in the files.
std::vector<std::string> names_of(Language language, KnownNames known,
                                  const std::vector<std::string>& in_files);

// Returns how many images of how many classes there are.
std::string data_words(Language language, const OwnData& data);
// Returns that, and what it means for the network.
std::string found_data_words(Language language, const OwnData& data);
// Returns what was done to them so that they fit, or nothing.
std::string data_changes_words(Language language, const OwnData& data);

// `reason` is as refused_set() writes it.
std::string refused_data_words(Language language, const std::string& reason);

}  // namespace inkling
