// Colours, type and spacing: paper and ink, by day and by night.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <vector>

namespace inkling {

struct Palette {
  ImU32 paper;      // the desk: background of all
  ImU32 card;       // the sheet: what things lie on
  ImU32 ink;        // text and strokes
  ImU32 quiet;      // text that steps back
  ImU32 hairline;   // thin lines, empty tracks
  ImU32 indigo;     // the network, training data, the primary action
  ImU32 on_indigo;  // text on it
  ImU32 vermilion;  // the visitor, test data, being wrong
  ImU32 jade;       // right, finished
  ImU32 shadow;
  ImU32 speaks_for;      // signed quantities: orange above zero,
  ImU32 speaks_against;  // blue below it, safe for colour-blind eyes
};

const Palette& palette(bool dark, bool more_contrast = false);

// The same colour with a share of its opacity.
ImU32 faded(ImU32 colour, float share);

// Type comes in four sizes (15, 17, 22 and 34 CSS pixels) and two weights, and in one more for
// single digits.
enum class Type { kSmall, kBody, kBodyBold, kTitle, kLarge, kDigit };
inline constexpr int kTypeCount = 6;
float type_size(Type type);

// Spacing goes in steps of this; corners are rounded by 12.
inline constexpr float kStep = 8;
inline constexpr float kCorner = 12;
// The least height of what a finger must hit.
inline constexpr float kTouch = 44;

// Draws text at any moment; owns nothing but pointers into ImGui's font atlas.
struct Fonts {
  ImFont* by_type[kTypeCount] = {};
  ImFont* of(Type type) const { return by_type[static_cast<int>(type)]; }
};

// The bytes of a font's files.
struct FontFiles {
  std::vector<std::uint8_t> regular;
  std::vector<std::uint8_t> bold;
};

// Whether ImGui makes each character when it is first needed, in the size that is needed. Older
// versions make all of an atlas at once.
inline constexpr bool kDynamicFonts = IMGUI_VERSION_NUM >= 19200;

// Says that the renderer follows an atlas that grows: at the beginning, and again when a renderer
// has gone, since frames are built without one too.
void use_dynamic_fonts();

// Fills ImGui's atlas with the characters of `text`, sharp at `pixel_ratio` (with dynamic fonts it
// needs to know neither): from `first`, and those that it lacks from `second`, whose files may be
// empty. The bytes must stay where they are. Returns null fonts' fallback, ImGui's own, where a
// file cannot be used.
Fonts load_fonts(const FontFiles& first, const FontFiles& second, const std::string& text,
                 float pixel_ratio);

}  // namespace inkling
