// Play is the place of the games: sprint, golf and duel.
#pragma once

#include "app/core/core.h"
#include "app/core/place.h"
#include "places/play/play_state.h"

namespace inkling {

struct StartGame {
  GameKind kind;
  GameOptions options;
};
struct LeaveGame {};
struct SkipPrompt {};
struct NextHole {};
struct AnswerDuel {
  int digit;
};
struct SetConfidence {
  int step;
};
struct NextPicture {};
struct ToggleSound {};
// Shares the result as a picture with a link to the same rounds, or the link alone.
struct ShareCard {};
struct ShareLink {};

class PlayPlace : public Place {
 public:
  explicit PlayPlace(Core& core) : core_(core) {}
  const Play& state() const { return play_; }

  // Tells what became of AppHost::copy_link(). `link` is the whole address.
  void link_copied(bool copied, const std::string& link);

  bool needs_digits() const override { return true; }
  const char* name() const override { return "play"; }
  Text title() const override { return Text::kPlacePlay; }
  void draw_sign(Ui& ui, Rect area, ImU32 colour) const override;
  Rect draw(Ui& ui, Rect area, bool wide) const override;
  void enter(std::string_view part) override;
  void leave() override;
  bool act(const Action& action) override;
  void key(int digit) override;
  void before_drawing() override;
  void before_wiping(bool all) override;
  void on_drawn(bool lifted) override;
  bool advance(double elapsed_ms) override;
  void on_event(const Event& event) override;
  // "game", "rounds" and "level" say what is offered; "seed" is that of the games, too.
  std::optional<Parameter> parameter(const std::string& name, const std::string& value) override;
  // Saves whether there is sound.
  std::vector<std::uint8_t> saved() const override;
  bool restore(std::span<const std::uint8_t> bytes) override;
  void forget() override;

 private:
  void start(GameKind kind, const GameOptions& options);
  // The visitor's own drawing comes back to the pad, if a game has it.
  void give_pad_back();
  void leave_game();
  bool waits_for_pictures() const { return play_.kind == GameKind::kDuel && !play_.duel; }
  // Tells what has happened in the game to the embedding page and to ears, and has it saved.
  void tell_events();
  void tell_event(const GameEvent& event);
  // Saves the score of a game that is over where it is the best with a network of this accuracy.
  // Returns whether it is.
  bool save_score();
  std::string link() const;

  Core& core_;
  Play play_;
};

}  // namespace inkling
