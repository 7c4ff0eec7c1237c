// What the app needs from the page around it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "engine/protocol.h"

namespace inkling {

// What is remembered between visits comes in two parts: one is small and changes often, the other
// is large.
enum class SavedPart { kVisitor, kNetwork };
inline constexpr const char* kSavedPartNames[] = {"visitor", "network"};

enum class Sound { kHit, kMiss, kOver };

// What a share card says, in the visitor's language.
struct Card {
  std::string title;
  std::string score;
  std::string line;
  std::string invitation;
};

class AppHost {
 public:
  virtual ~AppHost() = default;
  virtual void send_to_engine(const EngineRequest& request) = 0;
  virtual void restart_engine() = 0;
  // A JSON-RPC answer or notification for the page that embeds this one. `attachment`, if there is
  // any, becomes result.bytes.
  virtual void post_to_parent(const std::string& json,
                              std::span<const std::uint8_t> attachment = {}) = 0;
  // Said by screen readers.
  virtual void announce(const std::string& text) = 0;
  // The controls on the screen as JSON, for the DOM beside the canvas: see ui/semantics.h.
  virtual void show_semantics(const std::string& json) = 0;
  // The language and colours of what is on the screen, for what the page shows by itself.
  virtual void show_appearance(const std::string& language, bool dark) = 0;
  // The open lesson as JSON, for the text beside the canvas: see ui/lesson.h. Empty where none is.
  virtual void show_lesson(const std::string& json) = 0;
  // How many files the page and its engine have fetched: from this site, and from anywhere else.
  virtual std::pair<int, int> count_requests() = 0;
  // Comes back as App::add_chinese_fonts() or chinese_fonts_failed().
  virtual void fetch_chinese_fonts() = 0;
  virtual void open_notices() = 0;
  // Give the visitor a file.
  virtual void save_file(const std::string& name, std::span<const std::uint8_t> bytes) = 0;
  // Let the visitor choose a file of their own; its bytes come back as import_file().
  virtual void choose_file() = 0;
  virtual void play_sound(Sound sound) = 0;
  // A picture for the visitor to send to others. `query` is the address's part after the ?.
  virtual void save_card(const Card& card, const std::string& query) = 0;
  virtual void copy_link(const std::string& query) = 0;
  // Whether anything is remembered between visits at all.
  virtual bool can_save() const = 0;
  // Remember this until the next visit. What other tabs have put into the record meanwhile comes to
  // merge_saved() (saving.h) first. Comes back as saved() when it is stored for good, or as
  // saving_failed().
  virtual void save(SavedPart part, std::span<const std::uint8_t> bytes) = 0;
  // Comes back as saved_deleted().
  virtual void delete_saved() = 0;
  // Comes back as offer_shipped() or tell_shipped_failed() (network_changes.h).
  virtual void fetch_shipped_model() = 0;
};

}  // namespace inkling
