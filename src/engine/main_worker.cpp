// The engine's only boundary to JavaScript: worker.js calls the functions below, and offers those
// in EM_JS.
#include <emscripten/emscripten.h>

#include <optional>
#include <string_view>

#include "engine/session.h"
#include "math/kernels/kernel_set.h"
#include "math/kernels/kernels_scalar.h"

// clang-format off
EM_JS(void, host_send, (const std::uint8_t* bytes, std::size_t size), {
  Module.host.send(HEAPU8.slice(bytes, bytes + size).buffer);
});
EM_JS(void, host_fetch, (const char* file), { Module.host.fetch(UTF8ToString(file)); });
// Links the module of the relaxed kernels into our memory and our table of functions, whose places
// go to `places`. False where the browser or the build has no such module.
EM_JS(bool, host_link_relaxed, (int* places), {
  if (!Module.host.relaxedKernels) return false;
  const {exports} = new WebAssembly.Instance(Module.host.relaxedKernels, {env: {memory: wasmMemory}});
  [exports.gemm_strip, exports.sparse_forward, exports.sparse_step].forEach((kernel, i) => {
    const place = wasmTable.grow(1);
    wasmTable.set(place, kernel);
    HEAP32[(places >> 2) + i] = place;
  });
  return true;
});
// clang-format on

namespace {

std::optional<inkling::Session> session;
inkling::KernelSet relaxed_kernels;

// The best kernels that there are or, where `wanted` names a set, those.
void choose_kernels(std::string_view wanted) {
  if (wanted == "scalar") {
    inkling::use_kernels(inkling::kScalarKernels);
    return;
  }
  int places[3];
  if (wanted == "simd128" || !host_link_relaxed(places)) return;
  // In WebAssembly a pointer to a function is its place in the table.
  relaxed_kernels.name = "relaxed";
  relaxed_kernels.gemm_strip = reinterpret_cast<decltype(relaxed_kernels.gemm_strip)>(places[0]);
  relaxed_kernels.sparse_forward =
      reinterpret_cast<decltype(relaxed_kernels.sparse_forward)>(places[1]);
  relaxed_kernels.sparse_step = reinterpret_cast<decltype(relaxed_kernels.sparse_step)>(places[2]);
  inkling::use_kernels(relaxed_kernels);
}

}  // namespace

extern "C" {

// `kernel` is the name of the set of kernels to use; empty for the best.
EMSCRIPTEN_KEEPALIVE void engine_start(const char* kernel) {
  choose_kernels(kernel);
  session.emplace(
      inkling::SessionHost{.send =
                               [](const inkling::Event& event) {
                                 const auto bytes = inkling::encode(event);
                                 host_send(bytes.data(), bytes.size());
                               },
                           .fetch = [](const std::string& file) { host_fetch(file.c_str()); },
                           .now_ms = [] { return emscripten_get_now(); }});
}

EMSCRIPTEN_KEEPALIVE void engine_receive(const std::uint8_t* bytes, std::size_t size) {
  if (const auto command = inkling::decode<inkling::Command>({bytes, size})) {
    session->receive(*command);
  }
}

EMSCRIPTEN_KEEPALIVE void engine_fetched(const char* file, const std::uint8_t* bytes,
                                         std::size_t size) {
  session->fetched(file, {bytes, size});
}

EMSCRIPTEN_KEEPALIVE void engine_fetch_progress(const char* file, int packed_bytes) {
  session->fetch_progress(file, packed_bytes);
}

EMSCRIPTEN_KEEPALIVE void engine_fetch_failed(const char* file, bool damaged) {
  using inkling::ErrorCode;
  const std::string name = file;
  session->fetch_failed(
      name,
      damaged ? inkling::Error{ErrorCode::kDamaged, "The file " + name + " is damaged. Try again."}
              : inkling::Error{ErrorCode::kUnreachable,
                               "The file " + name +
                                   " could not be fetched. Check the connection and try again."});
}

// Returns whether there is more to do at once.
EMSCRIPTEN_KEEPALIVE bool engine_work() { return session->work(); }
}
