#include "ui/play_words.h"

#include <cmath>

#include "app/play.h"
#include "ui/numbers.h"
#include "ui/strings.h"

namespace inkling {

std::string game_name(Language language, GameKind kind) {
  constexpr Text kNames[kGames] = {Text::kGameSprint, Text::kGameDuel, Text::kGameGolf};
  return std::string(text(language, kNames[static_cast<int>(kind)]));
}

std::string score_words(Language language, GameKind kind, int score) {
  if (kind == GameKind::kDuel && score == 0) return std::string(text(language, Text::kNoLevel));
  constexpr Text kWords[kGames] = {Text::kPoints, Text::kPassedLevel, Text::kTotalInk};
  return text(language, kWords[static_cast<int>(kind)], {with_thousands(score)});
}

std::string score_words(const State& state) {
  return score_words(state.language, *state.play.kind, score_of(state.play));
}

std::string game_result_words(const State& state) {
  const Language language = state.language;
  const Play& play = state.play;
  if (play.sprint) {
    return text(language, Text::kPointsWon, {std::to_string(play.sprint->hits().back().points)});
  }
  if (play.golf) {
    const Golf::Result& result = play.golf->results().back();
    return text(language, result.read ? Text::kHoleDone : Text::kHoleGivenUp,
                {std::to_string(result.ink), std::to_string(Golf::par_of(result.digit))});
  }
  const DuelRound& round = play.duel->current();
  return text(language, Text::kDuelResult,
              {std::to_string(round.label), std::to_string(round.visitor.digit),
               std::to_string(round.network.digit), percent(language, round.network.probability)});
}

Card share_card(const State& state) {
  const Language language = state.language;
  return {.title = text(language, Text::kCardTitle, {game_name(language, *state.play.kind)}),
          .score = score_words(state),
          .line = state.test_accuracy ? text(language, Text::kCardLine,
                                             {percent(language, *state.test_accuracy, 2)})
                                      : std::string(text(language, Text::kCardLineUnknown)),
          .invitation = std::string(text(language, Text::kCardInvitation))};
}

}  // namespace inkling
