// The page of a class's results reads codes and files of saved work with the app's own functions:
// web/results.js calls these. What they return stays until the next call.
#include <emscripten/emscripten.h>

#include <string>
#include <vector>

#include "app/core/result_lines.h"
#include "app/core/work_file.h"
#include "app/work_results.h"
#include "base/json_fields.h"

namespace {

using namespace inkling;

void write_result(JsonWriter& writer, const ClassResult& result, bool has_details,
                  const std::string& name = "") {
  std::vector<int> met, hard_for_visitor, hard_for_network;
  for (int digit = 0; digit < kDigits; ++digit) {
    const DigitResult& one = result.digits[static_cast<std::size_t>(digit)];
    if (one.met) met.push_back(digit);
    if (one.hard_for_visitor) hard_for_visitor.push_back(digit);
    if (one.hard_for_network) hard_for_network.push_back(digit);
  }
  writer.StartObject();
  field(writer, "name", name);
  field(writer, "activity",
        result.game ? std::string(kGameNames[static_cast<int>(*result.game)])
                    : "lesson-" + std::to_string(result.lesson));
  field(writer, "details", has_details);
  field(writer, "score", result.score);
  field(writer, "rounds", result.rounds);
  field(writer, "right", result.right);
  field(writer, "network_right", result.network_right);
  field(writer, "seconds", result.seconds);
  field(writer, "seed", result.seed);
  list_field(writer, "met", met);
  list_field(writer, "hard_for_visitor", hard_for_visitor);
  list_field(writer, "hard_for_network", hard_for_network);
  writer.EndObject();
}

const char* kept(std::string json) {
  static std::string last;
  last = std::move(json);
  return last.c_str();
}

}  // namespace

extern "C" {

// Returns {"fault": "none", "name": "", "length": 0, "character": "", "results": [...]}.
EMSCRIPTEN_KEEPALIVE const char* results_of_line(const char* text) {
  const ResultLine line = read_result_line(text);
  return kept(json_object([&](JsonWriter& writer) {
    field(writer, "name", line.name);
    field(writer, "fault", std::string(kCodeFaultNames[static_cast<int>(line.reading.fault)]));
    field(writer, "length", static_cast<int>(line.reading.length));
    const char character = line.reading.character;
    field(writer, "character", character == 0 ? std::string() : std::string(1, character));
    writer.Key("results");
    writer.StartArray();
    for (const auto& [name, result] : line.results) write_result(writer, result, true, name);
    writer.EndArray();
  }));
}

// Returns {"fault": "none", "results": [...]}; the fault may be "other", "damaged" or "newer".
EMSCRIPTEN_KEEPALIVE const char* results_of_file(const std::uint8_t* bytes, std::size_t size) {
  const auto work = read_work_file({bytes, size});
  std::string fault = "none";
  if (!work) {
    const bool newer = work.error().code == ErrorCode::kNewerState;
    fault = newer ? "newer" : is_work_file("", {bytes, size}) ? "damaged" : "other";
  }
  return kept(json_object([&](JsonWriter& writer) {
    field(writer, "fault", fault);
    writer.Key("results");
    writer.StartArray();
    if (work) {
      const WorkResults results = results_of_work(work->visitor);
      for (const ClassResult& result : results.results) write_result(writer, result, true);
      for (const ClassResult& result : results.without_details) {
        write_result(writer, result, false);
      }
    }
    writer.EndArray();
  }));
}
}
