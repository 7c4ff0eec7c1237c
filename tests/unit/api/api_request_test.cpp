#include "api/api_request.h"

#include <doctest/doctest.h>

#include <limits>

using namespace inkling;

namespace {

const std::vector<std::uint8_t> kFile(3, 1);

Status read(const MethodRule& rule, const std::string& params, Request& request, bool file = true) {
  return read_request(R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(rule.name) +
                          R"(","params":)" + params + "}",
                      file ? kFile : std::span<const std::uint8_t>(), 11, request);
}

int code_of(const MethodRule& rule, const std::string& params, bool file = true) {
  Request request;
  const Status status = read(rule, params, request, file);
  return status ? 0 : static_cast<int>(status.error().code);
}

std::string good_value(const ParamRule& rule) {
  switch (rule.kind) {
    case ParamRule::Kind::kInteger:
      return std::to_string(static_cast<std::int64_t>(rule.most));
    case ParamRule::Kind::kClass:
      return "10";
    case ParamRule::Kind::kSwitch:
      return "true";
    case ParamRule::Kind::kChoice:
      return "\"" + std::string(rule.choices.back()) + "\"";
    case ParamRule::Kind::kList:
      return "[]";
    case ParamRule::Kind::kFile:
      return "true";
    case ParamRule::Kind::kFiles:
      return R"([{"name":"a.onnx","size":1},{"name":"b","size":0}])";
  }
  return "";
}

std::vector<std::string> bad_values(const ParamRule& rule) {
  const std::string below = std::to_string(static_cast<std::int64_t>(rule.least) - 1);
  const std::string above = std::to_string(static_cast<std::int64_t>(rule.most) + 1);
  switch (rule.kind) {
    case ParamRule::Kind::kInteger:
      return {below, above, "1.5", "\"1\"", "null", "[1]", "1e300"};
    case ParamRule::Kind::kClass:
      return {"-1", "11", "2.5", "\"3\"", "{}"};
    case ParamRule::Kind::kSwitch:
      return {"1", "\"true\"", "null"};
    case ParamRule::Kind::kChoice:
      return {"\"\"", "\"other\"", "0", "null", "[\"golf\"]"};
    case ParamRule::Kind::kList:
      return {"7", "\"7\"", "{}", "null"};
    case ParamRule::Kind::kFile:
      return {};
    case ParamRule::Kind::kFiles:
      return {"7",
              "[]",
              "[7]",
              R"([{"name":"a.onnx"}])",
              R"([{"name":1,"size":1}])",
              R"([{"name":"a","size":-1}])"};
  }
  return {};
}

// Returns everything that a method takes, and of alternatives only the first.
std::vector<ParamRule> one_of_each(const MethodRule& method) {
  std::vector<ParamRule> rules;
  bool has_alternative = false;
  for (const ParamRule& rule : method.params) {
    const bool either = rule.need == ParamRule::Need::kEither;
    if (either && has_alternative) continue;
    has_alternative |= either;
    rules.push_back(rule);
  }
  return rules;
}

std::string object_of(const std::vector<ParamRule>& rules, const std::string& without = "",
                      const std::string& wrong = "", const std::string& value = "") {
  std::string text;
  for (const ParamRule& rule : rules) {
    if (rule.name == without) continue;
    text += (text.empty() ? "\"" : ",\"") + std::string(rule.name) +
            "\":" + (rule.name == wrong ? value : good_value(rule));
  }
  return "{" + text + "}";
}

}  // namespace

TEST_CASE("every row of the table takes what it says, and nothing else") {
  constexpr int kInvalid = static_cast<int>(ErrorCode::kInvalidParams);
  for (const MethodRule& method : method_rules()) {
    const auto rules = one_of_each(method);
    INFO(method.name);
    CHECK(code_of(method, object_of(rules)) == 0);
    CHECK(code_of(method, "[]") == kInvalid);
    if (method.others != MethodRule::Others::kAttributes) {
      CHECK(code_of(method, R"({"colour":"red"})") == kInvalid);
    }
    for (const ParamRule& rule : rules) {
      const std::string name(rule.name);
      INFO(name);
      const bool optional = rule.need == ParamRule::Need::kOptional;
      CHECK(code_of(method, object_of(rules, name)) == (optional ? 0 : kInvalid));
      for (const std::string& value : bad_values(rule)) {
        INFO(value);
        CHECK(code_of(method, object_of(rules, "", name, value)) == kInvalid);
      }
      if (rule.kind == ParamRule::Kind::kFile) {
        CHECK(code_of(method, object_of(rules), false) == kInvalid);
      }
    }
  }
}

TEST_CASE("of alternatives there must be one") {
  for (const char* name : {"predict", "explain"}) {
    for (const MethodRule& method : method_rules()) {
      if (method.name != name) continue;
      CHECK(code_of(method, R"({"pixels":[]})") == 0);
      CHECK(code_of(method, R"({"pixels":[],"strokes":[]})") == -32602);
      CHECK(code_of(method, "{}") == -32602);
    }
  }
}

TEST_CASE("parameters are read as they were given") {
  Request request;
  REQUIRE(read_request(
      R"({"jsonrpc":"2.0","method":"startGame","params":{"game":"golf","seed":4294967295}})", {},
      10, request));
  CHECK_FALSE(request.wants_answer);
  CHECK(choice_param(request, "game") == 2);
  CHECK(integer_param(request, "seed") == std::numeric_limits<std::uint32_t>::max());
  CHECK(integer_param(request, "rounds", 5) == 5);
  Request other;
  REQUIRE(read_request(
      R"({"jsonrpc":"2.0","id":"x","method":"measureSpeed","params":{"detailed":true}})", {}, 10,
      other));
  CHECK(other.id == "\"x\"");
  CHECK(switch_param(other, "detailed"));
  CHECK_FALSE(switch_param(other, "other"));
  CHECK(class_param(other, "digit") == std::nullopt);
}

TEST_CASE("what is too deep, too long or not text is only an error") {
  const std::string deep(1 << 20, '[');
  Request request;
  CHECK(read_request(deep, {}, 10, request).error().code == ErrorCode::kParseError);
  CHECK(read_request("{\"jsonrpc\":\"2.0\",\"id\":\"\xff\"}", {}, 10, request).error().code ==
        ErrorCode::kParseError);
  using namespace std::string_view_literals;
  CHECK(read_request("{\"jsonrpc\":\"2.0\0\"}"sv, {}, 10, request).error().code ==
        ErrorCode::kParseError);
}
