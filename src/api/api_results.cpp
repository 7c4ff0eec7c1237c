#include "api/api_results.h"

#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "app/core/import_words.h"
#include "app/core/picture_lines.h"
#include "base/json_fields.h"
#include "code/keras_program.h"
#include "code/pytorch_program.h"

namespace inkling {
namespace {

// Writes the probabilities of what the data set has, and apart from them those of the visitor's own
// symbols, where there are any.
void write_probabilities(JsonWriter& writer, const State& state, const Probabilities& p) {
  const std::span<const float> all(p);
  const auto classes = static_cast<std::size_t>(state.data_classes());
  list_field(writer, "probabilities", all.first(classes));
  if (state.symbols() == 0) return;
  list_field(writer, "symbols", all.subspan(classes, static_cast<std::size_t>(state.symbols())));
}

}  // namespace

std::string prediction_json(const State& state, const Picture& picture, const Probabilities& p,
                            bool with_picture) {
  const auto classes = static_cast<std::size_t>(state.data_classes());
  return json_object([&](JsonWriter& writer) {
    field(writer, "digit", most_likely(std::span<const float>(p).first(classes)));
    write_probabilities(writer, state, p);
    if (with_picture) list_field(writer, "image", picture);
  });
}

std::string to_json(const Error& error) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "code", static_cast<int>(error.code));
    field(writer, "message", error.message);
  });
}

std::string to_json(const FinishedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "epochs", event.epochs);
    field(writer, "steps", event.steps);
    field(writer, "train_loss", event.train_loss);
    field(writer, "test_loss", event.test_loss);
    field(writer, "test_accuracy", event.test_accuracy);
    field(writer, "seconds", event.seconds);
    field(writer, "images_per_second", event.images_per_second);
    field(writer, "stopped", event.stopped);
  });
}

std::string taught_json(const State& state, const FinishedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "drawings", static_cast<int>(state.user_drawings.size()));
    field(writer, "test_accuracy", event.test_accuracy);
    field(writer, "seconds", event.seconds);
  });
}

std::string explanation_json(int digit, int against, const Attribution& attribution) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "digit", digit);
    field(writer, "against", against);
    field(writer, "difference", attribution.difference);
    field(writer, "bias", attribution.bias);
    list_field(writer, "contributions", attribution.contributions);
  });
}

std::string to_json(const SpeedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    writer.Key("figures");
    writer.StartArray();
    for (const SpeedFigure& figure : event.figures) {
      writer.StartObject();
      field(writer, "kernel", figure.kernel);
      field(writer, "kind", std::string(kSpeedKindNames[static_cast<int>(figure.kind)]));
      field(writer, "detail", figure.detail);
      field(writer, "value", figure.value);
      writer.EndObject();
    }
    writer.EndArray();
  });
}

std::string reading_json(const State& state, const PictureReadEvent& event) {
  return json_object([&](JsonWriter& writer) {
    writer.Key("lines");
    writer.StartArray();
    for (const std::string& line : lines_of(event)) writer.String(line.c_str());
    writer.EndArray();
    writer.Key("digits");
    writer.StartArray();
    for (const PictureReadEvent::Digit& digit : event.digits) {
      if (digit.standing == Standing::kNone) continue;
      std::array<int, 4> box{};
      for (std::size_t i = 0; i < box.size(); ++i) {
        box[i] = static_cast<int>(std::lround(digit.box[i]));
      }
      writer.StartObject();
      field(writer, "digit", digit.digit);
      write_probabilities(writer, state, digit.probabilities);
      list_field(writer, "box", box);
      list_field(writer, "image", digit.pixels);
      writer.EndObject();
    }
    writer.EndArray();
  });
}

std::string to_json(const EvaluatedEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "test_loss", event.loss);
    field(writer, "test_accuracy", event.accuracy);
    // It is a square.
    const auto classes = static_cast<std::size_t>(std::lround(std::sqrt(event.confusion.size())));
    writer.Key("confusion");
    writer.StartArray();
    for (std::size_t i = 0; i < event.confusion.size(); ++i) {
      if (i % classes == 0) writer.StartArray();
      writer.Int(event.confusion[i]);
      if (i % classes == classes - 1) writer.EndArray();
    }
    writer.EndArray();
  });
}

std::string to_json(const LoadingEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "loaded", event.loaded);
    field(writer, "total", event.total);
  });
}

std::string to_json(const ProgressEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "epoch", event.epoch);
    field(writer, "epochs", event.epochs);
    field(writer, "step", event.step);
    field(writer, "steps", event.steps);
    field(writer, "train_loss", event.train_loss);
    field(writer, "images_per_second", event.images_per_second);
  });
}

std::string to_json(const EpochEvent& event) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "epoch", event.epoch);
    field(writer, "train_loss", event.train_loss);
    field(writer, "train_accuracy", event.train_accuracy);
    field(writer, "test_loss", event.test_loss);
    field(writer, "test_accuracy", event.test_accuracy);
    field(writer, "seconds", event.seconds);
  });
}

void write_description(JsonWriter& writer, const State& state) {
  field(writer, "version", std::string(INKLING_VERSION));
  list_field(writer, "layers", state.model.network.shape().layers);
  field(writer, "parameters", state.model.network.shape().parameter_count());
  field(writer, "trained", state.model.trained());
  field(writer, "test_accuracy",
        state.model.test_accuracy.value_or(std::numeric_limits<double>::quiet_NaN()));
  field(writer, "kernel", state.kernel);
  field(writer, "threads", state.threads);
  field(writer, "train_images", state.data.loading.train_images);
  field(writer, "test_images", state.data.loading.test_images);
}

std::string description_json(const State& state) {
  return json_object([&](JsonWriter& writer) { write_description(writer, state); });
}

std::string import_json(const State& state) {
  return json_object([&](JsonWriter& writer) {
    write_description(writer, state);
    if (!state.imported) return;
    const Import& import = *state.imported;
    field(writer, "format", import.format);
    field(writer, "scaling",
          std::string(kPixelScalingNames[static_cast<int>(import.findings.scaling)]));
    writer.Key("notes");
    writer.StartArray();
    for (const std::string& note : import_notes(state.language, import)) {
      writer.String(note.c_str());
    }
    writer.EndArray();
  });
}

std::string program_json(const State& state, bool pytorch) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "name", std::string(pytorch ? "inkling_pytorch.py" : "inkling_keras.py"));
    field(writer, "text",
          text_of(pytorch ? pytorch_program(state.settings, state.language)
                          : keras_program(state.settings, state.language)));
  });
}

std::string file_json(const std::string& name) {
  return json_object([&](JsonWriter& writer) { field(writer, "name", name); });
}

}  // namespace inkling
