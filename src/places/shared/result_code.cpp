#include "places/shared/result_code.h"

#include "app/core/actions.h"

namespace inkling {

float draw_result_code(Ui& ui, const State& state, const std::string& code, Rect area) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  const std::string title = ui.say(Text::kResultCode);
  area.cut_top(ui.paragraph(area, title, Type::kSmall, colours.quiet), 2);
  // The code stays on one line wherever there is room for one.
  Type type = Type::kTitle;
  if (ui.width_of(code, type) > area.w) type = Type::kBodyBold;
  if (ui.width_of(code, type) > area.w) type = Type::kSmall;
  const Rect line = area.cut_top(line_height(type), kStep);
  ui.label(line, code, type, colours.ink);
  ui.spoken("result-code", Role::kText, line, ui.say(Text::kNamed, {title, code}));
  const bool copied = state.copied_code == code;
  area.cut_top(
      ui.button_flow(area, {{.id = "copy-code",
                             .words = ui.say(copied ? Text::kResultCopied : Text::kCopyResult),
                             .action = CopyCode{code}}}),
      4);
  if (state.code_copy_refused) {
    area.cut_top(ui.paragraph(area, ui.say(Text::kResultCopyRefused), Type::kSmall, colours.ink));
  }
  return area.y - top;
}

}  // namespace inkling
