#include "engine/jobs/evaluate_job.h"

namespace inkling {

EvaluateJob::EvaluateJob(const EngineContext& context, RequestId request)
    : Job(context, request,
          {.kind = Kind::kEvaluate, .priority = Priority::kBeforeRun, .need = {}, .shared = true}) {
}

void EvaluateJob::step(double until_ms) {
  WorkerModel& model = context().model;
  if (!evaluation_ || replacements_ != model.replacements()) {
    evaluation_.emplace(model.network(), context().data.examples(Split::kTest),
                        context().data.traits().classes);
    evaluation_->keep_classifications();
    replacements_ = model.replacements();
  }
  bool more = true;
  while (more && context().now_ms() < until_ms) more = evaluation_->advance();
  if (!more) answer(result());
}

EvaluatedEvent EvaluateJob::result() const {
  const Metrics metrics = evaluation_->metrics();
  EvaluatedEvent event;
  event.loss = metrics.loss;
  event.accuracy = metrics.accuracy;
  event.confusion = metrics.confusion;
  const auto labels = context().data.examples(Split::kTest).labels;
  event.labels.assign(labels.begin(), labels.end());
  for (const Classification& judgement : evaluation_->classifications()) {
    event.predictions.push_back(judgement.prediction);
    event.probabilities.push_back(judgement.probability);
  }
  return event;
}

}  // namespace inkling
