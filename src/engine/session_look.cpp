// The session's side of what is only looked at: pictures, neighbours, the map, experiments.
#include <algorithm>
#include <limits>

#include "engine/session.h"
#include "nn/hidden.h"

namespace inkling {
namespace {

// While a run goes on, the map must not take more than a small part of its time.
constexpr double kMapIntervalMs = 700;

}  // namespace

int training_images_of(const PicturesCommand& pictures) {
  if (pictures.split == Split::kTest || pictures.indices.empty()) return 0;
  const int last = *std::max_element(pictures.indices.begin(), pictures.indices.end());
  return last == std::numeric_limits<int>::max() ? last : last + 1;
}

int training_images_of(const ExperimentCommand& experiment) {
  int images = 0;
  for (const ExperimentSide& side : experiment.sides) {
    images = std::max(images, side.settings.train_images);
  }
  return images;
}

bool Session::look() {
  send_pictures();
  const bool searching = search_neighbours();
  const bool mapping = make_map();
  return experiment() || searching || mapping;
}

// As soon as all of them are there.
void Session::send_pictures() {
  for (auto& wanted : pictures_wanted_) {
    if (!wanted || !test_complete() || !has_training(training_images_of(*wanted))) continue;
    const Examples all = examples(wanted->split);
    PicturesEvent event;
    event.use = wanted->use;
    event.split = wanted->split;
    for (const int index : wanted->indices) {
      if (index < 0 || index >= all.count()) continue;
      const auto picture = all.picture(index);
      event.indices.push_back(index);
      event.pixels.insert(event.pixels.end(), picture.begin(), picture.end());
      event.labels.push_back(all.labels[static_cast<std::size_t>(index)]);
    }
    wanted.reset();
    host_.send(event);
  }
}

bool Session::search_neighbours() {
  if (!search_ || !has_training(std::numeric_limits<int>::max())) return false;
  const double until_ms = host_.now_ms() + kSliceMs;
  bool more = true;
  while (more && host_.now_ms() < until_ms) more = search_->advance(examples(Split::kTrain));
  if (more) return true;
  NeighboursEvent event;
  for (const Neighbour& neighbour : search_->nearest()) {
    event.indices.push_back(neighbour.index);
    event.distances.push_back(neighbour.distance);
  }
  search_.reset();
  host_.send(event);
  return false;
}

bool Session::make_map() {
  const Examples test = examples(Split::kTest);
  if (!map_outdated_ || test.count() == 0 || !test_complete()) return false;
  const double began_ms = host_.now_ms();
  if (run_ && last_map_ms_ > 0 && began_ms - last_map_ms_ < kMapIntervalMs) return false;
  publish_network();
  const Examples shown = test.part(0, std::min(test.count(), kMapImages));
  const Matrix<float> hidden = hidden_values(network_, shown);
  map_ = principal_components(hidden.view(), map_ ? &*map_ : nullptr);
  MapEvent event;
  event.places = map_->places_of(hidden.view()).values();
  event.labels.assign(shown.labels.begin(), shown.labels.end());
  event.mean = map_->mean;
  event.axes = map_->axes.values();
  map_outdated_ = false;
  last_map_ms_ = host_.now_ms();
  event.milliseconds = last_map_ms_ - began_ms;
  host_.send(event);
  return false;
}

bool Session::experiment() {
  if (experiment_wanted_ && test_complete() &&
      has_training(training_images_of(*experiment_wanted_))) {
    experiment_ = std::make_unique<Experiment>(
        std::array{experiment_wanted_->sides[0], experiment_wanted_->sides[1]},
        experiment_wanted_->steps, examples(Split::kTrain), examples(Split::kTest));
    experiment_wanted_.reset();
    experiment_points_ = 0;
  }
  if (!experiment_) return false;
  const double until_ms = host_.now_ms() + kSliceMs;
  bool more = true;
  bool told = false;
  while (more && !told && host_.now_ms() < until_ms) {
    more = experiment_->advance();
    told = send_experiment();
  }
  if (!more) experiment_.reset();
  return more;
}

// If there is something new to say. Returns whether there was.
bool Session::send_experiment() {
  ExperimentEvent event;
  std::size_t points = 0;
  bool done = true;
  for (const int side : {0, 1}) {
    const Experiment::Progress& now = experiment_->progress(side);
    points += now.points.size();
    done = done && now.done;
    event.sides.push_back(now);
  }
  if (points == std::exchange(experiment_points_, points) && !done) return false;
  host_.send(event);
  return true;
}

}  // namespace inkling
