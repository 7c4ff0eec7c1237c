#include "app/snapshot.h"

#include "base/json_fields.h"
#include "places/shared/network_view.h"
#include "places/shared/training_plot.h"
#include "places/train/settings_panel.h"
#include "ui/ink.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kMargin = 3 * kStep;

// Returns a value as the screen says it.
std::string value_words(const State& state, const SettingInfo& info) {
  const auto say = [&](Text id) { return std::string(text(state.language, id)); };
  if (info.kind == SettingInfo::Kind::kSwitch) {
    return say(info.get(state.settings) != 0 ? Text::kOn : Text::kOff);
  }
  if (info.name == std::string_view("schedule")) {
    return say(state.settings.schedule == Schedule::kCosine ? Text::kScheduleCosine
                                                            : Text::kScheduleConstant);
  }
  const std::string value = setting_text(state.settings, info);
  return value.empty() ? say(Text::kUnknownNumber) : value;
}

}  // namespace

Status check_snapshot(const State& state, Snapshot snapshot) {
  const bool drawing = snapshot == Snapshot::kDrawing && is_empty(state.shown_drawing());
  const bool network = snapshot == Snapshot::kNetwork && state.prediction.empty;
  if (drawing || network) {
    return Error{ErrorCode::kNothingDrawn, "There is no drawing that a picture could show."};
  }
  return Nothing{};
}

std::string snapshot_name(const Core& core, Snapshot snapshot) {
  const bool place = snapshot == Snapshot::kScreen && core.shown != nullptr;
  return std::string("inkling-") +
         (place ? core.shown->name() : kSnapshotNames[static_cast<int>(snapshot)]) + ".png";
}

Rect snapshot_area(Snapshot snapshot) {
  switch (snapshot) {
    case Snapshot::kDrawing:
      return {0, 0, 560, 560};
    case Snapshot::kCurves:
      return {0, 0, 1040, 420};
    case Snapshot::kNetwork:
      return {0, 0, 1040, 820};
    case Snapshot::kScreen:
      break;
  }
  return {};
}

void draw_snapshot(Ui& ui, const State& state, Snapshot snapshot, Rect area) {
  Rect inner = area.inset(kMargin);
  switch (snapshot) {
    case Snapshot::kDrawing:
      ui.fill(area, ui.colours().card, 0);
      draw_ink(ui, area, state.shown_drawing(), ui.colours().ink);
      return;
    case Snapshot::kCurves:
      draw_plot(ui, inner.column(0, 2, kMargin), kAccuracyPlot, state.training);
      draw_plot(ui, inner.column(1, 2, kMargin), kLossPlot, state.training);
      return;
    case Snapshot::kNetwork: {
      NetworkView view;
      look_inside(state, view);
      if (view.insight) draw_network_panel(ui, state, view, inner, inner.h);
      return;
    }
    case Snapshot::kScreen:
      return;
  }
}

std::string sheet_words_json(const Core& core) {
  const State& state = core.state;
  const auto say = [&](Text id, std::initializer_list<std::string> values = {}) {
    return text(state.language, id, values);
  };
  std::string settings;
  for (const SettingInfo& info : setting_table()) {
    settings += (settings.empty() ? "" : " · ") +
                say(Text::kNamed, {say(setting_title(info)), value_words(state, info)});
  }
  if (state.model.test_accuracy) {
    settings +=
        " · " + say(Text::kFinalLine, {percent(state.language, *state.model.test_accuracy, 2)});
  }
  const std::string place = core.shown == nullptr ? "" : std::string(say(core.shown->title()));
  return json_object([&](JsonWriter& writer) {
    field(writer, "title", say(Text::kNamed, {std::string(say(Text::kName)), place}));
    field(writer, "settings", settings);
  });
}

}  // namespace inkling
