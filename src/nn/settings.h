// Describes every number and choice of a training run, once.
//
// One table of properties serves the command line, the page's URL, the public API, the controls on
// the screen and the saved state: a new setting is a new row.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "nn/network.h"
#include "nn/optimizer.h"

namespace inkling {

// The learning rate stays as it is in a run, or goes down to nothing along half a cosine
// (Loshchilov and Hutter 2016, arXiv:1608.03983, without restarts).
enum class Schedule { kConstant, kCosine };
inline constexpr const char* kScheduleNames[] = {"constant", "cosine"};

// The defaults are the article's program: Dense 512 ReLU, Dense 10 softmax, rmsprop, 5 epochs,
// batches of 128.
struct Settings {
  std::vector<int> hidden = {512};
  Activation activation = Activation::kRelu;
  OptimizerKind optimizer = OptimizerKind::kRmsprop;
  double learning_rate = 0.001;
  Schedule schedule = Schedule::kConstant;
  int batch_size = 128;
  int epochs = 5;
  std::uint32_t seed = 1;
  // The loss includes l2 * (the sum of the squared weights).
  double l2 = 0;
  // This share of the hidden units is switched off in each step.
  double dropout = 0;
  // The network learns from deformed copies of the pictures.
  bool augment = false;
  int train_images = 60000;

  bool operator==(const Settings&) const = default;

  NetworkShape shape(int inputs = 784, int classes = 10) const;

  // Serialises the settings as bytes (see base/bytes.h).
  static void fields(auto& self, auto& archive) {
    archive(self.hidden, self.activation, self.optimizer, self.learning_rate, self.schedule,
            self.batch_size, self.epochs, self.seed, self.l2, self.dropout, self.augment,
            self.train_images);
  }
};

// Takes about a minute on one core, and reads drawings better: it uses deformed copies, and steps
// that become smaller.
Settings robust_preset();

// A hidden layer that is set by hand has at most this many units. An imported one may have more:
// see check_shape().
inline constexpr int kMaxUnits = 1024;

struct SettingInfo {
  enum class Kind { kLayers, kChoice, kInteger, kReal, kSwitch };

  // The name is as in the API: "learning_rate". The URL and the command line write "learning-rate".
  const char* name;
  Kind kind;
  double min;
  double max;
  std::span<const char* const> choices;  // Only kChoice has them.
  // It is one English line for the command line.
  const char* help;
  // A setting is read and written as a number: the value itself, the index of the choice, or 0 and
  // 1. The functions are null for kLayers.
  double (*get)(const Settings&);
  void (*set)(Settings&, double);
};

std::span<const SettingInfo> setting_table();

// Finds a row by its name, written with underscores or hyphens. It returns null if there is none.
const SettingInfo* find_setting(std::string_view name);

// Sets one from text: a number, a choice's name, true or false, or layers as "128,64" (empty: no
// hidden layer). A bad value changes nothing and the error names what is allowed.
Status set_setting(Settings& settings, const SettingInfo& info, std::string_view text);

// Sets several, by their names, whatever their order: an optimizer brings the learning rate that
// suits it unless one is named, too. It sets all of them, or none if there is an error.
using SettingTexts = std::vector<std::pair<std::string, std::string>>;
Status set_settings(Settings& settings, const SettingTexts& texts);

// Returns the text that set_setting would accept.
std::string setting_text(const Settings& settings, const SettingInfo& info);

}  // namespace inkling
