#include "ui/fill.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace inkling {
namespace {

// A smaller surface is filled sooner than the renderer changes what it is doing. In square units.
constexpr float kLeastArea = 9000;

}  // namespace

ImVec4 fill_colour(const ImDrawCmd& command) {
  const auto packed = reinterpret_cast<std::uintptr_t>(command.UserCallbackData);
  return ImGui::ColorConvertU32ToFloat4(static_cast<ImU32>(packed));
}

void fill_rounded(ImDrawList& list, Rect rect, ImU32 colour, float corner, ClearCallback clear) {
  const ImVec2 from = {rect.x, rect.y};
  const ImVec2 to = {rect.right(), rect.bottom()};
  const bool large = rect.w * rect.h >= kLeastArea && std::min(rect.w, rect.h) >= 2 * corner + 16;
  if (clear == nullptr || !large) {
    list.AddRectFilled(from, to, colour, corner);
    return;
  }
  // Four strips overlap what is cleared by a unit, which hides where they fade out.
  const float top = std::ceil(rect.y + corner);
  const float bottom = std::floor(rect.bottom() - corner);
  const float left = std::ceil(rect.x) + 1;
  const float right = std::floor(rect.right()) - 1;
  list.AddRectFilled(from, {to.x, top + 1}, colour, corner, ImDrawFlags_RoundCornersTop);
  list.AddRectFilled({from.x, bottom - 1}, to, colour, corner, ImDrawFlags_RoundCornersBottom);
  list.AddRectFilled({from.x, top}, {left + 1, bottom}, colour);
  list.AddRectFilled({right - 1, top}, {to.x, bottom}, colour);
  list.PushClipRect({left, top}, {right, bottom}, true);
  list.AddCallback(clear, reinterpret_cast<void*>(static_cast<std::uintptr_t>(colour)));
  list.PopClipRect();
}

}  // namespace inkling
