#include "engine/jobs/read_picture_job.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "data/sheet/practice_sheet.h"
#include "nn/metrics.h"

namespace inkling {
namespace {

Job::Kind kind_of(ReadingFor use) {
  switch (use) {
    case ReadingFor::kVisitor:
      return Job::Kind::kReadForVisitor;
    case ReadingFor::kCamera:
      return Job::Kind::kReadForCamera;
    case ReadingFor::kHost:
      break;
  }
  return Job::Kind::kReadForHost;
}

// On a screen nobody sees more than this many pixels on the longer side of a step.
constexpr int kMostStepSide = 900;

// Returns a plane as grey values, made so small that a screen has room for it: squares of pixels
// become one, of their mean. In a mask, what is marked becomes black.
PictureReadEvent::Step step_of(const GreyPlane& plane, bool is_mask) {
  const int factor =
      std::max(1, (std::max(plane.width, plane.height) + kMostStepSide - 1) / kMostStepSide);
  PictureReadEvent::Step step{.width = plane.width / factor, .height = plane.height / factor};
  step.grey.reserve(static_cast<std::size_t>(step.width) * static_cast<std::size_t>(step.height));
  for (int y = 0; y < step.height; ++y) {
    for (int x = 0; x < step.width; ++x) {
      int sum = 0;
      for (int row = y * factor; row < (y + 1) * factor; ++row) {
        for (int column = x * factor; column < (x + 1) * factor; ++column) {
          sum += plane.at(column, row);
        }
      }
      const int pixels = factor * factor;
      step.grey.push_back(
          static_cast<std::uint8_t>(is_mask ? 255 - 255 * sum / pixels : sum / pixels));
    }
  }
  return step;
}

std::vector<std::vector<float>> points_of(const Drawing& drawing, float scale_x, float scale_y) {
  std::vector<std::vector<float>> strokes;
  for (const Stroke& stroke : drawing) {
    std::vector<float>& points = strokes.emplace_back();
    for (const InkPoint& point : stroke) {
      points.push_back(point.x * scale_x);
      points.push_back(point.y * scale_y);
    }
  }
  return strokes;
}

// A digit of a practice sheet is sure where the network takes it for its label, too.
PictureReadEvent::Digit practice_digit(const Network<float>& network, const PracticeDrawing& each,
                                       const std::array<float, 4>& box) {
  const Picture picture = picture_of(each.drawing);
  const Probabilities probabilities = predict(network, picture);
  const bool agrees = most_likely(probabilities) == each.label;
  return {.line = each.label,
          .box = box,
          .digit = each.label,
          .standing = agrees ? Standing::kSure : Standing::kPerhaps,
          .probabilities = probabilities,
          .pixels = {picture.begin(), picture.end()},
          .strokes = points_of(each.drawing, 1, 1)};
}

}  // namespace

bool ReadPictureJob::is_valid(const ReadPictureCommand& command) {
  return command.width > 0 && command.height > 0 && command.full_width > 0 &&
         command.full_height > 0 &&
         command.pixels.size() ==
             4 * static_cast<std::size_t>(command.width) * static_cast<std::size_t>(command.height);
}

ReadPictureJob::ReadPictureJob(const EngineContext& context, RequestId request,
                               const ReadPictureCommand& command)
    : Job(context, request,
          {.kind = kind_of(command.use),
           .priority = Priority::kBeforeRun,
           .need = {.training_images = 0, .test = DataNeed::Test::kNone}}),
      command_(command) {}

void ReadPictureJob::step(double /*until_ms*/) {
  const double start_ms = context().now_ms();
  const Network<float>& network = context().model.network();
  const SheetPixels picture = {
      .bytes = command_.pixels, .width = command_.width, .height = command_.height, .channels = 4};
  const float scale_x =
      static_cast<float>(command_.full_width) / static_cast<float>(command_.width);
  const float scale_y =
      static_cast<float>(command_.full_height) / static_cast<float>(command_.height);
  PictureReadEvent event{
      .use = command_.use, .width = command_.full_width, .height = command_.full_height};
  const auto in_file = [&](const SheetBox& box) {
    return std::array<float, 4>{box.x * scale_x, box.y * scale_y, box.width * scale_x,
                                box.height * scale_y};
  };
  if (command_.use == ReadingFor::kVisitor) {
    if (const auto practice = read_practice_sheet(picture)) {
      event.practice = true;
      for (const PracticeDrawing& each : *practice) {
        event.digits.push_back(practice_digit(network, each, in_file(each.box)));
      }
      event.milliseconds = context().now_ms() - start_ms;
      return answer(event);
    }
  }
  const Result<SheetReading> reading =
      read_sheet(picture, [&](const Picture& digit) { return predict(network, digit); });
  if (!reading) {
    return answer(ErrorEvent{.code = ErrorCode::kBadPicture, .message = reading.error().message});
  }
  int line = 0;
  for (const SheetLine& each : reading->lines) {
    for (const SheetDigit& digit : each.digits) {
      PictureReadEvent::Digit told{.line = line,
                                   .box = in_file(digit.box),
                                   .digit = digit.digit,
                                   .standing = digit.standing,
                                   .probabilities = digit.probabilities,
                                   .pixels = {digit.picture.begin(), digit.picture.end()}};
      told.strokes = points_of(digit.drawing, scale_x, scale_y);
      event.digits.push_back(std::move(told));
    }
    ++line;
  }
  if (command_.use == ReadingFor::kVisitor) {
    const SheetSteps& steps = reading->steps;
    event.steps = {step_of(steps.grey, false), step_of(steps.flat, false), step_of(steps.ink, true),
                   step_of(steps.traces, true)};
  }
  event.milliseconds = context().now_ms() - start_ms;
  answer(event);
}

}  // namespace inkling
