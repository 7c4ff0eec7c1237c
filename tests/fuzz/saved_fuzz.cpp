// Whatever bytes are found where the page keeps its saved state, they are taken up or not, and what
// was taken up can be written and read again.
#include "app/core/saved_state.h"
#include "app/places.h"
#include "fuzz/fuzz.h"
#include "unit/app/fake_host.h"

void fuzz(std::span<const std::uint8_t> bytes) {
  using namespace inkling;
  if (bytes.empty()) return;
  const auto part = static_cast<SavedPart>(bytes[0] % 2);
  FakeHost host;
  Core core(host);
  Places places(core);
  if (!restore_saved(core.state, places.all, part, bytes.subspan(1))) return;
  Core again(host);
  Places places_again(again);
  const auto saved = saved_bytes(core.state, places.all, part);
  if (!restore_saved(again.state, places_again.all, part, saved)) std::abort();
}
