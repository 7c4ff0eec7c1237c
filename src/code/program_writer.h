// Both kinds of programs are written with the same marks and from the same numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "code/program.h"
#include "code/program_words.h"
#include "nn/settings.h"

namespace inkling {

// Returns the settings of the article's program.
const Settings& article_settings();

// Both programs deform images as is done here.
inline constexpr const char* kDeformedInOurCode = "src/data/deform.cpp: deform";

class ProgramWriter {
 public:
  // Comments are in this language.
  explicit ProgramWriter(Language language) : language_(language) {}

  std::string words(ProgramWords id, std::initializer_list<std::string> values = {}) const {
    return program_words(language_, id, values);
  }

  // Adds a line that is a comment.
  void add_comment(ProgramWords id, std::initializer_list<std::string> values = {},
                   std::string_view indent = "");

  // Lines that follow are part of this phase.
  void begin(ProgramLine::Phase phase) { phase_ = phase; }

  // Adds a line. `was` says what the article's program has in its place; it is empty where the line
  // is the article's own.
  void add(std::string text, std::string in_our_code = "", std::string_view was = "");

  Program take() { return std::move(program_); }

  // ---- What the article's program has in the place of something ----

  // Appends what was changed, where `changed`: "512", or after something else ", 512".
  void add_was(std::string& was, bool changed, const std::string& what) const;
  // Returns what the layer `index` was in the article's program: its units, its activation and its
  // L2, as far as they differ. The output layer has the index hidden.size().
  std::string layer_was(const Settings& settings, std::size_t index) const;
  // Returns which optimizer the article has, and which rate where it is `another_rate`, as far as
  // they differ.
  std::string optimizer_was(const Settings& settings, bool another_rate) const;

 private:
  Language language_;
  Program program_;
  ProgramLine::Phase phase_ = ProgramLine::Phase::kNone;
};

// Returns a number as Python writes it, with as few figures as give the same number again.
std::string python_number(double value);

// Returns the article's number where the other one differs, and nothing where it does not.
std::string count_was(std::int64_t value, std::int64_t article);

int steps_per_epoch(const Settings& settings);

}  // namespace inkling
