#include "app/core/notices.h"

#include <algorithm>
#include <utility>

#include "app/core/training_runs.h"

namespace inkling {
namespace {

// Between two strokes of a digit the pen is up for less than this, mostly.
constexpr double kPenRestsMs = 900;

void tell_next_missing(Core& core) {
  wake(core);
  if (core.state.notice || core.missing.empty()) return;
  core.state.notice = {.code = core.missing.front(), .subject = ""};
}

}  // namespace

void tell(Core& core, Notice notice) {
  core.state.notice = std::move(notice);
  wake(core);
}

void tell_missing(Core& core, ErrorCode code) {
  core.missing.push_back(code);
  tell_next_missing(core);
}

void clear_notice(Core& core, ErrorCode code) {
  std::erase(core.missing, code);
  if (core.state.notice && core.state.notice->code == code) core.state.notice.reset();
  tell_next_missing(core);
}

bool settle_notice(Core& core, double elapsed_ms) {
  State& state = core.state;
  if (core.pen || state.key_pen.down) {
    core.pen_rests_in_ms = kPenRestsMs;
    return false;
  }
  core.pen_rests_in_ms = std::max(0.0, core.pen_rests_in_ms - elapsed_ms);
  if (state.notice_on_screen == state.notice) return false;
  if (core.pen_rests_in_ms > 0) return true;
  state.notice_on_screen = state.notice;
  return false;
}

void retry(Core& core) {
  const bool train = core.state.notice && core.state.notice->retry_training;
  core.state.notice.reset();
  core.state.data.failed = false;
  if (core.chinese_wanted) return use_language(core, Language::kChinese);
  for (Place* place : core.places) place->ask_again();
  if (train) {
    resume_interrupted_training(core);
  } else {
    send(core, LoadDataCommand{});
  }
}

}  // namespace inkling
