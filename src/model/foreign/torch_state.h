// Reads the state that torch.save() writes: an archive with a pickled dictionary of tensors.
//
// A pickle is a program, and loading it in Python runs whatever it says. Here only the few
// instructions are understood that a dictionary of tensors needs (Python's pickletools.py lists
// them all); anything else is refused, and nothing is executed.
#pragma once

#include <vector>

#include "model/foreign/named_tensors.h"
#include "model/foreign/zip_file.h"

namespace inkling {

// Takes the state of a model, or a checkpoint that has one under a name such as "state_dict" or
// "model_state_dict". A whole model, which only Python can load, is refused with the line that
// saves its state.
Result<std::vector<NamedTensor>> torch_tensors(const ZipFiles& files);

}  // namespace inkling
