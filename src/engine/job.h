// A Job is a piece of work that a command asks for, beside training. It is done a few milliseconds
// at a time, and over when it has answered.
#pragma once

#include <utility>

#include "engine/data_loader.h"
#include "engine/engine_context.h"
#include "engine/outbox.h"
#include "engine/protocol.h"

namespace inkling {

class Job {
 public:
  // Among jobs of one priority, those that are named first have their turns first: they are done
  // soon.
  enum class Kind {
    kLoadData,
    kTestPictures,
    kEvaluate,
    kImport,
    kReadForHost,
    kReadForVisitor,
    kReadForCamera,
    kSpeed,
    kGalleryPictures,
    kLessonPictures,
    kNeighbours,
    kMap,
    kExperiment,
  };

  // A priority says when a job has its turn; those that are named first have theirs first.
  enum class Priority {
    // The job takes no time: it runs as soon as its data is there, whatever goes on.
    kAtOnce,
    kBeforeRun,    // A training run stands still until the job is over.
    kBetweenRuns,  // The job runs only while no training run is under way.
    kBesideRun,    // The job runs after every slice of training.
  };

  struct Traits {
    Kind kind;
    Priority priority;
    DataNeed need;
    // If true, one result answers everybody who asks for this kind of job. If not, a newer job
    // supersedes an older one of its kind.
    bool shared = false;
    // If true, the job waits on when its data could not be had, until somebody asks for data again.
    // If not, the failure is its answer.
    bool outlasts_failure = false;
  };

  Job(const EngineContext& context, RequestId request, Traits traits)
      : context_(context), traits_(traits), requests_{request} {}
  virtual ~Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  const Traits& traits() const { return traits_; }
  bool over() const { return requests_.empty(); }
  bool has_data() const { return context_.data.has(traits_.need); }
  bool has_work() const { return has_data() && !idle(); }

  // Goes on until the work is done or the clock says `until_ms`; a single indivisible step may take
  // longer. It is called only while there is work.
  virtual void step(double until_ms) = 0;
  // Returns whether there is nothing to do until something else has changed.
  virtual bool idle() const { return false; }
  // Returns whether a newer job of the same kind supersedes this one. One that does not give way is
  // finished first.
  virtual bool gives_way() const { return true; }

  // Lets an older job of the same kind answer what this one would have answered. This job is over
  // then.
  void hand_over_to(Job& older) {
    older.requests_.insert(older.requests_.end(), requests_.begin(), requests_.end());
    requests_.clear();
  }
  void supersede() { answer(SupersededEvent{}); }
  virtual void fail(const ErrorEvent& failure) { answer(failure); }

 protected:
  const EngineContext& context() const { return context_; }
  // Sends an event that does not answer yet. A shared job must not.
  void tell(Event event) { context_.outbox.tell(std::move(event), requests_.front()); }
  // Ends the job.
  void answer(const Event& event) { context_.outbox.answer(requests_, event); }

 private:
  const EngineContext& context_;
  Traits traits_;
  Requests requests_;  // They wait for an answer.
};

}  // namespace inkling
