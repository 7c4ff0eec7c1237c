// Measures how long it takes to build a frame of Inside with 512 hidden units while somebody draws:
// the drawing is read, and all that is on the screen is put into ImGui's lists. Prints
// milliseconds.
#include <imgui.h>

#include <chrono>
#include <cstdio>

#include "app/app.h"
#include "app/parameters.h"
#include "unit/app/fake_host.h"

using namespace inkling;

int main() {
  constexpr int kFrames = 300;
  ImGui::CreateContext();
  FakeHost host;
  App app(host, {});
  set_parameter(app.core(), "mode", "inside");
  double clock_ms = 0;
  const auto frame = [&] { app.frame(clock_ms += 16, {1280, 800, 1}); };
  frame();
  const Rect pad = app.pad();
  const auto pen = [&](PointerKind kind, float x, float y) {
    app.pointer({kind, 1, false, pad.x + pad.w * x, pad.y + pad.h * y});
  };
  pen(PointerKind::kDown, 0.2f, 0.2f);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kFrames; ++i) {
    pen(PointerKind::kMove, 0.2f + 0.6f * static_cast<float>(i % 50) / 50,
        0.2f + 0.6f * static_cast<float>(i) / kFrames);
    frame();
  }
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  std::printf("%.3f\n", elapsed.count() / kFrames);
}
