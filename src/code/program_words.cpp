#include "code/program_words.h"

namespace inkling {
namespace {

constexpr const char* kProgramWords[][2] = {
#define WORDS(id, english, chinese) {english, chinese},
#include "code/program_words.def"
#undef WORDS
};

}  // namespace

std::string program_words(Language language, ProgramWords id,
                          std::initializer_list<std::string> values) {
  std::string words = kProgramWords[static_cast<int>(id)][static_cast<int>(language)];
  int place = 0;
  for (const std::string& value : values) {
    const std::string mark = "{" + std::to_string(place++) + "}";
    const std::size_t at = words.find(mark);
    if (at != words.npos) words.replace(at, mark.size(), value);
  }
  return words;
}

}  // namespace inkling
