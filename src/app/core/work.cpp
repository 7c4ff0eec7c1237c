#include "app/core/work.h"

#include <utility>

#include "app/core/data_sets.h"
#include "app/core/drawing.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/saved_state.h"
#include "app/core/saving.h"
#include "app/core/user_drawings.h"

namespace inkling {
namespace {

// Replaces what is stored, too: merged with it, the work of two people would become one.
void save_instead(Core& core) {
  if (!core.host.can_save()) return;
  core.saved_base = to_bytes(SavedVisitor{});
  core.host.delete_saved();
  save(core, SavedPart::kNetwork);
}

// Every place can use its part of it.
void take_up(Core& core, const Work& work) {
  State& state = core.state;
  leave_own_data(core);
  end_stroke(core);
  // What a place is at, such as a game with a pad of its own, belongs to what was there before.
  for (Place* place : core.places) place->forget();
  restore(state, core.places, work.visitor);
  state.deletion = Deletion::kNone;
  state.imported.reset();
  state.replaced.reset();
  state.offered_work.reset();
  state.notice.reset();
  core.defaults = state.settings;
  core.weights_since_saved = 0;  // What the engine sends back now is nothing new.
  use_language(core, work.language);
  send_user_drawings(core, false);
  if (work.network.parameters.empty()) forget_network(core);
  restore(state, work.network);
  recognise_shipped(core);
  predict_drawing(core);
  if (state.model.trained()) send_network(core);
  save_instead(core);
  tell_change(core);
}

}  // namespace

std::vector<std::uint8_t> work_file(const Core& core) {
  // A data set of the visitor's own is not saved, and neither is what was learned from it.
  State state = core.state;
  put_before_own_data_back(state);
  return to_work_file({.language = core.chinese_wanted ? Language::kChinese : state.language,
                       .visitor = visitor_of(state, core.places),
                       .network = network_of(state)});
}

Status open_work(Core& core, std::span<const std::uint8_t> file) {
  if (!core.state.idle()) {
    return Error{ErrorCode::kBusy, "A training run is under way. Stop it first, or wait."};
  }
  const Result<Work> work = read_work_file(file);
  if (!work) return work.error();
  if (!can_restore(core.places, work->visitor)) {
    return Error{ErrorCode::kBadState,
                 "A part of this file of saved work cannot be used. Nothing has been changed."};
  }
  take_up(core, *work);
  return Nothing{};
}

void offer_work(Core& core, const std::string& name, std::vector<std::uint8_t> file) {
  State& state = core.state;
  const Result<Work> work = read_work_file(file);
  if (!work) return tell(core, {.code = work.error().code, .subject = name});
  const SavedNetwork& network = work->network;
  const auto classes = static_cast<int>(kDigits + work->visitor.symbol_ids.size());
  state.offered_work = {.file = std::move(file),
                        .layers = network.parameters.empty()
                                      ? work->visitor.settings.shape(kPixels, classes).layers
                                      : network.layers,
                        .drawings = static_cast<int>(work->visitor.drawings.size())};
  tell(core, {.code = ErrorCode::kWorkOffered, .subject = name});
}

void open_offered_work(Core& core) {
  State& state = core.state;
  if (!state.notice || state.notice->code != ErrorCode::kWorkOffered || !state.offered_work) return;
  const std::string name = state.notice->subject;
  const std::vector<std::uint8_t> file = state.offered_work->file;
  std::vector<std::uint8_t> before = work_file(core);
  const Status opened = open_work(core, file);
  if (!opened) return tell(core, {.code = opened.error().code, .subject = name});
  state.replaced_work = std::move(before);
  tell(core, {.code = ErrorCode::kWorkOpened, .subject = name});
}

void take_work_back(Core& core) {
  State& state = core.state;
  if (state.replaced_work.empty()) return;
  std::vector<std::uint8_t> now = work_file(core);
  if (!open_work(core, state.replaced_work)) return;  // A run is under way.
  state.replaced_work = std::move(now);
  announce(core, Text::kBroughtBack);
}

}  // namespace inkling
