// Tests programs as people find them in books, tutorials and documentation.
#include <doctest/doctest.h>

#include "code/pytorch_program.h"
#include "unit/code/pasted.h"

using namespace inkling;

TEST_CASE("the article's program, as it was printed") {
  const ReadProgram read = read_quietly(R"(from keras.datasets import mnist
from keras import models
from keras import layers
from keras.utils import to_categorical

(train_images, train_labels), (test_images, test_labels) = mnist.load_data()
train_images.shape
len(train_labels)

network = models.Sequential()
network.add(layers.Dense(512, activation='relu', input_shape=(28 * 28,)))
network.add(layers.Dense(10, activation='softmax'))

network.compile(optimizer='rmsprop',
                loss='categorical_crossentropy',
                metrics=['accuracy'])

train_images = train_images.reshape((60000, 28 * 28))
train_images = train_images.astype('float32') / 255

test_images = test_images.reshape((10000, 28 * 28))
test_images = test_images.astype('float32') / 255

train_labels = to_categorical(train_labels)
test_labels = to_categorical(test_labels)

network.fit(train_images, train_labels, epochs=5, batch_size=128)
test_loss, test_acc = network.evaluate(test_images, test_labels)
print('test_acc:', test_acc)
)");
  CHECK(read.settings == Settings());
}

TEST_CASE("the tutorial for beginners: logits, and 32 images a batch by default") {
  const ReadProgram read = read_quietly(R"(!pip install tensorflow
import tensorflow as tf
print("TensorFlow version:", tf.__version__)
mnist = tf.keras.datasets.mnist

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
model = tf.keras.models.Sequential([
  tf.keras.layers.Flatten(input_shape=(28, 28)),
  tf.keras.layers.Dense(128, activation='relu'),
  tf.keras.layers.Dropout(0.2),
  tf.keras.layers.Dense(10)
])
predictions = model(x_train[:1]).numpy()
predictions
tf.nn.softmax(predictions).numpy()
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
loss_fn(y_train[:1], predictions).numpy()
model.compile(optimizer='adam',
              loss=loss_fn,
              metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
model.evaluate(x_test,  y_test, verbose=2)
probability_model = tf.keras.Sequential([
  model,
  tf.keras.layers.Softmax()
])
probability_model(x_test[:5])
)");
  Settings expected;
  expected.hidden = {128};
  expected.dropout = 0.2;
  expected.optimizer = OptimizerKind::kAdam;
  expected.batch_size = 32;
  CHECK(read.settings == expected);
}

TEST_CASE("a program with names for its numbers, a cosine and a part of the images") {
  const ReadProgram read = read_quietly(R"("""Trains a perceptron."""
import numpy as np
from tensorflow.keras.datasets import mnist as data
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense as D, Activation, Dropout, Input
from tensorflow.keras.optimizers import SGD
from tensorflow.keras.optimizers.schedules import CosineDecay
from tensorflow.keras.regularizers import l2
from tensorflow.keras.utils import set_random_seed

batch_size = 100; epochs = 20
num_classes = 10
set_random_seed(1_234)

def load():
    return data.load_data()

(x_train, y_train), (x_test, y_test) = data.load_data()
x_train = np.reshape(x_train, (len(x_train), 784)).astype("float32")
x_train /= 255
x_train, y_train = x_train[:10000], y_train[:10_000]

penalty = l2(1e-4)
schedule = CosineDecay(0.1, decay_steps=epochs * len(x_train) // batch_size)
model = Sequential()
model.add(Input(shape=(784,)))
model.add(D(64, kernel_regularizer=penalty, \
            kernel_initializer="glorot_uniform"))
model.add(Activation("tanh"))
model.add(Dropout(rate=0.5))
model.add(D(units=32, activation="tanh", kernel_regularizer=penalty))
model.add(Dropout(0.5))
model.add(D(num_classes, kernel_regularizer=penalty))
model.add(Activation("softmax"))
model.summary()
model.compile(loss="sparse_categorical_crossentropy",
              optimizer=SGD(learning_rate=schedule, momentum=0.9))
history = model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs,
                    verbose=1, validation_data=(x_test, y_test))
for name in history.history:
    plt.plot(history.history[name])
plt.show()
)");
  Settings expected;
  expected.hidden = {64, 32};
  expected.activation = Activation::kTanh;
  expected.optimizer = OptimizerKind::kMomentum;
  expected.learning_rate = 0.1;
  expected.schedule = Schedule::kCosine;
  expected.batch_size = 100;
  expected.epochs = 20;
  expected.seed = 1234;
  expected.l2 = 1e-4;
  expected.dropout = 0.5;
  expected.train_images = 10000;
  CHECK(read.settings == expected);
}

TEST_CASE("layers that are called one after the other") {
  const ReadProgram read = read_quietly(R"(import keras
from keras import layers
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255
inputs = keras.Input(shape=(784,))
dense = layers.Dense(64, activation="relu")
x = layers.Dense(64, activation="relu")(inputs)
x = layers.Dropout(0.3)(x)
outputs = layers.Dense(10)(x)
model = keras.Model(inputs=inputs, outputs=outputs, name="mnist_model")
model.summary()
model.compile(
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    optimizer=keras.optimizers.RMSprop(),
    metrics=["accuracy"],
)
history = model.fit(x_train, y_train, batch_size=64, epochs=2, validation_split=0.2)
)");
  Settings expected;
  expected.hidden = {64};
  expected.dropout = 0.3;
  expected.batch_size = 64;
  expected.epochs = 2;
  expected.train_images = 48000;
  CHECK(read.settings == expected);
}

TEST_CASE("a function of the program's own makes the model") {
  const ReadProgram read = read_quietly(kHead + R"(def build():
  model = keras.Sequential()
  model.add(keras.layers.Dense(10))
  model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
  return model

if __name__ == "__main__":
  network = build()
  network.fit(x, y, 128, 5)
)");
  CHECK(read.settings.hidden.empty());
  CHECK(read.settings.optimizer == OptimizerKind::kSgd);
}

TEST_CASE("a convolutional network is no such network, and every layer of it is told") {
  check_findings(
      R"(import keras
from keras import layers
num_classes = 10
input_shape = (28, 28, 1)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.astype("float32") / 255
x_train = np.expand_dims(x_train, -1)
y_train = keras.utils.to_categorical(y_train, num_classes)
model = keras.Sequential(
    [
        keras.Input(shape=input_shape),
        layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(num_classes, activation="softmax"),
    ]
)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=15, validation_split=0.1)
)",
      {{12, FindingKind::kLayer, "layers.Conv2D(32, kernel_size=(3, 3), activation=\"relu\")"},
       {13, FindingKind::kLayer, "layers.MaxPooling2D(pool_size=(2, 2))"},
       {15, FindingKind::kDropout, "layers.Dropout(0.5)"}});
}

TEST_CASE("a program for PyTorch is not taken for one for Keras") {
  check_findings(text_of(pytorch_program({})), {{2, FindingKind::kFramework, "import torch"}});
}

TEST_CASE("what layers cannot do here is told") {
  const std::string output = "keras.layers.Dense(10, 'softmax')";
  const std::string hidden = "keras.layers.Dense(64, activation='relu'),";
  read_quietly(with_layers(hidden + output));
  check_kind(with_layers(hidden), FindingKind::kOutput);
  check_kind(with_layers(hidden + "keras.layers.Dense(10)"), FindingKind::kOutput);
  check_kind(with_layers(hidden + "keras.layers.Dense(10, 'sigmoid')"), FindingKind::kOutput);
  check_kind(with_layers("keras.layers.Dense(2000, 'relu'), " + output), FindingKind::kUnits);
  check_kind(with_layers("keras.layers.Dense(n, 'relu'), " + output), FindingKind::kUnknown);
  check_kind(with_layers("keras.layers.Dense(64), " + output), FindingKind::kActivation);
  check_kind(with_layers("keras.layers.Dense(64, 'elu'), " + output), FindingKind::kActivation);
  check_kind(with_layers(hidden + "keras.layers.Dense(64, 'tanh'), " + output),
             FindingKind::kActivation);
  check_kind(with_layers(hidden + hidden + "keras.layers.Dropout(0.2)," + output),
             FindingKind::kDropout);
  check_kind(with_layers("keras.layers.Dense(64, 'relu', kernel_regularizer='l2'), " + output),
             FindingKind::kRegularizer);
  check_kind(with_layers("keras.layers.Dense(64, 'relu', use_bias=False), " + output),
             FindingKind::kArgument);
  check_kind(
      with_layers("keras.layers.Dense(64, 'relu', kernel_initializer='he_normal'), " + output),
      FindingKind::kArgument);
  check_kind(with_layers("keras.layers.BatchNormalization(), " + output), FindingKind::kLayer);
  check_kind(with_layers(hidden + hidden + hidden + hidden + hidden + hidden + hidden + output),
             FindingKind::kLayer);
  check_kind(with_layers("*[keras.layers.Dense(5) for i in range(3)], " + output),
             FindingKind::kLayer);
  check_kind(with_layers("keras.layers.RandomRotation(0.1), " + hidden + output),
             FindingKind::kLayer);
  check_kind(with_layers("keras.layers.Rescaling(1./255), " + hidden + output),
             FindingKind::kPixels);
  CHECK(read_keras_program(with_layers("keras.layers.RandomRotation(0.1), " + output))
            .settings.augment);
}

TEST_CASE("what compile() and fit() cannot do here is told") {
  const std::string compile = "'adam', 'sparse_categorical_crossentropy'";
  const std::string loss = ", loss='sparse_categorical_crossentropy'";
  const std::string fit = "x, y, epochs=2";
  read_quietly(with_training(compile, fit));
  CHECK(
      read_quietly(with_training(compile, fit + ", validation_split=0.25")).settings.train_images ==
      45000);
  CHECK(read_quietly(with_training("keras.optimizers.Adam(0.01)" + loss, fit))
            .settings.learning_rate == 0.01);
  CHECK(read_quietly(with_training("keras.optimizers.SGD()" + loss, fit)).settings.learning_rate ==
        0.01);
  for (const auto& [optimizer, kind] :
       {std::pair{"'adagrad'", FindingKind::kOptimizer},
        {"keras.optimizers.SGD(momentum=0.5)", FindingKind::kOptimizer},
        {"keras.optimizers.SGD(nesterov=True)", FindingKind::kArgument},
        {"keras.optimizers.Adam(beta_1=0.5)", FindingKind::kArgument},
        {"keras.optimizers.Adam(clipnorm=1)", FindingKind::kArgument},
        {"keras.optimizers.Adam(1e-9)", FindingKind::kRange},
        {"keras.optimizers.Adam(schedule())", FindingKind::kSchedule},
        {"keras.optimizers.Adam(CosineDecay(0.1, 10))", FindingKind::kSchedule}}) {
    check_kind(with_training(optimizer + loss, fit), kind);
  }
  check_kind(with_training("'adam', loss='mse'", fit), FindingKind::kLoss);
  check_kind(with_training("'adam'", fit), FindingKind::kLoss);
  check_kind(with_training("'adam', 'categorical_crossentropy'", fit), FindingKind::kLoss);
  check_kind(with_training("'adam', SparseCategoricalCrossentropy(from_logits=True)", fit),
             FindingKind::kOutput);
  check_kind(with_training(compile, fit + ", callbacks=[EarlyStopping()]"), FindingKind::kCallback);
  check_kind(with_training(compile, fit + ", class_weight={0: 2}"), FindingKind::kArgument);
  check_kind(with_training(compile, fit + ", shuffle=False"), FindingKind::kArgument);
  check_kind(with_training(compile, fit + ", batch_size=5000"), FindingKind::kRange);
  check_kind(with_training(compile, "x, y, epochs=n"), FindingKind::kUnknown);
  check_kind(with_training(compile, "x_test, y_test"), FindingKind::kTrainingData);
  check_kind(with_training(compile, "x[10000:], y[10000:]"), FindingKind::kTrainingData);
  check_kind(with_training(compile, "x[:100], y"), FindingKind::kTrainingData);
  check_kind(with_training(compile, "dataset"), FindingKind::kTrainingData);
  check_kind(with_training(compile, "x * 255, y"), FindingKind::kPixels);
  check_kind(with_training(compile, "(x - 0.1307) / 0.3081, y"), FindingKind::kPixels);
}

TEST_CASE("what may change training is not passed over") {
  const std::string program = with_layers("keras.layers.Dense(10, 'softmax')");
  for (const char* line :
       {"model.layers[0].trainable = False", "np.random.shuffle(x)", "x[0] = 1", "tune(model)",
        "keras.mixed_precision.set_global_policy('float16')", "raise Error", "model.fit(x, y)"}) {
    check_kind(program + line + "\n", FindingKind::kStatement);
  }
  read_quietly(program + "assert x.shape == (60000, 784)\npass\n");
  read_quietly(program + "for i in range(3):\n  print(model.predict(x))\n");
  const std::string begin = kHead + "model = keras.Sequential([keras.layers.Dense(10)])\n";
  const std::string compile = "model.compile(loss=SparseCategoricalCrossentropy(True))\n";
  const std::string fit = "model.fit(x, y)\n";
  read_quietly(begin + compile + fit);
  read_quietly(begin + compile + "h, t = model.fit(x, y).history['loss'], time.time()\n");
  check_kind(begin + compile + "if fast:\n  " + fit, FindingKind::kBlock);
  check_kind(begin + "while True:\n\tif fast:\n\t\tx = x / 2\n" + compile + "x = x * 2\n" + fit,
             FindingKind::kBlock);
  check_kind(begin + compile, FindingKind::kMissing);
  check_kind(begin + fit, FindingKind::kMissing);
  check_kind("print('hello')", FindingKind::kMissing);
  check_kind("", FindingKind::kMissing);
  check_kind("import keras\n(a, b), _ = keras.datasets.fashion_mnist.load_data()\n" +
                 begin.substr(begin.find("x = ")).replace(0, 1, "x, y = a, b\nx") + compile + fit,
             FindingKind::kDataset);
}
