// Reads settings from a program for Keras that somebody has pasted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nn/settings.h"

namespace inkling {

// Says that a piece of the program is not in the settings, though it may change what is learned.
struct ProgramFinding {
  enum class Kind {
    kFramework,     // It is a program for another one than Keras.
    kSyntax,        // It is no Python, so nothing is taken of the program.
    kStatement,     // It is not understood.
    kBlock,         // What is in it may happen once, several times or never.
    kDataset,       // It is another data set than MNIST.
    kTrainingData,  // It is something else than the first images of MNIST's training set.
    kPixels,        // Pixels reach the network as something else than 0 to 1.
    kModel,         // It is no model whose layers follow one another.
    kLayer,         // There is no such layer here, or not at this place.
    kMisspelt,      // It is taken for another name, whose letters are small or large elsewhere.
    kUnits,         // A layer has more units than are possible here, or the network is too large.
    kActivation,    // There is none, another one, or not the same for all hidden layers.
    kDropout,       // It is not the same after all hidden layers.
    kRegularizer,   // It is not L2, or not the same for all layers.
    kOutput,        // The last layer is not one of 10 units with softmax.
    kOptimizer,
    kSchedule,  // The learning rate goes on in another way.
    kLoss,
    kCallback,
    kArgument,  // An argument that is not known here, or has another value than here.
    kRange,     // The value is outside of the bounds of its setting.
    kUnknown,   // The value is not known.
    kMissing,   // The program has no such call.
    kTooLong,   // The program is longer than what is read.
  };

  int line;  // It counts from 1.
  Kind kind;
  std::string piece;         // It is the beginning of what is meant, as it was written.
  std::string instead = {};  // It is what the settings have in its place, where one can say so.

  bool operator==(const ProgramFinding&) const = default;
};

struct ReadProgram {
  // Otherwise there is nothing in it that could be taken, and the settings are the usual ones.
  bool is_taken = false;
  // What the program leaves open is as Keras would have it (32 images a batch, one epoch). What
  // cannot be read is as in the article's program.
  Settings settings;
  std::vector<ProgramFinding> findings;  // They are in the order of their lines.
};

// Understands models of dense layers, made by Sequential(), with add(), or by Model() from layers
// that were called one after the other; their compile() and fit(), and how MNIST is prepared for
// them; for keras, tf.keras and tensorflow.keras. The bodies of functions are done where they are
// called. Lines that print, draw or measure are passed over.
ReadProgram read_keras_program(std::string_view text);

}  // namespace inkling
