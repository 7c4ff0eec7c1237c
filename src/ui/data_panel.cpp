#include <algorithm>

#include "app/look.h"
#include "ui/figures.h"
#include "ui/inside_panels.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

using Show = DataView::Show;

constexpr float kTile = 46;
constexpr Text kShowNames[] = {Text::kDataTrain, Text::kDataTest, Text::kDataMistakes,
                               Text::kDataConfusion, Text::kDataNearest};

DataView shown(Show show) {
  DataView view;
  view.show = show;
  return view;
}

DataView cell(int label, int read_as) {
  DataView view = shown(Show::kConfusion);
  view.label = label;
  view.read_as = read_as;
  return view;
}

std::string words_of(const Ui& ui, const State& state, const GalleryPicture& picture) {
  const std::string name =
      ui.say(picture.split == Split::kTrain ? Text::kTrainPicture : Text::kTestPicture,
             {with_thousands(picture.index + 1), std::to_string(picture.label)});
  const auto& survey = state.inside.survey;
  const auto index = static_cast<std::size_t>(picture.index);
  if (picture.split == Split::kTrain || !survey || index >= survey->predictions.size()) return name;
  return name + " " +
         ui.say(Text::kReadAs, {std::to_string(survey->predictions[index]),
                                percent(ui.language(), survey->probabilities[index])});
}

void draw_tile(Ui& ui, const State& state, std::size_t place_in_gallery, Rect tile) {
  const Palette& colours = ui.colours();
  const GalleryPicture& picture = state.inside.gallery[place_in_gallery];
  const bool selected = state.inside.data.selected == place_in_gallery;
  const Ui::Press press = ui.pressable({.id = "picture-" + std::to_string(place_in_gallery),
                                        .role = Role::kToggle,
                                        .label = words_of(ui, state, picture),
                                        .rect = tile,
                                        .on = selected,
                                        .value = ""});
  ui.draw().AddRectFilled({tile.x, tile.y}, {tile.right(), tile.bottom()}, colours.card, 6);
  draw_pixels(ui, tile.inset(3), picture.picture, colours.ink);
  if (selected || press.hovered) {
    ui.draw().AddRect({tile.x, tile.y}, {tile.right(), tile.bottom()}, colours.indigo, 6, 0, 2);
  }
  if (press.pressed) {
    DataView view = state.inside.data;
    view.selected = selected ? std::nullopt : std::optional(place_in_gallery);
    ui.act(ShowData{view});
  }
}

float draw_gallery(Ui& ui, const State& state, Rect place) {
  constexpr float kGap = 4;
  const int columns = std::max(1, static_cast<int>((place.w + kGap) / (kTile + kGap)));
  const auto count = static_cast<int>(state.inside.gallery.size());
  for (int i = 0; i < count; ++i) {
    draw_tile(ui, state, static_cast<std::size_t>(i),
              {place.x + static_cast<float>(i % columns) * (kTile + kGap),
               place.y + static_cast<float>(i / columns) * (kTile + kGap), kTile, kTile});
  }
  return static_cast<float>((count + columns - 1) / columns) * (kTile + kGap);
}

// Rows are the digits, columns what they were read as.
float draw_confusion(Ui& ui, const State& state, Rect place) {
  const Palette& colours = ui.colours();
  const Survey& survey = *state.inside.survey;
  const DataView& data = state.inside.data;
  const float top = place.y;
  int most_wrong = 1;
  for (int i = 0; i < kDigits * kDigits; ++i) {
    if (i / kDigits != i % kDigits) {
      most_wrong = std::max(most_wrong, survey.confusion[static_cast<std::size_t>(i)]);
    }
  }
  constexpr float kName = 24;
  const float side = std::min((place.w - kName) / kDigits, 52.0f);
  const bool pressable = side >= kTouch;
  const float height = pressable ? kTouch : std::max(side, 24.0f);
  Rect names = place.cut_top(20);
  ui.label({names.x + kName, names.y, names.w, names.h}, ui.say(Text::kConfusionAxes), Type::kSmall,
           colours.quiet);
  std::string spoken = ui.say(Text::kDataConfusion);
  for (int label = 0; label < kDigits; ++label) {
    Rect row = place.cut_top(height);
    ui.label(row.cut_left(kName), std::to_string(label), Type::kBodyBold, colours.ink);
    for (int read_as = 0; read_as < kDigits; ++read_as) {
      const Rect square = Rect{row.x + side * static_cast<float>(read_as), row.y, side, height};
      const int count = survey.confusion[static_cast<std::size_t>(label * kDigits + read_as)];
      const bool right = label == read_as;
      const std::string words =
          ui.say(Text::kConfusionCell,
                 {std::to_string(count), std::to_string(label), std::to_string(read_as)});
      const bool chosen = data.label == label && data.read_as == read_as;
      Ui::Press press;
      if (pressable) {
        press = ui.pressable({.id = "cell-" + std::to_string(label) + "-" + std::to_string(read_as),
                              .role = Role::kToggle,
                              .label = words,
                              .rect = square,
                              .on = chosen,
                              .value = ""});
      } else if (count > 0 && !right) {
        spoken += "; " + words;
      }
      const float strength =
          right ? 0.22f : 0.9f * static_cast<float>(count) / static_cast<float>(most_wrong);
      const Rect box = square.inset(1);
      ui.draw().AddRectFilled({box.x, box.y}, {box.right(), box.bottom()},
                              faded(right ? colours.jade : colours.vermilion, strength), 4);
      if (chosen || press.hovered) {
        ui.draw().AddRect({box.x, box.y}, {box.right(), box.bottom()}, colours.indigo, 4, 0, 2);
      }
      if (count > 0) {
        ui.label(square, std::to_string(count), Type::kSmall,
                 !right && strength > 0.6f ? colours.card : colours.ink, Align::kCentre);
      }
      if (press.pressed) ui.act(ShowData{cell(label, read_as)});
    }
  }
  Rect below = place.cut_top(22);
  below.cut_left(kName);
  for (int digit = 0; digit < kDigits; ++digit) {
    ui.label(below.cut_left(side), std::to_string(digit), Type::kBodyBold, colours.ink,
             Align::kCentre);
  }
  place.cut_top(kStep);
  if (!pressable) {
    ui.spoken("confusion", Role::kImage, names, spoken);
    const float choice = digit_choice_height(place.w);
    ui.label(place.cut_top(22), ui.say(Text::kConfusionLabel), Type::kBody, colours.ink);
    if (const auto digit =
            draw_digit_choice(ui, "cell-label-", place.cut_top(choice, 4), data.label)) {
      ui.act(ShowData{cell(*digit, data.read_as)});
    }
    ui.label(place.cut_top(22), ui.say(Text::kConfusionReadAs), Type::kBody, colours.ink);
    if (const auto digit =
            draw_digit_choice(ui, "cell-read-", place.cut_top(choice, 4), data.read_as)) {
      ui.act(ShowData{cell(data.label, *digit)});
    }
  }
  const int count = survey.confusion[static_cast<std::size_t>(data.label * kDigits + data.read_as)];
  const std::string words =
      ui.say(Text::kConfusionCell,
             {std::to_string(count), std::to_string(data.label), std::to_string(data.read_as)});
  const Rect line = place.cut_top(24, 4);
  ui.label(line, words, Type::kBodyBold, colours.ink);
  ui.spoken("confusion-cell", Role::kText, line, words);
  return place.y - top;
}

void draw_pages(Ui& ui, const State& state, const WantedPictures& wanted, Rect line) {
  const DataView& data = state.inside.data;
  const auto turn = [&](int page) {
    DataView view = data;
    view.page = page;
    view.selected.reset();
    ui.act(ShowData{view});
  };
  if (ui.button("data-back", line.cut_left(kTouch, 4), "<", ButtonLook::kOutline, data.page == 0)) {
    turn(data.page - 1);
  }
  const std::string words =
      ui.say(Text::kPageOf, {with_thousands(data.page + 1), with_thousands(wanted.pages)});
  const Rect place = line.cut_left(ui.width_of(words, Type::kBody) + 2 * kStep, 4);
  ui.label(place, words, Type::kBody, ui.colours().quiet, Align::kCentre);
  if (ui.button("data-next", line.cut_left(kTouch, 4), ">", ButtonLook::kOutline,
                data.page + 1 >= wanted.pages)) {
    turn(data.page + 1);
  }
}

Text hint_of(Show show) {
  constexpr Text kHints[] = {Text::kDataTrainHint, Text::kDataTestHint, Text::kDataMistakesHint,
                             Text::kDataConfusionHint, Text::kDataNearestHint};
  return kHints[static_cast<int>(show)];
}

int digit_choice_lines(float width) {
  const int most = std::max(1, static_cast<int>((width + 2) / (kTouch + 2)));
  return (kDigits + most - 1) / most;
}

}  // namespace

std::optional<int> draw_digit_choice(Ui& ui, const std::string& id, Rect row, int chosen) {
  std::optional<int> pressed;
  const int lines = digit_choice_lines(row.w);
  const int columns = (kDigits + lines - 1) / lines;
  for (int digit = 0; digit < kDigits; ++digit) {
    const Rect line = {row.x, row.y + static_cast<float>(digit / columns) * (kTouch + 2), row.w,
                       kTouch};
    if (ui.choice(id + std::to_string(digit), Role::kToggle,
                  line.column(digit % columns, columns, 2), std::to_string(digit),
                  digit == chosen)) {
      pressed = digit;
    }
  }
  return pressed;
}

float digit_choice_height(float width) {
  return static_cast<float>(digit_choice_lines(width)) * (kTouch + 2);
}

float draw_data_panel(Ui& ui, const State& state, Rect place) {
  const Palette& colours = ui.colours();
  const DataView& data = state.inside.data;
  const float top = place.y;
  Rect line = place.cut_top(kTouch, 4);
  for (int i = 0; i < 5; ++i) {
    const std::string words = ui.say(kShowNames[i]);
    const float width = std::max(kTouch, ui.width_of(words, Type::kBodyBold) + 2 * kStep);
    if (width > line.w) line = place.cut_top(kTouch, 4);
    if (ui.choice(std::string("data-") + kDataShowNames[i], Role::kTab, line.cut_left(width, 4),
                  words, static_cast<int>(data.show) == i)) {
      ui.act(ShowData{shown(static_cast<Show>(i))});
    }
  }
  place.cut_top(ui.paragraph(place, ui.say(hint_of(data.show)), Type::kSmall, colours.quiet),
                kStep);

  const bool of_survey = data.show == Show::kMistakes || data.show == Show::kConfusion;
  if (of_survey && !state.inside.survey) {
    ui.label(place.cut_top(60), ui.say(Text::kDataWaiting), Type::kBody, colours.quiet);
    return place.y - top;
  }
  if (data.show == Show::kNeighbours && (state.reading.empty || state.demonstrating)) {
    ui.label(place.cut_top(60), ui.say(Text::kInsideEmpty), Type::kBody, colours.quiet);
    return place.y - top;
  }
  if (data.show == Show::kConfusion) place.cut_top(draw_confusion(ui, state, place));
  const WantedPictures wanted = wanted_pictures(state);
  if (wanted.indices.empty() && of_survey) {
    ui.label(place.cut_top(40), ui.say(Text::kDataNone), Type::kBody, colours.quiet);
    return place.y - top;
  }
  // Those of the page before would be told wrongly.
  const auto& gallery = state.inside.gallery;
  const bool arrived = !gallery.empty() && gallery.front().split == wanted.split &&
                       gallery.size() == wanted.indices.size() &&
                       gallery.front().index == wanted.indices.front();
  if (!arrived) {
    ui.label(place.cut_top(60), ui.say(Text::kDataWaiting), Type::kBody, colours.quiet);
    return place.y - top;
  }
  if (data.selected && *data.selected < gallery.size()) {
    Rect details = place.cut_top(84, kStep);
    const Rect square = details.cut_left(84, 2 * kStep);
    ui.draw().AddRectFilled({square.x, square.y}, {square.right(), square.bottom()}, colours.card,
                            6);
    draw_pixels(ui, square.inset(4), gallery[*data.selected].picture, colours.ink);
    const std::string words = words_of(ui, state, gallery[*data.selected]);
    ui.paragraph(details, words, Type::kBody, colours.ink);
    ui.spoken("picture-details", Role::kText, square, words);
  }
  place.cut_top(draw_gallery(ui, state, place), kStep);
  if (wanted.pages > 1) draw_pages(ui, state, wanted, place.cut_top(kTouch));
  return place.y - top;
}

}  // namespace inkling
