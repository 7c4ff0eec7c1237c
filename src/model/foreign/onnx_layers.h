// Follows the pixels through an ONNX graph, and describes what becomes of them.
#pragma once

#include "model/foreign/layer_list.h"
#include "model/foreign/onnx_graph.h"

namespace inkling {

// Takes Gemm and MatMul either way round, sums and products with constants, BatchNormalization, the
// activations, and whatever changes nothing but the shape. Returns an error that names the operator
// and the node otherwise.
Result<LayerList> layers_of(const OnnxGraph& graph);

}  // namespace inkling
