#include "places/train/data_set_panel.h"

#include <algorithm>
#include <vector>

#include "app/core/actions.h"
#include "app/core/data_words.h"

namespace inkling {
namespace {

void cut_words(Ui& ui, const char* id, const std::string& words, Rect& area) {
  const float height = ui.paragraph(area, words, Type::kSmall, ui.colours().quiet);
  ui.spoken(id, Role::kText, {area.x, area.y, area.w, height}, words);
  area.cut_top(height, kStep);
}

std::vector<ButtonSpec> opening_buttons(const Ui& ui, const State& state) {
  const bool disabled = !state.idle() || state.data_on_its_way;
  return {{.id = "data-open",
           .words = ui.say(Text::kDataOpen),
           .action = ChooseData{},
           .disabled = disabled},
          {.id = "data-open-folder",
           .words = ui.say(Text::kDataOpenFolder),
           .action = ChooseData{.folder = true},
           .disabled = disabled}};
}

// Ten classes that are numbered may be of a set whose classes people have names for.
bool may_be_known(const OwnData& data) {
  return data.classes() == kDigits && data.names_in_files.front() == "0" &&
         data.names_in_files.back() == "9";
}

void draw_known_names(Ui& ui, const OwnData& data, Rect& area) {
  struct Choice {
    KnownNames known;
    const char* id;
    Text words;
  };
  constexpr Choice kChoices[] = {
      {KnownNames::kNone, "names-file", Text::kDataNamesFile},
      {KnownNames::kClothes, "names-clothes", Text::kDataNamesClothes},
      {KnownNames::kHiragana, "names-hiragana", Text::kDataNamesHiragana}};
  std::vector<ButtonSpec> buttons;
  for (const Choice& choice : kChoices) {
    buttons.push_back(
        {.id = choice.id,
         .words = ui.say(choice.words),
         .action = NameClasses{choice.known},
         .look = data.known == choice.known ? ButtonLook::kPrimary : ButtonLook::kOutline});
  }
  area.cut_top(ui.button_flow(area, buttons), kStep);
}

void draw_names(Ui& ui, const OwnData& data, Rect& area) {
  constexpr float kField = 150;
  ui.cut_text(area, ui.say(Text::kDataNames), Type::kBodyBold, ui.colours().ink, 4);
  if (may_be_known(data)) draw_known_names(ui, data, area);
  const int columns = std::max(1, static_cast<int>((area.w + kStep) / (kField + kStep)));
  Rect row{};
  for (int label = 0; label < data.classes(); ++label) {
    if (label % columns == 0) row = area.cut_top(kTouch, 4);
    const auto i = static_cast<std::size_t>(label);
    std::string name = data.names[i];
    if (ui.text_field("class-name-" + std::to_string(label),
                      row.column(label % columns, columns, kStep),
                      ui.say(Text::kDataClassName, {data.names_in_files[i]}), name)) {
      ui.act(RenameClass{label, name});
    }
  }
  area.cut_top(0, kStep);
}

void draw_own(Ui& ui, const State& state, const OwnData& data, Rect& area) {
  std::string words = data.file + (ui.language() == Language::kEnglish ? ": " : "：") +
                      data_words(ui.language(), data);
  const std::string changes = data_changes_words(ui.language(), data);
  if (!changes.empty()) words += "\n" + changes;
  cut_words(ui, "data-found", words, area);
  area.cut_top(ui.button_flow(area, {{.id = "data-leave",
                                      .words = ui.say(Text::kDataBack),
                                      .action = LeaveOwnData{},
                                      .look = ButtonLook::kPrimary,
                                      .disabled = !state.idle()},
                                     {.id = "data-turn",
                                      .words = ui.say(Text::kDataTurn),
                                      .action = TurnOwnData{},
                                      .disabled = !state.idle()}}),
               kStep);
  cut_words(ui, "data-leave-more",
            ui.say(Text::kTwoSentences, {ui.say(Text::kDataBackMore), ui.say(Text::kDataTurnMore)}),
            area);
  draw_names(ui, data, area);
}

}  // namespace

std::string data_set_summary(const Ui& ui, const State& state) {
  return state.own_data ? data_words(ui.language(), *state.own_data) : ui.say(Text::kDataMnist);
}

float draw_data_set(Ui& ui, const State& state, Rect area) {
  const float top = area.y;
  if (state.own_data) draw_own(ui, state, *state.own_data, area);
  area.cut_top(ui.button_flow(area, opening_buttons(ui, state)), kStep);
  cut_words(ui, "data-more", ui.say(state.data_on_its_way ? Text::kDataReading : Text::kDataMore),
            area);
  return area.y - top;
}

}  // namespace inkling
