// Defines colours, type and spacing: paper and ink, by day and by night.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <vector>

namespace inkling {

struct Palette {
  ImU32 paper;      // It is the desk, behind everything.
  ImU32 card;       // It is the sheet that things lie on.
  ImU32 ink;        // Text and strokes have it.
  ImU32 quiet;      // Text that steps back has it.
  ImU32 hairline;   // Thin lines and empty tracks have it.
  ImU32 indigo;     // It marks the network, training data and the primary action.
  ImU32 on_indigo;  // Text on indigo has it.
  ImU32 vermilion;  // It marks the visitor, test data and errors.
  ImU32 jade;       // It marks what is right or finished.
  ImU32 shadow;
  ImU32 speaks_for;      // Signed quantities are orange above zero.
  ImU32 speaks_against;  // They are blue below it, which is safe for colour-blind eyes.
};

const Palette& palette(bool dark, bool more_contrast = false);

// Returns the same colour with a share of its opacity.
ImU32 faded(ImU32 colour, float share);

// Goes from one colour to another by a share from 0 to 1. The result is opaque.
ImU32 mixed(ImU32 from, ImU32 to, float share);

// Type comes in four sizes (15, 17, 22 and 34 CSS pixels to the em) and two weights, and in one
// more for single digits, which is drawn in whatever size has room.
enum class Type { kSmall, kBody, kBodyBold, kTitle, kLarge, kDigit };
inline constexpr int kTypeCount = 6;
// Returns the size by which ImGui knows a font: its ascent and descent together, in CSS pixels.
float type_size(Type type);
// Returns the distance of lines, in CSS pixels: one and a half em.
float line_height(Type type);

// Spacing goes in steps of this; corners are rounded by 12.
inline constexpr float kStep = 8;
inline constexpr float kCorner = 12;
// What a finger must hit is at least this high.
inline constexpr float kTouch = 44;

// Draws text at any moment; it owns nothing but pointers into ImGui's font atlas.
struct Fonts {
  ImFont* by_type[kTypeCount] = {};
  ImFont* of(Type type) const { return by_type[static_cast<int>(type)]; }
};

// Holds the bytes of a font's files.
struct FontFiles {
  std::vector<std::uint8_t> regular;
  std::vector<std::uint8_t> bold;
};

// Says whether ImGui makes each character when it is first needed, in the size that is needed.
// Older versions make all of an atlas at once.
inline constexpr bool kDynamicFonts = IMGUI_VERSION_NUM >= 19200;

// Says that the renderer follows an atlas that grows. It is called at the beginning, and again when
// a renderer has gone, since frames are built without one too.
void use_dynamic_fonts();

// Fills ImGui's atlas with the characters of `text`, sharp at `pixel_ratio` (with dynamic fonts it
// needs to know neither): from `first`, and those that it lacks from `second`, whose files may be
// empty. The bytes must stay where they are. Where a file cannot be used, the fallback is ImGui's
// own font.
Fonts load_fonts(const FontFiles& first, const FontFiles& second, const std::string& text,
                 float pixel_ratio);

}  // namespace inkling
