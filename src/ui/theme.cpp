#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

constexpr Palette kLight = {.paper = rgb(0xF7F3EA),
                            .card = rgb(0xFFFDF8),
                            .ink = rgb(0x1C1B22),
                            .quiet = rgb(0x6B675E),
                            .hairline = rgb(0xE2DACA),
                            .indigo = rgb(0x3A49C9),
                            .on_indigo = rgb(0xFFFFFF),
                            .vermilion = rgb(0xC93C22),
                            .jade = rgb(0x2E7D5B),
                            .shadow = IM_COL32(60, 45, 20, 36),
                            .speaks_for = rgb(0xD9730D),
                            .speaks_against = rgb(0x2F6DB5)};

constexpr Palette kDark = {.paper = rgb(0x14151A),
                           .card = rgb(0x1D1F27),
                           .ink = rgb(0xECE7DB),
                           .quiet = rgb(0x9A968C),
                           .hairline = rgb(0x30333E),
                           .indigo = rgb(0x93A0FF),
                           .on_indigo = rgb(0x14151A),
                           .vermilion = rgb(0xFF8A6B),
                           .jade = rgb(0x6CCBA0),
                           .shadow = IM_COL32(0, 0, 0, 120),
                           .speaks_for = rgb(0xFFA94D),
                           .speaks_against = rgb(0x6FB0FF)};

// These serve those who ask for more contrast: white and black, and nothing that steps back far.
constexpr Palette kLightContrast = {.paper = rgb(0xFFFFFF),
                                    .card = rgb(0xFFFFFF),
                                    .ink = rgb(0x000000),
                                    .quiet = rgb(0x38352E),
                                    .hairline = rgb(0x6B675E),
                                    .indigo = rgb(0x1F2C99),
                                    .on_indigo = rgb(0xFFFFFF),
                                    .vermilion = rgb(0x96210B),
                                    .jade = rgb(0x0F5236),
                                    .shadow = IM_COL32(0, 0, 0, 110),
                                    .speaks_for = rgb(0x9A4A00),
                                    .speaks_against = rgb(0x134A85)};

constexpr Palette kDarkContrast = {.paper = rgb(0x000000),
                                   .card = rgb(0x0B0C10),
                                   .ink = rgb(0xFFFFFF),
                                   .quiet = rgb(0xDAD6CC),
                                   .hairline = rgb(0x9A968C),
                                   .indigo = rgb(0xC6CDFF),
                                   .on_indigo = rgb(0x000000),
                                   .vermilion = rgb(0xFFB8A3),
                                   .jade = rgb(0x9BE8C4),
                                   .shadow = IM_COL32(255, 255, 255, 60),
                                   .speaks_for = rgb(0xFFC37D),
                                   .speaks_against = rgb(0xA8D0FF)};

struct TypeInfo {
  float em;  // CSS pixels
  bool bold;
};
constexpr TypeInfo kTypes[kTypeCount] = {{15, false}, {17, false}, {17, true},
                                         {22, true},  {34, true},  {160, true}};
// Noto Sans CJK is this much higher than its em, from ascent to descent (its table "hhea").
constexpr float kHeightOfEm = 1.448f;
constexpr float kLinesOfEm = 1.5f;

// Above this the letters are drawn a little soft, which nobody sees, rather than with a texture
// four times as large.
constexpr float kMaxRasterRatio = 2.0f;

}  // namespace

const Palette& palette(bool dark, bool more_contrast) {
  if (more_contrast) return dark ? kDarkContrast : kLightContrast;
  return dark ? kDark : kLight;
}

ImU32 faded(ImU32 colour, float share) {
  const auto alpha = static_cast<float>(colour >> IM_COL32_A_SHIFT & 255);
  const float visible = share > 0 ? std::min(share, 1.0f) : 0.0f;  // A NaN becomes 0.
  const auto scaled = static_cast<ImU32>(alpha * visible + 0.5f);
  return (colour & ~IM_COL32_A_MASK) | scaled << IM_COL32_A_SHIFT;
}

ImU32 mixed(ImU32 from, ImU32 to, float share) {
  const ImVec4 a = ImGui::ColorConvertU32ToFloat4(from);
  const ImVec4 b = ImGui::ColorConvertU32ToFloat4(to);
  return ImGui::ColorConvertFloat4ToU32(
      {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, a.z + (b.z - a.z) * share, 1});
}

float type_size(Type type) { return kHeightOfEm * kTypes[static_cast<int>(type)].em; }

float line_height(Type type) { return std::round(kLinesOfEm * kTypes[static_cast<int>(type)].em); }

void use_dynamic_fonts() {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#endif
}

Fonts load_fonts(const FontFiles& first, const FontFiles& second, const std::string& text,
                 float pixel_ratio) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.TexGlyphPadding = 1;
  ImVector<ImWchar> ranges;
  ImFontGlyphRangesBuilder builder;
  builder.AddText(text.c_str());
  for (ImWchar c = 0x20; c < 0x7F; ++c) builder.AddChar(c);
  builder.BuildRanges(&ranges);
  static constexpr ImWchar kDigits[] = {'0', '9', 0};

  Fonts fonts;
  const float ratio = kDynamicFonts ? 1 : std::clamp(pixel_ratio, 1.0f, kMaxRasterRatio);
  for (int i = 0; i < kTypeCount; ++i) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    // A coarse screen needs samples between its pixels.
    config.OversampleH = ratio < 1.5f ? 2 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    const bool digits_only = i == static_cast<int>(Type::kDigit);
    const auto add = [&](const FontFiles& files) -> ImFont* {
      const std::vector<std::uint8_t>& file = kTypes[i].bold ? files.bold : files.regular;
      if (file.empty()) return nullptr;
      return atlas.AddFontFromMemoryTTF(const_cast<std::uint8_t*>(file.data()),
                                        static_cast<int>(file.size()),
                                        type_size(static_cast<Type>(i)) * ratio, &config,
                                        kDynamicFonts ? nullptr
                                        : digits_only ? kDigits
                                                      : ranges.Data);
    };
    fonts.by_type[i] = add(first);
    if (fonts.by_type[i] == nullptr) fonts.by_type[i] = atlas.AddFontDefault();
    config.MergeMode = true;
    if (!digits_only) add(second);
  }
#if IMGUI_VERSION_NUM < 19200
  atlas.Build();
#endif
  return fonts;
}

}  // namespace inkling
