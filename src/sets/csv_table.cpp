#include "sets/csv_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "sets/image_set.h"

namespace inkling {
namespace {

constexpr int kLeastCsvSide = 4, kMostCsvSide = 128;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\"";
  const std::size_t first = text.find_first_not_of(kAround);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kAround) - first + 1);
}

std::optional<double> cell_number(std::string_view cell) {
  cell = trimmed(cell);
  double value = 0;
  int whole = 0;
  const char* end = cell.data() + cell.size();
  // Most are whole numbers, which are read faster.
  const auto [at, error] = std::from_chars(cell.data(), end, whole);
  if (error == std::errc() && at == end) return whole;
  // Not every standard library reads fractions from characters.
  const std::string copy(cell.substr(0, std::min<std::size_t>(cell.size(), 40)));
  char* stop = nullptr;
  value = std::strtod(copy.c_str(), &stop);
  if (copy.empty() || copy.size() != cell.size() || *stop != '\0' || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

// Takes the first line off the text. It has no line feed, and may be empty.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::vector<std::string_view> cells_of(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t end = line.find(separator);
    cells.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + 1);
  }
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return small;
}

bool names_labels(std::string_view cell) {
  const std::string name = lower(trimmed(cell));
  return name == "label" || name == "class" || name == "target" || name == "y" ||
         name == "labels" || name == "digit" || name == "letter";
}

// Returns the side of a square of so many pixels, or 0.
int side_of(int pixels) {
  const int side = static_cast<int>(std::lround(std::sqrt(std::max(pixels, 0))));
  return side * side == pixels && side >= kLeastCsvSide && side <= kMostCsvSide ? side : 0;
}

Error refused_line(int line) {
  return refused_set("csv-line\n" + std::to_string(line),
                     "Line " + std::to_string(line) +
                         " of this table is not a label and its pixels, as the others are.");
}

// Numbers that end at 1, or at 16 as scikit-learn's, are brightened to 0 to 255.
double scale_of(std::string_view text, const CsvLayout& layout) {
  constexpr int kLooked = 100;
  constexpr double kDarkest = 64;
  double most = 0;
  for (int line = 0; line < kLooked && !text.empty(); ++line) {
    const auto cells = cells_of(take_line(text), layout.separator);
    for (int c = 0; c < std::min(layout.columns, static_cast<int>(cells.size())); ++c) {
      if (c == layout.label_column) continue;
      most = std::max(most, cell_number(cells[static_cast<std::size_t>(c)]).value_or(0));
    }
  }
  return most > 0 && most < kDarkest ? 255 / most : 1;
}

}  // namespace

bool is_csv(std::string_view name, std::span<const std::uint8_t> bytes) {
  const std::string small = lower(name);
  if (small.ends_with(".csv") || small.ends_with(".tsv")) return !bytes.empty();
  return false;
}

Result<CsvLayout> csv_layout(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";  // Some programs begin a text with it.
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  CsvLayout layout;
  std::string_view rest = text;
  const std::string_view first = take_line(rest);
  for (const char separator : {',', ';', '\t'}) {
    if (cells_of(first, separator).size() > cells_of(first, layout.separator).size()) {
      layout.separator = separator;
    }
  }
  const auto cells = cells_of(first, layout.separator);
  layout.columns = static_cast<int>(cells.size());
  layout.header = std::count_if(cells.begin(), cells.end(), [](std::string_view cell) {
                    return !cell_number(cell).has_value();
                  }) > 1;
  const bool named_last = layout.header && names_labels(cells.back());
  if (side_of(layout.columns - 1) > 0) {
    layout.label_column = named_last ? layout.columns - 1 : 0;
    layout.side = side_of(layout.columns - 1);
  } else {
    layout.side = side_of(layout.columns);
  }
  if (layout.side == 0) {
    return refused_set("csv-columns\n" + std::to_string(layout.columns),
                       "This table has " + std::to_string(layout.columns) +
                           " columns: a label and 784 pixels would be 785.");
  }
  layout.scale = scale_of(layout.header ? rest : text, layout);
  return layout;
}

Status read_csv(
    std::string_view text, const CsvLayout& layout,
    const std::function<bool(std::string_view label, std::span<const std::uint8_t> grey)>& take) {
  std::vector<std::uint8_t> grey(static_cast<std::size_t>(layout.side * layout.side));
  int number = 0;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    ++number;
    if ((number == 1 && layout.header) || trimmed(line).empty()) continue;
    std::string_view rest = number == 1 && line.starts_with("\xef\xbb\xbf") ? line.substr(3) : line;
    std::string_view label;
    std::size_t pixel = 0;
    for (int c = 0; c < layout.columns; ++c) {
      const std::size_t end = rest.find(layout.separator);
      if ((end == std::string_view::npos) != (c + 1 == layout.columns)) return refused_line(number);
      const std::string_view cell = rest.substr(0, end);
      rest.remove_prefix(std::min(cell.size() + 1, rest.size()));
      if (c == layout.label_column) {
        label = trimmed(cell);
        if (label.empty()) return refused_line(number);
        continue;
      }
      const auto value = cell_number(cell);
      if (!value || *value < 0 || *value * layout.scale > 256) return refused_line(number);
      grey[pixel++] = static_cast<std::uint8_t>(std::min(255L, std::lround(*value * layout.scale)));
    }
    if (!take(label, grey)) return Nothing{};
  }
  return Nothing{};
}

}  // namespace inkling
