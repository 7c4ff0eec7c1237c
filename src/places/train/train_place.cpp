#include "places/train/train_place.h"

#include "app/core/saving.h"
#include "app/core/user_drawings.h"
#include "places/train/code_panel.h"
#include "places/train/settings_panel.h"
#include "places/train/train_view.h"
#include "places/train/user_drawings_panel.h"

namespace inkling {

void TrainPlace::draw_sign(Ui& ui, Rect area, ImU32 colour) const {
  // It is a curve that rises.
  const ImVec2 points[] = {{area.x + 1, area.bottom() - 2},
                           {area.x + area.w * 0.3f, area.y + area.h * 0.45f},
                           {area.x + area.w * 0.6f, area.y + area.h * 0.25f},
                           {area.right() - 1, area.y + 3}};
  ui.draw().AddPolyline(points, 4, colour, 0, 2.2f);
}

Rect TrainPlace::draw(Ui& ui, Rect area, bool wide) const {
  return draw_train_view(ui, core_.state, train_, area, wide);
}

void TrainPlace::enter(std::string_view part) {
  asked_evaluation_ = false;
  train_.code.open = part == "code";
  if (part == "data") {
    train_.data_open = true;
    core_.control_to_focus = "data-set";
  }
  if (part != "drawings") return;
  train_.user_drawings_open = true;
  core_.control_to_focus = "drawings";
}

std::string TrainPlace::article(Rect area) const {
  return train_.code.open ? code_json(core_.state, train_.code, area) : "";
}

// The page has what `web/code_panel.js` names.
void TrainPlace::article_input(std::string_view what, std::string_view value) {
  CodePanel& code = train_.code;
  if (what == "kind") code.pytorch = value == "pytorch";
  if (what == "save") {
    const std::string file = code_file(core_.state, code, value == ".ipynb");
    core_.host.save_file(
        std::string(code.pytorch ? "inkling_pytorch" : "inkling_keras") + std::string(value),
        {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  }
  if (what == "read") {
    ReadProgram program = read_keras_program(value);
    code.read = true;
    code.taken = program.is_taken;
    code.findings = std::move(program.findings);
    code.locked.clear();
    if (program.is_taken) {
      change_settings(program.settings);
      for (const SettingInfo* info : core_.state.locks.all()) {
        if (setting_text(core_.state.settings, *info) != setting_text(program.settings, *info)) {
          code.locked.push_back(info);
        }
      }
    }
  }
}

bool TrainPlace::act(const Action& action) {
  return handle(
      action,
      [&](const ToggleSettings&) {
        train_.settings_open = !train_.settings_open;
        train_.refused_setting.reset();
        if (train_.settings_open) core_.control_to_focus = "setting-hidden";
      },
      [&](const ChangeSetting& change) { change_setting(*change.info, change.text); },
      [&](const RestoreSettings&) { change_settings({}); },
      [&](const UseRobustPreset&) { change_settings(robust_preset()); },
      [&](const ToggleUserDrawings&) {
        train_.user_drawings_open = !train_.user_drawings_open;
        train_.selected_drawing.reset();
      },
      [&](const SelectUserDrawing& select) { train_.selected_drawing = select.index; },
      [&](const RelabelUserDrawing& relabel) {
        relabel_user_drawing(core_, relabel.index, relabel.label);
      },
      [&](const DeleteUserDrawing& remove) {
        train_.selected_drawing.reset();
        delete_user_drawing(core_, remove.index);
      },
      [&](const DeleteSymbol& remove) {
        train_.selected_drawing.reset();
        delete_symbol(core_, remove.label);
      },
      [&](const ToggleWork&) {
        train_.work_open = !train_.work_open;
        if (train_.work_open) core_.control_to_focus = "save-work";
      },
      [&](const ToggleCode&) {
        train_.code.open = !train_.code.open;
        core_.control_to_focus = train_.code.open ? "code-close" : "code";
      },
      [&](const ToggleDataSet&) {
        train_.data_open = !train_.data_open;
        if (train_.data_open) core_.control_to_focus = "data-open";
      },
      [&](const ToggleSpeed&) {
        train_.speed_open = !train_.speed_open;
        if (train_.speed_open) core_.control_to_focus = "speed-measure";
      },
      [&](const MeasureSpeed& measure) {
        train_.speed.clear();
        train_.measuring_speed = true;
        core_.control_to_focus = "speed-measure";  // What is measured appears under it.
        measurement_ = send(core_, MeasureSpeedCommand{measure.detailed});
      });
}

void TrainPlace::change_setting(const SettingInfo& info, const std::string& text) {
  Settings& settings = core_.state.settings;
  const SettingLocks& locks = core_.state.locks;
  if (locks.has(info)) return;
  SettingTexts texts = {{info.name, text}};
  // Each method has a learning rate that suits it; one that the visitor chose stays.
  const SettingInfo& rate = *find_setting("learning_rate");
  const bool rate_stays =
      locks.has(rate) || settings.learning_rate != default_learning_rate(settings.optimizer);
  if (&info != &rate && rate_stays) {
    texts.emplace_back(rate.name, setting_text(settings, rate));
  }
  if (set_settings(settings, texts)) {
    train_.refused_setting.reset();
    save(core_, SavedPart::kVisitor);
  } else {
    train_.refused_setting = {.name = info.name, .text = text};
    announce(core_, refused_setting_words(core_.state, train_));
  }
}

void TrainPlace::change_settings(const Settings& settings) {
  State& state = core_.state;
  state.settings = keep_locked(state.locks, state.settings, settings);
  train_.refused_setting.reset();
  save(core_, SavedPart::kVisitor);
}

void TrainPlace::after_frame() {
  const State& state = core_.state;
  // The present network's accuracy is measured here, as soon as that takes no fetching.
  if (core_.shows(*this) && state.model.trained() && !state.model.test_accuracy && state.idle() &&
      state.data.loading.complete && !asked_evaluation_) {
    asked_evaluation_ = true;
    send(core_, EvaluateCommand{});
  }
}

void TrainPlace::on_event(const Event& event) {
  if (const auto* speed = std::get_if<SpeedEvent>(&event)) {
    train_.speed = speed->figures;
    train_.measuring_speed = !speed->done;
  } else if (std::holds_alternative<EvaluatedEvent>(event)) {
    asked_evaluation_ = false;
  } else if (std::holds_alternative<ErrorEvent>(event)) {
    train_.measuring_speed = false;
  }
}

void TrainPlace::on_refusal(RequestId request) {
  if (request == measurement_) train_.measuring_speed = false;
}

void TrainPlace::forget() { train_.selected_drawing.reset(); }

}  // namespace inkling
