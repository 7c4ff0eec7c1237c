#include "app/core/results.h"

#include <algorithm>

#include "base/bytes.h"

namespace inkling {

std::string keep_result(State& state, const ClassResult& result) {
  std::vector<std::string>& codes = state.result_codes;
  codes.push_back(code_of(result));
  if (codes.size() > kMostResults) codes.erase(codes.begin());
  return codes.back();
}

std::string code_of_lesson(const State& state, int lesson) {
  const auto is_of_lesson = [&](const std::string& code) {
    const ClassResult result = read_code(code).result;
    return !result.game && result.lesson == lesson;
  };
  const auto& codes = state.result_codes;
  const auto found = std::find_if(codes.rbegin(), codes.rend(), is_of_lesson);
  return found == codes.rend() ? "" : *found;
}

std::vector<std::uint8_t> results_to_bytes(const std::vector<std::string>& codes) {
  ByteWriter writer;
  writer(codes);
  return writer.take();
}

std::vector<std::string> results_from_bytes(std::span<const std::uint8_t> bytes) {
  std::vector<std::string> codes;
  ByteReader reader(bytes);
  reader(codes);
  if (!reader.ok()) return {};
  std::erase_if(codes, [](const std::string& code) {
    const CodeFault fault = read_code(code).fault;
    return fault != CodeFault::kNone && fault != CodeFault::kNewer;
  });
  return codes;
}

std::vector<std::uint8_t> merged_results(std::span<const std::uint8_t> theirs,
                                         std::span<const std::uint8_t> base,
                                         std::span<const std::uint8_t> mine) {
  std::vector<std::string> codes = results_from_bytes(theirs);
  const std::vector<std::string> before = results_from_bytes(base);
  const auto has = [](const std::vector<std::string>& list, const std::string& code) {
    return std::find(list.begin(), list.end(), code) != list.end();
  };
  for (const std::string& code : results_from_bytes(mine)) {
    if (!has(before, code) && !has(codes, code)) codes.push_back(code);
  }
  const std::size_t too_many = codes.size() - std::min(codes.size(), kMostResults);
  codes.erase(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(too_many));
  return results_to_bytes(codes);
}

void code_copied(Core& core, bool copied, const std::string& code) {
  core.state.copied_code = copied ? code : "";
  core.state.code_copy_refused = !copied;
  announce(core, copied ? Text::kResultCopied : Text::kResultCopyRefused);
}

}  // namespace inkling
