#include "app/experiments.h"

#include <doctest/doctest.h>

#include "ui/experiment_words.h"
#include "unit/app/made_up.h"

using namespace inkling;

TEST_CASE("both sides have the same seed and differ in one thing") {
  for (int i = 0; i < kExperiments; ++i) {
    const ExperimentPlan plan = plan_of(static_cast<ExperimentKind>(i), 7);
    CAPTURE(kExperimentNames[i]);
    CHECK(plan.sides[0].settings.seed == 7);
    CHECK(plan.sides[1].settings.seed == 7);
    CHECK_FALSE(plan.sides[0].zero_start);
    int differences = plan.sides[1].zero_start + (plan.sides[1].wrong_labels > 0);
    for (const SettingInfo& info : setting_table()) {
      differences +=
          setting_text(plan.sides[0].settings, info) != setting_text(plan.sides[1].settings, info);
    }
    CHECK(differences == 1);
  }
}

TEST_CASE("what happened is told by the measured numbers") {
  using Kind = Finding::Kind;
  struct Case {
    double usual, other_train, other;
    bool diverged;
    Kind kind;
    Comparative comparative;
  };
  for (const Case& c :
       std::initializer_list<Case>{{0.97, 1.00, 0.72, false, Kind::kMemorised, Comparative::kWorse},
                                   {0.97, 0.80, 0.72, false, Kind::kWorse, Comparative::kWorse},
                                   {0.97, 0.11, 0.11, false, Kind::kGuesses, Comparative::kWorse},
                                   {0.97, 0.98, 0.50, true, Kind::kDiverged, Comparative::kWorse},
                                   {0.88, 0.97, 0.91, false, Kind::kBetter, Comparative::kBetter},
                                   {0.88, 1.00, 0.91, false, Kind::kBetter, Comparative::kBetter},
                                   {0.880, 1.0, 0.884, false, Kind::kAlike, Comparative::kAlike}}) {
    const auto sides = made_up_sides(c.usual, c.other_train, c.other, c.diverged);
    const Finding finding = finding_of(sides);
    CAPTURE(c.other);
    CHECK(finding.kind == c.kind);
    CHECK(finding.comparative == c.comparative);
  }
}

TEST_CASE("the sentence has the numbers in it, in both languages") {
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const auto sides = made_up_sides(0.9712, 1.0, 0.7234, false);
    const std::string words =
        finding_words(language, ExperimentKind::kImages100, finding_of(sides));
    CHECK(words.find("97.1") != std::string::npos);
    CHECK(words.find("72.3") != std::string::npos);
    CHECK(words.find("100") != std::string::npos);
    CHECK(words.find('{') == std::string::npos);
  }
}
