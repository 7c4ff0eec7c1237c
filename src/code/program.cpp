#include "code/program.h"

namespace inkling {

std::string text_of(const Program& program) {
  std::string text;
  for (const ProgramLine& line : program.lines) text += line.text + "\n";
  return text;
}

}  // namespace inkling
