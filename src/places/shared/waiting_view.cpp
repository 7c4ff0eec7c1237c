#include "places/shared/waiting_view.h"

#include <algorithm>

#include "app/core/actions.h"
#include "ui/numbers.h"

namespace inkling {

float draw_waiting(Ui& ui, const State& state, Rect area) {
  constexpr float kMegabyte = 1e6f, kTrackHeight = 10, kMostWidth = 420;
  const float top = area.y;
  const LoadingEvent& loading = state.data.loading;
  area.w = std::min(area.w, kMostWidth);
  if (state.data.failed) {
    ui.cut_text(area, ui.say(Text::kDataFailed), Type::kBody, ui.colours().ink, kStep);
    area.cut_top(ui.button_flow(area, {{.id = "data-retry",
                                        .words = ui.say(Text::kRetry),
                                        .action = Retry{},
                                        .look = ButtonLook::kPrimary}}));
    return area.y - top;
  }
  const bool fetching = loading.total > 0 && !loading.complete;
  const std::string words =
      !fetching ? ui.say(Text::kDataWaiting)
      : loading.stalled
          ? ui.say(Text::kLoadingStalled)
          : ui.say(Text::kLoadingData,
                   {fixed(ui.language(), static_cast<float>(loading.loaded) / kMegabyte, 1),
                    fixed(ui.language(), static_cast<float>(loading.total) / kMegabyte, 1)});
  ui.cut_text(area, words, Type::kBody, ui.colours().quiet, kStep);
  if (!fetching) return area.y - top;
  const float share = static_cast<float>(loading.loaded) / static_cast<float>(loading.total);
  const Rect track = area.cut_top(kTrackHeight, kStep);
  ui.track(track, ui.colours().hairline);
  ui.track({track.x, track.y, std::max(kTrackHeight, track.w * share), track.h},
           ui.colours().indigo);
  ui.semantics().add({.id = "data-progress",
                      .role = Role::kProgress,
                      .label = words,
                      .rect = track,
                      .value = percent(ui.language(), share)});
  return area.y - top;
}

}  // namespace inkling
