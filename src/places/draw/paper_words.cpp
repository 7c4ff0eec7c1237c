#include "places/draw/paper_words.h"

#include <algorithm>
#include <map>

#include "ui/class_names.h"
#include "ui/numbers.h"
#include "ui/strings.h"

namespace inkling {
namespace {

int count_of(const Paper& paper, Standing standing) {
  const auto& digits = paper.digits();
  return static_cast<int>(std::count_if(digits.begin(), digits.end(), [&](const Track& track) {
    return track.digit.standing == standing;
  }));
}

std::string share_of(Language language, const PictureReadEvent::Digit& digit) {
  const float share = digit.probabilities[static_cast<std::size_t>(digit.digit)];
  return text(language, Text::kPercent, {percent(language, share)});
}

}  // namespace

std::string refusal_words(Language language, const std::string& reason) {
  static const std::map<std::string, Text> kWords = {
      {"denied", Text::kCameraDenied},     {"blocked", Text::kCameraBlocked},
      {"none", Text::kCameraNone},         {"busy", Text::kCameraBusy},
      {"insecure", Text::kCameraInsecure}, {"lost", Text::kCameraLost},
      {"left", Text::kCameraLeft},         {"empty", Text::kPictureEmpty},
      {"unknown", Text::kPictureUnknown},  {"damaged", Text::kPictureDamaged},
      {"large", Text::kPictureLarge},      {"browser", Text::kPictureBrowser},
      {"engine", Text::kPictureEngine},    {"unreachable", Text::kPictureUnreachable}};
  const auto found = kWords.find(reason);
  return std::string(text(language, found == kWords.end() ? Text::kPictureDamaged : found->second));
}

std::string found_words(Language language, const Paper& paper) {
  const int sure = count_of(paper, Standing::kSure);
  const int unsure = count_of(paper, Standing::kPerhaps);
  const int none = count_of(paper, Standing::kNone);
  const auto add = [&](std::string& words, Text id, int count) {
    if (count == 0) return;
    words =
        text(language, Text::kTwoSentences, {words, text(language, id, {std::to_string(count)})});
  };
  if (paper.is_practice()) {
    std::string words = text(language, Text::kPracticeFound, {std::to_string(sure + unsure)});
    add(words, Text::kPracticeUnsure, unsure);
    add(words, Text::kPracticeLeftOut, none);
    return words;
  }
  if (sure + unsure == 0) return std::string(text(language, Text::kPaperNothing));
  std::string words = text(language, Text::kPaperFound, {std::to_string(sure + unsure)});
  add(words, Text::kPaperUnsure, unsure);
  add(words, Text::kPaperLeftOut, none);
  return words;
}

std::string digit_words(Language language, const PictureReadEvent::Digit& digit) {
  if (digit.standing == Standing::kNone) return std::string(text(language, Text::kPaperNoDigit));
  return text(language,
              digit.standing == Standing::kSure ? Text::kPaperDigit : Text::kPaperDigitUnsure,
              {class_name(language, digit.digit), share_of(language, digit)});
}

std::string practice_words(Language language, const PictureReadEvent::Digit& digit) {
  const Text id = digit.standing == Standing::kNone   ? Text::kPracticeOut
                  : digit.standing == Standing::kSure ? Text::kPracticeIn
                                                      : Text::kPracticeDoubted;
  return text(language, id, {class_name(language, digit.digit)});
}

std::string digit_tag(Language language, const PictureReadEvent::Digit& digit) {
  if (digit.standing == Standing::kNone) return "";
  return class_name(language, digit.digit) + " " + share_of(language, digit);
}

}  // namespace inkling
