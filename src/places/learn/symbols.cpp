#include "places/learn/symbols.h"

#include <algorithm>

namespace inkling {

void SymbolMarks::mark(std::string_view symbol, Rect place) {
  if (place.w <= 0 || place.h <= 0) return;
  const ImVec2 from = {place.x - 3, place.y - 3}, to = {place.right() + 3, place.bottom() + 3};
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
      ImGui::IsMouseHoveringRect(from, to)) {
    pointed_ = symbol;
  }
  const bool named = learn_.named_symbol == symbol;
  if (named) ui_.reveal("symbol", learn_.named_symbol, place);
  if (!named && learn_.pointed_symbol != symbol) return;
  ui_.draw().AddRectFilled(from, to, faded(ui_.colours().vermilion, 0.12f), kStep);
  ui_.draw().AddRect(from, to, ui_.colours().vermilion, kStep, 0, 2.5f);
}

std::optional<Rect> SymbolMarks::place_of(std::string_view id) const {
  const auto& controls = ui_.semantics().controls();
  const auto at = std::find_if(controls.begin(), controls.end(),
                               [&](const Control& control) { return control.id == id; });
  return at == controls.end() ? std::nullopt : std::optional<Rect>(at->rect);
}

void SymbolMarks::mark_control(std::string_view symbol, std::string_view id) {
  if (const auto place = place_of(id)) mark(symbol, *place);
}

void SymbolMarks::finish() {
  if (pointed_ != learn_.pointed_symbol) ui_.act(PointAtSymbol{pointed_});
}

}  // namespace inkling
