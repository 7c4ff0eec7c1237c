// This file is the engine's only boundary to JavaScript: worker.js calls the functions below, and
// offers what those in EM_JS call.
#include <emscripten/emscripten.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/thread_pool.h"
#include "engine/session.h"
#include "math/kernels/kernel_set.h"
#include "math/kernels/kernels_scalar.h"
#include "math/kernels/kernels_simd128.h"

// clang-format off
EM_JS(void, host_send, (const std::uint8_t* bytes, std::size_t size), {
  Module.host.send(HEAPU8.subarray(bytes, bytes + size));
});
EM_JS(void, host_fetch, (const char* file), { Module.host.fetch(UTF8ToString(file)); });
// Links the module of the relaxed kernels into our memory and into this thread's table of
// functions, at `places`. Where these are 0, it links at the table's end and writes the places
// back.
EM_JS(void, link_relaxed, (const std::uint8_t* bytes, std::size_t size, int* places), {
  const wasm = new WebAssembly.Module(HEAPU8.slice(bytes, bytes + size));
  const exports = new WebAssembly.Instance(wasm, {env: {memory: wasmMemory}}).exports;
  const names = ['gemm_strip', 'sparse_forward', 'sparse_step', 'multiply_adds'];
  names.map((name) => exports[name]).forEach((kernel, i) => {
    const place = HEAP32[(places >> 2) + i] || wasmTable.length;
    if (wasmTable.length <= place) wasmTable.grow(place + 1 - wasmTable.length);
    if (wasmTable.get(place)) throw new Error('Two threads have different tables of functions.');
    wasmTable.set(place, kernel);
    HEAP32[(places >> 2) + i] = place;
  });
});
// clang-format on

namespace {

std::optional<inkling::Session> session;
std::optional<inkling::ThreadPool> pool;
std::vector<std::uint8_t> data_file;  // It is on its way into the session.

// relaxed_module is the module of the relaxed kernels, empty where the browser or the build has
// none, and relaxed_kernels is the set that they make.
std::vector<std::uint8_t> relaxed_module;
inkling::KernelSet relaxed_kernels;

// Points `function` at one of another module: in WebAssembly, a pointer to a function is its place
// in the table.
template <class Function>
void set_function(Function& function, int place) {
  function = reinterpret_cast<Function>(place);
}

// These are the relaxed kernels' places in the tables: each thread has a table of its own, and what
// points to a function is the same number in all of them.
std::array<int, 4> relaxed_places{};

void link_relaxed_kernels() {
  link_relaxed(relaxed_module.data(), relaxed_module.size(), relaxed_places.data());
}

// Returns all sets that there are, from the slowest on.
std::vector<const inkling::KernelSet*> find_kernels() {
  std::vector<const inkling::KernelSet*> sets = {&inkling::kScalarKernels,
                                                 &inkling::kSimd128Kernels};
  if (relaxed_module.empty()) return sets;
  link_relaxed_kernels();
  const auto& places = relaxed_places;
  relaxed_kernels.name = "relaxed";
  set_function(relaxed_kernels.gemm_strip, places[0]);
  set_function(relaxed_kernels.sparse_forward, places[1]);
  set_function(relaxed_kernels.sparse_step, places[2]);
  set_function(relaxed_kernels.multiply_adds, places[3]);
  sets.push_back(&relaxed_kernels);
  return sets;
}

}  // namespace

extern "C" {

// `kernel` is the name of the set of kernels to use, empty for the best. `module` and `size` are
// the module of the relaxed ones, empty where there is none. `threads` is how many may be used.
EMSCRIPTEN_KEEPALIVE void engine_start(const char* kernel, const std::uint8_t* module,
                                       std::size_t size, int threads) {
  relaxed_module.assign(module, module + size);
  const auto sets = find_kernels();
  const auto wanted = std::find_if(sets.begin(), sets.end(), [&](const inkling::KernelSet* set) {
    return std::string_view(set->name) == kernel;
  });
  inkling::use_kernels(wanted != sets.end() ? **wanted : *sets.back());
  if (threads > 1) {
    pool.emplace(threads, [] {
      if (!relaxed_module.empty()) link_relaxed_kernels();
    });
  }
  session.emplace(
      inkling::SessionHost{.send =
                               [](const inkling::EngineMessage& message) {
                                 const auto bytes = inkling::encode(message);
                                 host_send(bytes.data(), bytes.size());
                               },
                           .fetch = [](const std::string& file) { host_fetch(file.c_str()); },
                           .now_ms = [] { return emscripten_get_now(); },
                           .kernel_sets = sets,
                           .pool = pool ? &*pool : nullptr});
}

EMSCRIPTEN_KEEPALIVE void engine_receive(const std::uint8_t* bytes, std::size_t size) {
  if (const auto request = inkling::decode_request({bytes, size})) session->receive(*request);
}

EMSCRIPTEN_KEEPALIVE void engine_fetched(const char* file, const std::uint8_t* bytes,
                                         std::size_t size) {
  session->fetched(file, {bytes, size});
}

EMSCRIPTEN_KEEPALIVE void engine_fetch_progress(const char* file, int packed_bytes) {
  session->fetch_progress(file, packed_bytes);
}

// The connection was given up, and another one is tried.
EMSCRIPTEN_KEEPALIVE void engine_fetch_stalled(const char* file) { session->fetch_stalled(file); }

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

// Returns where the bytes of the next file of a data set go.
EMSCRIPTEN_KEEPALIVE std::uint8_t* engine_data_file_place(std::size_t size) {
  data_file.resize(size);
  return data_file.data();
}

EMSCRIPTEN_KEEPALIVE void engine_add_data_file(const char* path) {
  session->add_data_file(path, data_file);
  data_file = {};
}

// The files cannot be read, for this reason: see refused_set().
EMSCRIPTEN_KEEPALIVE void engine_refuse_data_files(const char* reason) {
  session->refuse_data_files(reason);
}

EMSCRIPTEN_KEEPALIVE void engine_end_data_files(const char* name) { session->end_data_files(name); }

// Returns whether there is more to do at once.
EMSCRIPTEN_KEEPALIVE bool engine_work() { return session->work(); }
}
