// A column of parts that scrolls where it is longer than its place.
#pragma once

#include <span>

#include "ui/layout.h"
#include "ui/ui.h"

namespace inkling {

class Column {
 public:
  // Begins the column; `id` names its scroll position. Parts are as wide as the place, less the
  // mark of a column that scrolls.
  Column(Ui& ui, const char* id, Rect area, float gap, std::span<const Part> parts);
  ~Column();
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;

  // Returns the place of a part; it has no size where the part gave way.
  Rect operator[](int part) const { return line_.parts[static_cast<std::size_t>(part)]; }
  bool shows(int part) const { return is_shown((*this)[part]); }

 private:
  Ui& ui_;
  Line line_;
  bool scrolls_ = false;
};

}  // namespace inkling
