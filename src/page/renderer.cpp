#include "page/renderer.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#include <imgui_impl_opengl3.h>

#include "ui/fill.h"
#include "ui/theme.h"

namespace inkling::renderer {
namespace {

#if IMGUI_VERSION_NUM >= 19200

void update_font_texture(bool /*changed*/) {}

#else

void update_font_texture(bool changed) {
  if (changed) ImGui_ImplOpenGL3_DestroyFontsTexture();
  if (!ImGui::GetIO().Fonts->TexID) ImGui_ImplOpenGL3_CreateFontsTexture();
}

#endif

void clear(const ImVec4& colour) {
  glClearColor(colour.x, colour.y, colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

bool open_surface() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.antialias = false;
  const auto context = emscripten_webgl_create_context("#canvas", &attributes);
  if (context <= 0) return false;
  emscripten_webgl_make_context_current(context);
  return ImGui_ImplOpenGL3_Init("#version 300 es");
}

void close_surface() {
  ImGui_ImplOpenGL3_Shutdown();
  use_dynamic_fonts();
  emscripten_webgl_destroy_context(emscripten_webgl_get_current_context());
}

void render(const ImVec4& paper, int width, int height, bool letters_changed) {
  ImGui_ImplOpenGL3_NewFrame();  // This makes what is missing of the surface's objects.
  update_font_texture(letters_changed);
  clear(paper);
  glViewport(0, 0, width, height);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void clear_rectangle(const ImDrawList* /*list*/, const ImDrawCmd* command) {
  const ImDrawData& data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale;
  const int left = static_cast<int>(command->ClipRect.x * scale.x);
  const int top = static_cast<int>(command->ClipRect.y * scale.y);
  const int right = static_cast<int>(command->ClipRect.z * scale.x);
  const int bottom = static_cast<int>(command->ClipRect.w * scale.y);
  if (right <= left || bottom <= top) return;
  // The rows of a frame are counted from below.
  const int height = static_cast<int>(data.DisplaySize.y * scale.y);
  glScissor(left, height - bottom, right - left, bottom - top);
  clear(fill_colour(*command));
}

}  // namespace inkling::renderer
