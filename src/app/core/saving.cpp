#include "app/core/saving.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/core/drawing.h"
#include "app/core/network_changes.h"
#include "app/core/notices.h"
#include "app/core/saved_records.h"
#include "app/core/saved_state.h"
#include "app/core/user_drawings.h"

namespace inkling {
namespace {

bool& failed(Core& core, SavedPart part) {
  return core.saving_failed[static_cast<std::size_t>(part)];
}

bool any_failed(const Core& core) { return core.saving_failed != std::array<bool, 2>{}; }

}  // namespace

void tell_change(Core& core) {
  if (core.listener != nullptr) core.listener->on_change();
}

void save(Core& core, SavedPart part) {
  tell_change(core);
  // What was there before a data set of the visitor's own stays saved.
  if (!core.host.can_save() || core.state.own_data) return;
  if (core.state.deletion == Deletion::kDone) core.state.deletion = Deletion::kNone;
  core.host.save(part, saved_bytes(core.state, core.places, part));
  if (part == SavedPart::kNetwork) {
    core.weights_since_saved = 0;
    save(core, SavedPart::kVisitor);  // The network goes with these settings.
  }
}

void saved(Core& core, SavedPart part, std::span<const std::uint8_t> mine) {
  if (part == SavedPart::kVisitor) core.saved_base.assign(mine.begin(), mine.end());
  failed(core, part) = false;
  if (!any_failed(core)) clear_notice(core, ErrorCode::kCannotKeep);
  // Where there is room again for what is small, there may be for what is large.
  if (part == SavedPart::kVisitor && failed(core, SavedPart::kNetwork) && !core.state.own_data) {
    core.host.save(SavedPart::kNetwork, saved_bytes(core.state, core.places, SavedPart::kNetwork));
  }
}

// The visitor is told once: nothing can be done about it on this page, and everything else works.
void saving_failed(Core& core, SavedPart part) {
  const bool told = any_failed(core);
  failed(core, part) = true;
  if (!told) tell(core, {.code = ErrorCode::kCannotKeep, .subject = ""});
}

void saved_deleted(Core& core, bool done) {
  // What is deleted since other work takes its place is no deletion that the visitor asked for.
  const bool asked_for = core.state.deletion == Deletion::kUnderWay;
  if (asked_for) core.state.deletion = done ? Deletion::kDone : Deletion::kNone;
  if (!done) tell(core, {.code = ErrorCode::kCannotDelete, .subject = ""});
  if (asked_for && done) announce(core, Text::kStartFreshDone);
  wake(core);
}

bool restore_saved(Core& core, SavedPart part, std::span<const std::uint8_t> bytes) {
  if (!restore_saved(core.state, core.places, part, bytes)) return false;
  if (part == SavedPart::kVisitor) core.saved_base = saved_bytes(core.state, core.places, part);
  core.defaults = core.state.settings;
  predict_drawing(core);
  return true;
}

void restore_unsaved(Core& core, std::span<const std::uint8_t> base,
                     std::span<const std::uint8_t> mine) {
  const auto here = saved_bytes(core.state, core.places, SavedPart::kVisitor);
  const auto both = merged_bytes(core.places, here, base, mine);
  if (both.empty()) return;
  // What was saved last stays the base: all of this is new to the store.
  std::vector<std::uint8_t> saved_base = std::move(core.saved_base);
  restore_saved(core, SavedPart::kVisitor, both);
  core.saved_base = std::move(saved_base);
  save(core, SavedPart::kVisitor);
}

void offer_other_network(Core& core, std::span<const std::uint8_t> bytes) {
  const auto saved = network_from_bytes(bytes);
  if (!saved || saved->parameters.empty()) return;
  const auto own = core.state.model.network.parameters();
  if (core.state.model.trained() &&
      std::equal(own.begin(), own.end(), saved->parameters.begin(), saved->parameters.end())) {
    return;  // It has been brought back already.
  }
  State& state = core.state;
  // What was made of MNIST waits while a data set of the visitor's own is in use.
  std::optional<Replaced>& place =
      state.before_own_data ? state.before_own_data->replaced : state.replaced;
  place = Replaced{.network = {bytes.begin(), bytes.end()},
                   .layers = saved->layers,
                   .test_accuracy = std::isfinite(saved->test_accuracy)
                                        ? std::optional(saved->test_accuracy)
                                        : std::nullopt};
}

void saved_is_late(Core& core) { tell_missing(core, ErrorCode::kStorageSilent); }

void saved_came_late(Core& core, std::span<const std::uint8_t> visitor,
                     std::span<const std::uint8_t> network) {
  State& state = core.state;
  const bool untouched = state.demonstrating && state.idle() && state.user_drawings.empty() &&
                         state.training.train_curve.empty() && !state.pad_aside;
  if (!untouched) return;  // The notice says what to do.
  if (!visitor.empty()) restore_saved(core, SavedPart::kVisitor, visitor);
  if (!network.empty()) restore_saved(core, SavedPart::kNetwork, network);
  send_user_drawings(core, false);
  if (state.model.trained()) send_network(core);
  clear_notice(core, ErrorCode::kStorageSilent);
  wake(core);
}

std::vector<std::uint8_t> merge_saved(const Core& core, std::span<const std::uint8_t> theirs,
                                      bool deleted, std::span<const std::uint8_t> mine) {
  std::vector<std::uint8_t> both;
  // Without a record, or with a damaged one, what is here is all that there is.
  if (deleted || !theirs.empty()) {
    both = merged_bytes(core.places, deleted ? std::span<const std::uint8_t>() : theirs,
                        core.saved_base, mine);
  }
  return both.empty() ? std::vector<std::uint8_t>(mine.begin(), mine.end()) : both;
}

}  // namespace inkling
