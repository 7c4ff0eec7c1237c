// Reads a Keras model whose HDF5 file has been unpacked: an archive of NumPy arrays with a list of
// its layers, "keras.json".
//
// HDF5 is read by a library in JavaScript, which only the page has; see web/foreign_files.js.
#pragma once

#include "model/foreign/findings.h"
#include "model/foreign/zip_file.h"

namespace inkling {

inline constexpr const char* kKerasList = "keras.json";

// "keras.json" is {"config": the model's own configuration as Keras writes it, or null where the
// file has weights alone, "layers": [{"name": of the layer, "group": that its weights are in,
// "arrays": [[name of the weight, name of the array's file], ...]}, ...]}.
//
// Returns an error that names the layer where one is no dense one, nor one that changes nothing
// once a network is trained.
Result<ForeignLayers> keras_layers(const ZipFiles& files);

}  // namespace inkling
