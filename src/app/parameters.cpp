#include "app/parameters.h"

#include <algorithm>

#include "app/core/notices.h"
#include "base/names.h"
#include "base/whole_number.h"
#include "math/kernels/kernel_set.h"
#include "nn/optimizer.h"

namespace inkling {
namespace {

enum class Menu { kFull, kNone };
constexpr const char* kMenuNames[] = {"full", "none"};

// Applies a setting of the address or the element: it is the lab's default from now on, and that of
// the next run.
void name_setting(Core& core, const SettingInfo& info, const std::string& value) {
  const std::string_view name = info.name;
  SettingTexts texts = {{info.name, value}};
  if (name == "learning_rate") core.named_learning_rate = value;
  // A learning rate that was named goes with every optimizer, whichever was named first.
  if (name == "optimizer" && core.named_learning_rate) {
    texts.emplace_back("learning_rate", *core.named_learning_rate);
  }
  for (Settings* settings : {&core.defaults, &core.state.settings}) {
    if (!set_settings(*settings, texts)) return;  // It was checked when it was read.
  }
  core.shape_named = core.shape_named || name == "hidden" || name == "activation";
  core.named_settings.push_back(&info);
}

// Returns nothing where there is no parameter of that name.
std::optional<Parameter> read_parameter(Core& core, const std::string& name,
                                        const std::string& value) {
  if (name == "mode") {
    Place* place = core.find_place(value);
    return parameter_of(place != nullptr ? std::optional(place) : std::nullopt,
                        [&core](Place* chosen) {
                          if (core.started) {
                            if (!core.shows(*chosen)) go_to(core, *chosen);
                          } else {
                            core.shown = chosen;
                          }
                        });
  }
  if (name == "lang") {
    return parameter_of(value_named<Language>(kLanguageNames, value),
                        [&core](Language language) { use_language(core, language); });
  }
  if (name == "theme") {
    return parameter_of(value_named<ThemeChoice>(kThemeNames, value),
                        [&core](ThemeChoice theme) { core.state.theme = theme; });
  }
  if (name == "menu") {
    return parameter_of(value_named<Menu>(kMenuNames, value),
                        [&core](Menu menu) { core.state.menu = menu == Menu::kFull; });
  }
  if (name == "locked") {
    return parameter_of(locks_named(value), [&core](const SettingLocks& locks) {
      // What an address locks twice is locked by both; the page around a running lab decides anew.
      if (core.started) core.state.locks = {};
      core.state.locks.add(locks);
    });
  }
  // The page has told the engine of the next two; here they are only checked.
  if (name == "kernel") {
    const bool known = std::find(std::begin(kKernelNames), std::end(kKernelNames), value) !=
                       std::end(kKernelNames);
    return parameter_of(known ? std::optional(0) : std::nullopt, [](int) {});
  }
  if (name == "threads") return parameter_of(whole_number(value, 1, 2), [](int) {});
  // The parameter is a place's own, or a setting; a place may want to know of a setting, too.
  std::vector<Parameter> all;
  for (Place* place : core.places) {
    if (auto parameter = place->parameter(name, value)) all.push_back(std::move(*parameter));
  }
  if (const SettingInfo* info = find_setting(name)) {
    Settings scratch;
    const bool understood = set_setting(scratch, *info, value).ok();
    all.push_back(parameter_of(
        understood ? std::optional(info) : std::nullopt,
        [&core, value](const SettingInfo* setting) { name_setting(core, *setting, value); }));
  }
  if (all.empty()) return std::nullopt;
  const bool understood = std::all_of(all.begin(), all.end(), [](const Parameter& parameter) {
    return static_cast<bool>(parameter.apply);
  });
  return parameter_of(understood ? std::optional(std::move(all)) : std::nullopt,
                      [](const std::vector<Parameter>& parameters) {
                        for (const Parameter& parameter : parameters) parameter.apply();
                      });
}

}  // namespace

void settle_locks(Core& core) {
  const std::vector<const SettingInfo*>& named = core.named_settings;
  const auto is_named = [&](const SettingInfo* info) {
    return std::find(named.begin(), named.end(), info) != named.end();
  };
  SettingLocks unnamed;
  for (const SettingInfo* info : core.state.locks.all()) {
    if (!is_named(info)) unnamed.add(*info);
  }
  for (Settings* settings : {&core.defaults, &core.state.settings}) {
    Settings usual;
    // An optimizer that was named has brought the learning rate that suits it.
    const bool named_optimizer = is_named(find_setting("optimizer"));
    usual.learning_rate =
        default_learning_rate(named_optimizer ? settings->optimizer : usual.optimizer);
    *settings = keep_locked(unnamed, usual, *settings);
  }
}

bool set_parameter(Core& core, const std::string& name, const std::string& value) {
  const std::optional<Parameter> parameter = read_parameter(core, name, value);
  if (!parameter) return false;
  if (parameter->apply) {
    parameter->apply();
  } else {
    tell(core, {.code = ErrorCode::kInvalidParams, .subject = name + "=" + value});
  }
  return true;
}

Status configure(Core& core, const Attributes& attributes) {
  std::vector<Parameter> parameters;
  std::vector<Parameter> going;
  for (const auto& [name, value] : attributes) {
    std::optional<Parameter> parameter = read_parameter(core, name, value);
    if (!parameter) {
      return Error{ErrorCode::kInvalidParams, "There is no attribute " + name + "."};
    }
    if (!parameter->apply) {
      return Error{ErrorCode::kInvalidParams,
                   "The attribute " + name + " cannot be " + value + "."};
    }
    // What a place shows is set before the visitor gets there.
    (name == "mode" ? going : parameters).push_back(std::move(*parameter));
  }
  for (const Parameter& parameter : parameters) parameter.apply();
  for (const Parameter& parameter : going) parameter.apply();
  wake(core);
  return Nothing{};
}

}  // namespace inkling
