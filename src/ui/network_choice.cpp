#include "ui/network_choice.h"

#include "ui/numbers.h"

namespace inkling {
namespace {

// What the network is, what the next run does to it, and what forgetting it means.
std::string network_words(const Ui& ui, const State& state) {
  const std::string shape = shape_text(state.network.shape());
  const std::string next = shape_text(state.settings.shape(kPixels, state.classes()));
  const Text words = !state.trained    ? Text::kNetworkRandom
                     : state.goes_on() ? Text::kNetworkGoesOn
                                       : Text::kNetworkReplaced;
  return ui.say(Text::kTwoSentences, {ui.say(words, {shape, next}), ui.say(Text::kResetMore)});
}

std::vector<ButtonSpec> network_buttons(const Ui& ui, const State& state) {
  const bool idle = state.idle();
  std::vector<ButtonSpec> buttons = {{.id = "reset",
                                      .words = ui.say(Text::kReset),
                                      .action = ResetNetwork{},
                                      .disabled = !idle || !state.trained}};
  if (state.replaced) {
    buttons.push_back({.id = "bring-back",
                       .words = bring_back_words(ui, *state.replaced),
                       .action = BringBack{},
                       .disabled = !idle});
  }
  buttons.push_back({.id = "use-shipped",
                     .words = ui.say(Text::kUseShipped),
                     .action = UseShipped{},
                     .disabled = !idle || state.shipped});
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

float draw_network_choice(Ui& ui, const State& state, Rect place) {
  const float top = place.y;
  const std::string words = network_words(ui, state);
  const float height = ui.paragraph(place, words, Type::kSmall, ui.colours().quiet);
  ui.spoken("network", Role::kText, {place.x, place.y, place.w, height}, words);
  place.cut_top(height, kStep);
  place.cut_top(ui.button_flow(place, network_buttons(ui, state)));
  return place.y - top;
}

float network_choice_height(const Ui& ui, const State& state, float width) {
  return ui.paragraph_height(width, network_words(ui, state), Type::kSmall) + kStep +
         ui.button_flow_height(width, network_buttons(ui, state));
}

}  // namespace inkling
