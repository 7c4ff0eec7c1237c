#include "cli/picture_report.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/json.h"
#include "cli/image_file.h"

namespace inkling {
namespace {

bool is_any(const SheetReading& reading, bool (*is)(Standing)) {
  return std::any_of(reading.lines.begin(), reading.lines.end(), [&](const SheetLine& line) {
    return std::any_of(line.digits.begin(), line.digits.end(),
                       [&](const SheetDigit& digit) { return is(digit.standing); });
  });
}

void count(PictureReport& report, const std::string& file, const std::string& label,
           const SheetReading& reading) {
  const std::string text = text_of(reading);
  if (label.empty()) {
    ++report.others;
    report.others_with_digit +=
        is_any(reading, [](Standing standing) { return standing != Standing::kNone; }) ? 1 : 0;
    const bool sure =
        is_any(reading, [](Standing standing) { return standing == Standing::kSure; });
    report.others_with_sure += sure ? 1 : 0;
    if (sure) report.misread.push_back({file, label, text});
    return;
  }
  const int same = same_digits(label, text);
  ++report.pictures;
  report.pictures_right += text == label ? 1 : 0;
  report.digits += static_cast<int>(label.size());
  report.digits_right += same;
  report.digits_extra += static_cast<int>(text.size()) - same;
  if (text != label) report.misread.push_back({file, label, text});
}

}  // namespace

int same_digits(const std::string& a, const std::string& b) {
  std::vector<int> row(b.size() + 1);
  for (const char digit : a) {
    int above_left = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int above = row[j + 1];
      row[j + 1] = digit == b[j] ? above_left + 1 : std::max(above, row[j]);
      above_left = above;
    }
  }
  return row.back();
}

std::string text_of(const SheetReading& reading) {
  std::string text;
  for (const SheetLine& line : reading.lines) text += line.text();
  return text;
}

Result<PictureReport> report_on_pictures(const std::filesystem::path& labels,
                                         const SheetNetwork& network) {
  const Result<Bytes> text = read_file(labels);
  if (!text) return text.error();
  const auto document = parse_json({reinterpret_cast<const char*>(text->data()), text->size()});
  if (!document)
    return Error{document.error().code, labels.string() + ": " + document.error().message};
  if (!document->IsObject()) {
    return Error{ErrorCode::kInvalidParams, labels.string() + " is not an object of labels."};
  }
  PictureReport report;
  for (const auto& member : document->GetObject()) {
    if (!member.value.IsString()) continue;
    const std::string name = member.name.GetString();
    const Result<Bytes> file = read_file(labels.parent_path() / name);
    if (!file) return file.error();
    const Result<ImageFile> image = decode_image(*file);
    if (!image) return Error{image.error().code, name + ": " + image.error().message};
    const auto start = std::chrono::steady_clock::now();
    const Result<SheetReading> reading = read_sheet(image->pixels(), network);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (!reading) return Error{reading.error().code, name + ": " + reading.error().message};
    report.seconds += took.count();
    report.slowest = std::max(report.slowest, took.count());
    count(report, name, member.value.GetString(), *reading);
  }
  return report;
}

void print(const PictureReport& report) {
  for (const PictureReport::Misread& one : report.misread) {
    std::printf("%s: %s, read as %s\n", one.file.c_str(),
                one.label.empty() ? "no digit" : one.label.c_str(),
                one.text.empty() ? "nothing" : one.text.c_str());
  }
  if (report.pictures > 0) {
    std::printf("%d of %d pictures read rightly\n", report.pictures_right, report.pictures);
    std::printf("%d of %d digits found and read rightly: %.2f %%, and %d more were seen\n",
                report.digits_right, report.digits,
                100.0 * report.digits_right / std::max(report.digits, 1), report.digits_extra);
  }
  if (report.others > 0) {
    std::printf("Of %d pictures without a digit, %d with a digit for sure, %d with any\n",
                report.others, report.others_with_sure, report.others_with_digit);
  }
  const int all = report.pictures + report.others;
  if (all > 0) {
    std::printf("%.0f ms a picture, %.0f ms the slowest\n", 1000 * report.seconds / all,
                1000 * report.slowest);
  }
}

}  // namespace inkling
