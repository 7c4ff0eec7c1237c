#include "app/core/import_words.h"

#include <map>

#include "model/foreign/formats.h"
#include "nn/shape_text.h"
#include "ui/numbers.h"
#include "ui/strings.h"

namespace inkling {

std::string scaling_words(Language language, PixelScaling scaling) {
  constexpr Text kWords[] = {Text::kPixelsUnit, Text::kPixelsBytes, Text::kPixelsSigned,
                             Text::kPixelsStandard, Text::kPixelsInverted};
  return std::string(text(language, kWords[static_cast<int>(scaling)]));
}

std::string refused_format_words(Language language, const std::string& id) {
  const UnreadFormat* format = find_unread_format(id);
  if (format == nullptr) return text(language, Text::kErrorModel, {id});
  static const std::map<std::string, Text> kWords = {
      {"empty", Text::kFileEmpty},     {"cut", Text::kFileCut},
      {"packed", Text::kFilePacked},   {"large", Text::kFileLarge},
      {"picture", Text::kFilePicture}, {"data-set", Text::kFileDataSet},
      {"text", Text::kFileText},       {"notebook", Text::kFileNotebook},
      {"python", Text::kFilePython},   {"onnx-data", Text::kFileOnnxData},
      {"unknown", Text::kFileUnknown}};
  if (const auto found = kWords.find(id); found != kWords.end()) {
    return std::string(text(language, found->second));
  }
  return text(language, Text::kErrorModelFormat, {format->name}) + "\n" + format->python;
}

std::vector<std::string> import_notes(Language language, const Import& import) {
  const Findings& found = import.findings;
  std::vector<std::string> notes;
  const auto note = [&](Text words, std::initializer_list<std::string> values = {}) {
    notes.push_back(text(language, words, values));
  };
  if (import.format == kOwnFormat) return notes;
  if (found.tried == 0) {
    note(Text::kImportUntried);
    return notes;
  }
  const std::string tried = with_thousands(found.tried);
  const std::string share = percent(language, found.accuracy);
  if (import.scaling_chosen) {
    note(Text::kImportChosen, {scaling_words(language, found.scaling), tried, share});
  } else if (found.is_doubtful()) {
    note(Text::kImportDoubt, {tried, share});
  } else if (found.is_plain()) {
    note(Text::kImportPlain, {tried, share});
  } else {
    note(Text::kImportFound, {scaling_words(language, found.scaling), tried, share,
                              percent(language, found.plain_accuracy)});
  }
  if (found.transposed) note(Text::kImportMirrored);
  if (found.activation_guessed && found.activation != Activation::kRelu) {
    note(Text::kImportActivation, {kActivationNames[static_cast<int>(found.activation)]});
  }
  if (found.reading > 0) note(Text::kImportReading);
  if (!found.classes.empty()) note(Text::kImportClasses);
  return notes;
}

std::string import_words(Language language, const Import& import) {
  const NetworkShape shape = {.layers = import.layers};
  std::string words =
      text(language, Text::kImportRead, {import.name, import.format, shape_text(shape)});
  for (const std::string& note : import_notes(language, import)) {
    words += (language == Language::kEnglish ? " " : "") + note;
  }
  return words;
}

}  // namespace inkling
