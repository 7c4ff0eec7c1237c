// Train shows a run with its curves, its settings, and what can be done with a network.
#pragma once

#include "app/core/core.h"
#include "app/core/place.h"
#include "places/train/train_state.h"

namespace inkling {

struct ToggleSettings {};
struct ToggleUserDrawings {};
struct ToggleWork {};
struct ToggleDataSet {};
struct ToggleSpeed {};
struct ToggleCode {};
struct MeasureSpeed {
  bool detailed = false;
};

class TrainPlace : public Place {
 public:
  explicit TrainPlace(Core& core) : core_(core) {}
  const Train& state() const { return train_; }

  const char* name() const override { return "train"; }
  Text title() const override { return Text::kPlaceTrain; }
  void draw_sign(Ui& ui, Rect area, ImU32 colour) const override;
  std::optional<Text> welcome() const override { return Text::kWelcomeTrain; }
  Rect draw(Ui& ui, Rect area, bool wide) const override;
  std::string article(Rect area) const override;
  void article_input(std::string_view what, std::string_view value) override;
  // `part` may be "code", or "drawings", where the visitor's own are listed.
  void enter(std::string_view part) override;
  void data_changed() override { train_.code.open = false; }
  bool act(const Action& action) override;
  void after_frame() override;
  void on_event(const Event& event) override;
  void on_refusal(RequestId request) override;
  void ask_again() override { asked_evaluation_ = false; }
  void forget() override;

 private:
  void change_setting(const SettingInfo& info, const std::string& text);
  void change_settings(const Settings& settings);

  Core& core_;
  Train train_;
  RequestId measurement_ = kNoRequest;  // It is the newest request to measure the speed.
  bool asked_evaluation_ = false;       // The engine measures the present network.
};

}  // namespace inkling
