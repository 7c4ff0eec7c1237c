#include "app/core/exported_file.h"

#include <map>
#include <string>

#include "app/core/model_card.h"
#include "model/npz.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "nn/settings.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

std::map<std::string, std::string> notes_of(const State& state) {
  std::map<std::string, std::string> notes = {
      {"format", "pt"},
      {"pixels", "28 x 28, row after row, from 0 (paper) to 1 (ink); the digit in the middle"},
      {"outputs", "ten logits; their softmax gives the probabilities of the digits 0 to 9"}};
  notes["model_card"] = model_card(state);
  if (state.model.test_accuracy) {
    notes["mnist_test_accuracy_percent"] =
        fixed(Language::kEnglish, 100 * *state.model.test_accuracy, 2);
  }
  // The settings are the last run's: without one in this visit, nobody knows them.
  if (!state.training.result) return notes;
  std::string settings;
  for (const SettingInfo& info : setting_table()) {
    settings += (settings.empty() ? "" : " ") + std::string(info.name) + "=" +
                setting_text(state.training.settings, info);
  }
  notes["trained_with"] = settings;
  return notes;
}

// Of a data set of the visitor's own, no more is known than its classes.
std::map<std::string, std::string> notes_of_own(const State& state, const OwnData& data) {
  std::map<std::string, std::string> notes = {
      {"format", "pt"}, {"pixels", "28 x 28, row after row, from 0 (paper) to 1 (ink)"}};
  for (const std::string& name : data.names) {
    notes["outputs"] += (notes["outputs"].empty() ? "" : ", ") + name;
  }
  if (state.model.test_accuracy) {
    notes["test_accuracy_percent"] = fixed(Language::kEnglish, 100 * *state.model.test_accuracy, 2);
  }
  return notes;
}

}  // namespace

std::vector<std::uint8_t> exported_file(const State& state, ModelFormat format) {
  // The visitor's symbols stay theirs.
  const Network<float> digits = with_class_count(state.model.network, state.data_classes());
  const std::map<std::string, std::string> notes =
      state.own_data ? notes_of_own(state, *state.own_data) : notes_of(state);
  switch (format) {
    case ModelFormat::kSafetensors:
      return to_safetensors(digits, Precision::kFloat32, notes);
    case ModelFormat::kOnnx:
      return to_onnx(digits, notes);
    case ModelFormat::kNpz: {
      std::map<std::string, std::string> texts;
      for (const auto& [name, words] : notes) texts[name + ".txt"] = words;
      return to_npz(digits, texts);
    }
  }
  return {};
}

}  // namespace inkling
