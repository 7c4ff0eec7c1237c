#include <doctest/doctest.h>

#include "unit/app/page.h"

using namespace inkling;

TEST_CASE("the page on which networks are compared opens in the visitor's language") {
  Page page;
  page.settle();
  page.tap("place-train");
  page.settle();
  page.app.activate_control("work", "");
  page.settle();
  page.app.activate_control("open-together", "");
  page.settle();
  page.tap("language");
  page.settle();
  page.app.activate_control("open-together", "");
  page.settle();
  CHECK(page.host.together_opened == std::vector{Language::kEnglish, Language::kChinese});
}
