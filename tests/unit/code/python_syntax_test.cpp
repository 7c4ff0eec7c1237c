// Tests that slips in Python are found, and that nothing else is taken for one.
#include "code/python_syntax.h"

#include <doctest/doctest.h>

#include "code/python_statements.h"
#include "code/python_text.h"
#include "unit/code/pasted.h"

using namespace inkling;

namespace {

const std::string kBefore = kHead + "model = keras.Sequential([\n";
const std::string kAfter =
    "])\nmodel.compile('adam', 'sparse_categorical_crossentropy')\nmodel.fit(x, y)\n";

// Checks that nothing is taken, and that the line is named. The head has three lines.
void check_slip(const std::string& text, int line) {
  INFO(text);
  const ReadProgram read = read_keras_program(text);
  CHECK_FALSE(read.is_taken);
  CHECK(read.settings == Settings());
  REQUIRE(read.findings.size() == 1);
  CHECK(read.findings[0].kind == FindingKind::kSyntax);
  CHECK(read.findings[0].line == line);
}

}  // namespace

TEST_CASE("slips of newcomers are named with their line") {
  check_slip(kBefore + "  layers.Dense(64, 'relu')\n  layers.Dense(10, 'softmax')\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(64, 'relu',\n  layers.Dense(10, 'softmax')\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(64, 'relu'),\n  layers.Dense(10, 'softmax')\n)\n", 4);
  check_slip(kBefore + "  layers.Dense(64，activation='relu'),\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(64, activation=“relu”),\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(64, activation='relu),\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(64, activation=),\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(64, activation: 'relu'),\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(activation='relu', 64),\n" + kAfter, 5);
  check_slip(kBefore + "  layers.Dense(64, units=3, units=4),\n" + kAfter, 5);
  check_slip(kHead + "model.add(layers.Dense(64, 'relu')\nmodel.add(layers.Dense(10))\n", 4);
  check_slip(kHead + "for n in [128, 64]\n  model.add(layers.Dense(n))\n", 4);
  check_slip(kHead + "epochs =\n", 4);
  check_slip(kHead + "print 'done'\n", 4);
  check_slip(kHead + "x = (1, 2))\n", 4);
  check_slip("hello world", 1);
  check_slip(kHead + std::string("model.fit(x, y, epo\0chs=3)\n", 28), 4);
  check_slip("'''abc\n" + kHead, 1);
}

TEST_CASE("what Python knows is no slip") {
  for (const char* text : {"print(f\"acc {d[\"acc\"]:.2f} {{x}}\")",
                           "f'{a}' \"b\"",
                           "x = 'it\\'s' if a else None",
                           "def f(a, /, b: int = 3, *, c=4, **k) -> int:\n  return a",
                           "f = lambda *a, **k: a",
                           "a, *b = c",
                           "print(*a, sep='', **k)",
                           "x[::2, ..., 1:]",
                           "x = {**a, 'b': [1, 2][0]}",
                           "x //= 2; y **= 3; z >>= 1; a = b << 2",
                           "@decorator\ndef f(): ...",
                           "from a import *",
                           "match x:\n  case 1: pass",
                           "if (n := 5) > 3 and not a is None: pass",
                           "a = b @ c | d & ~e",
                           "try:\n  pass\nexcept (A, B) as e:\n  raise",
                           "x: int = 3",
                           "[a for a in b if a != c]",
                           "async def f():\n  await g()",
                           "%matplotlib inline\n!pip install keras\nmodel.summary?",
                           "print(\"\"\"a\nb ' c\"\"\")",
                           "a = 1 if b else -1",
                           "f(a)[0](b).c",
                           "x = yield",
                           "a = ...",
                           "assert a == b, 'no'",
                           "with a as b, c as d:\n  del e",
                           "变量 = '，'  # 说明，（）"}) {
    INFO(text);
    CHECK_FALSE(python_statements(text).slip);
  }
}

TEST_CASE("what copying puts into a program is left out") {
  CHECK(plain_python("\xef\xbb\xbf"
                     "a\xc2\xa0= 1\r\nb\rc") == "a = 1\nb\nc");
  CHECK(plain_python(">>> a = [\n...   1]\n>>> a\n[1]\n") == "a = [\n  1]\na\n\n");
  CHECK(plain_python("a = ...\n") == "a = ...\n");
  std::string prompted;
  for (const std::string& line :
       {kHead, "model = Sequential([Dense(10, 'softmax')])\n" + kAfter.substr(3)}) {
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t end = line.find('\n', at);
      prompted += ">>> " + line.substr(at, end - at) + "\n";
      at = end + 1;
    }
  }
  read_quietly(prompted);
}

TEST_CASE("a layer that is misspelt is taken for what is meant, and named") {
  const ReadProgram read =
      read_keras_program(with_layers("layers.dense(128, 'relu'), layers.Dense(10, 'softmax')"));
  CHECK(read.settings.hidden == std::vector{128});
  REQUIRE(read.findings.size() == 1);
  CHECK(read.findings[0].kind == FindingKind::kMisspelt);
  CHECK(read.findings[0].instead == "Dense");
  check_kind(with_layers("layers.Dens(128, 'relu'), layers.Dense(10, 'softmax')"),
             FindingKind::kLayer);
}

TEST_CASE("nothing is taken of a text without a model, and the rest says what is used instead") {
  for (const char* text : {"", "keras.utils.set_random_seed(3)", "print('hello')", "import torch",
                           "# nothing", "x = 3"}) {
    const ReadProgram read = read_keras_program(text);
    CHECK_FALSE(read.is_taken);
    CHECK(read.settings == Settings());
    CHECK_FALSE(read.findings.empty());
  }
  const auto instead = [](const std::string& text) {
    const ReadProgram read = read_keras_program(text);
    REQUIRE(read.findings.size() == 1);
    return read.findings[0].piece + " > " + read.findings[0].instead;
  };
  const std::string output = "layers.Dense(10, 'softmax')";
  const std::string loss = ", loss='sparse_categorical_crossentropy'";
  CHECK(instead(with_layers("layers.Dense(64, 'elu'), " + output)) == "'elu' > relu");
  CHECK(instead(with_layers("layers.Dense(n, 'relu'), " + output)) == "n > 512");
  CHECK(instead(with_training("keras.optimizers.AdamW()" + loss, "x, y")) ==
        "keras.optimizers.AdamW() > adam");
  CHECK(instead(with_training("'lion'" + loss, "x, y")) == "'lion' > rmsprop");
  CHECK(instead(with_training("'adam'" + loss, "x, y, epochs=0")) == "0 > 1");
  CHECK(instead(with_training("'adam'" + loss, "x, y, callbacks=[es]")) == "callbacks=[es] > ");
}
