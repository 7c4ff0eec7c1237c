#include "model/npz.h"

#include <cstring>
#include <span>
#include <string_view>

#include "model/tensor_name.h"
#include "model/zip_writer.h"

namespace inkling {
namespace {

// numpy.lib.format, version 1: the array begins at a multiple of 64 bytes.
std::vector<std::uint8_t> npy_of(const std::string& shape, std::span<const float> values) {
  constexpr std::size_t kPrefix = 10, kAlignment = 64;
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
  const std::size_t size = kPrefix + header.size() + 1;
  header.append((kAlignment - size % kAlignment) % kAlignment, ' ');
  header += '\n';
  std::string start = std::string("\x93NUMPY\x01\x00", 8);
  start += static_cast<char>(header.size() & 255);
  start += static_cast<char>(header.size() >> 8);
  start += header;
  std::vector<std::uint8_t> file(start.begin(), start.end());
  file.resize(start.size() + values.size_bytes());
  std::memcpy(file.data() + start.size(), values.data(), values.size_bytes());
  return file;
}

}  // namespace

std::vector<std::uint8_t> to_npz(const Network<float>& network,
                                 const std::map<std::string, std::string>& texts) {
  ZipWriter zip;
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<const float> layer = network.layer(l);
    const std::string inputs = std::to_string(layer.weights.rows);
    const std::string outputs = std::to_string(layer.weights.cols);
    zip.add(tensor_name(l, "weight") + ".npy",
            npy_of("(" + inputs + ", " + outputs + ")", layer.flat_weights()));
    zip.add(tensor_name(l, "bias") + ".npy", npy_of("(" + outputs + ",)", layer.biases));
  }
  for (const auto& [name, text] : texts) {
    zip.add(name, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }
  return zip.take();
}

}  // namespace inkling
