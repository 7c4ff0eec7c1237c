#include "places/train/speed_panel.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "math/kernels/kernel_set.h"
#include "places/train/measured_machines.h"
#include "places/train/train_place.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kWordsHeight = 24;
constexpr float kBarHeight = 8;

using Kind = SpeedFigure::Kind;

struct Bar {
  std::string name;
  std::string value;
  double length = 0;
  // The length can be at most this, if that is known.
  double outline = 0;
  bool ours = true;
};

// A clock that stood still measures no speed, or an infinite one.
bool is_measured(double speed) { return std::isfinite(speed) && speed > 0; }

std::optional<double> figure(const Train& train, std::string_view kernel, Kind kind,
                             std::string_view detail) {
  for (const SpeedFigure& one : train.speed) {
    if (one.kernel == kernel && one.kind == kind && one.detail == detail) return one.value;
  }
  return std::nullopt;
}

std::string kernel_words(const Ui& ui, std::string_view kernel) {
  constexpr Text kWords[] = {Text::kSpeedScalar, Text::kSpeedSimd, Text::kSpeedRelaxed};
  const auto found = std::find(std::begin(kKernelNames), std::end(kKernelNames), kernel);
  return ui.say(kWords[found - std::begin(kKernelNames)]);
}

Bar training_bar(const Ui& ui, std::string name, double images, bool ours) {
  return {.name = std::move(name),
          .value = is_measured(images) ? rounded(ui.language(), images, 100)
                                       : ui.say(Text::kNotMeasured),
          .length = is_measured(images) ? images : 0,
          .ours = ours};
}

std::vector<Bar> training_bars(const Ui& ui, const Train& train) {
  std::vector<Bar> bars;
  for (const SpeedFigure& one : train.speed) {
    if (one.kind != Kind::kTraining) continue;
    bars.push_back(training_bar(ui,
                                one.detail == "1" ? kernel_words(ui, one.kernel)
                                                  : ui.say(Text::kSpeedThreads, {one.detail}),
                                one.value, true));
  }
  return bars;
}

std::vector<Bar> machine_bars(const Ui& ui, const MeasuredMachine& machine) {
  return {
      training_bar(ui, ui.say(Text::kSpeedInkling), machine.inkling, false),
      training_bar(ui, ui.say(Text::kSpeedPyTorch), machine.pytorch, false),
      training_bar(ui, ui.say(Text::kSpeedJax), machine.jax, false),
      training_bar(ui, ui.say(Text::kSpeedTensorFlow), machine.tensorflow, false),
  };
}

// Returns the most images a second that one thread of this machine has learned from, or 0.
double fastest_training(const Train& train) {
  double fastest = 0;
  for (const SpeedFigure& one : train.speed) {
    if (one.kind != Kind::kTraining || one.detail != "1" || !is_measured(one.value)) continue;
    fastest = std::max(fastest, one.value);
  }
  return fastest;
}

std::vector<Bar> product_bars(const Ui& ui, const Train& train) {
  std::vector<Bar> bars;
  for (const char* kernel : kKernelNames) {
    const auto product = figure(train, kernel, Kind::kProduct, "512x512x512 A B");
    const auto peak = figure(train, kernel, Kind::kPeak, "");
    if (!product || !peak) continue;
    Bar bar{.name = kernel_words(ui, kernel), .value = ui.say(Text::kNotMeasured)};
    if (is_measured(*product)) {
      bar.value = fixed(ui.language(), *product, 1);
      bar.length = *product;
    }
    if (is_measured(*product) && is_measured(*peak)) {
      // A disturbed moment may have made the peak look lower than the product was.
      bar.outline = std::max(*product, *peak);
      bar.value = ui.say(Text::kSpeedOfPeak, {bar.value, fixed(ui.language(), bar.outline, 1),
                                              percent(ui.language(), *product / bar.outline)});
    }
    bars.push_back(std::move(bar));
  }
  return bars;
}

double longest_of(const std::vector<Bar>& bars) {
  double longest = 0;
  for (const Bar& bar : bars) longest = std::max({longest, bar.length, bar.outline});
  return longest;
}

// Draws bars under a heading, one of length `longest` as wide as the area. Returns the height.
float draw_bars_of(Ui& ui, const char* id, Rect area, const std::string& title,
                   const std::vector<Bar>& bars, double longest) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  ui.spoken(id, Role::kHeading, {area.x, area.y, area.w, kWordsHeight}, title);
  ui.cut_text(area, title, Type::kBodyBold, colours.ink, 4);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    // A name for which there is no room beside the value stands above it.
    const float room = area.w - ui.width_of(bar.value, Type::kSmall) - kStep;
    const float top_of_bar = area.y;
    const bool fits = ui.width_of(bar.name, Type::kSmall) <= room;
    if (!fits) ui.cut_text(area, bar.name, Type::kSmall, colours.quiet);
    const Rect words = area.cut_top(kWordsHeight);
    if (fits) ui.label(words, bar.name, Type::kSmall, colours.quiet);
    ui.label(words, bar.value, Type::kSmall, colours.ink, Align::kRight);
    ui.spoken((std::string(id) + "-" + std::to_string(i)).c_str(), Role::kText,
              {area.x, top_of_bar, area.w, area.y - top_of_bar},
              ui.say(Text::kNamed, {bar.name, bar.value}));
    Rect line = area.cut_top(kBarHeight, kStep);
    const auto width = [&](double value) {
      return std::max(kBarHeight, line.w * static_cast<float>(value / longest));
    };
    if (bar.outline > 0) {
      Rect most = line;
      ui.track(most.cut_left(width(bar.outline)), colours.hairline);
    }
    if (bar.length > 0) {
      ui.track(line.cut_left(width(bar.length)), bar.ours ? colours.indigo : colours.quiet);
    }
  }
  return area.y - top;
}

}  // namespace

float draw_speed(Ui& ui, const State& state, const Train& train, Rect area) {
  const float top = area.y;
  const std::string more = ui.say(Text::kSpeedMore);
  area.cut_top(ui.paragraph(area, more, Type::kSmall, ui.colours().quiet), kStep);
  const bool busy = state.training.phase != Training::Phase::kIdle;
  const std::string words =
      ui.say(train.measuring_speed ? Text::kSpeedMeasuring : Text::kSpeedMeasure);
  Rect line = area.cut_top(kTouch, 2 * kStep);
  const Rect button = line.cut_left(ui.width_of(words, Type::kBody) + 4 * kStep, 2 * kStep);
  if (ui.button("speed-measure", button, words, ButtonLook::kOutline,
                busy || train.measuring_speed)) {
    ui.act(MeasureSpeed{});
  }
  if (busy) ui.label(line, ui.say(Text::kStopTrainingFirst), Type::kSmall, ui.colours().quiet);
  if (train.speed.empty() && !train.measuring_speed) return area.y - top;
  const std::vector<Bar> training = training_bars(ui, train);
  std::vector<Bar> elsewhere;
  std::string machine;
  if (const double images = fastest_training(train); images > 0) {
    elsewhere = machine_bars(ui, nearest_machine(images));
    machine = nearest_machine(images).processor;
  }
  const double longest = std::max(longest_of(training), longest_of(elsewhere));
  area.cut_top(
      draw_bars_of(ui, "speed-training", area, ui.say(Text::kSpeedTraining), training, longest),
      kStep);
  if (!elsewhere.empty()) {
    area.cut_top(draw_bars_of(ui, "speed-nearest", area, ui.say(Text::kSpeedNearest, {machine}),
                              elsewhere, longest),
                 kStep);
  }
  const std::vector<Bar> products = product_bars(ui, train);
  area.cut_top(draw_bars_of(ui, "speed-products", area, ui.say(Text::kSpeedProducts), products,
                            longest_of(products)));
  return area.y - top;
}

}  // namespace inkling
