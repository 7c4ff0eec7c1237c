#include "together/together.h"

#include <algorithm>
#include <map>
#include <utility>

#include "nn/metrics.h"

namespace inkling {
namespace {

// Returns why they have no mean of their weights.
Mix::NoMean no_mean_of(const NetworkList& networks) {
  const NetworkShape& shape = networks.front()->shape();
  Mix::NoMean reason = Mix::NoMean::kNone;
  for (const Network<float>* network : networks) {
    if (network->shape().layers != shape.layers) return Mix::NoMean::kLayers;
    if (network->shape() != shape) reason = Mix::NoMean::kActivation;
  }
  return reason;
}

}  // namespace

bool Together::add(Member member) {
  const bool known = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return !member.file_hash.empty() && entry.member.file_hash == member.file_hash;
  });
  if (known) return false;
  const int start = start_of(member.network);
  entries_.push_back({.member = std::move(member), .start = start});
  begin_anew();
  return true;
}

void Together::remove(int index) {
  if (index < 0 || index >= static_cast<int>(entries_.size())) return;
  entries_.erase(entries_.begin() + index);
  begin_anew();
}

void Together::clear() {
  entries_.clear();
  begin_anew();
}

void Together::begin_anew() {
  pixels_.clear();
  labels_.clear();
  for (Entry& entry : entries_) {
    entry.first_drawing = static_cast<int>(labels_.size());
    entry.drawing_answers.reset();
    pixels_.insert(pixels_.end(), entry.member.pixels.begin(), entry.member.pixels.end());
    labels_.insert(labels_.end(), entry.member.labels.begin(), entry.member.labels.end());
  }
  shuffled_.reset();
  renumber_starts();
  make_mixes();
}

int Together::start_of(const Network<float>& network) const {
  int starts = 0;
  for (const Entry& entry : entries_) {
    // The first one of each start stands for the others.
    if (entry.start < starts) continue;
    ++starts;
    const Network<float>& other = entry.member.network;
    if (other.shape() == network.shape() && likeness(other, network) > kBeganAlike) {
      return entry.start;
    }
  }
  return starts;
}

void Together::renumber_starts() {
  std::map<int, int> numbers;
  for (Entry& entry : entries_) {
    entry.start = numbers.emplace(entry.start, static_cast<int>(numbers.size())).first->second;
  }
}

void Together::make_mixes() {
  mixes_.clear();
  if (entries_.size() < 2) return;
  std::vector<std::vector<int>> groups;
  for (int i = 0; i < static_cast<int>(entries_.size()); ++i) {
    const auto start = static_cast<std::size_t>(entries_[static_cast<std::size_t>(i)].start);
    groups.resize(std::max(groups.size(), start + 1));
    groups[start].push_back(i);
  }
  mixes_.push_back(
      {.members = same_classes(static_cast<int>(entries_.size())), .alike = groups.size() == 1});
  const auto largest = std::max_element(
      groups.begin(), groups.end(),
      [](const auto& one, const auto& other) { return one.size() < other.size(); });
  if (groups.size() > 1 && largest->size() > 1) {
    mixes_.push_back({.members = *largest, .alike = true});
    std::vector<int> firsts;
    for (const std::vector<int>& group : groups) firsts.push_back(group.front());
    mixes_.push_back({.members = std::move(firsts), .alike = false});
  }
}

bool Together::advance(Examples test) {
  test_labels_.assign(test.labels.begin(), test.labels.end());
  return answer_next(test) || mix_next(test) || shuffle_next(test);
}

bool Together::answer_next(Examples test) {
  for (Entry& entry : entries_) {
    if (!entry.drawing_answers) {
      entry.drawing_answers = answers_of(entry.member.network, drawings());
      return true;
    }
    if (!entry.test_answers && test.count() > 0) {
      entry.test_answers = answers_of(entry.member.network, test);
      return true;
    }
  }
  return false;
}

bool Together::mix_next(Examples test) {
  const auto next = std::find_if(mixes_.begin(), mixes_.end(), [&](const Mix& mix) {
    return !mix.answers || (!mix.answers->test && test.count() > 0);
  });
  if (next == mixes_.end()) return false;
  NetworkList networks;
  std::vector<const Matrix<float>*> test_answers, drawing_answers;
  for (const int index : next->members) {
    const Entry& entry = entries_[static_cast<std::size_t>(index)];
    networks.push_back(&entry.member.network);
    drawing_answers.push_back(&*entry.drawing_answers);
    if (entry.test_answers) test_answers.push_back(&*entry.test_answers);
  }
  const bool tested = test_answers.size() == networks.size();
  Matrix<float> mean_answers;
  if (tested) mean_answers = mean_of_answers(test_answers);
  next->answers = score_of(tested ? &mean_answers : nullptr, mean_of_answers(drawing_answers));
  next->no_mean = no_mean_of(networks);
  if (Result<Network<float>> mean = mean_of_weights(networks)) {
    next->mean = *std::move(mean);
    if (tested) mean_answers = answers_of(*next->mean, test);
    next->weights = score_of(tested ? &mean_answers : nullptr, answers_of(*next->mean, drawings()));
  }
  return true;
}

bool Together::shuffle_next(Examples test) {
  if (shuffled_ || test.count() == 0) return false;
  const auto deep = std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) {
    return entry.member.network.layer_count() > 1;
  });
  if (deep == entries_.end()) return false;
  const Network<float> other = with_shuffled_units(deep->member.network, 1);
  const Result<Network<float>> mean = mean_of_weights({&deep->member.network, &other});
  shuffled_ = {.itself = *test_accuracy(*deep), .mean = evaluate(*mean, test).accuracy};
  return true;
}

Score Together::score_of(const Matrix<float>* test_answers,
                         const Matrix<float>& drawing_answers) const {
  Score score;
  if (test_answers != nullptr) {
    score.test = static_cast<double>(count_right(*test_answers, test_labels_)) /
                 static_cast<double>(test_labels_.size());
  }
  score.right = count_right(drawing_answers, labels_);
  score.drawings = static_cast<int>(labels_.size());
  return score;
}

std::optional<double> Together::test_accuracy(const Entry& entry) const {
  if (!entry.test_answers) return std::nullopt;
  return static_cast<double>(count_right(*entry.test_answers, test_labels_)) /
         static_cast<double>(test_labels_.size());
}

std::optional<Score> Together::on_others_drawings(const Entry& entry) const {
  if (!entry.drawing_answers) return std::nullopt;
  const Matrix<float>& all = *entry.drawing_answers;
  Score score;
  const int own_end = entry.first_drawing + entry.member.drawings().count();
  for (int i = 0; i < all.rows(); ++i) {
    if (i >= entry.first_drawing && i < own_end) continue;
    const std::span<const float> row(all.view().row(i), static_cast<std::size_t>(all.cols()));
    ++score.drawings;
    score.right += most_likely(row) == labels_[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  return score;
}

}  // namespace inkling
