// Tests the programs that are written from settings.
#include "code/program.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "base/json.h"
#include "code/keras_program.h"
#include "code/pytorch_program.h"
#include "code/read_program.h"

using namespace inkling;

namespace {

using Phase = ProgramLine::Phase;

bool has_line(const Program& program, std::string_view text) {
  for (const ProgramLine& line : program.lines) {
    if (line.text == text) return true;
  }
  MESSAGE(text_of(program));
  return false;
}

Settings everything_changed() {
  Settings settings = robust_preset();
  settings.hidden = {300, 20};
  settings.activation = Activation::kTanh;
  settings.optimizer = OptimizerKind::kMomentum;
  settings.learning_rate = 0.05;
  settings.batch_size = 64;
  settings.seed = 7;
  settings.l2 = 0.00001;
  settings.dropout = 0.25;
  settings.train_images = 1000;
  return settings;
}

}  // namespace

TEST_CASE("the article's settings give the article's program, with nothing marked") {
  const Program keras = keras_program({});
  CHECK(has_line(keras, "    layers.Dense(512, activation=\"relu\"),"));
  CHECK(has_line(keras, "    layers.Dense(10, activation=\"softmax\"),"));
  CHECK(has_line(keras, "    optimizer=keras.optimizers.RMSprop(learning_rate=0.001),"));
  CHECK(has_line(keras, "    epochs=5,"));
  CHECK(has_line(keras, "    batch_size=128,"));
  const Program pytorch = pytorch_program({});
  CHECK(has_line(pytorch, "    nn.Linear(784, 512),"));
  CHECK(has_line(pytorch, "    nn.Linear(512, 10),"));
  for (const Program& program : {keras, pytorch}) {
    for (const ProgramLine& line : program.lines) {
      INFO(line.text);
      CHECK_FALSE(line.changed);
      CHECK(line.text.find("changed") == std::string::npos);
    }
  }
}

TEST_CASE("a line that was changed says what it was") {
  Settings settings;
  settings.hidden = {128, 64};
  settings.epochs = 12;
  const Program keras = keras_program(settings);
  CHECK(has_line(keras, "    layers.Dense(128, activation=\"relu\"),  # changed: was 512"));
  CHECK(has_line(keras, "    layers.Dense(64, activation=\"relu\"),  # changed: was not there"));
  CHECK(has_line(keras, "    layers.Dense(10, activation=\"softmax\"),"));
  CHECK(has_line(keras, "    epochs=12,  # changed: was 5"));
  const Program pytorch = pytorch_program(settings);
  CHECK(has_line(pytorch, "    nn.Linear(784, 128),  # changed: was 512"));
  CHECK(has_line(pytorch, "    nn.ReLU(),"));
  CHECK(has_line(pytorch, "    nn.Linear(64, 10),  # changed: was 512"));

  const Program all = keras_program(everything_changed());
  CHECK(has_line(all,
                 "    layers.Dense(300, activation=\"tanh\", kernel_regularizer=keras.regularizers."
                 "L2(0.00001)),  # changed: was 512, relu, without kernel_regularizer"));
  CHECK(has_line(all, "x_train, y_train = x_train[:1000], y_train[:1000]  # changed: was 60000"));
  CHECK(has_line(all,
                 "    optimizer=keras.optimizers.SGD(learning_rate=learning_rate, momentum=0.9),  "
                 "# changed: was RMSprop, 0.001"));
  for (const Program& program : {all, pytorch_program(everything_changed())}) {
    for (const ProgramLine& line : program.lines) {
      INFO(line.text);
      CHECK(line.changed == (line.text.find("# changed: was ") != std::string::npos));
    }
  }
}

TEST_CASE("the comments are in the language of the page, and the rest is the same") {
  Settings sparse = everything_changed();
  sparse.hidden = {};
  for (const Settings& settings : {Settings(), everything_changed(), sparse}) {
    for (const auto& write : {keras_program, pytorch_program}) {
      const Program english = write(settings, Language::kEnglish);
      const Program chinese = write(settings, Language::kChinese);
      REQUIRE(english.lines.size() == chinese.lines.size());
      for (std::size_t i = 0; i < english.lines.size(); ++i) {
        const std::string &one = english.lines[i].text, &other = chinese.lines[i].text;
        INFO(one << " / " << other);
        if (one.find("\"\"\"") != one.npos || one.find("digit.") != one.npos) continue;
        CHECK(one.substr(0, one.find('#')) == other.substr(0, other.find('#')));
        if (one.find('#') != one.npos) CHECK(other.find("\xe5") != other.npos);
      }
    }
    CHECK(read_keras_program(text_of(keras_program(settings, Language::kChinese))).settings ==
          settings);
  }
}

TEST_CASE("PyTorch's momentum under a falling rate is said to differ, at its line") {
  const auto says_so = [](Settings settings) {
    const Program program = pytorch_program(settings);
    for (std::size_t i = 1; i < program.lines.size(); ++i) {
      if (program.lines[i].text.find("torch.optim.SGD(") == std::string::npos) continue;
      return program.lines[i - 1].text.find("momentum") != std::string::npos;
    }
    return false;
  };
  Settings settings;
  settings.optimizer = OptimizerKind::kMomentum;
  CHECK_FALSE(says_so(settings));
  settings.schedule = Schedule::kCosine;
  CHECK(says_so(settings));
  settings.optimizer = OptimizerKind::kSgd;
  CHECK_FALSE(says_so(settings));
}

TEST_CASE("the steps of training are told apart where the program has them") {
  const auto count = [](const Program& program, Phase phase) {
    int lines = 0;
    for (const ProgramLine& line : program.lines) lines += line.phase == phase ? 1 : 0;
    return lines;
  };
  const Program keras = keras_program({}), pytorch = pytorch_program({});
  for (const Phase phase :
       {Phase::kLoad, Phase::kModel, Phase::kCompile, Phase::kFit, Phase::kEvaluate}) {
    CHECK(count(keras, phase) > 0);
    CHECK(count(pytorch, phase) > 0);
  }
  for (const Phase phase : {Phase::kForward, Phase::kBackward, Phase::kUpdate}) {
    CHECK(count(keras, phase) == 0);
    CHECK(count(pytorch, phase) > 0);
  }
}

TEST_CASE("a notebook is JSON that holds the same lines, in cells") {
  Settings sparse;
  sparse.hidden = {};
  for (const Settings& settings : {Settings(), everything_changed(), sparse}) {
    for (const Program& program : {keras_program(settings), pytorch_program(settings)}) {
      const auto notebook = parse_json(notebook_of(program));
      REQUIRE(notebook.ok());
      CHECK(find_member(*notebook, "nbformat")->GetInt() == 4);
      std::string without_blank_lines;
      for (const auto& cell : find_member(*notebook, "cells")->GetArray()) {
        CHECK(std::string_view(find_member(cell, "cell_type")->GetString()) == "code");
        for (const auto& line : find_member(cell, "source")->GetArray()) {
          const std::string text = line.GetString();
          if (text != "\n") without_blank_lines += text + (text.back() == '\n' ? "" : "\n");
        }
      }
      std::string expected;
      for (const ProgramLine& line : program.lines) {
        if (!line.text.empty()) expected += line.text + "\n";
      }
      CHECK(without_blank_lines == expected);
      const auto cells = find_member(*notebook, "cells")->Size();
      CHECK(cells >= 6);
      CHECK(cells <= 8);
    }
  }
}

#ifdef INKLING_SOURCE
TEST_CASE("what a line does is done in our code where it says") {
  Settings sparse;
  sparse.hidden = {};
  int named = 0;
  for (const Settings& settings : {Settings(), everything_changed(), sparse}) {
    for (const Program& program : {keras_program(settings), pytorch_program(settings)}) {
      for (const ProgramLine& line : program.lines) {
        if (line.in_our_code.empty()) continue;
        INFO(line.in_our_code);
        const std::size_t colon = line.in_our_code.find(": ");
        REQUIRE(colon != std::string::npos);
        std::ifstream file(INKLING_SOURCE "/" + line.in_our_code.substr(0, colon));
        REQUIRE(file.is_open());
        std::stringstream text;
        text << file.rdbuf();
        CHECK(text.str().find(line.in_our_code.substr(colon + 2)) != std::string::npos);
        ++named;
      }
    }
  }
  CHECK(named > 50);
}
#endif
