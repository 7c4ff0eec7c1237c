#include "app/core/saved_records.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/bytes.h"

using namespace inkling;

namespace {

Drawing line_to(float x) { return {{{0, 0}, {x, 1}}}; }

SavedDrawing drawing(std::uint64_t id, int label) {
  return {id, line_to(static_cast<float>(id)), label};
}

// Returns a record with two drawings of digits and one of a symbol.
SavedVisitor visitor() {
  SavedVisitor saved;
  saved.settings.epochs = 7;
  saved.pad = line_to(3);
  saved.symbol_ids = {2000};
  saved.drawings = {drawing(1001, 7), drawing(1002, 3), drawing(1003, 10)};
  saved.best = {{GameKind::kSprint, 99, 500}, {GameKind::kGolf, 99, 1500}};
  saved.places = {{"learn", {4, 1}}, {"play", {0}}};
  return saved;
}

using Bytes = std::vector<std::uint8_t>;

// Adds up the bytes of a place, so that it can be seen which place was asked to merge what.
Bytes added(std::string_view, std::span<const std::uint8_t> theirs,
            std::span<const std::uint8_t> base, std::span<const std::uint8_t> mine) {
  Bytes sum(mine.begin(), mine.end());
  for (std::size_t i = 0; i < sum.size(); ++i) {
    if (i < theirs.size()) sum[i] = static_cast<std::uint8_t>(sum[i] + theirs[i]);
    if (i < base.size()) sum[i] = static_cast<std::uint8_t>(sum[i] - base[i]);
  }
  return sum;
}

SavedVisitor merged(const SavedVisitor& theirs, const SavedVisitor& base,
                    const SavedVisitor& mine) {
  return inkling::merged(theirs, base, mine, added);
}

std::vector<std::uint64_t> ids(const SavedVisitor& saved) {
  std::vector<std::uint64_t> all;
  for (const SavedDrawing& d : saved.drawings) all.push_back(d.id);
  return all;
}

int label_in(const SavedVisitor& saved, std::uint64_t id) {
  for (const SavedDrawing& d : saved.drawings) {
    if (d.id == id) return d.label;
  }
  return -1;
}

}  // namespace

TEST_CASE("what one tab made is there beside what another one made") {
  const SavedVisitor base = visitor();
  SavedVisitor theirs = base, mine = base;
  theirs.drawings.push_back(drawing(1004, 7));
  theirs.drawings.push_back(drawing(1005, 7));
  theirs.settings.batch_size = 32;
  theirs.places[0].bytes = {4, 3};
  // A version that has one place more has saved this.
  theirs.places.push_back({"later", {7}});
  mine.drawings.push_back(drawing(1006, 1));
  mine.pad = line_to(9);
  mine.settings.hidden = {64};
  mine.places[0].bytes = {5, 1};
  const SavedVisitor both = merged(theirs, base, mine);
  CHECK(ids(both) == std::vector<std::uint64_t>{1001, 1002, 1003, 1004, 1005, 1006});
  CHECK(both.pad == line_to(9));
  CHECK(both.settings.batch_size == 32);
  CHECK(both.settings.hidden == std::vector<int>{64});
  CHECK(both.settings.epochs == 7);
  CHECK(both.places == std::vector<SavedPlace>{{"learn", {5, 3}}, {"play", {0}}, {"later", {7}}});
  // A stroke in a tab that knows nothing of the other one's drawing leaves it alone.
  SavedVisitor later = mine;
  later.pad = line_to(11);
  CHECK(ids(merged(both, mine, later)) == ids(both));
}

TEST_CASE("what was deleted in one tab is not brought back by another") {
  const SavedVisitor base = visitor();
  SavedVisitor theirs = base, mine = base;
  theirs.drawings.erase(theirs.drawings.begin());
  mine.drawings.erase(mine.drawings.begin() + 1);
  mine.pad = {};
  const SavedVisitor both = merged(theirs, base, mine);
  CHECK(ids(both) == std::vector<std::uint64_t>{1003});
  CHECK(is_empty(both.pad));
  // One tab has deleted everything, and the other one has drawn a stroke since.
  mine = base;
  mine.pad = line_to(12);
  const SavedVisitor after_deletion = merged(SavedVisitor{}, base, mine);
  CHECK(after_deletion.drawings.empty());
  CHECK(after_deletion.symbol_ids.empty());
  CHECK(after_deletion.best.empty());
  CHECK(after_deletion.settings == Settings{});
  CHECK(after_deletion.pad == line_to(12));
}

TEST_CASE("symbols of two tabs keep to their own drawings") {
  const SavedVisitor base = visitor();
  SavedVisitor theirs = base, mine = base;
  theirs.symbol_ids.push_back(2001);
  theirs.drawings.push_back(drawing(1004, 11));
  mine.symbol_ids.push_back(2002);
  mine.drawings.push_back(drawing(1005, 11));
  SavedVisitor both = merged(theirs, base, mine);
  CHECK(both.symbol_ids == std::vector<std::uint64_t>{2000, 2001, 2002});
  CHECK(label_in(both, 1003) == 10);
  CHECK(label_in(both, 1004) == 11);
  CHECK(label_in(both, 1005) == 12);
  // A symbol is deleted in a tab, with its drawings; the labels of the later ones move up.
  SavedVisitor without = mine;
  without.symbol_ids = {2002};
  without.drawings = {drawing(1001, 7), drawing(1002, 3), drawing(1005, 10)};
  both = merged(both, mine, without);
  CHECK(both.symbol_ids == std::vector<std::uint64_t>{2001, 2002});
  CHECK(label_in(both, 1003) == -1);
  CHECK(label_in(both, 1004) == 10);
  CHECK(label_in(both, 1005) == 11);
  CHECK(visitor_from_bytes(to_bytes(both)).has_value());
}

TEST_CASE("another name for a drawing counts on the side that gave it") {
  const SavedVisitor base = visitor();
  SavedVisitor theirs = base, mine = base;
  theirs.drawings[0].label = 1;
  mine.drawings[1].label = 5;
  const SavedVisitor both = merged(theirs, base, mine);
  CHECK(label_in(both, 1001) == 1);
  CHECK(label_in(both, 1002) == 5);
}

TEST_CASE("the better score of two tabs counts: less ink, more points") {
  const SavedVisitor base = visitor();
  SavedVisitor theirs = base, mine = base;
  theirs.best = {{GameKind::kSprint, 99, 700}, {GameKind::kGolf, 99, 1200}};
  mine.best = {{GameKind::kSprint, 99, 600}, {GameKind::kGolf, 99, 1100}, {GameKind::kDuel, 99, 3}};
  const SavedVisitor both = merged(theirs, base, mine);
  REQUIRE(both.best.size() == 3);
  CHECK(both.best[0].score == 700);
  CHECK(both.best[1].score == 1100);
  CHECK(both.best[2].score == 3);
}

TEST_CASE(
    "merging with oneself changes nothing, and no more symbols come of it than there can be") {
  SavedVisitor saved = visitor();
  saved.places.clear();  // The places see to it themselves.
  CHECK(to_bytes(merged(saved, saved, saved)) == to_bytes(saved));
  CHECK(to_bytes(merged(saved, SavedVisitor{}, saved)) == to_bytes(saved));
  SavedVisitor theirs, mine;
  for (std::uint64_t i = 0; i < 5; ++i) {
    theirs.symbol_ids.push_back(3000 + i);
    mine.symbol_ids.push_back(4000 + i);
  }
  const SavedVisitor both = merged(theirs, SavedVisitor{}, mine);
  CHECK(both.symbol_ids.size() == kMaxSymbols);
  CHECK(visitor_from_bytes(to_bytes(both)).has_value());
}

namespace {

template <class T>
Bytes bytes_of(T value) {
  ByteWriter writer;
  writer(value);
  return writer.take();
}

}  // namespace

TEST_CASE("records of the version before name what Play and Learn had saved") {
  SavedVisitor saved = visitor();
  std::uint32_t version = 5;
  bool sound = true;
  std::vector<int> lesson_steps = {4, 1, 0, 0, 0, 0, 0};
  ByteWriter writer;
  writer(version);
  writer(saved.settings);
  writer(saved.pad, saved.symbol_ids, saved.drawings, sound, saved.best, lesson_steps);
  const auto read = visitor_from_bytes(writer.take());
  REQUIRE(read.has_value());
  CHECK(read->drawings == saved.drawings);
  CHECK(read->best == saved.best);
  const auto of_place = [&](const char* name) {
    const auto bytes = read->of_place(name);
    return Bytes(bytes.begin(), bytes.end());
  };
  CHECK(of_place("play") == bytes_of(sound));
  CHECK(of_place("learn") == bytes_of(lesson_steps));

  SavedNetwork network;
  network.layers = {784, 10};
  network.parameters.assign(7850, 0.5f);
  Bytes bytes = to_bytes(network);
  bytes[0] = 5;  // The network's format has not changed.
  CHECK(network_from_bytes(bytes).has_value());
}

TEST_CASE("records of the version before that are read, and all get the same numbers") {
  SavedVisitor saved = visitor();
  bool sound = false;
  std::vector<int> lesson_steps(7);
  ByteWriter writer;
  std::uint32_t version = 4;
  int symbols = 1;
  std::uint32_t count = 2;
  Drawing first = line_to(1), second = line_to(2);
  int seven = 7, symbol = 10;
  writer(version);
  writer(saved.settings);
  writer(saved.pad, symbols, count, first, seven, second, symbol, sound, saved.best, lesson_steps);
  const auto bytes = writer.take();
  const auto read = visitor_from_bytes(bytes);
  REQUIRE(read.has_value());
  CHECK(read->settings.epochs == 7);
  CHECK(read->symbol_ids.size() == 1);
  REQUIRE(read->drawings.size() == 2);
  CHECK(read->drawings[0].label == 7);
  CHECK(read->drawings[1].label == 10);
  CHECK(read->drawings[0].id != read->drawings[1].id);
  CHECK(visitor_from_bytes(bytes)->drawings == read->drawings);
}

TEST_CASE("equal drawings have numbers of their own, and the same ones in every tab") {
  std::vector<std::uint64_t> taken;
  for (int i = 0; i < 3; ++i) taken.push_back(drawing_id(line_to(5), taken));
  CHECK(taken[0] != taken[1]);
  CHECK(taken[1] != taken[2]);
  CHECK(drawing_id(line_to(5), {}) == taken[0]);
  CHECK(drawing_id(line_to(6), {}) != taken[0]);
}

TEST_CASE("a record with two of one number, or with a digit as a symbol, is refused") {
  SavedVisitor saved = visitor();
  CHECK(visitor_from_bytes(to_bytes(saved)).has_value());
  saved.drawings[1].id = saved.drawings[0].id;
  CHECK_FALSE(visitor_from_bytes(to_bytes(saved)).has_value());
  saved = visitor();
  saved.symbol_ids = {3};
  CHECK_FALSE(visitor_from_bytes(to_bytes(saved)).has_value());
  SavedNetwork network;
  network.layers = {784, 11};
  network.parameters.assign(785 * 11, 0.5f);
  // Nothing tells which symbol the eleventh class is.
  CHECK_FALSE(network_from_bytes(to_bytes(network)).has_value());
  network.symbol_ids = {2000};
  CHECK(network_from_bytes(to_bytes(network)).has_value());
  network.activation = static_cast<Activation>(-1);
  CHECK_FALSE(network_from_bytes(to_bytes(network)).has_value());
}

TEST_CASE("a record with a point that is nowhere is refused") {
  for (const float bad : {std::nanf(""), INFINITY, -INFINITY}) {
    SavedVisitor saved = visitor();
    saved.pad[0][1].y = bad;
    CHECK_FALSE(visitor_from_bytes(to_bytes(saved)).has_value());
    saved = visitor();
    saved.drawings[2].strokes[0][0].x = bad;
    CHECK_FALSE(visitor_from_bytes(to_bytes(saved)).has_value());
  }
}
