// Lesson 8 teaches the network a symbol of the visitor's own, and tries it on two hands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/core.h"
#include "places/learn/lesson.h"

namespace inkling {

// The first of the visitor's symbols is the one that is taught.
inline constexpr int kTaughtSymbol = kDigits;
// So many drawings are asked for, and for so many there are places.
inline constexpr std::size_t kLeastDrawings = 5;
inline constexpr std::size_t kDrawingPlaces = 10;

struct ShowTeaching {
  TeachingPart part;
};
// Keeps what is on the pad as a drawing of the symbol, and learns it.
struct KeepSymbol {};
// Looks what the network takes the drawing on the pad for. Nothing is learned from it.
struct TryDrawing {
  int meant;
};

// Returns the drawings of the symbol that is taught, the oldest first.
std::vector<const UserDrawing*> symbol_drawings(const State& state);
// Returns whether enough of them are there and the network recognises the newest.
bool symbol_is_learned(const State& state);
// Returns whether something of the visitor's own is on the pad.
bool has_drawing(const State& state);
// Returns whether what is on the pad can become a drawing of the symbol. A network gets a new class
// only between runs.
bool can_keep_symbol(const State& state);
// Returns the part that is shown: without a symbol there is nothing but to teach one.
TeachingPart shown_part(const State& state, const Teaching& teaching);
std::size_t recognised_in(const Teaching::Row& row);
// Returns the name of a part, such as "Your hand".
std::string part_name(Language language, TeachingPart part);

// Both leave an empty pad for the next drawing. They do nothing where there is none now.
void keep_symbol(Core& core, Teaching& teaching);
void try_drawing(Core& core, Teaching& teaching, int meant);

float draw_teaching(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                    const LessonNumbers& numbers);

Lesson teaching_lesson();

}  // namespace inkling
