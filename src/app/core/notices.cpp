#include "app/core/notices.h"

#include <utility>

#include "app/core/training_runs.h"

namespace inkling {
namespace {

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

void retry(Core& core) {
  const bool train = core.state.notice && core.state.notice->retry_training;
  core.state.notice.reset();
  if (core.chinese_wanted) return use_language(core, Language::kChinese);
  for (Place* place : core.places) place->ask_again();
  if (train) {
    resume_interrupted_training(core);
  } else {
    send(core, LoadDataCommand{});
  }
}

}  // namespace inkling
