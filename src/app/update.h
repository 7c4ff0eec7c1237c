// How events change the state. Pure: no clock, no page, no engine.
#pragma once

#include "app/state.h"

namespace inkling {

// The visitor goes to another place. A game keeps its drawing to itself: outside of it, the pad has
// what was on it before.
void go_to(State& state, Place place);
// The drawing that is the visitor's own, also while a game has the pad.
const Pad& visitors_pad(const State& state);

// What the engine said.
void apply_event(State& state, const Event& event);

// Reads the pad, or the demonstration, with the network in hand.
void read_drawing(State& state);

// What the inside view shows of the newest reading. Called by read_drawing() where that is on the
// screen.
void look_inside(State& state);

// An eraser touches the pad, rubs out what lies near a point of it, leaves it.
void eraser_down(State& state, InkPoint point);
void erase_at(State& state, InkPoint point);
void eraser_up(State& state);

// A pen touches the pad, moves on it, leaves it. Points are shares of the pad's side. The first
// touch ends the demonstration.
void pen_down(State& state, InkPoint point);
void pen_move(State& state, InkPoint point);
void pen_up(State& state);

// Takes the newest change of the pad back. Does nothing where there is none.
void undo(State& state);
// What undo() would leave on the pad.
Drawing strokes_after_undo(const Pad& pad);
void clear_pad(State& state);

// Puts a drawing of any scale into the middle of the pad.
void put_on_pad(State& state, const Drawing& drawing);

// What is on the pad is kept as one of the visitor's own drawings; a label of classes() makes a
// symbol of it. The pad must not be empty.
void name_drawing(State& state, int label);
// Whether the network now takes the newest of them for what the visitor said it is.
bool newest_is_learned(const State& state);
void delete_own_drawing(State& state, std::size_t index);
// With all drawings of it. The labels of later symbols move up.
void delete_symbol(State& state, int label);

// Lets the self-drawing pen go on and the bars move, `elapsed_ms` after the last time. Returns
// whether anything still moves. Under reduced motion everything arrives at once.
bool animate(State& state, double elapsed_ms);

}  // namespace inkling
