// What the page is told, as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/protocol.h"
#include "together/member.h"
#include "together/one_step.h"
#include "together/together.h"

namespace inkling {

struct RefusedFile {
  std::string name;
  Refusal reason = Refusal::kOtherFormat;
};

// It says what goes on, beside the networks.
struct TogetherStatus {
  std::vector<RefusedFile> refused;
  std::optional<double> demonstration;  // This share of the training is done, from 0 to 1.
  bool is_demonstration = false;        // The networks are those of the demonstration.
  bool working = false;
  bool failed = false;   // A file of the data set could not be had.
  int choices_read = 0;  // So many choices of files have been read, or refused.
  LoadingEvent loading{};
};

// {"state": {"networks": [...], "mixes": [...], ...}}
std::string state_json(const Together& together, const TogetherStatus& status);

// {"leak": {"share", "picture", "units", "originals", "images", "recognisable"}}. Pictures are 784
// whole numbers from -100 to 100, `originals` from 0 to 100. `images` is what was learned in one
// step, of which some are told, and has none where nobody knows what was learned.
std::string leak_json(const LeakReport& report, Examples images);

}  // namespace inkling
