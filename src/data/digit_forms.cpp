#include "data/digit_forms.h"

#include <span>

#include "base/classes.h"
#include "data/pen_path.h"

namespace inkling {
namespace {

// The paths of draw_path(). What is written often stands more than once.
constexpr const char* kZero[] = {
    "50 21 05 28 59 88 95 82 50",           // a ring
    "60 20 15 28 59 78 84 60 30",           // a ring that overshoots its beginning
    "71 50 21 05 28 59 88 95 82 50 30",     // a ring that crosses its beginning
    "41 13 17 39 67 94 80 50 21",           // a slanting ring
    "50 31 25 38 59 68 75 62 50|09 90",     // a steep slash
    "50 31 25 38 59 68 75 62 50|07 92",     // a slash
    "51 32 25 37 58 67 75 62 51|19 80",     // a slash that reaches far
    "50 31 25 38 59 68 75 62 50|63 36",     // a slash inside the ring
    "52 33 35 47 57 66 65 53 52|39 60",     // a slash, nearly upright
    "53 24 15 36 57 76 84 73 53|60 39",     // a long slash through a flat ring
    "52 23 14 26 57 77 85 73 52|70 29",     // a long slash through a flat ring
    "51 22 14 27 58 77 84 62 51|60 49",     // a long slash, nearly upright
    "50 31 25 38 59 68 75 62 50|04 95",     // a level bar
    "50 31 25 38 59 68 75 62 50|15 84",     // a level bar
    "50 21 15 28 59 78 85 72 50|15 85",     // a bar from side to side
    "50 21 15 28 59 78 85 72 50|25 74",     // a bar inside the ring
    "71 50 21 05 28 59 88 95 82 50|04 95",  // a bar from side to side
    "50 31 25 38 59 68 75 62 50|00 99",     // a slash the other way
    "50 31 25 38 59 68 75 62 50|54 55",     // a dot in the middle
};
constexpr const char* kOne[] = {
    "50 59",             // a line
    "60 39",             // a line that leans
    "33 50! 59",         // a flag
    "14 50! 59",         // a long flag
    "22 50! 59",         // a short flag
    "13 31 50! 59",      // a flag that swings upwards
    "24 60! 49",         // a leaning one with a flag
    "06 60! 59",         // a flag that reaches far down
    "33 50! 59!|29 89",  // a flag and a foot
    "23 50! 59!|09 99",  // a flag and a long foot
    "50 59|29 79",       // a foot
    "32 50! 59! 79",     // a hook at the foot
};
constexpr const char* kTwo[] = {
    "12 31 60 82 74 47 19! 99",          // a straight foot
    "12 30 70 83 65 37 19! 49 99",       // a straight foot
    "13 30 70 83 65 38 18 17 37 69 98",  // a loop
    "21 50 72 65 28 06 36 68 98",        // a wide loop
    "00! 80! 09! 99",                    // angular
    "12 41 71 83 56 28 19! 48 79 97",    // a wavy foot
    "11 40 63 57 39 19 38 69",           // narrow
};
constexpr const char* kThree[] = {
    "11 40 71 72 44! 74 87 59 18",    // two bowls
    "12 40 81 73 34! 75 87 49 08",    // two bowls
    "11 40 72 63 44 43 55 77 59 18",  // a small loop in the middle
    "10! 80! 44! 75 87 59 18",        // a flat top
    "11! 70! 34! 65 87 49 07",        // a flat top
    "20 61 73 54 74 87 59 28",        // no corner
};
constexpr const char* kFour[] = {
    "20! 06! 96|63 69",          // open
    "30 15! 85|70 59",           // open, with a long stem
    "10 15! 45 75|70 79",        // open and square
    "20! 15! 75!|50! 59!",       // open, the stem in the middle
    "60! 06! 96|60 69",          // closed
    "70! 07! 97|64 59",          // closed, with a short stem
    "69! 60! 06! 96",            // closed, in one stroke
    "60 16 15 96|61 69",         // closed, round
    "20 25 45 84 90! 89",        // open at the top, in one stroke
    "21 14 35 74! 80! 69",       // open at the top, in one stroke
    "30 14! 95|81 57 49",        // open, the stem slants
    "59 61 60 16 26 96",         // in one stroke from below
    "60 16! 96!|53! 59!|50 62",  // a flag at the top
    "50 16 27 65 85 96|50 59",   // a loop at the corner
    "20 04 15 55 76|40 29",      // open and round, the stem crosses it
};
constexpr const char* kFive[] = {
    "10! 14! 53 86 58 18|10 80",  // two strokes
    "20! 14! 54 87 59 08|21 91",  // two strokes that hardly meet
    "30! 24! 64 77 49 18|40 92",  // the second one falls
    "30! 24! 64 77 49 18|32 80",  // the second one begins inside
    "80! 20! 14! 54 87 59 18",    // one stroke
    "90 30! 25! 65 77 49 07",     // one stroke
    "80 40 13 35 66 78 49 18",    // like an S
    "91 40! 25 54 87 59 28",      // round
};
constexpr const char* kSix[] = {
    "60 22 06 39 78 76 45 17",     // curved
    "70 34 17 39 78 66 45 17",     // leaning
    "30 16 39 79 86 54 26",        // a straight stem
    "81 40 14 17 49 88 75 35 17",  // wide
    "82 60 31 16 39 78 65 26",     // a curl at the top
    "50 16 39 77 65 36 29",        // a small, closed bowl
    "60 24 17 39 68 66 36",        // open
    "91 40 14 18 59 97 75 25",     // wide, with a level bowl
    "50 24 06 18 49 78 86 73 53",  // a bowl that begins high
    "04 50 36 48 59 78 75",        // begun with an upstroke, its bowl a hook
};
constexpr const char* kSeven[] = {
    "10! 80! 39",                // plain
    "00! 90! 49",                // wide
    "12 10! 80! 39",             // a serif
    "11 31 80! 55 49",           // a curved stem
    "10! 80! 39|25 75",          // a bar
    "00! 90! 39|35 86",          // a bar that falls
    "12 10! 80! 39|26 84",       // a serif and a bar that rises
    "11 51 80! 56 49|15 95",     // a long bar
    "01 20 41 80! 64 49|34 75",  // a wavy top and a bar
};
constexpr const char* kEight[] = {
    "71 40 22 44 76 68 39 17 44 72 70",           // begun at the upper right
    "61 40 22 54 77 59 27 44 72 60 40",           // begun at the upper right
    "40 22 45 77 59 27 44 72 50",                 // begun at the top
    "52 30 21 33 53 61 50|53 36 38 59 78 66 53",  // two rings
    "51 32 54 67 59 37 54 62 50",                 // narrow
    "80 30 32 55 78 49 18 45 72 81",              // hardly closed at the top
    "90! 10! 99! 19! 90!",                        // angular
    "81 50 32 54 66 49 27 44 72 70",              // leaning
    "51 30 22 44 77 59 28 44 62 51",              // a small upper ring
};
constexpr const char* kNine[] = {
    "71 40 13 35 64 71! 79",        // closed, a straight stem
    "72 50 22 25 54 72! 67 49",     // closed, a curved stem
    "72 40 13 35 63 72! 77 49 18",  // a tail to the left
    "70 31 13 35 64 80! 69",        // open
    "61 30 22 44 71! 68 69",        // narrow
    "81 50 23 55 83! 76 59 27",     // a wide tail
    "50 22 44 72 50 72 68 39",      // begun at the top
    "71 40 13 35 64 71! 79 99",     // a foot
};
constexpr std::span<const char* const> kForms[kDigits] = {kZero, kOne, kTwo,   kThree, kFour,
                                                          kFive, kSix, kSeven, kEight, kNine};

}  // namespace

Drawing draw_digit(int digit, Random& random) {
  constexpr float kTremble = 0.065f;
  const auto forms = kForms[static_cast<std::size_t>(digit)];
  Drawing drawing =
      draw_path(forms[random.below(static_cast<std::uint32_t>(forms.size()))], kTremble, random);
  write_by_hand(drawing, {}, random);
  return drawing;
}

}  // namespace inkling
