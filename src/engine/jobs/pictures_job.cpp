#include "engine/jobs/pictures_job.h"

#include <algorithm>
#include <utility>

namespace inkling {
namespace {

// Returns how many training images there must be, from the first one on, to send these.
int training_images_of(const PicturesCommand& command) {
  if (command.split == Split::kTest || command.indices.empty()) return 0;
  const int last = *std::max_element(command.indices.begin(), command.indices.end());
  return last == kAllImages ? kAllImages : std::max(last + 1, 0);
}

}  // namespace

PicturesJob::PicturesJob(const EngineContext& context, RequestId request,
                         const PicturesCommand& command)
    : Job(context, request,
          {.kind = command.use == PicturesFor::kGallery ? Kind::kGalleryPictures
                                                        : Kind::kLessonPictures,
           .priority = Priority::kBesideRun,
           .need = {.training_images = training_images_of(command)}}),
      command_(command) {}

void PicturesJob::step(double) {
  const Examples all = context().data.examples(command_.split);
  PicturesEvent event;
  event.use = command_.use;
  event.split = command_.split;
  for (const int index : command_.indices) {
    if (index < 0 || index >= all.count()) continue;
    const auto picture = all.picture(index);
    event.indices.push_back(index);
    event.pixels.insert(event.pixels.end(), picture.begin(), picture.end());
    event.labels.push_back(all.labels[static_cast<std::size_t>(index)]);
  }
  answer(std::move(event));
}

TestPicturesJob::TestPicturesJob(const EngineContext& context, RequestId request)
    : Job(context, request,
          {.kind = Kind::kTestPictures,
           .priority = Priority::kAtOnce,
           .need = {.test = DataNeed::Test::kFirst},
           .shared = true}) {}

void TestPicturesJob::step(double) {
  const Examples test = context().data.examples(Split::kTest);
  const Examples first = test.part(0, std::min(test.count(), kTestSampleImages));
  answer(TestPicturesEvent{.pixels = {first.pixels.begin(), first.pixels.end()},
                           .labels = {first.labels.begin(), first.labels.end()}});
}

}  // namespace inkling
