#include "ui/fill.h"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr ImU32 kColour = IM_COL32(12, 34, 56, 255);
constexpr float kCorner = 10;

void clear(const ImDrawList* /*list*/, const ImDrawCmd* /*command*/) {}

bool is_inside(const ImDrawList& list, const ImDrawCmd& command, ImVec2 point) {
  if (command.UserCallback != nullptr) {
    const ImVec4 area = command.ClipRect;
    return point.x >= area.x && point.x < area.z && point.y >= area.y && point.y < area.w;
  }
  for (unsigned i = 0; i < command.ElemCount; i += 3) {
    const auto at = [&](unsigned k) {
      return list.VtxBuffer[list.IdxBuffer[static_cast<int>(command.IdxOffset + i + k)]];
    };
    // Smoothed edges fade out in transparent corners, which count as outside.
    if ((at(0).col & at(1).col & at(2).col) >> IM_COL32_A_SHIFT != 255) continue;
    if (ImTriangleContainsPoint(at(0).pos, at(1).pos, at(2).pos, point)) return true;
  }
  return false;
}

// Returns whether every point of the rectangle is filled, except its rounded corners and a rim,
// and none outside.
bool fills_it(Rect rect, ClearCallback with) {
  ImDrawListSharedData shared;
  shared.InitialFlags = ImDrawListFlags_AntiAliasedFill;
  shared.SetCircleTessellationMaxError(0.3f);
  ImDrawList list(&shared);
  list._ResetForNewFrame();
  list.PushClipRect({-1000, -1000}, {1000, 1000});
  fill_rounded(list, rect, kColour, kCorner, with);
  bool right = true;
  for (float y = rect.y - 3.25f; y < rect.bottom() + 3; y += 1) {
    for (float x = rect.x - 3.25f; x < rect.right() + 3; x += 1) {
      const float nearest_x = std::clamp(x, rect.x + kCorner, rect.right() - kCorner);
      const float nearest_y = std::clamp(y, rect.y + kCorner, rect.bottom() - kCorner);
      const float distance = std::hypot(x - nearest_x, y - nearest_y);
      if (std::abs(distance - kCorner) < 1.1f) continue;
      const bool filled =
          std::any_of(list.CmdBuffer.begin(), list.CmdBuffer.end(), [&](const ImDrawCmd& command) {
            return is_inside(list, command, {x, y});
          });
      right = right && filled == distance < kCorner;
    }
  }
  return right;
}

TEST_CASE("a surface is filled to its rounded corners, wherever it lies") {
  for (const float shift : {0.0f, 0.3f, 0.5f, 0.75f}) {
    CAPTURE(shift);
    CHECK(fills_it({20 + shift, 30 + shift, 150, 120}, clear));
    CHECK(fills_it({20 + shift, 30 + shift, 150.5f, 119.6f}, clear));
    CHECK(fills_it({20 + shift, 30 + shift, 150, 120}, nullptr));
    CHECK(fills_it({20 + shift, 30 + shift, 40, 30}, clear));
  }
}

TEST_CASE("only the rim of a large surface is made of triangles, and the command has its colour") {
  ImDrawListSharedData shared;
  shared.SetCircleTessellationMaxError(0.3f);
  ImDrawList list(&shared);
  list._ResetForNewFrame();
  list.PushClipRect({0, 0}, {100, 1000});
  fill_rounded(list, {20, 30, 300, 200}, kColour, kCorner, clear);
  const auto found =
      std::find_if(list.CmdBuffer.begin(), list.CmdBuffer.end(),
                   [](const ImDrawCmd& command) { return command.UserCallback != nullptr; });
  REQUIRE(found != list.CmdBuffer.end());
  CHECK(ImGui::ColorConvertFloat4ToU32(fill_colour(*found)) == kColour);
  CHECK(found->ClipRect.z == 100);  // Scrolled parts stay in their window.
  CHECK(found->ClipRect.w - found->ClipRect.y >= 170);
}

}  // namespace
}  // namespace inkling
