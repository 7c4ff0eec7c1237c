// Reads the state that torch.save() writes: an archive with a pickled dictionary of tensors.
#pragma once

#include <vector>

#include "model/foreign/tensor_list.h"
#include "model/foreign/zip_file.h"

namespace inkling {

// Takes the state of a model, or a checkpoint that has one under a name such as "state_dict" or
// "model_state_dict". A whole model, which only Python can load, is refused with the line that
// saves its state.
Result<std::vector<NamedTensor>> torch_tensors(const ZipFiles& files);

}  // namespace inkling
