// A program in Python does what a training run does, line by line.
#pragma once

#include <string>
#include <vector>

namespace inkling {

struct ProgramLine {
  // Says what is being done where this line runs, so that a screen can light it. Frameworks that
  // hide the steps of training have kFit alone; the others have kForward, kBackward and kUpdate.
  enum class Phase {
    kNone,
    kLoad,
    kModel,
    kCompile,
    kFit,
    kForward,
    kBackward,
    kUpdate,
    kEvaluate
  };

  std::string text;      // It has no line break at its end.
  bool changed = false;  // It differs from the article's program, and the text says how.
  Phase phase = Phase::kNone;
  // Names where our own code does the same, as "src/nn/network.cpp: forward". It is empty where
  // there is nothing to show.
  std::string in_our_code;
};

struct Program {
  std::vector<ProgramLine> lines;
};

// Returns the lines, each with its line break.
std::string text_of(const Program& program);

// Returns the program as a Jupyter notebook (nbformat 4): one cell for each group of phases, where
// all steps of training are one group.
std::string notebook_of(const Program& program);

}  // namespace inkling
