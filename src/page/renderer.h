// Renders the app's frames with WebGL 2, by ImGui's own backend for it.
#pragma once

#include <imgui.h>

namespace inkling::renderer {

// Opens the drawing surface of the canvas, at the beginning and after the browser took it away.
// Returns false where the browser gives none.
bool open_surface();

// The surface is gone, and its objects are, too.
void close_surface();

// Draws the frame that ImGui has built, on paper of this colour, into so many pixels, where it
// differs from the last one. The atlas of letters may have changed since that one.
void render(const ImVec4& paper, int width, int height, bool letters_changed);

// The next frame is drawn whole.
void draw_all();

// Gives a draw command's clip rectangle one colour: see ui/fill.h.
void clear_rectangle(const ImDrawList* list, const ImDrawCmd* command);

}  // namespace inkling::renderer
