#include "nn/settings.h"

#include <cmath>
#include <cstdio>

#include "base/decimal_number.h"

namespace inkling {
namespace {

using Kind = SettingInfo::Kind;

constexpr SettingInfo kTable[] = {
    {"hidden",
     Kind::kLayers,
     1,
     kMaxUnits,
     {},
     "units of each hidden layer, as 128,64",
     nullptr,
     nullptr},
    {"activation", Kind::kChoice, 0, 2, kActivationNames, "of the hidden layers",
     [](const Settings& s) { return static_cast<double>(s.activation); },
     [](Settings& s, double v) { s.activation = static_cast<Activation>(v); }},
    {"optimizer", Kind::kChoice, 0, 3, kOptimizerNames, "how a gradient becomes a step",
     [](const Settings& s) { return static_cast<double>(s.optimizer); },
     [](Settings& s, double v) { s.optimizer = static_cast<OptimizerKind>(v); }},
    {"learning_rate",
     Kind::kReal,
     1e-6,
     1000,
     {},
     "how far a step goes",
     [](const Settings& s) { return s.learning_rate; },
     [](Settings& s, double v) { s.learning_rate = v; }},
    {"schedule", Kind::kChoice, 0, 1, kScheduleNames, "how the learning rate goes on in a run",
     [](const Settings& s) { return static_cast<double>(s.schedule); },
     [](Settings& s, double v) { s.schedule = static_cast<Schedule>(v); }},
    {"batch_size",
     Kind::kInteger,
     1,
     1024,
     {},
     "images a step looks at",
     [](const Settings& s) { return static_cast<double>(s.batch_size); },
     [](Settings& s, double v) { s.batch_size = static_cast<int>(v); }},
    {"epochs",
     Kind::kInteger,
     1,
     1000,
     {},
     "times it goes through all training images",
     [](const Settings& s) { return static_cast<double>(s.epochs); },
     [](Settings& s, double v) { s.epochs = static_cast<int>(v); }},
    {"seed",
     Kind::kInteger,
     0,
     4294967295.0,
     {},
     "where the random numbers begin",
     [](const Settings& s) { return static_cast<double>(s.seed); },
     [](Settings& s, double v) { s.seed = static_cast<std::uint32_t>(v); }},
    {"l2",
     Kind::kReal,
     0,
     1,
     {},
     "how strongly large weights are punished",
     [](const Settings& s) { return s.l2; },
     [](Settings& s, double v) { s.l2 = v; }},
    {"dropout",
     Kind::kReal,
     0,
     0.9,
     {},
     "share of hidden units switched off in each step",
     [](const Settings& s) { return s.dropout; },
     [](Settings& s, double v) { s.dropout = v; }},
    {"augment",
     Kind::kSwitch,
     0,
     1,
     {},
     "learn from deformed copies of the images: true or false",
     [](const Settings& s) { return s.augment ? 1.0 : 0.0; },
     [](Settings& s, double v) { s.augment = v != 0; }},
    {"train_images",
     Kind::kInteger,
     1,
     60000,
     {},
     "how many training images to use",
     [](const Settings& s) { return static_cast<double>(s.train_images); },
     [](Settings& s, double v) { s.train_images = static_cast<int>(v); }},
};

// Writes ten figures at most. It writes a small number without a power of ten, as people do:
// 0.00001.
std::string number_text(double value) {
  constexpr int kFigures = 10;
  constexpr double kLeast = 1e-9;
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%.*g", kFigures, value);
  std::string text = buffer;
  const double size = std::fabs(value);
  if (text.find('e') == std::string::npos || size < kLeast || size > 1) return text;
  const int places = kFigures - 1 - static_cast<int>(std::floor(std::log10(size)));
  std::snprintf(buffer, sizeof buffer, "%.*f", places, value);
  text = buffer;
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

Error bad_value(const SettingInfo& info, const std::string& allowed) {
  return {ErrorCode::kInvalidParams, std::string(info.name) + " must be " + allowed + "."};
}

std::string range_text(const SettingInfo& info, const char* noun) {
  return std::string(noun) + " from " + number_text(info.min) + " to " + number_text(info.max);
}

Result<double> parse_number(const SettingInfo& info, std::string_view text) {
  const bool whole = info.kind != Kind::kReal;
  const Error error = bad_value(info, range_text(info, whole ? "a whole number" : "a number"));
  const std::optional<double> value = decimal_number(text);
  if (!value || !(*value >= info.min && *value <= info.max)) return error;
  if (whole && *value != std::floor(*value)) return error;
  return *value;
}

Status set_layers(Settings& settings, const SettingInfo& info, std::string_view text) {
  std::vector<int> layers;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const auto units = parse_number({.name = info.name,
                                     .kind = Kind::kInteger,
                                     .min = info.min,
                                     .max = info.max,
                                     .choices = {},
                                     .help = "",
                                     .get = nullptr,
                                     .set = nullptr},
                                    text.substr(0, comma));
    if (!units || (comma != text.npos && comma + 1 == text.size())) {
      return bad_value(info, "a list of " + range_text(info, "whole numbers"));
    }
    layers.push_back(static_cast<int>(*units));
    text = comma == text.npos ? "" : text.substr(comma + 1);
  }
  if (layers.size() > kMaxHiddenLayers) {
    return bad_value(info, "at most " + std::to_string(kMaxHiddenLayers) + " layers");
  }
  Settings changed = settings;
  changed.hidden = layers;
  if (!check_shape(changed.shape())) {
    return bad_value(info, "smaller: the network would have over " +
                               std::to_string(kMaxParameters) + " parameters");
  }
  settings.hidden = std::move(layers);
  return Nothing{};
}

}  // namespace

NetworkShape Settings::shape(int inputs, int classes) const {
  NetworkShape shape{.layers = {inputs}, .activation = activation};
  shape.layers.insert(shape.layers.end(), hidden.begin(), hidden.end());
  shape.layers.push_back(classes);
  return shape;
}

Settings robust_preset() {
  Settings settings;
  settings.schedule = Schedule::kCosine;
  settings.augment = true;
  settings.epochs = 30;
  return settings;
}

std::span<const SettingInfo> setting_table() { return kTable; }

const SettingInfo* find_setting(std::string_view name) {
  std::string plain(name);
  for (char& c : plain) c = c == '-' ? '_' : c;
  for (const SettingInfo& info : kTable) {
    if (plain == info.name) return &info;
  }
  return nullptr;
}

Status set_setting(Settings& settings, const SettingInfo& info, std::string_view text) {
  if (info.kind == Kind::kLayers) return set_layers(settings, info, text);
  if (info.kind == Kind::kChoice) {
    std::string names;
    for (std::size_t i = 0; i < info.choices.size(); ++i) {
      if (text == info.choices[i]) {
        info.set(settings, static_cast<double>(i));
        return Nothing{};
      }
      names += (i == 0 ? "" : i + 1 == info.choices.size() ? " or " : ", ");
      names += info.choices[i];
    }
    return bad_value(info, names);
  }
  if (info.kind == Kind::kSwitch) {
    if (text != "true" && text != "false") return bad_value(info, "true or false");
    info.set(settings, text == "true" ? 1 : 0);
    return Nothing{};
  }
  const Result<double> number = parse_number(info, text);
  if (!number) return number.error();
  info.set(settings, *number);
  return Nothing{};
}

Status set_settings(Settings& settings, const SettingTexts& texts) {
  Settings changed = settings;
  bool optimizer_named = false, learning_rate_named = false;
  for (const auto& [name, text] : texts) {
    const SettingInfo* info = find_setting(name);
    if (info == nullptr) {
      return Error{ErrorCode::kInvalidParams, "There is no setting " + name + "."};
    }
    if (const Status set = set_setting(changed, *info, text); !set) return set;
    optimizer_named = optimizer_named || std::string_view(info->name) == "optimizer";
    learning_rate_named = learning_rate_named || std::string_view(info->name) == "learning_rate";
  }
  if (optimizer_named && !learning_rate_named) {
    changed.learning_rate = default_learning_rate(changed.optimizer);
  }
  settings = std::move(changed);
  return Nothing{};
}

std::string setting_text(const Settings& settings, const SettingInfo& info) {
  switch (info.kind) {
    case Kind::kLayers: {
      std::string text;
      for (const int units : settings.hidden) {
        text += (text.empty() ? "" : ",") + std::to_string(units);
      }
      return text;
    }
    case Kind::kChoice:
      return info.choices[static_cast<std::size_t>(info.get(settings))];
    case Kind::kSwitch:
      return info.get(settings) != 0 ? "true" : "false";
    case Kind::kInteger:
    case Kind::kReal:
      return number_text(info.get(settings));
  }
  return "";
}

}  // namespace inkling
