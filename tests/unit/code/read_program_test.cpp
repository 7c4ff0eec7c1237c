// Tests that settings come back from the programs that were written from them, and that any text
// can be read.
#include "code/read_program.h"

#include <doctest/doctest.h>

#include <cmath>

#include "code/keras_program.h"
#include "math/random.h"

using namespace inkling;

namespace {

// Returns a number within the bounds of the setting, of any size that there may be.
double random_value(const SettingInfo& info, Random& random) {
  if (info.kind != SettingInfo::Kind::kReal) {
    return std::floor(info.min + random.uniform() * (info.max - info.min + 1));
  }
  const double least = info.min > 0 ? info.min : info.max * 1e-9;
  if (info.min == 0 && random.below(4) == 0) return 0;
  return least * std::pow(info.max / least, random.uniform());
}

Settings random_settings(Random& random) {
  Settings settings;
  for (const SettingInfo& info : setting_table()) {
    if (info.set != nullptr) info.set(settings, random_value(info, random));
  }
  settings.hidden.resize(random.below(kMaxHiddenLayers + 1));
  for (int& units : settings.hidden) units = 1 + static_cast<int>(random.below(400));
  return settings;
}

void check_round_trip(const Settings& settings) {
  const std::string text = text_of(keras_program(settings));
  INFO(text);
  const ReadProgram read = read_keras_program(text);
  for (const ProgramFinding& finding : read.findings) {
    FAIL_CHECK(finding.line << ": " << finding.piece);
  }
  for (const SettingInfo& info : setting_table()) {
    CHECK(setting_text(read.settings, info) == setting_text(settings, info));
  }
  CHECK(read.settings == settings);
}

}  // namespace

TEST_CASE("settings come back from the program that was written from them") {
  check_round_trip({});
  check_round_trip(robust_preset());
  Random random(1, 1);
  for (int i = 0; i < 300; ++i) check_round_trip(random_settings(random));
}

TEST_CASE("any text can be read, and soon") {
  const std::string program = text_of(keras_program(robust_preset()));
  for (std::size_t length = 0; length < program.size(); ++length) {
    read_keras_program(std::string_view(program).substr(0, length));
  }
  Random random(2, 2);
  for (int i = 0; i < 2000; ++i) {
    std::string damaged = program;
    for (int k = 0; k < 5; ++k) {
      damaged[random.below(static_cast<std::uint32_t>(damaged.size()))] =
          "()[]{}'\"\\\n#:=,.+-*/%@1ea \0"[random.below(27)];
    }
    read_keras_program(damaged);
  }
  for (const char* piece : {"(",    "[",    "{",   "f(",     "a[",     "-",      "1+",
                            "a.",   "2**",  "x=",  "a,",     "model=", "\"\"\"", "'",
                            "\\\n", "f(a=", "a[:", "if x: ", "(a)",    "[[1],"}) {
    std::string text;
    while (text.size() < 99'000) text += piece;
    read_keras_program(text);
    read_keras_program("model = Sequential([" + text);
  }
}

TEST_CASE("programs that would take long or much memory do not") {
  const std::string load = "(x, y), t = mnist.load_data()\nm = Sequential()\n";
  const auto repeated = [](std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() + piece.size() < size) text += piece;
    return text;
  };
  read_keras_program(load + repeated("x=x-x\n", 99'000));
  read_keras_program(load + repeated("x=x/2;", 99'000));
  read_keras_program(load + repeated("m=Sequential([m,m])\n", 99'000));
  read_keras_program(load + "a=Input(1)\n" + repeated("a=D()(a)\n", 99'000));
  read_keras_program(load + repeated("if:", 50'000) + repeated("m.add(a);", 48'000));
  for (const auto& [before, behind] : {std::pair{"1/len(", ")"},
                                       {"x/len(", ")"},
                                       {"len(", ")*x"},
                                       {"x.reshape(len(", "),784)"},
                                       {"x[:", ".shape[0]]"}}) {
    std::string nested = "x";
    for (int i = 0; i < 20; ++i) nested = before + nested + behind;
    read_keras_program(load + repeated("x = " + nested + "\n", 99'000));
  }
}

TEST_CASE("what is too long is not read") {
  const ReadProgram read = read_keras_program(std::string(1'000'000, '\n'));
  REQUIRE(read.findings.size() == 1);
  CHECK(read.findings[0].kind == ProgramFinding::Kind::kTooLong);
}

TEST_CASE("names that stand for themselves have an end") {
  for (const char* text :
       {"a = a", "a = a + a\na = a + 1", "a = (a, a)\nb = a[0]", "a = [a]",
        "a = f(a)\nmodel = Sequential([a])\nmodel.fit(a, a, epochs=a)",
        "x = Input(3)\nx = Dense(3)(x)\nx = x(x)\nx = Dense(x)(Dense(x)(x))\nm = Model(x, x)",
        "m = Sequential()\nm.add(m)\nm.add(m)\nm.add(m)\nm.fit(m)"}) {
    read_keras_program(text);
  }
}
