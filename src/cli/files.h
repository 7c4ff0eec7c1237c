// The command line reads and writes files and gzip here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "data/dataset.h"

namespace inkling {

using Bytes = std::vector<std::uint8_t>;

Result<Bytes> read_file(const std::filesystem::path& path);
Status write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

Bytes gzip(std::span<const std::uint8_t> bytes);
// Unpacks at most `max_size` bytes.
Result<Bytes> gunzip(std::span<const std::uint8_t> bytes, std::size_t max_size);

// Loads the whole data set that `pack` wrote into `folder`.
Result<Dataset> load_dataset(const std::filesystem::path& folder);

// Turns the four IDX files in `from` into shards and a manifest in `to`. The same input gives the
// same manifest.
Status pack_dataset(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace inkling
