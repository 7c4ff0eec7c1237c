#include "code/python_text.h"

#include <algorithm>

namespace inkling {
namespace {

constexpr std::string_view kPrompt = ">>>", kNextPrompt = "...";

// Returns what stands behind the prompt of a line, and nothing where it has none.
std::string_view behind_prompt(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const std::string_view prompt = line.substr(0, kPrompt.size());
  if (prompt != kPrompt && prompt != kNextPrompt) return {};
  line.remove_prefix(prompt.size());
  if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  return line;
}

bool has_prompts(std::string_view text) {
  for (std::size_t at = text.find(kPrompt); at != text.npos; at = text.find(kPrompt, at + 1)) {
    const std::size_t before = at == 0 ? text.npos : text.find_last_not_of(" \t", at - 1);
    if (before == text.npos || text[before] == '\n') return true;
  }
  return false;
}

std::string without_prompts(std::string_view text) {
  std::string code;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size());
    code += behind_prompt(text.substr(0, length));
    code += '\n';
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return code;
}

}  // namespace

std::string plain_python(std::string_view text) {
  constexpr std::string_view kByteOrder = "\xef\xbb\xbf", kNoBreak = "\xc2\xa0",
                             kNoWidth = "\xe2\x80\x8b", kWide = "\xe3\x80\x80";
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    const auto accept = [&](std::string_view what, std::string_view becomes) {
      if (text.substr(0, what.size()) != what) return false;
      plain += becomes;
      text.remove_prefix(what.size());
      return true;
    };
    const bool is_replaced = accept("\r\n", "\n") || accept("\r", "\n") || accept(kNoBreak, " ") ||
                             accept(kWide, " ") || accept(kByteOrder, "") || accept(kNoWidth, "");
    if (is_replaced) continue;
    plain += text.front();
    text.remove_prefix(1);
  }
  return has_prompts(plain) ? without_prompts(plain) : plain;
}

}  // namespace inkling
