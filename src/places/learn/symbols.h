// Ties the symbols of a lesson's formulas to what they stand for on the canvas. Where one is
// pointed at, in the text or on the canvas, both light.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "places/learn/learn_state.h"
#include "ui/ui.h"

namespace inkling {

// The visitor points at what this symbol stands for; it is empty where they point at none.
struct PointAtSymbol {
  std::string symbol;
};

// SymbolMarks is used while one lesson draws itself, after what it marks was drawn.
class SymbolMarks {
 public:
  SymbolMarks(Ui& ui, const Learn& learn) : ui_(ui), learn_(learn) {}

  // Says that a place shows what `symbol` stands for. Of two places one over the other, the pointer
  // means the one that is marked last.
  void mark(std::string_view symbol, Rect place);
  // Returns where a control was drawn in this frame, if it was.
  std::optional<Rect> place_of(std::string_view id) const;
  // Marks that place.
  void mark_control(std::string_view symbol, std::string_view id);
  // Acts where the pointer has come to another symbol. It is called once, at the end.
  void finish();

 private:
  Ui& ui_;
  const Learn& learn_;
  std::string pointed_;
};

}  // namespace inkling
