#include "app/core/importing.h"

#include <algorithm>
#include <utility>

#include "app/core/core.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/saving.h"
#include "app/core/work.h"

namespace inkling {
namespace {

RequestId ask_for_import(Core& core, bool by_visitor, std::optional<PixelScaling> scaling) {
  Importing& importing = core.importing;
  importing.by_visitor = by_visitor;
  importing.scaling_chosen = scaling.has_value();
  importing.request = send(core, ImportCommand{.files = importing.files,
                                               .classes = core.state.data_classes(),
                                               .scaling_chosen = scaling.has_value(),
                                               .scaling = scaling.value_or(PixelScaling::kUnit)});
  return importing.request;
}

void tell_busy(Core& core, const std::string& name) {
  tell(core, {.code = ErrorCode::kBusy, .subject = name});
}

// The settings take the shape of the network where they can, so that a run goes on with it.
void follow_shape(State& state) {
  const NetworkShape& shape = state.model.network.shape();
  Settings settings = state.settings;
  settings.hidden.assign(shape.layers.begin() + 1, shape.layers.end() - 1);
  settings.activation = shape.activation;
  const bool fits = settings.hidden.size() <= kMaxHiddenLayers &&
                    std::all_of(settings.hidden.begin(), settings.hidden.end(),
                                [](int units) { return units <= kMaxUnits; });
  if (fits) state.settings = keep_locked(state.locks, state.settings, std::move(settings));
}

}  // namespace

RequestId import_files(Core& core, std::vector<ImportCommand::File> files, bool by_visitor) {
  const std::string name = files.empty() ? "" : files.front().name;
  if (by_visitor && files.size() == 1 && is_work_file(name, files.front().bytes)) {
    offer_work(core, name, std::move(files.front().bytes));
    return kNoRequest;
  }
  if (!core.state.idle()) {
    if (by_visitor) tell_busy(core, name);
    return kNoRequest;
  }
  core.importing.files = std::move(files);
  if (by_visitor) announce(core, Text::kImportUnderWay, {name});
  return ask_for_import(core, by_visitor, {});
}

void import_otherwise(Core& core, PixelScaling scaling) {
  if (!core.state.idle() || core.importing.files.empty()) return;
  ask_for_import(core, true, scaling);
}

void take_import(Core& core, const Event& event) {
  Importing& importing = core.importing;
  const bool by_visitor = importing.by_visitor;
  const std::string name = importing.files.empty() ? "" : importing.files.front().name;
  importing.request = kNoRequest;
  if (const auto* error = std::get_if<ErrorEvent>(&event)) {
    const bool of_file = error->code == ErrorCode::kBadModel;
    if (by_visitor) tell(core, {.code = error->code, .subject = of_file ? name : error->file});
    return;
  }
  const auto* imported = std::get_if<ImportedEvent>(&event);
  if (imported == nullptr) return;
  if (!core.state.idle()) {
    if (by_visitor) tell_busy(core, name);
    return;
  }
  // The data set may have been left meanwhile.
  if (imported->layers.back() != core.state.data_classes()) return;
  Network<float> network({.layers = imported->layers, .activation = imported->activation});
  const auto parameters = network.parameters();
  if (parameters.size() != imported->parameters.size()) return;
  std::copy(imported->parameters.begin(), imported->parameters.end(), parameters.begin());
  // Only the pixels of the network at hand are others now: the one from before stays set aside.
  const bool is_same = importing.scaling_chosen && core.state.import_at_hand() != nullptr;
  if (!is_same) set_aside(core);
  use_network(core, network, Model::Origin::kImported);
  save(core, SavedPart::kNetwork);
  if (by_visitor) follow_shape(core.state);
  save(core, SavedPart::kVisitor);
  core.state.imported = Import{.name = name,
                               .format = imported->format,
                               .layers = imported->layers,
                               .findings = imported->findings,
                               .scaling_chosen = importing.scaling_chosen};
  if (by_visitor) {
    tell(core, {.code = ErrorCode::kModelRead, .subject = name});
  } else {
    announce(core, Text::kFileLoaded, {name});
  }
}

void give_up_import(Core& core) { core.importing.request = kNoRequest; }

}  // namespace inkling
