// Draws every number and choice of a training run, with a sentence for each.
#pragma once

#include <string>

#include "app/core/state.h"
#include "places/train/train_state.h"
#include "ui/ui.h"

namespace inkling {

struct ChangeSetting {
  const SettingInfo* info;
  std::string text;  // It is passed to set_setting().
};
struct RestoreSettings {};
struct UseRobustPreset {};

// Returns the name of a setting on the screen.
Text setting_title(const SettingInfo& info);

// Says that the text which was entered last cannot be used, and what stays.
std::string refused_setting_words(const State& state, const Train& train);

// Draws the rows from the top of `area` and returns their height.
float draw_settings(Ui& ui, const State& state, const Train& train, Rect area);

}  // namespace inkling
