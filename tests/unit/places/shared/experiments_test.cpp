#include "places/shared/experiments.h"

#include <doctest/doctest.h>

#include "places/shared/experiment_words.h"
#include "unit/app/made_up.h"

using namespace inkling;

TEST_CASE("both arms have the same seed and differ in one thing") {
  for (int i = 0; i < kExperiments; ++i) {
    const ExperimentPlan plan = plan_of(static_cast<ExperimentKind>(i), 7);
    CAPTURE(kExperimentNames[i]);
    CHECK(plan.arms[0].settings.seed == 7);
    CHECK(plan.arms[1].settings.seed == 7);
    CHECK_FALSE(plan.arms[0].zero_start);
    CHECK_FALSE(plan.arms[0].shuffled_pixels);
    int differences =
        plan.arms[1].zero_start + (plan.arms[1].wrong_labels > 0) + plan.arms[1].shuffled_pixels;
    for (const SettingInfo& info : setting_table()) {
      differences +=
          setting_text(plan.arms[0].settings, info) != setting_text(plan.arms[1].settings, info);
    }
    CHECK(differences == 1);
  }
}

TEST_CASE("what happened is told by the measured numbers") {
  using Kind = Finding::Kind;
  struct Case {
    double usual, variant_train, other;
    bool diverged;
    Kind kind;
    Relation relation;
  };
  for (const Case& c :
       std::initializer_list<Case>{{0.97, 1.00, 0.72, false, Kind::kMemorised, Relation::kWorse},
                                   {0.97, 0.80, 0.72, false, Kind::kWorse, Relation::kWorse},
                                   {0.97, 0.11, 0.11, false, Kind::kGuesses, Relation::kWorse},
                                   {0.97, 0.98, 0.50, true, Kind::kDiverged, Relation::kWorse},
                                   {0.88, 0.97, 0.91, false, Kind::kBetter, Relation::kBetter},
                                   {0.88, 1.00, 0.91, false, Kind::kBetter, Relation::kBetter},
                                   {0.880, 1.0, 0.884, false, Kind::kAlike, Relation::kAlike}}) {
    const auto arms = made_up_arms(c.usual, c.variant_train, c.other, c.diverged);
    const Finding finding = finding_of(arms);
    CAPTURE(c.other);
    CHECK(finding.kind == c.kind);
    CHECK(finding.relation == c.relation);
  }
}

TEST_CASE("the sentence has the numbers in it, in both languages") {
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const auto arms = made_up_arms(0.9712, 1.0, 0.7234, false);
    const std::string words = finding_words(language, ExperimentKind::kImages100, finding_of(arms));
    CHECK(words.find("97.1") != std::string::npos);
    CHECK(words.find("72.3") != std::string::npos);
    CHECK(words.find("100") != std::string::npos);
    CHECK(words.find('{') == std::string::npos);
  }
}
