// Measures how good a network is on examples it may not have seen.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/classes.h"
#include "math/matrix.h"
#include "math/sparse_batch.h"
#include "nn/examples.h"
#include "nn/network.h"
#include "nn/sparse_layer.h"

namespace inkling {

struct Metrics {
  double loss = 0;      // It is the mean cross-entropy, in nats.
  double accuracy = 0;  // It lies between 0 and 1.
  // [classes, classes]: the rows are labels, the columns predictions. An example that was taken for
  // a class which no label has, as a visitor's symbol, is in none.
  std::vector<int> confusion;
};

// Says what was predicted for one example.
struct Classification {
  std::uint8_t prediction = 0;
  float probability = 0;  // It belongs to the prediction.
};

// Evaluates some examples at a time, so that the caller can do other things in between.
class Evaluation {
 public:
  // One call of advance() works on this many examples, few enough to take some milliseconds.
  static constexpr int kChunk = 250;

  // The confusion is of the first `classes` classes.
  Evaluation(const Network<float>& network, Examples examples, int classes = kDigits);

  // Makes the evaluation keep each example's prediction from now on.
  void keep_classifications() { classifications_.emplace(); }
  bool has_classifications() const { return classifications_.has_value(); }
  const std::vector<Classification>& classifications() const { return *classifications_; }

  // Makes the evaluation keep the probabilities of all classes, [count, classes of the network].
  void keep_answers() {
    answers_ = Matrix<float>(examples_.count(), network_.shape().layers.back());
  }
  // Returns them; those of examples that are still to come are zero.
  const Matrix<float>& answers() const { return answers_; }

  // Works on the next chunk. Returns false when there is none left.
  bool advance();
  // Returns the metrics of the examples so far.
  Metrics metrics() const;

 private:
  const Network<float>& network_;
  Examples examples_;
  int classes_;
  SparseLayer input_;
  SparseBatch batch_;
  Pass<float> pass_;
  int done_ = 0;
  double loss_sum_ = 0;
  int correct_ = 0;
  Metrics totals_;
  std::optional<std::vector<Classification>> classifications_;
  Matrix<float> answers_;  // It is empty where they are not kept.
};

// Evaluates all examples at once.
Metrics evaluate(const Network<float>& network, Examples examples, int classes = kDigits);

// Returns the probabilities of the classes for one picture of 0 to 255. `pixels` has as many
// elements as the network inputs.
Probabilities predict(const Network<float>& network, std::span<const std::uint8_t> pixels);

int most_likely(std::span<const float> probabilities);

}  // namespace inkling
