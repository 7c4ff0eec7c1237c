// Every number and choice of a training run, described once.
//
// One table of properties serves the command line, the page's URL, the public API, the controls on
// the screen and what is saved: a new setting is a new row.
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

// How the learning rate goes on in a run: as it is, or down to nothing along half a cosine
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
  double l2 = 0;         // adds l2 * (the sum of the squared weights) to the loss
  double dropout = 0;    // the share of hidden units switched off in each step
  bool augment = false;  // learn from deformed copies of the pictures
  int train_images = 60000;

  bool operator==(const Settings&) const = default;

  NetworkShape shape(int inputs = 784, int classes = 10) const;

  // As bytes: see base/bytes.h.
  static void fields(auto& self, auto& archive) {
    archive(self.hidden, self.activation, self.optimizer, self.learning_rate, self.schedule,
            self.batch_size, self.epochs, self.seed, self.l2, self.dropout, self.augment,
            self.train_images);
  }
};

// Takes about a minute on one core, and reads drawings better: deformed copies, and steps that
// become smaller.
Settings robust_preset();

// Of a hidden layer that is set by hand. An imported one may have more: see check_shape().
inline constexpr int kMaxUnits = 1024;

struct SettingInfo {
  enum class Kind { kLayers, kChoice, kInteger, kReal, kSwitch };

  const char*
      name;  // as in the API: "learning_rate". The URL and the command line write "learning-rate".
  Kind kind;
  double min;
  double max;
  std::span<const char* const> choices;  // of kChoice
  const char* help;                      // one English line for the command line
  // As a number: the value itself, the index of the choice, or 0 and 1. Null for kLayers.
  double (*get)(const Settings&);
  void (*set)(Settings&, double);
};

std::span<const SettingInfo> setting_table();

// Finds a row by its name, written with underscores or hyphens. Null if there is none.
const SettingInfo* find_setting(std::string_view name);

// Sets one from text: a number, a choice's name, true or false, or layers as "128,64" (empty: no
// hidden layer). A bad value changes nothing and names what is allowed.
Status set_setting(Settings& settings, const SettingInfo& info, std::string_view text);

// Sets several, by their names, whatever their order: an optimizer brings the learning rate that
// suits it unless one is named, too. All of them, or with an error none.
using SettingTexts = std::vector<std::pair<std::string, std::string>>;
Status set_settings(Settings& settings, const SettingTexts& texts);

// What set_setting would accept.
std::string setting_text(const Settings& settings, const SettingInfo& info);

}  // namespace inkling
