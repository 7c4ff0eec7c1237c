#include "cli/arguments.h"

#include <algorithm>

namespace inkling {

Result<Arguments> parse_arguments(const std::vector<std::string>& words,
                                  const std::vector<std::string>& known) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h") {
      arguments.help = true;
    } else if (word.starts_with("-") && word != "-") {
      const std::size_t equals = word.find('=');
      const std::string name = word.substr(0, equals);
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        return Error{ErrorCode::kInvalidParams, "There is no option " + name + "."};
      }
      if (equals == word.npos && i + 1 == words.size()) {
        return Error{ErrorCode::kInvalidParams, name + " needs a value."};
      }
      arguments.options[name] = equals == word.npos ? words[++i] : word.substr(equals + 1);
    } else {
      arguments.files.push_back(word);
    }
  }
  return arguments;
}

}  // namespace inkling
