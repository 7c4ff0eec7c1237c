#include "app/look.h"

#include <doctest/doctest.h>

#include "app/update.h"

using namespace inkling;

namespace {

template <class T>
int count(const std::vector<Command>& commands) {
  int found = 0;
  for (const Command& command : commands) found += std::holds_alternative<T>(command);
  return found;
}

State inside(Inside::View view) {
  State state;
  state.place = Place::kInside;
  state.inside.view = view;
  state.data.loading.train_images = 60000;
  state.data.loading.test_images = 10000;
  state.data.loading.total = 1;
  return state;
}

// Pictures 0, 1 and 2 are nines, read as 4 with 60 %, as 9, and as 4 with 90 %.
EvaluatedEvent three_nines() {
  EvaluatedEvent event;
  event.labels = {9, 9, 9};
  event.predictions = {4, 9, 4};
  event.probabilities = {0.6f, 0.8f, 0.9f};
  event.confusion.resize(100);
  return event;
}

}  // namespace

TEST_CASE("what is shown is asked for once") {
  State state = inside(Inside::View::kData);
  const auto first = take_wanted_commands(state);
  CHECK(count<EvaluateCommand>(first) == 1);
  CHECK(count<PicturesCommand>(first) == 1);
  CHECK(take_wanted_commands(state).empty());
  ask_again(state);
  CHECK(count<PicturesCommand>(take_wanted_commands(state)) == 1);
}

TEST_CASE("other places ask for nothing") {
  State state = inside(Inside::View::kData);
  state.place = Place::kDraw;
  CHECK(take_wanted_commands(state).empty());
}

TEST_CASE("a survey is asked for again when the network has learned, and not while it learns") {
  State state = inside(Inside::View::kData);
  take_wanted_commands(state);
  apply_event(state, three_nines());
  CHECK(take_wanted_commands(state).empty());
  WeightsEvent weights{.layers = state.network.shape().layers, .parameters = {}, .trained = true};
  weights.parameters.assign(state.network.parameters().begin(), state.network.parameters().end());
  state.training.phase = Training::Phase::kRunning;
  apply_event(state, weights);
  CHECK(take_wanted_commands(state).empty());
  state.training.phase = Training::Phase::kIdle;
  CHECK(count<EvaluateCommand>(take_wanted_commands(state)) == 1);
}

TEST_CASE("the map is wanted while it is shown") {
  State state = inside(Inside::View::kMap);
  const auto on = take_wanted_commands(state);
  REQUIRE(count<MapCommand>(on) == 1);
  CHECK(std::get<MapCommand>(on[0]).wanted);
  state.place = Place::kPlay;
  const auto off = take_wanted_commands(state);
  REQUIRE(count<MapCommand>(off) == 1);
  CHECK_FALSE(std::get<MapCommand>(off[0]).wanted);
}

TEST_CASE("mistakes come with the surest first; a cell of the matrix has its own") {
  State state = inside(Inside::View::kData);
  apply_event(state, three_nines());
  state.inside.data.show = DataView::Show::kMistakes;
  CHECK(wanted_pictures(state).indices == std::vector<int>{2, 0});
  state.inside.data.show = DataView::Show::kConfusion;
  state.inside.data.label = 9;
  state.inside.data.read_as = 9;
  CHECK(wanted_pictures(state).indices == std::vector<int>{1});
  state.inside.data.read_as = 3;
  CHECK(wanted_pictures(state).indices.empty());
}

TEST_CASE("pages") {
  State state = inside(Inside::View::kData);
  state.inside.data.show = DataView::Show::kTrain;
  state.inside.data.page = 1499;
  const WantedPictures last = wanted_pictures(state);
  CHECK(last.pages == 1500);
  CHECK(last.indices.front() == 59960);
  CHECK(last.indices.size() == 40);
  state.inside.data.page = 1500;
  CHECK(wanted_pictures(state).indices.empty());
}

TEST_CASE(
    "the nearest are looked for when a stroke is done, and again when it is another drawing") {
  State state = inside(Inside::View::kData);
  state.inside.data.show = DataView::Show::kNeighbours;
  pen_down(state, {0.2f, 0.2f});
  pen_move(state, {0.7f, 0.8f});
  read_drawing(state);
  CHECK(count<NeighboursCommand>(take_wanted_commands(state)) == 0);
  pen_up(state);
  CHECK(count<NeighboursCommand>(take_wanted_commands(state)) == 1);
  CHECK(count<NeighboursCommand>(take_wanted_commands(state)) == 0);
  pen_down(state, {0.7f, 0.2f});
  pen_move(state, {0.2f, 0.8f});
  pen_up(state);
  read_drawing(state);
  CHECK(count<NeighboursCommand>(take_wanted_commands(state)) == 1);
}

TEST_CASE("the drawing's place on the map, with and without a hidden layer") {
  for (const auto& layers : std::vector<std::vector<int>>{{784, 10}, {784, 6, 10}}) {
    State state = inside(Inside::View::kMap);
    state.network = Network<float>({.layers = layers});
    state.network.initialise(1);
    pen_down(state, {0.2f, 0.2f});
    pen_move(state, {0.7f, 0.8f});
    pen_up(state);
    read_drawing(state);
    CHECK_FALSE(place_on_map(state));
    const auto width = static_cast<std::size_t>(layers[layers.size() - 2]);
    MapEvent map;
    map.mean.assign(width, 0);
    map.axes.assign(2 * width, 0);
    map.axes[0] = 1;          // along the first number
    map.axes[width + 1] = 1;  // and the second
    apply_event(state, map);
    const auto place = place_on_map(state);
    REQUIRE(place);
    if (width == 6) {
      const auto& values = state.inside.insight->layers[0].activations;
      CHECK(place->x == doctest::Approx(values[0]));
      CHECK(place->y == doctest::Approx(values[1]));
    }
    map.mean.assign(3, 0);
    apply_event(state, map);
    CHECK_FALSE(place_on_map(state));
  }
}
