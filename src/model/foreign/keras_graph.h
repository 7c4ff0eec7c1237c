// Finds the order in which the layers of a Keras model follow each other.
#pragma once

#include <vector>

#include "model/foreign/keras_json.h"

namespace inkling {

// Returns the layers of a model's configuration from the pixels to the outputs: as they are listed
// in a Sequential model, and as they are connected in a functional one, where a layer may come
// twice. Returns an error that names the layer where the way divides or joins another, or where the
// model has two outputs.
Result<std::vector<const KerasJson*>> connected_layers(const KerasJson& layers,
                                                       const KerasJson& config);

}  // namespace inkling
