#include "places/train/code_panel.h"

#include <doctest/doctest.h>

#include <set>

#include "base/json.h"
#include "code/read_program.h"

namespace inkling {
namespace {

using Phase = Training::Phase;

int lines_with(const std::string& json, const char* member) {
  const auto document = parse_json(json);
  int count = 0;
  for (const auto& line : (*document)["lines"].GetArray()) count += line[member].GetBool() ? 1 : 0;
  return count;
}

TEST_CASE("the page is told the program of the settings, and what a run does now") {
  State state;
  CodePanel panel;
  CHECK(lines_with(code_json(state, panel, {}), "changed") == 0);
  state.settings.hidden = {32};
  state.settings.epochs = 3;
  CHECK(lines_with(code_json(state, panel, {}), "changed") == 2);
  CHECK(lines_with(code_json(state, panel, {}), "lit") == 0);
  for (const bool pytorch : {false, true}) {
    panel.pytorch = pytorch;
    state.training.phase = Phase::kRunning;
    state.training.progress = {.step = 1, .steps = 10};
    CHECK(lines_with(code_json(state, panel, {}), "lit") >= 1);
    state.training.progress.step = 10;
    CHECK(lines_with(code_json(state, panel, {}), "lit") >= 1);
    state.training.phase = Phase::kWaitingForData;
    CHECK(lines_with(code_json(state, panel, {}), "lit") >= 1);
    state.training.phase = Phase::kIdle;
  }
}

TEST_CASE("what goes out as a file reads back as the same settings") {
  State state;
  state.settings.hidden = {48, 24};
  const CodePanel panel;
  CHECK(read_keras_program(code_file(state, panel, false)).settings == state.settings);
  CHECK(parse_json(code_file(state, panel, true)).ok());
}

TEST_CASE("a finding tells its line, what is meant, and why, in both languages") {
  const ProgramFinding finding = {11, ProgramFinding::Kind::kLayer, "layers.Conv2D"};
  CHECK(finding_words(Language::kEnglish, finding) ==
        "Line 11, layers.Conv2D: I have no such layer.");
  CHECK(finding_words(Language::kChinese, finding) == "第 11 行，layers.Conv2D：我没有这种层。");
}

TEST_CASE("a finding says what is used instead, and a callback is called by its name") {
  const ProgramFinding elu = {2, ProgramFinding::Kind::kActivation, "'elu'", "relu"};
  CHECK(finding_words(Language::kEnglish, elu).ends_with("I use relu instead."));
  CHECK(finding_words(Language::kChinese, elu).ends_with("我改用 relu。"));
  const ProgramFinding callback = {9, ProgramFinding::Kind::kCallback, "callbacks=[es]"};
  CHECK(finding_words(Language::kEnglish, callback) ==
        "Line 9, callbacks=[es]: I have no callbacks.");
}

TEST_CASE("where nothing was taken, the status says so and what can be read") {
  State state;
  CodePanel panel;
  const auto status = [&] {
    const auto document = parse_json(code_json(state, panel, {}));
    return std::string((*document)["read"].GetString());
  };
  CHECK(status().empty());
  panel.read = true;
  panel.findings = {{1, ProgramFinding::Kind::kMissing, "Sequential()"}};
  CHECK(status().find("I used none of it") == 0);
  CHECK(status().find("Keras") != std::string::npos);
  panel.taken = true;
  CHECK(status().find("I used what I understood") == 0);
  panel.findings.clear();
  CHECK(status().find("all of it") != std::string::npos);
}

}  // namespace
}  // namespace inkling
