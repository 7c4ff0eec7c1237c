#include "nn/metrics.h"

#include <algorithm>

#include "nn/loss.h"

namespace inkling {

Evaluation::Evaluation(const Network<float>& network, Examples examples)
    : network_(network),
      examples_(examples),
      input_(network.layer(0)),
      pass_(network.shape(), std::min(kChunk, std::max(examples.count(), 1))) {}

bool Evaluation::advance() {
  const int count = std::min(kChunk, examples_.count() - done_);
  if (count <= 0) return false;
  const Examples chunk = examples_.part(done_, count);
  pass_.batch = count;
  batch_.begin(chunk.inputs());
  for (int i = 0; i < count; ++i) batch_.add_row(chunk.picture(i), kPixelScale);
  input_.forward(batch_, pass_.output_of_first());
  forward<float>(network_, pass_, 0, nullptr, InputStage::kDone);
  const MatrixView<float> logits = pass_.logits();
  loss_sum_ += cross_entropy<float>(logits, chunk.labels).cross_entropy;
  for (int i = 0; i < count; ++i) {
    const int guess = most_likely({logits.row(i), static_cast<std::size_t>(logits.cols)});
    ++totals_.confusion[chunk.labels[i]][guess];
  }
  done_ += count;
  return done_ < examples_.count();
}

Metrics Evaluation::metrics() const {
  Metrics metrics = totals_;
  if (done_ == 0) return metrics;
  int correct = 0;
  for (int digit = 0; digit < kClasses; ++digit) correct += metrics.confusion[digit][digit];
  metrics.loss = loss_sum_ / done_;
  metrics.accuracy = static_cast<double>(correct) / done_;
  return metrics;
}

Metrics evaluate(const Network<float>& network, Examples examples) {
  Evaluation evaluation(network, examples);
  while (evaluation.advance()) {
  }
  return evaluation.metrics();
}

std::array<float, kClasses> predict(const Network<float>& network,
                                    std::span<const std::uint8_t> pixels) {
  Pass<float> pass(network.shape(), 1);
  pass.batch = 1;
  std::transform(pixels.begin(), pixels.end(), pass.input().data,
                 [](std::uint8_t pixel) { return pixel * kPixelScale; });
  forward(network, pass);
  std::array<float, kClasses> probabilities;
  std::copy_n(pass.logits().data, kClasses, probabilities.begin());
  softmax(std::span<float>(probabilities));
  return probabilities;
}

int most_likely(std::span<const float> probabilities) {
  return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                          probabilities.begin());
}

}  // namespace inkling
