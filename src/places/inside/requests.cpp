#include "places/inside/requests.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace inkling {
namespace {

using Show = DataView::Show;

std::vector<int> page_of(const std::vector<int>& all, int page) {
  const int first = std::min(page * kPageOfPictures, static_cast<int>(all.size()));
  const int end = std::min(first + kPageOfPictures, static_cast<int>(all.size()));
  return {all.begin() + first, all.begin() + end};
}

// Returns the surest of them first.
std::vector<int> found_in(const TestEvaluation& test_evaluation, auto&& belongs) {
  std::vector<int> found;
  for (std::size_t i = 0; i < test_evaluation.labels.size(); ++i) {
    if (belongs(test_evaluation.labels[i], test_evaluation.predictions[i]))
      found.push_back(static_cast<int>(i));
  }
  std::stable_sort(found.begin(), found.end(), [&](int a, int b) {
    return test_evaluation.probabilities[static_cast<std::size_t>(a)] >
           test_evaluation.probabilities[static_cast<std::size_t>(b)];
  });
  return found;
}

void ask_for_pictures(Inside& inside, Split split, const std::vector<int>& indices,
                      std::vector<Command>& commands) {
  Inside::Asked& asked = inside.asked;
  if (asked.split == split && asked.indices == indices) return;
  asked.split = split;
  asked.indices = indices;
  if (indices.empty()) return;
  commands.push_back(
      PicturesCommand{.use = PicturesFor::kGallery, .split = split, .indices = indices});
}

}  // namespace

WantedPictures wanted_pictures(const State& state, const Inside& inside) {
  const DataView& data = inside.data;
  WantedPictures wanted;
  std::vector<int> all;
  if (data.show == Show::kNeighbours) {
    wanted.split = Split::kTrain;
    all = inside.nearest.indices;
  } else if (data.show == Show::kTrain || data.show == Show::kTest) {
    const LoadingEvent& loading = state.data.loading;
    wanted.split = data.show == Show::kTrain ? Split::kTrain : Split::kTest;
    all.resize(static_cast<std::size_t>(data.show == Show::kTrain ? loading.train_images
                                                                  : loading.test_images));
    std::iota(all.begin(), all.end(), 0);
  } else if (inside.test_evaluation) {
    all = found_in(*inside.test_evaluation, [&](int label, int prediction) {
      return data.show == Show::kMistakes ? label != prediction
                                          : label == data.label && prediction == data.predicted;
    });
  }
  wanted.pages =
      std::max(1, (static_cast<int>(all.size()) + kPageOfPictures - 1) / kPageOfPictures);
  wanted.indices = page_of(all, data.page);
  return wanted;
}

std::vector<Command> take_wanted_commands(const State& state, Inside& inside, bool shown) {
  Inside::Asked& asked = inside.asked;
  std::vector<Command> commands;
  const bool map_shown = shown && inside.view == Inside::View::kMap;
  if (std::exchange(asked.map, map_shown) != map_shown) commands.push_back(MapCommand{map_shown});
  if (map_shown) {
    if (inside.map_point) ask_for_pictures(inside, Split::kTest, {*inside.map_point}, commands);
    return commands;
  }
  if (!shown || inside.view != Inside::View::kData) return commands;

  // While a run goes on, an evaluation stays as it is: another one would take time from the run.
  const std::uint32_t version = state.model.version;
  const bool outdated = !inside.test_evaluation || inside.test_evaluation->version != version;
  if (!asked.evaluation && outdated && (state.idle() || !inside.test_evaluation)) {
    asked.evaluation = true;
    commands.push_back(EvaluateCommand{});
  }
  const bool look_for_nearest = inside.data.show == Show::kNeighbours && !state.prediction.empty &&
                                !state.pad.pen_down && !state.demonstrating;
  if (look_for_nearest && state.idle() &&
      (asked.nearest_version != version || asked.nearest_to != state.prediction.picture)) {
    asked.nearest_version = version;
    asked.nearest_to = state.prediction.picture;
    commands.push_back(NeighboursCommand{
        .picture = {state.prediction.picture.begin(), state.prediction.picture.end()},
        .count = kNearestShown});
  }
  const WantedPictures wanted = wanted_pictures(state, inside);
  ask_for_pictures(inside, wanted.split, wanted.indices, commands);
  // Nothing is known of the data yet.
  if (wanted.indices.empty() && state.data.loading.total == 0 && !asked.data) {
    asked.data = true;
    commands.push_back(LoadDataCommand{});
  }
  return commands;
}

void ask_for_all_but_the_map(Inside& inside) {
  const bool map = inside.asked.map;
  inside.asked = {};
  inside.asked.map = map;
}

std::optional<Components::Projection> place_on_map(const State& state, const Inside& inside) {
  const auto& map = inside.map;
  if (!map || state.prediction.empty || !inside.network.insight) return std::nullopt;
  const auto& layers = inside.network.insight->layers;
  std::vector<float> point;
  if (layers.size() >= 2) {
    point = layers[layers.size() - 2].activations;
  } else {
    for (const std::uint8_t pixel : state.prediction.picture) point.push_back(pixel * kPixelScale);
  }
  if (point.size() != map->mean.size()) return std::nullopt;
  Components plane;
  plane.mean = map->mean;
  plane.axes = Matrix<float>(2, static_cast<int>(map->mean.size()));
  plane.axes.values() = map->axes;
  return plane.project(point);
}

void forget_data(Inside& inside) {
  inside.data = {.show = inside.data.show, .label = 0, .predicted = 1};
  inside.test_evaluation.reset();
  inside.gallery.clear();
  inside.nearest = {};
  inside.map.reset();
  inside.map_point.reset();
  inside.network.unit.reset();
  inside.network.digit.reset();
  inside.network.against.reset();
  // The engine has ended what it was asked for, the map too.
  inside.asked = {};
}

void on_pictures(Inside& inside, const PicturesEvent& event) {
  if (event.use != PicturesFor::kGallery) return;
  inside.gallery.clear();
  for (std::size_t i = 0; i < event.indices.size(); ++i) {
    GalleryPicture& shown = inside.gallery.emplace_back();
    shown.split = event.split;
    shown.index = event.indices[i];
    shown.label = event.labels[i];
    std::copy_n(event.pixels.begin() + static_cast<std::ptrdiff_t>(i * kPixels), kPixels,
                shown.picture.begin());
  }
}

void on_evaluated(const Model& model, Inside& inside, const EvaluatedEvent& event) {
  inside.asked.evaluation = false;
  if (event.predictions.empty() || event.predictions.size() != event.labels.size()) return;
  TestEvaluation& test_evaluation = inside.test_evaluation.emplace();
  test_evaluation.labels = event.labels;
  test_evaluation.predictions = event.predictions;
  test_evaluation.probabilities = event.probabilities;
  test_evaluation.confusion = event.confusion;
  test_evaluation.version = model.version;
}

}  // namespace inkling
