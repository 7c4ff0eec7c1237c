// Whatever bytes are found where the page keeps its saved state, or in a file of saved work, they
// are taken up or not, and what was taken up can be written and read again.
#include "app/core/saved_state.h"
#include "app/core/work.h"
#include "app/places.h"
#include "fuzz/fuzz.h"
#include "unit/app/fake_host.h"

namespace {

using namespace inkling;

// The bytes are the content of a file with a right hash, which no fuzzer would find.
void fuzz_file(std::span<const std::uint8_t> content) {
  FakeHost host;
  Core core(host);
  Places places(core);
  core.places = places.all;
  const auto before = work_file(core);
  if (!open_work(core, sealed(content))) {
    if (work_file(core) != before) std::abort();
    return;
  }
  const auto file = work_file(core);
  Core again(host);
  Places places_again(again);
  again.places = places_again.all;
  if (!open_work(again, file) || work_file(again) != file) std::abort();
}

}  // namespace

void fuzz(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return;
  if (bytes[0] % 3 == 2) {
    (void)read_work_file(bytes.subspan(1));
    return fuzz_file(bytes.subspan(1));
  }
  const auto part = static_cast<SavedPart>(bytes[0] % 3);
  FakeHost host;
  Core core(host);
  Places places(core);
  if (!restore_saved(core.state, places.all, part, bytes.subspan(1))) return;
  Core again(host);
  Places places_again(again);
  const auto saved = saved_bytes(core.state, places.all, part);
  if (!restore_saved(again.state, places_again.all, part, saved)) std::abort();
}
