// Everything that the page knows, in plain structs.
//
// Events change it (update.h), views draw it (ui/). No view keeps a state of its own that matters.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "data/ink.h"
#include "engine/protocol.h"
#include "nn/network.h"
#include "nn/settings.h"

namespace inkling {

enum class Place { kDraw, kTrain };
inline constexpr const char* kPlaceNames[] = {"draw", "train"};

enum class Language { kEnglish, kChinese };
inline constexpr const char* kLanguageNames[] = {"en", "zh"};

enum class ThemeChoice { kAuto, kLight, kDark };
inline constexpr const char* kThemeNames[] = {"auto", "light", "dark"};

// What the visitor's system asks for.
struct Preferences {
  bool dark = false;
  bool reduced_motion = false;
};

// The sheet that is drawn on. Coordinates are shares of its side, 0 to 1, so a drawing outlives any
// change of size.
struct Pad {
  Drawing strokes;
  bool pen_down = false;
};

// What the network makes of a drawing.
struct Reading {
  Picture picture{};
  std::array<float, kClasses> probabilities{};
  bool empty = true;  // nothing is drawn: the rest means nothing

  int digit() const { return most_likely(probabilities); }
  int runner_up() const;
};

struct CurvePoint {
  float epochs = 0;  // since the start of the run, a fraction within an epoch
  float loss = 0;
  float accuracy = 0;
};

// A run of training as the page sees it.
struct Training {
  enum class Phase { kIdle, kWaitingForData, kRunning, kPaused };
  Phase phase = Phase::kIdle;
  Settings settings;     // of the run under way or, when idle, of the last one
  bool goes_on = false;  // from weights that were trained before
  ProgressEvent progress;
  std::vector<CurvePoint> train_curve;
  std::vector<CurvePoint> test_curve;
  std::optional<FinishedEvent> result;
};

struct DataStatus {
  bool wanted = false;
  LoadingEvent loading;
};

// Something went wrong; said to the visitor until it is put away.
struct Notice {
  ErrorCode code{};
  std::string subject;  // the file that it is about, or what was entered
  std::string remains;  // for a refused setting: the value that it keeps
  bool retry_training = false;
};

struct State {
  Place place = Place::kDraw;
  Language language = Language::kEnglish;
  ThemeChoice theme = ThemeChoice::kAuto;
  Preferences preferences;

  Pad pad;
  bool demonstrating = true;           // nobody has touched the pad yet: a pen draws by itself
  double demonstration_ms = 0;         // how long it has been doing so
  Drawing demonstration;               // what it has drawn so far
  Reading reading;                     // of the pad or of the demonstration
  std::array<float, kClasses> bars{};  // as drawn: on their way to reading.probabilities

  Network<float> network{NetworkShape{}};
  bool trained = false;
  std::optional<double> test_accuracy;  // of exactly this network, on the whole test set
  std::string kernel;
  int threads = 1;

  Settings settings;  // of the next run
  bool settings_open = false;
  bool kept_deleted = false;  // by the visitor, since the page was opened
  bool speed_open = false;
  bool measuring_speed = false;
  std::vector<SpeedFigure> speed;  // the newest measurement, as far as it has come
  Training training;
  DataStatus data;
  std::optional<Notice> notice;

  // Whether a run with these settings goes on from the network as it is.
  bool goes_on() const { return trained && settings.shape() == network.shape(); }
  bool dark() const {
    return theme == ThemeChoice::kDark || (theme == ThemeChoice::kAuto && preferences.dark);
  }
};

// ---- What a visitor can do ----------------------------------------------------------------------

struct GoTo {
  Place place;
};
struct SetLanguage {
  Language language;
};
struct SetTheme {
  ThemeChoice theme;
};
struct UndoStroke {};
struct ClearPad {};
struct StartTraining {
  bool one_step = false;
};
struct PauseTraining {};
struct ResumeTraining {
  bool one_step = false;
};
struct StopTraining {};
struct ResetNetwork {};
// Somebody's trained network takes the place of ours. Only between runs.
struct UseNetwork {
  Network<float> network;
};
struct ChangeSetting {
  const SettingInfo* info;
  std::string text;  // for set_setting
};
struct RestoreSettings {};
struct UseSturdySettings {};
// The network as a file for the visitor, and one of theirs in its place.
struct SaveNetwork {
  bool onnx = false;
};
struct ChooseFile {};
// Everything that is remembered between visits.
struct DeleteKept {};
struct ToggleSettings {};
struct ToggleSpeed {};
struct MeasureSpeed {
  bool detailed = false;
};
struct Retry {};
struct DismissNotice {};
struct OpenNotices {};

using Action =
    std::variant<GoTo, SetLanguage, SetTheme, UndoStroke, ClearPad, StartTraining, PauseTraining,
                 ResumeTraining, StopTraining, ResetNetwork, UseNetwork, ChangeSetting,
                 RestoreSettings, UseSturdySettings, SaveNetwork, ChooseFile, DeleteKept,
                 ToggleSettings, ToggleSpeed, MeasureSpeed, Retry, DismissNotice, OpenNotices>;

}  // namespace inkling
