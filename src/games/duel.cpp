#include "games/duel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "nn/verdict.h"

namespace inkling {
namespace {

constexpr double kReadyMs = 900;
constexpr double kMaskMs = 300;
constexpr std::uint64_t kOrderStream = 50;
constexpr std::uint64_t kRoundStream = 60;

double probability_of(const Probabilities& probabilities, int digit) {
  return probabilities[static_cast<std::size_t>(digit)];
}

}  // namespace

double Duel::exposure_ms(int level) {
  constexpr double kExposures[kLevels] = {1000, 700, 500, 350, 250, 170, 120, 80};
  return kExposures[level - 1];
}

Duel::Duel(const GameOptions& options, std::vector<Example> examples, Read read)
    : options_(options),
      examples_(std::move(examples)),
      read_(std::move(read)),
      level_(std::clamp(options.level, 1, kLevels)),
      passed_(level_ - 1),
      order_(examples_.size()) {
  const int left = (kLevels - level_ + 1) * kPicturesPerLevel;
  most_rounds_ = options.rounds > 0 ? std::min(options.rounds, left) : left;
  std::iota(order_.begin(), order_.end(), 0);
  Random random(options.seed, kOrderStream);
  shuffle(order_.begin(), order_.end(), random);
}

void Duel::begin() { new_round(); }

void Duel::new_round() {
  Random random(mixed_seed(options_.seed, rounds_.size()), kRoundStream);
  const auto which = static_cast<std::size_t>(order_[rounds_.size() % order_.size()]);
  const Example& example = examples_[which];
  DuelRound round;
  round.level = level_;
  round.kind = static_cast<Degradation>(in_level_);
  round.exposure_ms = exposure_ms(level_);
  round.label = example.label;
  round.picture = degrade(example.picture, round.kind, level_, random);
  const Probabilities probabilities = read_(round.picture);
  const auto digits = probabilities.begin() + kDigits;
  round.network.digit =
      static_cast<int>(std::max_element(probabilities.begin(), digits) - probabilities.begin());
  round.network.probability = probability_of(probabilities, round.network.digit);
  round.network_entropy_bits = entropy_bits(probabilities);
  mask_ = mask_picture(random);
  rounds_.push_back(round);
  phase_ = Phase::kReady;
  phase_ms_ = shown_ms_ = answer_ms_ = 0;
}

void Duel::advance(double elapsed_ms) {
  phase_ms_ += elapsed_ms;
  if (may_answer()) answer_ms_ += elapsed_ms;
  if (phase_ == Phase::kReady && phase_ms_ >= kReadyMs) {
    phase_ = Phase::kShown;
    phase_ms_ = 0;
    events_.add(event(GameEvent::Phase::kPrompt));
  } else if (phase_ == Phase::kShown && phase_ms_ >= current().exposure_ms) {
    shown_ms_ = phase_ms_;
    phase_ = Phase::kMasked;
    phase_ms_ = 0;
  } else if (phase_ == Phase::kMasked && phase_ms_ >= kMaskMs) {
    phase_ = Phase::kAsked;
  }
}

bool Duel::may_answer() const {
  return phase_ == Phase::kShown || phase_ == Phase::kMasked || phase_ == Phase::kAsked;
}

void Duel::answer(int digit) {
  if (!may_answer()) return;
  if (phase_ == Phase::kShown) shown_ms_ = phase_ms_;
  rounds_.back().visitor.digit = digit;
  rounds_.back().visitor.seconds = answer_ms_ / 1000;
  phase_ = Phase::kSure;
}

void Duel::set_confidence(int step) {
  if (phase_ != Phase::kSure) return;
  DuelRound& round = rounds_.back();
  round.visitor.probability = kConfidence[static_cast<std::size_t>(step)];
  ++in_level_;
  right_in_level_ += round.visitor_right() ? 1 : 0;
  const bool level_over = in_level_ == kPicturesPerLevel;
  const bool passed = level_over && right_in_level_ >= kLeastRight;
  if (passed) passed_ = level_;
  phase_ = Phase::kResult;

  GameEvent scored = event(GameEvent::Phase::kScored);
  scored.prompt = round.label;
  scored.more = {{"answer", round.visitor.digit},
                 {"network", round.network.digit},
                 {"sureness", round.visitor.probability},
                 {"network_probability", round.network.probability},
                 {"level", round.level}};
  events_.add(std::move(scored));
  if ((level_over && (!passed || level_ == kLevels)) || this->round() == most_rounds_) {
    phase_ = Phase::kOver;
    GameEvent last = event(GameEvent::Phase::kOver);
    last.more = {{"accuracy", summary(false).accuracy()},
                 {"network_accuracy", summary(true).accuracy()}};
    events_.add(std::move(last));
    return;
  }
  if (level_over) {
    ++level_;
    in_level_ = right_in_level_ = 0;
  }
}

void Duel::next() {
  if (phase_ == Phase::kResult) new_round();
}

DuelSummary Duel::summary(bool of_network) const {
  struct Bin {
    int count = 0;
    int right = 0;
    double stated = 0;
  };
  std::array<Bin, kConfidence.size()> bins{};
  DuelSummary summary;
  for (const DuelRound& round : rounds_) {
    const DuelAnswer& answer = of_network ? round.network : round.visitor;
    const bool right = answer.digit == round.label;
    ++summary.rounds;
    summary.right += right ? 1 : 0;
    summary.seconds += answer.seconds;
    summary.stated += answer.probability;
    summary.entropy_bits += round.network_entropy_bits;
    // Finds the step that is nearest to what was stated.
    std::size_t step = 0;
    for (std::size_t i = 1; i < kConfidence.size(); ++i) {
      if (std::abs(kConfidence[i] - answer.probability) <
          std::abs(kConfidence[step] - answer.probability)) {
        step = i;
      }
    }
    ++bins[step].count;
    bins[step].right += right ? 1 : 0;
    bins[step].stated += answer.probability;
  }
  if (summary.rounds == 0) return summary;
  summary.seconds /= summary.rounds;
  summary.stated /= summary.rounds;
  summary.entropy_bits /= summary.rounds;
  for (const Bin& bin : bins) {
    summary.calibration_error += std::abs(bin.stated - bin.right) / summary.rounds;
  }
  return summary;
}

GameEvent Duel::event(GameEvent::Phase phase) const {
  return {.phase = phase,
          .round = round(),
          .rounds = most_rounds_,
          .prompt = -1,
          .score = static_cast<double>(passed_),
          .more = {}};
}

}  // namespace inkling
