#include "engine/jobs/read_picture_job.h"

#include <doctest/doctest.h>

#include "unit/engine/worker.h"

namespace {

// Returns white paper of 200 x 100 with a black bar of 12 x 60 on it; its file was twice as large.
ReadPictureCommand bar(ReadingFor use) {
  ReadPictureCommand command{.use = use,
                             .width = 200,
                             .height = 100,
                             .pixels = std::vector<std::uint8_t>(4 * 200 * 100, 255),
                             .full_width = 400,
                             .full_height = 200};
  for (std::size_t y = 20; y < 80; ++y) {
    for (std::size_t x = 90; x < 102; ++x) {
      for (std::size_t channel = 0; channel < 3; ++channel) {
        command.pixels[4 * (y * 200 + x) + channel] = 0;
      }
    }
  }
  return command;
}

}  // namespace

TEST_CASE("a picture is read without any data, and boxes are told in pixels of the file") {
  Worker worker;
  const RequestId request = worker.receive(bar(ReadingFor::kVisitor));
  worker.work_until_idle();
  const auto event = std::get<PictureReadEvent>(worker.answer(request));
  CHECK(worker.times_wanted.empty());
  CHECK(event.width == 400);
  REQUIRE(event.digits.size() == 1);
  const auto& digit = event.digits[0];
  CHECK(std::abs(digit.box[0] - 180) <= 6);
  CHECK(std::abs(digit.box[1] - 40) <= 6);
  CHECK(std::abs(digit.box[2] - 24) <= 10);
  CHECK(std::abs(digit.box[3] - 120) <= 10);
  CHECK(digit.pixels.size() == 784);
  REQUIRE_FALSE(digit.strokes.empty());
  for (std::size_t i = 0; i + 1 < digit.strokes[0].size(); i += 2) {
    CHECK(std::abs(digit.strokes[0][i] - 192) < 20);
  }
  REQUIRE(event.steps.size() == kPictureSteps);
  for (const auto& step : event.steps) {
    CHECK(step.grey.size() == static_cast<std::size_t>(step.width * step.height));
  }
}

TEST_CASE("the steps are kept small, and told to the visitor only") {
  Worker worker;
  ReadPictureCommand large{.use = ReadingFor::kVisitor,
                           .width = 2000,
                           .height = 500,
                           .pixels = std::vector<std::uint8_t>(4 * 2000 * 500, 255),
                           .full_width = 2000,
                           .full_height = 500};
  const RequestId first = worker.receive(large);
  worker.work_until_idle();
  const auto event = std::get<PictureReadEvent>(worker.answer(first));
  for (const auto& step : event.steps) {
    CHECK(step.width <= 900);
    CHECK(step.width >= 450);
  }
  const RequestId second = worker.receive(bar(ReadingFor::kCamera));
  worker.work_until_idle();
  CHECK(std::get<PictureReadEvent>(worker.answer(second)).steps.empty());
}

TEST_CASE("a later picture takes the place of an earlier one, but for those of host pages") {
  Worker worker;
  const RequestId first = worker.receive(bar(ReadingFor::kVisitor));
  const RequestId host = worker.receive(bar(ReadingFor::kHost));
  const RequestId camera = worker.receive(bar(ReadingFor::kCamera));
  const RequestId other_host = worker.receive(bar(ReadingFor::kHost));
  const RequestId second = worker.receive(bar(ReadingFor::kVisitor));
  worker.work_until_idle();
  CHECK(std::holds_alternative<SupersededEvent>(worker.answer(first)));
  for (const RequestId request : {host, camera, other_host, second}) {
    CHECK(std::holds_alternative<PictureReadEvent>(worker.answer(request)));
  }
}

TEST_CASE("a picture that lacks pixels is refused") {
  Worker worker;
  ReadPictureCommand cut = bar(ReadingFor::kHost);
  cut.pixels.pop_back();
  const auto error = std::get<ErrorEvent>(worker.answer(worker.receive(cut)));
  CHECK(error.code == ErrorCode::kBadPicture);
  CHECK(std::holds_alternative<ErrorEvent>(worker.answer(worker.receive(ReadPictureCommand{}))));
}
