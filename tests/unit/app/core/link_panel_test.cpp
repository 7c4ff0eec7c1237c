#include "app/core/link_panel.h"

#include <doctest/doctest.h>

#include "app/core/actions.h"
#include "unit/app/test_core.h"

using namespace inkling;

TEST_CASE("the link to settings names those that are not the usual ones") {
  Settings settings;
  CHECK(settings_query(settings) == "mode=train");
  REQUIRE(set_setting(settings, *find_setting("hidden"), "128,64").ok());
  REQUIRE(set_setting(settings, *find_setting("learning_rate"), "0.01").ok());
  REQUIRE(set_setting(settings, *find_setting("augment"), "true").ok());
  CHECK(settings_query(settings) == "mode=train&hidden=128,64&learning-rate=0.01&augment=true");
}

TEST_CASE("a link is shown by the page, with the name of what it leads to") {
  TestCore test;
  act(test.core, ShowLink{"mode=play&game=golf", "省墨"});
  CHECK(test.host.shown_link == R"({"query":"mode=play&game=golf","title":"省墨"})");
}
