#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "cli/code_command.h"
#include "cli/confusion.h"
#include "cli/drawings.h"
#include "cli/files.h"
#include "cli/held_out.h"
#include "cli/ink_report.h"
#include "cli/inputs.h"
#include "cli/options.h"
#include "cli/read_picture_command.h"
#include "cli/together_command.h"
#include "cli/train_command.h"
#include "data/ink.h"
#include "nn/metrics.h"
#include "nn/settings.h"

namespace inkling {
namespace {

Status evaluate_command(const Options& options) {
  const Result<Network<float>> network = load_model(options);
  if (!network) return network.error();
  const Result<Dataset> dataset = load_dataset(options.data);
  if (!dataset) return dataset.error();
  if (options.hold_out > 0) {
    const Examples training = examples_of(*dataset, Split::kTrain);
    const int held_out = std::min(options.hold_out, training.count());
    print_held_out(*network, training.part(training.count() - held_out, held_out));
    return Nothing{};
  }
  const Metrics metrics = evaluate(*network, examples_of(*dataset, Split::kTest));
  std::printf("Test loss %.4f, test accuracy %.2f %%\n\n", metrics.loss, 100 * metrics.accuracy);
  print_confusion(metrics.confusion);
  return Nothing{};
}

Status predict_command(const Options& options) {
  const auto drawings = load_drawings(options.drawings);
  if (!drawings) return drawings.error();
  const Result<Network<float>> network = load_model(options);
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

Status ink_command(const Options& options) {
  auto drawings = load_drawings(options.drawings);
  if (!drawings) return drawings.error();
  const Result<Network<float>> network = load_model(options);
  if (!network) return network.error();
  for (LabelledDrawing& item : *drawings) {
    item.drawing = turned(std::move(item.drawing), options.turn);
  }
  const InkReport report = read_all(*network, *drawings);
  if (report.count + report.others == 0) {
    return Error{ErrorCode::kInvalidParams, options.drawings + " has nothing drawn in it."};
  }
  print(report);
  if (options.sheet.empty() || report.misread.empty()) return Nothing{};
  const Status written = write_file(options.sheet, contact_sheet(report));
  if (written)
    std::printf("The misread ones are in %s, row by row in this order.\n", options.sheet.c_str());
  return written;
}

Status pack_command(const Options& options) { return pack_dataset(options.from, options.to); }

// ---- The words of the command line --------------------------------------------------------------

struct Command {
  CLI::App* words;
  Status (*run)(const Options&);
};

std::string help_on(const SettingInfo& info) {
  std::string help = info.help;
  for (std::size_t i = 0; i < info.choices.size(); ++i) {
    help += (i == 0 ? ": " : ", ") + std::string(info.choices[i]);
  }
  return help + " [" + setting_text(Settings{}, info) + "]";
}

void add_data(CLI::App& words, Options& options) {
  words.add_option("--data", options.data, "The folder of the data set")->capture_default_str();
}
void add_model(CLI::App& words, Options& options) {
  words.add_option("--model", options.model, "A saved network")->capture_default_str();
}
void add_out(CLI::App& words, Options& options) {
  words.add_option("--out", options.out, "Where to save the network")->capture_default_str();
}
void add_drawings(CLI::App& words, Options& options) {
  words.add_option("FILE.json", options.drawings)->required();
}

void add_settings(CLI::App& words, Options& options) {
  for (const SettingInfo& info : setting_table()) {
    words.add_option_function<std::string>(
        option_name(info),
        [&options, &info](const std::string& text) {
          options.settings.emplace_back(info.name, text);
        },
        help_on(info));
  }
}

void add_hold_out(CLI::App& words, Options& options) {
  words
      .add_option(
          "--hold-out", options.hold_out,
          "Measure with so many of the last training images, which training leaves aside, in "
          "place of the test set")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
}

void add_train_options(CLI::App& words, Options& options) {
  add_data(words, options);
  add_out(words, options);
  add_settings(words, options);
  add_hold_out(words, options);
  words
      .add_option(
          "--precision", options.precision,
          "Of the saved weights: float32; int8, a quarter of the size; or int5, which packs "
          "into fewer bytes")
      ->check(CLI::IsMember({"float32", "int8", "int5"}))
      ->capture_default_str();
  words
      .add_option("--temperature", options.temperature,
                  "What the logits are divided by after training")
      ->check(CLI::Range(0.1, 10.0))
      ->capture_default_str();
  words
      .add_option("--prune", options.prune,
                  "The share of weights to end as zero, but in the last layer")
      ->check(CLI::Range(0.0, 0.99))
      ->capture_default_str();
  words.add_flag("--hands", options.hands,
                 "With --augment: draw some images anew with a pen, and other forms of the digits");
  words.add_option("--commit", options.commit,
                   "A note for the saved file: of which source it was made");
}

// Returns what each option of a command was given.
std::map<std::string, std::string> given_to(const CLI::App& words) {
  std::map<std::string, std::string> given;
  for (const CLI::Option* option : words.get_options()) {
    if (option->count() > 0 && !option->get_lnames().empty()) {
      given[option->get_lnames().front()] = option->results().front();
    }
  }
  return given;
}

}  // namespace

std::string option_name(const SettingInfo& info) {
  std::string name = std::string("--") + info.name;
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

int run_command_line(const std::vector<std::string>& words) {
  CLI::App app("inkling: a neural network that learns handwriting", "inkling");
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "Print the help of all commands");
  Options options;
  std::vector<Command> commands;
  const auto add = [&](const char* name, const char* help, auto* run) -> CLI::App& {
    commands.push_back({app.add_subcommand(name, help), run});
    return *commands.back().words;
  };

  add_train_options(
      add("train", "Train a network, print its test loss and accuracy, and save it", train_command),
      options);

  CLI::App& evaluate =
      add("evaluate", "Measure a saved network on the test images; print the confusion matrix",
          evaluate_command);
  add_data(evaluate, options);
  add_model(evaluate, options);
  add_hold_out(evaluate, options);

  CLI::App& predict = add(
      "predict",
      "Read drawings: {\"strokes\": [[[x, y], ...], ...]}, the strokes alone, or a list of such "
      "objects, where \"label\" may tell the right answer",
      predict_command);
  add_model(predict, options);
  add_drawings(predict, options);

  CLI::App& ink = add("ink-eval",
                      "Read labelled drawings, and report accuracy, calibration and what is "
                      "confused with what. Drawings without a label are no digits: how many are "
                      "called that?",
                      ink_command);
  add_model(ink, options);
  ink.add_option("--turn", options.turn,
                 "Degrees by which the drawings are turned first, against the clock")
      ->check(CLI::Range(-180.0, 180.0))
      ->capture_default_str();
  ink.add_option("--sheet", options.sheet, "A PNG file to be made of the misread drawings");
  add_drawings(ink, options);

  CLI::App& read = add("read-picture", "Read the digits in pictures: PNG, JPEG, GIF or BMP",
                       read_picture_command);
  add_model(read, options);
  read.add_option("FILE", options.pictures);
  read.add_flag("--json", options.json, "Print what the page's readPicture answers");
  read.add_option("--steps", options.steps, "A folder for pictures of each step");
  read.add_option(
      "--labels", options.labels,
      "A JSON file beside pictures that tells their digits, {\"file\": \"123\", ...}: how "
      "many are found and read rightly?");

  CLI::App& teach =
      add("teach", "Let a saved network learn somebody's labelled drawings, and save it",
          teach_command);
  add_data(teach, options);
  add_model(teach, options);
  add_out(teach, options);
  add_drawings(teach, options);

  CLI::App& together =
      add("together",
          "Train several networks, each on its own part of the training images, and measure the "
          "mean of their weights and of their answers, epoch by epoch",
          together_command);
  add_data(together, options);
  together.add_option("--networks", options.networks, "How many of them")
      ->check(CLI::Range(2, 100))
      ->capture_default_str();
  add_settings(together, options);

  CLI::App& code = add("code",
                       "Print the settings as a program in Python that trains alike, or read them "
                       "from a program for Keras",
                       code_command);
  code.add_option("--as", options.framework, "What it is for: keras, pytorch, or notebook (Keras)")
      ->check(CLI::IsMember({"keras", "pytorch", "notebook"}))
      ->capture_default_str();
  code.add_option(
      "--read", options.program,
      "A program for Keras: its settings are printed as options, and what is not understood");
  add_settings(code, options);

  CLI::App& pack =
      add("pack", "Turn MNIST's four IDX files into the gzip shards and the manifest of the site",
          pack_command);
  pack.add_option("FROM", options.from, "The folder of the IDX files")->required();
  pack.add_option("TO", options.to, "The folder of the site's data")->required();

  try {
    // The parser takes them from the back.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const auto chosen = std::find_if(commands.begin(), commands.end(),
                                   [](const Command& command) { return command.words->parsed(); });
  options.given = given_to(*chosen->words);
  const Status done = chosen->run(options);
  if (done) return 0;
  std::fprintf(stderr, "inkling: %s\n", done.error().message.c_str());
  return 2;
}

}  // namespace inkling
