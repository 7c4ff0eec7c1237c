#include "nn/embedding.h"

#include <algorithm>

#include "nn/sparse_layer.h"

namespace inkling {

int hidden_width(const NetworkShape& shape) { return shape.layers[shape.layers.size() - 2]; }

Matrix<float> last_hidden_activations(const Network<float>& network, Examples examples) {
  const int count = examples.count();
  Matrix<float> hidden(count, hidden_width(network.shape()));
  if (network.layer_count() == 1) {
    std::transform(examples.pixels.begin(), examples.pixels.end(), hidden.values().begin(),
                   [](std::uint8_t pixel) { return static_cast<float>(pixel) * kPixelScale; });
    return hidden;
  }
  constexpr int kChunk = 250;
  const SparseLayer input(network.layer(0));
  SparseBatch batch;
  Pass<float> pass(network.shape(), std::min(kChunk, std::max(count, 1)));
  auto to = hidden.values().begin();
  for (int first = 0; first < count; first += kChunk) {
    const Examples chunk = examples.part(first, std::min(kChunk, count - first));
    pass.batch = chunk.count();
    batch.begin(chunk.inputs());
    for (int i = 0; i < chunk.count(); ++i) batch.add_row(chunk.picture(i), kPixelScale);
    input.forward(batch, pass.output_of_first());
    forward<float>(network, pass, {.input = InputStage::kDone});
    const float* values = pass.values[pass.values.size() - 2].view().data;
    to = std::copy_n(values, static_cast<std::size_t>(chunk.count()) * hidden.cols(), to);
  }
  return hidden;
}

}  // namespace inkling
