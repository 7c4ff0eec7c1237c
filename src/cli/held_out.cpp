#include "cli/held_out.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "cli/drawings.h"
#include "data/augment.h"
#include "data/digit_forms.h"
#include "data/redraw.h"
#include "nn/loss.h"
#include "nn/metrics.h"
#include "nn/verdict.h"

namespace inkling {
namespace {

struct Reading {
  Probabilities probabilities{};
  std::uint8_t label = kNoClass;
};

Probabilities at_temperature(Probabilities probabilities, float temperature) {
  constexpr float kLeast = 1e-30f;
  const auto digits = std::span(probabilities).first(kDigits);
  for (float& p : digits) p = std::log(std::max(p, kLeast)) / temperature;
  softmax(digits);
  return probabilities;
}

void print_at(float temperature, const std::vector<Reading>& readings) {
  double loss = 0;
  int digits = 0, digits_none = 0, others = 0, others_none = 0, others_sure = 0;
  for (const Reading& reading : readings) {
    const Probabilities probabilities = at_temperature(reading.probabilities, temperature);
    const Verdict verdict = verdict_on(probabilities);
    const bool none = verdict == Verdict::kNone;
    if (reading.label == kNoClass) {
      ++others;
      others_none += none ? 1 : 0;
      others_sure += verdict == Verdict::kSure ? 1 : 0;
      continue;
    }
    ++digits;
    digits_none += none ? 1 : 0;
    loss -= std::log(std::max(probabilities[reading.label], 1e-12f));
  }
  std::printf("%11.1f   %.4f   %6.2f %%   %16.2f %%   %16.2f %%\n", temperature,
              loss / std::max(digits, 1), 100.0 * digits_none / std::max(digits, 1),
              100.0 * others_none / std::max(others, 1), 100.0 * others_sure / std::max(others, 1));
}

// Returns the share of drawings that are recognised.
template <class PictureOf>
double accuracy(const Network<float>& network, Examples images, PictureOf picture) {
  int correct = 0;
  for (int i = 0; i < images.count(); ++i) {
    const int label = images.labels[static_cast<std::size_t>(i)];
    correct += most_likely(predict(network, picture(i, label))) == label ? 1 : 0;
  }
  return 100.0 * correct / images.count();
}

}  // namespace

void print_held_out(const Network<float>& network, Examples images) {
  constexpr std::uint64_t kStream = 8;  // Training draws its copies from another one.
  std::vector<Reading> readings;
  int correct = 0, digits = 0;
  for (int i = 0; i < images.count(); ++i) {
    Random random(static_cast<std::uint64_t>(i), kStream);
    Picture copy;
    const std::uint8_t label = augment_for_hands(
        images.picture(i), images.labels[static_cast<std::size_t>(i)], random, copy);
    readings.push_back({predict(network, copy), label});
    if (label == kNoClass) continue;
    ++digits;
    correct += most_likely(readings.back().probabilities) == label ? 1 : 0;
  }
  const Metrics metrics = evaluate(network, images);
  std::printf("Validation loss %.4f, validation accuracy %.2f %%, of changed copies %.2f %%\n",
              metrics.loss, 100 * metrics.accuracy, 100.0 * correct / std::max(digits, 1));
  std::printf("Digits of forms that schools teach: %.2f %%\n",
              accuracy(network, images, [&](int i, int label) {
                Random random(static_cast<std::uint64_t>(i), kStream);
                return picture_of(draw_digit(label, random));
              }));
  std::printf("Drawn anew with a pen, turned by");
  for (const int degrees : {0, 20, -20, 30, -30}) {
    std::printf("%s %d degrees: %.2f %%", degrees == 0 ? "" : ",", degrees,
                accuracy(network, images, [&](int i, int) {
                  return picture_of(turned(strokes_of(images.picture(i)), degrees));
                }));
  }
  std::printf(
      "\nOf changed copies:\ntemperature     loss   no digit   nonsense, no digit   nonsense, "
      "sure\n");
  for (int tenths = 6; tenths <= 16; ++tenths) print_at(static_cast<float>(tenths) / 10, readings);
}

}  // namespace inkling
