#include "app/kept.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/learn.h"
#include "base/bytes.h"
#include "math/numbers.h"

namespace inkling {
namespace {

// A new one for every change of what follows.
constexpr std::uint32_t kVersion = 4;

struct KeptDrawing {
  Drawing strokes;
  int label = 0;

  template <class Archive>
  void fields(Archive& archive) {
    archive(strokes, label);
  }
};

struct KeptVisitor {
  std::uint32_t version = kVersion;
  Settings settings;
  Drawing pad;
  int symbols = 0;
  std::vector<KeptDrawing> own_drawings;
  bool sound = false;
  std::vector<BestScore> best;
  std::vector<int> lesson_steps;  // done, of each lesson

  template <class Archive>
  void fields(Archive& archive) {
    archive(version);
    settings_fields(archive, settings);
    archive(pad, symbols, own_drawings, sound, best, lesson_steps);
  }
};

struct KeptNetwork {
  std::uint32_t version = kVersion;
  std::vector<int> layers;
  Activation activation = Activation::kRelu;
  std::vector<float> parameters;  // empty where they are still random
  double test_accuracy = std::numeric_limits<double>::quiet_NaN();
  Settings trained_with;
  ProgressEvent progress;
  std::vector<CurvePoint> train_curve;
  std::vector<CurvePoint> test_curve;

  template <class Archive>
  void fields(Archive& archive) {
    archive(version, layers, activation, parameters, test_accuracy);
    settings_fields(archive, trained_with);
    archive(progress, train_curve, test_curve);
  }
};

// Settings that set_setting() would have let through.
bool possible(const Settings& settings) {
  for (const SettingInfo& info : setting_table()) {
    Settings scratch;
    const bool read_back = info.kind != SettingInfo::Kind::kChoice ||
                           (info.get(settings) >= info.min && info.get(settings) <= info.max);
    if (!read_back || !set_setting(scratch, info, setting_text(settings, info))) return false;
  }
  return true;
}

bool possible(const KeptVisitor& kept) {
  if (kept.version != kVersion || !possible(kept.settings)) return false;
  if (kept.symbols < 0 || kept.symbols > kMaxSymbols) return false;
  const bool scores_possible =
      std::all_of(kept.best.begin(), kept.best.end(), [](const BestScore& best) {
        return static_cast<int>(best.kind) >= 0 && static_cast<int>(best.kind) < kGames;
      });
  if (!scores_possible) return false;
  if (kept.lesson_steps.size() != kLessons) return false;
  for (int i = 0; i < kLessons; ++i) {
    const int steps = kept.lesson_steps[static_cast<std::size_t>(i)];
    if (steps < 0 || steps > kLessonSteps[i]) return false;
  }
  return std::all_of(
      kept.own_drawings.begin(), kept.own_drawings.end(), [&](const KeptDrawing& own) {
        return own.label >= 0 && own.label < kDigits + kept.symbols && !is_empty(own.strokes);
      });
}

bool possible(const KeptNetwork& kept) {
  const std::vector<int>& layers = kept.layers;
  if (kept.version != kVersion || !possible(kept.trained_with)) return false;
  if (kept.parameters.empty()) return true;
  if (layers.size() < 2 || layers.front() != kPixels || layers.back() < kDigits ||
      layers.back() > kMaxClasses) {
    return false;
  }
  Settings shape;
  shape.hidden.assign(layers.begin() + 1, layers.end() - 1);
  return possible(shape) && static_cast<int>(kept.activation) <= 2 &&
         static_cast<std::size_t>(shape.shape(kPixels, layers.back()).parameter_count()) ==
             kept.parameters.size() &&
         all_finite(kept.parameters);
}

template <class Kept>
std::vector<std::uint8_t> bytes_of(Kept& kept) {
  ByteWriter writer;
  kept.fields(writer);
  return writer.take();
}

std::vector<std::uint8_t> visitor_bytes(const State& state) {
  KeptVisitor kept;
  kept.settings = state.settings;
  kept.pad = state.pad.strokes;
  kept.symbols = state.symbols;
  for (const OwnDrawing& own : state.own_drawings) {
    kept.own_drawings.push_back({own.strokes, own.label});
  }
  kept.sound = state.play.sound;
  kept.best = state.play.best;
  kept.lesson_steps.assign(state.learn.steps_done.begin(), state.learn.steps_done.end());
  return bytes_of(kept);
}

std::vector<std::uint8_t> network_bytes(const State& state) {
  KeptNetwork kept;
  kept.trained_with = state.training.settings;
  if (state.trained) {
    const auto parameters = state.network.parameters();
    kept.layers = state.network.shape().layers;
    kept.activation = state.network.shape().activation;
    kept.parameters.assign(parameters.begin(), parameters.end());
    kept.test_accuracy = state.test_accuracy.value_or(kept.test_accuracy);
    kept.progress = state.training.progress;
    kept.train_curve = state.training.train_curve;
    kept.test_curve = state.training.test_curve;
  }
  return bytes_of(kept);
}

void take_up(State& state, const KeptVisitor& kept) {
  state.settings = kept.settings;
  state.pad = {.strokes = kept.pad};
  if (!is_empty(kept.pad)) state.demonstrating = false;
  state.symbols = kept.symbols;
  state.play.sound = kept.sound;
  state.play.best = kept.best;
  std::copy(kept.lesson_steps.begin(), kept.lesson_steps.end(), state.learn.steps_done.begin());
  state.own_drawings.clear();
  for (const KeptDrawing& own : kept.own_drawings) {
    state.own_drawings.push_back({own.strokes, own.label, picture_of(own.strokes)});
  }
}

void take_up(State& state, const KeptNetwork& kept) {
  state.training = {};
  state.training.settings = kept.trained_with;
  state.training.progress = kept.progress;
  state.training.train_curve = kept.train_curve;
  state.training.test_curve = kept.test_curve;
  if (kept.parameters.empty()) return;
  Network<float> network({.layers = kept.layers, .activation = kept.activation});
  std::copy(kept.parameters.begin(), kept.parameters.end(), network.parameters().begin());
  // The two parts are kept one after the other: a crash between them may leave them apart.
  state.network = with_class_count(network, state.classes());
  state.trained = true;
  if (std::isfinite(kept.test_accuracy)) state.test_accuracy = kept.test_accuracy;
}

template <class Kept>
bool take_up_bytes(State& state, std::span<const std::uint8_t> bytes) {
  Kept kept;
  ByteReader reader(bytes);
  kept.fields(reader);
  if (!reader.ok() || !possible(kept)) return false;
  take_up(state, kept);
  return true;
}

}  // namespace

std::vector<std::uint8_t> bytes_to_keep(const State& state, KeptPart part) {
  return part == KeptPart::kVisitor ? visitor_bytes(state) : network_bytes(state);
}

bool take_up_kept(State& state, KeptPart part, std::span<const std::uint8_t> bytes) {
  return part == KeptPart::kVisitor ? take_up_bytes<KeptVisitor>(state, bytes)
                                    : take_up_bytes<KeptNetwork>(state, bytes);
}

}  // namespace inkling
