#include "ui/guess.h"

#include "ui/figures.h"
#include "ui/strings.h"

namespace inkling {
namespace {

// From where on a guess is said plainly, and from where on the second digit is worth a word.
constexpr float kSure = 0.8f;
constexpr float kRival = 0.25f;

// "A 7", "An 8".
std::string with_article(Language language, int digit, Text usual, Text eight) {
  return text(language, digit == 8 ? eight : usual, {std::to_string(digit)});
}

}  // namespace

Guess guess_of(const State& state) {
  const Language language = state.language;
  const auto say = [&](Text id) { return std::string(text(language, id)); };
  const Reading& reading = state.reading;
  if (reading.empty) return {say(Text::kGuessNothing), say(Text::kGuessNothingMore)};

  const int digit = reading.digit();
  const float share = reading.probabilities[static_cast<std::size_t>(digit)];
  const int rival = reading.runner_up();
  const std::string name = with_article(language, digit, Text::kOneDigit, Text::kOneEight);
  const std::string rival_name =
      with_article(language, rival, Text::kLowerDigit, Text::kLowerEight);
  const bool learning = state.training.phase == Training::Phase::kRunning;

  if (!state.trained) {
    return {text(language, Text::kGuessBlind, {name}), say(Text::kGuessBlindMore)};
  }
  const std::string sure_more = say(learning ? Text::kGuessLearning : Text::kGuessSureMore);
  if (share >= kSure) {
    return {text(language, Text::kGuessSure, {name, percent(share)}), sure_more};
  }
  if (reading.probabilities[static_cast<std::size_t>(rival)] >= kRival) {
    return {text(language, Text::kGuessEither,
                 {name, language == Language::kChinese ? std::to_string(rival) : rival_name}),
            say(learning ? Text::kGuessLearning : Text::kGuessEitherMore)};
  }
  return {text(language, Text::kGuessPerhaps, {name, percent(share)}), sure_more};
}

}  // namespace inkling
