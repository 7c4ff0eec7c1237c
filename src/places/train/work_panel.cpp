#include "places/train/work_panel.h"

#include "app/core/actions.h"

namespace inkling {
namespace {

// Draws the buttons that delete everything that is kept in the browser, and bring it back.
float draw_fresh_start(Ui& ui, const State& state, Rect area) {
  const float top = area.y;
  constexpr Text kWords[] = {Text::kStartFreshMore, Text::kStartFreshUnderWay,
                             Text::kStartFreshDone};
  const std::string said = ui.say(kWords[static_cast<int>(state.deletion)]);
  const float height = ui.paragraph(area, said, Type::kSmall, ui.colours().quiet);
  ui.spoken("deletion", Role::kText, {area.x, area.y, area.w, height}, said);
  area.cut_top(height, kStep);
  const bool busy = !state.idle() || state.deletion == Deletion::kUnderWay;
  std::vector<ButtonSpec> buttons = {{.id = "start-fresh",
                                      .words = ui.say(Text::kStartFresh),
                                      .action = StartFresh{},
                                      .disabled = busy}};
  if (!state.replaced_work.empty()) {
    buttons.push_back({.id = "take-back",
                       .words = ui.say(Text::kTakeBack),
                       .action = TakeBack{},
                       .disabled = busy});
  }
  area.cut_top(ui.button_flow(area, buttons));
  return area.y - top;
}

}  // namespace

float draw_work(Ui& ui, const State& state, Rect area) {
  const float top = area.y;
  area.cut_top(ui.paragraph(area, ui.say(Text::kWorkMore), Type::kSmall, ui.colours().quiet),
               kStep);
  area.cut_top(
      ui.button_flow(area,
                     {{.id = "save-work", .words = ui.say(Text::kWorkSave), .action = SaveWork{}},
                      {.id = "open-work",
                       .words = ui.say(Text::kWorkChoose),
                       .action = ChooseFile{},
                       .disabled = !state.idle()},
                      {.id = "open-together",
                       .words = ui.say(Text::kWorkTogether),
                       .action = OpenTogether{}}}),
      2 * kStep);
  area.cut_top(draw_fresh_start(ui, state, area));
  return area.y - top;
}

}  // namespace inkling
