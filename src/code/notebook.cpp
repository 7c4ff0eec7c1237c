#include <span>

#include "base/json_fields.h"
#include "code/program.h"

namespace inkling {
namespace {

using Phase = ProgramLine::Phase;

// A loop cannot be cut, so all that is done in it belongs to the cell of training.
Phase cell_of(Phase phase) {
  const bool in_loop =
      phase == Phase::kForward || phase == Phase::kBackward || phase == Phase::kUpdate;
  return in_loop ? Phase::kFit : phase;
}

// A cell begins with a line that could stand alone: an indented one, or a closing bracket, belongs
// to the line above.
bool may_begin_cell(const ProgramLine& line) {
  return !line.text.empty() && line.text.find_first_of(" )]") != 0;
}

void write_cell(JsonWriter& writer, std::span<const ProgramLine> lines) {
  while (!lines.empty() && lines.back().text.empty()) lines = lines.first(lines.size() - 1);
  writer.StartObject();
  field(writer, "cell_type", std::string("code"));
  writer.Key("execution_count");
  writer.Null();
  writer.Key("metadata");
  writer.StartObject();
  writer.EndObject();
  writer.Key("outputs");
  writer.StartArray();
  writer.EndArray();
  writer.Key("source");
  writer.StartArray();
  for (const ProgramLine& line : lines) {
    const std::string text = line.text + (&line == &lines.back() ? "" : "\n");
    writer.String(text.c_str(), static_cast<rapidjson::SizeType>(text.size()));
  }
  writer.EndArray();
  writer.EndObject();
}

}  // namespace

std::string notebook_of(const Program& program) {
  return json_object([&](JsonWriter& writer) {
    writer.Key("cells");
    writer.StartArray();
    const std::span<const ProgramLine> lines = program.lines;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= lines.size(); ++i) {
      if (i < lines.size() &&
          (!may_begin_cell(lines[i]) || cell_of(lines[i].phase) == cell_of(lines[first].phase))) {
        continue;
      }
      write_cell(writer, lines.subspan(first, i - first));
      first = i;
    }
    writer.EndArray();
    writer.Key("metadata");
    writer.StartObject();
    writer.Key("kernelspec");
    writer.StartObject();
    field(writer, "display_name", std::string("Python 3"));
    field(writer, "language", std::string("python"));
    field(writer, "name", std::string("python3"));
    writer.EndObject();
    writer.EndObject();
    field(writer, "nbformat", 4);
    field(writer, "nbformat_minor", 4);
  });
}

}  // namespace inkling
