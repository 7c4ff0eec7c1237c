// Names the languages and the looks that a visitor can choose from.
#pragma once

namespace inkling {

enum class Language { kEnglish, kChinese };
inline constexpr const char* kLanguageNames[] = {"en", "zh"};

enum class ThemeChoice { kAuto, kLight, kDark };
inline constexpr const char* kThemeNames[] = {"auto", "light", "dark"};

// The visitor's system asks for these.
struct Preferences {
  bool dark = false;
  bool reduced_motion = false;
  bool more_contrast = false;
};

}  // namespace inkling
