#include "app/core/result_lines.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace inkling {
namespace {

// A Letter is one code point of a line: `plain` is what it counts as, or 0 where it is no ASCII.
struct Letter {
  char plain = 0;
  std::size_t at = 0;  // It begins at this byte.
};

// Returns what a code point of three bytes counts as: spaces, dashes, and the full-width forms of
// ASCII (U+FF01 to U+FF5E).
char plain_form(std::uint32_t point) {
  if (point >= 0xff01 && point <= 0xff5e) return static_cast<char>(point - 0xff01 + '!');
  if (point == 0x3000) return ' ';
  const bool dash = (point >= 0x2010 && point <= 0x2015) || point == 0x2212;
  return dash ? '-' : '\0';
}

std::vector<Letter> letters_of(std::string_view line) {
  std::vector<Letter> letters;
  for (std::size_t i = 0; i < line.size();) {
    const auto byte = [&](std::size_t at) {
      return at < line.size() ? static_cast<std::uint8_t>(line[at]) : 0u;
    };
    const std::uint32_t first = byte(i);
    Letter letter{.plain = 0, .at = i};
    if (first < 0x80) {
      letter.plain = first == '\t' || first == '\r' ? ' ' : static_cast<char>(first);
      ++i;
    } else if (first >= 0xe0 && first < 0xf0) {
      letter.plain =
          plain_form((first & 0xf) << 12 | (byte(i + 1) & 0x3f) << 6 | (byte(i + 2) & 0x3f));
      i += 3;
    } else {
      if (first == 0xc2 && byte(i + 1) == 0xa0) letter.plain = ' ';  // It does not break.
      i += first >= 0xf0 ? 4 : first >= 0xc0 ? 2 : 1;
    }
    letters.push_back(letter);
  }
  return letters;
}

bool is_word(char plain) {
  return (plain >= '0' && plain <= '9') || (plain >= 'a' && plain <= 'z') ||
         (plain >= 'A' && plain <= 'Z');
}

// Some end of a line may be its code: it begins with a word, and has nothing but words, spaces and
// dashes.
struct Ending {
  std::size_t begin = 0;  // It is an index of letters.
  std::string text;
};

// Returns the endings that are not much longer than a code, from the shortest on.
std::vector<Ending> endings_of(const std::vector<Letter>& letters) {
  constexpr std::size_t kLongest = kCodeLength + 8;
  std::vector<Ending> endings;
  std::string backwards;
  std::size_t count = 0;
  for (std::size_t i = letters.size(); i-- > 0;) {
    const char plain = letters[i].plain;
    if (!is_word(plain) && plain != ' ' && plain != '-') break;
    if (!is_word(plain)) continue;
    if (++count > kLongest) break;
    backwards += plain;
    if (i == 0 || !is_word(letters[i - 1].plain)) {
      endings.push_back({i, {backwards.rbegin(), backwards.rend()}});
    }
  }
  return endings;
}

// Returns how far a text is from being a code: by its length, and by what no code has.
int distance_from_code(const CodeReading& reading) {
  return std::abs(static_cast<int>(reading.length) - static_cast<int>(kCodeLength)) +
         (reading.character != 0 ? 2 : 0);
}

std::string trimmed(std::string_view line, const std::vector<Letter>& letters, std::size_t end) {
  constexpr std::string_view kBetween = " ,;:-";
  const auto is_between = [&](std::size_t i) {
    return letters[i].plain != 0 && kBetween.find(letters[i].plain) != std::string_view::npos;
  };
  std::size_t begin = 0;
  while (begin < end && is_between(begin)) ++begin;
  while (end > begin && is_between(end - 1)) --end;
  if (begin == end) return "";
  const std::size_t stop = end < letters.size() ? letters[end].at : line.size();
  return std::string(line.substr(letters[begin].at, stop - letters[begin].at));
}

}  // namespace

ResultLine read_result_line(std::string_view line) {
  constexpr int kFarthest = 8;  // What is farther from a code was not meant as one.
  const std::vector<Letter> letters = letters_of(line);
  ResultLine nearest = {trimmed(line, letters, letters.size()),
                        {.fault = CodeFault::kLength, .result = {}, .length = 0}};
  int distance = kFarthest;
  for (const Ending& ending : endings_of(letters)) {
    const CodeReading reading = read_code(ending.text);
    // Of two that are as near, the longer one was meant.
    if (distance_from_code(reading) > distance) continue;
    distance = distance_from_code(reading);
    nearest = {trimmed(line, letters, ending.begin), reading};
  }
  return nearest;
}

}  // namespace inkling
