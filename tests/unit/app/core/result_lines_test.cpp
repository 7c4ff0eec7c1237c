#include "app/core/result_lines.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace inkling;

namespace {

const ClassResult kSprint{.game = GameKind::kSprint,
                          .score = 1'234,
                          .right = 17,
                          .seconds = 45,
                          .seed = 5,
                          .digits = {{{.met = true, .hard_for_visitor = true}}}};
const ClassResult kLesson = [] {
  ClassResult lesson;
  lesson.lesson = 4;
  lesson.score = 5;
  lesson.seconds = 200;
  return lesson;
}();

}  // namespace

TEST_CASE("a line of results is a code alone, or one behind a name") {
  for (const ClassResult& result : {kSprint, kLesson}) {
    const std::string code = code_of(result);
    for (const auto& [before, name] : {std::pair{"", ""},
                                       {"  ", ""},
                                       {"Ada ", "Ada"},
                                       {"Ada Lovelace: ", "Ada Lovelace"},
                                       {"Ada-Lena\t", "Ada-Lena"},
                                       {"Lovelace, Ada; ", "Lovelace, Ada"},
                                       {"Ann Lee ", "Ann Lee"},
                                       {"Dana K. ", "Dana K."},
                                       {"7b 12 ", "7b 12"},
                                       {"Zoë ", "Zoë"},
                                       {"李明：", "李明"},
                                       {"小红（三班）", "小红（三班）"},
                                       {"王芳　", "王芳"}}) {
      const ResultLine line = read_result_line(before + code + " \r");
      CHECK(line.reading.fault == CodeFault::kNone);
      CHECK(line.reading.result == result);
      CHECK(line.name == name);
    }
  }
}

TEST_CASE("a line of results takes full-width letters and other dashes") {
  std::string wide;
  for (const char character : code_of(kSprint)) {
    if (character == '-') {
      wide += "–";
    } else {
      wide += "\xef\xbc";
      wide += static_cast<char>(0x80 + (character - '!') + 1);
      if (character - '!' + 1 > 0x3f) {
        wide.erase(wide.size() - 3);
        wide += "\xef\xbd";
        wide += static_cast<char>(0x80 + (character - '!' + 1 - 0x40));
      }
    }
  }
  const ResultLine line = read_result_line("李明，" + wide);
  CHECK(line.name == "李明");
  CHECK(line.reading.result == kSprint);
}

TEST_CASE("of a wrong line the part is told that was meant as the code") {
  std::string code = code_of(kSprint);
  code[6] = code[6] == '2' ? '3' : '2';
  const ResultLine typo = read_result_line("Ada Lovelace " + code);
  CHECK(typo.name == "Ada Lovelace");
  CHECK(typo.reading.fault == CodeFault::kCheck);
  CHECK(typo.reading.length == kCodeLength);

  code = code_of(kSprint);
  code.erase(6, 1);
  const ResultLine cut = read_result_line("Ming " + code);
  CHECK(cut.name == "Ming");
  CHECK(cut.reading.fault == CodeFault::kLength);
  CHECK(cut.reading.length == kCodeLength - 1);

  code = code_of(kSprint);
  code[0] = 'O';
  const ResultLine letter = read_result_line("Ada: " + code);
  CHECK(letter.reading.fault == CodeFault::kCharacter);
  CHECK(letter.reading.character == 'O');
}

TEST_CASE("a line without a code says so") {
  for (const std::string& text : std::vector<std::string>{"Ada had no time today.", "李明", "?", "",
                                                          std::string(5'000, 'x')}) {
    const ResultLine line = read_result_line(text);
    CHECK(line.reading.fault != CodeFault::kNone);
    CHECK(line.reading.length == 0);
  }
  CHECK(read_result_line("李明").name == "李明");
}
