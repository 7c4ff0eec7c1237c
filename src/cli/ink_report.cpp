#include "cli/ink_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/confusion.h"
#include "cli/png.h"
#include "nn/verdict.h"

namespace inkling {

InkReport read_all(const Network<float>& network, const std::vector<LabelledDrawing>& drawings) {
  constexpr int kBins = 10;
  struct Bin {
    int count = 0;
    int correct = 0;
    double probability = 0;
  };
  std::array<Bin, kBins> bins{};
  InkReport report;
  for (std::size_t i = 0; i < drawings.size(); ++i) {
    const auto& [drawing, label] = drawings[i];
    if (is_empty(drawing) || (label && (*label < 0 || *label >= kDigits))) continue;
    const Picture picture = picture_of(drawing);
    const Probabilities probabilities = predict(network, picture);
    const Verdict verdict = verdict_on(probabilities);
    if (!label) {
      ++report.others;
      report.others_called_none += verdict == Verdict::kNone ? 1 : 0;
      report.others_called_sure += verdict == Verdict::kSure ? 1 : 0;
      continue;
    }
    report.called_none += verdict == Verdict::kNone ? 1 : 0;
    const int digit = most_likely(probabilities);
    const float probability = probabilities[static_cast<std::size_t>(digit)];
    const bool right = digit == *label;
    ++report.count;
    report.correct += right ? 1 : 0;
    ++report.confusion[static_cast<std::size_t>(*label * kDigits + digit)];
    Bin& bin = bins[std::min(static_cast<std::size_t>(probability * kBins), bins.size() - 1)];
    ++bin.count;
    bin.correct += right ? 1 : 0;
    bin.probability += probability;
    if (!right) {
      report.misread.push_back({static_cast<int>(i), *label, digit, probability, picture});
    }
  }
  for (const Bin& bin : bins) {
    report.calibration_error += std::abs(bin.probability - bin.correct) / std::max(report.count, 1);
  }
  return report;
}

void print(const InkReport& report) {
  if (report.others > 0) {
    std::printf("Of %d drawings that are no digits, %d called none, %d called a digit for sure\n",
                report.others, report.others_called_none, report.others_called_sure);
  }
  if (report.count == 0) return;
  std::printf("%d of %d read rightly: %.2f %%\n", report.correct, report.count,
              100.0 * report.correct / report.count);
  std::printf("Called no digit: %d\n", report.called_none);
  std::printf("Expected calibration error: %.4f\n\n", report.calibration_error);
  print_confusion(report.confusion);
  std::printf("\n");
  for (const InkReport::Misread& one : report.misread) {
    std::printf("drawing %d: a %d, read as %d with %.1f %%\n", one.index, one.label, one.digit,
                100 * one.probability);
  }
}

Bytes contact_sheet(const InkReport& report) {
  constexpr int kColumns = 12;
  constexpr int kZoom = 3;
  constexpr int kCell = kPictureSide * kZoom + 4;
  const int count = static_cast<int>(report.misread.size());
  const int columns = std::min(count, kColumns);
  const int rows = (count + kColumns - 1) / kColumns;
  GreyImage image(columns * kCell, rows * kCell);
  for (int i = 0; i < count; ++i) {
    const Picture& picture = report.misread[static_cast<std::size_t>(i)].picture;
    for (int y = 0; y < kPictureSide * kZoom; ++y) {
      for (int x = 0; x < kPictureSide * kZoom; ++x) {
        const auto ink = picture[static_cast<std::size_t>(y / kZoom) * kPictureSide + x / kZoom];
        image.at(i % kColumns * kCell + x, i / kColumns * kCell + y) = 255 - ink;
      }
    }
  }
  return to_png(image);
}

}  // namespace inkling
