// This file is the page's only boundary to JavaScript for those who learn together: worker.js calls
// the functions below, as it calls those of the engine, and offers what those in EM_JS call.
#include <emscripten/emscripten.h>

#include <optional>
#include <string>
#include <vector>

#include "math/kernels/kernel_set.h"
#include "math/kernels/kernels_simd128.h"
#include "together/session.h"

// clang-format off
EM_JS(void, host_send, (const std::uint8_t* bytes, std::size_t size), {
  Module.host.send(HEAPU8.subarray(bytes, bytes + size));
});
EM_JS(void, host_fetch, (const char* file), { Module.host.fetch(UTF8ToString(file)); });
// clang-format on

namespace {

std::optional<inkling::TogetherSession> session;
std::vector<std::uint8_t> data_file;  // It is on its way into the session.

}  // namespace

extern "C" {

// The parameters say which kernels and threads the engine is to have: here the built-in ones, and
// one thread, are fast enough.
EMSCRIPTEN_KEEPALIVE void engine_start(const char*, const std::uint8_t*, std::size_t, int) {
  inkling::use_kernels(inkling::kSimd128Kernels);
  session.emplace(inkling::TogetherSession::Host{
      .send =
          [](std::span<const std::uint8_t> message) { host_send(message.data(), message.size()); },
      .fetch = [](const std::string& file) { host_fetch(file.c_str()); },
      .now_ms = [] { return emscripten_get_now(); }});
}

EMSCRIPTEN_KEEPALIVE void engine_receive(const std::uint8_t* bytes, std::size_t size) {
  session->receive({reinterpret_cast<const char*>(bytes), size});
}

EMSCRIPTEN_KEEPALIVE void engine_fetched(const char* file, const std::uint8_t* bytes,
                                         std::size_t size) {
  session->fetched(file, {bytes, size});
}

EMSCRIPTEN_KEEPALIVE void engine_fetch_progress(const char* file, int packed_bytes) {
  session->fetch_progress(file, packed_bytes);
}

EMSCRIPTEN_KEEPALIVE void engine_fetch_stalled(const char* file) { session->fetch_stalled(file); }

EMSCRIPTEN_KEEPALIVE void engine_fetch_failed(const char* file, bool damaged) {
  using inkling::ErrorCode;
  const ErrorCode code = damaged ? ErrorCode::kDamaged : ErrorCode::kUnreachable;
  session->fetch_failed(file, {code, std::string("The file ") + file + " could not be loaded."});
}

// Returns where the bytes of the next file go.
EMSCRIPTEN_KEEPALIVE std::uint8_t* engine_data_file_place(std::size_t size) {
  data_file.resize(size);
  return data_file.data();
}

EMSCRIPTEN_KEEPALIVE void engine_add_data_file(const char* path) {
  session->add_file(path, data_file);
  data_file = {};
}

EMSCRIPTEN_KEEPALIVE void engine_refuse_data_files(const char* reason) {
  session->refuse_files(reason);
}

EMSCRIPTEN_KEEPALIVE void engine_end_data_files(const char* name) { session->end_files(name); }

EMSCRIPTEN_KEEPALIVE bool engine_work() { return session->work(); }
}
