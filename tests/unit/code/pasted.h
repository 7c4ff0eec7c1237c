// Makes programs as people paste them, and checks what is found in them.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "code/read_program.h"

namespace inkling {

using FindingKind = ProgramFinding::Kind;

inline const std::string kHead = R"(from tensorflow import keras
(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784) / 255
)";

// Puts layers into a program that is otherwise the article's.
inline std::string with_layers(const std::string& layers) {
  return kHead + "model = keras.Sequential([\n" + layers +
         "\n])\nmodel.compile('rmsprop', 'sparse_categorical_crossentropy')\n"
         "model.fit(x, y, epochs=5, batch_size=128)\n";
}

inline std::string with_training(const std::string& compile, const std::string& fit) {
  return kHead +
         "model = keras.Sequential([keras.layers.Dense(512, 'relu'), "
         "keras.layers.Dense(10, 'softmax')])\nmodel.compile(" +
         compile + ")\nmodel.fit(" + fit + ")\n";
}

inline ReadProgram read_quietly(const std::string& text) {
  const ReadProgram read = read_keras_program(text);
  for (const ProgramFinding& found : read.findings) {
    FAIL_CHECK(found.line << ": " << found.piece << " (" << static_cast<int>(found.kind) << ")");
  }
  return read;
}

// Checks that exactly these are found.
inline void check_findings(const std::string& text, std::vector<ProgramFinding> expected) {
  INFO(text);
  const ReadProgram read = read_keras_program(text);
  for (const ProgramFinding& found : read.findings) {
    INFO(found.line << ": " << found.piece << " (" << static_cast<int>(found.kind) << ")");
    CHECK(std::find(expected.begin(), expected.end(), found) != expected.end());
  }
  CHECK(read.findings.size() == expected.size());
}

inline void check_kind(const std::string& text, FindingKind kind) {
  INFO(text);
  const ReadProgram read = read_keras_program(text);
  for (const ProgramFinding& found : read.findings) {
    INFO(found.line << ": " << found.piece << " (" << static_cast<int>(found.kind) << ")");
    CHECK(found.kind == kind);
  }
  CHECK_FALSE(read.findings.empty());
}

}  // namespace inkling
