// What all places share, in plain structs. Events change it (engine_events.h), views draw it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/model.h"
#include "app/core/pad.h"
#include "app/core/scores.h"
#include "engine/protocol.h"
#include "nn/network.h"
#include "nn/settings.h"
#include "ui/language.h"
#include "ui/mood.h"

namespace inkling {

// Something that the visitor drew and said what it is, to be learned.
struct UserDrawing {
  std::uint64_t id = 0;  // see saved_records.h
  Drawing strokes;
  int label = 0;      // a digit, or kDigits and on for a symbol of theirs
  Picture picture{};  // of the strokes
};

// What the network makes of a drawing.
struct Prediction {
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
  bool continues = false;   // from weights that were trained before
  bool paced = false;       // each step waits for a word from the page, which shows it
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
  bool retry_training = false;
};

// What a visitor has just replaced, and can bring back by one touch until the page is closed.
struct Replaced {
  // As saved_state.h writes it; empty where only the network was replaced.
  std::vector<std::uint8_t> visitor;
  std::vector<std::uint8_t> network;
  bool trained = false;
  std::vector<int> layers;  // of it
  std::optional<double> test_accuracy;
};

// Of all that was saved in the browser.
enum class Deletion { kNone, kUnderWay, kDone };

struct State {
  Language language = Language::kEnglish;
  ThemeChoice theme = ThemeChoice::kAuto;
  Preferences preferences;
  // Whether there is a way to the other places. Without it the lab is the one place that its page
  // shows.
  bool menu = true;

  Pad pad;
  // The visitor's own pad while a place has one to itself, as a game has.
  std::optional<Pad> pad_aside;
  KeyPen key_pen;
  bool demonstrating = true;        // nobody has touched the pad yet: a pen draws by itself
  double demonstration_ms = 0;      // how long it has been doing so
  Drawing demonstration;            // what it has drawn so far
  Prediction prediction;            // of the pad or of the demonstration
  bool guesses_aloud = false;       // a change of the prediction is told as a change of mind
  std::optional<int> passed_guess;  // then: what this drawing was taken for a moment ago
  Mood mood;                        // of that prediction
  bool mood_open = false;           // its numbers are shown
  Probabilities bars{};             // as drawn: on their way to prediction.probabilities

  Model model;
  std::vector<UserDrawing> user_drawings;
  bool teaching_wanted = false;  // some of them are still to be learned
  std::vector<BestScore> best_scores;
  std::string kernel;
  int threads = 1;

  Settings settings;  // of the next run
  Training training;
  DataStatus data;
  std::optional<Replaced> replaced;
  Deletion deletion = Deletion::kNone;
  std::optional<Notice> notice;

  const Drawing& shown_drawing() const { return demonstrating ? demonstration : pad.strokes; }
  // The drawing that is the visitor's own, also while a place has the pad to itself.
  const Pad& visitors_pad() const { return pad_aside ? *pad_aside : pad; }
  int classes() const { return model.classes(); }
  int symbols() const { return model.symbols(); }
  // Whether a run with these settings continues with the network as it is.
  bool continues_training() const {
    return model.trained() && settings.shape(kPixels, classes()) == model.network.shape();
  }
  bool idle() const { return training.phase == Training::Phase::kIdle; }
  bool dark() const {
    return theme == ThemeChoice::kDark || (theme == ThemeChoice::kAuto && preferences.dark);
  }
};

}  // namespace inkling
