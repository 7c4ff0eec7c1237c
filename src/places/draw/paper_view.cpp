#include "places/draw/paper_view.h"

#include <algorithm>
#include <array>
#include <vector>

#include "places/draw/paper_words.h"
#include "ui/column.h"
#include "ui/layout.h"

namespace inkling {
namespace {

using Stage = Paper::Stage;

// A wide place has what was found beside the picture, as wide as this at most.
constexpr float kMostPanelWidth = 420;

constexpr float kButtonSign = 20;

constexpr Text kStepNames[] = {Text::kPaperStep0, Text::kPaperStep1, Text::kPaperStep2,
                               Text::kPaperStep3, Text::kPaperStep4, Text::kPaperStep5};
constexpr Text kStepWords[] = {Text::kPaperStepMore0, Text::kPaperStepMore1, Text::kPaperStepMore2,
                               Text::kPaperStepMore3, Text::kPaperStepMore4, Text::kPaperStepMore5};

bool shows_numbers(const Paper& paper) {
  if (paper.is_practice()) return false;
  return paper.stage() == Stage::kRead || paper.stage() == Stage::kLive;
}

std::vector<ButtonSpec> buttons_of(const Ui& ui, const Paper& paper) {
  const auto button = [&](const char* id, Text words, Action action,
                          ButtonLook look = ButtonLook::kOutline) {
    return ButtonSpec{.id = id, .words = ui.say(words), .action = std::move(action), .look = look};
  };
  const ButtonSpec close = button("paper-close", Text::kPaperClose, ClosePaper{});
  const ButtonSpec camera = button("paper-camera", Text::kPaperCamera, OpenCamera{});
  switch (paper.stage()) {
    case Stage::kStart:
    case Stage::kRefused:
    case Stage::kReading:
      return {button("paper-choose", Text::kPaperChoose, ChoosePicture{}, ButtonLook::kPrimary),
              camera, button("practice-print", Text::kPracticePrint, PrintPracticeSheet{}), close};
    case Stage::kRead: {
      std::vector<ButtonSpec> buttons;
      if (const std::size_t count = paper.practice().size(); count > 0) {
        buttons.push_back({.id = "practice-learn",
                           .words = ui.say(Text::kPracticeLearn, {std::to_string(count)}),
                           .action = LearnPractice{},
                           .look = ButtonLook::kPrimary});
      }
      if (!paper.is_practice() && !paper.lines().empty()) {
        buttons.push_back(
            button("paper-copy", Text::kPaperCopy, CopyNumbers{}, ButtonLook::kPrimary));
      }
      buttons.push_back(button("paper-choose", Text::kPaperAnother, ChoosePicture{}));
      buttons.push_back(camera);
      buttons.push_back(close);
      return buttons;
    }
    case Stage::kAsking:
      return {close};
    case Stage::kLive:
      return {button("camera-freeze", Text::kCameraFreeze, FreezeCamera{}, ButtonLook::kPrimary),
              button("camera-turn", Text::kCameraTurn, OpenCamera{!paper.front()}),
              button("paper-close", Text::kCameraStop, ClosePaper{})};
    case Stage::kDark:
      return {button("paper-choose", Text::kPaperChoose, ChoosePicture{}, ButtonLook::kPrimary),
              button("paper-camera", Text::kCameraAgain, OpenCamera{paper.front()}), close};
  }
  return {};
}

// Draws the numbers as large as all of them fit, one line of them below the other.
void draw_numbers(Ui& ui, const Paper& paper, Rect area) {
  const std::vector<std::string> lines = paper.lines();
  ui.spoken("paper-numbers", Role::kText, area,
            ui.say(Text::kPaperNumbers, {paper.all_numbers(", ")}));
  const float height = area.h / static_cast<float>(std::max<std::size_t>(lines.size(), 1));
  for (const std::string& line : lines) {
    ui.poster(area.cut_top(height).inset(height * 0.12f), line, ui.colours().ink);
  }
}

// Where the names of the steps have no room side by side, they stand in two rows, or in three.
int step_columns(const Ui& ui, float width) {
  float widest = 0;
  for (const Text name : kStepNames) {
    widest = std::max(widest, ui.width_of(ui.say(name), Type::kBodyBold));
  }
  for (const int columns : {kPaperSteps, kPaperSteps / 2}) {
    if ((widest + kStep) * static_cast<float>(columns) <= width) return columns;
  }
  return kPaperSteps / 3;
}

// Draws the choice of the step that is looked at.
void draw_steps(Ui& ui, const Paper& paper, Rect area) {
  const int columns = step_columns(ui, area.w);
  const int rows = kPaperSteps / columns;
  const float height = area.h / static_cast<float>(rows);
  for (int step = 0; step < kPaperSteps; ++step) {
    const Rect row = {area.x, area.y + static_cast<float>(step / columns) * height, area.w, height};
    const std::string words = ui.say(kStepNames[step]);
    if (ui.choice("paper-step-" + std::to_string(step), Role::kTab,
                  row.column(step % columns, columns, 0), words, step == paper.step())) {
      ui.act(ShowPaperStep{step});
    }
  }
}

// Returns the words that stand above everything else in the panel.
std::string words_of(const Ui& ui, const Paper& paper) {
  switch (paper.stage()) {
    case Stage::kStart:
      return ui.say(Text::kPaperInviteMore);
    case Stage::kReading:
      return ui.say(Text::kPaperReading);
    case Stage::kRead:
      return found_words(ui.language(), paper);
    case Stage::kRefused:
    case Stage::kDark:
      return refusal_words(ui.language(), paper.refusal());
    case Stage::kAsking:
      return ui.say(Text::kCameraAsking);
    case Stage::kLive:
      return ui.say(Text::kCameraOn);
  }
  return "";
}

// Draws where a picture would be: a sheet that waits for one.
void draw_empty_stage(Ui& ui, const Paper& paper, Rect area) {
  ui.sheet(area);
  const Rect rim = area.inset(2 * kStep);
  if (!is_shown(rim)) return;
  const Palette& colours = ui.colours();
  const bool refused = paper.stage() == Stage::kRefused || paper.stage() == Stage::kDark;
  const float sign = std::clamp(std::min(rim.w, rim.h) / 4, 24.0f, 96.0f);
  draw_camera_sign(ui, {rim.centre_x() - sign / 2, rim.centre_y() - sign / 2, sign, sign},
                   mixed(colours.card, refused ? colours.vermilion : colours.indigo, 0.6f));
  const std::string title = ui.say(Text::kPaperInvite);
  const float width = rim.w - 2 * kStep;
  const float height = ui.paragraph_height(width, title, Type::kTitle);
  const Rect words = {rim.x + kStep, rim.centre_y() + sign / 2 + 2 * kStep, width, height};
  if (words.bottom() <= rim.bottom()) {
    ui.paragraph(words, title, Type::kTitle, colours.ink, Align::kCentre);
  }
}

enum PaperPart {
  kNumbersPart,
  kWordsPart,
  kStepsPart,
  kStepLinePart,
  kButtonsPart,
  kPrivatePart,
  kPaperParts
};

void draw_paper_panel(Ui& ui, const Paper& paper, Rect area) {
  const Palette& colours = ui.colours();
  const float width = area.w - kStep;
  const std::string words = words_of(ui, paper);
  const std::string step_words = ui.say(kStepWords[paper.step()]);
  const std::vector<ButtonSpec> buttons = buttons_of(ui, paper);
  const std::vector<std::string> lines = paper.lines();
  const bool read = paper.stage() == Stage::kRead && !paper.is_practice();
  std::array<Part, kPaperParts> parts{};
  if (shows_numbers(paper) && !lines.empty()) {
    const auto count = static_cast<float>(lines.size());
    parts[kNumbersPart] = {.least = std::min(48.0f, 28 + 12 * count) + 28 * (count - 1),
                           .share = 1,
                           .most = 96 * count};
  }
  parts[kWordsPart] = {.least = ui.paragraph_height(width, words, Type::kBody)};
  if (read) {
    parts[kStepsPart] = {.least =
                             kTouch * static_cast<float>(kPaperSteps / step_columns(ui, width))};
    parts[kStepLinePart] = {.least = ui.paragraph_height(width, step_words, Type::kSmall),
                            .gives_way = 2};
  }
  parts[kButtonsPart] = {.least = ui.button_flow_height(width, buttons)};
  const std::string own = ui.say(Text::kPaperPrivate);
  parts[kPrivatePart] = {.least = ui.paragraph_height(width, own, Type::kSmall), .gives_way = 1};
  const Column column(ui, "paper-panel", area, area.h < kLow ? kStep : 2 * kStep, parts);
  if (column.shows(kNumbersPart)) draw_numbers(ui, paper, column[kNumbersPart]);
  ui.spoken("paper-words", Role::kText, column[kWordsPart], words);
  ui.paragraph(column[kWordsPart], words, Type::kBody, colours.ink);
  if (column.shows(kStepsPart)) draw_steps(ui, paper, column[kStepsPart]);
  if (column.shows(kStepLinePart)) {
    ui.spoken("paper-step", Role::kText, column[kStepLinePart], step_words);
    ui.paragraph(column[kStepLinePart], step_words, Type::kSmall, colours.quiet);
  }
  ui.button_flow(column[kButtonsPart], buttons);
  if (column.shows(kPrivatePart)) {
    ui.spoken("paper-private", Role::kText, column[kPrivatePart], own);
    ui.paragraph(column[kPrivatePart], own, Type::kSmall, colours.quiet);
  }
}

}  // namespace

void draw_camera_sign(Ui& ui, Rect square, ImU32 colour) {
  ImDrawList& list = ui.draw();
  const float unit = square.w / 20;
  const float line = std::max(1.5f, 1.6f * unit);
  const auto at = [&](float x, float y) {
    return ImVec2{square.x + x * unit, square.y + y * unit};
  };
  list.AddRect(at(1, 5), at(19, 17), colour, 3 * unit, 0, line);
  const ImVec2 finder[] = {at(6.5f, 5), at(8, 2.5f), at(12, 2.5f), at(13.5f, 5)};
  list.AddPolyline(finder, 4, colour, ImDrawFlags_None, line);
  list.AddCircle(at(10, 11), 3.6f * unit, colour, 0, line);
}

float paper_button_width(const Ui& ui, bool has_picture) {
  return ui.width_of(ui.say(has_picture ? Text::kPaperBack : Text::kPaperOpen), Type::kBody) +
         kButtonSign + 4 * kStep;
}

void draw_paper_button(Ui& ui, bool has_picture, Rect area) {
  const float width = paper_button_width(ui, has_picture);
  const bool said = area.w >= width;
  const Rect place = {area.x, area.y, std::min(area.w, width), std::min(area.h, kTouch)};
  if (ui.button("paper", place, "", ButtonLook::kOutline, false,
                ui.say(has_picture ? Text::kPaperBack : Text::kPaperOpenLabel))) {
    ui.act(OpenPaper{});
  }
  const float left = said ? place.x + 1.5f * kStep : place.centre_x() - kButtonSign / 2;
  const Rect sign = {left, place.centre_y() - kButtonSign / 2, kButtonSign, kButtonSign};
  draw_camera_sign(ui, sign, ui.colours().ink);
  if (!said) return;
  const Rect words = {sign.right() + kStep, place.y, place.right() - sign.right() - kStep, place.h};
  ui.label(words, ui.say(has_picture ? Text::kPaperBack : Text::kPaperOpen), Type::kBody,
           ui.colours().ink);
}

void draw_paper(Ui& ui, const Paper& paper, Rect area) {
  // The picture is the thing itself: it has more than half of the place.
  const bool beside = area.w > area.h;
  const float gap = area.w < 700 ? 2 * kStep : 4 * kStep;
  Rect panel = area;
  // Above its panel it takes no more than its own shape needs.
  const float wanted =
      paper.width() > 0 && paper.stage() == Stage::kRead && paper.step() < kPaperSteps - 1
          ? std::max(kTouch, area.w * static_cast<float>(paper.height()) /
                                 static_cast<float>(paper.width()))
          : area.h;
  const float panel_height = std::clamp(area.h * 0.45f, 150.0f, 330.0f);
  const Rect stage =
      beside ? panel.cut_left(area.w - gap - std::min(kMostPanelWidth, area.w * 0.42f), gap)
             : panel.cut_top(std::min(area.h - panel_height - kStep, wanted), kStep);
  const bool on_page = paper.stage() != Stage::kStart && paper.stage() != Stage::kRefused &&
                       paper.stage() != Stage::kDark;
  if (on_page) {
    ui.leave_to_article(stage);
  } else {
    draw_empty_stage(ui, paper, stage);
  }
  draw_paper_panel(ui, paper, panel);
}

}  // namespace inkling
