// These functions look into the JSON that describes a Keras model.
#pragma once

#include <string>

#include "base/json.h"

namespace inkling {

using KerasJson = rapidjson::Value;

// Returns an empty text where there is none.
inline std::string json_string(const KerasJson* value) {
  return value != nullptr && value->IsString()
             ? std::string(value->GetString(), value->GetStringLength())
             : "";
}

inline bool json_flag(const KerasJson* value, bool otherwise) {
  return value != nullptr && value->IsBool() ? value->GetBool() : otherwise;
}

// Returns whether nothing stands there: no member, or null.
inline bool is_absent(const KerasJson* value) { return value == nullptr || value->IsNull(); }

// Returns whether a member is a number, or is absent and then taken for `usual`. What else may
// stand there, such as an object around the number, is not understood.
inline bool take_number(const KerasJson* value, double usual, double& number) {
  number = usual;
  if (is_absent(value)) return true;
  if (!value->IsNumber()) return false;
  number = value->GetDouble();
  return true;
}

inline Error damaged_keras(const std::string& what) {
  return {ErrorCode::kBadModel, "This Keras file is damaged: " + what + "."};
}

}  // namespace inkling
