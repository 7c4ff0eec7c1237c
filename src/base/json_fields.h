// These functions write members of JSON objects.
#pragma once

#include <cmath>
#include <string>
#include <type_traits>

#include "base/json.h"

namespace inkling {

// Returns an object as text, whose members `fill` writes.
template <class Fill>
std::string json_object(Fill fill) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  fill(writer);
  writer.EndObject();
  return buffer.GetString();
}

inline void write_number(JsonWriter& writer, double value) {
  if (std::isfinite(value)) {
    writer.Double(value);
  } else {
    writer.Null();  // JSON has no word for what was not measured or is not finite.
  }
}
inline void field(JsonWriter& writer, const char* name, double value) {
  writer.Key(name);
  write_number(writer, value);
}
inline void field(JsonWriter& writer, const char* name, int value) {
  writer.Key(name);
  writer.Int(value);
}
inline void field(JsonWriter& writer, const char* name, bool value) {
  writer.Key(name);
  writer.Bool(value);
}
inline void field(JsonWriter& writer, const char* name, const std::string& value) {
  writer.Key(name);
  writer.String(value.c_str(), static_cast<rapidjson::SizeType>(value.size()));
}
// Writes an array, to which `write` adds each value with the writer that it is given.
template <class Values, class Write>
inline void array_field(JsonWriter& writer, const char* name, const Values& values, Write write) {
  writer.Key(name);
  writer.StartArray();
  for (const auto& value : values) write(writer, value);
  writer.EndArray();
}
template <class Numbers>
inline void list_field(JsonWriter& writer, const char* name, const Numbers& values) {
  writer.Key(name);
  writer.StartArray();
  for (const auto value : values) {
    if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) {
      writer.Int(value);
    } else {
      write_number(writer, static_cast<double>(value));
    }
  }
  writer.EndArray();
}

}  // namespace inkling
