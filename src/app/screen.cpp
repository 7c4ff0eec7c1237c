#include "app/screen.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/core/actions.h"
#include "app/core/notices.h"
#include "ui/figures.h"
#include "ui/layout.h"

namespace inkling {
namespace {

constexpr float kMostWidth = 1400;
// From this height on a window has room for signs above its tabs.
constexpr float kUprightPhone = 620;

// A tab that stands in the header has this on both sides of its word.
constexpr float kTabMargin = 6;

// Each tab is as wide as its word with `margin` on both sides, and more where there is room.
std::vector<Part> tab_parts(const Ui& ui, const Core& core, float margin) {
  std::vector<Part> parts;
  for (const Place* place : core.places) {
    const float words = ui.width_of(ui.say(place->title()), Type::kBodyBold);
    parts.push_back({.least = words + 2 * margin, .share = 1, .most = 130});
  }
  return parts;
}

constexpr float kSign = 18;
// A bar of tabs from this height on has room for signs above the words.
constexpr float kHighTabs = 54;

void draw_tab(Ui& ui, const Place& place, Rect area, bool chosen) {
  const Palette& colours = ui.colours();
  const std::string words = ui.say(place.title());
  const Ui::Press press = ui.pressable({.id = std::string("place-") + place.name(),
                                        .role = Role::kTab,
                                        .label = words,
                                        .rect = area,
                                        .on = chosen,
                                        .value = ""});
  if (chosen || press.hovered) {
    ui.draw().AddRectFilled({area.x, area.y}, {area.right(), area.bottom()},
                            chosen ? faded(colours.indigo, 0.14f) : faded(colours.hairline, 0.5f),
                            kCorner - 4);
  }
  const ImU32 colour = chosen ? colours.indigo : colours.quiet;
  const Type type = chosen ? Type::kBodyBold : Type::kBody;
  const float width = ui.width_of(words, Type::kBodyBold);
  Rect label = area;
  if (area.h >= kHighTabs) {
    label.cut_top(4);
    const Rect sign = label.cut_top(kSign);
    place.draw_sign(ui, {sign.centre_x() - kSign / 2, sign.y, kSign, kSign}, colour);
  } else if (area.w >= width + kSign + 3 * kStep) {
    label.cut_left((area.w - width - kSign - kStep) / 2);
    const Rect sign = label.cut_left(kSign, kStep);
    place.draw_sign(ui, {sign.x, sign.centre_y() - kSign / 2, kSign, kSign}, colour);
    label.w = width;
  }
  ui.label(label, words, type, colour, Align::kCentre);
  if (press.pressed) ui.act(GoTo{place.name()});
}

void draw_tabs(Ui& ui, const Core& core, Rect bar) {
  const Line line = lay_out(Axis::kRow, bar, 0, tab_parts(ui, core, 2));
  for (std::size_t i = 0; i < core.places.size(); ++i) {
    draw_tab(ui, *core.places[i], line.parts[i], core.shows(*core.places[i]));
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

// Draws a camera.
void draw_camera_sign(Ui& ui, Rect rect) {
  ImDrawList& list = ui.draw();
  const ImVec2 c = {rect.centre_x(), rect.centre_y()};
  const ImU32 colour = ui.colours().quiet;
  list.AddRect({c.x - 10, c.y - 6}, {c.x + 10, c.y + 8}, colour, 3, 0, 1.8f);
  list.AddRectFilled({c.x - 4, c.y - 9}, {c.x + 4, c.y - 6}, colour, 1);
  list.AddCircle({c.x, c.y + 1}, 4, colour, 0, 1.8f);
}

// The parts of the header, from the left.
enum HeaderPart { kMark, kHeading, kTabs, kAbout, kCamera, kOther, kColours, kHeaderParts };

// Says how much room each part of the header needs, and which one gives way first. Without
// `has_tabs` they have a bar of their own.
Line header_parts(const Ui& ui, const Core& core, Rect bar, bool has_tabs) {
  const auto width = [&](Text id, Type type) { return ui.width_of(ui.say(id), type); };
  std::array<Part, kHeaderParts> parts{};
  parts[kMark] = {.least = 26};
  parts[kHeading] = {.least = width(Text::kName, Type::kTitle) + kStep, .gives_way = 2};
  if (has_tabs) {
    float tabs = 0;
    for (const Part& tab : tab_parts(ui, core, kTabMargin)) tabs += tab.least;
    parts[kTabs] = {.least = tabs, .share = 1};
    if (ui.window_width() >= kRoomyHeader) {
      parts[kAbout] = {.least = width(Text::kNotices, Type::kBody) + 2 * kStep};
    }
  } else {
    parts[kTabs] = {.share = 1};
  }
  parts[kCamera] = {.least = kTouch, .gives_way = 3};
  parts[kOther] = {.least = std::max(kTouch, width(Text::kOtherLanguage, Type::kBody) + kStep)};
  parts[kColours] = {.least = kTouch};
  return lay_out(Axis::kRow, bar, kStep, parts);
}

// Says whether the tabs have room in the header of a window that is wider than high.
bool tabs_fit_header(const Ui& ui, const Core& core, Rect window, Rect bar) {
  return window.w > window.h && header_parts(ui, core, bar, true).length <= bar.w;
}

void draw_header(Ui& ui, const Core& core, Rect bar, bool has_tabs) {
  const State& state = core.state;
  const Palette& colours = ui.colours();
  const Rect row = {bar.x, bar.centre_y() - kTouch / 2, bar.w, kTouch};
  const Line line = header_parts(ui, core, row, has_tabs);
  const auto part = [&](HeaderPart which) { return line.parts[which]; };
  const Rect mark = part(kMark);
  draw_mark(ui, {mark.x, bar.centre_y() - 15, 26, 28}, colours.ink);
  const std::string name = ui.say(Text::kName);
  if (is_shown(part(kHeading))) ui.label(part(kHeading), name, Type::kTitle, colours.ink);
  ui.spoken("name", Role::kHeading, is_shown(part(kHeading)) ? part(kHeading) : mark, name);
  if (has_tabs) draw_tabs(ui, core, part(kTabs));
  if (is_shown(part(kAbout)) &&
      ui.button("notices", part(kAbout), ui.say(Text::kNotices), ButtonLook::kQuiet, false,
                ui.say(Text::kInNewTab, {ui.say(Text::kNotices)}))) {
    ui.act(OpenNotices{});
  }
  // The name of the other language in that language: who needs the button can read it.
  if (ui.button("language", part(kOther), ui.say(Text::kOtherLanguage), ButtonLook::kQuiet)) {
    ui.act(SetLanguage{state.language == Language::kEnglish ? Language::kChinese
                                                            : Language::kEnglish});
  }
  const Rect camera = part(kCamera);
  if (is_shown(camera)) {
    if (ui.pressable({.id = "save-picture",
                      .role = Role::kButton,
                      .label = ui.say(Text::kSavePicture),
                      .rect = camera,
                      .value = ""})
            .pressed) {
      ui.act(SavePicture{});
    }
    draw_camera_sign(ui, camera);
  }
  const Rect theme = part(kColours);
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
}

bool is_good(const Notice& notice) {
  return notice.code == ErrorCode::kModelRead || notice.code == ErrorCode::kDataSetRead ||
         notice.code == ErrorCode::kWorkOpened;
}

bool can_retry(const Notice& notice) {
  return notice.code == ErrorCode::kUnreachable || notice.code == ErrorCode::kDamaged ||
         notice.code == ErrorCode::kEngineFailed;
}

// What can be done about a notice: the visitor tries again, or draws for the network that has come,
// or copies the lines that the notice advises.
std::vector<ButtonSpec> notice_buttons(const Ui& ui, const State& state, const Notice& notice) {
  std::vector<ButtonSpec> buttons;
  const auto add = [&](const char* id, Text words, Action action, ButtonLook look) {
    buttons.push_back(
        {.id = id, .words = ui.say(words), .action = std::move(action), .look = look});
  };
  if (can_retry(notice)) add("notice-retry", Text::kRetry, Retry{}, ButtonLook::kPrimary);
  if (notice.code == ErrorCode::kWorkOffered) {
    add("notice-open", Text::kWorkOpen, OpenWork{}, ButtonLook::kPrimary);
  }
  if (notice.code == ErrorCode::kWorkOpened) {
    add("notice-take-back", Text::kTakeBack, TakeBack{}, ButtonLook::kOutline);
  }
  if (notice.code == ErrorCode::kModelRead && state.menu) {
    add("notice-draw", Text::kImportDraw, GoTo{"draw"}, ButtonLook::kPrimary);
  }
  if (notice.code == ErrorCode::kModelFormat) {
    add("notice-copy", notice.copied ? Text::kCodeCopied : Text::kCopyLines, CopyLines{},
        ButtonLook::kPrimary);
  }
  const bool asks = notice.code == ErrorCode::kWorkOffered;
  add("notice-dismiss", asks ? Text::kWorkKeep : Text::kDismiss, DismissNotice{},
      ButtonLook::kOutline);
  return buttons;
}

// Draws what went wrong, or what went well, above the place, and covers nothing. Returns its
// height.
float draw_notice(Ui& ui, const State& state, const Notice& notice, Rect area) {
  const std::string words = notice_words(state, notice);
  const std::vector<ButtonSpec> buttons = notice_buttons(ui, state, notice);
  const float inner_width = area.w - 4 * kStep;
  const float words_height = ui.paragraph_height(inner_width, words, Type::kBody);
  const float height =
      words_height + kStep + ui.button_flow_height(inner_width, buttons) + 4 * kStep;
  const Rect box = {area.x, area.y, area.w, height};
  ui.sheet(box);
  ui.draw().AddRectFilled({box.x, box.y + 12}, {box.x + 4, box.bottom() - 12},
                          is_good(notice) ? ui.colours().jade : ui.colours().vermilion, 2);
  Rect inner = box.inset(2 * kStep);
  ui.paragraph(inner.cut_top(words_height, kStep), words, Type::kBody, ui.colours().ink);
  ui.spoken("notice", Role::kText, box, words);
  ui.button_flow(inner, buttons);
  return height;
}

// Says why the place cannot be used, and offers the way back.
void draw_needs_digits(Ui& ui, const State& state, Rect area) {
  const std::string words = ui.say(Text::kNeedsDigits);
  Rect middle = area.inset(2 * kStep);
  middle.cut_top(std::max(0.0f, area.h / 3 - 4 * kStep));
  ui.spoken("needs-digits", Role::kText,
            {middle.x, middle.y, middle.w, ui.paragraph_height(middle.w, words, Type::kBody)},
            words);
  ui.cut_text(middle, words, Type::kBody, ui.colours().ink, 2 * kStep);
  ui.button_flow(middle, {{.id = "data-leave",
                           .words = ui.say(Text::kDataBack),
                           .action = LeaveOwnData{},
                           .look = ButtonLook::kPrimary,
                           .disabled = !state.idle()}});
}

// Says at the first visit of a place what to do there, where that takes no room from it.
void draw_welcome(Ui& ui, const Core& core, Rect& area) {
  constexpr float kRoomy = 600;
  const std::optional<Text> words = core.shown->welcome();
  if (!words || !core.is_open(*core.shown) || area.h < kRoomy || core.visited.contains(core.shown))
    return;
  const std::string line = ui.say(*words);
  ui.spoken("welcome", Role::kText,
            {area.x, area.y, area.w, ui.paragraph_height(area.w, line, Type::kSmall)}, line);
  ui.cut_text(area, line, Type::kSmall, ui.colours().indigo, kStep);
}

}  // namespace

Rect draw_screen(Ui& ui, const Core& core, Rect window) {
  const bool low = window.h < kLow;
  const float margin = window.w >= 600 && !low ? 4 * kStep : window.w < 330 ? kStep : 12.0f;
  Rect rest = {window.x + margin, window.y, window.w - 2 * margin, window.h};
  if (rest.w > kMostWidth) rest = {window.centre_x() - kMostWidth / 2, rest.y, kMostWidth, rest.h};
  const bool tabs_above = tabs_fit_header(ui, core, window, rest);

  if (!core.state.menu) {
    rest.cut_top(margin / 2);
    rest.cut_bottom(margin / 2);
  } else {
    draw_header(ui, core, rest.cut_top(low ? kTouch + 4 : tabs_above ? 64 : 50), tabs_above);
    if (!tabs_above) {
      const float height = window.h >= kUprightPhone ? kHighTabs : kTouch;
      const Rect bar = rest.cut_bottom(height + kStep);
      ui.draw().AddLine({window.x, bar.y}, {window.right(), bar.y}, ui.colours().hairline, 1);
      draw_tabs(ui, core, {bar.x, bar.y + 4, bar.w, height});
      rest.cut_bottom(kStep);
    } else {
      rest.cut_top(low ? 0 : kStep);
      rest.cut_bottom((low ? 1 : 3) * kStep);
    }
  }
  const std::optional<Notice>& notice = core.state.notice_on_screen;
  if (notice) rest.cut_top(draw_notice(ui, core.state, *notice, rest), 2 * kStep);
  if (core.shown != nullptr) draw_welcome(ui, core, rest);
  // A place that is wider than high puts its panel beside the pad.
  const bool wide = window.w > window.h && window.w >= 380;
  if (core.shown == nullptr) return {};
  if (core.is_open(*core.shown)) return core.shown->draw(ui, rest, wide);
  draw_needs_digits(ui, core.state, rest);
  return {};
}

}  // namespace inkling
