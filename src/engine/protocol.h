// What the page and the engine say to each other. JavaScript carries it as bytes and does not look
// inside.
//
// A message is the index of its type in the variant, one byte, followed by its fields.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "data/manifest.h"
#include "engine/experiment.h"
#include "engine/speed_test.h"
#include "nn/metrics.h"
#include "nn/settings.h"

namespace inkling {

// ---- From the page to the engine ----------------------------------------------------------------

// Load the data set, or what is still missing of it.
struct LoadDataCommand {
  template <class Archive>
  void fields(Archive&) {}
};

// Train from the current weights if they have the shape that the settings ask for, else from fresh
// ones. With `one_step`, pause after the first step.
struct TrainCommand {
  Settings settings;
  bool one_step = false;
  template <class Archive>
  void fields(Archive& archive) {
    settings_fields(archive, settings);
    archive(one_step);
  }
};

struct PauseCommand {
  template <class Archive>
  void fields(Archive&) {}
};

struct ResumeCommand {
  bool one_step = false;
  template <class Archive>
  void fields(Archive& archive) {
    archive(one_step);
  }
};

struct StopCommand {
  template <class Archive>
  void fields(Archive&) {}
};

// Random weights, of the shape that the settings ask for and drawn with their seed. Ends a run
// under way.
struct ResetCommand {
  Settings settings;
  template <class Archive>
  void fields(Archive& archive) {
    settings_fields(archive, settings);
  }
};

// Put these weights in place of the engine's: after a restart it has none of its own.
struct SetWeightsCommand {
  std::vector<int> layers;
  Activation activation = Activation::kRelu;
  std::vector<float> parameters;
  template <class Archive>
  void fields(Archive& archive) {
    archive(layers, activation, parameters);
  }
};

// The visitor's own drawings, in place of those from before: every run that begins from now on has
// them among its examples. The network gets the classes that are told: for each the number that it
// has now, -1 for a new one. With `learn` a short run follows at once, or after the one under way.
struct TeachCommand {
  std::vector<std::uint8_t> pixels;  // [count, 784]
  std::vector<std::uint8_t> labels;  // [count]
  std::vector<int> classes;
  bool learn = false;
  template <class Archive>
  void fields(Archive& archive) {
    archive(pixels, labels, classes, learn);
  }
};

// The first pictures of the test set, to play with. They come before the rest of the data.
struct TestPicturesCommand {
  template <class Archive>
  void fields(Archive&) {}
};

// Some pictures, to be looked at or measured on. A later wish for the same use takes the place of
// an earlier one.
enum class PicturesFor { kGallery, kLandscape };
inline constexpr int kPicturesUses = 2;
struct PicturesCommand {
  PicturesFor use = PicturesFor::kGallery;
  Split split = Split::kTrain;
  std::vector<int> indices;
  template <class Archive>
  void fields(Archive& archive) {
    archive(use, split, indices);
  }
};

// The training pictures nearest to this one in the last hidden layer. Takes the place of a search
// under way.
struct NeighboursCommand {
  std::vector<std::uint8_t> picture;  // [784]
  int count = 0;
  template <class Archive>
  void fields(Archive& archive) {
    archive(picture, count);
  }
};

// A MapEvent now, and one whenever the network has changed, until the map is wanted no more.
struct MapCommand {
  bool wanted = false;
  template <class Archive>
  void fields(Archive& archive) {
    archive(wanted);
  }
};

// Two runs side by side; the network itself stays as it is. Only between runs, one of which ends
// it. Without sides: the end of the one under way.
struct ExperimentCommand {
  std::vector<ExperimentSide> sides;  // two or none
  int steps = 0;
  template <class Archive>
  void fields(Archive& archive) {
    archive(sides, steps);
  }
};

struct EvaluateCommand {
  template <class Archive>
  void fields(Archive&) {}
};

// Measure how fast this machine computes. Only between runs.
struct MeasureSpeedCommand {
  bool detailed = false;
  template <class Archive>
  void fields(Archive& archive) {
    archive(detailed);
  }
};

using Command = std::variant<LoadDataCommand, TrainCommand, PauseCommand, ResumeCommand,
                             StopCommand, ResetCommand, SetWeightsCommand, TeachCommand,
                             TestPicturesCommand, PicturesCommand, NeighboursCommand, MapCommand,
                             ExperimentCommand, EvaluateCommand, MeasureSpeedCommand>;

// ---- From the engine to the page ----------------------------------------------------------------

// The engine runs. First of all events.
struct ReadyEvent {
  std::string kernel;  // the name of the KernelSet in use
  int threads = 1;
  template <class Archive>
  void fields(Archive& archive) {
    archive(kernel, threads);
  }
};

// How much of the data set has arrived, in bytes on the wire, and how many pictures can be used.
struct LoadingEvent {
  int loaded = 0;
  int total = 0;
  int train_images = 0;  // of the whole data set
  int test_images = 0;
  bool complete = false;
  bool stalled = false;  // a connection gave no more bytes: another one is tried
  template <class Archive>
  void fields(Archive& archive) {
    archive(loaded, total, train_images, test_images, complete, stalled);
  }
};

// What the network has become. Sent a few times a second while it changes.
struct WeightsEvent {
  std::vector<int> layers;
  Activation activation = Activation::kRelu;
  std::vector<float> parameters;
  bool trained = false;  // at least one step since they were random
  template <class Archive>
  void fields(Archive& archive) {
    archive(layers, activation, parameters, trained);
  }
};

// How many test pictures the quick look takes that some ProgressEvents bring.
inline constexpr int kTestSampleImages = 500;

struct ProgressEvent {
  int epoch = 0;  // under way, from 1
  int epochs = 0;
  int step = 0;  // done, in the whole run
  int steps = 0;
  double train_loss = 0;  // over the steps since the last ProgressEvent
  double train_accuracy = 0;
  double images_per_second = 0;  // over the time spent in training steps
  // On the first pictures of the test set, now and then: a quick look between the full evaluations.
  bool has_test_sample = false;
  double test_loss = 0;
  double test_accuracy = 0;
  template <class Archive>
  void fields(Archive& archive) {
    archive(epoch, epochs, step, steps, train_loss, train_accuracy, images_per_second,
            has_test_sample, test_loss, test_accuracy);
  }
};

struct EpochEvent {
  int epoch = 0;  // that ended, from 1
  int step = 0;
  double train_loss = 0;
  double train_accuracy = 0;
  double test_loss = 0;
  double test_accuracy = 0;
  double seconds = 0;  // of the epoch, its evaluation included
  template <class Archive>
  void fields(Archive& archive) {
    archive(epoch, step, train_loss, train_accuracy, test_loss, test_accuracy, seconds);
  }
};

// A run began, paused, goes on: the engine's answer to the commands of the same names.
struct RunStateEvent {
  bool running = false;
  bool waiting_for_data = false;
  bool teaching = false;  // the short run of a TeachCommand
  template <class Archive>
  void fields(Archive& archive) {
    archive(running, waiting_for_data, teaching);
  }
};

// A run is over. Also the answer to StopCommand.
struct FinishedEvent {
  int epochs = 0;  // completed
  int steps = 0;
  double train_loss = 0;  // of the last epoch, completed or not
  double test_loss = 0;   // on all test pictures
  double test_accuracy = 0;
  double seconds = 0;
  double images_per_second = 0;
  bool stopped = false;   // by the visitor
  bool diverged = false;  // the weights from before the run are back
  bool teaching = false;
  template <class Archive>
  void fields(Archive& archive) {
    archive(epochs, steps, train_loss, test_loss, test_accuracy, seconds, images_per_second,
            stopped, diverged, teaching);
  }
};

struct EvaluatedEvent {
  double loss = 0;
  double accuracy = 0;
  std::vector<int> confusion;  // [10, 10]: label, prediction
  // Of each test picture.
  std::vector<std::uint8_t> labels;
  std::vector<std::uint8_t> predictions;
  std::vector<float> probabilities;  // of the predictions
  template <class Archive>
  void fields(Archive& archive) {
    archive(loss, accuracy, confusion, labels, predictions, probabilities);
  }
};

struct PicturesEvent {
  PicturesFor use = PicturesFor::kGallery;
  Split split = Split::kTrain;
  std::vector<int> indices;          // of those that there are
  std::vector<std::uint8_t> pixels;  // [count, 784]
  std::vector<std::uint8_t> labels;  // [count]
  template <class Archive>
  void fields(Archive& archive) {
    archive(use, split, indices, pixels, labels);
  }
};

struct NeighboursEvent {
  std::vector<int> indices;  // the nearest one first
  std::vector<float> distances;
  template <class Archive>
  void fields(Archive& archive) {
    archive(indices, distances);
  }
};

// How many test pictures the map shows.
inline constexpr int kMapImages = 2000;

// The first test pictures by the two principal components of the last hidden layer.
struct MapEvent {
  std::vector<float> places;         // [count, 2]
  std::vector<std::uint8_t> labels;  // [count]
  std::vector<float> mean;           // [hidden width]
  std::vector<float> axes;           // [2, hidden width]
  double milliseconds = 0;           // that it took
  template <class Archive>
  void fields(Archive& archive) {
    archive(places, labels, mean, axes, milliseconds);
  }
};

// What the two runs have come to; after each new point.
struct ExperimentEvent {
  std::vector<Experiment::Progress> sides;  // two
  template <class Archive>
  void fields(Archive& archive) {
    archive(sides);
  }
};

struct TestPicturesEvent {
  std::vector<std::uint8_t> pixels;  // [count, 784]
  std::vector<std::uint8_t> labels;  // [count]
  template <class Archive>
  void fields(Archive& archive) {
    archive(pixels, labels);
  }
};

// What has been measured so far. Comes after each new figure.
struct SpeedEvent {
  std::vector<SpeedFigure> figures;
  bool done = false;
  template <class Archive>
  void fields(Archive& archive) {
    archive(figures, done);
  }
};

struct ErrorEvent {
  ErrorCode code{};
  std::string message;
  std::string file;  // the one that it is about, if any
  template <class Archive>
  void fields(Archive& archive) {
    archive(code, message, file);
  }
};

using Event =
    std::variant<ReadyEvent, LoadingEvent, WeightsEvent, ProgressEvent, EpochEvent, RunStateEvent,
                 FinishedEvent, EvaluatedEvent, TestPicturesEvent, PicturesEvent, NeighboursEvent,
                 MapEvent, ExperimentEvent, SpeedEvent, ErrorEvent>;

// ---- As bytes -----------------------------------------------------------------------------------

template <class Message>
std::vector<std::uint8_t> encode(const Message& message) {
  ByteWriter writer;
  std::uint8_t type = static_cast<std::uint8_t>(message.index());
  writer(type);
  // Writing does not change a message, but reading and writing share one list of fields.
  std::visit([&](auto& content) { content.fields(writer); }, const_cast<Message&>(message));
  return writer.take();
}

// Empty where the bytes are no such message: of another version, say.
template <class Message>
std::optional<Message> decode(std::span<const std::uint8_t> bytes) {
  if (bytes.empty() || bytes[0] >= std::variant_size_v<Message>) return std::nullopt;
  Message message;
  ByteReader reader(bytes.subspan(1));
  const auto read_as = [&]<std::size_t... kTypes>(std::index_sequence<kTypes...>) {
    ((kTypes == bytes[0] ? message.template emplace<kTypes>().fields(reader) : void()), ...);
  };
  read_as(std::make_index_sequence<std::variant_size_v<Message>>{});
  if (!reader.ok()) return std::nullopt;
  return message;
}

}  // namespace inkling
