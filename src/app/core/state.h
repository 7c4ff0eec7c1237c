// State is what all places share, in plain structs. Events change it (engine_events.h), and views
// draw it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/importing.h"
#include "app/core/model.h"
#include "app/core/own_data.h"
#include "app/core/pad.h"
#include "app/core/scores.h"
#include "engine/protocol.h"
#include "nn/network.h"
#include "nn/setting_locks.h"
#include "nn/settings.h"
#include "ui/language.h"
#include "ui/mood.h"

namespace inkling {

// The visitor drew this and said what it is, so that it is learned.
struct UserDrawing {
  std::uint64_t id = 0;  // See saved_records.h.
  Drawing strokes;
  int label = 0;      // The label is a digit, or kDigits and on for a symbol of theirs.
  Picture picture{};  // The picture shows the strokes.
};

// A Prediction is what the network makes of a drawing.
struct Prediction {
  Picture picture{};
  Probabilities probabilities{};
  bool empty = true;  // Nothing is drawn, and the rest means nothing.

  int likeliest() const { return most_likely(probabilities); }
};

// A PadDigit is one of several digits that stand side by side on the pad.
struct PadDigit {
  Drawing strokes;
  Prediction prediction{};
};

struct CurvePoint {
  float epochs = 0;  // The epochs count from the start of the run, with a fraction within an epoch.
  float loss = 0;
  float accuracy = 0;
};

// Training is a run of training as the page sees it.
struct Training {
  enum class Phase { kIdle, kWaitingForData, kRunning, kPaused };
  Phase phase = Phase::kIdle;
  Settings settings;        // They are of the run under way or, when idle, of the last one.
  bool continues = false;   // The run began from weights that were trained before.
  bool paced = false;       // Each step waits for a word from the page, which shows it.
  bool teaching = false;    // The run is a short one that learns the visitor's own drawings.
  float epochs_before = 0;  // The interrupted run that this one goes on with did these.
  ProgressEvent progress;
  std::vector<CurvePoint> train_curve;
  std::vector<CurvePoint> test_curve;
  std::optional<FinishedEvent> result;
};

struct DataStatus {
  bool wanted = false;
  bool failed = false;  // A file of it could not be had.
  LoadingEvent loading;
};

// Something went wrong; the visitor is told until they dismiss the notice.
struct Notice {
  ErrorCode code{};
  std::string subject;  // It names the file concerned, what was entered, or what the engine said.
  bool retry_training = false;
  bool copied = false;  // Its lines in Python are on the clipboard.

  friend bool operator==(const Notice&, const Notice&) = default;
};

// The visitor has just replaced this network, and can bring it back by one touch until the page is
// closed.
struct Replaced {
  // The bytes are as saved_state.h writes them.
  std::vector<std::uint8_t> network;
  // Of a data set of the visitor's own, the network itself waits here: it is not for saving.
  std::optional<Model> of_own_data{};
  std::vector<int> layers;  // The layers are those of the network.
  std::optional<double> test_accuracy;
  Settings settings{};  // They may follow the network that has taken its place: see importing.h.
};

// What was made of MNIST waits here while a data set of the visitor's own is in use.
struct BeforeOwnData {
  Model model;
  std::vector<UserDrawing> user_drawings;
  Settings settings;
  Training training;
  std::optional<Replaced> replaced;
  std::optional<Import> imported;
};

// The visitor has chosen this file of saved work, and is asked whether it is to replace everything.
struct OfferedWork {
  std::vector<std::uint8_t> file;  // It is one that read_work_file() can use.
  std::vector<int> layers;
  int drawings = 0;
};

// Deletion says how far deleting all that was saved in the browser has come.
enum class Deletion { kNone, kUnderWay, kDone };

struct State {
  Language language = Language::kEnglish;
  ThemeChoice theme = ThemeChoice::kAuto;
  Preferences preferences;
  // With `menu` there is a way to the other places. Without it the lab is the one place that its
  // page shows.
  bool menu = true;

  Pad pad;
  // The visitor's own pad is here while a place, such as a game, has one to itself.
  std::optional<Pad> pad_aside;
  KeyPen key_pen;
  bool demonstrating = true;        // Nobody has touched the pad yet: a pen draws by itself.
  double demonstration_ms = 0;      // The pen has drawn by itself for this time.
  Drawing demonstration;            // The pen has drawn this so far.
  Prediction prediction;            // The prediction is of the pad or of the demonstration.
  std::vector<PadDigit> number;     // Where the pad has a number, these are its digits, else none.
  bool guesses_aloud = false;       // A change of the prediction is told as a change of mind.
  std::optional<int> passed_guess;  // If so, the drawing was taken for this a moment ago.
  Mood mood;                        // The mood follows from that prediction.
  bool mood_open = false;           // The mood's numbers are shown.
  Probabilities bars{};             // They are as drawn, on their way to prediction.probabilities.

  Model model;
  std::vector<UserDrawing> user_drawings;
  bool teaching_wanted = false;  // Some user drawings are still to be learned.
  std::vector<BestScore> best_scores;
  std::vector<std::string> result_codes;  // See results.h; the newest is last.
  std::string copied_code;                // This one of them is on the clipboard.
  bool code_copy_refused = false;         // The browser did not let the last one be copied.
  std::string kernel;
  int threads = 1;

  Settings settings;   // The settings are those of the next run.
  SettingLocks locks;  // The visitor cannot change these of them.
  Training training;
  DataStatus data;
  // See data_sets.h. Both are there, or none.
  std::optional<OwnData> own_data;
  std::optional<BeforeOwnData> before_own_data;
  bool data_on_its_way = false;  // Files of another data set are being read.
  std::optional<Replaced> replaced;
  // All that was here before it was deleted, or before other work was opened, is a file of
  // work_file.h. It can be brought back until the page is closed. It is empty where there is none.
  std::vector<std::uint8_t> replaced_work;
  std::optional<OfferedWork> offered_work;
  Deletion deletion = Deletion::kNone;
  std::optional<Import> imported;  // It is the last one; see import_at_hand().
  std::optional<Notice> notice;
  // A notice takes room from the pad, which must not move under a pen: what is on the screen
  // follows `notice` as soon as the pen rests.
  std::optional<Notice> notice_on_screen;

  const Drawing& shown_drawing() const { return demonstrating ? demonstration : pad.strokes; }
  // Returns the drawing that is the visitor's own, also while a place has the pad to itself.
  const Pad& visitors_pad() const { return pad_aside ? *pad_aside : pad; }
  int classes() const { return model.classes(); }
  // Returns how many classes the data set has: those after them are symbols of the visitor's.
  int data_classes() const { return own_data ? own_data->classes() : kDigits; }
  int symbols() const { return classes() - data_classes(); }
  bool can_add_symbol() const { return !own_data && symbols() < kMaxSymbols; }
  // Returns whether a run with these settings continues with the network as it is.
  bool continues_training() const {
    return model.trained() && settings.shape(kPixels, classes()) == model.network.shape();
  }
  // Returns what is known of the network at hand where it is as it came from a file, or null.
  const Import* import_at_hand() const {
    return imported && model.origin == Model::Origin::kImported ? &*imported : nullptr;
  }
  bool idle() const { return training.phase == Training::Phase::kIdle; }
  bool dark() const {
    return theme == ThemeChoice::kDark || (theme == ThemeChoice::kAuto && preferences.dark);
  }
};

}  // namespace inkling
