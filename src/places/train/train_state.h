// Holds what Train shows beside the state that all places share.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/speed_test.h"

namespace inkling {

// Holds a text that a setting cannot have; it is said under its field until a value is taken.
struct RefusedSetting {
  std::string name;
  std::string text;
};

struct Train {
  bool settings_open = false;
  std::optional<RefusedSetting> refused_setting;
  bool user_drawings_open = false;
  std::optional<std::size_t> selected_drawing;  // It is an index of the visitor's own.
  bool speed_open = false;
  bool measuring_speed = false;
  std::vector<SpeedFigure> speed;  // It is the newest measurement, as far as it has come.
};

}  // namespace inkling
