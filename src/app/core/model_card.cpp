#include "app/core/model_card.h"

#include <algorithm>
#include <vector>

#include "nn/shape_text.h"
#include "ui/class_names.h"
#include "ui/numbers.h"
#include "ui/strings.h"

namespace inkling {
namespace {

struct Mistake {
  int label = 0;
  int prediction = 0;
  int count = 0;
};

// Returns the commonest mistakes, the commonest first.
std::vector<Mistake> commonest_mistakes(const std::vector<int>& confusion) {
  constexpr std::size_t kMost = 3;
  std::vector<Mistake> mistakes;
  for (int label = 0; label < kDigits; ++label) {
    for (int prediction = 0; prediction < kDigits; ++prediction) {
      const int count = confusion[static_cast<std::size_t>(label * kDigits + prediction)];
      if (label != prediction && count > 0) mistakes.push_back({label, prediction, count});
    }
  }
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [](const Mistake& a, const Mistake& b) { return a.count > b.count; });
  if (mistakes.size() > kMost) mistakes.resize(kMost);
  return mistakes;
}

std::string whose_words(const State& state) {
  const Language language = state.language;
  switch (state.model.origin) {
    case Model::Origin::kRandom:
      return std::string(text(language, Text::kCardRandom));
    case Model::Origin::kShipped:
      return std::string(text(language, Text::kCardShipped));
    case Model::Origin::kTrained:
      return std::string(text(language, Text::kCardTrained));
    case Model::Origin::kImported:
      return text(language, Text::kCardImported,
                  {state.imported ? state.imported->format : std::string(kOwnFormat)});
  }
  return "";
}

}  // namespace

std::string model_card(const State& state) {
  const Language language = state.language;
  const Model& model = state.model;
  std::string card;
  const auto line = [&](const std::string& words) { card += words + "\n\n"; };
  line("# " + std::string(text(language, Text::kModelCardTitle)));
  line(text(language, Text::kCardWhat, {shape_text(model.network.shape())}) + " " +
       whose_words(state));
  // The settings are the last run's: without one in this visit, nobody knows them.
  if (model.origin == Model::Origin::kTrained && state.training.result) {
    const Settings& settings = state.training.settings;
    line(text(language, Text::kCardTraining,
              {with_thousands(settings.train_images), std::to_string(settings.epochs)}));
  }
  if (model.test_accuracy) {
    line(text(language, Text::kCardAccuracy, {percent(language, *model.test_accuracy, 2)}));
  }
  if (model.confusion.size() == kDigits * kDigits) {
    std::string mistakes;
    for (const auto& [label, prediction, count] : commonest_mistakes(model.confusion)) {
      if (!mistakes.empty()) mistakes += text(language, Text::kCardMistakesJoin);
      mistakes += text(language, Text::kCardMistake,
                       {class_with_article(language, label),
                        class_with_article(language, prediction), std::to_string(count)});
    }
    if (!mistakes.empty()) line(text(language, Text::kCardMistakes, {mistakes}));
  }
  line(std::string(text(language, Text::kCardPixels)));
  line(std::string(text(language, Text::kCardLimits)));
  return card;
}

}  // namespace inkling
