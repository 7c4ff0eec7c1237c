// The page and the engine exchange these messages. JavaScript carries them as bytes and does not
// look inside.
//
// The page numbers its commands. Each gets exactly one answer: an event that names it and says that
// it is the answer, be it a result, an ErrorEvent or a SupersededEvent. Other events may name the
// command that they belong to before that, and events that nobody asked for name none.
//
// The bytes are the number (and, of an event, whether it answers), the index of the type in the
// variant, one byte, and its fields.
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
#include "data/sheet/read_sheet.h"
#include "engine/commands.h"
#include "engine/experiment.h"
#include "engine/speed_test.h"
#include "model/foreign/findings.h"
#include "nn/metrics.h"
#include "nn/settings.h"
#include "sets/image_set.h"

namespace inkling {

// A RequestId is the number of a command: from 1 on, each larger than the one before. 0 names none.
using RequestId = std::uint32_t;
inline constexpr RequestId kNoRequest = 0;

struct EngineRequest {
  RequestId id = kNoRequest;
  Command command;
};

// ---- From the engine to the page ----------------------------------------------------------------

// The engine runs. This is the first of all events.
struct ReadyEvent {
  std::string kernel{};  // It is the name of the KernelSet in use.
  int threads = 1;
  static void fields(auto& self, auto& archive) { archive(self.kernel, self.threads); }
};

// The event says how much of the data set has arrived, in bytes on the wire.
struct LoadingEvent {
  int loaded = 0;
  int total = 0;
  int train_images = 0;  // The whole data set has this many.
  int test_images = 0;
  bool complete = false;
  bool stalled = false;  // A connection gave no more bytes: another one is tried.
  static void fields(auto& self, auto& archive) {
    archive(self.loaded, self.total, self.train_images, self.test_images, self.complete,
            self.stalled);
  }
};

// The event says what the network has become, a few times a second while it changes.
struct WeightsEvent {
  std::vector<int> layers{};
  Activation activation = Activation::kRelu;
  std::vector<float> parameters{};
  bool trained = false;  // At least one step was taken since they were random.
  // This command put the network in place whose weights these are. It is kNoRequest where the
  // engine began with that network.
  RequestId origin = kNoRequest;
  static void fields(auto& self, auto& archive) {
    archive(self.layers, self.activation, self.parameters, self.trained, self.origin);
  }
};

// The quick look that some ProgressEvents bring takes this many test pictures.
inline constexpr int kTestSampleImages = 500;

struct ProgressEvent {
  int epoch = 0;  // This one is under way, counted from 1.
  int epochs = 0;
  int step = 0;  // This many are done in the whole run.
  int steps = 0;
  double train_loss = 0;  // It covers the steps since the last ProgressEvent.
  double train_accuracy = 0;
  double images_per_second = 0;  // Only the time spent in training steps counts.
  // Now and then there is a quick look at the first test pictures, between the full evaluations.
  bool has_test_sample = false;
  double test_loss = 0;
  double test_accuracy = 0;
  static void fields(auto& self, auto& archive) {
    archive(self.epoch, self.epochs, self.step, self.steps, self.train_loss, self.train_accuracy,
            self.images_per_second, self.has_test_sample, self.test_loss, self.test_accuracy);
  }
};

struct EpochEvent {
  int epoch = 0;  // This one ended, counted from 1.
  int step = 0;
  double train_loss = 0;
  double train_accuracy = 0;
  double test_loss = 0;
  double test_accuracy = 0;
  double seconds = 0;  // The epoch took so long, its evaluation included.
  static void fields(auto& self, auto& archive) {
    archive(self.epoch, self.step, self.train_loss, self.train_accuracy, self.test_loss,
            self.test_accuracy, self.seconds);
  }
};

// A run began, paused or goes on.
struct RunStateEvent {
  bool running = false;
  bool waiting_for_data = false;
  bool teaching = false;  // The run is the short one of a TeachCommand.
  static void fields(auto& self, auto& archive) {
    archive(self.running, self.waiting_for_data, self.teaching);
  }
};

// A run is over.
struct FinishedEvent {
  int epochs = 0;  // This many were completed.
  int steps = 0;
  double train_loss = 0;  // It is that of the last epoch, completed or not.
  double test_loss = 0;   // It is that on all test pictures, NaN where they were not evaluated.
  double test_accuracy = 0;
  double seconds = 0;
  double images_per_second = 0;
  bool stopped = false;   // The run ended before its time, but not by diverging.
  bool diverged = false;  // The weights from before the run are back.
  bool teaching = false;
  std::vector<int>
      confusion{};  // It is as in EvaluatedEvent, and empty where nothing was measured.
  static void fields(auto& self, auto& archive) {
    archive(self.epochs, self.steps, self.train_loss, self.test_loss, self.test_accuracy,
            self.seconds, self.images_per_second, self.stopped, self.diverged, self.teaching,
            self.confusion);
  }
};

struct EvaluatedEvent {
  double loss = 0;
  double accuracy = 0;
  std::vector<int> confusion{};  // The rows are labels and the columns are predictions: [classes,
                                 // classes], of the data set.
  // The rest has an element for each test picture.
  std::vector<std::uint8_t> labels{};
  std::vector<std::uint8_t> predictions{};
  std::vector<float> probabilities{};  // They are those of the predictions.
  static void fields(auto& self, auto& archive) {
    archive(self.loss, self.accuracy, self.confusion, self.labels, self.predictions,
            self.probabilities);
  }
};

struct PicturesEvent {
  PicturesFor use = PicturesFor::kGallery;
  Split split = Split::kTrain;
  std::vector<int> indices{};          // Pictures that do not exist are left out.
  std::vector<std::uint8_t> pixels{};  // [count, 784]
  std::vector<std::uint8_t> labels{};  // [count]
  static void fields(auto& self, auto& archive) {
    archive(self.use, self.split, self.indices, self.pixels, self.labels);
  }
};

struct NeighboursEvent {
  std::vector<int> indices{};  // The nearest one comes first.
  std::vector<float> distances{};
  static void fields(auto& self, auto& archive) { archive(self.indices, self.distances); }
};

// The map shows this many test pictures.
inline constexpr int kMapImages = 2000;

// The event places the first test pictures by the last hidden layer's two principal components.
struct MapEvent {
  std::vector<float> places{};         // [count, 2]
  std::vector<std::uint8_t> labels{};  // [count]
  std::vector<float> mean{};           // [hidden width]
  std::vector<float> axes{};           // [2, hidden width]
  double milliseconds = 0;             // The map took so long.
  static void fields(auto& self, auto& archive) {
    archive(self.places, self.labels, self.mean, self.axes, self.milliseconds);
  }
};

// The event says what the two runs have come to, after each new point.
struct ExperimentEvent {
  std::vector<Experiment::Progress> arms{};  // There are two.
  static void fields(auto& self, auto& archive) { archive(self.arms); }
};

struct TestPicturesEvent {
  std::vector<std::uint8_t> pixels{};  // [count, 784]
  std::vector<std::uint8_t> labels{};  // [count]
  static void fields(auto& self, auto& archive) { archive(self.pixels, self.labels); }
};

// The event says what has been measured so far, after each new figure.
struct SpeedEvent {
  std::vector<SpeedFigure> figures{};
  bool done = false;
  static void fields(auto& self, auto& archive) { archive(self.figures, self.done); }
};

// The event is a network that a file held.
inline constexpr const char* kOwnFormat = "Inkling";
struct ImportedEvent {
  std::string format{};  // It is what people call the kind of file, and kOwnFormat for our own.
  std::vector<int> layers{};
  Activation activation = Activation::kRelu;
  std::vector<float> parameters{};
  Findings findings{};
  static void fields(auto& self, auto& archive) {
    archive(self.format, self.layers, self.activation, self.parameters, self.findings);
  }
};

// The event says what a picture holds.
struct PictureReadEvent {
  // A Digit is a piece of ink that may be a digit.
  struct Digit {
    int line = 0;                // Lines are counted from the top, digits in a line from the left.
    std::array<float, 4> box{};  // x, y, width, height, in pixels of the upright picture
    int digit = 0;
    Standing standing = Standing::kNone;
    Probabilities probabilities{};
    std::vector<std::uint8_t> pixels{};  // [784]: the network sees this.
    // The points of its strokes follow each other as x, y, in pixels of the upright picture.
    std::vector<std::vector<float>> strokes{};
    static void fields(auto& self, auto& archive) {
      archive(self.line, self.box, self.digit, self.standing, self.probabilities, self.pixels,
              self.strokes);
    }
  };
  // A Step is a picture of grey values, to be looked at.
  struct Step {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey{};  // [height, width]
    static void fields(auto& self, auto& archive) { archive(self.width, self.height, self.grey); }
  };
  ReadingFor use = ReadingFor::kVisitor;
  int width = 0;  // It is that of the upright picture.
  int height = 0;
  std::vector<Digit> digits{};
  // The picture is of a practice sheet: each digit is its label, whatever the network makes of it.
  bool practice = false;
  std::vector<Step> steps{};  // They are told to the visitor only.
  double milliseconds = 0;    // The reading took so long.
  static void fields(auto& self, auto& archive) {
    archive(self.use, self.width, self.height, self.digits, self.practice, self.steps,
            self.milliseconds);
  }
};
// Grey values; the same with even light; what is ink; the ink without the lines of the paper.
inline constexpr int kPictureSteps = 4;

// Files that the visitor has chosen hold this data set. Nobody asked for the event: the page's
// files come to the engine by another way than commands. What is wrong with files is an ErrorEvent
// with kDataSet.
struct DataSetEvent {
  std::string file{};  // The name of the files, or of the folder that they came in.
  int train_images = 0;
  int test_images = 0;
  std::vector<std::string> names{};  // They name the classes.
  KnownNames known = KnownNames::kNone;
  ImageSet::Changes changes{};
  static void fields(auto& self, auto& archive) {
    archive(self.file, self.train_images, self.test_images, self.names, self.known, self.changes);
  }
};

struct ErrorEvent {
  ErrorCode code{};
  std::string message{};
  std::string file{};  // The error is about this one, if any.
  static void fields(auto& self, auto& archive) { archive(self.code, self.message, self.file); }
};

// The event answers a command that has no result of its own: it is done.
struct DoneEvent {
  static void fields(auto&, auto&) {}
};

// The event answers a command whose result nobody awaits any more: a later one took its place.
struct SupersededEvent {
  static void fields(auto&, auto&) {}
};

using Event =
    std::variant<ReadyEvent, LoadingEvent, WeightsEvent, ProgressEvent, EpochEvent, RunStateEvent,
                 FinishedEvent, EvaluatedEvent, TestPicturesEvent, PicturesEvent, NeighboursEvent,
                 MapEvent, ExperimentEvent, ImportedEvent, PictureReadEvent, SpeedEvent,
                 DataSetEvent, ErrorEvent, DoneEvent, SupersededEvent>;

struct EngineMessage {
  Event event;
  RequestId request = kNoRequest;  // The event belongs to it.
  bool answers = false;            // The event is the last one of that request, and its answer.
};

// ---- As bytes -----------------------------------------------------------------------------------

template <class Content>
void write_content(ByteWriter& writer, const Content& content) {
  const std::uint8_t type = static_cast<std::uint8_t>(content.index());
  writer(type);
  std::visit([&](const auto& value) { writer(value); }, content);
}

// Returns whether there is such a type.
template <class Content>
bool read_content(ByteReader& reader, Content& content) {
  std::uint8_t type = 0;
  reader(type);
  if (type >= std::variant_size_v<Content>) return false;
  const auto read_alternative = [&]<std::size_t... kTypes>(std::index_sequence<kTypes...>) {
    ((kTypes == type ? reader(content.template emplace<kTypes>()) : void()), ...);
  };
  read_alternative(std::make_index_sequence<std::variant_size_v<Content>>{});
  return true;
}

inline std::vector<std::uint8_t> encode(const EngineRequest& request) {
  ByteWriter writer;
  writer(request.id);
  write_content(writer, request.command);
  return writer.take();
}

inline std::vector<std::uint8_t> encode(const EngineMessage& message) {
  ByteWriter writer;
  writer(message.request, message.answers);
  write_content(writer, message.event);
  return writer.take();
}

// Returns nothing where the bytes are no such thing: of another version, say.
inline std::optional<EngineRequest> decode_request(std::span<const std::uint8_t> bytes) {
  EngineRequest request;
  ByteReader reader(bytes);
  reader(request.id);
  if (!read_content(reader, request.command) || !reader.ok()) return std::nullopt;
  return request;
}

inline std::optional<EngineMessage> decode_message(std::span<const std::uint8_t> bytes) {
  EngineMessage message;
  ByteReader reader(bytes);
  reader(message.request, message.answers);
  if (!read_content(reader, message.event) || !reader.ok()) return std::nullopt;
  return message;
}

}  // namespace inkling
