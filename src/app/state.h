// Everything that the page knows, in plain structs.
//
// Events change it (update.h), views draw it (ui/). No view keeps a state of its own that matters.
#pragma once

#include <array>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/experiments.h"
#include "app/mood.h"
#include "data/ink.h"
#include "data/manifest.h"
#include "engine/protocol.h"
#include "games/duel.h"
#include "games/golf.h"
#include "games/sprint.h"
#include "nn/attribution.h"
#include "nn/blame.h"
#include "nn/insight.h"
#include "nn/landscape.h"
#include "nn/network.h"
#include "nn/settings.h"

namespace inkling {

enum class Place { kDraw, kTrain, kInside, kLearn, kPlay };
inline constexpr const char* kPlaceNames[] = {"draw", "train", "inside", "learn", "play"};

enum class Language { kEnglish, kChinese };
inline constexpr const char* kLanguageNames[] = {"en", "zh"};

enum class ThemeChoice { kAuto, kLight, kDark };
inline constexpr const char* kThemeNames[] = {"auto", "light", "dark"};

// What the visitor's system asks for.
struct Preferences {
  bool dark = false;
  bool reduced_motion = false;
  bool more_contrast = false;
};

// The sheet that is drawn on. Coordinates are shares of its side, 0 to 1, so a drawing outlives any
// change of size.
struct Pad {
  Drawing strokes;
  // What Undo takes back, the newest change last: a stroke that was added has no value; before any
  // other change, one of the eraser say, the pad had these strokes.
  std::vector<std::optional<Drawing>> history;
  bool pen_down = false;
  bool named = false;  // the visitor has said what it is: the next stroke begins another drawing
};

// The pen of those who draw with the keys.
struct KeyPen {
  InkPoint at = {0.5f, 0.5f};
  bool shown = false;  // while the pad has the focus
  bool down = false;
};

// Something that the visitor drew and said what it is, to be learned.
struct OwnDrawing {
  std::uint64_t id = 0;  // see saved_records.h
  Drawing strokes;
  int label = 0;      // a digit, or kDigits and on for a symbol of theirs
  Picture picture{};  // of the strokes
};

// What the network makes of a drawing.
struct Reading {
  Picture picture{};
  Probabilities probabilities{};
  bool empty = true;  // nothing is drawn: the rest means nothing

  int likeliest() const { return most_likely(probabilities); }
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
  Settings settings;        // of the run under way or, when idle, of the last one
  bool goes_on = false;     // from weights that were trained before
  bool teaching = false;    // a short run that learns the visitor's own drawings
  float epochs_before = 0;  // of an interrupted run that this one goes on with
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
  std::string subject;  // the file that it is about, what was entered, or what the engine said
  std::string remains;  // for a refused setting: the value that it keeps
  bool retry_training = false;
};

// A text that a setting cannot have; said under its field until a value is taken.
struct RefusedSetting {
  std::string name;
  std::string text;
};

// How the network reads all test pictures.
struct Survey {
  std::vector<std::uint8_t> labels;
  std::vector<std::uint8_t> predictions;
  std::vector<float> probabilities;  // of the predictions
  std::vector<int> confusion;        // [10, 10]: label, prediction
  bool outdated = false;             // the network has learned since
};

// Which pictures of the data set are looked at.
struct DataView {
  enum class Show { kTrain, kTest, kMistakes, kConfusion, kNeighbours };
  Show show = Show::kTest;
  int page = 0;
  // A cell of the confusion matrix.
  int label = 4;
  int read_as = 9;
  std::optional<std::size_t> selected;  // in the gallery
};
inline constexpr const char* kDataShowNames[] = {"train", "test", "mistakes", "confusion",
                                                 "nearest"};

// A picture of the data set on the screen.
struct GalleryPicture {
  Split split = Split::kTest;
  int index = 0;
  int label = 0;
  Picture picture{};
};

// Two runs side by side.
struct ExperimentView {
  std::optional<ExperimentKind> chosen;
  std::optional<Comparative> expected;  // by the visitor, before it began
  bool running = false;
  std::vector<Experiment::Progress> sides;  // two, from the first point on

  bool done() const { return !running && sides.size() == 2 && sides[0].done && sides[1].done; }
};

// What is looked at inside the network.
struct Inside {
  enum class View { kNetwork, kWhy, kData, kMap, kExperiments };
  View view = View::kNetwork;
  struct Unit {
    int layer = 0;  // from the first hidden one
    int index = 0;
    bool operator==(const Unit&) const = default;
  };
  std::optional<Unit> unit;  // the one that was touched
  // Two digits to be compared; the likeliest two where the visitor has chosen none.
  std::optional<int> digit;
  std::optional<int> against;
  bool erasing = false;  // the pen rubs out
  // Of the drawing that was read last, while this place is shown.
  std::optional<Insight> insight;
  std::optional<Attribution> why;

  DataView data;
  std::optional<Survey> survey;
  std::vector<GalleryPicture> gallery;
  NeighboursEvent nearest;
  std::optional<MapEvent> map;
  ExperimentView experiment;
  // What the engine has been asked for.
  struct Asked {
    bool data = false;
    bool survey = false;
    bool map = false;
    Split split = Split::kTest;
    std::vector<int> indices;
    Picture nearest_to{};
    bool nearest_outdated = true;
  };
  Asked asked;
};
inline constexpr const char* kInsideViewNames[] = {"network", "why", "data", "map", "experiments"};

inline constexpr int kLessons = 7;
inline constexpr int kNeuronInputs = 16;
inline constexpr int kBrainFacts = 3;  // neurons, energy, examples

// The loss as a landscape, and the ways down that were taken.
struct Downhill {
  bool asked = false;                          // for the pictures that it is measured on
  std::shared_ptr<const Landscape> landscape;  // never changes
  std::vector<float> heights;                  // row after row, as far as they were measured
  int rate = 1;                                // which of kRates
  // By hand: the places, and the loss at each.
  std::vector<PlanePoint> path;
  std::vector<double> losses;
  Landscape::Slope slope;  // at the last of them
  std::vector<Descent> methods;
};

// The lessons, and what the hands have done in the one that is open.
struct Learn {
  int lesson = 1;
  std::array<int, kLessons> steps_done{};
  // 1: a neuron
  std::array<int, kNeuronInputs> weights{};  // -1, 0, 1
  double bias = 0;
  // 2: a pixel of the unit that is looked at
  std::optional<int> pixel;
  // 3 and 4: what the visitor says that the drawing is
  std::optional<int> label;
  unsigned labels_tried = 0;   // a bit each
  std::optional<Blame> blame;  // of the newest reading
  // 3: a logit that is pushed
  int pushed_digit = 0;
  double push = 0;
  // 4: a weight that is nudged
  std::optional<FirstWeight> weight;
  struct Nudge {
    double amount = 0;
    double predicted = 0;  // change of the loss, by the gradient
    double measured = 0;
  };
  std::optional<Nudge> nudge;
  // 5
  Downhill downhill;
  // 7: which facts were touched, a bit each; and what the page has fetched
  unsigned facts_seen = 0;
  std::optional<int> fact;
  struct Requests {
    int own = 0;      // files of this site
    int foreign = 0;  // anything else
  };
  std::optional<Requests> requests;
};

// The best that was reached in a game with a network of a certain accuracy.
struct BestScore {
  GameKind kind = GameKind::kSprint;
  int accuracy = -1;  // whole percents; -1 where it is not known
  int score = 0;
  bool operator==(const BestScore&) const = default;
};

// How long new points are shown.
inline constexpr double kFlashMs = 900;

// The games as the page sees them. At most one of the three is there.
struct Play {
  std::optional<GameKind> linked;  // the game that the page's address names
  GameOptions offered;             // by the page's address
  std::optional<GameKind> kind;    // the game that is on the screen, over or not
  GameOptions options;             // of it
  Pad hidden_pad;  // of the game's drawing and the visitor's own, the one that is not shown
  std::optional<Sprint> sprint;
  std::optional<Golf> golf;
  std::optional<Duel> duel;  // from when its pictures have come
  // Of the hole that golf rests at: where in the picture the decision lies.
  std::optional<Attribution> shares;
  int explained_against = 0;
  double flash_ms = 0;  // how long the newest points are still shown
  int flash_points = 0;
  bool new_best = false;
  // What became of the link to its rounds: nothing yet, copied, or refused by the browser.
  enum class LinkCopy { kNone, kCopied, kRefused } link_copy = LinkCopy::kNone;
  std::string link;
  bool sound = false;
  std::vector<BestScore> best;
};

// What a visitor has just replaced, and can bring back by one touch until the page is closed.
struct Replaced {
  std::vector<std::uint8_t>
      visitor;  // as kept.h writes it; empty where only the network was replaced
  std::vector<std::uint8_t> network;
  bool trained = false;
  std::vector<int> layers;  // of it
  std::optional<double> test_accuracy;
};

// Of all that was kept in the browser.
enum class Deletion { kNone, kUnderWay, kDone };

struct State {
  Place place = Place::kDraw;
  Language language = Language::kEnglish;
  ThemeChoice theme = ThemeChoice::kAuto;
  Preferences preferences;

  Pad pad;
  KeyPen key_pen;
  bool demonstrating = true;        // nobody has touched the pad yet: a pen draws by itself
  double demonstration_ms = 0;      // how long it has been doing so
  Drawing demonstration;            // what it has drawn so far
  Reading reading;                  // of the pad or of the demonstration
  std::optional<int> passed_guess;  // in a game: what this drawing was taken for a moment ago
  Mood mood;                        // of that reading
  bool mood_open = false;           // its numbers are shown
  Probabilities bars{};             // as drawn: on their way to reading.probabilities

  std::vector<OwnDrawing> own_drawings;
  // Of the classes that the visitor has added to the digits; each is known by a number that is its
  // own in every tab.
  std::vector<std::uint64_t> symbol_ids;
  bool teaching_wanted = false;  // some of them are still to be learned

  Network<float> network{NetworkShape{}};
  bool trained = false;
  bool shipped = false;                 // it is the one that the site comes with
  std::optional<double> test_accuracy;  // of exactly this network, on the whole test set
  std::string kernel;
  int threads = 1;

  Settings settings;  // of the next run
  std::optional<RefusedSetting> refused_setting;
  bool settings_open = false;
  bool ink_steps_open = false;
  bool hand_open = false;
  std::optional<std::size_t> selected_own;  // of own_drawings, where they are listed
  Deletion deletion = Deletion::kNone;
  std::optional<Replaced> replaced;
  Play play;
  Inside inside;
  Learn learn;
  bool speed_open = false;
  bool measuring_speed = false;
  std::vector<SpeedFigure> speed;  // the newest measurement, as far as it has come
  Training training;
  DataStatus data;
  std::optional<Notice> notice;

  // Whether a run with these settings goes on from the network as it is.
  bool goes_on() const { return trained && settings.shape(kPixels, classes()) == network.shape(); }
  int symbols() const { return static_cast<int>(symbol_ids.size()); }
  int classes() const { return kDigits + symbols(); }
  bool idle() const { return training.phase == Training::Phase::kIdle; }
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
struct Undo {};
struct ClearPad {};
// "This is a 7": keeps what is on the pad and learns it. One more than there are classes makes a
// symbol of it.
struct NameDrawing {
  int label;
};
struct SelectOwn {
  std::optional<std::size_t> index;
};
struct RelabelOwn {
  std::size_t index;
  int label;
};
struct DeleteOwn {
  std::size_t index;
};
struct DeleteSymbol {
  int label;
};
struct ToggleHand {};
struct ShowHand {};  // in its place
struct ToggleInkSteps {};
struct ToggleMood {};
struct ShowInside {
  Inside::View view;
};
struct SelectUnit {
  std::optional<Inside::Unit> unit;
};
struct CompareDigits {
  int digit;
  int against;
};
struct ToggleEraser {};
struct ShowData {
  DataView view;
};
struct ChooseExperiment {
  std::optional<ExperimentKind> kind;
};
// What is expected of it; with that it begins.
struct RunExperiment {
  Comparative expected;
};
struct StopExperiment {};
struct OpenLesson {
  int lesson;
};
struct SetNeuronWeight {
  int input;
  int weight;
};
struct SetNeuronBias {
  double bias;
};
struct ChoosePixel {
  int pixel;
};
// "It is a 7", for the loss alone.
struct StateLabel {
  int label;
};
struct PushLogit {
  int digit;
  double push;
};
struct ChooseWeight {
  FirstWeight weight;
};
struct NudgeWeight {
  double nudge;
};
struct ChooseRate {
  int rate;
};
struct StepDownhill {};
struct RestartDownhill {};
struct ReleaseMethods {};
struct ShowFact {
  int fact;
};
struct CountRequests {};
struct StartGame {
  GameKind kind;
  GameOptions options;
};
struct LeaveGame {};
struct SkipPrompt {};
struct NextHole {};
struct AnswerDuel {
  int digit;
};
struct StateSureness {
  int step;
};
struct NextPicture {};
struct ToggleSound {};
// The result as a picture, with a link to the same rounds; or the link alone.
struct ShareCard {};
struct ShareLink {};
struct StartTraining {
  bool one_step = false;
};
struct PauseTraining {};
struct ResumeTraining {
  bool one_step = false;
};
struct StopTraining {};
struct ResetNetwork {};
// What was replaced last takes its place again.
struct BringBack {};
// The network that the site comes with.
struct UseShipped {};
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

// What the visitor did. What a variant of so many needs to copy and destroy itself is compiled
// once, in action.cpp, and not in every view.
class Action {
 public:
  using Content = std::variant<
      GoTo, SetLanguage, SetTheme, Undo, ClearPad, NameDrawing, SelectOwn, RelabelOwn, DeleteOwn,
      DeleteSymbol, ToggleMood, ShowInside, SelectUnit, CompareDigits, ToggleEraser, ShowData,
      ChooseExperiment, RunExperiment, StopExperiment, OpenLesson, SetNeuronWeight, SetNeuronBias,
      ChoosePixel, StateLabel, PushLogit, ChooseWeight, NudgeWeight, ChooseRate, StepDownhill,
      RestartDownhill, ReleaseMethods, ShowFact, CountRequests, StartGame, LeaveGame, SkipPrompt,
      NextHole, AnswerDuel, StateSureness, NextPicture, ToggleSound, ShareCard, ShareLink,
      ToggleHand, ShowHand, ToggleInkSteps, StartTraining, PauseTraining, ResumeTraining,
      StopTraining, ResetNetwork, BringBack, UseShipped, UseNetwork, ChangeSetting, RestoreSettings,
      UseSturdySettings, SaveNetwork, ChooseFile, DeleteKept, ToggleSettings, ToggleSpeed,
      MeasureSpeed, Retry, DismissNotice, OpenNotices>;

  template <class T>
  requires(!std::same_as<T, Action>) Action(T done)
  noexcept : content_(std::in_place_type<T>, std::move(done)) {}
  Action(const Action& other);
  Action(Action&& other) noexcept;
  Action& operator=(const Action& other);
  Action& operator=(Action&& other) noexcept;
  ~Action();

  const Content& content() const { return content_; }

 private:
  Content content_;
};

}  // namespace inkling
