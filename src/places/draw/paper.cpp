#include "places/draw/paper.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "app/core/actions.h"
#include "app/core/drawing.h"
#include "app/core/picture_lines.h"
#include "nn/metrics.h"
#include "nn/verdict.h"
#include "places/draw/paper_words.h"

namespace inkling {
namespace {

Drawing drawing_of(const PictureReadEvent::Digit& digit) {
  Drawing drawing;
  for (const std::vector<float>& points : digit.strokes) {
    Stroke& stroke = drawing.emplace_back();
    for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
      stroke.push_back({points[i], points[i + 1]});
    }
  }
  return drawing;
}

PictureReadEvent reading_of(const std::vector<Track>& digits) {
  PictureReadEvent reading;
  for (const Track& track : digits) reading.digits.push_back(track.digit);
  return reading;
}

// Puts what the network sees of the digits side by side, each with a rim, as black ink on white.
PictureReadEvent::Step seen_by_network(const std::vector<PictureReadEvent::Digit>& digits) {
  constexpr int kTile = kPictureSide + 2;
  const int count = std::max(1, static_cast<int>(digits.size()));
  const int columns = static_cast<int>(std::ceil(std::sqrt(1.5 * count)));
  const int rows = (count + columns - 1) / columns;
  PictureReadEvent::Step sheet{.width = columns * kTile, .height = rows * kTile};
  constexpr std::uint8_t kBetween = 226;
  sheet.grey.assign(static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height),
                    kBetween);
  for (int i = 0; i < static_cast<int>(digits.size()); ++i) {
    const auto& pixels = digits[static_cast<std::size_t>(i)].pixels;
    if (pixels.size() != kPixels) continue;
    for (int y = 0; y < kPictureSide; ++y) {
      for (int x = 0; x < kPictureSide; ++x) {
        const int at = (i / columns * kTile + 1 + y) * sheet.width + i % columns * kTile + 1 + x;
        sheet.grey[static_cast<std::size_t>(at)] =
            static_cast<std::uint8_t>(255 - pixels[static_cast<std::size_t>(y * kPictureSide + x)]);
      }
    }
  }
  return sheet;
}

ReadPictureCommand command_of(DecodedPicture picture, ReadingFor use) {
  return {.use = use,
          .width = picture.width,
          .height = picture.height,
          .pixels = std::move(picture.pixels),
          .full_width = picture.full_width,
          .full_height = picture.full_height};
}

}  // namespace

std::vector<std::string> Paper::lines() const { return lines_of(reading_of(digits_)); }

std::string Paper::all_numbers(const char* between) const {
  std::string numbers;
  for (const std::string& line : lines()) numbers += (numbers.empty() ? "" : between) + line;
  return numbers;
}

bool Paper::act(const Action& action) {
  return handle(
      action, [&](const OpenPaper&) { open_ = true; },
      [&](const ClosePaper&) {
        close_camera();
        open_ = false;
      },
      [&](const ChoosePicture&) { core_.host.paper().choose_picture(); },
      [&](const OpenCamera& camera) {
        close_camera();
        stage_ = Stage::kAsking;
        front_ = camera.front;
        digits_.clear();
        tracks_.clear();
        announced_.clear();
        core_.host.paper().open_camera(front_);
        announce(core_, Text::kCameraAsking);
      },
      [&](const FreezeCamera&) {
        if (stage_ == Stage::kLive) core_.host.paper().freeze_camera();
      },
      [&](const PrintPracticeSheet&) { core_.host.paper().open_practice_sheet(); },
      [&](const LearnPractice&) {
        const std::vector<LabelledDrawing> drawings = practice();
        if (drawings.empty()) return;
        forget();
        add_drawings(core_, drawings);
        if (core_.state.menu) inkling::act(core_, GoTo{"train", "drawings"});
      },
      [&](const ShowPaperStep& show) { step_ = std::clamp(show.step, 0, kPaperSteps - 1); },
      [&](const CopyNumbers&) { core_.host.copy_lines(all_numbers("\n")); });
}

void Paper::leave() { close_camera(); }

void Paper::forget() {
  close_camera();
  open_ = false;
  stage_ = Stage::kStart;
  digits_.clear();
  request_ = kNoRequest;
  core_.host.paper().forget_picture();
}

void Paper::close_camera() {
  if (stage_ != Stage::kAsking && stage_ != Stage::kLive) return;
  core_.host.paper().close_camera();
  stage_ = Stage::kStart;
  digits_.clear();
  tracks_.clear();
}

void Paper::touch(int id) {
  const auto track = std::find_if(digits_.begin(), digits_.end(),
                                  [&](const Track& each) { return each.id == id; });
  if (track == digits_.end()) return;
  PictureReadEvent::Digit& digit = track->digit;
  if (!is_practice()) return put_on_pad(PictureReadEvent::Digit(digit));
  const bool agrees = most_likely(digit.probabilities) == digit.digit;
  digit.standing = digit.standing != Standing::kNone ? Standing::kNone
                   : agrees                          ? Standing::kSure
                                                     : Standing::kPerhaps;
  wake(core_);
}

void Paper::put_on_pad(const PictureReadEvent::Digit& digit) {
  const Drawing drawing = drawing_of(digit);
  if (is_empty(drawing)) return;
  close_camera();
  open_ = false;
  draw_for_visitor(core_, drawing);
}

std::vector<LabelledDrawing> Paper::practice() const {
  std::vector<LabelledDrawing> drawings;
  if (!is_practice()) return drawings;
  for (const Track& track : digits_) {
    if (track.digit.standing == Standing::kNone) continue;
    drawings.push_back({drawing_of(track.digit), track.digit.digit});
  }
  return drawings;
}

// ---- From the page ------------------------------------------------------------------------------

bool Paper::expect_picture() {
  Place* draw = core_.find_place("draw");
  if (draw == nullptr || (!core_.state.menu && !core_.shows(*draw))) return false;
  if (!core_.shows(*draw)) go_to(core_, *draw);
  close_camera();
  open_ = true;
  stage_ = Stage::kReading;
  step_ = 0;
  width_ = height_ = 0;
  digits_.clear();
  announce(core_, Text::kPaperReading);
  wake(core_);
  return true;
}

void Paper::take_picture(DecodedPicture picture) {
  if (stage_ == Stage::kLive) {
    // The camera was frozen, and the page has switched it off.
    stage_ = Stage::kReading;
    step_ = 0;
    tracks_.clear();
  }
  if (stage_ != Stage::kReading) return;
  width_ = picture.full_width;
  height_ = picture.full_height;
  request_ = send(core_, command_of(std::move(picture), ReadingFor::kVisitor));
  wake(core_);
}

void Paper::refuse_picture(std::string_view reason) {
  if (stage_ != Stage::kReading) return;
  stage_ = Stage::kRefused;
  refusal_ = reason;
  announce(core_, refusal_words(core_.state.language, refusal_));
  wake(core_);
}

void Paper::camera_started() {
  if (stage_ != Stage::kAsking) return;
  stage_ = Stage::kLive;
  announce(core_, Text::kCameraOn);
  wake(core_);
}

void Paper::camera_failed(std::string_view reason) {
  if (stage_ != Stage::kAsking && stage_ != Stage::kLive) return;
  stage_ = Stage::kDark;
  digits_.clear();
  tracks_.clear();
  refusal_ = reason;
  announce(core_, refusal_words(core_.state.language, refusal_));
  wake(core_);
}

void Paper::take_camera_frame(DecodedPicture picture) {
  if (stage_ != Stage::kLive) return;
  width_ = picture.full_width;
  height_ = picture.full_height;
  send(core_, command_of(std::move(picture), ReadingFor::kCamera));
}

// ---- From the engine ----------------------------------------------------------------------------

void Paper::on_event(const Event& event) {
  if (std::holds_alternative<WeightsEvent>(event)) stale_ = true;
  if (std::holds_alternative<ErrorEvent>(event)) {
    const auto& error = std::get<ErrorEvent>(event);
    if (error.code != ErrorCode::kEngineFailed) return;
    if (stage_ == Stage::kReading && request_ != kNoRequest) refuse_picture("engine");
    if (stage_ == Stage::kLive) {
      core_.host.paper().close_camera();
      camera_failed("engine");
    }
  }
  const auto* reading = std::get_if<PictureReadEvent>(&event);
  if (reading == nullptr) return;
  if (reading->use == ReadingFor::kCamera && stage_ == Stage::kLive) {
    tracks_.follow(*reading);
    const std::vector<std::string> before = lines();
    digits_ = tracks_.shown();
    if (lines() != before) wake(core_);
    announce_numbers();
    core_.host.paper().next_camera_frame();
  }
  if (reading->use == ReadingFor::kVisitor && stage_ == Stage::kReading) {
    stage_ = Stage::kRead;
    practice_ = reading->practice;
    request_ = kNoRequest;
    digits_.clear();
    for (const PictureReadEvent::Digit& digit : reading->digits) {
      digits_.push_back({.id = static_cast<int>(digits_.size()), .digit = digit});
    }
    stale_ = false;
    show_steps(*reading);
    announce(core_, found_words(core_.state.language, *this));
  }
}

void Paper::announce_numbers() {
  constexpr int kSteady = 8;
  const std::string numbers = all_numbers(", ");
  seen_times_ = numbers == seen_ ? seen_times_ + 1 : 0;
  seen_ = numbers;
  if (seen_times_ < kSteady || numbers.empty() || numbers == announced_) return;
  announced_ = numbers;
  announce(core_, Text::kPaperNumbers, {numbers});
}

void Paper::show_steps(const PictureReadEvent& reading) {
  if (reading.practice) return;
  int step = 0;
  for (const PictureReadEvent::Step& each : reading.steps) {
    core_.host.paper().show_picture_step(++step, each.width, each.height, each.grey);
  }
  const PictureReadEvent::Step seen = seen_by_network(reading.digits);
  core_.host.paper().show_picture_step(++step, seen.width, seen.height, seen.grey);
}

void Paper::on_refusal(RequestId request) {
  if (stage_ == Stage::kReading && request == request_) refuse_picture("damaged");
  // A later picture is on its way where a camera's was superseded.
  if (stage_ == Stage::kLive) core_.host.paper().next_camera_frame();
}

void Paper::after_frame() {
  if (!stale_ || !open_ || practice_ || stage_ != Stage::kRead || !core_.state.idle()) return;
  stale_ = false;
  for (Track& track : digits_) {
    PictureReadEvent::Digit& digit = track.digit;
    if (digit.pixels.size() != kPixels) continue;
    digit.probabilities = predict(core_.state.model.network, digit.pixels);
    digit.digit = most_likely(digit.probabilities);
    if (digit.standing == Standing::kNone) continue;
    digit.standing =
        verdict_on(digit.probabilities) == Verdict::kSure ? Standing::kSure : Standing::kPerhaps;
  }
  wake(core_);
}

}  // namespace inkling
