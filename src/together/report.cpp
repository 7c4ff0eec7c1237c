#include "together/report.h"

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "nn/shape_text.h"

namespace inkling {
namespace {

// So many of the images that were learned are shown.
constexpr int kOriginalsShown = 12;

void write_score(JsonWriter& writer, const std::optional<Score>& score) {
  if (!score) {
    writer.Null();
    return;
  }
  writer.StartObject();
  writer.Key("test");
  score->test ? writer.Double(*score->test) : writer.Null();
  writer.Key("right");
  writer.Int(score->right);
  writer.Key("drawings");
  writer.Int(score->drawings);
  writer.EndObject();
}

void write_entry(JsonWriter& writer, const Together& together, const Entry& entry) {
  const Member& member = entry.member;
  writer.StartObject();
  writer.Key("name");
  writer.String(member.name.c_str());
  writer.Key("shape");
  writer.String(shape_text(member.network.shape()).c_str());
  writer.Key("start");
  writer.Int(entry.start);
  writer.Key("seed");
  member.seed ? writer.Uint(*member.seed) : writer.Null();
  writer.Key("own_drawings");
  writer.Int(member.drawings().count());
  writer.Key("test");
  const std::optional<double> test = together.test_accuracy(entry);
  test ? writer.Double(*test) : writer.Null();
  writer.Key("others");
  write_score(writer, together.on_others_drawings(entry));
  writer.EndObject();
}

void write_mix(JsonWriter& writer, const Mix& mix) {
  constexpr const char* kReasons[] = {"", "layers", "activation"};
  writer.StartObject();
  writer.Key("members");
  writer.StartArray();
  for (const int member : mix.members) writer.Int(member);
  writer.EndArray();
  writer.Key("alike");
  writer.Bool(mix.alike);
  writer.Key("why_not");
  writer.String(kReasons[static_cast<int>(mix.no_mean)]);
  writer.Key("weights");
  write_score(writer, mix.weights);
  writer.Key("answers");
  write_score(writer, mix.answers);
  writer.EndObject();
}

void write_status(JsonWriter& writer, const TogetherStatus& status) {
  writer.Key("refused");
  writer.StartArray();
  for (const RefusedFile& file : status.refused) {
    writer.StartObject();
    writer.Key("name");
    writer.String(file.name.c_str());
    writer.Key("reason");
    writer.String(kRefusalNames[static_cast<int>(file.reason)]);
    writer.EndObject();
  }
  writer.EndArray();
  writer.Key("demonstration");
  status.demonstration ? writer.Double(*status.demonstration) : writer.Null();
  writer.Key("is_demonstration");
  writer.Bool(status.is_demonstration);
  writer.Key("working");
  writer.Bool(status.working);
  writer.Key("failed");
  writer.Bool(status.failed);
  writer.Key("choices_read");
  writer.Int(status.choices_read);
  writer.Key("loaded");
  writer.Int(status.loading.loaded);
  writer.Key("total");
  writer.Int(status.loading.total);
}

void write_picture(JsonWriter& writer, std::span<const float> picture) {
  writer.StartArray();
  for (const float value : picture) writer.Int(static_cast<int>(std::lround(100 * value)));
  writer.EndArray();
}

}  // namespace

std::string state_json(const Together& together, const TogetherStatus& status) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  writer.Key("state");
  writer.StartObject();
  writer.Key("networks");
  writer.StartArray();
  for (const Entry& entry : together.entries()) write_entry(writer, together, entry);
  writer.EndArray();
  writer.Key("mixes");
  writer.StartArray();
  for (const Mix& mix : together.mixes()) write_mix(writer, mix);
  writer.EndArray();
  writer.Key("shuffled");
  if (together.shuffled()) {
    writer.StartObject();
    writer.Key("itself");
    writer.Double(together.shuffled()->itself);
    writer.Key("mean");
    writer.Double(together.shuffled()->mean);
    writer.EndObject();
  } else {
    writer.Null();
  }
  write_status(writer, status);
  writer.EndObject();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string leak_json(const LeakReport& report, Examples images) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  writer.Key("leak");
  writer.StartObject();
  writer.Key("share");
  writer.Double(report.share);
  writer.Key("images");
  writer.Int(images.count());
  writer.Key("recognisable");
  writer.Int(report.recognisable);
  writer.Key("picture");
  write_picture(writer, report.picture);
  writer.Key("units");
  writer.StartArray();
  for (const std::vector<float>& picture : report.unit_pictures) write_picture(writer, picture);
  writer.EndArray();
  writer.Key("originals");
  writer.StartArray();
  for (int i = 0; i < std::min(images.count(), kOriginalsShown); ++i) {
    std::vector<float> original;
    for (const std::uint8_t pixel : images.picture(i)) original.push_back(pixel / 255.0f);
    write_picture(writer, original);
  }
  writer.EndArray();
  writer.EndObject();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace inkling
