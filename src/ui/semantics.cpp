#include "ui/semantics.h"

#include <algorithm>
#include <cmath>

#include "base/json.h"

namespace inkling {
namespace {

constexpr const char* kRoleNames[] = {"button",  "toggle", "tab",      "textfield", "text",
                                      "heading", "image",  "progress", "pad"};

}  // namespace

std::string Semantics::json() const {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  const auto text = [&writer](const std::string& value) {
    writer.String(value.c_str(), static_cast<rapidjson::SizeType>(value.size()));
  };
  const auto rect = [&writer](const char* name, const Rect& value) {
    writer.Key(name);
    writer.StartArray();
    for (const float side : {value.x, value.y, value.w, value.h}) {
      writer.Int(static_cast<int>(std::lround(side)));
    }
    writer.EndArray();
  };
  writer.StartArray();
  for (const Control& control : controls_) {
    writer.StartObject();
    writer.Key("id");
    text(control.id);
    writer.Key("role");
    writer.String(kRoleNames[static_cast<int>(control.role)]);
    writer.Key("label");
    text(control.label);
    rect("rect", control.rect);
    if (control.clip) rect("clip", *control.clip);
    writer.Key("on");
    writer.Bool(control.on);
    writer.Key("disabled");
    writer.Bool(control.disabled);
    writer.Key("value");
    text(control.value);
    if (!control.why.empty()) {
      writer.Key("why");
      text(control.why);
    }
    writer.EndObject();
  }
  writer.EndArray();
  return buffer.GetString();
}

void Semantics::activate(std::string id, std::string value) {
  activations_.push_back({std::move(id), std::move(value)});
}

std::optional<std::string> Semantics::take_activation(const std::string& id) {
  const auto found = std::find_if(activations_.begin(), activations_.end(),
                                  [&](const Activation& a) { return a.id == id; });
  if (found == activations_.end()) return std::nullopt;
  std::string value = std::move(found->value);
  activations_.erase(found);
  return value;
}

bool Semantics::take_focus(const std::string& id) {
  if (focused_ != id) return false;
  focused_.clear();
  return true;
}

}  // namespace inkling
