// Paper is where Draw reads what is written elsewhere: in a picture, or before the camera.
//
//  start     Nothing is there yet: the visitor chooses.
//  reading   A picture is being decoded and read.
//  read      What it holds is shown on it.
//  refused   It could not be read.
//  asking    The browser asks the visitor for the camera.
//  live      The camera's pictures are read, one after the other.
//  dark      There is no camera, or none that may be used.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/core.h"
#include "app/core/user_drawings.h"
#include "places/draw/tracks.h"

namespace inkling {

struct OpenPaper {};
struct ClosePaper {};
struct ChoosePicture {};
struct OpenCamera {
  bool front = false;
};
// Takes the camera's picture of now, and reads it at leisure.
struct FreezeCamera {};
struct CopyNumbers {};
// The drawings of a practice sheet that were not left out become the visitor's own.
struct LearnPractice {};
struct PrintPracticeSheet {};
struct ShowPaperStep {
  int step;
};

// The picture itself comes first, then the steps of a PictureReadEvent, then what the network sees.
inline constexpr int kPaperSteps = kPictureSteps + 2;

// A picture that has been decoded, small enough to be read.
struct DecodedPicture {
  std::vector<std::uint8_t> pixels;  // [height, width, 4]
  int width = 0;
  int height = 0;
  int full_width = 0;  // It is that of the upright picture in its file.
  int full_height = 0;
};

class Paper {
 public:
  enum class Stage { kStart, kReading, kRead, kRefused, kAsking, kLive, kDark };

  explicit Paper(Core& core) : core_(core) {}

  bool open() const { return open_; }
  Stage stage() const { return stage_; }
  // Returns whether there is a picture to go back to.
  bool has_picture() const { return stage_ == Stage::kRead; }
  // Returns why a picture or the camera was refused: see refusal_words().
  const std::string& refusal() const { return refusal_; }
  int step() const { return step_; }
  bool front() const { return front_; }
  // Returns the size of what the boxes lie in, in pixels.
  int width() const { return width_; }
  int height() const { return height_; }
  // Returns what may be digits, in the order in which one reads.
  const std::vector<Track>& digits() const { return digits_; }
  // Returns the numbers that they make, line by line.
  std::vector<std::string> lines() const;
  std::string all_numbers(const char* between) const;

  bool act(const Action& action);
  // The visitor leaves the place: the camera's light goes off.
  void leave();
  void forget();
  // A digit was touched, by its track's id: it goes on the pad. One of a practice sheet is left out
  // of what is learned, or taken in again.
  void touch(int id);
  // Returns whether the picture is of a practice sheet, and what of it is to be learned.
  bool is_practice() const { return practice_ && stage_ == Stage::kRead; }
  std::vector<LabelledDrawing> practice() const;

  // ---- From the page ----
  // A picture has come, and is being decoded. Returns false where this is no place for it.
  bool expect_picture();
  void take_picture(DecodedPicture picture);
  void refuse_picture(std::string_view reason);
  void camera_started();
  void camera_failed(std::string_view reason);
  void take_camera_frame(DecodedPicture picture);

  // ---- From the engine ----
  void on_event(const Event& event);
  void on_refusal(RequestId request);
  // The network may be another one: the digits of a picture are predicted again.
  void after_frame();

 private:
  void close_camera();
  void put_on_pad(const PictureReadEvent::Digit& digit);
  // Has screen readers say the numbers before the camera when they have stayed the same.
  void announce_numbers();
  void show_steps(const PictureReadEvent& reading);

  Core& core_;
  bool open_ = false;
  Stage stage_ = Stage::kStart;
  std::string refusal_;
  int step_ = 0;
  bool front_ = false;
  bool practice_ = false;
  int width_ = 0;
  int height_ = 0;
  std::vector<Track> digits_;
  Tracks tracks_;
  std::string announced_;           // These numbers were announced last,
  std::string seen_;                // and these have been seen
  int seen_times_ = 0;              // so many times in a row.
  RequestId request_ = kNoRequest;  // The picture is being read because of this command.
  bool stale_ = false;              // The network has changed since the picture was read.
};

}  // namespace inkling
