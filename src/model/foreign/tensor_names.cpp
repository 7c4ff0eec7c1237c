#include "model/foreign/tensor_names.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <set>

namespace inkling {
namespace {

using Words = std::vector<std::string>;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// Takes a name apart into runs of letters, which become small ones, and runs of digits.
Words words_in(const std::string& name) {
  Words words;
  for (std::size_t i = 0; i < name.size();) {
    const auto in_run = is_digit(name[i]) ? is_digit : is_letter;
    if (!in_run(name[i])) {
      ++i;
      continue;
    }
    std::string word;
    while (i < name.size() && in_run(name[i])) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i++])));
    }
    words.push_back(std::move(word));
  }
  return words;
}

bool has(const Words& words, std::initializer_list<const char*> wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const char* word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  });
}

TensorRole role_of_word(const std::string& word) {
  static const std::set<std::string> kWeights = {"weight", "weights", "kernel", "kernels",
                                                 "coef",   "coefs",   "gamma",  "w"};
  static const std::set<std::string> kBiases = {"bias",       "biases", "intercept",
                                                "intercepts", "beta",   "b"};
  if (kWeights.contains(word)) return TensorRole::kWeight;
  return kBiases.contains(word) ? TensorRole::kBias : TensorRole::kUnknown;
}

// Takes the word out that says the role, and returns that. A letter alone says less than a word.
TensorRole take_role(Words& words, bool letters_too) {
  for (const bool letters : {false, true}) {
    if (letters && !letters_too) break;
    for (auto word = words.begin(); word != words.end(); ++word) {
      const TensorRole role = role_of_word(*word);
      if (role == TensorRole::kUnknown || (word->size() == 1) != letters) continue;
      words.erase(word);
      return role;
    }
  }
  return TensorRole::kUnknown;
}

}  // namespace

std::string module_of(const std::string& name) {
  const std::size_t end = name.find_last_of("./");
  return end == std::string::npos ? "" : name.substr(0, end);
}

TensorPlace place_of(const std::string& name) {
  const std::string module = module_of(name);
  Words before = words_in(module), last = words_in(name.substr(module.size()));
  TensorPlace place;
  const bool running = has(last, {"running", "moving"});
  if (running && has(last, {"mean"})) {
    place.role = TensorRole::kMean;
  } else if (running && has(last, {"var", "variance"})) {
    place.role = TensorRole::kVariance;
  } else if (has(last, {"scale", "scales", "gain", "alpha", "slope", "orig", "original", "mask",
                        "zero", "ih", "hh", "packed", "absmax", "lora"}) ||
             has(before, {"lora", "parametrizations"})) {
    place.role = TensorRole::kOther;
  } else {
    place.role = take_role(last, true);
    // "weights.0" says it in front of the number.
    if (place.role == TensorRole::kUnknown) place.role = take_role(before, false);
  }
  if (running) {
    static const std::set<std::string> kOfRole = {"running", "moving", "mean", "var", "variance"};
    std::erase_if(last, [](const std::string& word) { return kOfRole.contains(word); });
  }
  before.insert(before.end(), last.begin(), last.end());
  for (const std::string& word : before) place.owner += (place.owner.empty() ? "" : ".") + word;
  return place;
}

std::string pattern_of(const std::string& name) {
  std::string pattern;
  for (const char c : name) {
    if (!is_digit(c)) {
      pattern += c;
    } else if (!pattern.ends_with('#')) {
      pattern += '#';
    }
  }
  return pattern;
}

std::vector<std::string> numbers_in(const std::string& name) {
  Words words = words_in(name);
  std::erase_if(words, [](const std::string& word) { return !is_digit(word[0]); });
  return words;
}

bool comes_before(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      std::size_t end_a = i, end_b = j;
      while (end_a < a.size() && is_digit(a[end_a])) ++end_a;
      while (end_b < b.size() && is_digit(b[end_b])) ++end_b;
      // Numbers are compared by length and digits, without their leading zeros: any size goes.
      const auto number = [](const std::string& text, std::size_t begin, std::size_t end) {
        while (begin + 1 < end && text[begin] == '0') ++begin;
        return text.substr(begin, end - begin);
      };
      const std::string x = number(a, i, end_a), y = number(b, j, end_b);
      if (x != y) return x.size() != y.size() ? x.size() < y.size() : x < y;
      i = end_a;
      j = end_b;
    } else {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

}  // namespace inkling
