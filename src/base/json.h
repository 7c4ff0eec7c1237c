// RapidJSON reads and writes JSON.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

#include "base/result.h"

namespace inkling {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

// Parses a whole text. Nesting costs heap, not stack, so hostile input cannot overflow it.
inline Result<rapidjson::Document> parse_json(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      text.data(), text.size());
  if (document.HasParseError()) {
    return Error{ErrorCode::kParseError, "This is not JSON: a mistake near character " +
                                             std::to_string(document.GetErrorOffset()) + "."};
  }
  return document;
}

// Returns a member of an object, or null where `object` is none or has no such member.
inline const rapidjson::Value* find_member(const rapidjson::Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

}  // namespace inkling
