#include "cli/commands.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <thread>

#include "base/team.h"
#include "base/whole_number.h"
#include "cli/arguments.h"
#include "cli/confusion.h"
#include "cli/drawings.h"
#include "cli/files.h"
#include "cli/ink_report.h"
#include "data/augment.h"
#include "data/ink.h"
#include "math/gemm.h"
#include "math/kernels/kernel_set.h"
#include "model/model_file.h"
#include "model/safetensors.h"
#include "nn/metrics.h"
#include "nn/settings.h"
#include "nn/teaching.h"
#include "nn/trainer.h"

namespace inkling {
namespace {

constexpr const char* kDefaultData = "build/site/assets/mnist";
constexpr const char* kDefaultModel = "model.safetensors";

// Either nothing more to do, or what to tell the user before leaving with code 2.
using Outcome = Status;

struct Command {
  const char* name;
  const char* usage;
  const char* help;
  std::vector<std::string> options;
  Outcome (*run)(const Arguments&);
};

std::string option_or(const Arguments& arguments, const char* name, const char* fallback) {
  const auto found = arguments.options.find(name);
  return found == arguments.options.end() ? fallback : found->second;
}

std::string option_name(const SettingInfo& info) {
  std::string name = std::string("--") + info.name;
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

Examples examples_of(const Dataset& dataset, Split split) {
  const auto count = static_cast<std::size_t>(dataset.ready(split));
  return {dataset.pixels(split).first(count * kPixels), dataset.labels(split).first(count)};
}

Error wrong_arguments(const std::string& what) { return {ErrorCode::kInvalidParams, what}; }

// A whole number from 0 to `most`; 0 where the option is not given.
Result<int> count_option(const Arguments& arguments, const char* name, int most) {
  const std::optional<int> count = whole_number(option_or(arguments, name, "0"), 0, most);
  if (count) return *count;
  return wrong_arguments(std::string(name) + " must be a whole number from 0 to " +
                         std::to_string(most) + ".");
}

struct NumberOption {
  const char* name;
  const char* fallback;
  float least;
  float most;
  const char* wanted;
};

Result<float> number_option(const Arguments& arguments, const NumberOption& option) {
  const std::string text = option_or(arguments, option.name, option.fallback);
  char* end = nullptr;
  const float value = std::strtof(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(value >= option.least && value <= option.most)) {
    return wrong_arguments(std::string(option.name) + " must be a number from " + option.wanted +
                           ".");
  }
  return value;
}

// ---- train --------------------------------------------------------------------------------------

void show_progress(const Trainer& trainer, int epochs, double images_per_second) {
  constexpr int kWidth = 30;
  const int per_epoch = trainer.steps_per_epoch();
  const int step = (trainer.step() - 1) % per_epoch + 1;
  const int filled = step * kWidth / per_epoch;
  const std::string bar = std::string(filled, '=') + std::string(kWidth - filled, '.');
  std::printf("\rEpoch %d/%d [%s] %d/%d  loss %.4f  accuracy %.2f %%  %.0f images/s ",
              (trainer.step() - 1) / per_epoch + 1, epochs, bar.c_str(), step, per_epoch,
              trainer.epoch_totals().mean_loss(), 100 * trainer.epoch_totals().accuracy(),
              images_per_second);
  std::fflush(stdout);
}

std::optional<Precision> precision_of(const std::string& name) {
  if (name == "float32") return Precision::kFloat32;
  if (name == "int8") return Precision::kInt8;
  if (name == "int5") return Precision::kInt5;
  return std::nullopt;
}

// What the file tells of how it was made: all options that were given, and the kernels.
std::map<std::string, std::string> notes_on(const Arguments& arguments) {
  std::map<std::string, std::string> notes = {
      {"kernels", std::string(kernels().name) + ", native; dense products by Eigen"}};
  for (const auto& [name, value] : arguments.options) {
    if (name != "--data" && name != "--out") notes[name.substr(2)] = value;
  }
  return notes;
}

Error diverged(const Trainer& trainer) {
  return {ErrorCode::kDiverged,
          "The loss grew without bound in step " + std::to_string(trainer.step() + 1) + "."};
}

Outcome train(const Arguments& arguments) {
  if (!arguments.files.empty()) return wrong_arguments("train takes options only.");
  Settings settings;
  const bool rate_given = arguments.options.contains("--learning-rate");
  for (const SettingInfo& info : setting_table()) {
    const auto given = arguments.options.find(option_name(info));
    if (given == arguments.options.end()) continue;
    const Status set = set_setting(settings, info, given->second);
    if (!set) return set;
  }
  if (!rate_given) settings.learning_rate = default_learning_rate(settings.optimizer);

  const std::string precision_name = option_or(arguments, "--precision", "float32");
  const auto precision = precision_of(precision_name);
  if (!precision) return wrong_arguments("--precision must be float32, int8 or int5.");

  const Result<float> temperature =
      number_option(arguments, {"--temperature", "1", 0.1f, 10, "0.1 to 10"});
  if (!temperature) return temperature.error();
  const Result<float> pruned = number_option(arguments, {"--prune", "0", 0, 0.99f, "0 to 0.99"});
  if (!pruned) return pruned.error();

  const Result<Dataset> dataset = load_dataset(option_or(arguments, "--data", kDefaultData));
  if (!dataset) return dataset.error();
  const Examples training = examples_of(*dataset, Split::kTrain);
  settings.train_images = std::min(settings.train_images, training.count());
  const Result<int> held_out = count_option(arguments, "--hold-out", settings.train_images - 1);
  if (!held_out) return held_out.error();
  settings.train_images -= *held_out;

  Network<float> network(settings.shape());
  network.initialise(settings.seed);
  Team team(std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
  Trainer trainer(network, settings, dataset->block(Split::kTrain), &team);
  if (settings.augment) trainer.augment_with(augment);
  trainer.prune_to(*pruned);
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  const auto start = std::chrono::steady_clock::now();
  for (Trainer::Outcome outcome = Trainer::Outcome::kStep;
       outcome != Trainer::Outcome::kFinished;) {
    outcome = trainer.advance(training);
    if (outcome == Trainer::Outcome::kDiverged) {
      Error error = diverged(trainer);
      error.message += " Use a smaller --learning-rate.";
      return error;
    }
    const bool epoch_over =
        outcome == Trainer::Outcome::kEpoch || outcome == Trainer::Outcome::kFinished;
    const bool step_over = epoch_over || outcome == Trainer::Outcome::kStep;
    if (epoch_over || (terminal && step_over && trainer.step() % 20 == 0)) {
      const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
      const double images =
          static_cast<double>(settings.train_images) * trainer.step() / trainer.steps_per_epoch();
      show_progress(trainer, settings.epochs, images / elapsed.count());
      if (epoch_over) std::printf("\n");
    }
  }

  trainer.publish();
  temper(network, *temperature);
  const bool validate = *held_out > 0;
  const Metrics metrics =
      evaluate(network, validate ? training.part(settings.train_images, *held_out)
                                 : examples_of(*dataset, Split::kTest));
  std::printf("%s loss %.4f, %s accuracy %.2f %%\n", validate ? "Validation" : "Test", metrics.loss,
              validate ? "validation" : "test", 100 * metrics.accuracy);
  const std::string path = option_or(arguments, "--out", kDefaultModel);
  const Status written = write_file(path, to_safetensors(network, *precision, notes_on(arguments)));
  if (written) std::printf("Saved as %s\n", path.c_str());
  return written;
}

// ---- evaluate, predict --------------------------------------------------------------------------

Result<Network<float>> load_model(const Arguments& arguments) {
  const std::string path = option_or(arguments, "--model", kDefaultModel);
  const Result<Bytes> file = read_file(path);
  if (!file) {
    return Error{file.error().code, file.error().message +
                                        " Name a model with --model, or make "
                                        "one with 'inkling train'."};
  }
  Result<Network<float>> network = read_model_file(*file);
  if (!network) return Error{network.error().code, path + ": " + network.error().message};
  return network;
}

Outcome evaluate_model(const Arguments& arguments) {
  if (!arguments.files.empty()) return wrong_arguments("evaluate takes options only.");
  const Result<Network<float>> network = load_model(arguments);
  if (!network) return network.error();
  const Result<Dataset> dataset = load_dataset(option_or(arguments, "--data", kDefaultData));
  if (!dataset) return dataset.error();
  const Metrics metrics = evaluate(*network, examples_of(*dataset, Split::kTest));
  std::printf("Test loss %.4f, test accuracy %.2f %%\n\n", metrics.loss, 100 * metrics.accuracy);
  print_confusion(metrics.confusion);
  return Nothing{};
}

Outcome predict_file(const Arguments& arguments) {
  if (arguments.files.size() != 1) return wrong_arguments("predict takes one file.");
  const auto drawings = load_drawings(arguments.files.front());
  if (!drawings) return drawings.error();
  const Result<Network<float>> network = load_model(arguments);
  if (!network) return network.error();

  int labelled = 0;
  int correct = 0;
  for (const LabelledDrawing& item : *drawings) {
    if (is_empty(item.drawing)) {
      std::printf("nothing drawn\n");
      continue;
    }
    const auto probabilities = predict(*network, picture_of(item.drawing));
    const int digit = most_likely(probabilities);
    std::printf("%d  %5.1f %%", digit, 100 * probabilities[digit]);
    if (item.label) {
      ++labelled;
      correct += digit == *item.label ? 1 : 0;
      std::printf("  %s %d", digit == *item.label ? "is" : "but is", *item.label);
    }
    std::printf("\n");
  }
  if (labelled > 0) {
    std::printf("%d of %d read rightly: %.2f %%\n", correct, labelled, 100.0 * correct / labelled);
  }
  return Nothing{};
}

// ---- ink-eval -----------------------------------------------------------------------------------

Outcome evaluate_ink(const Arguments& arguments) {
  if (arguments.files.size() != 1) return wrong_arguments("ink-eval takes one file.");
  const auto drawings = load_drawings(arguments.files.front());
  if (!drawings) return drawings.error();
  const Result<Network<float>> network = load_model(arguments);
  if (!network) return network.error();
  const InkReport report = read_all(*network, *drawings);
  if (report.count + report.others == 0) {
    return wrong_arguments(arguments.files.front() + " has nothing drawn in it.");
  }
  print(report);
  const std::string sheet = option_or(arguments, "--sheet", "");
  if (sheet.empty() || report.misread.empty()) return Nothing{};
  const Status written = write_file(sheet, contact_sheet(report));
  if (written)
    std::printf("The misread ones are in %s, row by row in this order.\n", sheet.c_str());
  return written;
}

// ---- teach --------------------------------------------------------------------------------------

Outcome teach(const Arguments& arguments) {
  if (arguments.files.size() != 1) return wrong_arguments("teach takes one file.");
  const auto drawings = load_drawings(arguments.files.front());
  if (!drawings) return drawings.error();
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;
  for (const LabelledDrawing& item : *drawings) {
    if (!item.label || *item.label < 0 || *item.label >= kDigits || is_empty(item.drawing))
      continue;
    const Picture picture = picture_of(item.drawing);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
    labels.push_back(static_cast<std::uint8_t>(*item.label));
  }
  if (labels.empty()) {
    return wrong_arguments(arguments.files.front() + " has no drawing with a label.");
  }
  Result<Network<float>> network = load_model(arguments);
  if (!network) return network.error();
  const Result<Dataset> dataset = load_dataset(option_or(arguments, "--data", kDefaultData));
  if (!dataset) return dataset.error();

  const Examples others = examples_of(*dataset, Split::kTrain);
  Settings settings = teaching_settings(*network);
  settings.train_images = std::min(settings.train_images, others.count());
  const int own = static_cast<int>(labels.size());
  Trainer trainer(*network, settings, settings.train_images * 2);
  trainer.augment_with(augment);
  trainer.freeze_pruned();
  trainer.mix_in({pixels, labels}, teaching_copies(own, settings.train_images), augment_own);
  const auto start = std::chrono::steady_clock::now();
  for (auto outcome = Trainer::Outcome::kStep; outcome != Trainer::Outcome::kFinished;) {
    outcome = trainer.advance(others);
    if (outcome == Trainer::Outcome::kDiverged) return diverged(trainer);
  }
  trainer.publish();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("Learned %d drawings in %.1f s\n", own, elapsed.count());
  const std::string path = option_or(arguments, "--out", kDefaultModel);
  const Status written = write_file(path, to_safetensors(*network));
  if (written) std::printf("Saved as %s\n", path.c_str());
  return written;
}

Outcome pack(const Arguments& arguments) {
  if (arguments.files.size() != 2) return wrong_arguments("pack takes two folders.");
  return pack_dataset(arguments.files[0], arguments.files[1]);
}

// ---- the table of commands ----------------------------------------------------------------------

std::vector<Command> commands() {
  std::vector<std::string> train_options = {
      "--data", "--out", "--hold-out", "--precision", "--commit", "--temperature", "--prune"};
  for (const SettingInfo& info : setting_table()) train_options.push_back(option_name(info));
  return {
      {"train", "train [options]",
       "Train a network, print its test loss and accuracy, and save it.", train_options, train},
      {"evaluate",
       "evaluate [options]",
       "Measure a saved network on the test images; print the confusion matrix.",
       {"--data", "--model"},
       evaluate_model},
      {"predict",
       "predict [options] FILE.json",
       "Read drawings: {\"strokes\": [[[x, y], ...], ...]}, the strokes alone, or a list of such\n"
       "objects, where \"label\" may tell the right answer.",
       {"--model"},
       predict_file},
      {"ink-eval",
       "ink-eval [options] FILE.json",
       "Read labelled drawings, and report accuracy, calibration and what is confused with what.\n"
       "Drawings without a label are no digits: how many are called that?",
       {"--model", "--sheet"},
       evaluate_ink},
      {"teach",
       "teach [options] FILE.json",
       "Let a saved network learn somebody's labelled drawings, and save it.",
       {"--data", "--model", "--out"},
       teach},
      {"pack",
       "pack FROM TO",
       "Turn MNIST's four IDX files into the gzip shards and the manifest of the site.",
       {},
       pack},
  };
}

void print_options(const Command& command) {
  const auto print = [](const std::string& name, const std::string& help) {
    std::printf("  %-18s %s\n", name.c_str(), help.c_str());
  };
  const Settings defaults;
  for (const std::string& option : command.options) {
    if (option == "--data")
      print(option, std::string("folder of the data set; default ") + kDefaultData);
    if (option == "--model")
      print(option, std::string("a saved network; default ") + kDefaultModel);
    if (option == "--hold-out")
      print(option, "training images to keep aside and measure with, not the test set; default 0");
    if (option == "--precision")
      print(
          option,
          "of the saved weights: float32; int8, a quarter of the size; or int5, which packs into\n"
          "                     fewer bytes; default float32");
    if (option == "--temperature")
      print(option, "what to divide the logits by after training; default 1");
    if (option == "--prune")
      print(option, "the share of weights to end as zero, but in the last layer; default 0");
    if (option == "--commit")
      print(option, "a note for the saved file: of which source it was made");
    if (option == "--sheet") print(option, "a PNG file to be made of the misread drawings");
    if (option == "--out") print(option, std::string("where to save it; default ") + kDefaultModel);
    if (const SettingInfo* info = find_setting(option.substr(2))) {
      std::string help = info->help;
      for (std::size_t i = 0; i < info->choices.size(); ++i) {
        help += (i == 0 ? ": " : ", ") + std::string(info->choices[i]);
      }
      print(option, help + "; default " + setting_text(defaults, *info));
    }
  }
}

void print_overview() {
  std::printf("inkling: a neural network that learns handwriting\n\n");
  for (const Command& command : commands()) {
    std::printf("inkling %s\n    %s\n", command.usage, command.help);
  }
  std::printf("\n'inkling COMMAND --help' lists the options of a command.\n");
}

int fail(const std::string& message) {
  std::fprintf(stderr, "inkling: %s\n", message.c_str());
  return 2;
}

}  // namespace

int run_command_line(const std::vector<std::string>& words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    print_overview();
    return words.empty() ? 2 : 0;
  }
  for (const Command& command : commands()) {
    if (words[0] != command.name) continue;
    const auto arguments = parse_arguments({words.begin() + 1, words.end()}, command.options);
    if (!arguments) return fail(arguments.error().message);
    if (arguments->help) {
      std::printf("inkling %s\n\n%s\n\n", command.usage, command.help);
      print_options(command);
      return 0;
    }
    const Outcome outcome = command.run(*arguments);
    return outcome ? 0 : fail(outcome.error().message);
  }
  return fail("There is no command " + words[0] + ". 'inkling --help' lists them.");
}

}  // namespace inkling
