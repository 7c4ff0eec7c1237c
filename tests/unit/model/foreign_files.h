// These functions write files as other people's programs do, for tests and as seeds of fuzzers.
#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "model/protobuf.h"
#include "model/zip_writer.h"

namespace inkling {

using FileBytes = std::vector<std::uint8_t>;

inline FileBytes file_bytes(const std::string& text) { return {text.begin(), text.end()}; }

inline void append_number(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 255);
}

// Writes an archive of files that are stored as they are.
inline FileBytes zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  ZipWriter zip;
  for (const auto& [name, content] : files) zip.add(name, file_bytes(content));
  return zip.take();
}

// Returns numbers as they lie in memory.
template <class T>
std::string raw_bytes(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

inline std::vector<float> same_floats(std::size_t count, float value = 0.5f) {
  return std::vector<float>(count, value);
}

// Writes an array as numpy.save() does. `shape` is a tuple of Python: "(784, 10)".
inline std::string npy(const std::string& shape, const std::string& data,
                       const std::string& type = "<f4", const std::string& fortran = "False") {
  const std::string header =
      "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
  std::string bytes = std::string("\x93NUMPY\1\0", 8);
  append_number(bytes, header.size(), 2);
  return bytes + header + data;
}

// Writes the tensors of a safetensors file; `entries` is its header without braces.
inline FileBytes safetensors_of(const std::string& entries, const std::string& data) {
  const std::string header = "{" + entries + "}";
  std::string bytes;
  append_number(bytes, header.size(), 8);
  return file_bytes(bytes + header + data);
}

inline std::string pickled_text(const std::string& text) {
  std::string bytes = "X";
  append_number(bytes, text.size(), 4);
  return bytes + text;
}

// Pickles a dictionary of one matrix [10, 784], as torch.save() does; `function` makes the tensor.
inline std::string pickle_of_matrix(const std::string& function) {
  std::string size = "J", rows = "J", cols = "J";
  append_number(size, 7840, 4);
  append_number(rows, 10, 4);
  append_number(cols, 784, 4);
  return std::string("\x80\2}q\0(", 6) + pickled_text("fc.weight") + "c" + function + "((" +
         pickled_text("storage") + "ctorch\nFloatStorage\n" + pickled_text("0") +
         pickled_text("cpu") + size + "tQ" + std::string("K\0", 2) + rows + cols + "\x86" + cols +
         "K\1\x86\x89" + "ccollections\nOrderedDict\n)RtRu.";
}

// ---- ONNX
// ----------------------------------------------------------------------------------------

// An attribute is a whole number or a list of them.
struct OnnxAttribute {
  std::string name;
  std::vector<std::int64_t> numbers;
  bool list = false;
};

inline ProtoWriter onnx_node(const std::string& op, const std::vector<std::string>& inputs,
                             const std::vector<std::string>& outputs,
                             const std::vector<OnnxAttribute>& attributes = {},
                             const std::string& domain = "") {
  ProtoWriter node;
  for (const std::string& input : inputs) node.text(1, input);
  for (const std::string& output : outputs) node.text(2, output);
  node.text(3, "n_" + outputs[0]);
  node.text(4, op);
  for (const auto& [name, numbers, list] : attributes) {
    ProtoWriter attribute;
    attribute.text(1, name);
    for (const std::int64_t number : numbers) {
      attribute.number(list ? 8 : 3, static_cast<std::uint64_t>(number));
    }
    node.message(5, attribute);
  }
  if (!domain.empty()) node.text(7, domain);
  return node;
}

inline ProtoWriter onnx_tensor(const std::string& name, const std::vector<std::int64_t>& dims,
                               int type, const std::string& data) {
  ProtoWriter tensor;
  for (const std::int64_t extent : dims) tensor.number(1, static_cast<std::uint64_t>(extent));
  tensor.number(2, static_cast<std::uint64_t>(type));
  tensor.text(8, name);
  tensor.text(9, data);
  return tensor;
}

inline ProtoWriter onnx_floats(const std::string& name, const std::vector<std::int64_t>& dims,
                               const std::vector<float>& values) {
  return onnx_tensor(name, dims, 1, raw_bytes(values));
}

inline ProtoWriter onnx_whole(const std::string& name, const std::vector<std::int64_t>& values) {
  return onnx_tensor(name, {static_cast<std::int64_t>(values.size())}, 7, raw_bytes(values));
}

// A value of floats; an extent of 0 is the batch, which is not fixed.
inline ProtoWriter onnx_value(const std::string& name, const std::vector<std::int64_t>& dims) {
  ProtoWriter shape, tensor, type, value;
  for (const std::int64_t extent : dims) {
    ProtoWriter dim;
    if (extent == 0) {
      dim.text(2, "batch");
    } else {
      dim.number(1, static_cast<std::uint64_t>(extent));
    }
    shape.message(1, dim);
  }
  tensor.number(1, 1);
  tensor.message(2, shape);
  type.message(1, tensor);
  value.text(1, name);
  value.message(2, type);
  return value;
}

inline FileBytes onnx_model(const std::vector<ProtoWriter>& nodes,
                            const std::vector<ProtoWriter>& constants,
                            const std::vector<std::int64_t>& input = {0, 784},
                            const std::vector<std::string>& outputs = {"y"}) {
  ProtoWriter graph, model;
  for (const ProtoWriter& node : nodes) graph.message(1, node);
  for (const ProtoWriter& constant : constants) graph.message(5, constant);
  graph.message(11, onnx_value("x", input));
  for (const std::string& output : outputs) graph.message(12, onnx_value(output, {0, 10}));
  model.number(1, 7);
  model.message(7, graph);
  return model.take();
}

// ---- Keras
// ---------------------------------------------------------------------------------------

// A layer as it stands in the configuration; `more` are further members of its own configuration.
inline std::string keras_layer(const std::string& kind, const std::string& name,
                               const std::string& more = "", const std::string& nodes = "") {
  return "{\"class_name\": \"" + kind + "\", \"name\": \"" + name +
         "\", \"config\": {\"name\": \"" + name + "\"" + (more.empty() ? "" : ", " + more) + "}" +
         (nodes.empty() ? "" : ", \"inbound_nodes\": " + nodes) + "}";
}

// The weights of a dense layer, filled with one number.
struct KerasWeights {
  std::string name;
  int inputs = 0;
  int outputs = 0;
  float value = 0.5f;
  std::string group = {};
};

// Writes an archive as the page unpacks a Keras model into; `layers` and `more` are JSON.
inline FileBytes keras_archive(const std::string& layers, const std::vector<KerasWeights>& weights,
                               const std::string& more = "") {
  std::vector<std::pair<std::string, std::string>> files;
  std::string groups;
  for (const auto& [name, inputs, outputs, value, group] : weights) {
    const std::string first = std::to_string(files.size()) + ".npy";
    const std::string second = std::to_string(files.size() + 1) + ".npy";
    const std::string rows = std::to_string(inputs), cols = std::to_string(outputs);
    const auto count = static_cast<std::size_t>(inputs) * static_cast<std::size_t>(outputs);
    files.emplace_back(first,
                       npy("(" + rows + ", " + cols + ")", raw_bytes(same_floats(count, value))));
    files.emplace_back(
        second,
        npy("(" + cols + ",)", raw_bytes(same_floats(static_cast<std::size_t>(outputs), value))));
    groups += (groups.empty() ? "" : ", ") + ("{\"name\": \"" + name + "\", \"group\": \"") +
              (group.empty() ? name : group) + "\", \"arrays\": [[\"0\", \"" + first +
              "\"], [\"1\", \"" + second + "\"]]}";
  }
  const std::string config = layers.empty() ? "null"
                                            : "{\"class_name\": \"Functional\", \"config\": {" +
                                                  more + "\"layers\": [" + layers + "]}}";
  files.emplace_back("keras.json", "{\"config\": " + config + ", \"layers\": [" + groups + "]}");
  return zip_of(files);
}

}  // namespace inkling
