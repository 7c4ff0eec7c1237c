#include "app/core/result_lines.h"

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>

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

// A Run is a part of a line that may be a code: it has nothing but words, spaces and dashes, and
// begins and ends with a word.
struct Run {
  std::size_t begin = 0, end = 0;       // They are indices of letters, from one to behind the last.
  std::string text;                     // Only the words.
  bool dashes = false, spaces = false;  // There are such between its words.
  bool follows_dash = false;            // There is a dash before it.
};

// Returns the runs up to the letter `end`, from the shortest on, that are not much longer than a
// code.
std::vector<Run> runs_before(const std::vector<Letter>& letters, std::size_t end) {
  constexpr std::size_t kLongest = kCodeLength + 8;
  std::vector<Run> runs;
  std::string backwards;
  Run run;
  bool dash = false, space = false;  // They lie between the last word and the one before.
  for (std::size_t i = end; i-- > 0;) {
    const char plain = letters[i].plain;
    if (!is_word(plain) && plain != ' ' && plain != '-') break;
    if (!is_word(plain)) {
      (plain == '-' ? dash : space) = true;
      continue;
    }
    if (backwards.empty()) {
      run.end = i + 1;
    } else {
      run.dashes = run.dashes || dash;
      run.spaces = run.spaces || space;
    }
    dash = space = false;
    backwards += plain;
    if (backwards.size() > kLongest) break;
    if (i > 0 && is_word(letters[i - 1].plain)) continue;
    run.begin = i;
    run.text.assign(backwards.rbegin(), backwards.rend());
    run.follows_dash = i > 0 && letters[i - 1].plain == '-';
    runs.push_back(run);
  }
  return runs;
}

// Returns how far a run is from being a code: by its length, by what no code has, and by dashes,
// which lie between all groups of a code but not between a code and a name.
int distance_from_code(const Run& run, const CodeReading& reading) {
  return std::abs(static_cast<int>(reading.length) - static_cast<int>(kCodeLength)) +
         (reading.character != 0 ? 2 : 0) + (run.dashes && run.spaces ? 2 : 0) +
         (run.follows_dash ? 3 : 0);
}

// Returns the letters [begin, end) without what separates a name from a code.
std::string trimmed(std::string_view line, const std::vector<Letter>& letters, std::size_t begin,
                    std::size_t end) {
  constexpr std::string_view kBetween = " ,;:-";
  const auto is_between = [&](std::size_t i) {
    return letters[i].plain != 0 && kBetween.find(letters[i].plain) != std::string_view::npos;
  };
  while (begin < end && is_between(begin)) ++begin;
  while (end > begin && is_between(end - 1)) --end;
  if (begin == end) return "";
  const std::size_t stop = end < letters.size() ? letters[end].at : line.size();
  return std::string(line.substr(letters[begin].at, stop - letters[begin].at));
}

// Returns the last code that ends at the letter `end` or before it.
std::optional<Run> last_code(const std::vector<Letter>& letters, std::size_t end) {
  for (; end > 0; --end) {
    const bool ends_word =
        is_word(letters[end - 1].plain) && (end == letters.size() || !is_word(letters[end].plain));
    if (!ends_word) continue;
    for (const Run& run : runs_before(letters, end)) {
      if (run.text.size() == kCodeLength && read_code(run.text).fault == CodeFault::kNone) {
        return run;
      }
    }
  }
  return std::nullopt;
}

// Returns what was meant as the code of a line without one.
ResultLine read_faulty(std::string_view line, const std::vector<Letter>& letters) {
  constexpr int kFarthest = 8;  // What is farther from a code was not meant as one.
  ResultLine nearest = {{},
                        trimmed(line, letters, 0, letters.size()),
                        {.fault = CodeFault::kLength, .result = {}, .length = 0}};
  int distance = kFarthest;
  for (const Run& run : runs_before(letters, letters.size())) {
    const CodeReading reading = read_code(run.text);
    // Of two that are as near, the longer one was meant.
    if (distance_from_code(run, reading) > distance) continue;
    distance = distance_from_code(run, reading);
    nearest = {{}, trimmed(line, letters, 0, run.begin), reading};
  }
  return nearest;
}

}  // namespace

ResultLine read_result_line(std::string_view line) {
  const std::vector<Letter> letters = letters_of(line);
  std::vector<Run> codes;
  std::vector<std::string> between;  // There is one part before each code, and one at the end.
  std::size_t end = letters.size();
  while (const std::optional<Run> run = last_code(letters, end)) {
    codes.insert(codes.begin(), *run);
    between.insert(between.begin(), trimmed(line, letters, run->end, end));
    end = run->begin;
  }
  if (codes.empty()) return read_faulty(line, letters);
  between.insert(between.begin(), trimmed(line, letters, 0, end));

  const bool names_follow = between.front().empty() && !between.back().empty();
  ResultLine read;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    std::string name = between[names_follow ? i + 1 : i];
    if (name.empty() && i > 0) name = read.results.back().name;
    read.results.push_back({std::move(name), read_code(codes[i].text).result});
  }
  return read;
}

}  // namespace inkling
