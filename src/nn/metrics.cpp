#include "nn/metrics.h"

#include <algorithm>

#include "nn/loss.h"

namespace inkling {

Evaluation::Evaluation(const Network<float>& network, Examples examples, int classes)
    : network_(network),
      examples_(examples),
      classes_(classes),
      input_(network.layer(0)),
      pass_(network.shape(), std::min(kChunk, std::max(examples.count(), 1))) {
  totals_.confusion.resize(static_cast<std::size_t>(classes * classes));
}

bool Evaluation::advance() {
  const int count = std::min(kChunk, examples_.count() - done_);
  if (count <= 0) return false;
  const Examples chunk = examples_.part(done_, count);
  pass_.batch = count;
  batch_.begin(chunk.inputs());
  for (int i = 0; i < count; ++i) batch_.add_row(chunk.picture(i), kPixelScale);
  input_.forward(batch_, pass_.output_of_first());
  forward<float>(network_, pass_, {.input = InputStage::kDone});
  const MatrixView<float> logits = pass_.logits();
  loss_sum_ += cross_entropy<float>(logits, chunk.labels).cross_entropy;
  for (int i = 0; i < count; ++i) {
    const std::span<float> row(logits.row(i), static_cast<std::size_t>(logits.cols));
    const int guess = most_likely(row);
    const int label = chunk.labels[static_cast<std::size_t>(i)];
    if (label < classes_ && guess < classes_) {
      ++totals_.confusion[static_cast<std::size_t>(label * classes_ + guess)];
    }
    if (guess == label) ++correct_;
    if (!classifications_ && answers_.rows() == 0) continue;
    softmax(row);
    if (answers_.rows() > 0) std::copy(row.begin(), row.end(), answers_.view().row(done_ + i));
    if (!classifications_) continue;
    classifications_->push_back(
        {static_cast<std::uint8_t>(guess), row[static_cast<std::size_t>(guess)]});
  }
  done_ += count;
  return done_ < examples_.count();
}

Metrics Evaluation::metrics() const {
  Metrics metrics = totals_;
  if (done_ == 0) return metrics;
  metrics.loss = loss_sum_ / done_;
  metrics.accuracy = static_cast<double>(correct_) / done_;
  return metrics;
}

Metrics evaluate(const Network<float>& network, Examples examples, int classes) {
  Evaluation evaluation(network, examples, classes);
  while (evaluation.advance()) {
  }
  return evaluation.metrics();
}

Probabilities predict(const Network<float>& network, std::span<const std::uint8_t> pixels) {
  Pass<float> pass(network.shape(), 1);
  pass.batch = 1;
  std::transform(pixels.begin(), pixels.end(), pass.input().data,
                 [](std::uint8_t pixel) { return pixel * kPixelScale; });
  forward(network, pass);
  const MatrixView<float> logits = pass.logits();
  const std::span<float> classes(logits.data, static_cast<std::size_t>(logits.cols));
  softmax(classes);
  Probabilities probabilities{};
  std::copy(classes.begin(), classes.end(), probabilities.begin());
  return probabilities;
}

int most_likely(std::span<const float> probabilities) {
  return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                          probabilities.begin());
}

}  // namespace inkling
