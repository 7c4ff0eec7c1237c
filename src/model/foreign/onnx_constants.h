// Keeps the constants of an ONNX graph, and computes those that nodes make of others.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/foreign/onnx_graph.h"

namespace inkling {

// Names a node for people: its operator and, where it has one, its name.
std::string words_of(const OnnxNode& node);

class OnnxConstants {
 public:
  explicit OnnxConstants(const OnnxGraph& graph);

  // Returns a constant, or null where there is none or it could not be computed.
  const OnnxTensor* find(const std::string& name) const;
  // Returns the whole numbers of a constant, such as a shape, or nothing where it is none.
  std::optional<std::vector<std::int64_t>> whole_numbers(const std::string& name) const;

  // Takes a node whose inputs are all constants. What it does not compute is remembered, and is an
  // error only where it is needed: most of it is about shapes. Returns an error where a graph makes
  // more numbers than any network has.
  Status take(const OnnxNode& node);

  // Says what made a value that could not be computed: " (a DequantizeLinear node computes it)". It
  // is empty where nothing did.
  std::string maker_of(const std::string& name) const;

 private:
  // Returns null where the node is none that is computed here.
  std::shared_ptr<const OnnxTensor> computed(const OnnxNode& node) const;

  std::map<std::string, std::shared_ptr<const OnnxTensor>> constants_;
  std::map<std::string, std::string> makers_;
  std::uint64_t made_ = 0;  // So many numbers were computed.
};

// Returns the axes that a node names as an attribute or, since opset 13, as a constant. Returns
// null in `axes` where it names none. Returns false where they are computed.
bool axes_of(const OnnxNode& node, const OnnxConstants& constants,
             std::optional<std::vector<std::int64_t>>& axes);

// Returns whether a number of TensorProto.DataType is a type of floats.
bool is_float_type(double data_type);

// Returns an attribute that is a number, or `usual` where the node has none.
double number_or(const OnnxNode& node, const char* name, double usual);

}  // namespace inkling
