// AppHost is what the app needs from the page around it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "engine/protocol.h"
#include "ui/language.h"

namespace inkling {

// What is remembered between visits comes in two parts: one is small and changes often, the other
// is large.
enum class SavedPart { kVisitor, kNetwork };
inline constexpr const char* kSavedPartNames[] = {"visitor", "network"};

// This can be had as a picture for a file.
enum class Snapshot { kScreen, kDrawing, kCurves, kNetwork };
inline constexpr const char* kSnapshotNames[] = {"screen", "drawing", "curves", "network"};
// Numbers that host pages have asked for are others.
inline constexpr int kVisitorsSnapshot = 0;

enum class Sound { kHit, kMiss, kOver };

// A share card says this in the visitor's language.
struct Card {
  std::string title;
  std::string score;
  std::string line;
  std::string invitation;
  std::vector<std::uint8_t> drawings;  // [n, 28, 28]: the ink of what the visitor drew, 0 to 255
};

// PaperHost is what the reading of pictures needs from the page.
class PaperHost {
 public:
  virtual ~PaperHost() = default;
  // Lets the visitor choose a picture of their own, which comes to Paper::take_picture().
  virtual void choose_picture() = 0;
  // Opens the page that is printed and written on: see data/sheet/practice_sheet.h.
  virtual void open_practice_sheet() = 0;
  // The picture at hand is shown no more, and is to be forgotten.
  virtual void forget_picture() = 0;
  // Keeps a step on the way from that picture to its digits, as grey values [height, width], to be
  // shown when the visitor wants to see it.
  virtual void show_picture_step(int step, int width, int height,
                                 std::span<const std::uint8_t> grey) = 0;
  // Opens the camera on the visitor's side of the device, or the one on the other side, and calls
  // back Paper::camera_started() or camera_failed(); then one frame after the other comes, each
  // when it is asked for. A frozen camera gives the one of now as a picture, and goes off.
  virtual void open_camera(bool front) = 0;
  virtual void next_camera_frame() = 0;
  virtual void freeze_camera() = 0;
  virtual void close_camera() = 0;
};

class AppHost {
 public:
  virtual ~AppHost() = default;
  virtual void send_to_engine(const EngineRequest& request) = 0;
  virtual void restart_engine() = 0;
  // Posts a JSON-RPC answer or notification to the page that embeds this one. `attachment`, if
  // there is any, becomes result.bytes.
  virtual void post_to_parent(const std::string& json,
                              std::span<const std::uint8_t> attachment = {}) = 0;
  // Has screen readers say a text.
  virtual void announce(const std::string& text) = 0;
  // Shows the controls on the screen, given as JSON, in the DOM beside the canvas (see
  // ui/semantics.h).
  virtual void show_semantics(const std::string& json) = 0;
  // Tells the language and colours of what is on the screen, for what the page shows by itself.
  virtual void show_appearance(const std::string& language, bool dark) = 0;
  // Shows the open lesson, given as JSON, in the text beside the canvas (see places/learn/learn.h).
  // The JSON is empty where no lesson is open.
  virtual void show_lesson(const std::string& json) = 0;
  // Returns how many files the page and its engine have fetched: from this site, and from anywhere
  // else.
  virtual std::pair<int, int> count_requests() = 0;
  // Fetches the Chinese fonts, and calls back Letters::add_chinese() or tell_chinese_failed().
  virtual void fetch_chinese_fonts() = 0;
  virtual void open_notices() = 0;
  // Opens the page on which several people's networks are compared (src/together/).
  virtual void open_together(Language language) = 0;
  // Gives the visitor a file.
  virtual void save_file(const std::string& name, std::span<const std::uint8_t> bytes) = 0;
  // Lets the visitor choose a file of their own; its bytes come back as import_file().
  virtual void choose_file() = 0;
  // Makes a PNG of what can be drawn, and calls back snapshot_taken() with the number.
  virtual void take_snapshot(Snapshot snapshot, int number) = 0;
  virtual PaperHost& paper() = 0;
  // Lets the visitor choose a data set, or a folder of pictures. The files go to the engine by a
  // way of their own, and what it says of them comes back as a DataSetEvent: see
  // begin_reading_data().
  virtual void choose_data(bool folder) = 0;
  virtual void play_sound(Sound sound) = 0;
  // Makes a picture for the visitor to send to others. `query` follows the question mark in the
  // address.
  virtual void save_card(const Card& card, const std::string& query) = 0;
  virtual void copy_link(const std::string& query) = 0;
  // Copies a text, and calls back lines_copied() (notices.h) where it is on the clipboard.
  virtual void copy_lines(const std::string& text) = 0;
  // Returns whether anything is remembered between visits at all.
  virtual bool can_save() const = 0;
  // Saves a part until the next visit. What other tabs have put into the record meanwhile first
  // goes to merge_saved() (saving.h). Calls back saved() when the part is stored for good, or
  // saving_failed().
  virtual void save(SavedPart part, std::span<const std::uint8_t> bytes) = 0;
  // Deletes what was saved, and calls back saved_deleted().
  virtual void delete_saved() = 0;
  // Fetches the shipped network, and calls back offer_shipped() or tell_shipped_failed()
  // (network_changes.h).
  virtual void fetch_shipped_model() = 0;
};

}  // namespace inkling
