#include <algorithm>
#include <charconv>

#include "places/inside/inside_panels.h"
#include "places/inside/inside_place.h"
#include "places/inside/requests.h"
#include "places/shared/waiting_view.h"
#include "ui/class_names.h"
#include "ui/digit_choice.h"
#include "ui/figures.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

using Show = DataView::Show;

constexpr float kDetailsWidth = 190;  // The image that was touched has it beside the others.
constexpr Text kShowNames[] = {Text::kDataTrain, Text::kDataTest, Text::kDataMistakes,
                               Text::kDataConfusion, Text::kDataNearest};

DataView shown(Show show) {
  DataView view;
  view.show = show;
  return view;
}

DataView cell(int label, int predicted) {
  DataView view = shown(Show::kConfusion);
  view.label = label;
  view.predicted = predicted;
  return view;
}

std::string words_of(const Ui& ui, const Inside& inside, const GalleryPicture& picture) {
  const std::string name =
      ui.say(picture.split == Split::kTrain ? Text::kTrainPicture : Text::kTestPicture,
             {with_thousands(picture.index + 1), class_with_article(ui.language(), picture.label)});
  const auto& test_evaluation = inside.test_evaluation;
  const auto index = static_cast<std::size_t>(picture.index);
  if (picture.split == Split::kTrain || !test_evaluation ||
      index >= test_evaluation->predictions.size())
    return name;
  return name + " " +
         ui.say(Text::kPredictionLine,
                {class_with_article(ui.language(), test_evaluation->predictions[index]),
                 percent(ui.language(), test_evaluation->probabilities[index])});
}

void draw_tile(Ui& ui, const Inside& inside, std::size_t place_in_gallery, Rect tile) {
  const Palette& colours = ui.colours();
  const GalleryPicture& picture = inside.gallery[place_in_gallery];
  const bool selected = inside.data.selected == place_in_gallery;
  const Ui::Press press = ui.pressable({.id = "picture-" + std::to_string(place_in_gallery),
                                        .role = Role::kToggle,
                                        .label = words_of(ui, inside, picture),
                                        .rect = tile,
                                        .on = selected,
                                        .value = ""});
  ui.tile(tile, 6);
  draw_pixels(ui, tile.inset(3), picture.picture, colours.ink);
  if (selected || press.hovered) {
    ui.draw().AddRect({tile.x, tile.y}, {tile.right(), tile.bottom()}, colours.indigo, 6, 0, 2);
  }
  if (press.pressed) {
    DataView view = inside.data;
    view.selected = selected ? std::nullopt : std::optional(place_in_gallery);
    ui.act(ShowData{view});
  }
}

float draw_gallery(Ui& ui, const Inside& inside, Rect area, float room) {
  const auto count = static_cast<int>(inside.gallery.size());
  const TileGrid grid =
      fit_tiles(count, {area.x, area.y, area.w, room}, {.least = 60, .largest = 150, .gap = 4});
  for (int i = 0; i < count; ++i) {
    draw_tile(ui, inside, static_cast<std::size_t>(i), grid.of(i, area));
  }
  return grid.height();
}

// Rows are the digits, columns are what they were read as.
float draw_confusion(Ui& ui, const State& state, const Inside& inside, Rect area) {
  const int classes = state.data_classes();
  const Palette& colours = ui.colours();
  const TestEvaluation& test_evaluation = *inside.test_evaluation;
  const DataView& data = inside.data;
  const float top = area.y;
  int most_wrong = 1;
  for (int i = 0; i < classes * classes; ++i) {
    if (i / classes != i % classes) {
      most_wrong = std::max(most_wrong, test_evaluation.confusion[static_cast<std::size_t>(i)]);
    }
  }
  constexpr float kName = 24;
  const float side = std::min((area.w - kName) / static_cast<float>(classes), 52.0f);
  const bool pressable = side >= kTouch;
  const float height = pressable ? kTouch : std::max(side, classes > kDigits ? 18.0f : 24.0f);
  Rect names = area.cut_top(line_height(Type::kSmall));
  ui.label({names.x + kName, names.y, names.w, names.h}, ui.say(Text::kConfusionAxes), Type::kSmall,
           colours.quiet);
  std::string spoken = ui.say(Text::kDataConfusion);
  for (int label = 0; label < classes; ++label) {
    Rect row = area.cut_top(height);
    ui.label(row.cut_left(kName), class_sign(label), Type::kBodyBold, colours.ink);
    for (int predicted = 0; predicted < classes; ++predicted) {
      const Rect square = Rect{row.x + side * static_cast<float>(predicted), row.y, side, height};
      const int count =
          test_evaluation.confusion[static_cast<std::size_t>(label * classes + predicted)];
      const bool right = label == predicted;
      const std::string words =
          ui.say(Text::kConfusionCell,
                 {std::to_string(count), class_with_article(ui.language(), label, true),
                  class_with_article(ui.language(), predicted)});
      const bool chosen = data.label == label && data.predicted == predicted;
      Ui::Press press;
      if (pressable) {
        press =
            ui.pressable({.id = "cell-" + std::to_string(label) + "-" + std::to_string(predicted),
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
      // A number that has no room is left out rather than cut off.
      const std::string number = std::to_string(count);
      if (count > 0 && ui.width_of(number, Type::kSmall) <= square.w) {
        ui.label(square, number, Type::kSmall,
                 !right && strength > 0.6f ? colours.card : colours.ink, Align::kCentre);
      }
      if (press.pressed) ui.act(ShowData{cell(label, predicted)});
    }
  }
  Rect below = area.cut_top(line_height(Type::kBody));
  below.cut_left(kName);
  for (int digit = 0; digit < classes; ++digit) {
    // Signs that have no room beside each other are left out: the rows have them.
    const Rect place = below.cut_left(side);
    if (ui.width_of(class_sign(digit), Type::kBodyBold) > side) continue;
    ui.label(place, class_sign(digit), Type::kBodyBold, colours.ink, Align::kCentre);
  }
  area.cut_top(kStep);
  if (!pressable) {
    ui.spoken("confusion", Role::kImage, names, spoken);
    const float choice = digit_choice_height(area.w, classes);
    ui.cut_text(area, ui.say(Text::kConfusionLabel), Type::kBody, colours.ink);
    if (const auto digit = draw_digit_choice(ui, "cell-label-", area.cut_top(choice, 4), data.label,
                                             false, Text::kConfusionLabel, classes)) {
      ui.act(ShowData{cell(*digit, data.predicted)});
    }
    ui.cut_text(area, ui.say(Text::kConfusionPredicted), Type::kBody, colours.ink);
    if (const auto digit =
            draw_digit_choice(ui, "cell-predicted-", area.cut_top(choice, 4), data.predicted, false,
                              Text::kConfusionPredicted, classes)) {
      ui.act(ShowData{cell(data.label, *digit)});
    }
  }
  const int count =
      test_evaluation.confusion[static_cast<std::size_t>(data.label * classes + data.predicted)];
  const std::string words =
      ui.say(Text::kConfusionCell,
             {std::to_string(count), class_with_article(ui.language(), data.label, true),
              class_with_article(ui.language(), data.predicted)});
  const Rect line = area.cut_top(line_height(Type::kBody), 4);
  ui.label(line, words, Type::kBodyBold, colours.ink);
  ui.spoken("confusion-cell", Role::kText, line, words);
  return area.y - top;
}

void draw_pages(Ui& ui, const Inside& inside, const WantedPictures& wanted, Rect line) {
  const DataView& data = inside.data;
  const auto turn = [&](int page) {
    DataView view = data;
    view.page = page;
    view.selected.reset();
    ui.act(ShowData{view});
  };
  if (ui.button("data-back", line.cut_left(kTouch, 4), "<", ButtonLook::kOutline, data.page == 0,
                ui.say(Text::kPageBack))) {
    turn(data.page - 1);
  }
  std::string page = std::to_string(data.page + 1);
  if (ui.text_field("data-page", line.cut_left(72, kStep), ui.say(Text::kPageLabel), page)) {
    int entered = 0;
    std::from_chars(page.data(), page.data() + page.size(), entered);
    turn(std::clamp(entered, 1, wanted.pages) - 1);
  }
  const std::string words = ui.say(Text::kPagesInAll, {with_thousands(wanted.pages)});
  const float width = std::min(ui.width_of(words, Type::kBody) + kStep, line.w - kTouch - 4);
  ui.label(line.cut_left(width, 4), words, Type::kBody, ui.colours().quiet);
  if (ui.button("data-next", line.cut_left(kTouch, 4), ">", ButtonLook::kOutline,
                data.page + 1 >= wanted.pages, ui.say(Text::kPageNext))) {
    turn(data.page + 1);
  }
}

Text hint_of(Show show) {
  constexpr Text kHints[] = {Text::kDataTrainHint, Text::kDataTestHint, Text::kDataMistakesHint,
                             Text::kDataConfusionHint, Text::kDataNearestHint};
  return kHints[static_cast<int>(show)];
}

// Draws the image that was touched, and what is known of it.
float draw_details(Ui& ui, const Inside& inside, Rect area) {
  const float top = area.y;
  const auto selected = inside.data.selected;
  if (!selected || *selected >= inside.gallery.size()) {
    ui.cut_text(area, ui.say(Text::kPictureTouch), Type::kBody, ui.colours().quiet);
    return area.y - top;
  }
  const GalleryPicture& picture = inside.gallery[*selected];
  const std::string words = words_of(ui, inside, picture);
  const bool stacked = area.w < 280;
  const float side = std::min(area.w, stacked ? kDetailsWidth : 112.0f);
  const Rect square = {area.x, area.y, side, side};
  ui.tile(square, 6);
  draw_pixels(ui, square.inset(4), picture.picture, ui.colours().ink);
  ui.spoken("picture-details", Role::kText, square, words);
  if (stacked) {
    area.cut_top(side, kStep);
  } else {
    area.cut_left(side, 2 * kStep);
  }
  ui.cut_text(area, words, Type::kBody, ui.colours().ink);
  return std::max(area.y, square.bottom()) - top;
}

// Draws a page of the pictures that are wanted, and the one that was touched. They fill the `room`
// where that is possible.
float draw_pictures(Ui& ui, const State& state, const Inside& inside, Rect area, float room) {
  const Palette& colours = ui.colours();
  const DataView& data = inside.data;
  const float top = area.y;
  const WantedPictures wanted = wanted_pictures(state, inside);
  if (wanted.indices.empty() && (data.show == Show::kMistakes || data.show == Show::kConfusion)) {
    ui.cut_text(area, ui.say(Text::kDataNone), Type::kBody, colours.quiet);
    return area.y - top;
  }
  // The pictures of the page before would get the wrong words.
  const auto& gallery = inside.gallery;
  const bool arrived = !gallery.empty() && gallery.front().split == wanted.split &&
                       gallery.size() == wanted.indices.size() &&
                       gallery.front().index == wanted.indices.front();
  if (!arrived) {
    area.cut_top(draw_waiting(ui, state, area));
    return area.y - top;
  }
  // The details have their place beside the images, so that a touch moves none of them; in a narrow
  // place they come above.
  constexpr float kBeside = 520;
  float details = 0;
  if (area.w >= kBeside) {
    details = draw_details(ui, inside, area.cut_right(kDetailsWidth, 2 * kStep));
  } else {
    Rect place = area;
    if (data.selected) area.cut_top(draw_details(ui, inside, area), kStep);
    place.h = area.y - place.y;
    ui.reveal("picture-details", data.selected ? std::to_string(*data.selected) : "", place);
  }
  const float pages = wanted.pages > 1 ? kTouch + kStep : 0;
  area.cut_top(draw_gallery(ui, inside, area, room - (area.y - top) - pages - kStep), kStep);
  if (wanted.pages > 1) draw_pages(ui, inside, wanted, area.cut_top(kTouch));
  return std::max(area.y - top, details);
}

}  // namespace

float draw_data_panel(Ui& ui, const State& state, const Inside& inside, Rect area, float visible) {
  const Palette& colours = ui.colours();
  const DataView& data = inside.data;
  const float top = area.y;
  Rect line = area.cut_top(kTouch, 4);
  for (int i = 0; i < 5; ++i) {
    const std::string words = ui.say(kShowNames[i]);
    const float width = std::max(kTouch, ui.width_of(words, Type::kBodyBold) + 2 * kStep);
    if (width > line.w) line = area.cut_top(kTouch, 4);
    if (ui.choice(std::string("data-") + kDataShowNames[i], Role::kTab, line.cut_left(width, 4),
                  words, static_cast<int>(data.show) == i)) {
      ui.act(ShowData{shown(static_cast<Show>(i))});
    }
  }
  area.cut_top(ui.paragraph(area, ui.say(hint_of(data.show)), Type::kSmall, colours.quiet), kStep);

  const bool of_evaluation = data.show == Show::kMistakes || data.show == Show::kConfusion;
  if (of_evaluation && !inside.test_evaluation) {
    area.cut_top(draw_waiting(ui, state, area));
    return area.y - top;
  }
  if (data.show == Show::kNeighbours && (state.prediction.empty || state.demonstrating)) {
    ui.cut_text(area, ui.say(Text::kInsideEmpty), Type::kBody, colours.quiet);
    return area.y - top;
  }
  const auto room = [&] { return visible - (area.y - top); };
  // The images of a cell stand beside the matrix where there is room, else below it.
  constexpr float kBeside = 680;
  if (data.show == Show::kConfusion && area.w >= kBeside) {
    Rect right = area;
    const float matrix =
        draw_confusion(ui, state, inside, right.cut_left(area.w * 0.64f, 3 * kStep));
    const float pictures = draw_pictures(ui, state, inside, right, room());
    area.cut_top(std::max(matrix, pictures));
    return area.y - top;
  }
  if (data.show == Show::kConfusion) area.cut_top(draw_confusion(ui, state, inside, area));
  area.cut_top(draw_pictures(ui, state, inside, area, room()));
  return area.y - top;
}

}  // namespace inkling
