// Reads the arrays of a NumPy archive (numpy.lib.format, versions 1 to 3).
#pragma once

#include <vector>

#include "model/foreign/tensor_list.h"
#include "model/foreign/zip_file.h"

namespace inkling {

// Takes floats and whole numbers of either byte order, in C order and in Fortran order, as they
// follow each other in the archive. Arrays of objects, which only Python can load, are refused;
// those of other types come without their numbers.
Result<std::vector<NamedTensor>> npz_tensors(const ZipFiles& files);

}  // namespace inkling
