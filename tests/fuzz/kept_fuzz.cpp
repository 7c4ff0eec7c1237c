// What is remembered between visits: whatever is in it, it is refused or gives a state that can be
// kept again.
#include <cstdlib>

#include "app/kept.h"
#include "fuzz/fuzz.h"

void fuzz(std::span<const std::uint8_t> bytes) {
  using namespace inkling;
  if (bytes.empty()) return;
  const auto part = static_cast<KeptPart>(bytes[0] % 2);
  State state;
  if (!take_up_kept(state, part, bytes.subspan(1))) return;
  State again;
  if (!take_up_kept(again, part, bytes_to_keep(state, part))) std::abort();
}
