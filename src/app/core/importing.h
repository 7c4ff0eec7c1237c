// Takes networks in that somebody else's program has written. The engine reads them, since it has
// images to try them on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/protocol.h"

namespace inkling {

struct Core;

// What is known of the network that was taken in last.
struct Import {
  std::string name;    // It is the name of the visitor's file, empty where a host page gave none.
  std::string format;  // It is what people call the kind of file.
  std::vector<int> layers;
  Findings findings;
  bool scaling_chosen = false;  // The visitor has chosen the scale of its pixels.
};

// An import that the engine is at, and the files of the last one: its pixels may be taken
// otherwise.
struct Importing {
  RequestId request = kNoRequest;
  bool scaling_chosen = false;
  bool by_visitor = false;  // Otherwise a host page wants it, and is told how it went.
  std::vector<ImportCommand::File> files;
};

// Asks the engine to read these files, which the visitor or a host page has chosen. Returns the
// number of the command, or kNoRequest where a run is under way; the visitor is told so. About a
// file of saved work the visitor is asked instead (see work.h).
RequestId import_files(Core& core, std::vector<ImportCommand::File> files, bool by_visitor);

// Reads the last files again, with pixels of this scale.
void import_otherwise(Core& core, PixelScaling scaling);

// Takes the engine's answer.
void take_import(Core& core, const Event& event);

// The engine has stopped working, and its answer does not come.
void give_up_import(Core& core);

}  // namespace inkling
