#include "places/inside/requests.h"

#include <doctest/doctest.h>

#include "app/core/drawing.h"
#include "places/inside/inside_place.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

template <class T>
int count(const std::vector<Command>& commands) {
  int found = 0;
  for (const Command& command : commands) found += std::holds_alternative<T>(command);
  return found;
}

// InsideTest shows one of the views of Inside.
struct InsideTest : TestPlace<InsidePlace> {
  explicit InsideTest(Inside::View view) {
    state.data.loading.train_images = 60000;
    state.data.loading.test_images = 10000;
    state.data.loading.total = 1;
    act(core, ShowInside{view});
  }
  // Returns what the engine is asked for after a frame.
  std::vector<Command> asked() {
    host.commands.clear();
    place.after_frame();
    return host.commands;
  }
  void show(DataView view) { act(core, ShowData{view}); }
  WantedPictures pictures() const { return wanted_pictures(state, place.state()); }
  void draw_line(InkPoint from, InkPoint to) {
    pen_down(core, from);
    pen_move(core, to);
    pen_up(core);
    predict_drawing(core);
  }
};

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
  InsideTest test(Inside::View::kData);
  const auto first = test.asked();
  CHECK(count<EvaluateCommand>(first) == 1);
  CHECK(count<PicturesCommand>(first) == 1);
  CHECK(test.asked().empty());
  test.place.ask_again();
  CHECK(count<PicturesCommand>(test.asked()) == 1);
}

TEST_CASE("other places ask for nothing") {
  InsideTest test(Inside::View::kData);
  OtherPlace other;
  test.core.shown = &other;
  CHECK(test.asked().empty());
}

TEST_CASE(
    "an evaluation is asked for again when the network has learned, and not while it learns") {
  InsideTest test(Inside::View::kData);
  test.asked();
  apply_event(test.core, three_nines());
  CHECK(test.asked().empty());
  WeightsEvent weights{
      .layers = test.state.model.network.shape().layers, .parameters = {}, .trained = true};
  weights.parameters.assign(test.state.model.network.parameters().begin(),
                            test.state.model.network.parameters().end());
  test.state.training.phase = Training::Phase::kRunning;
  apply_event(test.core, weights);
  CHECK(test.asked().empty());
  test.state.training.phase = Training::Phase::kIdle;
  CHECK(count<EvaluateCommand>(test.asked()) == 1);
}

TEST_CASE("the map is wanted while it is shown") {
  InsideTest test(Inside::View::kMap);
  const auto on = test.asked();
  REQUIRE(count<MapCommand>(on) == 1);
  CHECK(std::get<MapCommand>(on[0]).wanted);
  OtherPlace other;
  test.core.shown = &other;
  const auto off = test.asked();
  REQUIRE(count<MapCommand>(off) == 1);
  CHECK_FALSE(std::get<MapCommand>(off[0]).wanted);
}

TEST_CASE("mistakes come with the surest first; a cell of the matrix has its own") {
  InsideTest test(Inside::View::kData);
  apply_event(test.core, three_nines());
  test.show({.show = DataView::Show::kMistakes});
  CHECK(test.pictures().indices == std::vector<int>{2, 0});
  test.show({.show = DataView::Show::kConfusion, .label = 9, .predicted = 9});
  CHECK(test.pictures().indices == std::vector<int>{1});
  test.show({.show = DataView::Show::kConfusion, .label = 9, .predicted = 3});
  CHECK(test.pictures().indices.empty());
}

TEST_CASE("pages") {
  InsideTest test(Inside::View::kData);
  test.show({.show = DataView::Show::kTrain, .page = 1499});
  const WantedPictures last = test.pictures();
  CHECK(last.pages == 1500);
  CHECK(last.indices.front() == 59960);
  CHECK(last.indices.size() == 40);
  test.show({.show = DataView::Show::kTrain, .page = 1500});
  CHECK(test.pictures().indices.empty());
}

TEST_CASE(
    "the nearest are looked for when a stroke is done, and again when it is another drawing") {
  InsideTest test(Inside::View::kData);
  test.show({.show = DataView::Show::kNeighbours});
  pen_down(test.core, {0.2f, 0.2f});
  pen_move(test.core, {0.7f, 0.8f});
  predict_drawing(test.core);
  CHECK(count<NeighboursCommand>(test.asked()) == 0);
  pen_up(test.core);
  CHECK(count<NeighboursCommand>(test.asked()) == 1);
  CHECK(count<NeighboursCommand>(test.asked()) == 0);
  test.draw_line({0.7f, 0.2f}, {0.2f, 0.8f});
  CHECK(count<NeighboursCommand>(test.asked()) == 1);
}

TEST_CASE("the drawing's place on the map, with and without a hidden layer") {
  for (const auto& layers : std::vector<std::vector<int>>{{784, 10}, {784, 6, 10}}) {
    InsideTest test(Inside::View::kMap);
    test.state.model.network = Network<float>({.layers = layers});
    test.state.model.network.initialise(1);
    test.draw_line({0.2f, 0.2f}, {0.7f, 0.8f});
    CHECK_FALSE(place_on_map(test.state, test.place.state()));
    const auto width = static_cast<std::size_t>(layers[layers.size() - 2]);
    MapEvent map;
    map.mean.assign(width, 0);
    map.axes.assign(2 * width, 0);
    // The axes run along the first and the second number.
    map.axes[0] = 1;
    map.axes[width + 1] = 1;
    apply_event(test.core, map);
    const auto on_map = place_on_map(test.state, test.place.state());
    REQUIRE(on_map);
    if (width == 6) {
      const auto& values = test.place.state().network.insight->layers[0].activations;
      CHECK(on_map->x == doctest::Approx(values[0]));
      CHECK(on_map->y == doctest::Approx(values[1]));
    }
    map.mean.assign(3, 0);
    apply_event(test.core, map);
    CHECK_FALSE(place_on_map(test.state, test.place.state()));
  }
}

TEST_CASE("a point of the map that is touched has its picture asked for, once") {
  InsideTest test(Inside::View::kMap);
  CHECK(count<MapCommand>(test.asked()) == 1);
  act(test.core, ShowMapPoint{7});
  const auto commands = test.asked();
  REQUIRE(count<PicturesCommand>(commands) == 1);
  const auto& wanted = std::get<PicturesCommand>(commands.back());
  CHECK(wanted.split == Split::kTest);
  CHECK(wanted.indices == std::vector<int>{7});
  CHECK(test.asked().empty());
  act(test.core, ShowMapPoint{8});
  CHECK(count<PicturesCommand>(test.asked()) == 1);
}

TEST_CASE("what changes travels through the network for a moment, and not under reduced motion") {
  InsideTest test(Inside::View::kNetwork);
  test.draw_line({0.2f, 0.2f}, {0.8f, 0.8f});
  CHECK(test.place.state().network.travelled < 1);
  CHECK(test.place.advance(100));
  CHECK(test.place.advance(2000));
  CHECK_FALSE(test.place.advance(16));
  test.state.preferences.reduced_motion = true;
  test.draw_line({0.2f, 0.8f}, {0.8f, 0.2f});
  CHECK_FALSE(test.place.advance(16));
}
