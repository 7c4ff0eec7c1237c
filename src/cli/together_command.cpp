#include "cli/together_command.h"

#include <cstdio>
#include <vector>

#include "cli/files.h"
#include "cli/inputs.h"
#include "nn/averaging.h"
#include "nn/learning_apart.h"
#include "nn/metrics.h"
#include "nn/shape_text.h"

namespace inkling {
namespace {

double percent_right(const Matrix<float>& answers, Examples test) {
  return 100.0 * count_right(answers, test.labels) / test.count();
}

void print_epoch(LearningApart& apart, Examples test) {
  NetworkList networks;
  std::vector<Matrix<float>> answers;
  double each = 0;
  for (int i = 0; i < apart.count(); ++i) {
    networks.push_back(&apart.network(i));
    answers.push_back(answers_of(*networks.back(), test));
    each += percent_right(answers.back(), test) / apart.count();
  }
  std::vector<const Matrix<float>*> all;
  for (const Matrix<float>& own : answers) all.push_back(&own);
  const Network<float> shuffled = with_shuffled_units(*networks.front(), 1);
  // There are several, and all of one shape.
  const Result<Network<float>> mean = mean_of_weights(networks);
  const Result<Network<float>> self_mean = mean_of_weights({networks.front(), &shuffled});
  std::printf("%5d  %6.2f  %7.2f  %7.2f  %8.2f  %8.3f\n", apart.epochs(), each,
              100 * evaluate(*mean, test).accuracy, percent_right(mean_of_answers(all), test),
              100 * evaluate(*self_mean, test).accuracy, likeness(*networks[0], *networks[1]));
  std::fflush(stdout);
}

}  // namespace

Status together_command(const Options& options) {
  Settings settings;
  if (const Status set = set_settings(settings, options.settings); !set) return set;
  const Result<Dataset> dataset = load_dataset(options.data);
  if (!dataset) return dataset.error();
  const Examples training = examples_of(*dataset, Split::kTrain);
  const Examples test = examples_of(*dataset, Split::kTest);
  if (settings.train_images > training.count() / options.networks) {
    return Error{ErrorCode::kInvalidParams,
                 std::to_string(options.networks) + " networks have at most " +
                     std::to_string(training.count() / options.networks) +
                     " images each: give --train-images."};
  }
  std::printf("%d networks, %s, %d images each\n", options.networks,
              shape_text(settings.shape()).c_str(), settings.train_images);
  for (const bool same : {true, false}) {
    std::vector<std::uint32_t> seeds;
    for (int i = 0; i < options.networks; ++i) {
      seeds.push_back(settings.seed + static_cast<std::uint32_t>(same ? 0 : i));
    }
    std::printf("\n%s\nepoch    each  weights  answers  shuffled  likeness\n",
                same ? "From one seed" : "From a seed each");
    LearningApart apart(settings, seeds, training);
    for (int printed = 0; apart.advance();) {
      if (apart.epochs() == printed) continue;
      printed = apart.epochs();
      print_epoch(apart, test);
    }
  }
  return Nothing{};
}

}  // namespace inkling
