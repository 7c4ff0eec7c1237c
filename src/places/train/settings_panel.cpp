#include "places/train/settings_panel.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "app/core/actions.h"
#include "app/core/link_panel.h"
#include "data/deform.h"
#include "ui/figures.h"
#include "ui/layout.h"

namespace inkling {
namespace {

// Adds the screen's side to setting_table(): the words, and the values that the minus and plus
// buttons go through.
struct Row {
  const char* name;
  Text title;
  Text more;
  std::span<const double> ladder;
};

constexpr double kRates[] = {1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 10};
constexpr double kBatches[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
constexpr double kEpochs[] = {1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100};
constexpr double kSeeds[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
constexpr double kL2s[] = {0, 1e-5, 1e-4, 1e-3, 1e-2, 0.1};
constexpr double kDropouts[] = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
constexpr double kImages[] = {100, 300, 1000, 3000, 10000, 30000, 60000};

constexpr Row kRows[] = {
    {"hidden", Text::kSettingHidden, Text::kSettingHiddenMore, {}},
    {"activation", Text::kSettingActivation, Text::kSettingActivationMore, {}},
    {"optimizer", Text::kSettingOptimizer, Text::kSettingOptimizerMore, {}},
    {"learning_rate", Text::kSettingLearningRate, Text::kSettingLearningRateMore, kRates},
    {"schedule", Text::kSettingSchedule, Text::kSettingScheduleMore, {}},
    {"batch_size", Text::kSettingBatchSize, Text::kSettingBatchSizeMore, kBatches},
    {"epochs", Text::kSettingEpochs, Text::kSettingEpochsMore, kEpochs},
    {"train_images", Text::kSettingTrainImages, Text::kSettingTrainImagesMore, kImages},
    {"augment", Text::kSettingAugment, Text::kSettingAugmentMore, {}},
    {"seed", Text::kSettingSeed, Text::kSettingSeedMore, kSeeds},
    {"l2", Text::kSettingL2, Text::kSettingL2More, kL2s},
    {"dropout", Text::kSettingDropout, Text::kSettingDropoutMore, kDropouts},
};

constexpr float kNarrow = 560;

std::string number_text(double value) {
  Settings scratch;
  const SettingInfo& any_real = *find_setting("learning_rate");
  any_real.set(scratch, value);
  return setting_text(scratch, any_real);
}

// Returns the next value of the ladder in a direction, or the value itself where there is none.
double neighbour(std::span<const double> ladder, double value, bool up) {
  if (up) {
    const auto found = std::upper_bound(ladder.begin(), ladder.end(), value * (1 + 1e-9));
    return found == ladder.end() ? value : *found;
  }
  const auto found = std::lower_bound(ladder.begin(), ladder.end(), value * (1 - 1e-9));
  return found == ladder.begin() ? value : *(found - 1);
}

// Methods and functions have names of their own; how the learning rate goes on is said in words.
std::string choice_words(const Ui& ui, const SettingInfo& info, int choice) {
  constexpr Text kSchedules[] = {Text::kScheduleConstant, Text::kScheduleCosine};
  return info.name == std::string_view("schedule")
             ? ui.say(kSchedules[choice])
             : std::string(info.choices[static_cast<std::size_t>(choice)]);
}

// Draws a padlock in the middle of the area.
void draw_padlock(Ui& ui, Rect area) {
  constexpr float kWidth = 11, kHeight = 8, kBow = 3.5f;
  const ImVec2 c = {area.centre_x(), area.centre_y()};
  const ImU32 colour = ui.colours().quiet;
  ui.draw().AddRectFilled({c.x - kWidth / 2, c.y - 1}, {c.x + kWidth / 2, c.y - 1 + kHeight},
                          colour, 2);
  ui.draw().PathLineTo({c.x - kBow, c.y});
  ui.draw().PathArcTo({c.x, c.y - 3}, kBow, 3.1415927f, 2 * 3.1415927f);
  ui.draw().PathLineTo({c.x + kBow, c.y});
  ui.draw().PathStroke(colour, 0, 1.8f);
}

// Draws the name of a setting, with a padlock behind it where the setting is locked.
void draw_title(Ui& ui, const State& state, const Row& row, Rect area) {
  const std::string title = ui.say(row.title);
  ui.label(area, title, Type::kBodyBold, ui.colours().ink);
  if (!state.locks.has(*find_setting(row.name))) return;
  const float width = ui.width_of(title, Type::kBodyBold);
  draw_padlock(ui, {area.x + width + 4, area.y, 16, area.h});
}

void draw_control(Ui& ui, const State& state, const Row& row, Rect area) {
  const SettingInfo& info = *find_setting(row.name);
  const std::string id = std::string("setting-") + row.name;
  const std::string title = ui.say(row.title);
  std::string value = setting_text(state.settings, info);
  if (info.kind == SettingInfo::Kind::kChoice) {
    const int count = static_cast<int>(info.choices.size());
    std::vector<Part> parts;
    for (int i = 0; i < count; ++i) {
      parts.push_back(
          {.least = ui.width_of(choice_words(ui, info, i), Type::kBodyBold) + kStep, .share = 1});
    }
    const Line line = lay_out(Axis::kRow, area, 0, parts);
    for (int i = 0; i < count; ++i) {
      const std::string name = info.choices[static_cast<std::size_t>(i)];
      if (ui.choice(id + "-" + name, Role::kToggle, line.parts[static_cast<std::size_t>(i)],
                    choice_words(ui, info, i), name == value)) {
        ui.act(ChangeSetting{&info, name});
      }
    }
    return;
  }
  if (info.kind == SettingInfo::Kind::kSwitch) {
    const bool on = info.get(state.settings) != 0;
    for (const bool side : {false, true}) {
      if (ui.choice(id + (side ? "-on" : "-off"), Role::kToggle, area.column(side ? 1 : 0, 2, 4),
                    ui.say(side ? Text::kOn : Text::kOff), on == side)) {
        ui.act(ChangeSetting{&info, side ? "true" : "false"});
      }
    }
    return;
  }
  if (!row.ladder.empty()) {
    const double number = info.get(state.settings);
    struct Side {
      Rect rect;
      bool up;
      Text sign;
      Text words;
    };
    const Side sides[] = {{area.cut_left(kTouch, 6), false, Text::kMinusSign, Text::kLess},
                          {area.cut_right(kTouch, 6), true, Text::kPlusSign, Text::kMore}};
    for (const Side& side : sides) {
      const double next = neighbour(row.ladder, number, side.up);
      const Ui::Press press = ui.pressable({.id = id + (side.up ? "-more" : "-less"),
                                            .role = Role::kButton,
                                            .label = ui.say(side.words, {title}),
                                            .rect = side.rect,
                                            .disabled = next == number,
                                            .value = ""});
      const Rect& r = side.rect;
      ui.draw().AddRectFilled({r.x, r.y}, {r.right(), r.bottom()},
                              faded(ui.colours().hairline, press.hovered ? 0.9f : 0.5f),
                              kCorner - 4);
      ui.label(
          r, ui.say(side.sign), Type::kTitle,
          next == number || ui.is_locked() ? faded(ui.colours().quiet, 0.5f) : ui.colours().ink,
          Align::kCentre);
      if (press.pressed) ui.act(ChangeSetting{&info, number_text(next)});
    }
  }
  if (ui.text_field(id, area, title, value)) ui.act(ChangeSetting{&info, value});
}

// Draws the words under the field that they are about.
float draw_refusal(Ui& ui, const State& state, const Train& train, Rect area) {
  const std::string words = refused_setting_words(state, train);
  const float height =
      ui.paragraph(area, words, Type::kSmall, ui.colours().vermilion, Align::kRight);
  ui.spoken("setting-refused", Role::kText, {area.x, area.y, area.w, height}, words);
  return height;
}

float draw_row(Ui& ui, const State& state, const Train& train, const Row& row, Rect area) {
  const bool locked = state.locks.has(*find_setting(row.name));
  const std::string why = ui.say(Text::kSettingLocked);
  if (locked) ui.begin_locked(why);
  const Palette& colours = ui.colours();
  const bool narrow = area.w < kNarrow;
  const bool choice = find_setting(row.name)->kind == SettingInfo::Kind::kChoice;
  constexpr float kNarrowControl = 190;
  // The control stands below its title where there is no room beside it.
  const bool below =
      narrow &&
      (choice || ui.width_of(ui.say(row.title), Type::kBodyBold) + kNarrowControl + kStep > area.w);
  const float control_width = narrow ? (choice ? area.w : std::min(area.w, kNarrowControl))
                                     : (choice ? std::min(340.0f, area.w * 0.55f) : 220.0f);
  const float words_width = narrow ? area.w : area.w - control_width - 2 * kStep;
  const float words_height = ui.paragraph_height(words_width, ui.say(row.more), Type::kSmall);

  Rect rest = area;
  float height = 0;
  if (narrow && !below) {
    const Rect line = {area.x, area.y, area.w, kTouch};
    draw_title(ui, state, row, line);
    Rect control = line;
    draw_control(ui, state, row, control.cut_right(control_width));
    ui.paragraph({area.x, area.y + kTouch + 2, area.w, words_height}, ui.say(row.more),
                 Type::kSmall, colours.quiet);
    height = kTouch + 2 + words_height;
  } else if (narrow) {
    draw_title(ui, state, row, rest.cut_top(line_height(Type::kBodyBold)));
    ui.paragraph(rest.cut_top(words_height, 4), ui.say(row.more), Type::kSmall, colours.quiet);
    Rect control = rest.cut_top(kTouch);
    draw_control(ui, state, row, control.cut_left(control_width));
    height = 24 + words_height + 4 + kTouch;
  } else {
    height = std::max(kTouch, 24 + words_height);
    draw_title(ui, state, row, {area.x, area.y, words_width, line_height(Type::kBody)});
    ui.paragraph({area.x, area.y + 24, words_width, words_height}, ui.say(row.more), Type::kSmall,
                 colours.quiet);
    draw_control(
        ui, state, row,
        {area.right() - control_width, area.y + (height - kTouch) / 2, control_width, kTouch});
  }
  ui.end_locked();
  if (locked) {
    const Rect line = {area.x, area.y + height + 2, area.w, 0};
    height += ui.paragraph(line, why, Type::kSmall, colours.quiet) + 2;
    ui.spoken((std::string("locked-") + row.name).c_str(), Role::kText,
              {line.x, line.y, line.w, line_height(Type::kSmall)}, why);
  }
  if (train.refused_setting && train.refused_setting->name == row.name) {
    height += draw_refusal(ui, state, train, {area.x, area.y + height + 4, area.w, 0}) + 4;
  }
  return height;
}

// Draws deformed copies of the present drawing, made as those of the training images are: each step
// of a run shows other ones.
float draw_copies(Ui& ui, const State& state, Rect area) {
  constexpr float kTile = 52;
  if (state.prediction.empty) return 0;
  const float top = area.y;
  area.cut_top(ui.paragraph(area, ui.say(Text::kDeformedCopies), Type::kSmall, ui.colours().quiet),
               4);
  const Rect strip = area.cut_top(kTile);
  const int count = std::max(1, static_cast<int>((strip.w + kStep) / (kTile + kStep)));
  for (int i = 0; i < count; ++i) {
    const Rect tile = {strip.x + static_cast<float>(i) * (kTile + kStep), strip.y, kTile, kTile};
    Random random(static_cast<std::uint64_t>(state.training.progress.step),
                  static_cast<std::uint64_t>(i));
    Picture copy;
    deform(state.prediction.picture, state.prediction.likeliest(), random, copy);
    ui.tile(tile, 4);
    draw_pixels(ui, tile, copy, ui.colours().ink);
  }
  ui.spoken("deformed-copies", Role::kImage, strip, ui.say(Text::kDeformedCopies));
  return area.y - top;
}

// Draws one button for what takes several settings.
float draw_robust_preset(Ui& ui, const State& state, Rect area) {
  const std::string name = ui.say(Text::kSturdy);
  const Rect button = area.cut_left(ui.width_of(name, Type::kBody) + 4 * kStep, 2 * kStep);
  const std::string more = ui.say(Text::kSturdyMore);
  const float height = std::max(kTouch, ui.paragraph_height(area.w, more, Type::kSmall));
  const bool chosen = state.settings == robust_preset();
  const Rect place = {button.x, button.y, button.w, kTouch};
  if (!chosen) {
    ui.draw().AddRect({place.x, place.y}, {place.right(), place.bottom()}, ui.colours().hairline,
                      kCorner, 0, 1.5f);
  }
  const bool locked = keep_locked(state.locks, state.settings, robust_preset()) != robust_preset();
  if (locked) ui.begin_locked(ui.say(Text::kSettingLocked));
  if (ui.choice("sturdy", Role::kToggle, place, name, chosen)) {
    ui.act(chosen ? Action{RestoreSettings{}} : Action{UseRobustPreset{}});
  }
  ui.end_locked();
  ui.paragraph({area.x, area.y + 4, area.w, height}, more, Type::kSmall, ui.colours().quiet);
  return height;
}

// Draws the buttons that save the network as a file and load it.
float draw_files(Ui& ui, Rect area) {
  const float top = area.y;
  ui.cut_text(area, ui.say(Text::kFiles), Type::kBodyBold, ui.colours().ink);
  area.cut_top(ui.paragraph(area, ui.say(Text::kFilesMore), Type::kSmall, ui.colours().quiet),
               kStep);
  area.cut_top(ui.button_flow(area, {{.id = "save-safetensors",
                                      .words = ui.say(Text::kSaveSafetensors),
                                      .action = SaveNetwork{ModelFormat::kSafetensors}},
                                     {.id = "save-onnx",
                                      .words = ui.say(Text::kSaveOnnx),
                                      .action = SaveNetwork{ModelFormat::kOnnx}},
                                     {.id = "save-npz",
                                      .words = ui.say(Text::kSaveNpz),
                                      .action = SaveNetwork{ModelFormat::kNpz}}}));
  return area.y - top;
}

}  // namespace

Text setting_title(const SettingInfo& info) {
  return std::find_if(std::begin(kRows), std::end(kRows),
                      [&](const Row& row) { return std::string_view(row.name) == info.name; })
      ->title;
}

std::string refused_setting_words(const State& state, const Train& train) {
  const RefusedSetting& refused = *train.refused_setting;
  const std::string remains = setting_text(state.settings, *find_setting(refused.name));
  return text(state.language, remains.empty() ? Text::kSettingRefusedEmpty : Text::kSettingRefused,
              {refused.text, remains});
}

float draw_settings(Ui& ui, const State& state, const Train& train, Rect area) {
  const float top = area.y;
  area.cut_top(draw_robust_preset(ui, state, area), 2 * kStep);
  for (const Row& row : kRows) {
    const float height = draw_row(ui, state, train, row, area);
    area.cut_top(height, 2 * kStep);
    if (std::string_view(row.name) == "augment" && state.settings.augment) {
      area.cut_top(draw_copies(ui, state, area), 2 * kStep);
    }
  }
  if (state.training.phase != Training::Phase::kIdle) {
    ui.cut_text(area, ui.say(Text::kSettingsLater), Type::kSmall, ui.colours().quiet);
  }
  std::vector<ButtonSpec> buttons;
  if (state.settings != keep_locked(state.locks, state.settings, {})) {
    buttons.push_back({.id = "settings-restore",
                       .words = ui.say(Text::kSettingsRestore),
                       .action = RestoreSettings{}});
  }
  buttons.push_back(
      {.id = "settings-qr",
       .words = ui.say(Text::kQrSettings),
       .action = ShowLink{settings_query(state.settings), ui.say(Text::kPlaceTrain)}});
  area.cut_top(ui.button_flow(area, buttons), kStep);
  area.cut_top(kStep);
  area.cut_top(draw_files(ui, area), kStep);
  return area.y - top;
}

}  // namespace inkling
