#include "ui/column.h"

namespace inkling {

Column::Column(Ui& ui, const char* id, Rect area, float gap, std::span<const Part> parts)
    : ui_(ui), line_(lay_out(Axis::kColumn, area, gap, parts)) {
  scrolls_ = line_.length > area.h + 0.5f;
  if (!scrolls_) return;
  Rect content = ui.begin_scroll(id, area);
  content.w -= kStep;
  line_ = lay_out(Axis::kColumn, content, gap, parts);
}

Column::~Column() {
  if (scrolls_) ui_.end_scroll(line_.length);
}

}  // namespace inkling
