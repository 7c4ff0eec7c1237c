// Fills large opaque surfaces. Where a processor draws instead of a graphics card, each pixel that
// a triangle covers is shaded and blended, which takes several times as long as clearing it.
#pragma once

#include <imgui.h>

#include "ui/rect.h"

namespace inkling {

// Gives the pixels of a draw command's clip rectangle one colour; fill_rounded() made the command,
// and fill_colour() tells the colour. Whoever renders the draw lists provides it.
using ClearCallback = ImDrawCallback;
ImVec4 fill_colour(const ImDrawCmd& command);

// Fills a rectangle with rounded corners; the colour is opaque. With `clear`, which may be null,
// only the rim of a large one is made of triangles.
void fill_rounded(ImDrawList& list, Rect rect, ImU32 colour, float corner, ClearCallback clear);

}  // namespace inkling
