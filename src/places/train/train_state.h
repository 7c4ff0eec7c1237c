// Holds what Train shows beside the state that all places share.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "code/read_program.h"
#include "engine/speed_test.h"
#include "nn/settings.h"

namespace inkling {

// Holds a text that a setting cannot have; it is said under its field until a value is taken.
struct RefusedSetting {
  std::string name;
  std::string text;
};

// What the page shows as a program, and what it has read of one that was pasted.
struct CodePanel {
  bool open = false;
  bool pytorch = false;
  bool read = false;
  bool taken = false;  // Something of what was read is in the settings.
  std::vector<ProgramFinding> findings;
  std::vector<const SettingInfo*> locked;  // The program has other values for these, in vain.
};

struct Train {
  CodePanel code;
  bool settings_open = false;
  std::optional<RefusedSetting> refused_setting;
  bool user_drawings_open = false;
  std::optional<std::size_t> selected_drawing;  // It is an index of the visitor's own.
  bool work_open = false;
  bool data_open = false;
  bool speed_open = false;
  bool measuring_speed = false;
  std::vector<SpeedFigure> speed;  // It is the newest measurement, as far as it has come.
};

}  // namespace inkling
