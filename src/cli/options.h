// Options hold what the words of the command line say.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "nn/settings.h"

namespace inkling {

struct Options {
  std::string data = "build/site/assets/mnist";  // `pack` wrote this folder.
  std::string model = "model.safetensors";       // The network is read from this file.
  std::string out = "model.safetensors";         // The network is written to this file.
  std::string sheet;                             // It is a PNG file; an empty name means none.
  std::string drawings;                          // The file holds strokes.
  double turn = 0;                               // Drawings are turned by so many degrees first.
  std::string from;                              // `pack` reads this folder.
  std::string to;
  std::string framework = "keras";    // `code` writes for it: keras, pytorch or notebook.
  std::string program;                // `code` reads this file; an empty name means that it writes.
  std::vector<std::string> pictures;  // `read-picture` reads these files.
  std::string labels;                 // It tells the digits in pictures; an empty name means none.
  std::string steps;                  // What was done to pictures goes into this folder.
  bool json = false;
  SettingTexts settings;
  int hold_out = 0;                   // training images
  std::string precision = "float32";  // The saved weights have it; int8 and int5 are possible, too.
  std::string commit;                 // The network is made from this source.
  float temperature = 1;
  bool hands = false;  // The deformed copies are such as many hands draw on screens.
  int networks = 4;    // `together` trains this many.
  double prune = 0;    // This share of weights ends as zero.
  // What was given is noted in a saved network, by the options' names without their dashes.
  std::map<std::string, std::string> given;
};

// Returns how the command line writes the name of a setting: --learning-rate.
std::string option_name(const SettingInfo& info);

}  // namespace inkling
