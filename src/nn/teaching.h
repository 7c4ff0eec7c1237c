// Teaches a network that can read the handwriting of one more person, in a second or two.
//
// A few drawings alone would make it forget everything else (catastrophic forgetting, McCloskey and
// Cohen 1989). So deformed copies of them are mixed into a part of the training set (rehearsal,
// Robins 1995), and the steps become smaller until they are nothing.
#pragma once

#include "nn/network.h"
#include "nn/settings.h"

namespace inkling {

// Returns the settings for a network that learned from deformed copies. The steps are longer where
// many of its weights are zero (see pruning.h), because the others have to do the work.
Settings teaching_settings(const Network<float>& network);

// Returns how many copies of each of `drawings` own ones go into an epoch among `others`.
int teaching_copies(int drawings, int others);

}  // namespace inkling
