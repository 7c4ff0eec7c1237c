#include "places/draw/tracks.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace inkling;

namespace {

// Returns a digit of 40 x 60 pixels at this place.
PictureReadEvent::Digit digit_at(float x, int digit, int line = 0) {
  PictureReadEvent::Digit made{
      .line = line, .box = {x, 100, 40, 60}, .digit = digit, .standing = Standing::kSure};
  made.probabilities[static_cast<std::size_t>(digit)] = 1;
  return made;
}

PictureReadEvent reading(std::vector<PictureReadEvent::Digit> digits) {
  return {.use = ReadingFor::kCamera, .width = 640, .height = 480, .digits = std::move(digits)};
}

}  // namespace

TEST_CASE("a digit is shown once it was seen twice, and keeps its number while it moves") {
  Tracks tracks;
  tracks.follow(reading({digit_at(100, 4)}));
  CHECK(tracks.shown().empty());
  tracks.follow(reading({digit_at(108, 4)}));
  REQUIRE(tracks.shown().size() == 1);
  const int id = tracks.shown()[0].id;
  for (int i = 0; i < 10; ++i)
    tracks.follow(reading({digit_at(116 + 8.0f * static_cast<float>(i), 4)}));
  REQUIRE(tracks.shown().size() == 1);
  CHECK(tracks.shown()[0].id == id);
  CHECK(std::fabs(tracks.shown()[0].digit.box[0] - 188) < 30);
}

TEST_CASE("a frame trembles less than the hand") {
  Tracks tracks;
  float least = 1e9f, most = 0;
  for (int i = 0; i < 40; ++i) {
    tracks.follow(reading({digit_at(i % 2 == 0 ? 100.0f : 106.0f, 4)}));
    if (i < 20) continue;
    least = std::min(least, tracks.shown()[0].digit.box[0]);
    most = std::max(most, tracks.shown()[0].digit.box[0]);
  }
  CHECK(most - least < 3);
}

TEST_CASE("one wrong look does not change what a digit is taken for") {
  Tracks tracks;
  for (int i = 0; i < 5; ++i) tracks.follow(reading({digit_at(100, 7)}));
  tracks.follow(reading({digit_at(100, 1)}));
  CHECK(tracks.shown()[0].digit.digit == 7);
  for (int i = 0; i < 5; ++i) tracks.follow(reading({digit_at(100, 1)}));
  CHECK(tracks.shown()[0].digit.digit == 1);
}

TEST_CASE("a digit that is covered for a moment stays, and one that is gone goes") {
  Tracks tracks;
  for (int i = 0; i < 3; ++i) tracks.follow(reading({digit_at(100, 7), digit_at(200, 3)}));
  tracks.follow(reading({digit_at(100, 7)}));
  CHECK(tracks.shown().size() == 2);
  for (int i = 0; i < 6; ++i) tracks.follow(reading({digit_at(100, 7)}));
  REQUIRE(tracks.shown().size() == 1);
  CHECK(tracks.shown()[0].digit.digit == 7);
}

TEST_CASE("digits are shown in the order in which one reads") {
  Tracks tracks;
  for (int i = 0; i < 2; ++i) {
    tracks.follow(reading({digit_at(300, 2, 0), digit_at(200, 1, 0), digit_at(50, 3, 1)}));
  }
  std::string read;
  for (const Track& track : tracks.shown()) read += std::to_string(track.digit.digit);
  CHECK(read == "123");
}
