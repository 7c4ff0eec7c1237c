// What a visitor can do in more than one place, or that the core does for a place.
#pragma once

#include <string>

#include "nn/network.h"
#include "ui/language.h"

namespace inkling {

// To another place, by its name; there to a part of it, where it has one of that name.
struct GoTo {
  std::string place;
  std::string part = "";
};
struct SetLanguage {
  Language language;
};
struct SetTheme {
  ThemeChoice theme;
};

// ---- The pad ------------------------------------------------------------------------------------

struct Undo {};
struct ClearPad {};
struct ToggleMood {};
// "This is a 7": saves what is on the pad and learns it. One more than there are classes makes a
// symbol of it.
struct NameDrawing {
  int label;
};

// ---- The network --------------------------------------------------------------------------------

struct StartTraining {
  bool one_step = false;
};
struct PauseTraining {};
struct ResumeTraining {
  bool one_step = false;
};
struct StopTraining {};
struct ResetNetwork {};
// What was replaced last takes its place again.
struct BringBack {};
// The network that the site comes with.
struct UseShipped {};
// Somebody's trained network takes the place of ours. Only between runs.
struct UseNetwork {
  Network<float> network;
};
// The network as a file for the visitor, and one of theirs in its place.
struct SaveNetwork {
  bool onnx = false;
};
struct ChooseFile {};

// ---- What was saved, and what went wrong --------------------------------------------------------

// Everything that is remembered between visits.
struct DeleteSaved {};
struct Retry {};
struct DismissNotice {};
struct OpenNotices {};

}  // namespace inkling
