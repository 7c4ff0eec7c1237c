#include "code/keras_program.h"

#include "code/program_writer.h"

namespace inkling {
namespace {

using Phase = ProgramLine::Phase;

void add_keras_data(ProgramWriter& writer, const Settings& settings) {
  writer.begin(Phase::kLoad);
  const std::string shape = settings.augment ? "-1, 28, 28, 1" : "-1, 784";
  const std::string was = settings.augment ? "reshape(-1, 784)" : "";
  writer.add_comment(ProgramWords::kImagesAndLabels);
  writer.add("(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()",
             "src/data/idx.cpp: parse_idx");
  for (const char* name : {"x_train", "x_test"}) {
    writer.add(
        std::string(name) + " = " + name + ".reshape(" + shape + ").astype(\"float32\") / 255",
        "src/nn/trainer.cpp: load_dense", was);
  }
  if (settings.train_images != article_settings().train_images) {
    const std::string slice = "[:" + std::to_string(settings.train_images) + "]";
    writer.add("x_train, y_train = x_train" + slice + ", y_train" + slice,
               "src/nn/settings.h: train_images", std::to_string(article_settings().train_images));
  }
  writer.add("");
}

std::string keras_dense(const Settings& settings, int units, std::string_view activation) {
  std::string text = "    layers.Dense(" + std::to_string(units) + ", activation=\"" +
                     std::string(activation) + "\"";
  if (settings.l2 != 0) {
    text += ", kernel_regularizer=keras.regularizers.L2(" + python_number(settings.l2) + ")";
  }
  return text + "),";
}

void add_keras_deformation(ProgramWriter& writer) {
  const std::string not_there = writer.words(ProgramWords::kNotThere);
  const auto add = [&](const std::string& layer) {
    writer.add("    layers." + layer + ", fill_mode=\"constant\"),", kDeformedInOurCode, not_there);
  };
  const std::string shift = python_number(kKerasTranslation), zoom = python_number(kKerasZoom);
  writer.add_comment(ProgramWords::kKerasDeforms, {}, "    ");
  writer.add_comment(ProgramWords::kKerasDeformsMore, {}, "    ");
  add("RandomRotation(" + python_number(kKerasRotation));
  add("RandomTranslation(" + shift + ", " + shift);
  add("RandomZoom(" + zoom + ", " + zoom);
  writer.add("    layers.Flatten(),", "", not_there);
}

void add_keras_model(ProgramWriter& writer, const Settings& settings) {
  writer.begin(Phase::kModel);
  const char* activation = kActivationNames[static_cast<int>(settings.activation)];
  if (settings.hidden.empty()) {
    // They change nothing, and are there for the hidden layers that somebody may add.
    if (settings.activation != article_settings().activation) {
      writer.add("activation = \"" + std::string(activation) + "\"", "",
                 writer.words(ProgramWords::kForHidden, {"relu"}));
    }
    if (settings.dropout != 0) {
      writer.add("dropout = " + python_number(settings.dropout), "",
                 writer.words(ProgramWords::kNoDropout));
    }
  }
  writer.add("model = keras.Sequential([", "src/nn/network.h: Network");
  if (settings.augment) {
    writer.add("    keras.Input(shape=(28, 28, 1)),", "", "(784,)");
    add_keras_deformation(writer);
  } else {
    writer.add("    keras.Input(shape=(784,)),");
  }
  for (std::size_t i = 0; i < settings.hidden.size(); ++i) {
    writer.add(keras_dense(settings, settings.hidden[i], activation),
               "src/nn/network.cpp: dense_forward", writer.layer_was(settings, i));
    if (settings.dropout != 0) {
      writer.add("    layers.Dropout(" + python_number(settings.dropout) + "),",
                 "src/nn/network.cpp: drop_units", writer.words(ProgramWords::kNotThere));
    }
  }
  writer.add(keras_dense(settings, 10, "softmax"), "src/nn/loss.cpp: softmax",
             writer.layer_was(settings, settings.hidden.size()));
  writer.add("])");
  writer.add("");
}

// Our optimizers have Keras's own constants (rho, beta_1, beta_2, epsilon; see
// math/kernels/step_rule.h), so only the momentum is written.
std::string keras_optimizer(const Settings& settings, const std::string& learning_rate) {
  const std::string rate = "(learning_rate=" + learning_rate;
  switch (settings.optimizer) {
    case OptimizerKind::kSgd:
      return "keras.optimizers.SGD" + rate + ")";
    case OptimizerKind::kMomentum:
      return "keras.optimizers.SGD" + rate + ", momentum=" + python_number(kMomentum) + ")";
    case OptimizerKind::kRmsprop:
      return "keras.optimizers.RMSprop" + rate + ")";
    case OptimizerKind::kAdam:
      return "keras.optimizers.Adam" + rate + ")";
  }
  return "";
}

void add_keras_training(ProgramWriter& writer, const Settings& settings) {
  writer.begin(Phase::kCompile);
  std::string rate = python_number(settings.learning_rate);
  const bool another_rate = settings.learning_rate != article_settings().learning_rate ||
                            settings.schedule != article_settings().schedule;
  if (settings.schedule == Schedule::kCosine) {
    const int steps = steps_per_epoch(settings);
    writer.add_comment(ProgramWords::kCosine,
                       {std::to_string(settings.epochs), std::to_string(steps)});
    writer.add("learning_rate = keras.optimizers.schedules.CosineDecay(" + rate + ", decay_steps=" +
                   std::to_string(settings.epochs) + " * " + std::to_string(steps) + ")",
               "src/nn/trainer.cpp: learning_rate", writer.words(ProgramWords::kConstant));
    rate = "learning_rate";
  }
  writer.add("model.compile(");
  writer.add("    optimizer=" + keras_optimizer(settings, rate) + ",",
             "src/math/kernels/step_rule.h: step_parameter",
             writer.optimizer_was(settings, another_rate));
  writer.add("    loss=\"sparse_categorical_crossentropy\",", "src/nn/loss.cpp: cross_entropy");
  writer.add("    metrics=[\"accuracy\"],", "src/nn/metrics.h: accuracy");
  writer.add(")");
  writer.add("");

  writer.begin(Phase::kFit);
  writer.add("model.fit(", "src/nn/trainer.cpp: advance");
  writer.add("    x_train,");
  writer.add("    y_train,");
  writer.add("    epochs=" + std::to_string(settings.epochs) + ",", "",
             count_was(settings.epochs, article_settings().epochs));
  writer.add("    batch_size=" + std::to_string(settings.batch_size) + ",", "",
             count_was(settings.batch_size, article_settings().batch_size));
  writer.add(")");
  writer.add("");
}

}  // namespace

Program keras_program(const Settings& settings, Language language) {
  ProgramWriter writer(language);
  writer.add_comment(ProgramWords::kKerasTitle);
  writer.add("import keras");
  writer.add("from keras import layers");
  writer.add("");
  writer.add("keras.utils.set_random_seed(" + std::to_string(settings.seed) + ")",
             "src/math/random.h: Random", count_was(settings.seed, article_settings().seed));
  writer.add("");
  add_keras_data(writer, settings);
  add_keras_model(writer, settings);
  add_keras_training(writer, settings);
  writer.begin(Phase::kEvaluate);
  writer.add("test_loss, test_accuracy = model.evaluate(x_test, y_test)",
             "src/nn/metrics.cpp: evaluate");
  writer.add("print(f\"test accuracy: {test_accuracy:.4f}\")");
  return writer.take();
}

}  // namespace inkling
