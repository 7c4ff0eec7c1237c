// These functions put drawings onto the pad and read them.
#pragma once

#include "app/core/core.h"

namespace inkling {

// Predicts what is on the pad, or what the demonstration has drawn, with the network in hand.
void predict_drawing(Core& core);
// Tells the embedding page of the newest prediction.
void tell_prediction(Core& core);

// A pen touches the pad, moves on it and leaves it. Points are shares of the pad's side. The first
// touch ends the demonstration.
void pen_down(Core& core, InkPoint point);
void pen_move(Core& core, InkPoint point);
void pen_up(Core& core);

// These do the same for the pen of a hand or of the keys, which may rub out. It draws or rubs out
// from when it touches the pad until it leaves it, whatever happens on the screen meanwhile.
void put_pen_down(Core& core, InkPoint point);
void draw_on(Core& core, InkPoint point);
void lift_pen(Core& core);
// Ends the stroke of a hand or of the keys, if there is one.
void end_stroke(Core& core);

// These move the pen of the keys by a step (-1, 0 or 1 in each direction), put it down or lift it,
// and show it while the pad has the focus.
void move_key_pen(Core& core, int right, int down);
void turn_key_pen(Core& core);
void show_key_pen(Core& core, bool shown);

void undo_on_pad(Core& core);
void clear_pad(Core& core);
// Puts a drawing of any scale into the middle of the pad, in place of what is there.
void put_on_pad(Core& core, const Drawing& drawing);
// Puts a drawing on the pad as if the visitor had drawn it.
void draw_for_visitor(Core& core, const Drawing& drawing);

// Lets the self-drawing pen go on and the bars move, `elapsed_ms` after the last time. Returns
// whether anything still moves. Under reduced motion everything arrives at once.
bool animate(Core& core, double elapsed_ms);

}  // namespace inkling
