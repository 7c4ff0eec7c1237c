#include "data/signs.h"

#include <span>

#include "data/pen_path.h"

namespace inkling {
namespace {

// The paths of draw_path().
constexpr const char* kLetters[] = {
    "09! 40! 79|25 65",
    "80! 00! 09! 89|04 64",
    "00 09|04 84|80 89",
    "09! 10! 55! 90! 99",
    "00 90|50 59",
    "00 99|90 09",
    "00 44! 80|44 49",
    "09! 00! 89! 80",
    "00! 29! 43! 69! 90",
    "00 06 39 76 70",
    "81 30 04 29 88",
    "10! 19! 79",
    "11! 19|14 42 74 79",
    "10 16 38 76 70! 79",
    "00 18 44 68 90",
    "71 50 42 49|04 84",
    "40 47 59 78|03 83",
    "09! 02 10 31 39! 42 70 81 89",
    "00! 49! 90",
    "80! 00! 09|04 64",
    "09! 00 60 72 54 04! 89",
    "00! 09|70 04! 79",
    "05 75 72 31 15 38 69 88",
};

constexpr const char* kSigns[] = {
    "06! 39! 90",                                 // a tick
    "05! 28! 91",                                 // a short tick
    "17 39! 70",                                  // a steep tick
    "04! 39! 92",                                 // a wide tick
    "11 30 60 72 55 46|49",                       // a question mark
    "02 30 70 82 65 46|58",                       // a question mark
    "21 40 61 63 45 46|49",                       // a narrow question mark
    "28 17 08 19 39 48 28|48! 40! 62 74",         // a note
    "19 29 38 27 08 19|38! 31! 52",               // a note, its head low
    "18 07 09 29 28! 20! 71! 78 67 58 69 79 78",  // two notes under a bar
    "53! 40 20 03 16 59! 96 93 80 60 53!",        // a heart
    "52! 31 12 05 27 58! 87 95 92 71 52!",        // a wide heart
    "92! 47 25 05 23 43 98! 92!",                 // a fish
    "92 67 38 16 05 14 32 63 98",                 // a fish of two bows
    "60! 25! 55! 29!",                            // lightning
    "70! 34! 64! 29!",                            // lightning
    "50! 15! 45! 29! 84! 54! 80! 50!",            // the outline of lightning
    "05! 95!|72! 95! 78!",                        // an arrow
    "95! 05!|22! 05! 28!",                        // an arrow to the left
    "50! 59!|26! 59! 86!",                        // an arrow downwards
    "03! 63! 61! 95! 68! 66! 06! 03!",            // the outline of an arrow
    "09! 04! 50! 94! 99! 09!",                    // a house
    "09! 04! 50! 94! 99! 09!|49! 46! 66! 69!",    // a house with a door
    "09! 04! 94! 99! 09!|04! 50! 94!",            // a house of two parts
    "29! 50! 79! 03! 93! 29!",                    // a star
    "50! 39! 92! 02! 69! 50!",                    // a star, hurried
    "60 23 05 27 69 45 44 60",                    // a moon
    "00! 19! 79! 90!",                            // a cup
    "01! 18! 68! 71! 01!|73 94 76",               // a cup with an ear
    "99 42 20 40 42 14 18 49 76",                 // an ampersand
    "64 44 46 66 63 64 67 86 82 50 12 16 49 89",  // an at sign
    "30! 29!|70! 69!|03! 93!|06! 96!",            // a hash
    "50! 59!|05! 95!",                            // a plus
    "21 12 23 32 21|90! 09!|77 68 79 88 77",      // a percent sign
    "82 50 12 35 65 78 49 08|50! 59!",            // a dollar
    "81 41 14 16 49 89|04! 64!|06! 66!",          // a euro
    "59! 56!|50! 26! 86! 50!",                    // a fir
    "50 11 05 18 59 88 95 81 50|33|63|27 48 67",  // a face
    "05! 42 95! 48 05!|54 45 56 65 54",           // an eye
    "05 12 50 82 95! 05!|55 58 47",               // an umbrella
    "55 23 04 27 55 83 94 87 55",                 // infinity
    "70! 20! 29! 79!",                            // a bracket
    "50 34 09|45 67 99",                          // the Chinese character for a person
    "04! 94!|50 45 09|55 77 99",                  // for large
    "50! 58!|03! 09! 99! 93!",                    // for a mountain
    "03! 93!|50! 59!|53 36 08|53 75 98",          // for a tree
};

Drawing draw_one_of(std::span<const char* const> paths, Random& random) {
  constexpr float kTremble = 0.07f;
  return draw_path(paths[random.below(static_cast<std::uint32_t>(paths.size()))], kTremble, random);
}

}  // namespace

Drawing draw_letter(Random& random) { return draw_one_of(kLetters, random); }
Drawing draw_sign(Random& random) { return draw_one_of(kSigns, random); }

}  // namespace inkling
