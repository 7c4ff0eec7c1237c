#include "app/core/model_card.h"

#include <doctest/doctest.h>

namespace inkling {
namespace {

bool says(const std::string& card, const char* words) {
  return card.find(words) != std::string::npos;
}

TEST_CASE("a model card says what is known, and leaves out what is not") {
  State state;
  std::string card = model_card(state);
  CHECK(says(card, "784-512-10"));
  CHECK(says(card, "learned nothing"));
  CHECK(says(card, "from 0 (paper) to 1 (ink)"));
  CHECK_FALSE(says(card, "test images"));
  CHECK_FALSE(says(card, "taken for"));

  state.model.origin = Model::Origin::kTrained;
  state.model.test_accuracy = 0.9798;
  state.training.result = FinishedEvent{};
  state.training.settings.epochs = 7;
  state.model.confusion.assign(100, 0);
  state.model.confusion[4 * 10 + 9] = 21;
  state.model.confusion[7 * 10 + 2] = 12;
  state.model.confusion[3 * 10 + 3] = 990;
  card = model_card(state);
  CHECK(says(card, "60,000 images"));
  CHECK(says(card, "7 times"));
  CHECK(says(card, "97.98%"));
  CHECK(says(card, "a 4 taken for a 9 (21 times), a 7 taken for a 2 (12 times)."));
  CHECK_FALSE(says(card, "990"));
  state.language = Language::kChinese;
  CHECK(says(model_card(state), "把 4 认成 9（21 次）"));
}

}  // namespace
}  // namespace inkling
