#include "together/one_step.h"

#include <algorithm>
#include <cmath>

#include "nn/settings.h"
#include "nn/trainer.h"

namespace inkling {
namespace {

// Two pictures look the same where the cosine of the angle between them is at least this.
constexpr double kLooksLike = 0.98;

double cosine(std::span<const float> picture, std::span<const std::uint8_t> image) {
  double product = 0, picture_length = 0, image_length = 0;
  for (std::size_t i = 0; i < image.size(); ++i) {
    product += double{picture[i]} * image[i];
    picture_length += double{picture[i]} * picture[i];
    image_length += static_cast<double>(image[i]) * image[i];
  }
  const double lengths = std::sqrt(picture_length * image_length);
  return lengths > 0 ? product / lengths : 0;
}

// The unit whose change looks most like an image.
struct BestUnit {
  int unit = 0;
  double cosine = -1;
};

std::vector<BestUnit> best_units(const Network<float>& before, const Network<float>& after,
                                 Examples images) {
  std::vector<BestUnit> best(static_cast<std::size_t>(images.count()));
  for (int unit = 0; unit < before.shape().layers[1]; ++unit) {
    const std::vector<float> picture = weight_change(before, after, unit);
    for (int i = 0; i < images.count(); ++i) {
      BestUnit& so_far = best[static_cast<std::size_t>(i)];
      const double now = cosine(picture, images.picture(i));
      if (now > so_far.cosine) so_far = {unit, now};
    }
  }
  return best;
}

}  // namespace

LeakReport leak_of(const Network<float>& before, const Network<float>& after) {
  const WeightLeak leak = weight_leak(before, after);
  LeakReport report{.share = leak.share, .picture = leak.picture, .unit_pictures = {}};
  const std::size_t shown = std::min<std::size_t>(leak.units.size(), kLeakUnits);
  for (std::size_t i = 0; i < shown; ++i) {
    report.unit_pictures.push_back(weight_change(before, after, leak.units[i]));
  }
  return report;
}

LeakReport leak_of_one_step(Examples images) {
  Settings settings;
  settings.optimizer = OptimizerKind::kSgd;
  settings.learning_rate = default_learning_rate(settings.optimizer);
  settings.epochs = 1;
  settings.train_images = settings.batch_size = images.count();
  Network<float> before(settings.shape());
  before.initialise(settings.seed);
  Network<float> after = before;
  Trainer trainer(after, settings, images.count());
  while (trainer.advance(images) != Trainer::Outcome::kFinished) {
  }
  trainer.publish();
  LeakReport report = leak_of(before, after);
  report.unit_pictures.clear();
  for (const BestUnit& best : best_units(before, after, images)) {
    report.recognisable += best.cosine >= kLooksLike ? 1 : 0;
    if (report.unit_pictures.size() < kLeakUnits) {
      report.unit_pictures.push_back(weight_change(before, after, best.unit));
    }
  }
  return report;
}

}  // namespace inkling
