#include "cli/code_command.h"

#include <cstdio>

#include "cli/files.h"
#include "code/keras_program.h"
#include "code/pytorch_program.h"
#include "code/read_program.h"
#include "nn/settings.h"

namespace inkling {
namespace {

const char* words_for(ProgramFinding::Kind kind) {
  using Kind = ProgramFinding::Kind;
  switch (kind) {
    case Kind::kFramework:
      return "programs for Keras can be read";
    case Kind::kSyntax:
      return "not valid Python: look for a missing comma, bracket or quote";
    case Kind::kStatement:
      return "not understood";
    case Kind::kBlock:
      return "what is in it may happen several times or never; it was read as once";
    case Kind::kDataset:
      return "another data set than MNIST";
    case Kind::kTrainingData:
      return "does not learn from the first of MNIST's training images, as is done here";
    case Kind::kPixels:
      return "pixels are from 0 to 1 here";
    case Kind::kModel:
      return "one model can be read, whose layers follow one another";
    case Kind::kLayer:
      return "there is no such layer here, or not at this place";
    case Kind::kMisspelt:
      return "Python tells small and capital letters apart";
    case Kind::kUnits:
      return "a layer has 1 to 1024 units here, and the network up to 2,000,000 parameters";
    case Kind::kActivation:
      return "all hidden layers have the same activation here: relu, sigmoid or tanh";
    case Kind::kDropout:
      return "all hidden layers are followed by the same dropout here, up to 0.9";
    case Kind::kRegularizer:
      return "all layers have the same L2 here, up to 1";
    case Kind::kOutput:
      return "the network ends with 10 units and one softmax here";
    case Kind::kOptimizer:
      return "the optimizers are SGD, SGD with momentum 0.9, RMSprop and Adam";
    case Kind::kSchedule:
      return "the learning rate is constant here, or goes to zero along a cosine in all steps";
    case Kind::kLoss:
      return "the loss is cross-entropy here, sparse for digits and categorical for one-hot labels";
    case Kind::kCallback:
      return "there are no callbacks here";
    case Kind::kArgument:
      return "not known here, or has another value than here";
    case Kind::kRange:
      return "outside of what is possible here";
    case Kind::kUnknown:
      return "the program does not tell this value";
    case Kind::kMissing:
      return "is missing";
    case Kind::kTooLong:
      return "the program is too long";
  }
  return "";
}

// Prints the settings that differ from the defaults, as options of `train`. An optimizer that is
// named brings its own learning rate.
void print_as_options(const Settings& settings) {
  Settings usual;
  usual.learning_rate = default_learning_rate(settings.optimizer);
  for (const SettingInfo& info : setting_table()) {
    const std::string text = setting_text(settings, info);
    if (text == setting_text(usual, info)) continue;
    std::printf("%s %s\n", option_name(info).c_str(), text.empty() ? "\"\"" : text.c_str());
  }
}

Status read_program_file(const Options& options) {
  if (options.given.size() > 1) {
    return Error{ErrorCode::kInvalidParams, "--read takes all settings from the program."};
  }
  const Result<Bytes> file = read_file(options.program);
  if (!file) return file.error();
  const ReadProgram read =
      read_keras_program({reinterpret_cast<const char*>(file->data()), file->size()});
  if (read.is_taken) print_as_options(read.settings);
  for (const ProgramFinding& finding : read.findings) {
    const std::string instead = finding.instead.empty() ? "" : "; taken: " + finding.instead;
    std::fprintf(stderr, "%s:%d: %s: %s%s\n", options.program.c_str(), finding.line,
                 finding.piece.c_str(), words_for(finding.kind), instead.c_str());
  }
  if (!read.is_taken) {
    return Error{ErrorCode::kInvalidParams,
                 "Nothing was taken of the program. Those for Keras can be read: models made by "
                 "Sequential() or Model(), with compile() and fit()."};
  }
  return Nothing{};
}

}  // namespace

Status code_command(const Options& options) {
  if (!options.program.empty()) return read_program_file(options);
  Settings settings;
  if (const Status set = set_settings(settings, options.settings); !set) return set;
  const Program program =
      options.framework == "pytorch" ? pytorch_program(settings) : keras_program(settings);
  const bool as_notebook = options.framework == "notebook";
  std::fputs((as_notebook ? notebook_of(program) + "\n" : text_of(program)).c_str(), stdout);
  return Nothing{};
}

}  // namespace inkling
