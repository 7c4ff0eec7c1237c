// Whatever is pasted as a program, its settings can be trained with, and what was written from them
// is read as the same settings. Where nothing is taken, a finding says why.
#include <cstdlib>
#include <string_view>

#include "code/keras_program.h"
#include "code/read_program.h"
#include "fuzz/fuzz.h"

void fuzz(std::span<const std::uint8_t> bytes) {
  using namespace inkling;
  const ReadProgram read =
      read_keras_program({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!check_shape(read.settings.shape())) std::abort();
  if (!read.is_taken && (read.findings.empty() || read.settings != Settings())) std::abort();
  const ReadProgram again = read_keras_program(text_of(keras_program(read.settings)));
  if (!again.findings.empty() || again.settings != read.settings) std::abort();
}
