// The page's commands to the engine: see protocol.h for how they travel.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "data/manifest.h"
#include "engine/experiment.h"
#include "model/foreign/findings.h"
#include "nn/settings.h"

namespace inkling {

// The engine loads the data set, or what is still missing of it.
struct LoadDataCommand {
  static void fields(auto&, auto&) {}
};

// The engine trains from the current weights if they have the shape that the settings ask for, else
// from fresh ones. With `one_step`, it pauses after the first step.
struct TrainCommand {
  Settings settings{};
  bool one_step = false;
  static void fields(auto& self, auto& archive) { archive(self.settings, self.one_step); }
};

struct PauseCommand {
  static void fields(auto&, auto&) {}
};

struct ResumeCommand {
  bool one_step = false;
  static void fields(auto& self, auto& archive) { archive(self.one_step); }
};

struct StopCommand {
  static void fields(auto&, auto&) {}
};

// The network gets random weights, of the shape that the settings ask for and drawn with their
// seed. A run under way ends.
struct ResetCommand {
  Settings settings{};
  static void fields(auto& self, auto& archive) { archive(self.settings); }
};

// These weights take the place of the engine's: after a restart it has none of its own. A run under
// way ends.
struct SetWeightsCommand {
  std::vector<int> layers{};
  Activation activation = Activation::kRelu;
  std::vector<float> parameters{};
  bool trained = true;  // At least one step was taken since they were random.
  static void fields(auto& self, auto& archive) {
    archive(self.layers, self.activation, self.parameters, self.trained);
  }
};

// The visitor's own drawings replace those from before: every run that begins from now on has them
// among its examples. `classes` has, for each class that the network is to have, the number that it
// has now, or -1 for a new one. With `learn` a short run follows at once, or after the one under
// way.
struct TeachCommand {
  std::vector<std::uint8_t> pixels{};  // [count, 784]
  std::vector<std::uint8_t> labels{};  // [count]
  std::vector<int> classes{};
  bool learn = false;
  static void fields(auto& self, auto& archive) {
    archive(self.pixels, self.labels, self.classes, self.learn);
  }
};

// The page wants the first pictures of the test set, to play with. They come before the other data.
struct TestPicturesCommand {
  static void fields(auto&, auto&) {}
};

// The page wants some pictures, to be looked at or measured on. An earlier command for the same use
// is superseded.
enum class PicturesFor { kGallery, kLesson };
inline constexpr int kPicturesUses = 2;
struct PicturesCommand {
  PicturesFor use = PicturesFor::kGallery;
  Split split = Split::kTrain;
  std::vector<int> indices{};
  static void fields(auto& self, auto& archive) { archive(self.use, self.split, self.indices); }
};

// The page wants the training pictures nearest to this one in the last hidden layer. A search under
// way is superseded.
struct NeighboursCommand {
  std::vector<std::uint8_t> picture{};  // [784]
  int count = 0;
  static void fields(auto& self, auto& archive) { archive(self.picture, self.count); }
};

// A MapEvent comes now, and one whenever the network has changed, until the next MapCommand
// supersedes this one. A command without `wanted` only ends the map, and is done at once.
struct MapCommand {
  bool wanted = false;
  static void fields(auto& self, auto& archive) { archive(self.wanted); }
};

// Two runs go side by side; the network itself stays as it is. This is possible only between runs,
// one of which supersedes it, as another experiment does. Without arms, the one under way ends.
struct ExperimentCommand {
  std::vector<ExperimentArm> arms{};  // There are two or none.
  int steps = 0;
  static void fields(auto& self, auto& archive) { archive(self.arms, self.steps); }
};

struct EvaluateCommand {
  static void fields(auto&, auto&) {}
};

// Files that were chosen together are to be read as a network: see read_foreign_layers(). The
// answer is an ImportedEvent; the engine's own network stays as it is. An earlier one is
// superseded.
struct ImportCommand {
  struct File {
    std::string name{};
    std::vector<std::uint8_t> bytes{};
    static void fields(auto& self, auto& archive) { archive(self.name, self.bytes); }
  };
  std::vector<File> files{};
  int classes = kDigits;  // The data set that is in use has so many, and the network must have.
  // Somebody has chosen this scale of pixels. It is found out where `scaling_chosen` is false.
  bool scaling_chosen = false;
  PixelScaling scaling = PixelScaling::kUnit;
  static void fields(auto& self, auto& archive) {
    archive(self.files, self.classes, self.scaling_chosen, self.scaling);
  }
};

// A picture that has been decoded is to be read: see read_sheet(). The answer is a
// PictureReadEvent. An earlier one for the same use is superseded, but for those of host pages,
// each of which gets its own answer.
enum class ReadingFor { kVisitor, kCamera, kHost };
struct ReadPictureCommand {
  ReadingFor use = ReadingFor::kVisitor;
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels{};  // [height, width, 4]: red, green, blue, opacity
  // The upright picture in its file has this size: boxes are told in its pixels.
  int full_width = 0;
  int full_height = 0;
  static void fields(auto& self, auto& archive) {
    archive(self.use, self.width, self.height, self.pixels, self.full_width, self.full_height);
  }
};

// The engine learns from the visitor's data set that was read last, or from the site's again. A run
// and all jobs under way end, and the network gets random weights, of the shape that the settings
// ask for and the classes of the set. The answer is a WeightsEvent.
struct UseDataCommand {
  bool own = false;
  bool turned = false;  // Rows and columns of the visitor's images are to change places, once more.
  Settings settings{};
  static void fields(auto& self, auto& archive) { archive(self.own, self.turned, self.settings); }
};

// The engine measures how fast this machine computes, but only between runs.
struct MeasureSpeedCommand {
  bool detailed = false;
  static void fields(auto& self, auto& archive) { archive(self.detailed); }
};

using Command =
    std::variant<LoadDataCommand, TrainCommand, PauseCommand, ResumeCommand, StopCommand,
                 ResetCommand, SetWeightsCommand, TeachCommand, TestPicturesCommand,
                 PicturesCommand, NeighboursCommand, MapCommand, ExperimentCommand, EvaluateCommand,
                 ImportCommand, ReadPictureCommand, UseDataCommand, MeasureSpeedCommand>;

}  // namespace inkling
