#include "ui/strings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "app/core/guess.h"

using namespace inkling;

namespace {
std::set<char> places(std::string_view text) {
  std::set<char> found;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '{' && (text[i + 2] == '}' || text[i + 2] == '|')) found.insert(text[i + 1]);
  }
  return found;
}
}  // namespace

TEST_CASE("every text is there in both languages, with the same places to fill in") {
  for (int i = 0; i < static_cast<int>(Text::kCount); ++i) {
    const auto id = static_cast<Text>(i);
    const auto english = text(Language::kEnglish, id);
    const auto chinese = text(Language::kChinese, id);
    INFO(english);
    CHECK_FALSE(english.empty());
    CHECK_FALSE(chinese.empty());
    CHECK(places(english) == places(chinese));
  }
}

TEST_CASE("places are filled in") {
  CHECK(text(Language::kEnglish, Text::kProgress, {"2", "5"}) == "Epoch 2 of 5");
  CHECK(text(Language::kChinese, Text::kPercent, {"97.5"}) == "97.5%");
}

TEST_CASE("Chinese has a space beside a number, and none between its own characters") {
  const auto guess = [](const char* name) {
    return text(Language::kChinese, Text::kGuessSure, {name, "90"});
  };
  CHECK(guess("7") == "我猜是 7，把握 90%");
  CHECK(guess("你的符号 A") == "我猜是你的符号 A，把握 90%");
  const auto refused = [](const char* file) {
    return text(Language::kChinese, Text::kErrorModel, {file}).substr(0, 30);
  };
  CHECK(refused("a.h5").starts_with("模型文件 a.h5 用不了"));
  CHECK(refused("网络").starts_with("模型文件网络用不了"));
  CHECK(text(Language::kEnglish, Text::kDrawThis, {"a 7"}) == "Draw a 7");
}

TEST_CASE("every place is a number, or a number with two forms") {
  for (int i = 0; i < static_cast<int>(Text::kCount); ++i) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      const auto words = text(language, static_cast<Text>(i));
      INFO(words);
      for (std::size_t at = words.find('{'); at != words.npos; at = words.find('{', at + 1)) {
        const std::size_t end = words.find('}', at);
        REQUIRE(end != words.npos);
        const auto place = words.substr(at + 1, end - at - 1);
        CHECK(std::isdigit(static_cast<unsigned char>(place[0])));
        CHECK(std::count(place.begin(), place.end(), '|') == (place.size() > 1 ? 2 : 0));
      }
    }
  }
}

TEST_CASE("a guess sounds as sure as it is") {
  State state;
  state.model.origin = Model::Origin::kTrained;
  state.prediction.empty = false;
  const auto guess = [&](int digit, float share, int rival, float rival_share) {
    state.prediction.probabilities = {};
    state.prediction.probabilities[static_cast<std::size_t>(digit)] = share;
    state.prediction.probabilities[static_cast<std::size_t>(rival)] = rival_share;
    return guess_of(state).line;
  };
  CHECK(guess(7, 0.92f, 1, 0.05f) == "A 7, I think. 92%");
  CHECK(guess(8, 0.97f, 1, 0.01f) == "An 8, I think. 97%");
  CHECK(guess(4, 0.5f, 9, 0.4f) == "A 4... or a 9?");
  CHECK(guess(4, 0.5f, 8, 0.4f) == "A 4... or an 8?");
  CHECK(guess(4, 0.5f, 9, 0.1f) == "A 4, perhaps. 50%");
  state.language = Language::kChinese;
  CHECK(guess(7, 0.92f, 1, 0.05f) == "我猜是 7，把握 92%");
  state.model.origin = Model::Origin::kRandom;
  CHECK(guess(7, 0.12f, 1, 0.1f) == "7？瞎猜的。");
  state.prediction.empty = true;
  CHECK(guess_of(state).line == "给我写个数字吧");
}
