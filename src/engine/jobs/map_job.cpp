#include "engine/jobs/map_job.h"

#include <algorithm>
#include <utility>

#include "nn/embedding.h"

namespace inkling {
namespace {

// While a run goes on, the map must not take more than a small part of its time.
constexpr double kMapIntervalMs = 700;

}  // namespace

MapJob::MapJob(const EngineContext& context, RequestId request, std::function<bool()> run_goes_on,
               std::optional<Components>& newest)
    : Job(context, request,
          {.kind = Kind::kMap,
           .priority = Priority::kBesideRun,
           .need = {},
           .outlasts_failure = true}),
      run_goes_on_(std::move(run_goes_on)),
      newest_(newest) {}

bool MapJob::idle() const {
  if (!sent_) return false;
  if (sent_->weights == context().model.times_taken()) return true;
  // While no run goes on, nothing would wake this job later, so the last weights before a pause
  // must not wait.
  return run_goes_on_() && context().now_ms() - sent_->at_ms < kMapIntervalMs;
}

void MapJob::step(double) {
  const double began_ms = context().now_ms();
  const Examples test = context().data.examples(Split::kTest);
  const Examples shown = test.part(0, std::min(test.count(), kMapImages));
  const Matrix<float> hidden = last_hidden_activations(context().model.network(), shown);
  newest_ = principal_components(hidden.view(), newest_ ? &*newest_ : nullptr);
  MapEvent event;
  event.places = newest_->project_all(hidden.view()).values();
  event.labels.assign(shown.labels.begin(), shown.labels.end());
  event.mean = newest_->mean;
  event.axes = newest_->axes.values();
  const double now_ms = context().now_ms();
  event.milliseconds = now_ms - began_ms;
  sent_ = {.weights = context().model.times_taken(), .at_ms = now_ms};
  tell(std::move(event));
}

}  // namespace inkling
