#include "app/core/data_sets.h"

#include <algorithm>
#include <utility>

#include "app/core/core.h"
#include "app/core/data_words.h"
#include "app/core/drawing.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/user_drawings.h"
#include "model/foreign/shown_name.h"
#include "ui/class_names.h"

namespace inkling {
namespace {

void tell_data_busy(Core& core, const std::string& name) {
  tell(core, {.code = ErrorCode::kBusy, .subject = name});
}

// All that was made of MNIST steps aside.
BeforeOwnData set_all_aside(State& state) {
  return {.model = state.model,
          .user_drawings = std::exchange(state.user_drawings, {}),
          .settings = state.settings,
          .training = std::exchange(state.training, {}),
          .replaced = std::exchange(state.replaced, std::nullopt),
          .imported = std::exchange(state.imported, std::nullopt)};
}

// The engine and the page begin with the same random weights.
void begin_with_own_data(Core& core, bool turned) {
  State& state = core.state;
  state.training = {};
  state.replaced.reset();
  state.user_drawings.clear();
  Network<float> random(state.settings.shape(kPixels, state.own_data->classes()));
  random.initialise(state.settings.seed);
  state.model.replace(std::move(random), Model::Origin::kRandom);
  state.model.symbol_ids.clear();
  use_class_names(state.own_data->names);
  for (Place* place : core.places) place->data_changed();
  predict_drawing(core);
  send(core, UseDataCommand{.own = true, .turned = turned, .settings = state.settings});
}

}  // namespace

bool begin_reading_data(Core& core, const std::string& name) {
  if (!core.state.idle()) {
    tell_data_busy(core, name);
    return false;
  }
  leave_own_data(core);
  if (!core.engine.alive()) send(core, MapCommand{});  // So it is started anew.
  core.state.data_on_its_way = true;
  clear_notice(core, ErrorCode::kDataSet);
  announce(core, Text::kImportUnderWay, {name});
  return true;
}

void take_data_set(Core& core, const DataSetEvent& event) {
  State& state = core.state;
  state.data_on_its_way = false;
  if (!state.idle()) return tell_data_busy(core, event.file);
  end_stroke(core);
  if (!state.own_data) state.before_own_data = set_all_aside(state);
  state.own_data = OwnData{.file = event.file,
                           .train_images = event.train_images,
                           .test_images = event.test_images,
                           .names_in_files = event.names,
                           .names = names_of(state.language, event.known, event.names),
                           .known = event.known,
                           .changes = event.changes};
  // There may be fewer images than what is locked.
  const bool locked = state.locks.has(*find_setting("train_images"));
  state.settings.train_images =
      locked ? std::min(state.settings.train_images, event.train_images) : event.train_images;
  // The pen that draws by itself draws digits.
  state.demonstrating = false;
  begin_with_own_data(core, false);
  if (Place* train = state.menu ? core.find_place("train") : nullptr) go_to(core, *train, "data");
  tell(core, {.code = ErrorCode::kDataSetRead, .subject = ""});
}

void turn_own_data(Core& core) {
  State& state = core.state;
  if (!state.own_data || !state.idle()) return;
  state.own_data->changes.turned = !state.own_data->changes.turned;
  begin_with_own_data(core, true);
}

void rename_class(Core& core, int label, const std::string& name) {
  if (!core.state.own_data) return;
  std::vector<std::string>& names = core.state.own_data->names;
  const auto i = static_cast<std::size_t>(label);
  if (i >= names.size()) return;
  const std::string shown = shown_name(name);
  names[i] = shown.empty() ? core.state.own_data->names_in_files[i] : shown;
  use_class_names(names);
}

void name_classes(Core& core, KnownNames known) {
  if (!core.state.own_data) return;
  OwnData& data = *core.state.own_data;
  data.known = known;
  data.names = names_of(core.state.language, known, data.names_in_files);
  use_class_names(data.names);
}

void put_before_own_data_back(State& state) {
  if (!state.before_own_data) return;
  BeforeOwnData before = *std::exchange(state.before_own_data, std::nullopt);
  state.own_data.reset();
  const std::uint32_t version = state.model.version + 1;
  state.model = std::move(before.model);
  state.model.version = version;  // What was computed meanwhile is of other weights.
  state.user_drawings = std::move(before.user_drawings);
  const int train_images = before.settings.train_images;
  state.settings = keep_locked(state.locks, state.settings, std::move(before.settings));
  state.settings.train_images = train_images;
  state.training = std::move(before.training);
  state.replaced = std::move(before.replaced);
  state.imported = std::move(before.imported);
}

void leave_own_data(Core& core) {
  State& state = core.state;
  if (!state.own_data || !state.before_own_data || !state.idle()) return;
  end_stroke(core);
  put_before_own_data_back(state);
  use_class_names({});
  state.notice.reset();
  for (Place* place : core.places) place->data_changed();
  send(core, UseDataCommand{.own = false, .turned = false, .settings = state.settings});
  send_user_drawings(core, false);
  send_network(core);
  predict_drawing(core);
  announce(core, Text::kDataLeft);
}

}  // namespace inkling
