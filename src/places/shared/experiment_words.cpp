#include "places/shared/experiment_words.h"

#include "ui/numbers.h"

namespace inkling {
namespace {

struct Names {
  Text usual;
  Text other;
};
// The names are in the order of ExperimentKind.
constexpr Names kNames[kExperiments] = {{Text::kSide60000, Text::kSide100},
                                        {Text::kSide60000, Text::kSide1000},
                                        {Text::kSide60000, Text::kSide10000},
                                        {Text::kSideUsualRate, Text::kSideLargeRate},
                                        {Text::kSideUsualRate, Text::kSideSmallRate},
                                        {Text::kSideRandom, Text::kSideZero},
                                        {Text::kSideRightLabels, Text::kSideWrongLabels},
                                        {Text::kSide512, Text::kSideNoHidden},
                                        {Text::kSide512, Text::kSideTiny},
                                        {Text::kSide512, Text::kSideHuge},
                                        {Text::kSide1000Plain, Text::kSideDeformed},
                                        {Text::kSide1000Plain, Text::kSideL2},
                                        {Text::kSide1000Plain, Text::kSideDropout},
                                        {Text::kSidePixelsInPlace, Text::kSideShuffled}};

constexpr Text kSentences[] = {Text::kFoundDiverged, Text::kFoundGuesses, Text::kFoundMemorised,
                               Text::kFoundWorse,    Text::kFoundAlike,   Text::kFoundBetter};

}  // namespace

Text variant_name(ExperimentKind kind) { return kNames[static_cast<int>(kind)].other; }
Text control_name(ExperimentKind kind) { return kNames[static_cast<int>(kind)].usual; }

Text expectation_name(Relation relation) {
  constexpr Text kRelations[] = {Text::kExpectWorse, Text::kExpectAlike, Text::kExpectBetter};
  return kRelations[static_cast<int>(relation)];
}

std::string finding_words(Language language, ExperimentKind kind, const Finding& finding) {
  return text(
      language, kSentences[static_cast<int>(finding.kind)],
      {std::string(text(language, variant_name(kind))),
       std::string(text(language, control_name(kind))), percent(language, finding.variant_test, 1),
       percent(language, finding.control_test, 1), percent(language, finding.variant_train, 1)});
}

}  // namespace inkling
