#include "engine/session.h"

#include <memory>
#include <utility>
#include <variant>

#include "engine/jobs/evaluate_job.h"
#include "engine/jobs/experiment_job.h"
#include "engine/jobs/import_job.h"
#include "engine/jobs/load_data_job.h"
#include "engine/jobs/map_job.h"
#include "engine/jobs/neighbours_job.h"
#include "engine/jobs/pictures_job.h"
#include "engine/jobs/read_picture_job.h"
#include "engine/jobs/speed_job.h"

namespace inkling {
namespace {

// A run or a job goes on for so long before others have their turn, and commands are looked for.
// With the longest single step of the trainer, work() stays well below the tenth of a second in
// which a pause must be answered.
constexpr double kSliceMs = 8;

// While the network changes, the page gets its weights so often.
constexpr double kWeightsIntervalMs = 120;

}  // namespace

Session::Session(SessionHost host)
    : host_(std::move(host)),
      outbox_(host_.send),
      data_({.fetch = host_.fetch,
             .report = [this](const LoadingEvent& event) { outbox_.tell(event); }}),
      context_{.data = data_,
               .model = model_,
               .outbox = outbox_,
               .now_ms = host_.now_ms,
               .kernel_sets = host_.kernel_sets,
               .pool = host_.pool},
      jobs_(context_),
      training_(context_, jobs_) {
  outbox_.tell(ReadyEvent{.kernel = kernels().name,
                          .threads = host_.pool != nullptr ? host_.pool->threads() : 1});
  context_.tell_weights();
}

// ---- Commands -----------------------------------------------------------------------------------

template <class NewJob, class... Arguments>
void Session::add_job(RequestId request, const Arguments&... arguments) {
  jobs_.add(std::make_unique<NewJob>(context_, request, arguments...));
}

void Session::receive(const EngineRequest& request) {
  struct Visitor {
    Session& self;
    RequestId id;
    void operator()(const LoadDataCommand&) { self.add_job<LoadDataJob>(id); }
    void operator()(const TrainCommand& command) { self.training_.train(id, command); }
    void operator()(const PauseCommand&) { self.training_.pause(id); }
    void operator()(const ResumeCommand& command) { self.training_.resume(id, command); }
    void operator()(const StopCommand&) { self.training_.stop(id); }
    void operator()(const ResetCommand& command) { self.training_.reset(id, command); }
    void operator()(const SetWeightsCommand& command) { self.training_.set_weights(id, command); }
    void operator()(const TeachCommand& command) { self.training_.teach(id, command); }
    void operator()(const TestPicturesCommand&) { self.add_job<TestPicturesJob>(id); }
    void operator()(const PicturesCommand& command) { self.add_job<PicturesJob>(id, command); }
    void operator()(const NeighboursCommand& command) { self.find_neighbours(id, command); }
    void operator()(const MapCommand& command) { self.show_map(id, command.wanted); }
    void operator()(const ExperimentCommand& command) { self.experiment(id, command); }
    void operator()(const ImportCommand& command) { self.import_files(id, command); }
    void operator()(const ReadPictureCommand& command) { self.read_picture(id, command); }
    void operator()(const UseDataCommand& command) { self.use_data(id, command); }
    void operator()(const EvaluateCommand&) { self.add_job<EvaluateJob>(id); }
    void operator()(const MeasureSpeedCommand& command) { self.add_job<SpeedJob>(id, command); }
  };
  std::visit(Visitor{*this, request.id}, request.command);
  jobs_.step_each(Job::Priority::kAtOnce, kSliceMs);
}

void Session::import_files(RequestId request, const ImportCommand& command) {
  if (auto own = ImportJob::own(command)) return outbox_.answer(request, *std::move(own));
  const Result<ForeignNetworks> networks = ImportJob::read(command);
  if (!networks) return outbox_.refuse(request, networks.error());
  add_job<ImportJob>(request, *networks, command);
}

void Session::read_picture(RequestId request, const ReadPictureCommand& command) {
  if (ReadPictureJob::is_valid(command)) {
    add_job<ReadPictureJob>(request, command);
  } else {
    outbox_.refuse(request, ErrorCode::kBadPicture, "A picture takes four bytes for each pixel.");
  }
}

void Session::find_neighbours(RequestId request, const NeighboursCommand& command) {
  if (NeighboursJob::is_valid(command)) {
    add_job<NeighboursJob>(request, command);
  } else {
    outbox_.refuse(request, ErrorCode::kInvalidParams, "A search takes one picture of 784 pixels.");
  }
}

void Session::show_map(RequestId request, bool wanted) {
  jobs_.supersede(Job::Kind::kMap);
  if (wanted) {
    jobs_.add(std::make_unique<MapJob>(
        context_, request, [this] { return training_.run_goes_on(); }, map_));
  } else {
    outbox_.answer(request, DoneEvent{});
  }
}

void Session::experiment(RequestId request, const ExperimentCommand& command) {
  jobs_.supersede(Job::Kind::kExperiment);
  if (command.arms.size() != 2) {
    outbox_.answer(request, DoneEvent{});
  } else if (training_.run_under_way()) {
    outbox_.refuse_while_training(request);
  } else {
    add_job<ExperimentJob>(request, command);
  }
}

// ---- Data ---------------------------------------------------------------------------------------

void Session::add_data_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  // A set that was read before and not used makes room.
  read_set_.reset();
  set_reader_.add(path, bytes);
}

void Session::end_data_files(const std::string& name) {
  Result<ImageSet> set = std::exchange(set_reader_, {}).finish();
  if (!set) {
    const Error& error = set.error();
    outbox_.tell(ErrorEvent{.code = error.code, .message = error.message, .file = error.subject});
    return;
  }
  read_set_ = *std::move(set);
  outbox_.tell(DataSetEvent{.file = name,
                            .train_images = read_set_->train.count(),
                            .test_images = read_set_->test.count(),
                            .names = read_set_->names,
                            .known = read_set_->known,
                            .changes = read_set_->changes});
}

void Session::refuse_data_files(const std::string& reason) {
  set_reader_ = {};
  outbox_.tell(ErrorEvent{.code = ErrorCode::kDataSet,
                          .message = "The files of this data set cannot be read.",
                          .file = reason});
}

void Session::use_data(RequestId request, const UseDataCommand& command) {
  if (command.own && !read_set_ && !data_.has_own()) {
    return outbox_.refuse(request, ErrorCode::kInvalidParams, "No data set has been read.");
  }
  // None of them may go on with examples that are no more, or with classes that are others.
  training_.end_run();
  jobs_.supersede_all();
  map_.reset();
  if (!command.own) {
    data_.use_site();
  } else if (read_set_) {
    ImageSet set = *std::exchange(read_set_, std::nullopt);
    data_.use_own(Dataset({std::move(set.train.pixels), std::move(set.train.labels)},
                          {std::move(set.test.pixels), std::move(set.test.labels)},
                          static_cast<int>(set.names.size())));
  }
  if (command.own && command.turned) data_.turn_own();
  training_.use_classes(request, command.settings, data_.traits().classes);
}

void Session::fetched(const std::string& file, std::span<const std::uint8_t> bytes) {
  if (const auto failure = data_.fetched(file, bytes)) return data_failed(failure);
  training_.data_arrived();
  jobs_.step_each(Job::Priority::kAtOnce, kSliceMs);
}

void Session::fetch_progress(const std::string& file, int packed_bytes) {
  data_.fetch_progress(file, packed_bytes);
}

void Session::fetch_stalled(const std::string& file) { data_.fetch_stalled(file); }

void Session::fetch_failed(const std::string& file, const Error& error) {
  data_failed(data_.fetch_failed(file, error));
}

void Session::data_failed(const std::optional<ErrorEvent>& failure) {
  if (!failure) return;
  outbox_.tell(*failure);
  jobs_.data_failed(*failure);
  training_.data_failed(*failure);
}

// ---- Work ---------------------------------------------------------------------------------------

bool Session::work() {
  const double until_ms = host_.now_ms() + kSliceMs;
  training_.begin_next_run();
  if (!jobs_.step_first(Job::Priority::kBeforeRun, until_ms)) {
    if (training_.run_under_way()) {
      training_.step(until_ms);
    } else {
      jobs_.step_first(Job::Priority::kBetweenRuns, until_ms);
    }
  }
  jobs_.step_each(Job::Priority::kBesideRun, kSliceMs);

  const bool more = has_work();
  const bool due = !more || host_.now_ms() - model_.taken_ms() >= kWeightsIntervalMs;
  if (model_.has_unsent_steps() && due) context_.tell_weights();
  return more;
}

bool Session::has_work() const {
  return training_.has_work() || jobs_.has_work(Job::Priority::kBeforeRun) ||
         jobs_.has_work(Job::Priority::kBesideRun) ||
         (!training_.run_under_way() && jobs_.has_work(Job::Priority::kBetweenRuns));
}

}  // namespace inkling
