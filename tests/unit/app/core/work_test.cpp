#include "app/core/work.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "app/core/actions.h"
#include "app/core/drawing.h"
#include "app/core/network_changes.h"
#include "app/core/saved_state.h"
#include "app/core/user_drawings.h"
#include "base/bytes.h"
#include "data/sha256.h"
#include "math/random.h"
#include "model/safetensors.h"
#include "unit/app/page.h"

using namespace inkling;

namespace {

using File = std::vector<std::uint8_t>;

Network<float> small_network(std::uint64_t seed, int classes = kDigits) {
  Network<float> network({.layers = {784, 2, classes}, .activation = Activation::kTanh});
  network.initialise(seed);
  return network;
}

// MadePage is a page with a little of everything in it.
struct MadePage : Page {
  MadePage() {
    begin_with_shipped(app.core(), to_safetensors(small_network(4)));
    app.start();
    settle();
    Core& core = app.core();
    put_on_pad(core, {{{0, 0}, {6, 0}, {2, 10}}});
    name_drawing(core, 7);
    put_on_pad(core, {{{0, 0}, {5, 5}, {9, 0}}, {{3, 3}}});
    name_drawing(core, 10);
    put_on_pad(core, {{{1, 2}, {3, 4}}});
    State& state = core.state;
    state.settings.hidden = {20, 5};
    state.settings.epochs = 9;
    state.model.replace(small_network(3, 11), Model::Origin::kTrained);
    state.model.test_accuracy = 0.875;
    state.training.settings.epochs = 7;
    state.training.progress.steps = 100;
    state.training.train_curve = {{0.5f, 1, 0.7f}, {1, 0.5f, 0.8f}};
    state.training.test_curve = {{1, 0.6f, 0.75f}};
    state.best_scores = {{GameKind::kSprint, 87, 9}, {GameKind::kGolf, 98, 120}};
    ByteWriter steps;
    steps(std::vector<int>{1, 0, 1, 0, 0, 0, 0, 0, 0, 0});
    REQUIRE(app.places().learn.restore(steps.take()));
    use_language(core, Language::kChinese);
  }
  File file() { return work_file(app.core()); }
};

// One page after the other: two would share what ImGui has once.
File made_file() { return MadePage().file(); }

bool has_weights(const Page& page, std::span<const float> weights) {
  const auto own = page.app.state().model.network.parameters();
  return own.size() == weights.size() && std::equal(own.begin(), own.end(), weights.begin());
}

int open_error(Page& page, const File& file) {
  const Status opened = open_work(page.app.core(), file);
  return opened ? 0 : static_cast<int>(opened.error().code);
}

constexpr int kDamagedFile = static_cast<int>(ErrorCode::kBadState);
constexpr int kNewerFile = static_cast<int>(ErrorCode::kNewerState);

// Returns a file with the hash that it should have.
File with_hash(File file) {
  file.resize(file.size() - 64);
  const std::string hash = sha256_hex(file);
  file.insert(file.end(), hash.begin(), hash.end());
  return file;
}

File content_of(const std::string& language, const File& visitor, const File& network) {
  ByteWriter writer;
  writer(network, visitor, language);
  return writer.take();
}

}  // namespace

TEST_CASE("all that was made is there again in another browser, to the byte") {
  const File file = made_file();
  const Work made = *read_work_file(file);
  Page other;
  other.app.start();
  REQUIRE(open_error(other, file) == 0);
  CHECK(work_file(other.app.core()) == file);
  const State& state = other.app.state();
  CHECK(state.language == Language::kChinese);
  CHECK(state.settings.hidden == std::vector<int>{20, 5});
  CHECK(state.settings.epochs == 9);
  CHECK(state.model.network.shape().layers == std::vector<int>{784, 2, 11});
  CHECK(has_weights(other, made.network.parameters));
  CHECK(state.model.test_accuracy == 0.875);
  CHECK(state.training.train_curve.size() == 2);
  CHECK(state.symbols() == 1);
  REQUIRE(state.user_drawings.size() == 2);
  CHECK(state.user_drawings[1].label == 10);
  CHECK(state.pad.strokes.size() == 1);
  CHECK(state.best_scores == made.visitor.best);
  CHECK(state.best_scores.size() == 2);
  CHECK(other.app.places().learn.state().steps_done[2] == 1);
  // The engine and the store get all of it.
  CHECK(other.host.count<SetWeightsCommand>() == 1);
  CHECK(other.host.records.size() == 2);
}

TEST_CASE("random weights come again as the settings say") {
  const File file = [] {
    Page before;
    before.app.start();
    set_parameter(before.app.core(), "epochs", "3");
    return work_file(before.app.core());
  }();
  Page after;
  after.app.start();
  after.app.core().state.settings.seed = 5;
  forget_network(after.app.core());
  REQUIRE(open_error(after, file) == 0);
  CHECK_FALSE(after.app.state().model.trained());
  CHECK(after.app.state().settings.epochs == 3);
  Network<float> random({.layers = {784, 512, 10}});
  random.initialise(1);
  CHECK(has_weights(after, random.parameters()));
  CHECK(work_file(after.app.core()) == file);
}

TEST_CASE("the network that the site comes with is known again; its zeros take no room") {
  Network<float> shipped({.layers = {784, 512, 10}});
  for (std::size_t i = 0; i < shipped.parameters().size(); i += 5) {
    shipped.parameters()[i] = 0.25f + static_cast<float>(i);
  }
  const File model = to_safetensors(shipped);
  File file;
  {
    Page page;
    begin_with_shipped(page.app.core(), model);
    page.app.start();
    file = work_file(page.app.core());
    CHECK(file.size() < 1'000'000);
    act(page.app.core(), ResetNetwork{});
    REQUIRE(open_error(page, file) == 0);
    CHECK(page.app.state().model.shipped());
  }
  // A site that comes with another one has these weights all the same.
  Page elsewhere;
  elsewhere.app.start();
  REQUIRE(open_error(elsewhere, file) == 0);
  CHECK_FALSE(elsewhere.app.state().model.shipped());
  CHECK(has_weights(elsewhere, shipped.parameters()));
}

TEST_CASE("a file that is cut off anywhere is refused, and nothing is lost") {
  const File file = made_file();
  MadePage page;
  page.app.core().state.settings.epochs = 33;
  const File before = page.file();
  for (std::size_t size = 0; size < file.size(); ++size) {
    const int error =
        open_error(page, {file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)});
    if (error != kDamagedFile) FAIL("cut off after ", size, " bytes: ", error);
  }
  CHECK(page.file() == before);
}

TEST_CASE("two hundred files with something else in them are refused, and nothing is lost") {
  const File file = made_file();
  MadePage page;
  page.app.core().state.settings.epochs = 33;
  const File before = page.file();
  Random random(9, 0);
  for (int i = 0; i < 200; ++i) {
    File spoilt = file;
    for (int flips = 1 + i % 4; flips > 0; --flips) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(spoilt.size()));
      spoilt[at] = static_cast<std::uint8_t>(spoilt[at] ^ (1u << random.below(8)));
    }
    if (spoilt == file) continue;
    if (open_error(page, spoilt) != kDamagedFile) FAIL("file ", i);
    if (page.file() != before) FAIL("file ", i, " has changed something");
  }
}

TEST_CASE("what a later version has written is told so") {
  File later = made_file();
  Page page;
  ++later[8];
  CHECK(open_error(page, with_hash(later)) == kNewerFile);
  for (const bool of_network : {false, true}) {
    File visitor = to_bytes(SavedVisitor{});
    File network = to_bytes(SavedNetwork{});
    CHECK(open_error(page, sealed(content_of("en", visitor, network))) == 0);
    ++(of_network ? network : visitor)[0];
    CHECK(open_error(page, sealed(content_of("en", visitor, network))) == kNewerFile);
  }
}

TEST_CASE("whoever makes up a file with a right hash gets no further with what is impossible") {
  MadePage page;
  const File before = page.file();
  const File visitor = to_bytes(SavedVisitor{});
  const File network = to_bytes(SavedNetwork{});
  CHECK(open_error(page, sealed({})) == kDamagedFile);
  CHECK(open_error(page, sealed(content_of("fr", visitor, network))) == kDamagedFile);
  CHECK(open_error(page, sealed(content_of("en", network, visitor))) == kDamagedFile);
  CHECK(open_error(page, sealed(content_of("en", {}, network))) == kDamagedFile);
  File longer = content_of("en", visitor, network);
  longer.push_back(1);
  CHECK(open_error(page, sealed(longer)) == kDamagedFile);
  SavedVisitor impossible;
  impossible.settings.batch_size = -1;
  CHECK(open_error(page, sealed(content_of("en", to_bytes(impossible), network))) == kDamagedFile);
  // Places look at what is theirs.
  SavedVisitor of_places;
  of_places.settings.epochs = 77;
  of_places.places = {{"play", {1, 2, 3}}};
  CHECK(open_error(page, sealed(content_of("en", to_bytes(of_places), network))) == kDamagedFile);
  // Zeros that are packed otherwise than they should be: cut off, too many, and without end.
  const File whole = sealed(content_of("en", visitor, network));
  CHECK(open_error(page, with_hash(whole)) == 0);
  REQUIRE(open_error(page, before) == 0);
  constexpr std::ptrdiff_t kHash = 64;
  File cut = whole;
  cut.erase(cut.end() - kHash - 1);
  CHECK(open_error(page, with_hash(cut)) == kDamagedFile);
  File more = whole;
  more.insert(more.end() - kHash, 0);
  CHECK(open_error(page, with_hash(more)) == kDamagedFile);
  for (std::size_t byte = 12; byte < 16; ++byte) {
    File endless = whole;
    endless[byte] = 0xff;
    CHECK(open_error(page, with_hash(endless)) == kDamagedFile);
  }
  CHECK(page.file() == before);
}

TEST_CASE("a file is not opened in a run; a game that is on ends with it") {
  const File file = made_file();
  Page page;
  page.app.start();
  page.settle();
  act(page.app.core(), StartTraining{});
  CHECK(open_error(page, file) == static_cast<int>(ErrorCode::kBusy));
  page.answer(FinishedEvent{});
  page.api.call(R"({"jsonrpc":"2.0","method":"startGame","params":{"game":"golf"}})", {});
  REQUIRE(page.app.state().pad_aside);
  REQUIRE(open_error(page, file) == 0);
  CHECK_FALSE(page.app.state().pad_aside);
  CHECK_FALSE(page.app.places().play.state().kind);
  CHECK(work_file(page.app.core()) == file);
}

TEST_CASE("opening asks first, replaces what is stored, and can be taken back and forth") {
  const File file = made_file();
  Page page;
  begin_with_shipped(page.app.core(), to_safetensors(small_network(5)));
  page.app.start();
  page.settle();
  page.draw_seven();
  page.tap("name-3");
  const File before = work_file(page.app.core());
  const State& state = page.app.state();
  const auto choose = [&](const std::string& name, const File& bytes) {
    import_files(page.app.core(), {{name, bytes}}, true);
    page.settle();
  };
  choose("anna.inkling", file);
  REQUIRE(page.find("notice"));
  CHECK(page.find("notice")->label.find("anna.inkling") != std::string::npos);
  CHECK(page.find("notice")->label.find("784-2-11 and 2 drawings") != std::string::npos);
  CHECK(work_file(page.app.core()) == before);
  page.app.activate_control("notice-dismiss", "");
  page.settle();
  CHECK(page.find("notice") == nullptr);
  CHECK(work_file(page.app.core()) == before);

  choose("anna.inkling", file);
  page.app.activate_control("notice-open", "");
  page.settle();
  CHECK(work_file(page.app.core()) == file);
  CHECK(page.host.deletions == 1);
  CHECK(page.host.records.size() == 2);
  CHECK(state.notice->code == ErrorCode::kWorkOpened);
  // The page tells that the deletion is done: nobody has asked for one.
  page.host.announced.clear();
  saved_deleted(page.app.core(), true);
  CHECK(page.host.announced.empty());
  CHECK(state.deletion == Deletion::kNone);

  page.app.activate_control("notice-take-back", "");
  page.settle();
  CHECK(work_file(page.app.core()) == before);
  act(page.app.core(), TakeBack{});
  CHECK(work_file(page.app.core()) == file);
}

TEST_CASE("a file of saved work that cannot be opened is told by its name") {
  const File file = made_file();
  Page page;
  page.app.start();
  page.settle();
  const auto code_after = [&](const std::string& name, const File& bytes) {
    import_files(page.app.core(), {{name, bytes}}, true);
    CHECK(page.app.state().notice->subject == name);
    CHECK(page.host.announced.back().find(name) != std::string::npos);
    return page.app.state().notice->code;
  };
  File later = file;
  ++later[8];
  CHECK(code_after("a.inkling", {}) == ErrorCode::kBadState);
  CHECK(code_after("b.inkling", {1, 2, 3}) == ErrorCode::kBadState);
  CHECK(code_after("c", {file.begin(), file.end() - 1}) == ErrorCode::kBadState);
  CHECK(code_after("d.inkling", with_hash(later)) == ErrorCode::kNewerState);
  CHECK(page.host.count<ImportCommand>() == 0);
}

TEST_CASE("starting fresh twice loses nothing, nor does a network that is replaced later") {
  MadePage page;
  use_language(page.app.core(), Language::kEnglish);
  const File before = page.file();
  act(page.app.core(), StartFresh{});
  saved_deleted(page.app.core(), true);
  CHECK(page.app.state().user_drawings.empty());
  CHECK(page.app.state().model.shipped());
  act(page.app.core(), StartFresh{});
  saved_deleted(page.app.core(), true);
  act(page.app.core(), ResetNetwork{});
  act(page.app.core(), BringBack{});
  act(page.app.core(), TakeBack{});
  CHECK(page.file() == before);
}

TEST_CASE("a host gets the state, sets it, and is told of changes that others make") {
  const File made = made_file();
  Page page;
  page.app.start();
  const auto call = [&](const std::string& method, const File& bytes) {
    page.host.posted.clear();
    page.api.call(R"({"jsonrpc":"2.0","id":7,"method":")" + method +
                      (bytes.empty() ? R"(","params":{}})" : R"(","params":{"bytes":true}})"),
                  bytes);
    return page.host.last_posted();
  };
  const auto told = [&] {
    return std::count_if(page.host.posted.begin(), page.host.posted.end(),
                         [](const std::string& json) {
                           return json.find("\"method\":\"state\"") != std::string::npos;
                         });
  };
  const auto set = call("setState", made);
  CHECK(set["result"]["layers"][2].GetInt() == 11);
  CHECK(set["result"]["test_accuracy"].GetDouble() == 0.875);
  CHECK(told() == 0);
  const auto got = call("getState", {});
  CHECK(got["result"]["name"].GetString() == std::string("my-work.inkling"));
  CHECK(page.host.attachment == made);

  call("setState", {1, 2, 3});
  CHECK(page.host.last_error() == -32016);
  File later = made;
  ++later[8];
  call("setState", with_hash(later));
  CHECK(page.host.last_error() == -32017);
  call("setState", {});
  CHECK(page.host.last_error() == -32602);
  CHECK(told() == 0);

  // A lab in somebody's page stores nothing, and tells its host all the same.
  page.host.may_save = false;
  for (const Action& action : {Action{SetLanguage{Language::kEnglish}}, Action{ClearPad{}},
                               Action{ResetNetwork{}}, Action{StartFresh{}}}) {
    page.host.posted.clear();
    act(page.app.core(), action);
    CHECK(told() > 0);
  }
}
