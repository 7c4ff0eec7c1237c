// Reads the arrays of a NumPy archive (numpy.lib.format, versions 1 to 3).
#pragma once

#include <vector>

#include "model/foreign/named_tensors.h"
#include "model/foreign/zip_file.h"

namespace inkling {

// Takes little-endian floats of 16, 32 and 64 bits in C order and in Fortran order; whole numbers
// come without their values. Arrays of objects, which only Python can load, are refused.
Result<std::vector<NamedTensor>> npz_tensors(const ZipFiles& files);

}  // namespace inkling
