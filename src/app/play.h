// How the games meet the rest of the app: they are told of the pad, of time and of touches. Pure.
// What is drawn in another place is no part of a game.
#pragma once

#include <vector>

#include "app/state.h"

namespace inkling {

// Begins a game. The duel begins when its pictures have come: see pictures_came().
void start_game(State& state, GameKind kind, const GameOptions& options);
void leave_game(State& state);
bool wants_pictures(const State& state);
void pictures_came(State& state, const TestPicturesEvent& event);

// Before a stroke or a whole drawing is put on the pad; before its newest stroke, or all, is wiped.
void play_before_drawing(State& state);
void play_before_wiping(State& state, bool all);
// What is on the pad was read. `lifted`: the pen has left it.
void play_drawn(State& state, bool lifted);

// Returns whether time matters to the game now.
bool advance_play(State& state, double elapsed_ms);

// What has happened since the last time.
std::vector<GameEvent> take_game_events(State& state);

// A game is over: its score is kept where it is the best with a network of this accuracy. Returns
// whether it is.
bool keep_best(State& state);
// The best score so far with a network as good as the one in hand; empty where there is none.
std::optional<int> best_score(const State& state, GameKind kind);
int score_of(const Play& play);

}  // namespace inkling
