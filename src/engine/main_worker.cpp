// The engine's only boundary to JavaScript: worker.js calls the functions below, and offers those
// in EM_JS.
#include <emscripten/emscripten.h>

#include <optional>

#include "engine/session.h"

// clang-format off
EM_JS(void, host_send, (const std::uint8_t* bytes, std::size_t size), {
  Module.host.send(HEAPU8.slice(bytes, bytes + size).buffer);
});
EM_JS(void, host_fetch, (const char* file), { Module.host.fetch(UTF8ToString(file)); });
// clang-format on

namespace {
std::optional<inkling::Session> session;
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void engine_start() {
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
