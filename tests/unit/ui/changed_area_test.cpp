#include "ui/changed_area.h"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace inkling {
namespace {

constexpr ImU32 kBlack = IM_COL32(0, 0, 0, 255);
constexpr ImU32 kRed = IM_COL32(200, 0, 0, 255);

// A frame of 400 x 300 units has one list, which `draw` fills.
class OneListFrame {
 public:
  explicit OneListFrame(const std::function<void(ImDrawList&)>& draw, float scale = 1)
      : list_(&shared_), lists_(&list_) {
    list_._ResetForNewFrame();
    list_.PushClipRect({0, 0}, {400, 300});
    draw(list_);
    frame_.DisplaySize = {400, 300};
    frame_.FramebufferScale = {scale, scale};
#if IMGUI_VERSION_NUM >= 18990
    frame_.CmdLists.push_back(&list_);
#else
    frame_.CmdLists = &lists_;
#endif
    frame_.CmdListsCount = 1;
  }
  ImDrawData& data() { return frame_; }

 private:
  ImDrawListSharedData shared_;
  ImDrawList list_;
  ImDrawList* lists_;
  ImDrawData frame_;
};

void square(ImDrawList& list, float x, float y, ImU32 colour = kBlack) {
  list.AddRectFilled({x, y}, {x + 20, y + 20}, colour);
}

bool contains(const PixelRect& area, int x, int y) {
  return x >= area.left && x < area.right && y >= area.top && y < area.bottom;
}

bool contains(const std::vector<PixelRect>& areas, int x, int y) {
  return std::any_of(areas.begin(), areas.end(),
                     [&](const PixelRect& area) { return contains(area, x, y); });
}

using Draw = std::function<void(ImDrawList&)>;

std::vector<PixelRect> changed(const Draw& before, const Draw& after, float scale = 1) {
  ChangedArea area;
  area.next(OneListFrame(before, scale).data());
  return area.next(OneListFrame(after, scale).data());
}

TEST_CASE("the first frame changes everything, as does one after forgetting") {
  const auto draw = [](ImDrawList& list) { square(list, 100, 100); };
  ChangedArea area;
  for (int i = 0; i < 2; ++i) {
    const auto areas = area.next(OneListFrame(draw, 1.5f).data());
    REQUIRE(areas.size() == 1);
    const PixelRect& all = areas[0];
    CHECK(all.left == 0);
    CHECK(all.top == 0);
    CHECK(all.right == 600);
    CHECK(all.bottom == 450);
    CHECK(area.next(OneListFrame(draw, 1.5f).data()).empty());
    area.forget();
  }
}

TEST_CASE("what moves changes its old place and its new one, and nothing far from them") {
  const auto areas = changed(
      [](ImDrawList& list) {
        square(list, 10, 10);
        square(list, 200, 200);
      },
      [](ImDrawList& list) {
        square(list, 100, 10);
        square(list, 200, 200);
      },
      1.25f);
  CHECK(contains(areas, 13, 13));
  CHECK(contains(areas, 149, 36));
  CHECK_FALSE(contains(areas, 150 + 32, 36));
  CHECK_FALSE(contains(areas, 13, 38 + 32));
}

TEST_CASE("nothing between two changes that lie one below the other is drawn again") {
  const auto at = [](float x) {
    return [x](ImDrawList& list) {
      square(list, x, 10);
      square(list, x + 100, 250);
    };
  };
  const auto areas = changed(at(20), at(21));
  REQUIRE(areas.size() == 2);
  CHECK(contains(areas, 20, 15));
  CHECK(contains(areas, 141, 260));
  CHECK_FALSE(contains(areas, 60, 100));
}

TEST_CASE("what comes, goes, changes colour, order or clip changes its pixels") {
  const Draw nothing = [](ImDrawList&) {};
  const Draw black = [](ImDrawList& list) { square(list, 50, 50); };
  const Draw red = [](ImDrawList& list) { square(list, 50, 50, kRed); };
  const Draw both = [](ImDrawList& list) {
    square(list, 50, 50);
    square(list, 50, 50, kRed);
  };
  const Draw both_turned = [](ImDrawList& list) {
    square(list, 50, 50, kRed);
    square(list, 50, 50);
  };
  const Draw clipped = [](ImDrawList& list) {
    list.PushClipRect({0, 0}, {60, 300}, true);
    square(list, 50, 50);
    list.PopClipRect();
  };
  CHECK(contains(changed(nothing, black), 69, 69));
  CHECK(contains(changed(black, nothing), 69, 69));
  CHECK(contains(changed(black, red), 69, 69));
  CHECK(contains(changed(both, both_turned), 69, 69));
  CHECK(contains(changed(black, clipped), 69, 69));
  CHECK(changed(both, both).empty());
}

TEST_CASE("a callback's pixels change with its data") {
  const auto call = [](std::intptr_t data) {
    return [data](ImDrawList& list) {
      list.PushClipRect({40, 40}, {90, 90}, true);
      list.AddCallback([](const ImDrawList*, const ImDrawCmd*) {}, reinterpret_cast<void*>(data));
      list.PopClipRect();
    };
  };
  CHECK(contains(changed(call(1), call(2)), 89, 89));
  CHECK(changed(call(1), call(1)).empty());
}

TEST_CASE("ImGui's renderer comes upon the very pixels that a command may draw on") {
  for (const float scale : {1.0f, 1.1f, 1.25f, 1.371428f, 1.5f, 2.0f, 2.625f, 3.0f}) {
    for (int i = 0; i < 200; ++i) {
      const PixelRect area = {i, (i * 7) % 150, i + 1 + (i * 13) % 90, (i * 7) % 150 + 5 + i % 77};
      OneListFrame one(
          [](ImDrawList& list) {
            list.AddRectFilled({0, 0}, {400, 300}, kBlack);
          },
          scale);
      draw_only(one.data(), clips_of(one.data()), area);
      const ImVec4 clip = one.data().CmdLists[0]->CmdBuffer[0].ClipRect;
      const int height = static_cast<int>(300 * scale);
      // This is the arithmetic of imgui_impl_opengl3.cpp.
      const ImVec2 low = {clip.x * scale, clip.y * scale};
      const ImVec2 high = {clip.z * scale, clip.w * scale};
      const int below = static_cast<int>(static_cast<float>(height) - high.y);
      REQUIRE(static_cast<int>(low.x) == area.left);
      REQUIRE(static_cast<int>(high.x - low.x) == area.right - area.left);
      REQUIRE(below == height - area.bottom);
      REQUIRE(static_cast<int>(high.y - low.y) == area.bottom - area.top);
    }
  }
}

TEST_CASE("a command outside of the area draws nothing") {
  OneListFrame one([](ImDrawList& list) {
    list.PushClipRect({0, 0}, {50, 50});
    square(list, 10, 10);
    list.PopClipRect();
  });
  draw_only(one.data(), clips_of(one.data()), {100, 100, 200, 200});
  for (const ImDrawCmd& command : one.data().CmdLists[0]->CmdBuffer) {
    CHECK((command.ElemCount == 0 || clipped_pixels(one.data(), command).empty()));
  }
}

}  // namespace
}  // namespace inkling
