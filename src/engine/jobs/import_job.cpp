#include "engine/jobs/import_job.h"

#include <algorithm>

#include "model/foreign/foreign_file.h"
#include "model/model_file.h"

namespace inkling {
namespace {

constexpr int kTriedImages = 1000;

std::optional<PixelScaling> chosen_scaling(const ImportCommand& command) {
  if (!command.scaling_chosen) return std::nullopt;
  return command.scaling;
}

ImportedEvent event_of(const std::string& format, const Network<float>& network,
                       const Findings& findings) {
  const auto parameters = network.parameters();
  return {.format = format,
          .layers = network.shape().layers,
          .activation = network.shape().activation,
          .parameters = {parameters.begin(), parameters.end()},
          .findings = findings};
}

}  // namespace

std::optional<ImportedEvent> ImportJob::own(const ImportCommand& command) {
  if (command.files.size() != 1 || !is_own_file(command.files[0].bytes)) return std::nullopt;
  const Result<Network<float>> network = read_model_file(command.files[0].bytes, command.classes);
  if (!network) return std::nullopt;
  return event_of(kOwnFormat, *network, {});
}

Result<ForeignNetworks> ImportJob::read(const ImportCommand& command) {
  std::vector<ForeignFile> files;
  for (const ImportCommand::File& file : command.files) files.push_back({file.name, file.bytes});
  const Result<ForeignLayers> layers = read_foreign_layers(files);
  if (!layers) return layers.error();
  return fold_all(*layers, command.classes);
}

ImportJob::ImportJob(const EngineContext& context, RequestId request,
                     const ForeignNetworks& networks, const ImportCommand& command)
    : Job(context, request,
          {.kind = Kind::kImport,
           .priority = Priority::kBeforeRun,
           .need = {.training_images = kTriedImages, .test = DataNeed::Test::kNone}}),
      format_(networks.format),
      search_(networks, chosen_scaling(command)) {}

void ImportJob::step(double until_ms) {
  const Examples examples = context().data.examples(Split::kTrain);
  const auto count = static_cast<std::size_t>(std::min(kTriedImages, examples.count()));
  const Examples tried = {examples.pixels.first(count * kPixels), examples.labels.first(count)};
  while (context().now_ms() < until_ms) {
    if (!search_.advance(tried)) return tell_found();
  }
}

void ImportJob::fail(const ErrorEvent& /*failure*/) { tell_found(); }

void ImportJob::tell_found() {
  const FoundNetwork found = search_.finish();
  answer(event_of(format_, found.network, found.findings));
}

}  // namespace inkling
