#include "app/core/model.h"

#include <utility>

namespace inkling {

void Model::replace(Network<float> other, Origin from) {
  network = std::move(other);
  origin = from;
  test_accuracy.reset();
  confusion.clear();
  ++version;
}

void Model::change_classes(const std::vector<int>& classes, std::vector<std::uint64_t> ids) {
  network = with_classes(network, classes);
  symbol_ids = std::move(ids);
  ++version;
}

}  // namespace inkling
