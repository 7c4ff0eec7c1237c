// Letters holds the font files of the screen, and ImGui's fonts made of them.
#pragma once

#include <utility>

#include "app/core/core.h"
#include "ui/theme.h"

namespace inkling {

class Letters {
 public:
  // `english` has the letters of English; it may be empty at first.
  Letters(Core& core, FontFiles english) : core_(core), english_(std::move(english)) {}

  // The app begins with ImGui's own letters where those of English are not there in time.
  void tell_late();
  void add_english(FontFiles files);
  // Adds those of Chinese, before they are needed or when AppHost::fetch_chinese_fonts() has asked.
  void add_chinese(FontFiles files);
  void tell_chinese_failed();

  // Makes the fonts that suit the language and the screen, before a frame.
  void prepare(float pixel_ratio);
  const Fonts& fonts() const { return fonts_; }
  // Returns whether the font texture is another one than before. It is asked once after each frame.
  bool take_changed() { return std::exchange(changed_, false); }

 private:
  Core& core_;
  FontFiles english_;
  FontFiles chinese_;
  Fonts fonts_;
  Language fonts_language_ = Language::kEnglish;
  float fonts_ratio_ = 0;  // The ratio is 0 where the fonts must be made anew.
  bool changed_ = false;
};

}  // namespace inkling
