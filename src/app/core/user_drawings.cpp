#include "app/core/user_drawings.h"

#include <vector>

#include "app/core/drawing.h"
#include "app/core/saved_records.h"
#include "app/core/saving.h"
#include "ui/class_names.h"

namespace inkling {
namespace {

// Above this probability a drawing of the visitor's own counts as learned.
constexpr float kLearned = 0.5f;

// `classes` has for each class the number that it has had in the engine's network, or -1 for a new
// one.
void send_classes_and_drawings(Core& core, const std::vector<int>& classes, bool learn) {
  TeachCommand command{.pixels = {}, .labels = {}, .classes = classes, .learn = learn};
  for (const UserDrawing& drawing : core.state.user_drawings) {
    command.pixels.insert(command.pixels.end(), drawing.picture.begin(), drawing.picture.end());
    command.labels.push_back(static_cast<std::uint8_t>(drawing.label));
  }
  core.state.teaching_wanted = learn && !command.labels.empty();
  send(core, command);
}

void teach(Core& core, const std::vector<int>& classes, bool learn) {
  send_classes_and_drawings(core, classes, learn);
  save(core, SavedPart::kVisitor);
}

}  // namespace

void send_user_drawings(Core& core, bool learn) {
  send_classes_and_drawings(core, same_classes(core.state.classes()), learn);
}

bool has_user_classes(const State& state) {
  return state.symbols() > 0 || !state.user_drawings.empty();
}

void name_drawing(Core& core, int label) {
  State& state = core.state;
  if (state.demonstrating || is_empty(state.pad.strokes)) return;
  const bool is_new = label == state.classes();
  if (is_new && (!state.idle() || !state.can_add_symbol())) return;
  std::vector<std::uint64_t> symbol_ids = state.model.symbol_ids;
  std::vector<std::uint64_t> taken = symbol_ids;
  for (const UserDrawing& drawing : state.user_drawings) taken.push_back(drawing.id);
  const std::uint64_t id = drawing_id(state.pad.strokes, taken);
  std::vector<int> classes = same_classes(state.classes());
  if (is_new) {
    classes.push_back(-1);
    symbol_ids.push_back(id);
    state.model.change_classes(classes, symbol_ids);
    predict_drawing(core);
  }
  state.user_drawings.push_back({.id = id,
                                 .strokes = state.pad.strokes,
                                 .label = label,
                                 .picture = picture_of(state.pad.strokes)});
  state.pad.named = true;
  teach(core, classes, true);
  announce(core, Text::kDrawingNamed, {class_name(state.language, label)});
}

void add_drawings(Core& core, const std::vector<LabelledDrawing>& drawings) {
  State& state = core.state;
  std::vector<std::uint64_t> taken = state.model.symbol_ids;
  for (const UserDrawing& drawing : state.user_drawings) taken.push_back(drawing.id);
  for (const LabelledDrawing& drawing : drawings) {
    // A pad has room from 0 to 1, and what is saved is as if it had been drawn there.
    Pad pad;
    place_in_middle(pad, drawing.strokes);
    taken.push_back(drawing_id(pad.strokes, taken));
    state.user_drawings.push_back({.id = taken.back(),
                                   .strokes = pad.strokes,
                                   .label = drawing.label,
                                   .picture = picture_of(pad.strokes)});
  }
  teach(core, same_classes(state.classes()), true);
}

void relabel_user_drawing(Core& core, std::size_t index, int label) {
  core.state.user_drawings[index].label = label;
  teach(core, same_classes(core.state.classes()), true);
}

void delete_user_drawing(Core& core, std::size_t index) {
  auto& drawings = core.state.user_drawings;
  drawings.erase(drawings.begin() + static_cast<std::ptrdiff_t>(index));
  teach(core, same_classes(core.state.classes()), true);
}

void delete_symbol(Core& core, int label) {
  State& state = core.state;
  if (!state.idle()) return;
  std::erase_if(state.user_drawings,
                [&](const UserDrawing& drawing) { return drawing.label == label; });
  for (UserDrawing& drawing : state.user_drawings) {
    if (drawing.label > label) --drawing.label;
  }
  std::vector<int> classes = same_classes(state.classes());
  classes.erase(classes.begin() + label);
  std::vector<std::uint64_t> symbol_ids = state.model.symbol_ids;
  symbol_ids.erase(symbol_ids.begin() + (label - kDigits));
  state.model.change_classes(classes, symbol_ids);
  predict_drawing(core);
  teach(core, classes, false);
}

bool newest_is_learned(const State& state) {
  if (state.user_drawings.empty()) return false;
  const UserDrawing& newest = state.user_drawings.back();
  return predict(state.model.network, newest.picture)[static_cast<std::size_t>(newest.label)] >
         kLearned;
}

}  // namespace inkling
