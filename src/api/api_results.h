// These functions write what the API answers and tells as JSON. The README lists the members.
#pragma once

#include <string>

#include "app/core/state.h"
#include "nn/attribution.h"

namespace inkling {

std::string to_json(const Error& error);
std::string to_json(const LoadingEvent& event);
std::string to_json(const ProgressEvent& event);
std::string to_json(const EpochEvent& event);
std::string to_json(const FinishedEvent& event);
std::string to_json(const EvaluatedEvent& event);
std::string to_json(const SpeedEvent& event);

std::string description_json(const State& state);
// Returns the description, and what was found out about the network that was taken in last.
std::string import_json(const State& state);
// Returns the result of `teach`, once the short run that learned a drawing has ended.
std::string taught_json(const State& state, const FinishedEvent& event);
// `digit` is the likeliest of the ten digits, or of the classes of a data set of the visitor's own.
// The visitor's own symbols, where there are any, have a list of their own.
std::string prediction_json(const State& state, const Picture& picture,
                            const Probabilities& probabilities, bool with_picture);
// What is no digit is left out.
std::string reading_json(const State& state, const PictureReadEvent& event);
std::string explanation_json(int digit, int against, const Attribution& attribution);
// Returns a program in Python that does what the lab is set to do.
std::string program_json(const State& state, bool pytorch);
// Names the file whose content goes beside the JSON.
std::string file_json(const std::string& name);

}  // namespace inkling
