#include "model/foreign/keras_graph.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"

namespace inkling {
namespace {

// A layer may be called more than once; each call has a number.
struct Call {
  std::string layer;
  int number = 0;

  bool operator<(const Call& other) const {
    return std::tie(layer, number) < std::tie(other.layer, other.number);
  }
};

// A reference to a call is ["name", number, which of its outputs].
std::optional<Call> call_of(const KerasJson& value) {
  if (!value.IsArray() || value.Size() < 2 || !value[0].IsString() || !value[1].IsInt()) {
    return std::nullopt;
  }
  return Call{json_string(&value[0]), value[1].GetInt()};
}

// Collects the references in a call's arguments, however they are nested: Keras 2 writes them
// plainly, and Keras 3 in objects that have a "keras_history".
void add_calls(const KerasJson& arguments, std::vector<Call>& calls) {
  std::vector<const KerasJson*> rest = {&arguments};
  while (!rest.empty()) {
    const KerasJson& value = *rest.back();
    rest.pop_back();
    if (const auto call = call_of(value)) {
      calls.push_back(*call);
    } else if (value.IsArray()) {
      for (const KerasJson& item : value.GetArray()) rest.push_back(&item);
    } else if (value.IsObject()) {
      for (const auto& member : value.GetObject()) rest.push_back(&member.value);
    }
  }
}

std::string name_of(const KerasJson& layer) {
  const std::string name = json_string(find_member(layer, "name"));
  const KerasJson* config = find_member(layer, "config");
  return !name.empty() || config == nullptr ? name : json_string(find_member(*config, "name"));
}

Error refused_way(const std::string& layer, const std::string& what) {
  const std::string shown = shown_name(layer);
  return refused_part(shown,
                      "This Keras model cannot be shown here: layer " + shown + " " + what + ".");
}

}  // namespace

Result<std::vector<const KerasJson*>> connected_layers(const KerasJson& layers,
                                                       const KerasJson& config) {
  std::vector<const KerasJson*> listed;
  std::map<std::string, const KerasJson*> by_name;
  std::map<Call, std::vector<Call>> inputs;
  bool functional = false;
  for (const KerasJson& layer : layers.GetArray()) {
    listed.push_back(&layer);
    const std::string name = name_of(layer);
    const bool taken = !by_name.emplace(name, &layer).second;
    const KerasJson* nodes = find_member(layer, "inbound_nodes");
    if (nodes == nullptr || !nodes->IsArray()) continue;
    if (taken) return refused_way(name, "has the name of another one");
    functional = functional || !nodes->Empty();
    for (int number = 0; number < static_cast<int>(nodes->Size()); ++number) {
      add_calls((*nodes)[static_cast<rapidjson::SizeType>(number)], inputs[{name, number}]);
    }
    if (nodes->Empty()) inputs[{name, 0}] = {};
  }
  if (!functional) return listed;

  // The outputs are listed, or are what no other layer takes.
  std::vector<Call> outputs;
  if (const KerasJson* named = find_member(config, "output_layers")) {
    add_calls(*named, outputs);
  } else {
    std::set<Call> used;
    for (const auto& [call, from] : inputs) used.insert(from.begin(), from.end());
    for (const auto& [call, from] : inputs) {
      if (!used.contains(call)) outputs.push_back(call);
    }
  }
  if (outputs.empty()) return damaged_keras("it has no outputs");
  if (outputs.size() > 1) return refused_way(outputs[1].layer, "is a second output");
  std::vector<const KerasJson*> way;
  std::set<Call> seen;
  for (Call at = outputs[0];;) {
    const auto layer = by_name.find(at.layer);
    const auto from = inputs.find(at);
    if (layer == by_name.end() || from == inputs.end()) {
      return damaged_keras("the layer " + shown_name(at.layer) + " is missing");
    }
    if (!seen.insert(at).second) return refused_way(at.layer, "takes what it gives");
    way.push_back(layer->second);
    if (from->second.empty()) break;
    if (from->second.size() > 1) return refused_way(at.layer, "joins several ways");
    at = from->second.front();
  }
  std::reverse(way.begin(), way.end());
  return way;
}

}  // namespace inkling
