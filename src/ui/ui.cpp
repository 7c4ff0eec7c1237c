#include "ui/ui.h"

#include <imgui_internal.h>

#include <cmath>

#include "ui/text_wrap.h"

namespace inkling {
namespace {

// Words in a button keep this away from its two sides together, where they take several lines.
constexpr float kButtonMargin = 2 * kStep;

// A finger that moves farther than this while it presses means to scroll.
constexpr float kScrollThreshold = 8;

// The second press of a double one comes within this time, and as near to the first.
constexpr double kDoublePressMs = 350;
constexpr float kDoublePressReach = 16;

ImVec2 corner(Rect rect) { return {rect.x, rect.y}; }
ImVec2 far_corner(Rect rect) { return {rect.right(), rect.bottom()}; }

// Draws a band around a sheet, whose colour changes from `inner` to `outer` between two distances
// from its edge. Next to nothing is drawn below the sheet: where a processor draws, every pixel
// counts.
void draw_soft_rim(ImDrawList& list, Rect sheet, float from, float to, ImU32 inner, ImU32 outer) {
  constexpr int kPieces = 8;  // Each corner has this many.
  const auto ring = [&](float distance) {
    for (int corner = 0; corner < 4; ++corner) {
      const ImVec2 centre = {
          corner == 1 || corner == 2 ? sheet.x + kCorner : sheet.right() - kCorner,
          corner < 2 ? sheet.bottom() - kCorner : sheet.y + kCorner};
      const float start = static_cast<float>(corner) * 1.5707963f;
      list.PathArcTo(centre, kCorner + distance, start, start + 1.5707963f, kPieces);
    }
  };
  ring(from);
  const int count = list._Path.Size;
  ring(to);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  list.PrimReserve(count * 6, count * 2);
  const auto first = list._VtxCurrentIdx;
  for (int i = 0; i < 2 * count; ++i) {
    list.PrimWriteVtx(list._Path[i], white, i < count ? inner : outer);
  }
  for (int i = 0; i < count; ++i) {
    const int next = (i + 1) % count;
    for (const int at : {i, next, count + next, i, count + next, count + i}) {
      list.PrimWriteIdx(first + static_cast<ImDrawIdx>(at));
    }
  }
  list.PathClear();
}

}  // namespace

// ---- Presses ------------------------------------------------------------------------------------

bool PressMemory::is_meant(const std::string& meaning, ImVec2 at, double now_ms) {
  const bool soon = now_ms - when_ms_ < kDoublePressMs;
  const bool near = std::hypot(at.x - at_.x, at.y - at_.y) < kDoublePressReach;
  if (soon && near && meaning != meaning_) return false;
  meaning_ = meaning;
  at_ = at;
  when_ms_ = now_ms;
  return true;
}

// ---- Text ---------------------------------------------------------------------------------------

float Ui::width_of(std::string_view words, Type type) const {
  return fonts_.of(type)
      ->CalcTextSizeA(type_size(type), 1e6f, 0, words.data(), words.data() + words.size())
      .x;
}

void Ui::label(Rect rect, std::string_view words, Type type, ImU32 colour, Align align) {
  semantics_.drawn(words);
  const float size = type_size(type);
  const float width = width_of(words, type);
  float x = rect.x;
  if (align == Align::kCentre) x += std::max(0.0f, (rect.w - width) / 2);
  if (align == Align::kRight) x += std::max(0.0f, rect.w - width);
  const ImVec4 clip = {rect.x, rect.y, rect.right(), rect.bottom()};
  draw().AddText(fonts_.of(type), size, {x, std::floor(rect.centre_y() - size * 0.5f)}, colour,
                 words.data(), words.data() + words.size(), 0, width > rect.w ? &clip : nullptr);
}

float Ui::paragraph(Rect rect, std::string_view words, Type type, ImU32 colour, Align align) {
  semantics_.drawn(words);
  const float line = line_height(type);
  float height = 0;
  for (const std::string_view part :
       wrap_text(words, rect.w, [&](std::string_view s) { return width_of(s, type); })) {
    label({rect.x, rect.y + height, rect.w, line}, part, type, colour, align);
    height += line;
  }
  return height;
}

void Ui::cut_text(Rect& area, std::string_view words, Type type, ImU32 colour, float gap) {
  area.cut_top(paragraph(area, words, type, colour), gap);
}

void Ui::poster(Rect rect, std::string_view digits, ImU32 colour) {
  // In shares of ImGui's size of the font: how high a digit is, and how far its middle lies below
  // that of the line.
  constexpr float kDigitHeight = 0.51f;
  constexpr float kBelowMiddle = 0.05f;
  semantics_.drawn(digits);
  const float width = width_of(digits, Type::kDigit) / type_size(Type::kDigit);
  const float size = std::max(1.0f, std::min(rect.h / kDigitHeight, rect.w / width));
  draw().AddText(
      fonts_.of(Type::kDigit), size,
      {rect.centre_x() - width * size / 2, rect.centre_y() - size / 2 - kBelowMiddle * size},
      colour, digits.data(), digits.data() + digits.size());
}

float Ui::paragraph_height(float width, std::string_view words, Type type) const {
  const auto lines = wrap_text(words, width, [&](std::string_view s) { return width_of(s, type); });
  return line_height(type) * static_cast<float>(lines.size());
}

void Ui::spoken(const char* id, Role role, Rect rect, std::string words) {
  semantics_.add({.id = id, .role = role, .label = std::move(words), .rect = rect, .value = ""});
}

// ---- Surfaces -----------------------------------------------------------------------------------

void Ui::sheet(Rect rect) {
  // The light falls from above: the shadow lies a little lower.
  const Rect shadow = {rect.x, rect.y + 3, rect.w, rect.h};
  draw_soft_rim(draw(), shadow, -4, 5, palette_.shadow, faded(palette_.shadow, 0.4f));
  draw_soft_rim(draw(), shadow, 5, 13, faded(palette_.shadow, 0.4f), faded(palette_.shadow, 0));
  tile(rect, kCorner);
}

void Ui::outline(Rect rect, float corner_radius) const {
  // A line of whole units takes a third of the triangles; this one looks one and a half units wide.
  draw().AddRect(corner(rect), far_corner(rect), faded(palette_.hairline, 0.75f), corner_radius, 0,
                 2);
}

void Ui::track(Rect rect, ImU32 colour) const {
  draw().AddRectFilled(corner(rect), far_corner(rect), colour, std::min(rect.w, rect.h) / 2);
}

// ---- Controls -----------------------------------------------------------------------------------

void Ui::follow_focus(const Control& control) {
  if (semantics_.take_focus(control.id)) {
    ImGui::SetScrollFromPosY(control.rect.centre_y() - ImGui::GetWindowPos().y, 0.5f);
  }
}

Ui::Press Ui::pressable(Control control, const std::string& meaning) {
  Press press;
  if (is_locked()) {
    control.disabled = true;
    control.why = locked_because_;
  }
  const bool disabled = control.disabled;
  ImGui::SetCursorScreenPos(corner(control.rect));
  follow_focus(control);
  const bool clicked =
      ImGui::InvisibleButton(control.id.c_str(),
                             {std::max(control.rect.w, 1.0f), std::max(control.rect.h, 1.0f)}) &&
      memory_.presses.is_meant(meaning.empty() ? control.id : meaning, ImGui::GetIO().MousePos,
                               now_ms_);
  const bool activated = semantics_.take_activation(control.id).has_value();
  if (!disabled) {
    press.pressed = clicked || activated;
    press.by_pointer = clicked;
    press.hovered = ImGui::IsItemHovered();
    press.held = ImGui::IsItemActive();
  } else if (!control.why.empty() && (clicked || activated)) {
    act(TellWhy{control.why});
  }
  semantics_.add(std::move(control));
  return press;
}

bool Ui::button(const std::string& id, Rect rect, std::string_view words, ButtonLook look,
                bool disabled, std::string_view spoken) {
  const Press press = pressable({.id = id,
                                 .role = Role::kButton,
                                 .label = std::string(spoken.empty() ? words : spoken),
                                 .rect = rect,
                                 .disabled = disabled,
                                 .value = ""},
                                id + "\n" + std::string(words));
  disabled = disabled || is_locked();
  const float strength = disabled ? 0.35f : press.held ? 0.75f : press.hovered ? 0.88f : 1.0f;
  ImU32 ink = palette_.ink;
  Type type = Type::kBody;
  switch (look) {
    case ButtonLook::kPrimary:
      fill(rect, mixed(palette_.paper, palette_.indigo, strength), kCorner);
      ink = palette_.on_indigo;
      type = Type::kBodyBold;
      break;
    case ButtonLook::kOutline:
      if (press.hovered) {
        draw().AddRectFilled(corner(rect), far_corner(rect), faded(palette_.hairline, 0.5f),
                             kCorner);
      }
      outline(rect, kCorner);
      break;
    case ButtonLook::kQuiet:
      ink = press.hovered ? palette_.ink : palette_.quiet;
      break;
  }
  if (disabled) ink = faded(ink, 0.5f);
  const float lines = paragraph_height(rect.w - kButtonMargin, words, type);
  if (lines > line_height(type) && lines <= rect.h) {
    const Rect middle = {rect.x + kButtonMargin / 2, rect.centre_y() - lines / 2,
                         rect.w - kButtonMargin, lines};
    paragraph(middle, words, type, ink, Align::kCentre);
  } else {
    label(rect, words, type, ink, Align::kCentre);
  }
  return press.pressed;
}

// Returns the place of each button of a flow, from the left and the top of the flow's place.
std::vector<Rect> Ui::flow_places(float width, const std::vector<ButtonSpec>& buttons) const {
  std::vector<Rect> places;
  float x = 0, y = 0, row = 0;
  for (const ButtonSpec& spec : buttons) {
    const Type type = spec.look == ButtonLook::kPrimary ? Type::kBodyBold : Type::kBody;
    const float wanted = std::max(width_of(spec.words, type) + 4 * kStep, kTouch + 3.5f * kStep);
    if (x > 0 && x + wanted > width) {
      x = 0;
      y += row + kStep;
      row = 0;
    }
    // Words that are longer than the place take several lines.
    const float given = std::min(wanted, width);
    const float height =
        wanted <= width
            ? kTouch
            : std::max(kTouch, paragraph_height(given - kButtonMargin, spec.words, type) + kStep);
    row = std::max(row, height);
    places.push_back({x, y, given, height});
    x += given + kStep;
  }
  return places;
}

float Ui::button_flow_height(float width, const std::vector<ButtonSpec>& buttons) const {
  const std::vector<Rect> places = flow_places(width, buttons);
  return places.empty() ? kTouch : places.back().bottom();
}

float Ui::button_flow(Rect area, const std::vector<ButtonSpec>& buttons) {
  const std::vector<Rect> places = flow_places(area.w, buttons);
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const ButtonSpec& spec = buttons[i];
    const Rect rect = {area.x + places[i].x, area.y + places[i].y, places[i].w, places[i].h};
    if (button(spec.id, rect, spec.words, spec.look, spec.disabled, spec.spoken)) act(spec.action);
  }
  return button_flow_height(area.w, buttons);
}

bool Ui::choice(const std::string& id, Role role, Rect rect, std::string_view words, bool chosen,
                bool disabled, std::string_view spoken) {
  const Press press = pressable({.id = id,
                                 .role = role,
                                 .label = std::string(spoken.empty() ? words : spoken),
                                 .rect = rect,
                                 .on = chosen,
                                 .disabled = disabled,
                                 .value = ""});
  disabled = disabled || is_locked();
  if (chosen) {
    draw().AddRectFilled(corner(rect), far_corner(rect), faded(palette_.indigo, 0.14f),
                         kCorner - 4);
  } else if (press.hovered) {
    draw().AddRectFilled(corner(rect), far_corner(rect), faded(palette_.hairline, 0.5f),
                         kCorner - 4);
  }
  label(rect, words, chosen ? Type::kBodyBold : Type::kBody,
        faded(chosen ? palette_.indigo : palette_.quiet, disabled ? 0.5f : 1.0f), Align::kCentre);
  return press.pressed;
}

bool Ui::text_field(const std::string& id, Rect rect, const std::string& label_words,
                    std::string& value) {
  outline(rect, kCorner - 4);
  label(rect.inset(kStep / 2), value, Type::kBody, is_locked() ? palette_.quiet : palette_.ink,
        Align::kCentre);
  const Control control = {.id = id,
                           .role = Role::kTextField,
                           .label = label_words,
                           .rect = rect,
                           .disabled = is_locked(),
                           .value = value,
                           .why = locked_because_};
  follow_focus(control);
  semantics_.add(control);
  const auto entered = semantics_.take_activation(id);
  if (!entered || *entered == value || is_locked()) return false;
  value = *entered;
  return true;
}

// ---- Scrolling ----------------------------------------------------------------------------------

Rect Ui::begin_scroll(const char* id, Rect rect) {
  ImGui::SetCursorScreenPos(corner(rect));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::BeginChild(id, {rect.w, std::max(rect.h, 1.0f)}, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar();
  semantics_.set_clip(rect);
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 start = io.MouseClickedPos[0];
  if (io.MouseDown[0] && rect.contains(start.x, start.y) &&
      std::fabs(io.MousePos.y - start.y) > kScrollThreshold) {
    ImGui::ClearActiveID();  // What lies under the finger is not meant.
    ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
  }
  return {rect.x, rect.y - ImGui::GetScrollY(), rect.w, rect.h};
}

bool RevealMemory::is_new(const std::string& id, const std::string& what) {
  const auto [entry, first] = shown_.try_emplace(id, what);
  if (first || entry->second == what) return false;
  entry->second = what;
  return true;
}

void Ui::reveal(const std::string& id, const std::string& what, Rect rect) {
  if (!memory_.reveals.is_new(id, what) || what.empty()) return;
  const float top = ImGui::GetWindowPos().y, height = ImGui::GetWindowHeight();
  if (rect.y >= top && rect.bottom() <= top + height) return;
  if (rect.y < top || rect.h > height) {
    ImGui::SetScrollFromPosY(rect.y - top, 0);
  } else {
    ImGui::SetScrollFromPosY(rect.bottom() + kStep - top, 1);
  }
}

void Ui::end_scroll(float content_height) {
  const float position = ImGui::GetScrollY();
  const float visible = ImGui::GetWindowHeight();
  const ImVec2 at = ImGui::GetWindowPos();
  ImGui::SetCursorScreenPos({at.x, at.y - position + content_height});
  ImGui::Dummy({0, 0});
  // A thin mark at the edge shows that there is more, and which part is seen.
  if (content_height > visible + 1) {
    const float length = std::max(24.0f, visible * visible / content_height);
    const float share = position / (content_height - visible);
    track({at.x + ImGui::GetWindowWidth() - 4, at.y + (visible - length) * share, 3, length},
          palette_.hairline);
  }
  scroll_areas_.push_back({.rect = {at.x, at.y, ImGui::GetWindowWidth(), visible},
                           .up = position > 0,
                           .down = position + visible < content_height - 1});
  ImGui::EndChild();
  semantics_.set_clip(std::nullopt);
}

}  // namespace inkling
