// Tests that a name means what it stood for where it is used, and that nothing is lost on the way.
#include <doctest/doctest.h>

#include "unit/code/pasted.h"

using namespace inkling;

namespace {

const std::string kModel =
    "model = keras.Sequential([keras.layers.Dense(64, 'relu'), keras.layers.Dense(10, "
    "'softmax')])\n";
const std::string kCompile = "model.compile('adam', 'sparse_categorical_crossentropy')\n";
const std::string kFit = "model.fit(x, y, epochs=2)\n";

std::string compiled_with(const std::string& optimizer) {
  return "model.compile(" + optimizer + ", 'sparse_categorical_crossentropy')\n";
}

void check_found(const std::string& text, FindingKind kind, const std::string& piece) {
  INFO(text);
  const ReadProgram read = read_keras_program(text);
  bool found = false;
  for (const ProgramFinding& finding : read.findings) {
    INFO(finding.line << ": " << finding.piece << " (" << static_cast<int>(finding.kind) << ")");
    CHECK(finding.kind == kind);
    found = found || (finding.kind == kind && finding.piece.find(piece) != std::string::npos);
  }
  CHECK(found);
}

}  // namespace

TEST_CASE("a number counts as it was when it was used") {
  const std::string begin = kHead + kModel;
  CHECK(read_quietly(begin + kCompile + "n = 3\nmodel.fit(x, y, epochs=n)\nn = 9\n")
            .settings.epochs == 3);
  CHECK(read_quietly(begin + kCompile +
                     "epochs = 10\nh = model.fit(x, y, epochs=epochs)\nepochs = range(1, 11)\n"
                     "plt.plot(epochs, h.history['loss'])\n")
            .settings.epochs == 10);
  CHECK(read_quietly(begin + "lr = 0.01\n" + compiled_with("keras.optimizers.Adam(lr)") + kFit +
                     "lr = 0.5\n")
            .settings.learning_rate == 0.01);
  CHECK(read_quietly(begin + "lr = 0.1\nopt = keras.optimizers.SGD(lr)\nlr = 0.7\n" +
                     compiled_with("opt") + kFit)
            .settings.learning_rate == 0.1);
  const Settings settings =
      read_quietly(kHead +
                   "model = keras.Sequential()\nn, act = 64, 'tanh'\n"
                   "model.add(keras.layers.Dense(n, act))\nn, act = 10, 'softmax'\n"
                   "model.add(keras.layers.Dense(n, act))\n" +
                   kCompile + kFit)
          .settings;
  CHECK(settings.hidden == std::vector{64});
  CHECK(settings.activation == Activation::kTanh);
  CHECK(read_quietly(begin + "n = 2\nn, m = n + 1, n\n" + kCompile +
                     "model.fit(x, y, epochs=n, batch_size=m * 0x10)\n")
            .settings.batch_size == 32);
}

TEST_CASE("names in a function are its own") {
  const std::string rest = kHead + kModel + kCompile + "model.fit(x, y, epochs=epochs)\n";
  CHECK(read_quietly("epochs = 5\ndef plot(h):\n  epochs = 20\n  return epochs\n" + rest)
            .settings.epochs == 5);
  CHECK(read_quietly("epochs = 5\ndef plot(h):\n  epochs = 20\n  return epochs\nplot(3)\n" + rest)
            .settings.epochs == 5);
  CHECK(read_quietly(kHead + "def f(x, y):\n  x = x[:100]\n  return x\nz = f(x, y)\n" + kModel +
                     kCompile + kFit)
            .settings.train_images == 60000);
  check_found(kHead + kModel + kCompile + "for epochs in [1, 2]:\n  pass\n" +
                  "model.fit(x, y, epochs=epochs)\n",
              FindingKind::kUnknown, "epochs");
}

TEST_CASE("a function is done where it is called, with what it is given") {
  const Settings settings =
      read_quietly(
          "def build(units, rate=0.5):\n"
          "  model = keras.Sequential([keras.layers.Dense(units, 'relu'),\n"
          "    keras.layers.Dropout(rate), keras.layers.Dense(10, 'softmax')])\n"
          "  model.compile(keras.optimizers.SGD(lr), 'sparse_categorical_crossentropy')\n"
          "  return model\n"
          "def load():\n"
          "  (a, b), _ = keras.datasets.mnist.load_data()\n"
          "  return a / 255, b\n"
          "lr = 0.2\nx, y = load()\nm = build(300)\nlr = 0.3\n"
          "def main():\n  m.fit(x, y, epochs=4)\nmain()\n")
          .settings;
  CHECK(settings.hidden == std::vector{300});
  CHECK(settings.dropout == 0.5);
  CHECK(settings.learning_rate == 0.2);
  CHECK(settings.epochs == 4);
  check_found(kHead + kModel + kCompile + "def train():\n  model.fit(x, y, epochs=2)\n",
              FindingKind::kMissing, "fit()");
  check_found(
      kHead + kModel + kCompile + "def train():\n  model.fit(x, y, epochs=2)\ntrain()\ntrain()\n",
      FindingKind::kStatement, "train()");
  std::string deep = kHead + "def f0():\n  return 1\n";
  for (int i = 1; i < 3000; ++i) {
    deep += "def f" + std::to_string(i) + "():\n  return f" + std::to_string(i - 1) + "()\n";
  }
  read_keras_program(deep + "def g():\n  return g()\ng()\nf2999()\n");
  // Without a call, the model of a function is read as if there were one.
  CHECK(read_keras_program("def build():\n  " + kModel + "  return model\n").is_taken);
}

TEST_CASE("what is changed after it was made is applied or named") {
  const std::string optimizer = kHead + kModel + "opt = keras.optimizers.SGD(0.1)\n";
  for (const std::string change :
       {"opt.learning_rate = 0.5", "opt.momentum = 0.9", "opt.learning_rate.assign(0.9)"}) {
    check_found(optimizer + change + "\n" + compiled_with("opt") + kFit, FindingKind::kStatement,
                change);
    check_found(optimizer + compiled_with("opt") + change + "\n" + kFit, FindingKind::kStatement,
                change);
  }
  read_quietly(kHead + kModel + "other = keras.optimizers.SGD(0.1)\nother.momentum = 0.9\n" +
               "losses = []\nlosses.append(3)\n" + kCompile + kFit);
  check_found(kHead +
                  "d = keras.layers.Dense(64, 'relu')\nd.activation = keras.activations.tanh\n"
                  "model = keras.Sequential([d, keras.layers.Dense(10, 'softmax')])\n" +
                  kCompile + kFit,
              FindingKind::kStatement, "d.activation");
  const std::string list =
      kHead + "ls = [keras.layers.Dense(64, 'relu'), keras.layers.Dense(10, 'softmax')]\n";
  for (const std::string change :
       {"ls[0] = keras.layers.Dense(32, 'relu')", "ls.insert(0, keras.layers.Dense(32, 'relu'))"}) {
    check_found(list + change + "\nmodel = keras.Sequential(ls)\n" + kCompile + kFit,
                FindingKind::kStatement, change);
  }
  check_found(
      kHead + kModel + "opt = 'sgd'\nif fast:\n  opt = 'adam'\n" + compiled_with("opt") + kFit,
      FindingKind::kBlock, "if fast");
  read_quietly(kHead + kModel + "total = 0\nfor i in range(3):\n  total = total + 1\n" + kCompile +
               kFit);
}

TEST_CASE("arguments count by their places, too") {
  const std::string begin = kHead + kModel + kCompile;
  const Settings settings =
      read_quietly(begin + "model.fit(x, y, 128, 5, 1, None, 0.1)\n").settings;
  CHECK(settings.train_images == 54000);
  CHECK(settings.epochs == 5);
  check_found(begin + "model.fit(x, y, 128, 5, 1, None, 0, None, False)\n", FindingKind::kArgument,
              "shuffle=False");
  check_found(begin + "model.fit(x, y, **kw)\n", FindingKind::kArgument, "**kw");
  const std::string output = "keras.layers.Dense(10, 'softmax')";
  check_found(with_layers("keras.layers.Dense(512, 'relu', False), " + output),
              FindingKind::kArgument, "use_bias=False");
  check_found(with_layers("keras.layers.Dense(512, 'relu', True, 'zeros'), " + output),
              FindingKind::kArgument, "kernel_initializer=");
  check_found(kHead + kModel + compiled_with("keras.optimizers.Adam(0.001, 0.5)") + kFit,
              FindingKind::kArgument, "beta_1=0.5");
}

TEST_CASE("what happens to images and labels is understood or named") {
  const std::string load = "(x, y), t = keras.datasets.mnist.load_data()\n";
  const std::string rest = kModel + kCompile + kFit;
  for (const char* change :
       {"x = (1 / 255) * x", "x = x.astype('int32') / 255",
        "x = x.reshape(x.shape[0], 784).astype('float32') / 255",
        "n = x.shape[1]\nx = x.reshape([60000, n * n]) / 255", "x = x.reshape(60000, -1) / 255",
        "y = y.astype('int64')\nx = x / 255"}) {
    read_quietly(load + change + "\n" + rest);
  }
  const std::pair<const char*, FindingKind> kChanges[] = {
      {"x = (x / 255).astype('int32')", FindingKind::kPixels},
      {"x = x.astype('bool')", FindingKind::kPixels},
      {"y = y * 2\nx = x / 255", FindingKind::kTrainingData},
      {"y = 9 - y\nx = x / 255", FindingKind::kTrainingData},
      {"x = x.reshape(784, -1) / 255", FindingKind::kTrainingData},
      {"x = x.reshape(-1, 28) / 255", FindingKind::kTrainingData},
      {"x = x.reshape(-1, 784, order='F') / 255", FindingKind::kTrainingData}};
  for (const auto& change : kChanges) {
    const ReadProgram read = read_keras_program(load + change.first + "\n" + rest);
    INFO(change.first);
    CHECK(std::any_of(read.findings.begin(), read.findings.end(),
                      [&](const auto& found) { return found.kind == change.second; }));
  }
}

TEST_CASE("a part of a program whose data were loaded before learns from all of MNIST") {
  const ReadProgram read =
      read_quietly(kModel + kCompile + "model.fit(train_images, train_labels, epochs=2)\n");
  CHECK(read.settings.train_images == 60000);
  CHECK(read.settings.epochs == 2);
}
