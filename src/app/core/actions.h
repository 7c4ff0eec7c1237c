// These actions are what a visitor can do in more than one place, or what the core does for a
// place.
#pragma once

#include <string>

#include "model/foreign/findings.h"
#include "model/model_format.h"
#include "sets/image_set.h"
#include "ui/language.h"

namespace inkling {

// Goes to another place by its name, and there to a part of it where it has one of that name.
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
// Saves what is on the pad under this label ("This is a 7") and learns it. A label equal to the
// number of classes makes a symbol of it.
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
// Uses the network that the site comes with.
struct UseShipped {};
// The visitor gets the network as a file, or chooses one of theirs to take its place.
struct SaveNetwork {
  ModelFormat format = ModelFormat::kSafetensors;
};
struct ChooseFile {};
// The visitor gets what is on the screen as a picture.
struct SavePicture {};
// The pixels of the network in the last file are taken to have this scale.
struct ImportOtherwise {
  PixelScaling scaling = PixelScaling::kUnit;
};

// ---- The data set -------------------------------------------------------------------------------

// The visitor chooses files of a data set, or a folder of pictures.
struct ChooseData {
  bool folder = false;
};
// MNIST comes back.
struct LeaveOwnData {};
struct TurnOwnData {};
struct RenameClass {
  int label;
  std::string name;
};
struct NameClasses {
  KnownNames known = KnownNames::kNone;
};

// ---- What was saved, and what went wrong --------------------------------------------------------

// The visitor gets all that they made as one file.
struct SaveWork {};
// All that is here gives way to the file that the visitor is asked about.
struct OpenWork {};
// Opens the page on which several people's networks are compared.
struct OpenTogether {};
// Deletes everything that is remembered between visits.
struct StartFresh {};
// All that was there before StartFresh or OpenWork takes its place again.
struct TakeBack {};
struct Retry {};
struct DismissNotice {};
// Copies the lines in Python that the notice has.
struct CopyLines {};
struct OpenNotices {};

}  // namespace inkling
