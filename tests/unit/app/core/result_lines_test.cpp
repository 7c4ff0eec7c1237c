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
      REQUIRE(line.results.size() == 1);
      CHECK(line.results[0].result == result);
      CHECK(line.results[0].name == name);
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
  REQUIRE(line.results.size() == 1);
  CHECK(line.results[0].name == "李明");
  CHECK(line.results[0].result == kSprint);
}

TEST_CASE("a name may follow its code, and a line may have several codes") {
  const std::string sprint = code_of(kSprint), lesson = code_of(kLesson);
  const auto names_of = [](const std::string& text) {
    std::vector<std::string> names;
    for (const auto& [name, result] : read_result_line(text).results) {
      names.push_back(name + (result == kSprint ? " sprint" : " lesson"));
    }
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(names_of(sprint + " Hal") == Names{"Hal sprint"});
  CHECK(names_of(sprint + "，李明") == Names{"李明 sprint"});
  CHECK(names_of("Ida " + sprint + ", " + lesson) == Names{"Ida sprint", "Ida lesson"});
  CHECK(names_of("Ida " + sprint + ", Ann Lee: " + lesson) ==
        Names{"Ida sprint", "Ann Lee lesson"});
  CHECK(names_of(sprint + " Hal; " + lesson + " Ida") == Names{"Hal sprint", "Ida lesson"});
  CHECK(names_of(sprint + " " + lesson) == Names{" sprint", " lesson"});
}

TEST_CASE("letters of a name are not blamed for what is wrong with a code") {
  const ResultLine cut = read_result_line("Gus " + code_of(kSprint).substr(0, 15));
  CHECK(cut.name == "Gus");
  CHECK(cut.reading.fault == CodeFault::kLength);
  CHECK(cut.reading.length == 12);
  const ResultLine half = read_result_line("Eva " + code_of(kSprint).substr(0, 9));
  CHECK(half.name == "Eva");
  CHECK(half.reading.length == 8);
  std::string code = code_of(kSprint);
  code[2] = 'U';
  const ResultLine letter = read_result_line("Ada " + code);
  CHECK(letter.name == "Ada");
  CHECK(letter.reading.character == 'U');
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
