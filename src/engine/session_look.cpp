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
  for (auto& waiting : pictures_wanted_) {
    if (!waiting || !test_complete()) continue;
    const PicturesCommand& wanted = waiting->command;
    if (!has_training(training_images_of(wanted))) continue;
    const Examples all = examples(wanted.split);
    PicturesEvent event;
    event.use = wanted.use;
    event.split = wanted.split;
    for (const int index : wanted.indices) {
      if (index < 0 || index >= all.count()) continue;
      const auto picture = all.picture(index);
      event.indices.push_back(index);
      event.pixels.insert(event.pixels.end(), picture.begin(), picture.end());
      event.labels.push_back(all.labels[static_cast<std::size_t>(index)]);
    }
    answer(waiting->request, std::move(event));
    waiting.reset();
  }
}

void Session::find_neighbours(RequestId request, const NeighboursCommand& neighbours) {
  if (neighbours.picture.size() != kPixels || neighbours.count < 1) {
    refuse(request, ErrorCode::kInvalidParams, "A search takes one picture of 784 pixels.");
    return;
  }
  publish_network();
  wait(search_, request, NeighbourSearch(network_, neighbours.picture, neighbours.count));
  load_everything();
}

bool Session::search_neighbours() {
  if (!search_ || !has_training(std::numeric_limits<int>::max())) return false;
  const double until_ms = host_.now_ms() + kSliceMs;
  bool more = true;
  NeighbourSearch& search = search_->command;
  while (more && host_.now_ms() < until_ms) more = search.advance(examples(Split::kTrain));
  if (more) return true;
  NeighboursEvent event;
  for (const Neighbour& neighbour : search.nearest()) {
    event.indices.push_back(neighbour.index);
    event.distances.push_back(neighbour.distance);
  }
  answer(search_->request, std::move(event));
  search_.reset();
  return false;
}

void Session::set_map(RequestId request, bool wanted) {
  const RequestId before = std::exchange(map_request_, wanted ? request : kNoRequest);
  if (before != kNoRequest) answer(before, SupersededEvent{});
  map_outdated_ = wanted;
  last_map_ms_ = 0;
  if (wanted) {
    load(0);
  } else {
    answer(request, DoneEvent{});
  }
}

bool Session::make_map() {
  const Examples test = examples(Split::kTest);
  if (!map_outdated_ || test.count() == 0 || !test_complete()) return false;
  const double began_ms = host_.now_ms();
  // Soon, then; what is paused wakes nobody, so that map is made at once.
  const bool running = run_ && run_->running;
  if (running && last_map_ms_ > 0 && began_ms - last_map_ms_ < kMapIntervalMs) return false;
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
  tell(event, map_request_);
  return false;
}

void Session::begin_experiment(RequestId request, const ExperimentCommand& experiment) {
  end_experiment();
  if (experiment.sides.size() != 2) {
    answer(request, DoneEvent{});
  } else if (run_) {
    refuse(request, ErrorCode::kBusy, "A training run is under way. Stop it first, or wait.");
  } else {
    wait(experiment_wanted_, request, experiment);
    load(training_images_of(experiment));
  }
}

void Session::end_experiment() {
  supersede(experiment_wanted_);
  if (experiment_) answer(experiment_request_, SupersededEvent{});
  experiment_.reset();
}

bool Session::experiment() {
  if (experiment_wanted_ && test_complete() &&
      has_training(training_images_of(experiment_wanted_->command))) {
    const ExperimentCommand& wanted = experiment_wanted_->command;
    experiment_ =
        std::make_unique<Experiment>(std::array{wanted.sides[0], wanted.sides[1]}, wanted.steps,
                                     examples(Split::kTrain), examples(Split::kTest));
    experiment_request_ = experiment_wanted_->request;
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
  return experiment_ != nullptr;
}

// If there is something new to say; the last thing ends it. Returns whether there was.
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
  host_.send({.event = std::move(event), .request = experiment_request_, .answers = done});
  if (done) experiment_.reset();
  return true;
}

}  // namespace inkling
