#include "code/program_writer.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace inkling {
namespace {

// An optimizer is called so in Keras and in PyTorch alike.
constexpr const char* kArticleOptimizer = "RMSprop";

}  // namespace

const Settings& article_settings() {
  static const Settings settings;
  return settings;
}

void ProgramWriter::add(std::string text, std::string in_our_code, std::string_view was) {
  const bool changed = !was.empty();
  if (changed) text += "  # " + words(ProgramWords::kChanged, {std::string(was)});
  program_.lines.push_back({std::move(text), changed, phase_, std::move(in_our_code)});
}

void ProgramWriter::add_comment(ProgramWords id, std::initializer_list<std::string> values,
                                std::string_view indent) {
  add(std::string(indent) + "# " + words(id, values));
}

std::string python_number(double value) {
  constexpr int kMostFigures = 17;
  char buffer[64];
  int figures = 1;
  for (; figures <= kMostFigures; ++figures) {
    std::snprintf(buffer, sizeof buffer, "%.*g", figures, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  const std::string text = buffer;
  const std::size_t power = text.find('e');
  if (power == text.npos || value == 0) return text;
  // People write 0.00001 and 1000 without a power of ten.
  const int exponent = std::atoi(text.c_str() + power + 1);
  if (exponent < -9 || exponent > 9) return text;
  std::snprintf(buffer, sizeof buffer, "%.*f", exponent < 0 ? figures - 1 - exponent : 0, value);
  return std::strtod(buffer, nullptr) == value ? buffer : text;
}

void ProgramWriter::add_was(std::string& was, bool changed, const std::string& what) const {
  if (changed) was = was.empty() ? what : words(ProgramWords::kJoin, {was, what});
}

std::string ProgramWriter::layer_was(const Settings& settings, std::size_t index) const {
  const Settings& article = article_settings();
  std::string was;
  if (index == settings.hidden.size()) {
    add_was(was, settings.hidden.empty(),
            words(ProgramWords::kBehind, {std::to_string(article.hidden.front())}));
  } else if (index >= article.hidden.size()) {
    return words(ProgramWords::kNotThere);
  } else {
    add_was(was, settings.hidden[index] != article.hidden[index],
            std::to_string(article.hidden[index]));
    add_was(was, settings.activation != article.activation,
            kActivationNames[static_cast<int>(article.activation)]);
  }
  add_was(was, settings.l2 != article.l2, words(ProgramWords::kWithout, {"kernel_regularizer"}));
  return was;
}

std::string ProgramWriter::optimizer_was(const Settings& settings, bool another_rate) const {
  std::string was;
  add_was(was, settings.optimizer != article_settings().optimizer, kArticleOptimizer);
  add_was(was, another_rate, python_number(article_settings().learning_rate));
  return was;
}

std::string count_was(std::int64_t value, std::int64_t article) {
  return value == article ? std::string() : std::to_string(article);
}

int steps_per_epoch(const Settings& settings) {
  return (settings.train_images + settings.batch_size - 1) / settings.batch_size;
}

}  // namespace inkling
