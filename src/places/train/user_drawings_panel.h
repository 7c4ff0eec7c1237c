// Lists the visitor's own drawings, and lets the visitor change and delete them.
#pragma once

#include <cstddef>
#include <optional>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

struct SelectUserDrawing {
  std::optional<std::size_t> index;
};
struct RelabelUserDrawing {
  std::size_t index;
  int label;
};
struct DeleteUserDrawing {
  std::size_t index;
};
struct DeleteSymbol {
  int label;
};

// Fills `area` from its top on; returns the height that it took.
float draw_user_drawings(Ui& ui, const State& state, std::optional<std::size_t> selected_drawing,
                         Rect area);

}  // namespace inkling
