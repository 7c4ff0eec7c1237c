// What the words of the command line say.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "nn/settings.h"

namespace inkling {

struct Options {
  std::string data = "build/site/assets/mnist";  // the folder that `pack` wrote
  std::string model = "model.safetensors";       // to be read
  std::string out = "model.safetensors";         // to be written
  std::string sheet;                             // a PNG file; empty: none
  std::string drawings;                          // a file of strokes
  std::string from;                              // a folder
  std::string to;
  SettingTexts settings;
  int hold_out = 0;                   // training images
  std::string precision = "float32";  // of the saved weights: or int8, int5
  std::string commit;                 // of which source the network is made
  float temperature = 1;
  double prune = 0;  // the share of weights that end as zero
  // What was given, by the options' names without their dashes: it is noted in a saved network.
  std::map<std::string, std::string> given;
};

}  // namespace inkling
