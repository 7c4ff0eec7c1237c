#include "places/play/play_words.h"

#include <algorithm>
#include <cmath>

#include "base/json_fields.h"
#include "ui/class_names.h"
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

std::string score_words(Language language, const Play& play) {
  return score_words(language, *play.kind, score_of(play));
}

std::string game_result_words(Language language, const Play& play) {
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
              {class_with_article(language, round.label), std::to_string(round.visitor.digit),
               std::to_string(round.network.digit), percent(language, round.network.probability)});
}

Card share_card(const State& state, const Play& play) {
  const Language language = state.language;
  std::vector<std::uint8_t> drawings;
  for (const Picture& picture : play.drawings) {
    for (const float ink : picture)
      drawings.push_back(static_cast<std::uint8_t>(255 * std::clamp(ink, 0.0f, 1.0f)));
  }
  return {.title = text(language, Text::kCardTitle, {game_name(language, *play.kind)}),
          .score = score_words(language, play),
          .line = state.model.test_accuracy
                      ? text(language, Text::kCardLine,
                             {percent(language, *state.model.test_accuracy, 2)})
                      : std::string(text(language, Text::kCardLineUnknown)),
          .invitation = std::string(text(language, Text::kCardInvitation)),
          .drawings = std::move(drawings)};
}

std::string game_link(std::optional<GameKind> kind, const GameOptions& options) {
  std::string link = "mode=play";
  if (kind) link += std::string("&game=") + kGameNames[static_cast<int>(*kind)];
  link += "&seed=" + std::to_string(options.seed);
  if (options.rounds > 0) link += "&rounds=" + std::to_string(options.rounds);
  if (options.level > 1) link += "&level=" + std::to_string(options.level);
  return link;
}

std::string game_json(GameKind kind, const GameEvent& event, const std::string& code) {
  return json_object([&](JsonWriter& writer) {
    field(writer, "game", std::string(kGameNames[static_cast<int>(kind)]));
    field(writer, "phase", std::string(kGamePhaseNames[static_cast<int>(event.phase)]));
    field(writer, "round", event.round);
    field(writer, "rounds", event.rounds);
    if (event.prompt >= 0) {
      field(writer, "prompt", event.prompt);
    } else {
      writer.Key("prompt");
      writer.Null();
    }
    field(writer, "score", event.score);
    for (const auto& [name, value] : event.more) field(writer, name, value);
    if (event.phase == GameEvent::Phase::kOver) field(writer, "code", code);
  });
}

}  // namespace inkling
