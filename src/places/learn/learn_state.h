// Learn shows this beside the state that all places share.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/stopwatch.h"
#include "base/classes.h"
#include "data/ink.h"
#include "data/picture_changes.h"
#include "engine/protocol.h"
#include "nn/backprop_trace.h"
#include "nn/landscape.h"
#include "nn/weight_valley.h"
#include "places/learn/seven_rule.h"
#include "places/shared/experiment_run.h"
#include "places/shared/network_view.h"

namespace inkling {

inline constexpr int kLessons = 10;
inline constexpr int kNeuronSide = 4;  // The neuron sees so many rows of so many squares.
inline constexpr int kNeuronInputs = kNeuronSide * kNeuronSide;
inline constexpr int kFewLogits = 3;
inline constexpr int kGears = 2;
inline constexpr int kBrainFacts = 3;  // The facts are about neurons, energy and examples.

// Lesson 0 has a rule that tells sevens, and 1,000 images to try it on.
struct Rules {
  struct Image {
    Picture picture{};
    bool seven = false;
    SevenWidths widths{};
  };
  std::shared_ptr<const std::vector<Image>> images;  // It is empty until they have come.
  SevenRule rule;
  // So many sevens of the images are found, and so many others are taken for one.
  struct Count {
    int found = 0;
    int wrong = 0;
  };
  Count count;
  std::optional<std::size_t> network_tried;  // The network has tried so many images.
  Count network;
};

// Lesson 5 shows the loss as a landscape, with the ways down that were taken.
struct Downhill {
  // First there is one weight alone, and a ball that has been at these values of it.
  std::shared_ptr<const WeightValley> valley;  // It never changes.
  std::vector<double> ball;
  int valley_rate = 1;                         // It is an index into kValleyRates.
  std::shared_ptr<const Landscape> landscape;  // It never changes.
  std::vector<float> heights;                  // They come row after row, as far as measured.
  int rate = 1;                                // It is an index into kRates.
  // The descent by hand went through these points, with this loss at each.
  std::vector<PlanePoint> path;
  std::vector<double> losses;
  Landscape::Slope slope;  // It is measured at the last point.
  std::vector<Descent> methods;
};

// Lesson 7 shows the drawing with changes.
struct Fooling {
  Picture drawing{};        // The changes are made to this drawing.
  PictureChanges changes;   // The visitor has made them.
  bool no_digit = false;    // The visitor says that the drawing is no digit.
  bool shuffling = false;   // The experiment with shuffled pixels has the place of the changes.
  Picture picture{};        // It is the drawing with the changes.
  Probabilities reading{};  // It is what the network makes of that picture.
  struct Try {
    float certainty = 0;  // It is the probability of the guess.
    bool right = false;
    bool operator==(const Try&) const = default;
  };
  std::vector<Try> tries;
};

// In lesson 8 the visitor teaches a symbol and tries what came of it. Tries are not learned from,
// and not saved.
inline constexpr std::size_t kTries = 3;  // So many go into a row.

enum class TeachingPart { kCollecting, kOwnHand, kOtherHand, kDigits };

struct Teaching {
  TeachingPart part = TeachingPart::kCollecting;
  int kept = 0;  // So many drawings were kept since the lesson was opened.

  struct Try {
    Drawing strokes;
    int meant = 0;      // The hand meant this class.
    int taken_for = 0;  // The network takes the drawing for this one.
    bool recognised() const { return taken_for == meant; }
  };
  using Row = std::vector<Try>;
  std::array<Row, 3> rows;  // They are of the visitor's hand, of another hand, and of digits.

  // Returns the row of a part that has one.
  const Row& row(TeachingPart of) const { return rows[static_cast<std::size_t>(of) - 1]; }
  Row& row(TeachingPart of) { return rows[static_cast<std::size_t>(of) - 1]; }
};

// Learn keeps how far the lessons are done, and what was done by hand in the one that is open.
struct Learn {
  int lesson = 0;
  Stopwatch watch;          // It measures the lesson as long as it is on the screen.
  bool first_step = false;  // Its first step was done since it was opened: the watch has it all.
  bool pictures_asked = false;  // The images that the lesson shows are asked for.
  std::array<int, kLessons> steps_done{};
  // A symbol of a formula is pointed at in the text, and on the canvas; empty is none.
  std::string named_symbol;
  std::string pointed_symbol;
  Rules rules;
  // Lesson 1 has a neuron.
  std::array<int, kNeuronInputs> weights{};  // Each is -1, 0 or 1.
  double bias = 0;
  std::optional<int> input;  // This one was touched last.
  // Lesson 2 has the network, and a pixel of the unit that is looked at.
  NetworkView network;
  std::optional<int> pixel;
  double zeros = 0;  // This share of its weights is exactly 0: it may be pruned.
  // In lessons 3 and 4 the visitor says what the drawing is.
  std::optional<int> label;
  unsigned labels_tried = 0;              // Each label has a bit.
  std::optional<BackpropTrace> backprop;  // It belongs to the newest prediction.
  // Lesson 3 begins with three logits alone.
  std::array<int, kFewLogits> few_logits = {2, 1, 0};
  int few_chosen = 0;  // This one was changed last.
  // In lesson 3 a logit is pushed.
  int pushed_digit = 0;
  double push = 0;
  // Lesson 4 begins with gears: a turn of one makes the next turn so many times.
  std::array<int, kGears> gears = {1, 1};
  // In lesson 4 a weight is nudged.
  std::optional<InputWeight> weight;
  struct Nudge {
    double amount = 0;
    double predicted = 0;  // The gradient predicts this change of the loss.
    double measured = 0;
  };
  std::optional<Nudge> nudge;
  // Lesson 5 has the landscape.
  Downhill downhill;
  // Lessons 6 and 7 have experiments; lesson 6 has images of which some get a wrong label.
  std::shared_ptr<const PicturesEvent> samples;
  ExperimentRun experiment;
  Fooling fooling;
  Teaching teaching;  // It belongs to lesson 8.
  // Lesson 9 knows which facts were touched, a bit each, and what the page has fetched.
  unsigned facts_seen = 0;
  std::optional<int> fact;
  struct Requests {
    int own = 0;      // These files are of this site.
    int foreign = 0;  // All others are counted here.
  };
  std::optional<Requests> requests;
};

}  // namespace inkling
