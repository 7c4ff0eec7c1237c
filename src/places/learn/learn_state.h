// Learn shows this beside the state that all places share.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "data/ink.h"
#include "nn/backprop_trace.h"
#include "nn/landscape.h"
#include "places/shared/experiment_run.h"
#include "places/shared/network_view.h"

namespace inkling {

inline constexpr int kLessons = 10;
inline constexpr int kNeuronInputs = 16;
inline constexpr int kBrainFacts = 3;  // The facts are about neurons, energy and examples.

// Lesson 5 shows the loss as a landscape, with the ways down that were taken.
struct Downhill {
  bool asked = false;  // It is set once the pictures for measuring the loss are asked for.
  std::shared_ptr<const Landscape> landscape;  // It never changes.
  std::vector<float> heights;                  // They come row after row, as far as measured.
  int rate = 1;                                // It is an index into kRates.
  // The descent by hand went through these points, with this loss at each.
  std::vector<PlanePoint> path;
  std::vector<double> losses;
  Landscape::Slope slope;  // It is measured at the last point.
  std::vector<Descent> methods;
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
  std::array<int, kLessons> steps_done{};
  // Lesson 1 has a neuron.
  std::array<int, kNeuronInputs> weights{};  // Each is -1, 0 or 1.
  double bias = 0;
  // Lesson 2 has the network, and a pixel of the unit that is looked at.
  NetworkView network;
  std::optional<int> pixel;
  // In lessons 3 and 4 the visitor says what the drawing is.
  std::optional<int> label;
  unsigned labels_tried = 0;              // Each label has a bit.
  std::optional<BackpropTrace> backprop;  // It belongs to the newest prediction.
  // In lesson 3 a logit is pushed.
  int pushed_digit = 0;
  double push = 0;
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
  // Lesson 6 has the experiments.
  ExperimentRun experiment;
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
