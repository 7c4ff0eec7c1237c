// A Place is a tab of the app with a screen of its own, as the core knows it.
//
// A place brings its own state, actions, requests to the engine, saved fields and views. The core
// lists the places and knows none of them by content. What a place does not need, it leaves out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/protocol.h"
#include "ui/ui.h"

namespace inkling {

// A Parameter of the page's address or of the element has been read, and is not applied yet.
struct Parameter {
  // `apply` is empty where the value was not understood.
  std::function<void()> apply;
};

// `choice` is empty where the value was not understood.
template <class T, class Apply>
Parameter parameter_of(const std::optional<T>& choice, Apply apply) {
  Parameter parameter;
  if (choice) parameter.apply = [value = *choice, apply] { apply(value); };
  return parameter;
}

class Place {
 public:
  virtual ~Place() = default;

  // Returns its name in addresses and in the API, such as "draw".
  virtual const char* name() const = 0;
  // Returns the title on its tab.
  virtual Text title() const = 0;

  // Returns whether the place is of use with the ten digits only. While the classes are others it
  // is not drawn, and nothing but weights changes in it.
  virtual bool needs_digits() const { return false; }
  // Another data set is in use: what the engine has told of the one before is of no use any more.
  virtual void data_changed() {}

  // ---- The screen ----
  // Draws the sign on its tab, beside the title.
  virtual void draw_sign(Ui&, Rect, ImU32 /*colour*/) const {}
  // Returns the line that says, at the first visit of the place, what to do there. A place that
  // shows it by itself has none.
  virtual std::optional<Text> welcome() const { return std::nullopt; }
  // Fills `area` and returns where it put the pad, or an empty rectangle where there is none.
  // `wide` windows have room for things side by side.
  virtual Rect draw(Ui& ui, Rect area, bool wide) const = 0;
  // Returns the text that the page shows in the rectangle that draw() left to it
  // (Ui::leave_to_article()), as JSON for the page. It is empty where there is no text.
  virtual std::string article(Rect) const { return ""; }
  // Takes what the visitor does with that text on the page.
  virtual void article_input(std::string_view /*what*/, std::string_view /*value*/) {}

  // Returns whether the pen that draws by itself, as long as nobody has, moves while the place is
  // shown. Elsewhere its drawing stands still: something else is to be looked at.
  virtual bool demonstrates() const { return false; }

  // ---- The visitor ----
  // The visitor comes here, to a part of the place where `part` names one, and goes.
  virtual void enter(std::string_view /*part*/) {}
  virtual void leave() {}
  // Returns whether the action is one of this place's own.
  virtual bool act(const Action&) { return false; }
  // A digit key was pressed outside of any field, while the place is shown.
  virtual void key(int /*digit*/) {}

  // ---- The pad, while the place is shown ----
  // Returns whether several digits on the pad are read as a number.
  virtual bool reads_numbers() const { return false; }
  // Returns whether the pen rubs out.
  virtual bool erases() const { return false; }
  // A stroke or a whole drawing is about to be put on the pad; its newest stroke, or all of it, is
  // about to be wiped off.
  virtual void before_drawing() {}
  virtual void before_wiping(bool /*all*/) {}
  // What is on the pad was read. With `lifted`, the pen has left it.
  virtual void on_drawn(bool /*lifted*/) {}
  // There is another prediction, of another drawing or by another network.
  virtual void on_prediction() {}

  // ---- Time ----
  // Lets time pass while the place is shown. Returns whether something moves.
  virtual bool advance(double /*elapsed_ms*/) { return false; }
  // A frame has ended, whether the place is shown or not. The place asks the engine for what is
  // missing on the screen, and tells what has been done.
  virtual void after_frame() {}

  // ---- The engine ----
  // The engine said this, and the core has taken it. An ErrorEvent ends whatever is waited for.
  virtual void on_event(const Event&) {}
  // A request was answered with an error, or its result is not wanted any more.
  virtual void on_refusal(RequestId) {}
  // What was asked for may have been asked in vain: a file could not be had, or the engine is a new
  // one. It is to be asked for once more.
  virtual void ask_again() {}

  // ---- Settings of the address and the element ----
  // Returns nothing where this place has no parameter of that name. It may be a setting of
  // training, of which the core takes care.
  virtual std::optional<Parameter> parameter(const std::string& /*name*/,
                                             const std::string& /*value*/) {
    return std::nullopt;
  }

  // ---- What is remembered between visits ----
  virtual std::vector<std::uint8_t> saved() const { return {}; }
  // Takes up what saved() gave. Returns false, and changes nothing, where it cannot be used.
  virtual bool restore(std::span<const std::uint8_t> bytes) { return bytes.empty(); }
  // Merges what two tabs have made of `base`. All three come from saved().
  virtual std::vector<std::uint8_t> merged(std::span<const std::uint8_t> theirs,
                                           std::span<const std::uint8_t> base,
                                           std::span<const std::uint8_t> mine) const {
    return std::equal(mine.begin(), mine.end(), base.begin(), base.end())
               ? std::vector<std::uint8_t>(theirs.begin(), theirs.end())
               : std::vector<std::uint8_t>(mine.begin(), mine.end());
  }
  // Forgets everything, as at a first visit.
  virtual void forget() {}
};

}  // namespace inkling
