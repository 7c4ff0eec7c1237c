// SHA-256 (FIPS 180-4) tells a file that arrived whole from one that did not.
//
// The browser's own implementation is only there in secure contexts, and this site must also work
// on plain http.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace inkling {

// Returns the hash as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::span<const std::uint8_t> bytes);

}  // namespace inkling
