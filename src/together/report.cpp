#include "together/report.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/json_fields.h"
#include "nn/shape_text.h"

namespace inkling {
namespace {

// So many of the images that were learned are shown.
constexpr int kOriginalsShown = 12;

// JSON has null for what was not measured.
double measured(const std::optional<double>& value) { return value.value_or(NAN); }

void score_field(JsonWriter& writer, const char* name, const std::optional<Score>& score) {
  writer.Key(name);
  if (!score) {
    writer.Null();
    return;
  }
  writer.StartObject();
  field(writer, "test", measured(score->test));
  field(writer, "right", score->right);
  field(writer, "drawings", score->drawings);
  writer.EndObject();
}

void write_entry(JsonWriter& writer, const Together& together, const Entry& entry) {
  const Member& member = entry.member;
  writer.StartObject();
  field(writer, "name", member.name);
  field(writer, "shape", shape_text(member.network.shape()));
  field(writer, "start", entry.start);
  writer.Key("seed");
  member.seed ? writer.Uint(*member.seed) : writer.Null();
  field(writer, "own_drawings", member.drawings().count());
  field(writer, "test", measured(together.test_accuracy(entry)));
  score_field(writer, "others", together.on_others_drawings(entry));
  writer.EndObject();
}

void write_mix(JsonWriter& writer, const Mix& mix) {
  constexpr const char* kReasons[] = {"", "layers", "activation"};
  writer.StartObject();
  list_field(writer, "members", mix.members);
  field(writer, "alike", mix.alike);
  field(writer, "why_not", std::string(kReasons[static_cast<int>(mix.no_mean)]));
  score_field(writer, "weights", mix.weights);
  score_field(writer, "answers", mix.answers);
  writer.EndObject();
}

void write_refused(JsonWriter& writer, const RefusedFile& file) {
  writer.StartObject();
  field(writer, "name", file.name);
  field(writer, "reason", std::string(kRefusalNames[static_cast<int>(file.reason)]));
  writer.EndObject();
}

void write_status(JsonWriter& writer, const TogetherStatus& status) {
  array_field(writer, "refused", status.refused, write_refused);
  field(writer, "demonstration", measured(status.demonstration));
  field(writer, "is_demonstration", status.is_demonstration);
  field(writer, "working", status.working);
  field(writer, "failed", status.failed);
  field(writer, "choices_read", status.choices_read);
  field(writer, "loaded", status.loading.loaded);
  field(writer, "total", status.loading.total);
}

// A picture's numbers go out as whole hundredths.
void write_picture(JsonWriter& writer, std::span<const float> picture) {
  writer.StartArray();
  for (const float value : picture) writer.Int(static_cast<int>(std::lround(100 * value)));
  writer.EndArray();
}

}  // namespace

std::string state_json(const Together& together, const TogetherStatus& status) {
  return json_object([&](JsonWriter& writer) {
    writer.Key("state");
    writer.StartObject();
    array_field(writer, "networks", together.entries(),
                [&](JsonWriter& into, const Entry& entry) { write_entry(into, together, entry); });
    array_field(writer, "mixes", together.mixes(), write_mix);
    writer.Key("shuffled");
    if (together.shuffled()) {
      writer.StartObject();
      field(writer, "itself", together.shuffled()->itself);
      field(writer, "mean", together.shuffled()->mean);
      writer.EndObject();
    } else {
      writer.Null();
    }
    write_status(writer, status);
    writer.EndObject();
  });
}

std::string leak_json(const LeakReport& report, Examples images) {
  std::vector<std::vector<float>> originals;
  for (int i = 0; i < std::min(images.count(), kOriginalsShown); ++i) {
    std::vector<float>& original = originals.emplace_back();
    for (const std::uint8_t pixel : images.picture(i)) original.push_back(pixel / 255.0f);
  }
  return json_object([&](JsonWriter& writer) {
    writer.Key("leak");
    writer.StartObject();
    field(writer, "share", report.share);
    field(writer, "images", images.count());
    field(writer, "recognisable", report.recognisable);
    writer.Key("picture");
    write_picture(writer, report.picture);
    array_field(writer, "units", report.unit_pictures, write_picture);
    array_field(writer, "originals", originals, write_picture);
    writer.EndObject();
  });
}

}  // namespace inkling
