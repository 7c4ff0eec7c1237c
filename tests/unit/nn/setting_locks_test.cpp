#include "nn/setting_locks.h"

#include <doctest/doctest.h>

namespace inkling {
namespace {

TEST_CASE("locks are named as settings are, with commas or spaces, or all at once") {
  const auto some = locks_named(" learning-rate,batch_size  seed,");
  REQUIRE(some);
  CHECK(some->all().size() == 3);
  CHECK(some->has(*find_setting("learning_rate")));
  CHECK(some->has(*find_setting("seed")));
  CHECK_FALSE(some->has(*find_setting("hidden")));
  REQUIRE(locks_named(""));
  CHECK(locks_named("")->empty());
  REQUIRE(locks_named("seed all"));
  CHECK(locks_named("seed all")->all().size() == setting_table().size());
  CHECK_FALSE(locks_named("seed,colour"));
}

TEST_CASE("whatever is wanted, each locked setting stays and no other one") {
  Settings now;
  now.hidden = {32};
  now.activation = Activation::kTanh;
  now.optimizer = OptimizerKind::kSgd;
  now.learning_rate = 0.5;
  now.schedule = Schedule::kCosine;
  now.batch_size = 7;
  now.epochs = 8;
  now.seed = 9;
  now.l2 = 0.01;
  now.dropout = 0.25;
  now.augment = true;
  now.train_images = 1000;
  for (const SettingInfo& locked : setting_table()) {
    SettingLocks locks;
    locks.add(locked);
    const Settings kept = keep_locked(locks, now, {});
    for (const SettingInfo& info : setting_table()) {
      INFO(locked.name, " ", info.name);
      CHECK(setting_text(kept, info) == setting_text(&info == &locked ? now : Settings{}, info));
      CHECK(setting_text(now, info) != setting_text(Settings{}, info));
    }
  }
  CHECK(keep_locked(*locks_named("all"), now, {}) == now);
}

}  // namespace
}  // namespace inkling
