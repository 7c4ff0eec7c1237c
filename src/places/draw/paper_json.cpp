#include "places/draw/paper_json.h"

#include "base/json_fields.h"
#include "places/draw/paper_words.h"
#include "ui/strings.h"

namespace inkling {
namespace {

constexpr const char* kLooks[] = {"sure", "perhaps", "none"};

void write_frame(JsonWriter& writer, Language language, const Track& track, bool practice) {
  writer.StartObject();
  field(writer, "id", track.id);
  list_field(writer, "box", track.digit.box);
  field(writer, "look", std::string(kLooks[static_cast<int>(track.digit.standing)]));
  field(writer, "tag", practice ? std::string() : digit_tag(language, track.digit));
  field(writer, "words",
        practice ? practice_words(language, track.digit) : digit_words(language, track.digit));
  writer.EndObject();
}

}  // namespace

std::string paper_json(Language language, const Paper& paper, Rect area) {
  using Stage = Paper::Stage;
  const Stage stage = paper.stage();
  const bool camera = stage == Stage::kAsking || stage == Stage::kLive;
  if (!camera && stage != Stage::kReading && stage != Stage::kRead) return "";
  // What the network sees has been taken out of the picture: there are no frames on it.
  const bool framed = stage == Stage::kLive || paper.step() < kPaperSteps - 1;
  return json_object([&](JsonWriter& writer) {
    field(writer, "kind", std::string("paper"));
    field(writer, "language", std::string(kLanguageNames[static_cast<int>(language)]));
    list_field(writer, "rect", std::initializer_list<float>{area.x, area.y, area.w, area.h});
    field(writer, "camera", camera);
    field(writer, "step", camera ? 0 : paper.step());
    list_field(writer, "size", std::initializer_list<int>{paper.width(), paper.height()});
    field(writer, "label", std::string(text(language, Text::kPaperPicture)));
    writer.Key("frames");
    writer.StartArray();
    if (framed) {
      for (const Track& track : paper.digits()) {
        write_frame(writer, language, track, paper.is_practice());
      }
    }
    writer.EndArray();
  });
}

}  // namespace inkling
