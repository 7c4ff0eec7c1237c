#include "places/shared/network_choice.h"

#include "app/core/actions.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// Says what the network is, what the next run does to it, and what forgetting it means.
std::string network_words(const Ui& ui, const State& state) {
  const std::string shape = shape_text(state.model.network.shape());
  const std::string next = shape_text(state.settings.shape(kPixels, state.classes()));
  const Text words = !state.model.trained()       ? Text::kNetworkRandom
                     : state.continues_training() ? Text::kNetworkContinues
                                                  : Text::kNetworkReplaced;
  return ui.say(Text::kTwoSentences, {ui.say(words, {shape, next}), ui.say(Text::kResetMore)});
}

std::vector<ButtonSpec> network_buttons(const Ui& ui, const State& state) {
  const bool idle = state.idle();
  std::vector<ButtonSpec> buttons = {{.id = "reset",
                                      .words = ui.say(Text::kReset),
                                      .action = ResetNetwork{},
                                      .disabled = !idle || !state.model.trained()}};
  if (state.replaced) {
    buttons.push_back({.id = "bring-back",
                       .words = bring_back_words(ui, *state.replaced),
                       .action = BringBack{},
                       .disabled = !idle});
  }
  buttons.push_back({.id = "use-shipped",
                     .words = ui.say(Text::kUseShipped),
                     .action = UseShipped{},
                     .disabled = !idle || state.model.shipped()});
  return buttons;
}

}  // namespace

std::string shape_text(const NetworkShape& shape) {
  std::string text;
  for (const int units : shape.layers) text += (text.empty() ? "" : "-") + std::to_string(units);
  return text;
}

std::string bring_back_words(const Ui& ui, const Replaced& replaced) {
  if (!replaced.visitor.empty()) return ui.say(Text::kTakeBack);
  if (!replaced.test_accuracy) return ui.say(Text::kBringBack);
  return ui.say(Text::kBringBackKnown, {percent(ui.language(), *replaced.test_accuracy, 2)});
}

float draw_network_choice(Ui& ui, const State& state, Rect area) {
  const float top = area.y;
  const std::string words = network_words(ui, state);
  const float height = ui.paragraph(area, words, Type::kSmall, ui.colours().quiet);
  ui.spoken("network", Role::kText, {area.x, area.y, area.w, height}, words);
  area.cut_top(height, kStep);
  area.cut_top(ui.button_flow(area, network_buttons(ui, state)));
  return area.y - top;
}

float network_choice_height(const Ui& ui, const State& state, float width) {
  return ui.paragraph_height(width, network_words(ui, state), Type::kSmall) + kStep +
         ui.button_flow_height(width, network_buttons(ui, state));
}

}  // namespace inkling
