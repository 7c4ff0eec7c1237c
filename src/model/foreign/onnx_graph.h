// Takes an ONNX model (https://github.com/onnx/onnx, "onnx.proto") apart: nodes, constants, input.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace inkling {

struct OnnxTensor {
  std::vector<std::int64_t> dims;
  std::vector<float> values;  // They are empty where the numbers are of a type that is not read.
  bool whole = false;         // The numbers are whole: a shape, or rounded weights.
};

struct OnnxNode {
  std::string op;
  std::string name;
  std::string domain;  // It is empty for the operators of ONNX itself.
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::map<std::string, double> numbers;  // attributes: integers and floats
  std::map<std::string, std::vector<std::int64_t>> lists;
  std::map<std::string, OnnxTensor> tensors;
};

struct OnnxGraph {
  std::vector<OnnxNode> nodes;
  std::map<std::string, OnnxTensor> constants;
  std::string input;                     // It is the one input that is no constant.
  std::vector<std::int64_t> input_dims;  // Those that are not fixed, such as the batch, are -1.
  std::vector<std::string> outputs;
};

// A file as people bring it along, whatever it is.
struct ForeignFile {
  std::string name;
  std::span<const std::uint8_t> bytes;
};

// Returns an error that names the second file where weights are kept in one that is not there.
Result<OnnxGraph> read_onnx_graph(std::span<const std::uint8_t> file,
                                  std::span<const ForeignFile> companions);

}  // namespace inkling
