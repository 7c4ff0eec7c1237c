#include "app/letters.h"

#include "app/core/notices.h"

namespace inkling {

void Letters::tell_late() { tell_missing(core_, ErrorCode::kFontsMissing); }

void Letters::add_english(FontFiles files) {
  english_ = std::move(files);
  fonts_ratio_ = 0;
  clear_notice(core_, ErrorCode::kFontsMissing);
  wake(core_);
}

void Letters::add_chinese(FontFiles files) {
  chinese_ = std::move(files);
  core_.chinese_letters_there = true;
  fonts_ratio_ = 0;
  if (core_.chinese_wanted) use_language(core_, Language::kChinese);
  clear_notice(core_, ErrorCode::kFontsMissing);
  wake(core_);
}

void Letters::tell_chinese_failed() {
  tell(core_, {.code = ErrorCode::kUnreachable, .subject = "fonts"});
}

void Letters::prepare(float pixel_ratio) {
  const Language language = core_.state.language;
  const bool fits = fonts_ratio_ == pixel_ratio && fonts_language_ == language;
  if (fits || (kDynamicFonts && fonts_ratio_ != 0)) return;
  fonts_ratio_ = pixel_ratio;
  fonts_language_ = language;
  fonts_ = load_fonts(english_, chinese_, all_texts(language), pixel_ratio);
  changed_ = true;
}

}  // namespace inkling
