#include "places/shared/user_drawings_summary.h"

namespace inkling {

std::string user_drawings_summary(const Ui& ui, const State& state) {
  const std::size_t count = state.user_drawings.size();
  if (count == 0) return ui.say(Text::kDrawingsNone);
  return ui.say(Text::kDrawingsCount, {std::to_string(count)});
}

}  // namespace inkling
