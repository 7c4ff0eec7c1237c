#include "ui/text_wrap.h"

#include <cstdint>

namespace inkling {
namespace {

struct Character {
  std::uint32_t code;
  std::size_t size;  // It counts bytes of UTF-8.
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : std::uint8_t{0};
  };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xE0) return {(first & 0x1Fu) << 6 | (byte(1) & 0x3Fu), 2};
  if (first < 0xF0) {
    return {(first & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu), 3};
  }
  return {0xFFFD, 4};
}

bool is_wide(std::uint32_t code) { return code >= 0x2E80 && code <= 0xFFEF; }

bool may_begin_line(std::uint32_t code) {
  return std::u32string_view(U"，。、；：？！）》”’…%").find(code) == std::u32string_view::npos;
}

bool may_end_line(std::uint32_t code) {
  return std::u32string_view(U"（《“‘").find(code) == std::u32string_view::npos;
}

// Returns whether a line may end before the character at `at`.
bool may_break(std::string_view text, std::size_t at, std::uint32_t before) {
  const std::uint32_t after = character_at(text, at).code;
  if (before == ' ') return after != ' ' && after != '%';
  return (is_wide(before) || is_wide(after)) && after != ' ' && may_end_line(before) &&
         may_begin_line(after);
}

}  // namespace

std::vector<std::string_view> wrap_text(std::string_view text, float width,
                                        const std::function<float(std::string_view)>& width_of) {
  std::vector<std::string_view> lines;
  const auto trimmed = [](std::string_view line) {
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    return line;
  };
  std::size_t start = 0;
  // It is the last place where the line may end, or `start` if there is none.
  std::size_t last_break = 0;
  std::uint32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (at > start && may_break(text, at, before)) last_break = at;
    const Character character = character_at(text, at);
    at += character.size;
    before = character.code;
    if (character.code == '\n') {
      lines.push_back(trimmed(text.substr(start, at - 1 - start)));
      start = last_break = at;
      continue;
    }
    if (last_break > start && width_of(trimmed(text.substr(start, at - start))) > width) {
      lines.push_back(trimmed(text.substr(start, last_break - start)));
      start = last_break;
    }
  }
  if (start < text.size()) lines.push_back(trimmed(text.substr(start)));
  return lines;
}

}  // namespace inkling
