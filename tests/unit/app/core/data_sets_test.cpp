// Tests what the page makes of a data set of the visitor's own, and how MNIST comes back.
#include "app/core/data_sets.h"

#include <set>

#include "app/core/actions.h"
#include "app/core/data_words.h"
#include "app/core/exported_file.h"
#include "app/core/user_drawings.h"
#include "app/core/work.h"
#include "model/onnx.h"
#include "places/inside/inside_place.h"
#include "ui/class_names.h"
#include "unit/app/page.h"

using namespace inkling;

namespace {

DataSetEvent found_set(int classes) {
  DataSetEvent event = {.file = "mine", .train_images = 600, .test_images = 100};
  for (int i = 0; i < classes; ++i) event.names.push_back(std::to_string(i));
  return event;
}

// The visitor has trained a network, taught it a drawing, and brings a data set.
struct WithData : Page {
  explicit WithData(DataSetEvent event = found_set(3)) {
    Network<float> own({.layers = {784, 30, 10}});
    own.initialise(5);
    state().settings.hidden = {30};
    state().model.replace(own, Model::Origin::kTrained);
    state().model.test_accuracy = 0.97;
    put_on_pad(app.core(), {{{0.2f, 0.2f}, {0.8f, 0.2f}, {0.4f, 0.9f}}});
    name_drawing(app.core(), 7);
    say(FinishedEvent{.test_accuracy = 0.97, .teaching = true});
    records = host.records;
    bring(event);
  }
  void bring(const DataSetEvent& event) {
    CHECK(begin_reading_data(app.core(), event.file));
    say(event);
    settle();
  }
  State& state() { return app.core().state; }
  std::string words(const std::string& id) {
    const Control* control = find(id);
    return control == nullptr ? "" : control->label;
  }
  template <class T>
  T newest() {
    for (auto command = host.commands.rbegin(); command != host.commands.rend(); ++command) {
      if (const auto* wanted = std::get_if<T>(&*command)) return *wanted;
    }
    FAIL("there is no such command");
    return {};
  }

  std::map<SavedPart, std::vector<std::uint8_t>> records;
};

}  // namespace

TEST_CASE("a data set is used as soon as it is there, with a fresh network of its classes") {
  WithData page;
  CHECK(page.state().model.network.shape().layers == std::vector<int>{784, 30, 3});
  CHECK_FALSE(page.state().model.trained());
  CHECK(page.state().symbols() == 0);
  CHECK(page.state().user_drawings.empty());
  CHECK(page.newest<UseDataCommand>().own);
  CHECK(page.newest<UseDataCommand>().settings.train_images == 600);
  CHECK(page.app.core().shown->name() == std::string("train"));
  CHECK(page.words("notice").find("600 images of 3 classes") != std::string::npos);
  CHECK(page.words("data-found").find("mine: 600 images") != std::string::npos);
  // Nothing of it is saved, and nothing of what was there before is lost.
  act(page.app.core(), ResetNetwork{});
  CHECK(page.host.records == page.records);
}

TEST_CASE("MNIST comes back in one touch, with the network and the drawings from before") {
  WithData page;
  page.state().settings.hidden = {8};
  page.say(FinishedEvent{.test_accuracy = 0.5, .confusion = std::vector<int>(9, 1)});
  page.press("data-leave");
  const State& state = page.state();
  CHECK_FALSE(state.own_data.has_value());
  CHECK(state.model.network.shape().layers == std::vector<int>{784, 30, 10});
  CHECK(state.model.test_accuracy == 0.97);
  CHECK(state.settings.hidden == std::vector<int>{30});
  REQUIRE(state.user_drawings.size() == 1);
  CHECK(state.user_drawings[0].label == 7);
  CHECK_FALSE(page.newest<UseDataCommand>().own);
  CHECK(page.newest<TeachCommand>().labels.size() == 1);
  CHECK(page.newest<SetWeightsCommand>().layers == std::vector<int>{784, 30, 10});
  CHECK(class_name(Language::kEnglish, 7) == "7");
  // Weights that the engine sent before it knew do not count.
  on_engine_message(page.app.core(),
                    {.event = WeightsEvent{.layers = {784, 30, 3},
                                           .parameters = std::vector<float>(784 * 30 + 30 + 93),
                                           .trained = true}});
  CHECK(state.classes() == 10);
}

TEST_CASE("a second data set takes the place of the first, and MNIST still comes back") {
  WithData page;
  page.bring(found_set(26));
  CHECK(page.state().classes() == 26);
  act(page.app.core(), LeaveOwnData{});
  CHECK(page.state().model.network.shape().layers == std::vector<int>{784, 30, 10});
  CHECK(page.state().user_drawings.size() == 1);
}

TEST_CASE("classes have the names of the files, that people know, or that the visitor gives") {
  DataSetEvent event = found_set(10);
  event.known = KnownNames::kClothes;
  WithData page(event);
  CHECK(class_name(Language::kEnglish, 5) == "Sandal");
  CHECK(class_sign(5) == "Sa");
  page.press("names-hiragana");
  CHECK(class_sign(0) == "お ");
  page.press("names-file");
  CHECK(class_name(Language::kEnglish, 5) == "5");
  act(page.app.core(), RenameClass{5, "Slipper\n"});
  CHECK(class_name(Language::kEnglish, 5) == "Slipper?");
  act(page.app.core(), RenameClass{5, ""});
  CHECK(class_name(Language::kEnglish, 5) == "5");
  act(page.app.core(), RenameClass{99, "none"});
}

TEST_CASE("what is said of digits is said of classes") {
  WithData page;
  CHECK(text(Language::kEnglish, Text::kGuessNothing) == "Draw me something");
  act(page.app.core(), LeaveOwnData{});
  CHECK(text(Language::kEnglish, Text::kGuessNothing) == "Draw me a digit");
}

TEST_CASE("lessons and games say that they need the digits, and offer them") {
  for (const char* place : {"learn", "play"}) {
    WithData page;
    act(page.app.core(), GoTo{place});
    page.settle();
    CHECK(page.words("needs-digits").find("ten digits") != std::string::npos);
    page.app.key(3);
    page.press("data-leave");
    CHECK(page.find("needs-digits") == nullptr);
    CHECK_FALSE(page.state().own_data.has_value());
  }
}

TEST_CASE("every view of every place copes with few classes and with many, in any window") {
  for (const int classes : {2, 3, 26}) {
    for (const Viewport& viewport :
         {Viewport{1280, 800, 1}, Viewport{390, 844, 1}, Viewport{480, 360, 1}}) {
      CAPTURE(classes);
      CAPTURE(viewport.width);
      WithData page(found_set(classes));
      page.draw_seven();
      act(page.app.core(), DismissNotice{});
      EvaluatedEvent evaluated = {.accuracy = 0.5};
      evaluated.confusion.assign(static_cast<std::size_t>(classes * classes), 3);
      evaluated.labels = evaluated.predictions = {0, 1};
      evaluated.probabilities = {0.5f, 0.5f};
      MapEvent map;
      map.labels = {0, static_cast<std::uint8_t>(classes - 1)};
      map.places = {0, 0, 1, 1};
      map.mean.assign(30, 0);
      map.axes.assign(60, 0);
      for (const char* place : {"draw", "train", "inside", "learn", "play"}) {
        act(page.app.core(), GoTo{place});
        page.run(3, viewport);
        page.say(evaluated);
        page.say(map);
        if (std::string(place) != "inside") continue;
        for (int view = 0; view < 5; ++view) {
          act(page.app.core(), ShowInside{static_cast<Inside::View>(view)});
          for (int show = 0; show < 5; ++show) {
            act(page.app.core(), ShowData{{.show = static_cast<DataView::Show>(show),
                                           .label = show == 3 ? 9 : classes - 1,
                                           .predicted = 0}});
            page.run(3, viewport);
          }
        }
      }
    }
  }
}

TEST_CASE("drawings can be named, but no symbol joins the classes") {
  WithData page;
  put_on_pad(page.app.core(), {{{0, 0}, {1, 1}}});
  name_drawing(page.app.core(), 3);
  CHECK(page.state().classes() == 3);
  CHECK(page.state().user_drawings.empty());
  name_drawing(page.app.core(), 2);
  REQUIRE(page.state().user_drawings.size() == 1);
  CHECK(page.newest<TeachCommand>().classes == std::vector<int>{0, 1, 2});
}

TEST_CASE("a network of the visitor's data that was replaced can be brought back") {
  WithData page;
  Network<float> learned({.layers = {784, 30, 3}});
  learned.initialise(9);
  page.state().model.replace(learned, Model::Origin::kTrained);
  act(page.app.core(), ResetNetwork{});
  CHECK_FALSE(page.state().model.trained());
  act(page.app.core(), BringBack{});
  CHECK(page.state().model.trained());
  CHECK(page.state().model.network.parameters()[0] == learned.parameters()[0]);
}

TEST_CASE("turning the images begins anew") {
  WithData page;
  page.state().model.origin = Model::Origin::kTrained;
  act(page.app.core(), TurnOwnData{});
  CHECK(page.newest<UseDataCommand>().turned);
  CHECK(page.state().own_data->changes.turned);
  CHECK_FALSE(page.state().model.trained());
}

TEST_CASE("no data set is read while a run is under way") {
  Page page;
  act(page.app.core(), StartTraining{});
  CHECK_FALSE(begin_reading_data(page.app.core(), "mine"));
  CHECK(page.app.state().notice->code == ErrorCode::kBusy);
}

TEST_CASE("the shipped network and a dead engine lead back to the digits") {
  for (const bool dead : {false, true}) {
    CAPTURE(dead);
    WithData page;
    if (!dead) {
      offer_shipped(page.app.core(), {});
      act(page.app.core(), UseShipped{});
    } else {
      on_engine_death(page.app.core(), "gone");
      CHECK(page.app.state().notice->code == ErrorCode::kEngineFailed);
    }
    CHECK_FALSE(page.app.state().own_data.has_value());
    CHECK(page.app.state().classes() == 10);
  }
}

TEST_CASE("a network that learned a data set is opened where that set is in use") {
  WithData page;
  const Network<float> learned = page.state().model.network;
  const std::vector<std::uint8_t> file = exported_file(page.state(), ModelFormat::kOnnx);
  act(page.app.core(), ResetNetwork{});
  page.import_file("mine.onnx", file);
  CHECK(page.state().own_data.has_value());
  CHECK(page.state().model.trained());
  CHECK(page.state().model.network.shape() == learned.shape());
  CHECK(page.state().model.network.parameters()[5] == learned.parameters()[5]);
  CHECK(page.state().notice->code == ErrorCode::kModelRead);
  CHECK(page.newest<SetWeightsCommand>().layers == std::vector<int>{784, 30, 3});
  // An answer that comes when the set has been left changes nothing.
  import_files(page.app.core(), {{"mine.onnx", file}}, true);
  const ImportedEvent late = *ImportJob::own(page.newest<ImportCommand>());
  act(page.app.core(), LeaveOwnData{});
  page.say(late);
  take_import(page.app.core(), late);
  CHECK(page.state().model.network.shape().layers == std::vector<int>{784, 30, 10});
}

TEST_CASE("a network of another number of classes is refused, and the words say why") {
  for (const bool own_data : {false, true}) {
    CAPTURE(own_data);
    WithData page;
    if (!own_data) act(page.app.core(), LeaveOwnData{});
    const State before = page.state();
    Network<float> other({.layers = {784, 4, 7}});
    import_files(page.app.core(), {{"other.onnx", to_onnx(other)}}, true);
    const auto command = page.newest<ImportCommand>();
    CHECK_FALSE(ImportJob::own(command));
    const auto read = ImportJob::read(command);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kModelInput);
    page.answer(ErrorEvent{.code = read.error().code, .file = read.error().subject});
    page.settle();
    CHECK(page.words("notice").find("784-4-7") != std::string::npos);
    CHECK(page.words("notice").find(own_data ? "has 3 classes" : "ten digits") !=
          std::string::npos);
    CHECK(page.state().own_data.has_value() == own_data);
    CHECK(page.state().model.network.shape() == before.model.network.shape());
    CHECK(page.state().model.version == before.model.version);
  }
}

TEST_CASE("what is read in a picture has the classes of the set, as a prediction has") {
  DataSetEvent event = found_set(12);
  event.names[11] = "Leaf";
  WithData page(event);
  page.api.call(
      R"({"jsonrpc":"2.0","id":1,"method":"readPicture","params":{"bytes":{},"width":1,"height":1,
          "full_width":1,"full_height":1}})",
      std::vector<std::uint8_t>{0, 0, 0, 255});
  PictureReadEvent::Digit digit{.digit = 11, .standing = Standing::kSure};
  digit.probabilities[11] = 1;
  page.answer(PictureReadEvent{.use = ReadingFor::kHost, .digits = {digit}});
  const auto answer = page.host.last_posted();
  REQUIRE(answer.HasMember("result"));
  const auto& read = answer["result"]["digits"][0];
  CHECK(read["digit"].GetInt() == 11);
  CHECK(read["probabilities"].Size() == 12);
  CHECK(read["probabilities"][11].GetDouble() == 1);
  CHECK_FALSE(read.HasMember("symbols"));
  CHECK(answer["result"]["lines"][0].GetString() == std::string("Le"));
}

TEST_CASE("a file of saved work that is refused leaves a data set in use, and a stroke under way") {
  WithData page;
  const State& state = page.state();
  act(page.app.core(), GoTo{"draw"});
  page.settle();
  const Rect pad = page.app.pad();
  page.app.pointer({PointerKind::kDown, 1, false, pad.centre_x(), pad.centre_y()});
  page.app.pointer({PointerKind::kMove, 1, false, pad.centre_x() + 30, pad.centre_y()});
  const std::size_t commands = page.host.commands.size();
  const std::uint32_t version = state.model.version;
  Work spoilt;
  spoilt.visitor.settings.epochs = 77;
  spoilt.visitor.places = {{"play", {1, 2, 3}}};
  CHECK_FALSE(open_work(page.app.core(), to_work_file(spoilt)).ok());
  CHECK(state.own_data.has_value());
  CHECK(state.classes() == 3);
  CHECK(state.settings.epochs != 77);
  CHECK(state.model.version == version);
  CHECK(page.app.core().pen.has_value());
  CHECK(page.host.commands.size() == commands);
  CHECK(page.host.records == page.records);
  // One that is opened brings MNIST back with it.
  REQUIRE(open_work(page.app.core(), to_work_file(Work{})).ok());
  CHECK_FALSE(state.own_data.has_value());
  CHECK(state.classes() == 10);
}

TEST_CASE("what is saved while a data set is in use is what comes back without it") {
  WithData page;
  page.state().settings.hidden = {8};
  const std::vector<std::uint8_t> meanwhile = work_file(page.app.core());
  act(page.app.core(), LeaveOwnData{});
  CHECK(meanwhile == work_file(page.app.core()));
}

TEST_CASE("every reason against files is told in words of both languages") {
  std::set<std::string> told;
  const char* kReasons[] = {
      "nothing",           "no-labels",      "no-images",       "counts\n60000\n10",
      "classes\n62\n26",   "one-class",      "too-few\n4",      "too-many\n150000",
      "too-large\nx\n160", "labels",         "shape\n2 × 3",    "no-folder\n1.png",
      "csv-line\n7",       "csv-columns\n3", "damaged\ncut.gz", "unread"};
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    for (const char* reason : kReasons) {
      const std::string words = refused_data_words(language, reason);
      CHECK(words.find('{') == std::string::npos);
      CHECK(told.insert(words).second);
    }
  }
  CHECK(refused_data_words(Language::kEnglish, "counts\n60000\n10").find("60,000 images but 10") !=
        std::string::npos);
}

TEST_CASE("what was done to the images is told") {
  OwnData data = {.train_images = 6, .test_images = 1, .names = {"a", "b"}};
  CHECK(data_changes_words(Language::kEnglish, data).empty());
  data.changes = {.height = 32, .width = 64, .inverted = true, .turned = true, .parted = true};
  const std::string words = data_changes_words(Language::kEnglish, data);
  for (const char* part : {"64 × 32", "one in seven", "inverted", "changed places"}) {
    CHECK(words.find(part) != std::string::npos);
  }
}

TEST_CASE("a host page is told which classes there are, and that games need the digits") {
  WithData page;
  const auto call = [&](const char* method, const std::string& params) {
    page.api.call(std::string(R"({"jsonrpc":"2.0","id":1,"method":")") + method + R"(","params":)" +
                  params + "}");
    return page.host.last_error();
  };
  const std::string strokes = R"({"strokes":[[[0,0],[1,1]]])";
  CHECK(call("predict", strokes + "}") == 0);
  CHECK(page.host.last_posted()["result"]["probabilities"].Size() == 3);
  CHECK(call("explain", strokes + R"(,"digit":2})") == 0);
  CHECK(call("explain", strokes + R"(,"digit":3})") == -32602);
  CHECK(call("explain", strokes + R"(,"digit":0,"against":9})") == -32602);
  CHECK(call("teach", strokes + R"(,"digit":5})") == -32602);
  CHECK(call("startGame", R"({"game":"duel"})") == -32602);
}
