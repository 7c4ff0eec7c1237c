#include "app/kept.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/bytes.h"

namespace inkling {
namespace {

// A new one for every change of what follows.
constexpr std::uint32_t kVersion = 1;

struct Kept {
  std::uint32_t version = kVersion;
  Settings settings;
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
    archive(version);
    settings_fields(archive, settings);
    archive(layers, activation, parameters, test_accuracy);
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

bool possible(const Kept& kept) {
  const std::vector<int>& layers = kept.layers;
  if (kept.version != kVersion || !possible(kept.settings) || !possible(kept.trained_with)) {
    return false;
  }
  if (kept.parameters.empty()) return true;
  Settings shape;
  shape.hidden.clear();
  if (layers.size() < 2 || layers.front() != 784 || layers.back() != kClasses) return false;
  shape.hidden.assign(layers.begin() + 1, layers.end() - 1);
  return possible(shape) && static_cast<int>(kept.activation) <= 2 &&
         static_cast<std::size_t>(shape.shape().parameter_count()) == kept.parameters.size() &&
         std::all_of(kept.parameters.begin(), kept.parameters.end(),
                     [](float value) { return std::isfinite(value); });
}

}  // namespace

std::vector<std::uint8_t> bytes_to_keep(const State& state) {
  Kept kept;
  kept.settings = state.settings;
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
  ByteWriter writer;
  kept.fields(writer);
  return writer.take();
}

bool take_up_kept(State& state, std::span<const std::uint8_t> bytes) {
  Kept kept;
  ByteReader reader(bytes);
  kept.fields(reader);
  if (!reader.ok() || !possible(kept)) return false;
  state.settings = kept.settings;
  state.training = {};
  state.training.settings = kept.trained_with;
  state.training.progress = kept.progress;
  state.training.train_curve = std::move(kept.train_curve);
  state.training.test_curve = std::move(kept.test_curve);
  if (kept.parameters.empty()) return true;
  state.network = Network<float>({.layers = kept.layers, .activation = kept.activation});
  std::copy(kept.parameters.begin(), kept.parameters.end(), state.network.parameters().begin());
  state.trained = true;
  if (std::isfinite(kept.test_accuracy)) state.test_accuracy = kept.test_accuracy;
  return true;
}

}  // namespace inkling
