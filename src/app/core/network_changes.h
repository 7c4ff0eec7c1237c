// These functions replace the network at hand by another one, and bring it back.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "app/core/core.h"

namespace inkling {

// Sets aside the network that is about to be replaced, so that it can be brought back.
void set_aside(Core& core);
void bring_back(Core& core);

// Uses a trained network, here and in the engine.
void use_network(Core& core, const Network<float>& network, Model::Origin origin);
// Uses random weights, here and in the engine, of the shape that the settings ask for.
void forget_network(Core& core);

// Uses the network that the site comes with, when it is there.
void use_shipped(Core& core);
// Weights that came from elsewhere may be those of that network.
void recognise_shipped(Core& core);
// The shipped network is there, as a safetensors file: to be used when the visitor wants it, or to
// begin with. One that cannot be used is told in a notice, and the app begins with random weights.
void offer_shipped(Core& core, std::span<const std::uint8_t> file);
void begin_with_shipped(Core& core, std::span<const std::uint8_t> file);
void tell_shipped_failed(Core& core);
// The app begins with random weights. They are replaced when the shipped network comes, unless
// something has been learned meanwhile.
void tell_shipped_late(Core& core);

// Deletes everything, and ends as a first visit begins. All of it can be brought back until the
// page is closed.
void delete_everything(Core& core);

// Sends the network at hand to the engine. It comes back from there once.
void send_network(Core& core);
// Sends the engine what it must have of ours: classes, drawings, weights. One that has just been
// made knows ten classes, no drawings, and the random weights that the app begins with.
void bring_engine_up_to_date(Core& core);
// A new engine in the place of one that died gets all of it, and is asked again for what is shown.
void restore_engine(Core& core);

}  // namespace inkling
