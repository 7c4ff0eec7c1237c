#include "places/train/code_panel.h"

#include "base/json_fields.h"
#include "code/keras_program.h"
#include "code/program.h"
#include "code/pytorch_program.h"
#include "places/train/settings_panel.h"
#include "ui/strings.h"

namespace inkling {
namespace {

using ProgramPhase = ProgramLine::Phase;

Program program_of(const State& state, const CodePanel& panel) {
  return panel.pytorch ? pytorch_program(state.settings, state.language)
                       : keras_program(state.settings, state.language);
}

// Returns whether a run is doing now what the line does.
bool is_being_done(const State& state, ProgramPhase phase) {
  switch (state.training.phase) {
    case Training::Phase::kWaitingForData:
      return phase == ProgramPhase::kLoad;
    case Training::Phase::kRunning: {
      const ProgressEvent& progress = state.training.progress;
      const bool trained = progress.steps > 0 && progress.step == progress.steps;
      if (trained) return phase == ProgramPhase::kEvaluate;
      return phase == ProgramPhase::kFit || phase == ProgramPhase::kForward ||
             phase == ProgramPhase::kBackward || phase == ProgramPhase::kUpdate;
    }
    case Training::Phase::kIdle:
    case Training::Phase::kPaused:
      return false;
  }
  return false;
}

std::string read_words(Language language, const CodePanel& panel) {
  const Text words = !panel.taken             ? Text::kCodeReadNone
                     : panel.findings.empty() ? Text::kCodeRead
                                              : Text::kCodeReadPart;
  std::string said = text(language, words, {std::to_string(panel.findings.size())});
  if (panel.locked.empty()) return said;
  std::string names;
  for (const SettingInfo* info : panel.locked) {
    if (!names.empty()) names += text(language, Text::kListComma);
    names += text(language, setting_title(*info));
  }
  return text(language, Text::kTwoSentences, {said, text(language, Text::kCodeLocked, {names})});
}

void write_line(JsonWriter& writer, const State& state, const ProgramLine& line) {
  writer.StartObject();
  field(writer, "text", line.text);
  field(writer, "changed", line.changed);
  field(writer, "lit", is_being_done(state, line.phase));
  field(writer, "source", line.in_our_code);
  writer.EndObject();
}

}  // namespace

std::string code_json(const State& state, const CodePanel& panel, Rect area) {
  const Language language = state.language;
  const auto label = [&](JsonWriter& writer, const char* name, Text id) {
    field(writer, name, std::string(text(language, id)));
  };
  return json_object([&](JsonWriter& writer) {
    field(writer, "kind", std::string("code"));
    field(writer, "language", std::string(kLanguageNames[static_cast<int>(language)]));
    list_field(writer, "rect", std::initializer_list<float>{area.x, area.y, area.w, area.h});
    field(writer, "pytorch", panel.pytorch);
    writer.Key("lines");
    writer.StartArray();
    for (const ProgramLine& line : program_of(state, panel).lines) write_line(writer, state, line);
    writer.EndArray();
    writer.Key("findings");
    writer.StartArray();
    for (const ProgramFinding& finding : panel.findings) {
      writer.String(finding_words(language, finding).c_str());
    }
    writer.EndArray();
    field(writer, "read", panel.read ? read_words(language, panel) : std::string());
    writer.Key("words");
    writer.StartObject();
    label(writer, "copy", Text::kCodeCopy);
    label(writer, "copied", Text::kCodeCopied);
    label(writer, "ours", Text::kCodeOurs);
    field(writer, "savePy", text(language, Text::kCodeSave, {".py"}));
    field(writer, "saveNotebook", text(language, Text::kCodeSave, {".ipynb"}));
    label(writer, "paste", Text::kCodePaste);
    label(writer, "pasteHint", Text::kCodePasteHint);
    label(writer, "use", Text::kCodeUse);
    writer.EndObject();
  });
}

std::string code_file(const State& state, const CodePanel& panel, bool notebook) {
  const Program program = program_of(state, panel);
  return notebook ? notebook_of(program) : text_of(program);
}

std::string finding_words(Language language, const ProgramFinding& finding) {
  using Kind = ProgramFinding::Kind;
  const auto reason = [&] {
    switch (finding.kind) {
      case Kind::kFramework:
        return Text::kFindingFramework;
      case Kind::kSyntax:
        return Text::kFindingSyntax;
      case Kind::kStatement:
        return Text::kFindingStatement;
      case Kind::kBlock:
        return Text::kFindingBlock;
      case Kind::kDataset:
      case Kind::kTrainingData:
        return Text::kFindingData;
      case Kind::kPixels:
        return Text::kFindingPixels;
      case Kind::kModel:
        return Text::kFindingModel;
      case Kind::kLayer:
        return Text::kFindingLayer;
      case Kind::kMisspelt:
        return Text::kFindingMisspelt;
      case Kind::kUnits:
        return Text::kFindingUnits;
      case Kind::kActivation:
        return Text::kFindingActivation;
      case Kind::kDropout:
      case Kind::kRegularizer:
        return Text::kFindingSame;
      case Kind::kOutput:
        return Text::kFindingOutput;
      case Kind::kOptimizer:
      case Kind::kSchedule:
        return Text::kFindingOptimizer;
      case Kind::kLoss:
        return Text::kFindingLoss;
      case Kind::kCallback:
        return Text::kFindingCallback;
      case Kind::kArgument:
        return Text::kFindingArgument;
      case Kind::kUnknown:
        return Text::kFindingUnknown;
      case Kind::kRange:
        return Text::kFindingRange;
      case Kind::kMissing:
        return Text::kFindingMissing;
      case Kind::kTooLong:
        return Text::kFindingTooLong;
    }
    return Text::kFindingStatement;
  }();
  std::string why(text(language, reason));
  if (!finding.instead.empty()) {
    why = text(language, Text::kTwoSentences,
               {why, text(language, Text::kFindingInstead, {finding.instead})});
  }
  return text(language, Text::kFinding, {std::to_string(finding.line), finding.piece, why});
}

}  // namespace inkling
