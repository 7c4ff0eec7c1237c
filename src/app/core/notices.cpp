#include "app/core/notices.h"

#include <algorithm>
#include <utility>

#include "app/core/data_words.h"
#include "app/core/import_words.h"
#include "app/core/training_runs.h"
#include "model/foreign/formats.h"
#include "nn/shape_text.h"
#include "ui/strings.h"

namespace inkling {
namespace {

// Between two strokes of a digit the pen is up for less than this, mostly.
constexpr double kPenRestsMs = 900;

void tell_next_missing(Core& core) {
  wake(core);
  if (core.state.notice || core.missing.empty()) return;
  tell(core, {.code = core.missing.front(), .subject = ""});
}

}  // namespace

std::string notice_words(const State& state, const Notice& notice) {
  const auto say = [&](Text id, std::initializer_list<std::string> values = {}) {
    return text(state.language, id, values);
  };
  switch (notice.code) {
    case ErrorCode::kUnreachable:
      return say(Text::kErrorUnreachable, {notice.subject});
    case ErrorCode::kDamaged:
      return say(Text::kErrorDamaged, {notice.subject});
    case ErrorCode::kBadModel:
      return say(Text::kErrorModel, {notice.subject});
    case ErrorCode::kModelLayer:
      return say(Text::kErrorModelLayer, {notice.subject});
    case ErrorCode::kModelPart:
      return say(Text::kErrorModelPart, {notice.subject});
    case ErrorCode::kModelActivation:
      return say(Text::kErrorModelActivation, {notice.subject});
    case ErrorCode::kModelProgram:
      return say(Text::kErrorModelProgram, {notice.subject});
    case ErrorCode::kModelInput:
      return state.own_data ? say(Text::kErrorModelClasses,
                                  {notice.subject, std::to_string(state.data_classes())})
                            : say(Text::kErrorModelInput, {notice.subject});
    case ErrorCode::kModelFileMissing:
      return say(Text::kErrorModelFile, {notice.subject});
    case ErrorCode::kModelFormat:
      return refused_format_words(state.language, notice.subject);
    case ErrorCode::kModelRead:
      return state.imported
                 ? say(Text::kTwoSentences,
                       {import_words(state.language, *state.imported), say(Text::kImportNext)})
                 : say(Text::kFileLoaded, {notice.subject});
    case ErrorCode::kDataSet:
      return refused_data_words(state.language, notice.subject);
    case ErrorCode::kDataSetRead:
      return state.own_data ? found_data_words(state.language, *state.own_data) : "";
    case ErrorCode::kBadState:
      return say(Text::kErrorWork, {notice.subject});
    case ErrorCode::kNewerState:
      return say(Text::kErrorWorkNewer, {notice.subject});
    case ErrorCode::kWorkOffered:
      return state.offered_work
                 ? say(Text::kWorkOffered,
                       {notice.subject, shape_text({.layers = state.offered_work->layers}),
                        std::to_string(state.offered_work->drawings)})
                 : "";
    case ErrorCode::kWorkOpened:
      return say(Text::kWorkOpened, {notice.subject});
    case ErrorCode::kCannotKeep:
      return say(Text::kErrorKeep);
    case ErrorCode::kCannotDelete:
      return say(Text::kErrorDelete);
    case ErrorCode::kStorageSilent:
      return say(Text::kErrorStorageSilent);
    case ErrorCode::kEngineSilent:
      return say(Text::kErrorEngineSilent);
    case ErrorCode::kShippedSilent:
      return say(Text::kErrorShippedLate);
    case ErrorCode::kFontsMissing:
      return say(Text::kErrorFonts);
    case ErrorCode::kRestarted:
      return say(Text::kErrorRestarted);
    case ErrorCode::kBusy:
      return say(Text::kErrorBusy, {notice.subject});
    case ErrorCode::kDiverged:
      return say(Text::kErrorDiverged);
    case ErrorCode::kInvalidParams:
      return say(Text::kErrorSetting, {notice.subject});
    default:
      return notice.subject.empty() ? say(Text::kErrorEngine)
                                    : say(Text::kErrorEngineSaid, {notice.subject});
  }
}

void tell(Core& core, Notice notice) {
  announce(core, notice_words(core.state, notice));
  core.state.notice = std::move(notice);
  wake(core);
}

void copy_lines(Core& core) {
  const std::optional<Notice>& notice = core.state.notice;
  if (!notice) return;
  if (const UnreadFormat* format = find_unread_format(notice->subject)) {
    core.host.copy_lines(format->python);
  }
}

void lines_copied(Core& core) {
  if (core.state.notice) core.state.notice->copied = true;
  announce(core, Text::kCodeCopied);
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
