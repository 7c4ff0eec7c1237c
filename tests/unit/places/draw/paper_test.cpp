// Tests what comes of a picture and of the camera: on the screen, on the pad, and for the page.
#include "places/draw/paper.h"

#include <algorithm>
#include <set>

#include "app/core/actions.h"
#include "app/core/picture_lines.h"
#include "unit/app/page.h"

using namespace inkling;

namespace {

using Stage = Paper::Stage;

PictureReadEvent::Digit digit_of(int digit, int line, float x, Standing standing) {
  PictureReadEvent::Digit made{.line = line,
                               .box = {x, 10, 20, 30},
                               .digit = digit,
                               .standing = standing,
                               .pixels = std::vector<std::uint8_t>(kPixels, 0),
                               .strokes = {{x, 10, x + 20, 10, x + 5, 40}}};
  made.probabilities[static_cast<std::size_t>(digit)] = 0.97f;
  return made;
}

// The event has two lines, of "20" and "7", and a mark that is no digit.
PictureReadEvent reading(ReadingFor use) {
  return {.use = use,
          .width = 200,
          .height = 100,
          .digits = {digit_of(2, 0, 10, Standing::kSure), digit_of(0, 0, 40, Standing::kPerhaps),
                     digit_of(8, 0, 90, Standing::kNone), digit_of(7, 1, 10, Standing::kSure)},
          .steps = use == ReadingFor::kVisitor
                       ? std::vector<PictureReadEvent::Step>(
                             kPictureSteps, {.width = 2, .height = 1, .grey = {0, 255}})
                       : std::vector<PictureReadEvent::Step>{}};
}

DecodedPicture decoded() {
  return {.pixels = std::vector<std::uint8_t>(4 * 20 * 10, 255),
          .width = 20,
          .height = 10,
          .full_width = 200,
          .full_height = 100};
}

struct PaperPage : Page {
  PaperPage() { settle(); }
  Paper& paper() { return app.places().draw.paper(); }
  void read_picture() {
    REQUIRE(paper().expect_picture());
    paper().take_picture(decoded());
    answer(reading(ReadingFor::kVisitor));
    settle();
  }
  void start_camera() {
    act(app.core(), OpenPaper{});
    act(app.core(), OpenCamera{});
    paper().camera_started();
    settle();
  }
  void show_camera() {
    paper().take_camera_frame(decoded());
    answer(reading(ReadingFor::kCamera));
    settle();
  }
  std::string words() { return find("paper-words")->label; }
};

}  // namespace

TEST_CASE("numbers are read line by line, without what is no digit") {
  CHECK(lines_of(reading(ReadingFor::kHost)) == std::vector<std::string>{"20", "7"});
}

TEST_CASE("a picture that comes is shown in Draw with what was found, and can be copied") {
  PaperPage page;
  set_parameter(page.app.core(), "mode", "train");
  page.read_picture();
  CHECK(page.paper().open());
  CHECK(page.paper().stage() == Stage::kRead);
  CHECK(page.words().find("3 digits") != std::string::npos);
  CHECK(page.words().find("1 mark") != std::string::npos);
  CHECK(page.find("paper-numbers")->label == "The numbers: 20, 7");
  CHECK(page.find("pad") == nullptr);
  page.tap("paper-copy");
  CHECK(page.host.lines == "20\n7");
  // The steps and what the network sees are kept for those who want to look.
  CHECK(page.host.steps.size() == kPictureSteps + 1);
  CHECK(page.host.lesson.find("\"kind\":\"paper\"") != std::string::npos);
  CHECK(page.host.lesson.find("\"look\":\"perhaps\"") != std::string::npos);
}

TEST_CASE("a digit that is touched goes to the pad, and the picture can be had back") {
  PaperPage page;
  page.read_picture();
  page.app.core().shown->article_input("digit", "3");
  page.settle();
  CHECK_FALSE(page.paper().open());
  REQUIRE(page.app.state().pad.strokes.size() == 1);
  CHECK(page.app.state().pad.strokes[0].size() == 3);
  CHECK(page.host.lesson.empty());
  page.tap("paper");
  CHECK(page.paper().open());
  CHECK(page.find("paper-numbers") != nullptr);
  // What is not there does nothing.
  page.app.core().shown->article_input("digit", "99");
  page.app.core().shown->article_input("other", "0");
  CHECK(page.paper().open());
}

TEST_CASE("a picture that is refused is told, and the next one is taken") {
  PaperPage page;
  REQUIRE(page.paper().expect_picture());
  page.paper().refuse_picture("large");
  page.settle();
  CHECK(page.words().find("50 million") != std::string::npos);
  page.read_picture();
  CHECK(page.paper().stage() == Stage::kRead);
}

TEST_CASE("an engine that dies while it reads is told") {
  PaperPage page;
  REQUIRE(page.paper().expect_picture());
  page.paper().take_picture(decoded());
  on_engine_death(page.app.core(), "gone");
  CHECK(page.paper().stage() == Stage::kRefused);
}

TEST_CASE("without a menu a picture is taken in Draw only") {
  PaperPage page;
  set_parameter(page.app.core(), "mode", "train");
  set_parameter(page.app.core(), "menu", "none");
  CHECK_FALSE(page.paper().expect_picture());
  CHECK_FALSE(page.paper().open());
}

TEST_CASE(
    "the camera's digits are framed once they were seen twice, and the next frame is asked for") {
  PaperPage page;
  page.start_camera();
  CHECK(page.host.camera == "back");
  page.show_camera();
  CHECK(page.paper().digits().empty());
  page.show_camera();
  CHECK(page.paper().lines() == std::vector<std::string>{"20", "7"});
  CHECK(page.host.frames_asked_for == 2);
  page.tap("camera-turn");
  CHECK(page.host.camera == "front");
  CHECK(page.paper().stage() == Stage::kAsking);
}

TEST_CASE("the camera goes off when the visitor leaves, closes it, or takes a digit") {
  PaperPage page;
  page.start_camera();
  act(page.app.core(), GoTo{"train"});
  CHECK(page.host.camera == "off");
  act(page.app.core(), GoTo{"draw"});
  page.start_camera();
  act(page.app.core(), ClosePaper{});
  CHECK(page.host.camera == "off");
  page.start_camera();
  page.show_camera();
  page.show_camera();
  const int id = page.paper().digits()[0].id;
  page.app.core().shown->article_input("digit", std::to_string(id));
  CHECK(page.host.camera == "off");
  CHECK(page.app.state().pad.strokes.size() == 1);
  // A picture that comes takes the camera's place.
  page.start_camera();
  page.read_picture();
  CHECK(page.host.camera == "off");
}

TEST_CASE("numbers before the camera are said once, when they have stayed the same") {
  PaperPage page;
  page.start_camera();
  for (int i = 0; i < 30; ++i) page.show_camera();
  const auto& said = page.host.announced;
  CHECK(std::count(said.begin(), said.end(), "The numbers: 20, 7") == 1);
}

TEST_CASE("a frozen camera gives a picture") {
  PaperPage page;
  page.start_camera();
  page.tap("camera-freeze");
  CHECK(page.host.camera == "frozen");
  page.paper().take_picture(decoded());
  page.answer(reading(ReadingFor::kVisitor));
  CHECK(page.paper().stage() == Stage::kRead);
}

TEST_CASE("each reason why there is no camera is told") {
  std::set<std::string> told;
  for (const char* reason : {"denied", "blocked", "none", "busy", "insecure", "lost", "left"}) {
    PaperPage page;
    act(page.app.core(), OpenPaper{});
    act(page.app.core(), OpenCamera{});
    page.paper().camera_failed(reason);
    page.settle();
    told.insert(page.words());
    CHECK(page.find("paper-camera") != nullptr);
  }
  CHECK(told.size() == 7);
}

TEST_CASE("another network is asked about the picture's digits again") {
  PaperPage page;
  page.read_picture();
  CHECK(page.paper().digits()[0].digit.probabilities[2] == 0.97f);
  const auto& network = page.app.state().model.network;
  page.say(WeightsEvent{.layers = network.shape().layers,
                        .activation = network.shape().activation,
                        .parameters = {network.parameters().begin(), network.parameters().end()},
                        .trained = true});
  page.settle();
  CHECK(page.paper().digits()[0].digit.probabilities[2] < 0.9f);
}

TEST_CASE("the drawings of a practice sheet are looked through, and then learned") {
  PaperPage page;
  REQUIRE(page.paper().expect_picture());
  page.paper().take_picture(decoded());
  PictureReadEvent sheet = reading(ReadingFor::kVisitor);
  sheet.practice = true;
  sheet.steps.clear();
  for (auto& digit : sheet.digits) digit.standing = Standing::kSure;
  page.answer(sheet);
  page.settle();
  CHECK(page.words().find("4 drawings") != std::string::npos);
  CHECK(page.find("paper-numbers") == nullptr);
  // The third went wrong, and so did the fourth, but that was a mistake.
  for (const char* id : {"2", "3", "3"}) page.app.core().shown->article_input("digit", id);
  page.settle();
  CHECK(page.words().find("Left out: 1") != std::string::npos);
  CHECK(page.app.state().user_drawings.empty());
  page.tap("practice-learn");
  REQUIRE(page.app.state().user_drawings.size() == 3);
  CHECK(page.app.state().user_drawings[0].label == 2);
  CHECK(page.app.state().user_drawings[2].label == 7);
  CHECK(page.app.state().user_drawings[0].id != page.app.state().user_drawings[1].id);
  CHECK(page.host.count<TeachCommand>() == 1);
  CHECK(page.app.core().shown->name() == std::string("train"));
  CHECK_FALSE(page.paper().has_picture());
}

TEST_CASE("several digits on the pad are a number, until the visitor wants one drawing") {
  PaperPage page;
  State& state = page.app.core().state;
  // Whatever is drawn, this network is sure of a digit.
  Network<float> sure({.layers = {784, 10}});
  sure.parameters().back() = 30;
  state.model.replace(sure, Model::Origin::kTrained);
  draw_for_visitor(page.app.core(), {{{0, 0}, {0, 4}}, {{3, 0}, {5, 0}, {4, 4}}});
  page.settle();
  REQUIRE(state.number.size() == 2);
  CHECK(page.find("guess")->label == "99, I think.");
  CHECK(page.find("number-1") != nullptr);
  page.tap("number-as-one");
  CHECK(state.number.empty());
  CHECK(page.find("name-0") != nullptr);
  // That is remembered.
  CHECK(page.app.places().draw.saved().size() == 1);
  CHECK_FALSE(page.app.places().draw.restore(std::vector<std::uint8_t>(2)));
  page.tap("number-again");
  REQUIRE(state.number.size() == 2);
  CHECK(page.app.places().draw.saved().empty());
  // Elsewhere the pad has one drawing.
  act(page.app.core(), GoTo{"train"});
  CHECK(state.number.empty());
  act(page.app.core(), GoTo{"draw"});
  page.settle();
  page.tap("number-1");
  CHECK(state.number.empty());
  CHECK(state.pad.strokes.size() == 1);
}
