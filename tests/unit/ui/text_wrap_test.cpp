#include "ui/text_wrap.h"

#include <doctest/doctest.h>

#include <string>

using namespace inkling;

namespace {

// Counts every character as one wide, and a Chinese one (three bytes) as two.
float width_of(std::string_view text) {
  float width = 0;
  for (const char c : text) {
    if ((c & 0xC0) == 0x80) continue;
    width += (c & 0x80) != 0 ? 2.0f : 1.0f;
  }
  return width;
}

std::string wrapped(std::string_view text, float width) {
  std::string lines;
  for (const auto line : wrap_text(text, width, width_of)) {
    lines += (lines.empty() ? "" : "|") + std::string(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("English breaks at spaces") {
  CHECK(wrapped("one two three", 7) == "one two|three");
  CHECK(wrapped("one two three", 100) == "one two three");
  CHECK(wrapped("incomprehensible word", 5) == "incomprehensible|word");
  CHECK(wrapped("", 5) == "");
}

TEST_CASE("Chinese breaks anywhere, but not before closing punctuation") {
  CHECK(wrapped("一二三四五", 4) == "一二|三四|五");
  CHECK(wrapped("一二，三", 4) == "一|二，|三");
  CHECK(wrapped("在 512 个像素", 6) == "在 512|个像素");
}
