#include "places/shared/network_choice.h"

#include <iterator>

#include "app/core/actions.h"
#include "app/core/import_words.h"
#include "nn/shape_text.h"
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
  std::string said =
      ui.say(Text::kTwoSentences, {ui.say(words, {shape, next}), ui.say(Text::kResetMore)});
  if (const Import* import = state.import_at_hand()) {
    said = import_words(ui.language(), *import) + "\n" + said;
  }
  return said;
}

// The visitor may know better than what was found out about the pixels of their network.
bool pixels_can_be_chosen(const State& state) {
  const Import* import = state.import_at_hand();
  return import != nullptr && import->format != kOwnFormat;
}

std::vector<ButtonSpec> pixels_buttons(const Ui& ui, const State& state) {
  std::vector<ButtonSpec> buttons;
  for (int i = 0; i < static_cast<int>(std::size(kPixelScalingNames)); ++i) {
    const auto scaling = static_cast<PixelScaling>(i);
    const bool chosen = state.imported->findings.scaling == scaling;
    buttons.push_back({.id = "pixels-" + std::to_string(i),
                       .words = scaling_words(ui.language(), scaling),
                       .action = ImportOtherwise{scaling},
                       .look = chosen ? ButtonLook::kPrimary : ButtonLook::kOutline,
                       .disabled = !state.idle()});
  }
  return buttons;
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
  buttons.push_back({.id = "load-file",
                     .words = ui.say(Text::kLoadFile),
                     .action = ChooseFile{},
                     .disabled = !idle});
  return buttons;
}

}  // namespace

std::string bring_back_words(const Ui& ui, const Replaced& replaced) {
  if (!replaced.test_accuracy) return ui.say(Text::kBringBack);
  return ui.say(Text::kBringBackKnown, {percent(ui.language(), *replaced.test_accuracy, 2)});
}

float draw_network_choice(Ui& ui, const State& state, Rect area) {
  const float top = area.y;
  const std::string words = network_words(ui, state);
  const float height = ui.paragraph(area, words, Type::kSmall, ui.colours().quiet);
  ui.spoken("network", Role::kText, {area.x, area.y, area.w, height}, words);
  area.cut_top(height, kStep);
  if (pixels_can_be_chosen(state)) {
    area.cut_top(
        ui.paragraph(area, ui.say(Text::kImportOtherwise), Type::kSmall, ui.colours().quiet),
        kStep);
    area.cut_top(ui.button_flow(area, pixels_buttons(ui, state)), kStep);
  }
  area.cut_top(ui.button_flow(area, network_buttons(ui, state)), 4);
  area.cut_top(ui.paragraph(area, ui.say(Text::kLoadFileMore), Type::kSmall, ui.colours().quiet));
  return area.y - top;
}

float network_choice_height(const Ui& ui, const State& state, float width) {
  float height = ui.paragraph_height(width, network_words(ui, state), Type::kSmall) + kStep +
                 ui.button_flow_height(width, network_buttons(ui, state)) + 4 +
                 ui.paragraph_height(width, ui.say(Text::kLoadFileMore), Type::kSmall);
  if (pixels_can_be_chosen(state)) {
    height += ui.paragraph_height(width, ui.say(Text::kImportOtherwise), Type::kSmall) +
              ui.button_flow_height(width, pixels_buttons(ui, state)) + 2 * kStep;
  }
  return height;
}

}  // namespace inkling
