#include "app/screen.h"

#include <algorithm>
#include <cmath>

#include "app/core/actions.h"
#include "ui/figures.h"
#include "ui/layout.h"

namespace inkling {
namespace {

constexpr float kWideFrom = 600;
constexpr float kMostWidth = 1240;

void draw_tabs(Ui& ui, const Core& core, Rect bar) {
  const int count = static_cast<int>(core.places.size());
  for (int i = 0; i < count; ++i) {
    const Place& tab = *core.places[static_cast<std::size_t>(i)];
    if (ui.choice(std::string("place-") + tab.name(), Role::kTab, bar.column(i, count, kStep),
                  ui.say(tab.title()), core.shows(tab))) {
      ui.act(GoTo{tab.name()});
    }
  }
}

// Draws what a touch would bring: a sun by night, a moon by day.
void draw_theme_sign(Ui& ui, Rect rect, bool dark) {
  ImDrawList& list = ui.draw();
  const ImVec2 c = {rect.centre_x(), rect.centre_y()};
  const ImU32 colour = ui.colours().quiet;
  if (dark) {
    list.AddCircleFilled(c, 4.5f, colour);
    for (int i = 0; i < 8; ++i) {
      const float angle = static_cast<float>(i) * 0.7853982f;
      const ImVec2 d = {std::cos(angle), std::sin(angle)};
      list.AddLine({c.x + d.x * 7, c.y + d.y * 7}, {c.x + d.x * 9.5f, c.y + d.y * 9.5f}, colour,
                   1.6f);
    }
  } else {
    list.AddCircleFilled(c, 8, colour);
    list.AddCircleFilled({c.x + 4, c.y - 3}, 7, ui.colours().paper);
  }
}

void draw_header(Ui& ui, const Core& core, Rect bar, bool wide) {
  const State& state = core.state;
  const Palette& colours = ui.colours();
  const Rect mark = bar.cut_left(26, kStep);
  draw_mark(ui, {mark.x, bar.centre_y() - 15, 26, 28}, colours.ink);
  const std::string name = ui.say(Text::kName);
  const Rect name_place = bar.cut_left(ui.width_of(name, Type::kTitle), 3 * kStep);
  ui.label(name_place, name, Type::kTitle, colours.ink);
  ui.spoken("name", Role::kHeading, name_place, name);

  Rect theme = bar.cut_right(kTouch);
  theme = {theme.x, bar.centre_y() - kTouch / 2, kTouch, kTouch};
  const bool dark = state.dark();
  if (ui.pressable({.id = "theme",
                    .role = Role::kButton,
                    .label = ui.say(dark ? Text::kThemeToLight : Text::kThemeToDark),
                    .rect = theme,
                    .value = ""})
          .pressed) {
    ui.act(SetTheme{dark ? ThemeChoice::kLight : ThemeChoice::kDark});
  }
  draw_theme_sign(ui, theme, dark);

  // The button names the other language in that language, so whoever needs it can read it.
  const std::string other = ui.say(Text::kOtherLanguage);
  Rect language = bar.cut_right(std::max(kTouch, ui.width_of(other, Type::kBody) + kStep));
  language = {language.x, bar.centre_y() - kTouch / 2, language.w, kTouch};
  if (ui.button("language", language, other, ButtonLook::kQuiet)) {
    ui.act(SetLanguage{state.language == Language::kEnglish ? Language::kChinese
                                                            : Language::kEnglish});
  }
  if (!wide) return;

  if (ui.window_width() >= kRoomyHeader) {
    const std::string notices = ui.say(Text::kNotices);
    Rect about = bar.cut_right(ui.width_of(notices, Type::kBody) + 2 * kStep);
    about = {about.x, bar.centre_y() - kTouch / 2, about.w, kTouch};
    if (ui.button("notices", about, notices, ButtonLook::kQuiet)) ui.act(OpenNotices{});
  }
  constexpr float kTab = 112;
  const Rect tabs = bar.cut_left(std::min(kTab * static_cast<float>(core.places.size()), bar.w));
  draw_tabs(ui, core, {tabs.x, bar.centre_y() - kTouch / 2, tabs.w, kTouch});
}

std::string notice_words(const Ui& ui, const Notice& notice) {
  switch (notice.code) {
    case ErrorCode::kUnreachable:
      return ui.say(Text::kErrorUnreachable, {notice.subject});
    case ErrorCode::kDamaged:
      return ui.say(Text::kErrorDamaged, {notice.subject});
    case ErrorCode::kBadModel:
      return ui.say(Text::kErrorModel, {notice.subject});
    case ErrorCode::kCannotKeep:
      return ui.say(Text::kErrorKeep);
    case ErrorCode::kCannotDelete:
      return ui.say(Text::kErrorDelete);
    case ErrorCode::kStorageSilent:
      return ui.say(Text::kErrorStorageSilent);
    case ErrorCode::kEngineSilent:
      return ui.say(Text::kErrorEngineSilent);
    case ErrorCode::kShippedSilent:
      return ui.say(Text::kErrorShippedLate);
    case ErrorCode::kFontsMissing:
      return ui.say(Text::kErrorFonts);
    case ErrorCode::kRestarted:
      return ui.say(Text::kErrorRestarted);
    case ErrorCode::kBusy:
      return ui.say(Text::kErrorBusy, {notice.subject});
    case ErrorCode::kDiverged:
      return ui.say(Text::kErrorDiverged);
    case ErrorCode::kInvalidParams:
      return ui.say(Text::kErrorSetting, {notice.subject});
    default:
      return notice.subject.empty() ? ui.say(Text::kErrorEngine)
                                    : ui.say(Text::kErrorEngineSaid, {notice.subject});
  }
}

bool can_retry(const Notice& notice) {
  return notice.code == ErrorCode::kUnreachable || notice.code == ErrorCode::kDamaged ||
         notice.code == ErrorCode::kEngineFailed;
}

// Draws what went wrong above the place, and covers nothing. Returns its height.
float draw_notice(Ui& ui, const Notice& notice, Rect area) {
  const std::string words = notice_words(ui, notice);
  const float inner_width = area.w - 4 * kStep;
  const float words_height = ui.paragraph_height(inner_width, words, Type::kBody);
  const float height = words_height + kTouch + 4 * kStep;
  Rect box = {area.x, area.y, area.w, height};
  ui.sheet(box);
  ui.draw().AddRectFilled({box.x, box.y + 12}, {box.x + 4, box.bottom() - 12},
                          ui.colours().vermilion, 2);
  Rect inner = box.inset(2 * kStep);
  ui.paragraph(inner.cut_top(words_height, kStep), words, Type::kBody, ui.colours().ink);
  ui.spoken("notice", Role::kText, box, words);
  if (can_retry(notice)) {
    const std::string retry = ui.say(Text::kRetry);
    if (ui.button("notice-retry",
                  inner.cut_left(ui.width_of(retry, Type::kBodyBold) + 4 * kStep, kStep), retry,
                  ButtonLook::kPrimary)) {
      ui.act(Retry{});
    }
  }
  const std::string close = ui.say(Text::kDismiss);
  if (ui.button("notice-dismiss", inner.cut_left(ui.width_of(close, Type::kBody) + 4 * kStep),
                close, ButtonLook::kOutline)) {
    ui.act(DismissNotice{});
  }
  return height;
}

}  // namespace

Rect draw_screen(Ui& ui, const Core& core, Rect window) {
  const bool wide = window.w >= kWideFrom && window.w > window.h;
  const bool low = window.h < kLow;
  Rect rest = window;
  const float margin = wide ? 4 * kStep : 12;
  rest = {rest.x + margin, rest.y, rest.w - 2 * margin, rest.h};
  if (rest.w > kMostWidth) rest = {window.centre_x() - kMostWidth / 2, rest.y, kMostWidth, rest.h};

  if (!core.state.menu) {
    rest.cut_top(margin / 2);
    rest.cut_bottom(margin / 2);
  } else {
    draw_header(ui, core, rest.cut_top(wide && !low ? 64 : 50), wide);
    if (!wide) {
      const Rect bar = rest.cut_bottom(52);
      ui.draw().AddLine({window.x, bar.y}, {window.right(), bar.y}, ui.colours().hairline, 1);
      draw_tabs(ui, core, {bar.x, bar.y + 4, bar.w, kTouch});
      rest.cut_bottom(kStep);
    } else {
      rest.cut_top(low ? 0 : kStep);
      rest.cut_bottom((low ? 1 : 3) * kStep);
    }
  }
  const std::optional<Notice>& notice = core.state.notice;
  if (notice) rest.cut_top(draw_notice(ui, *notice, rest), 2 * kStep);
  return core.shown == nullptr ? Rect{} : core.shown->draw(ui, rest, wide);
}

}  // namespace inkling
