#include "data/strokes_json.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {
Result<Drawing> parse(const char* json) { return drawing_from_json(*parse_json(json)); }
}  // namespace

TEST_CASE("strokes are read, with or without a third number") {
  const auto drawing = parse("[[[1, 2], [3.5, -4, 0.7]], [[5, 6]]]");
  REQUIRE(drawing.ok());
  REQUIRE(drawing->size() == 2);
  CHECK((*drawing)[0][1].x == 3.5f);
  CHECK((*drawing)[0][1].y == -4.0f);
}

TEST_CASE("an empty drawing is one") {
  CHECK(is_empty(*parse("[]")));
  CHECK(is_empty(*parse("[[]]")));
}

TEST_CASE("anything else is refused") {
  for (const char* bad : {"{}", "1", "[1]", "[[1, 2]]", "[[[1]]]", "[[[\"1\", 2]]]",
                          "[[[1, null]]]", "[[{\"x\": 1, \"y\": 2}]]"}) {
    INFO(bad);
    const auto drawing = parse(bad);
    REQUIRE_FALSE(drawing.ok());
    CHECK(drawing.error().code == ErrorCode::kInvalidParams);
  }
}

TEST_CASE("too many points are refused") {
  std::string json = "[[[0,0]";
  for (std::size_t i = 0; i < kMaxInkPoints; ++i) json += ",[1,1]";
  CHECK_FALSE(parse((json + "]]").c_str()).ok());
}

TEST_CASE("nesting without end does no harm") {
  CHECK_FALSE(parse_json(std::string(1000000, '[')).ok());
}
