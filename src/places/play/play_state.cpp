#include "places/play/play_state.h"

namespace inkling {

Play without_game(const Play& before) {
  Play play;
  play.linked = before.linked;
  play.offered = before.offered;
  play.sound = before.sound;
  return play;
}

bool is_over(const Play& play) {
  return (play.sprint && play.sprint->over()) || (play.golf && play.golf->over()) ||
         (play.duel && play.duel->phase() == Duel::Phase::kOver);
}

int score_of(const Play& play) {
  if (play.sprint) return play.sprint->score();
  if (play.golf) return play.golf->score();
  return play.duel ? play.duel->score() : 0;
}

}  // namespace inkling
