#include "app/core/network_changes.h"

#include <algorithm>
#include <utility>

#include "app/core/actions.h"
#include "app/core/data_sets.h"
#include "app/core/drawing.h"
#include "app/core/notices.h"
#include "app/core/saved_state.h"
#include "app/core/saving.h"
#include "app/core/user_drawings.h"
#include "app/core/work.h"
#include "model/model_file.h"

namespace inkling {
namespace {

// Notices call the network that the site comes with by this name.
constexpr const char* kShippedName = "model.safetensors";

}  // namespace

void set_aside(Core& core) {
  State& state = core.state;
  if (!state.model.trained()) return;  // Nobody would want random weights back.
  state.replaced =
      Replaced{.network = state.own_data ? std::vector<std::uint8_t>()
                                         : saved_bytes(state, core.places, SavedPart::kNetwork),
               .of_own_data = state.own_data ? std::optional(state.model) : std::nullopt,
               .layers = state.model.network.shape().layers,
               .test_accuracy = state.model.test_accuracy,
               .settings = state.settings};
}

void bring_back(Core& core) {
  State& state = core.state;
  if (!state.replaced || !state.idle()) return;
  const Replaced back = *std::exchange(state.replaced, std::nullopt);
  const bool follow = state.continues_training();
  set_aside(core);  // So it can be changed back again.
  if (follow) {
    Settings settings = state.settings;
    settings.hidden = back.settings.hidden;
    settings.activation = back.settings.activation;
    state.settings = keep_locked(state.locks, state.settings, std::move(settings));
  }
  if (back.of_own_data) {
    const std::uint32_t version = state.model.version + 1;
    state.model = *back.of_own_data;
    state.model.version = version;
    state.training = {};
  } else {
    restore_saved(state, core.places, SavedPart::kNetwork, back.network);
  }
  state.deletion = Deletion::kNone;
  state.imported.reset();  // It was another one's.
  state.notice.reset();
  predict_drawing(core);
  send_user_drawings(core, false);
  send_network(core);
  save(core, SavedPart::kVisitor);
  save(core, SavedPart::kNetwork);
  announce(core, Text::kBroughtBack);
}

void use_network(Core& core, const Network<float>& network, Model::Origin origin) {
  State& state = core.state;
  state.model.replace(with_class_count(network, state.classes()), origin);
  state.imported.reset();
  state.training = {};
  state.notice.reset();
  predict_drawing(core);
  send_network(core);
}

void forget_network(Core& core) {
  State& state = core.state;
  state.training = {};
  clear_notice(core, ErrorCode::kModelRead);
  Network<float> random(state.settings.shape(kPixels, state.classes()));
  random.initialise(state.settings.seed);
  state.model.replace(std::move(random), Model::Origin::kRandom);
  predict_drawing(core);
  send(core, ResetCommand{state.settings});
}

void use_shipped(Core& core) {
  if (!core.state.idle()) return;
  leave_own_data(core);
  if (core.shipped_file.empty()) {
    core.shipped_wanted = true;
    core.host.fetch_shipped_model();
    return;
  }
  const Result<Network<float>> network = read_model_file(core.shipped_file);
  if (!network) return tell_shipped_failed(core);
  set_aside(core);
  use_network(core, *network, Model::Origin::kShipped);
  save(core, SavedPart::kNetwork);
}

void recognise_shipped(Core& core) {
  Model& model = core.state.model;
  if (core.shipped_file.empty() || !model.trained()) return;
  const Result<Network<float>> shipped = read_model_file(core.shipped_file);
  if (!shipped || shipped->shape() != model.network.shape()) return;
  const auto own = model.network.parameters();
  const auto theirs = shipped->parameters();
  if (std::equal(own.begin(), own.end(), theirs.begin())) model.origin = Model::Origin::kShipped;
}

void offer_shipped(Core& core, std::span<const std::uint8_t> file) {
  core.shipped_file.assign(file.begin(), file.end());
  clear_notice(core, ErrorCode::kShippedSilent);
  const bool begin_with_it = std::exchange(core.shipped_late, false) &&
                             !core.state.model.trained() && core.state.idle() && !core.shape_named;
  if (std::exchange(core.shipped_wanted, false) || begin_with_it) use_shipped(core);
}

void begin_with_shipped(Core& core, std::span<const std::uint8_t> file) {
  offer_shipped(core, file);
  if (core.shape_named) return;  // The address means a network of that shape.
  const Result<Network<float>> network = read_model_file(file);
  if (!network) return tell_shipped_failed(core);
  core.state.model.replace(with_class_count(*network, core.state.classes()),
                           Model::Origin::kShipped);
  predict_drawing(core);
}

void tell_shipped_failed(Core& core) {
  core.shipped_wanted = false;
  tell(core, {.code = ErrorCode::kBadModel, .subject = kShippedName});
}

void tell_shipped_late(Core& core) {
  core.shipped_late = true;
  tell_missing(core, ErrorCode::kShippedSilent);
}

void delete_everything(Core& core) {
  State& state = core.state;
  if (!state.idle()) return;
  leave_own_data(core);
  end_stroke(core);
  const bool own_network = state.model.trained() && !state.model.shipped();
  const std::vector<std::uint8_t> visitor = saved_bytes(state, core.places, SavedPart::kVisitor);
  std::vector<std::uint8_t> before = work_file(core);
  state.replaced.reset();
  for (Place* place : core.places) place->forget();
  state.settings = keep_locked(state.locks, state.settings, {});
  state.user_drawings.clear();
  state.model.change_classes(same_classes(kDigits), {});
  state.best_scores.clear();
  state.result_codes.clear();
  state.pad = {};
  state.demonstrating = true;
  state.demonstration_ms = 0;
  state.notice.reset();
  core.weights_since_saved = 0;  // What the engine sends back now is nothing new.
  send_user_drawings(core, false);
  const Result<Network<float>> shipped = read_model_file(core.shipped_file);
  if (shipped && !core.shape_named) {
    use_network(core, *shipped, Model::Origin::kShipped);
  } else {
    forget_network(core);
  }
  state.deletion = Deletion::kUnderWay;
  core.saved_base = saved_bytes(state, core.places, SavedPart::kVisitor);
  // A second press does not put what was as on a first visit in the place of what was made.
  if (own_network || visitor != core.saved_base) state.replaced_work = std::move(before);
  tell_change(core);
  core.host.delete_saved();
}

void send_network(Core& core) {
  const Network<float>& network = core.state.model.network;
  const auto parameters = network.parameters();
  send(core, SetWeightsCommand{.layers = network.shape().layers,
                               .activation = network.shape().activation,
                               .parameters = {parameters.begin(), parameters.end()},
                               .trained = core.state.model.trained()});
}

void bring_engine_up_to_date(Core& core) {
  if (has_user_classes(core.state)) send_user_drawings(core, false);
  if (core.state.model.trained()) send_network(core);
}

void restore_engine(Core& core) {
  for (Place* place : core.places) place->ask_again();
  if (has_user_classes(core.state)) send_user_drawings(core, false);
  send_network(core);
}

}  // namespace inkling
