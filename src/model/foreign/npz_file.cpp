#include "model/foreign/npz_file.h"

#include <algorithm>

#include "model/foreign/npy_array.h"

namespace inkling {
namespace {

// NumPy writes a matrix in Fortran order column by column.
std::vector<std::uint8_t> by_rows(std::span<const std::uint8_t> bytes, std::size_t rows,
                                  std::size_t cols, std::size_t size) {
  std::vector<std::uint8_t> ordered(bytes.size());
  for (std::size_t i = 0; i < rows * cols; ++i) {
    const auto from = bytes.subspan((i % cols * rows + i / cols) * size, size);
    std::copy(from.begin(), from.end(), ordered.begin() + static_cast<std::ptrdiff_t>(i * size));
  }
  return ordered;
}

Status add_array(TensorList& list, const std::string& name, std::span<const std::uint8_t> bytes) {
  const Result<NpyArray> array = parse_npy(name, bytes);
  if (!array) return array.error();
  const std::vector<std::int64_t>& shape = array->shape;
  const std::size_t size = element_size(array->type.type);
  const auto count = number_count(shape);
  if (array->fortran && shape.size() == 2 && count && list.has_room(*count) &&
      array->data.size() == *count * size) {
    return list.add(name, shape, array->type,
                    by_rows(array->data, static_cast<std::size_t>(shape[0]),
                            static_cast<std::size_t>(shape[1]), size));
  }
  return list.add(name, shape, array->type, array->data);
}

}  // namespace

Result<std::vector<NamedTensor>> npz_tensors(const ZipFiles& files) {
  TensorList list;
  for (const auto& [file, bytes] : files) {
    if (!file.ends_with(".npy")) continue;
    const std::string name = file.substr(0, file.size() - 4);
    if (const Status status = add_array(list, name, bytes); !status) return status.error();
  }
  return list.take();
}

}  // namespace inkling
