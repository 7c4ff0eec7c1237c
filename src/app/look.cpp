#include "app/look.h"

#include <algorithm>
#include <numeric>

#include "app/learn.h"

namespace inkling {
namespace {

using Show = DataView::Show;

std::vector<int> page_of(const std::vector<int>& all, int page) {
  const int first = std::min(page * kPageOfPictures, static_cast<int>(all.size()));
  const int end = std::min(first + kPageOfPictures, static_cast<int>(all.size()));
  return {all.begin() + first, all.begin() + end};
}

// The surest of them first.
std::vector<int> found_in(const Survey& survey, auto&& belongs) {
  std::vector<int> found;
  for (std::size_t i = 0; i < survey.labels.size(); ++i) {
    if (belongs(survey.labels[i], survey.predictions[i])) found.push_back(static_cast<int>(i));
  }
  std::stable_sort(found.begin(), found.end(), [&](int a, int b) {
    return survey.probabilities[static_cast<std::size_t>(a)] >
           survey.probabilities[static_cast<std::size_t>(b)];
  });
  return found;
}

bool data_shown(const State& state) {
  return state.place == Place::kInside && state.inside.view == Inside::View::kData;
}

bool map_shown(const State& state) {
  return state.place == Place::kInside && state.inside.view == Inside::View::kMap;
}

}  // namespace

WantedPictures wanted_pictures(const State& state) {
  const DataView& data = state.inside.data;
  WantedPictures wanted;
  std::vector<int> all;
  if (data.show == Show::kNeighbours) {
    wanted.split = Split::kTrain;
    all = state.inside.nearest.indices;
  } else if (data.show == Show::kTrain || data.show == Show::kTest) {
    const LoadingEvent& loading = state.data.loading;
    wanted.split = data.show == Show::kTrain ? Split::kTrain : Split::kTest;
    all.resize(static_cast<std::size_t>(data.show == Show::kTrain ? loading.train_images
                                                                  : loading.test_images));
    std::iota(all.begin(), all.end(), 0);
  } else if (state.inside.survey) {
    all = found_in(*state.inside.survey, [&](int label, int prediction) {
      return data.show == Show::kMistakes ? label != prediction
                                          : label == data.label && prediction == data.read_as;
    });
  }
  wanted.pages =
      std::max(1, (static_cast<int>(all.size()) + kPageOfPictures - 1) / kPageOfPictures);
  wanted.indices = page_of(all, data.page);
  return wanted;
}

std::vector<Command> take_wanted_commands(State& state) {
  Inside& inside = state.inside;
  Inside::Asked& asked = inside.asked;
  std::vector<Command> commands;
  if (asked.map != map_shown(state)) {
    asked.map = map_shown(state);
    if (asked.map) state.data.wanted = true;
    commands.push_back(MapCommand{asked.map});
  }
  if (wants_landscape(state)) {
    state.learn.downhill.asked = state.data.wanted = true;
    std::vector<int> first(kLandscapeImages);
    std::iota(first.begin(), first.end(), 0);
    commands.push_back(PicturesCommand{
        .use = PicturesFor::kLandscape, .split = Split::kTrain, .indices = std::move(first)});
  }
  // How good the network at hand is, measured here, as soon as that takes no fetching.
  if (state.place == Place::kTrain && state.trained && !state.test_accuracy && state.idle() &&
      state.data.loading.complete && !asked.survey) {
    asked.survey = true;
    commands.push_back(EvaluateCommand{});
  }
  if (!data_shown(state)) return commands;

  state.data.wanted = true;
  // While a run goes on, a survey stays as it is: another one would take time from the run.
  if (!asked.survey && (!inside.survey || inside.survey->outdated) &&
      (state.idle() || !inside.survey)) {
    asked.survey = true;
    commands.push_back(EvaluateCommand{});
  }
  const bool look_for_nearest = inside.data.show == Show::kNeighbours && !state.reading.empty &&
                                !state.pad.pen_down && !state.demonstrating;
  if (look_for_nearest && state.idle() &&
      (asked.nearest_outdated || asked.nearest_to != state.reading.picture)) {
    asked.nearest_outdated = false;
    asked.nearest_to = state.reading.picture;
    commands.push_back(
        NeighboursCommand{.picture = {state.reading.picture.begin(), state.reading.picture.end()},
                          .count = kNearestShown});
  }
  const WantedPictures wanted = wanted_pictures(state);
  if (asked.split != wanted.split || asked.indices != wanted.indices) {
    asked.split = wanted.split;
    asked.indices = wanted.indices;
    if (!wanted.indices.empty()) {
      commands.push_back(PicturesCommand{
          .use = PicturesFor::kGallery, .split = wanted.split, .indices = wanted.indices});
    }
  }
  // Nothing is known of the data yet.
  if (wanted.indices.empty() && state.data.loading.total == 0 && !asked.data) {
    asked.data = true;
    commands.push_back(LoadDataCommand{});
  }
  return commands;
}

void ask_again(State& state) {
  Inside::Asked fresh;
  fresh.map = state.inside.asked.map;
  state.inside.asked = fresh;
  state.learn.downhill.asked = false;
}

std::optional<Components::Place> place_on_map(const State& state) {
  const auto& map = state.inside.map;
  if (!map || state.reading.empty || !state.inside.insight) return std::nullopt;
  const auto& layers = state.inside.insight->layers;
  std::vector<float> point;
  if (layers.size() >= 2) {
    point = layers[layers.size() - 2].activations;
  } else {
    for (const std::uint8_t pixel : state.reading.picture) point.push_back(pixel * kPixelScale);
  }
  if (point.size() != map->mean.size()) return std::nullopt;
  Components plane;
  plane.mean = map->mean;
  plane.axes = Matrix<float>(2, static_cast<int>(map->mean.size()));
  plane.axes.values() = map->axes;
  return plane.place_of(point);
}

void pictures_came(State& state, const PicturesEvent& event) {
  if (event.use == PicturesFor::kLandscape) {
    if (!event.indices.empty()) landscape_pictures_came(state, event);
    return;
  }
  state.inside.gallery.clear();
  for (std::size_t i = 0; i < event.indices.size(); ++i) {
    GalleryPicture& shown = state.inside.gallery.emplace_back();
    shown.split = event.split;
    shown.index = event.indices[i];
    shown.label = event.labels[i];
    std::copy_n(event.pixels.begin() + static_cast<std::ptrdiff_t>(i * kPixels), kPixels,
                shown.picture.begin());
  }
}

void survey_came(State& state, const EvaluatedEvent& event) {
  state.inside.asked.survey = false;
  if (event.predictions.empty() || event.predictions.size() != event.labels.size()) return;
  Survey& survey = state.inside.survey.emplace();
  survey.labels = event.labels;
  survey.predictions = event.predictions;
  survey.probabilities = event.probabilities;
  survey.confusion = event.confusion;
}

}  // namespace inkling
