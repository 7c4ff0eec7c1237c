#include "app/core/guess.h"

#include "nn/verdict.h"
#include "ui/class_names.h"
#include "ui/numbers.h"
#include "ui/strings.h"

namespace inkling {

Guess guess_of(const State& state) {
  const Language language = state.language;
  const auto say = [&](Text id) { return std::string(text(language, id)); };
  const Prediction& prediction = state.prediction;
  if (prediction.empty) return {say(Text::kGuessNothing), say(Text::kGuessNothingMore)};

  if (!state.number.empty()) {
    std::string number;
    for (const PadDigit& digit : state.number) {
      number += std::to_string(digit.prediction.likeliest());
    }
    return {text(language, Text::kGuessNumber, {number}),
            text(language, Text::kGuessNumberMore, {std::to_string(state.number.size())})};
  }
  const int label = prediction.likeliest();
  const std::string share =
      percent(language, prediction.probabilities[static_cast<std::size_t>(label)]);
  const std::string name = class_with_article(language, label, true);
  if (!state.model.trained()) {
    return {text(language, Text::kGuessBlind, {name}), say(Text::kGuessBlindMore)};
  }
  const bool learning = state.training.phase == Training::Phase::kRunning;
  const auto more = [&](Text id) { return say(learning ? Text::kGuessLearning : id); };
  switch (verdict_on(prediction.probabilities)) {
    case Verdict::kSure:
      // In a game the network guesses aloud, and says so when it changes its mind.
      if (state.passed_guess && *state.passed_guess != label) {
        return {text(language, Text::kGuessNoRather,
                     {class_with_article(language, *state.passed_guess, true),
                      class_with_article(language, label, false)}),
                more(Text::kGuessSureMore)};
      }
      return {text(language, Text::kGuessSure, {name, share}), more(Text::kGuessSureMore)};
    case Verdict::kPerhaps:
      return {text(language, Text::kGuessPerhaps, {name, share}), more(Text::kGuessSureMore)};
    case Verdict::kEither:
      return {
          text(language, Text::kGuessEither,
               {name, class_with_article(language, runner_up(prediction.probabilities), false)}),
          more(Text::kGuessEitherMore)};
    case Verdict::kNone:
      return {say(Text::kGuessNone), more(Text::kGuessNoneMore)};
  }
  return {};
}

}  // namespace inkling
