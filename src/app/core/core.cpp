#include "app/core/core.h"

#include <algorithm>

#include "app/core/actions.h"
#include "app/core/data_sets.h"
#include "app/core/drawing.h"
#include "app/core/exported_file.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/saving.h"
#include "app/core/training_runs.h"
#include "app/core/user_drawings.h"
#include "app/core/work.h"
#include "ui/class_names.h"

namespace inkling {
namespace {

// Returns whether the engine must have some of the data set for the command.
bool wants_data(const Command& command) {
  if (const auto* teach = std::get_if<TeachCommand>(&command)) return teach->learn;
  if (const auto* map = std::get_if<MapCommand>(&command)) return map->wanted;
  if (const auto* experiment = std::get_if<ExperimentCommand>(&command)) {
    return !experiment->arms.empty();
  }
  return std::holds_alternative<LoadDataCommand>(command) ||
         std::holds_alternative<TrainCommand>(command) ||
         std::holds_alternative<EvaluateCommand>(command) ||
         std::holds_alternative<PicturesCommand>(command) ||
         std::holds_alternative<NeighboursCommand>(command) ||
         std::holds_alternative<MeasureSpeedCommand>(command);
}

void save_file(Core& core, ModelFormat format) {
  core.host.save_file(std::string("inkling.") + kModelFormatNames[static_cast<int>(format)],
                      exported_file(core.state, format));
}

// Returns whether the action is one of the core's own.
bool act_on_core(Core& core, const Action& action) {
  State& state = core.state;
  return handle(
      action,
      [&](const GoTo& wanted) {
        Place* place = state.menu ? core.find_place(wanted.place) : nullptr;
        if (place != nullptr) go_to(core, *place, wanted.part);
        // Good news is no news in another place.
        clear_notice(core, ErrorCode::kModelRead);
        clear_notice(core, ErrorCode::kDataSetRead);
        clear_notice(core, ErrorCode::kWorkOpened);
      },
      [&](const SetLanguage& set) {
        use_language(core, set.language);
        tell_change(core);
      },
      [&](const SetTheme& set) { state.theme = set.theme; },
      [&](const Undo&) {
        undo_on_pad(core);
        tell_prediction(core);
        save(core, SavedPart::kVisitor);
      },
      [&](const ClearPad&) {
        clear_pad(core);
        save(core, SavedPart::kVisitor);
      },
      [&](const ToggleMood&) { state.mood_open = !state.mood_open; },
      [&](const NameDrawing& name) { name_drawing(core, name.label); },
      [&](const StartTraining& start) { start_training(core, state.settings, start.one_step); },
      [&](const PauseTraining&) {
        state.training.paced = false;
        send(core, PauseCommand{});
      },
      [&](const ResumeTraining& resume) {
        state.training.paced = false;
        send(core, ResumeCommand{resume.one_step});
      },
      [&](const StopTraining&) { send(core, StopCommand{}); },
      [&](const ResetNetwork&) {
        set_aside(core);
        forget_network(core);
        save(core, SavedPart::kNetwork);
      },
      [&](const BringBack&) { bring_back(core); }, [&](const UseShipped&) { use_shipped(core); },
      [&](const SaveNetwork& wanted) { save_file(core, wanted.format); },
      [&](const ChooseFile&) { core.host.choose_file(); },
      [&](const SavePicture&) { core.host.take_snapshot(Snapshot::kScreen, kVisitorsSnapshot); },
      [&](const ChooseData& choose) { core.host.choose_data(choose.folder); },
      [&](const LeaveOwnData&) { leave_own_data(core); },
      [&](const TurnOwnData&) { turn_own_data(core); },
      [&](const RenameClass& rename) { rename_class(core, rename.label, rename.name); },
      [&](const NameClasses& names) { name_classes(core, names.known); },
      [&](const ImportOtherwise& otherwise) { import_otherwise(core, otherwise.scaling); },
      [&](const SaveWork&) { core.host.save_file(kWorkFileName, work_file(core)); },
      [&](const OpenWork&) { open_offered_work(core); },
      [&](const StartFresh&) { delete_everything(core); },
      [&](const TakeBack&) { take_work_back(core); }, [&](const Retry&) { retry(core); },
      [&](const CopyLines&) { copy_lines(core); },
      [&](const DismissNotice&) {
        if (state.notice) clear_notice(core, state.notice->code);
      },
      [&](const OpenTogether&) { core.host.open_together(core.state.language); },
      [&](const OpenNotices&) { core.host.open_notices(); },
      [&](const TellWhy& tell) { announce(core, tell.words); });
}

// Several places may know the action of a figure that they all show; it belongs to the shown one.
void act_on_places(Core& core, const Action& action) {
  if (core.shown != nullptr && core.is_open(*core.shown) && core.shown->act(action)) return;
  for (Place* place : core.places) {
    if (!core.shows(*place) && core.is_open(*place) && place->act(action)) return;
  }
}

}  // namespace

Core::Core(AppHost& app_host)
    : host(app_host),
      engine({.post = [this](const EngineRequest& request) { host.send_to_engine(request); },
              .restart = [this] { host.restart_engine(); },
              .restore = [this] { restore_engine(*this); }}) {
  use_class_names({});
  // The engine starts with the same weights, so the first prediction does not wait for it.
  state.model.network.initialise(state.settings.seed);
}

Place* Core::find_place(std::string_view name) const {
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const Place* place) { return place->name() == name; });
  return found == places.end() ? nullptr : *found;
}

void wake(Core& core) { core.frames_wanted = 2; }

void announce(Core& core, std::string_view words) { core.host.announce(std::string(words)); }

void announce(Core& core, Text words, std::initializer_list<std::string> values) {
  core.host.announce(text(core.state.language, words, values));
}

void go_to(Core& core, Place& place, std::string_view part) {
  end_stroke(core);  // The pad may lie elsewhere there, or nowhere.
  if (core.shown != nullptr && !core.shows(place)) {
    core.shown->leave();
    core.visited.insert(core.shown);
  }
  core.shown = &place;
  place.enter(part);
  predict_drawing(core);
}

void use_language(Core& core, Language language) {
  core.chinese_wanted = language == Language::kChinese && !core.chinese_letters_there;
  if (core.chinese_wanted) {
    core.host.fetch_chinese_fonts();
  } else {
    core.state.language = language;
  }
}

RequestId act(Core& core, const Action& action) {
  core.asked = kNoRequest;
  if (!act_on_core(core, action)) act_on_places(core, action);
  wake(core);
  return core.asked;
}

RequestId send(Core& core, const Command& command) {
  if (wants_data(command)) core.state.data.wanted = true;
  return core.asked = core.engine.send(command);
}

}  // namespace inkling
