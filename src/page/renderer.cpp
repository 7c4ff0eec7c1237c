#include "page/renderer.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#include <imgui_impl_opengl3.h>

#include "ui/changed_area.h"
#include "ui/fill.h"
#include "ui/theme.h"

namespace inkling::renderer {
namespace {

#if IMGUI_VERSION_NUM >= 19200

void update_font_texture(ImDrawData& /*frame*/, bool /*changed*/) {}

#else

// The frame was built before its letters got their texture: its commands name another one, or none.
void update_font_texture(ImDrawData& frame, bool changed) {
  if (changed) ImGui_ImplOpenGL3_DestroyFontsTexture();
  const ImTextureID& texture = ImGui::GetIO().Fonts->TexID;
  if (!texture) ImGui_ImplOpenGL3_CreateFontsTexture();
  for (int i = 0; i < frame.CmdListsCount; ++i) {
    for (ImDrawCmd& command : frame.CmdLists[i]->CmdBuffer) command.TextureId = texture;
  }
}

#endif

// Returns whether letters that are on the screen already may have moved in their texture.
#if IMGUI_VERSION_NUM >= 19200

bool textures_change(bool /*letters_changed*/) {
  for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status != ImTextureStatus_OK) return true;
  }
  return false;
}

#else

bool textures_change(bool letters_changed) { return letters_changed; }

#endif

// Frames are [height, width] pixels; what the surface shows now is the last one of these.
struct Shown {
  int width = 0, height = 0;
  ImVec4 paper;
};
Shown shown;
ChangedArea changed_area;

// Gives pixels one colour.
void clear(const ImDrawData& frame, const PixelRect& area, const ImVec4& colour) {
  if (area.empty()) return;
  // The rows of a frame are counted from below.
  const int height = static_cast<int>(frame.DisplaySize.y * frame.FramebufferScale.y);
  glEnable(GL_SCISSOR_TEST);
  glScissor(area.left, height - area.bottom, area.right - area.left, area.bottom - area.top);
  glClearColor(colour.x, colour.y, colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

bool same_colour(const ImVec4& a, const ImVec4& b) {
  return a.x == b.x && a.y == b.y && a.z == b.z;
}

}  // namespace

bool open_surface() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.antialias = false;
  attributes.preserveDrawingBuffer = true;  // A frame is drawn where it differs from the last one.
  const auto context = emscripten_webgl_create_context("#canvas", &attributes);
  if (context <= 0) return false;
  emscripten_webgl_make_context_current(context);
  changed_area.forget();
  return ImGui_ImplOpenGL3_Init("#version 300 es");
}

void close_surface() {
  ImGui_ImplOpenGL3_Shutdown();
  use_dynamic_fonts();
  emscripten_webgl_destroy_context(emscripten_webgl_get_current_context());
}

void render(const ImVec4& paper, int width, int height, bool letters_changed) {
  ImGui_ImplOpenGL3_NewFrame();  // This makes what is missing of the surface's objects.
  const bool same =
      width == shown.width && height == shown.height && same_colour(paper, shown.paper);
  if (!same || textures_change(letters_changed)) changed_area.forget();
  shown = {width, height, paper};

  ImDrawData& frame = *ImGui::GetDrawData();
  update_font_texture(frame, letters_changed);
  const std::vector<PixelRect> clips = clips_of(frame);
  for (const PixelRect& area : changed_area.next(frame)) {
    draw_only(frame, clips, area);
    clear(frame, area, paper);
    glViewport(0, 0, width, height);
    ImGui_ImplOpenGL3_RenderDrawData(&frame);
  }
}

void draw_all() { changed_area.forget(); }

void clear_rectangle(const ImDrawList* /*list*/, const ImDrawCmd* command) {
  const ImDrawData& frame = *ImGui::GetDrawData();
  clear(frame, clipped_pixels(frame, *command), fill_colour(*command));
}

}  // namespace inkling::renderer
